"""How far the assessors agree: Krippendorff's alpha by criterion, and the differences to be settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.i18n import decimal, tr
from core.model import FloatArray
from core.stature.assessment import Statements, counting

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff's own limits (Content Analysis, 2004, p. 241)."""
REVIEW_FROM = 2


@dataclass(frozen=True)
class Agreement:
    """One criterion: alpha (None where it is not defined) over the people rated by at least two assessors."""

    criterion: str
    alpha: float | None
    people: int
    assessors: int


@dataclass(frozen=True)
class Dispute:
    """A person and criterion on which assessors differ by two levels or more, unsettled.

    ``market`` is the one they stated their levels for, empty for every market.
    """

    person: int
    criterion: str
    levels: Mapping[str, float]
    market: str = ""

    @property
    def spread(self) -> float:
        return max(self.levels.values()) - min(self.levels.values())


def alpha(table: FloatArray) -> float | None:
    """Krippendorff's ordinal alpha of a table (assessors x people), NaN where not rated.

    None where it is not defined: nobody rated twice, or all ratings that can be compared are the same.
    """
    import krippendorff

    comparable = np.count_nonzero(~np.isnan(table), axis=0) >= 2
    values = table[:, comparable]
    if len(np.unique(values[~np.isnan(values)])) < 2:
        return None
    return float(krippendorff.alpha(values, level_of_measurement="ordinal"))


def agreement(said: Statements, criteria: Sequence[str], market: str = "") -> list[Agreement]:
    """The agreement on each criterion, on the assessors' own latest levels, before anything was settled."""
    rows = counting(said, market, settlements=False).tolist()
    return [_agree_on(said, key, [row for row in rows if said.criterion[row] == key]) for key in criteria]


def _agree_on(said: Statements, criterion: str, rows: list[int]) -> Agreement:
    names = sorted({said.assessor[row] for row in rows})
    people, place = np.unique(said.person[rows], return_inverse=True)
    table = np.full((len(names), len(people)), np.nan)
    table[[names.index(said.assessor[row]) for row in rows], place] = said.level[rows]
    rated_twice = int(np.count_nonzero(np.count_nonzero(~np.isnan(table), axis=0) >= 2))
    return Agreement(criterion, alpha(table), rated_twice, len(names))


def meaning(value: float | None) -> str:
    """What an alpha means in one word: unmeasured, reliable, tentative, weak or chance."""
    if value is None:
        return "unmeasured"
    limits = (("reliable", RELIABLE), ("tentative", TENTATIVE))
    return next((word for word, least in limits if value >= least), "weak" if value > 0 else "chance")


def in_words(value: float | None) -> str:
    """What an alpha means, in a sentence."""
    shown = {"alpha": "–" if value is None else decimal(value, 2)}
    return {
        "unmeasured": lambda: tr("Agreement cannot be measured yet: too few people have been rated by two assessors."),
        "reliable": lambda: tr("The assessors agree (alpha {alpha}): the levels can be relied on.", **shown),
        "tentative": lambda: tr(
            "The assessors agree in the main (alpha {alpha}): take the levels with caution.", **shown
        ),
        "weak": lambda: tr(
            "The assessors agree too little (alpha {alpha}): talk the anchors over and rate again.", **shown
        ),
        "chance": lambda: tr(
            "The assessors agree no more than by chance (alpha {alpha}): the levels say nothing yet.", **shown
        ),
    }[meaning(value)]()


def disputes(said: Statements, market: str = "") -> list[Dispute]:
    """The differences of two levels or more, the widest first, then by person and criterion."""
    queue = [dispute for dispute in _differences(said, market) if dispute.spread >= REVIEW_FROM]
    return sorted(queue, key=lambda dispute: (-dispute.spread, dispute.person, dispute.criterion))


def _differences(said: Statements, market: str) -> list[Dispute]:
    """What the assessors say of each person and criterion, be it the same."""
    # What counts on a criterion was stated for one and the same market: either this one or every one.
    cells: dict[tuple[int, str, str], dict[str, float]] = {}
    for row in counting(said, market).tolist():
        cell = cells.setdefault((int(said.person[row]), said.criterion[row], said.market[row]), {})
        cell[said.assessor[row]] = float(said.level[row])
    return [Dispute(person, criterion, levels, where) for (person, criterion, where), levels in cells.items()]


def spread_by_person(said: Statements, market: str = "") -> dict[int, float]:
    """By person the widest difference between assessors on any criterion, in levels, however small, unsettled."""
    widest: dict[int, float] = {}
    for one in _differences(said, market):
        widest[one.person] = max(one.spread, widest.get(one.person, 0.0))
    return widest
