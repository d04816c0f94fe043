"""The board: one campaign's candidates as columns, ready to be ranked, drawn and listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.model import FULL, Axis, Campaign, Candidates, FloatArray, IntArray, LongArray, TextList, Texts
from core.ranking.unknown import StandIn, StandIns
from core.stature.rubric import Words

NO_TEXTS = TextList(())
NO_STAND_INS = StandIns(StandIn(FULL // 2, 0), StandIn(FULL // 2, 0))


@dataclass(frozen=True)
class Board:
    """n candidates in ascending person id; every column has n places.

    ``audience`` is NaN where unknown; ``components`` and ``levels`` are hundredths of a point and of a level
    (0..400), -1 where unknown; ``cruise`` and ``speed`` hundredths; ``age`` days since the last observation, -1
    for none. ``rank_by_score`` is the competition rank at weight 0. ``version`` grows with every change of data.
    ``campaign`` has its date and half-life filled in where it leaves them to the data and the model.
    """

    campaign: Campaign
    person: LongArray
    key: Texts
    name: Texts
    market: Texts
    country: Texts
    organisation: Texts
    candidates: Candidates
    audience: FloatArray
    speed: IntArray
    cruise: IntArray
    components: Mapping[str, IntArray]
    levels: Mapping[str, NDArray[np.signedinteger]]
    age: IntArray
    rank_by_score: IntArray
    flags: Mapping[str, LongArray]
    """Flag name -> the places that bear it, ascending."""
    score_model: str
    rubric: str
    version: int
    language: Texts = NO_TEXTS
    type: Texts = NO_TEXTS
    """Where they publish, parted by semicolons; read only where a rule asks for it."""
    markets: Mapping[int, str] = field(default_factory=dict)
    """Place -> the markets a candidate counts in, where the candidacy says so."""
    cost: Mapping[int, float] = field(default_factory=dict)
    """Place -> what a guest costs, where the candidacy says so."""
    weights: Mapping[str, int] = field(default_factory=dict)
    """How much each criterion of the rubric weighs."""
    settled: Mapping[int, str] = field(default_factory=dict)
    """Place -> why a candidate goes before those equal in everything, where a tie was settled by hand."""
    criteria: Mapping[str, Words] = field(default_factory=dict)
    """The name of each criterion of the rubric, by language."""
    asked: Campaign | None = None
    """The campaign as it was asked for, before date and half-life were filled in: its scores are found by it."""
    stand_ins: StandIns = NO_STAND_INS
    """What stands in where a side is unknown, and from how many it is."""
    stated: IntArray = field(default_factory=lambda: np.empty(0, np.int32))
    """The day of the newest level of each candidate, ``UNDATED`` for none; empty on a board without assessments."""

    def __len__(self) -> int:
        return len(self.person)

    @property
    def scored_as(self) -> Campaign:
        """The campaign by which its scores were computed, date and half-life left where it leaves them."""
        return self.asked or self.campaign

    @property
    def score(self) -> Axis:
        """The online score in points, whatever scale the total uses."""
        return self.candidates.plain_score

    @property
    def credibility(self) -> Axis:
        """The credibility in points, whatever scale the total uses."""
        return self.candidates.plain_credibility

    @property
    def assessed(self) -> int:
        """How many candidates have a known credibility."""
        return int(self.candidates.credibility.known.sum())
