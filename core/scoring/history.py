"""History: one person's audience, reactions, speed and value at cruise by day, and what was left out of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.model import UNDATED, BoolArray, FloatArray, LongArray
from core.scoring.model import ScoreModel
from core.scoring.observations import Observations
from core.scoring.outages import outage_rows
from core.scoring.running_totals import Total, gains
from core.scoring.score import USUAL, Terms, activity_of
from core.scoring.smoothing import trace
from core.scoring.states import states


@dataclass(frozen=True)
class History:
    """One person's series over k dates (days since 1970, rising).

    ``speed`` and ``cruise`` are points (0..100); ``reactions`` are per post; NaN is unknown. ``absences`` are the
    declared ones as (first day, last day); ``outages`` the days left out because a whole source reported nothing.
    """

    day: LongArray
    audience: FloatArray
    reactions: FloatArray
    speed: FloatArray
    cruise: FloatArray
    absences: tuple[tuple[int, int], ...]
    outages: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.day)


def history(
    observations: Observations,
    person: int,
    model: ScoreModel,
    terms: Terms = USUAL,
    outage: BoolArray | None = None,
    totals: frozenset[Total] = frozenset(),
) -> History:
    """The series of one person, with the same rows left out as by ``score``; its last cruise is the score.

    The ``absences`` of ``terms`` may be of any person; ``outage`` are the rows of ``outage_rows`` where
    they are known already; ``totals`` the counts that are running totals, which one person's history alone cannot
    show. Only dated observations make a series.
    """
    rows = outage_rows(observations, model.flags.outage_people) if outage is None else outage
    i, j = np.searchsorted(observations.person, [person, person + 1])
    own, hit = observations.block(person, person + 1, int(i), int(j)), rows[i:j]
    spans = _read_spans(terms.absences, person)
    away = np.zeros(len(own), np.bool_)
    for first, last in spans:
        away |= (own.day >= first) & (own.day <= last) & (own.day != UNDATED)
    late = own.day > terms.as_of if terms.as_of is not None else np.zeros(len(own), np.bool_)
    found = states(gains(own.keep(~(hit | away | late)), totals), model.reactions_per_view)
    speed = activity_of(found, model)[0].value
    shown = ~np.isnan(speed) & (found.day != UNDATED)
    day = found.day[shown]
    return History(
        day,
        found.audience[shown],
        found.reactions[shown],
        speed[shown],
        trace(speed[shown], day, terms.half_life or model.half_life),
        spans,
        tuple(np.unique(own.day[hit]).tolist()),
    )


def _read_spans(absences: ArrayLike | None, person: int) -> tuple[tuple[int, int], ...]:
    rows = np.asarray([] if absences is None else absences, np.int64).reshape(-1, 3)
    return tuple((first, last) for who, first, last in sorted(rows.tolist()) if who == person)
