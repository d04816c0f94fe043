"""Assessments of several people put together: the latest level of each, the market's own first, then the mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from core.errors import Trouble
from core.i18n import tr
from core.model import UNDATED, Assessment, BoolArray, FloatArray, IntArray, LongArray, to_day
from core.stature.confidence import weights_and_widths


class Statements(Protocol):
    """m levels and settlements as columns, oldest first: NaN is the level "unknown", an empty market means every
    market, ``settles`` a settlement. Notes without a level are no statements."""

    @property
    def person(self) -> LongArray: ...
    @property
    def criterion(self) -> Sequence[str]: ...
    @property
    def assessor(self) -> Sequence[str]: ...
    @property
    def market(self) -> Sequence[str]: ...
    @property
    def level(self) -> FloatArray: ...
    @property
    def settles(self) -> BoolArray: ...
    @property
    def confidence(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class StatementColumns:
    """``Statements`` as plain columns."""

    person: LongArray
    criterion: Sequence[str]
    assessor: Sequence[str]
    market: Sequence[str]
    level: FloatArray
    settles: BoolArray
    confidence: Sequence[str] = ()


def statements(stated: Iterable[tuple[Assessment, str]]) -> StatementColumns:
    """Assessments, each with the market it was stated for, as columns; the undated are the oldest."""
    rows = sorted((row for row in stated if row[0].kind != "note"), key=lambda row: to_day(row[0].day))
    return StatementColumns(
        person=np.array([said.person for said, _ in rows], np.int64),
        criterion=[said.criterion for said, _ in rows],
        assessor=[said.assessor for said, _ in rows],
        market=[market for _, market in rows],
        level=np.array([said.level for said, _ in rows], np.float64),
        settles=np.array([said.kind == "settlement" for said, _ in rows], np.bool_),
        confidence=[said.confidence for said, _ in rows],
    )


def combine(assessments: Iterable[Assessment]) -> dict[tuple[int, str], float]:
    """The level by (person, criterion): the mean of the assessors' latest; absent where unknown."""
    said = statements((assessment, "") for assessment in assessments)
    keys = tuple(dict.fromkeys(said.criterion))
    people = np.unique(said.person)
    table = level_table(people, said, keys)
    return {
        (int(people[row]), key): float(table[key][row]) for key in keys for row in np.flatnonzero(~np.isnan(table[key]))
    }


def level_table(
    people: LongArray, said: Statements, criteria: Sequence[str], market: str = ""
) -> dict[str, FloatArray]:
    """The levels of n people (ascending ids) by criterion, NaN where unknown, as ``credibility`` takes them."""
    return level_and_width_tables(people, said, criteria, market)[0]


def level_and_width_tables(
    people: LongArray, said: Statements, criteria: Sequence[str], market: str = ""
) -> tuple[dict[str, FloatArray], dict[str, FloatArray]]:
    """By criterion the levels of n people (ascending ids), NaN where unknown, and by how much their assessors' doubt
    widens them: empty where nobody had any. Both are means over the assessors, weighted by how sure each was; a
    settlement is sure."""
    rows = counting(said, market)
    place, ours = _find_places(people, said.person[rows])
    keys = np.array([said.criterion[row] for row in rows.tolist()], dtype=np.str_)
    doubts = said.confidence or [""] * len(said.person)
    weight, width = weights_and_widths(["" if said.settles[row] else doubts[row] for row in rows.tolist()])
    table: dict[str, FloatArray] = {}
    widths: dict[str, FloatArray] = {}
    for key in criteria:
        mine = ours & (keys == key)
        share = np.bincount(place[mine], weight[mine], minlength=len(people))
        for made, values in ((table, said.level[rows]), *([(widths, width)] if width.any() else [])):
            total = np.bincount(place[mine], weight[mine] * values[mine], minlength=len(people))
            made[key] = np.divide(total, share, out=np.full(len(people), np.nan), where=share > 0)
    return table, widths


def newest_days(people: LongArray, said: Statements, day: LongArray, market: str = "") -> IntArray:
    """The day of the newest level that counts, of n people (ascending ids); ``UNDATED`` where there is none.

    ``day`` holds the day of each statement.
    """
    rows = counting(said, market)
    if not len(rows):  # a million candidates whom nobody has assessed take no room
        return np.broadcast_to(np.int32(UNDATED), len(people))
    place, ours = _find_places(people, said.person[rows])
    newest = np.full(len(people), UNDATED, np.int32)
    np.maximum.at(newest, place[ours], day[rows[ours]].astype(np.int32))
    return newest


