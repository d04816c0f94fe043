"""The dossier: all that is held on one candidate of a campaign, as the panel and the report show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.model import Evidence, Person


@dataclass(frozen=True)
class CriterionRow:
    """One criterion of a dossier. ``level`` is the mean of the assessors' latest levels, None when unknown.

    ``hidden``: so many others have rated what the reader is not to see yet; ``level`` and ``note`` then say nothing.
    ``market``: what counts was stated for this market only; empty where it was stated for every market.
    """

    key: str
    name: str
    anchors: Sequence[str]
    level: float | None
    own_level: int | None
    note: str
    evidence: int
    unsupported: bool
    review: bool
    hidden: int = 0
    market: str = ""


@dataclass(frozen=True)
class ScorePart:
    """One signed part of the score in points: name, points, and what it rests on in words."""

    name: str
    points: float
    words: str


@dataclass(frozen=True)
class SourceRow:
    """A row of a file that a person came from: its number there, and (heading, text) as they stood."""

    file: str
    row: int
    cells: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Series:
    """A person's history for the charts: days since 1970 and one value a day for each line, NaN where unknown.

    ``absences`` are the declared ones as (first day, last day), ``outages`` the days left out because a whole source
    reported nothing.
    """

    days: Sequence[int]
    lines: Mapping[str, Sequence[float]]
    absences: Sequence[tuple[int, int]] = ()
    outages: Sequence[int] = ()


@dataclass(frozen=True)
class ExternalValue:
    """What another tool says of a candidate: its name, its value, the top of its scale, and whether it ranks."""

    name: str
    value: float
    top: float
    in_use: bool


@dataclass(frozen=True)
class Dossier:
    """All that is held on one candidate. Points are 0..100. ``shared``: another assessor has rated them too."""

    person: Person
    score: float | None
    score_low: float
    score_high: float
    credibility: float | None
    credibility_low: float
    credibility_high: float
    speed: float | None
    cruise: float | None
    age_days: int | None
    pause_cost: float | None
    components: Mapping[str, float | None]
    parts: Sequence[ScorePart] = ()
    criteria: Sequence[CriterionRow] = ()
    evidence: Sequence[Evidence] = ()
    history: Series = field(default_factory=lambda: Series((), {}))
    sources: Sequence[SourceRow] = ()
    flags: Sequence[str] = ()
    flag_words: Sequence[str] = ()
    changes: Sequence[str] = ()
    """What would gain five points, in words, the easiest first."""
    external: Sequence[ExternalValue] = ()
    shared: bool = False
    coverage: float = 0
    """How much of the rubric's weight is known, in percent."""
    stated: date | None = None
    """The day of the newest level, where any is dated."""

    def market_of(self, criterion: str) -> str:
        """The market for which a level given now counts; empty for every market."""
        return next((row.market for row in self.criteria if row.key == criterion), "")