def _find_places(people: LongArray, wanted: LongArray) -> tuple[LongArray, BoolArray]:
    """Where each of the wanted ids would stand among the people, and whether it does."""
    place = np.minimum(np.searchsorted(people, wanted), max(0, len(people) - 1))
    return place, people[place] == wanted if len(people) else np.zeros(len(wanted), np.bool_)


def counting(said: Statements, market: str = "", settlements: bool = True) -> LongArray:
    """The places of the statements that count in a market, ascending.

    For one person and criterion: the latest statement of each assessor; a settlement alone when it is newer than all
    of them (none at all with ``settlements`` False); and, once a level is known for this market, only the statements
    made for it. Other markets never count, since influence ends at its market. "Unknown" takes a level back.
    """
    local = np.array([bool(market) and name == market for name in said.market], np.bool_)
    settled = said.settles
    usable = local | np.array([not name for name in said.market], np.bool_)
    rows = np.flatnonzero(usable if settlements else usable & ~settled)
    cell = _number_cells(said, rows)
    side = 2 * cell + local[rows]

    last = _find_last(
        _code_assessors(["" if settled[row] else said.assessor[row] for row in rows.tolist()], settled[rows]), side
    )
    rows, cell, side = rows[last], cell[last], side[last]
    kept = settled[rows] == settled[_find_newest(rows, side)]
    kept &= ~np.isnan(said.level[rows])
    rows, cell = rows[kept], cell[kept]
    has_local = np.zeros(int(cell.max()) + 1 if len(cell) else 0, np.bool_)
    has_local[cell[local[rows]]] = True
    return np.asarray(rows[local[rows] | ~has_local[cell]], np.int64)


def _number_cells(said: Statements, rows: LongArray) -> LongArray:
    """One number for each person and criterion."""
    _, person = np.unique(said.person[rows], return_inverse=True)
    codes: dict[str, int] = {}
    criterion = np.array([codes.setdefault(said.criterion[row], len(codes)) for row in rows.tolist()], np.int64)
    return np.asarray(person * max(1, len(codes)) + criterion, np.int64)


def _code_assessors(assessors: Sequence[str], settled: BoolArray) -> LongArray:
    """One number for each assessor; all who settle share the first."""
    codes: dict[str, int] = {}
    numbers = np.array([codes.setdefault(name, len(codes)) for name in assessors], np.int64)
    return np.where(settled, 0, numbers + 1)


def _find_last(assessor: LongArray, side: LongArray) -> LongArray:
    """The last place of each assessor on each side, ascending."""
    if not len(side):
        return np.empty(0, np.int64)
    group = side * (int(assessor.max()) + 1) + assessor
    _, from_end = np.unique(group[::-1], return_index=True)
    return np.sort(len(side) - 1 - from_end)


def _find_newest(rows: LongArray, side: LongArray) -> LongArray:
    """For each row the newest row of its side."""
    if not len(side):
        return rows
    newest = np.zeros(int(side.max()) + 1, np.int64)
    np.maximum.at(newest, side, rows)
    return newest[side]


def visible(assessments: Iterable[Assessment], assessor: str) -> list[Assessment]:
    """What an assessor may see: their own, and the others' wherever they have rated (or said "unknown") themselves."""
    every = list(assessments)
    rated = {(said.person, said.criterion) for said in every if said.assessor == assessor and said.kind == "level"}
    return [said for said in every if said.assessor == assessor or (said.person, said.criterion) in rated]


def hidden_from(assessments: Iterable[Assessment], assessor: str) -> int:
    """How many others have rated one criterion of one person where an assessor has neither rated nor settled it.

    ``assessments`` are the levels and settlements of that criterion, without notes that stand alone.
    Their levels and notes, and any mean of them, are not for this assessor yet. Nothing is kept from a reader who
    has no name and so is no assessor, and what nobody signed, such as levels out of a file, is kept from nobody.
    """
    names = {said.assessor for said in assessments}
    return 0 if not assessor or assessor in names else len(names - {""})


def settlement(person: int, criterion: str, level: int | None, reason: str, by: str, day: date | None) -> Assessment:
    """The level that settles a difference; it holds until somebody rates again. ``Trouble`` without a reason."""
    if not reason.strip():
        raise Trouble(tr("A difference is settled with a reason."), "", tr("Write in a few words what settled it."))
    return Assessment(person, criterion, by, level, reason, day, "settlement")


def age_days(assessments: Iterable[Assessment], as_of: date) -> int | None:
    """Days since the newest dated level; None where none is dated."""
    days = [(as_of - said.day).days for said in assessments if said.day is not None and said.level is not None]
    return min(days, default=None)
