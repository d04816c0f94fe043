"""The column of days of a history, whatever it is called: the one whose days change along the rows of a person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from core.errors import Trouble
from core.i18n import tr
from core.importing.columns.contents import look
from core.importing.columns.recognise import ColumnMap, use_of
from core.importing.reading.table import TextTable
from core.importing.rows import Incoming
from core.importing.values import dates
from core.model import UNDATED, Issue, LongArray

SURE = 0.9
UNDATED_ROW = "A row of a history without its day says nothing; it is left out."
NO_DATE = "A history says on which day each figure was measured; no column of this file does."
WHO = ("id", "handle", "twitter", "instagram", "youtube", "tiktok", "facebook", "linkedin", "email", "url", "name")


def with_days(mapping: ColumnMap, table: TextTable, missing: frozenset[str], surely: bool = True) -> ColumnMap:
    """The mapping with a column of days taken for the date, where it names none and one is there.

    Of several the one with the most different days of a person: a birthday is the same in all of somebody's rows. In a
    file that is not ``surely`` a history no other will do, and most rows must have a day of their own.
    """
    if mapping.of("date") or not len(table):
        return mapping
    owners = _owners_of_rows(mapping, table)
    if not surely and len(np.unique(owners)) == len(table):
        return mapping
    free = [at for at in range(len(table.columns)) if at not in {use.column for use in mapping.uses}]
    days = {
        at: dates.column(table.columns[at], missing).day for at in free if look(table.columns[at], missing).day >= SURE
    }
    if not days:
        return mapping
    best = max(days, key=lambda at: (_count_changes(days[at], owners), -at))
    if (len(days) > 1 or not surely) and not _count_changes(days[best], owners):
        return mapping
    if not surely and not _is_measured(days[best], owners):
        return mapping
    found = use_of("date", best, table.headings[best], 0.6, "contents")
    return replace(mapping, uses=tuple(sorted((*mapping.uses, found), key=lambda use: use.column)))


def is_undated(mapping: ColumnMap) -> bool:
    """Whether neither a column nor the file's name says on which days its figures were measured."""
    return mapping.of("date") is None and mapping.day == UNDATED


def without_undated(clean: Incoming, mapping: ColumnMap) -> Incoming:
    """The rows of a history, those without a day refused, each with an issue; as they are where no row has one."""
    undated = (clean.day == UNDATED) & ~clean.refused
    if is_undated(mapping) or not undated.any():
        return clean
    said = [Issue(row, "date", "", UNDATED_ROW, True) for row in np.unique(clean.rows[undated]).tolist()]
    issues = tuple(sorted((*clean.issues, *said), key=lambda issue: issue.row))
    return replace(clean, refused=clean.refused | undated, issues=issues)


def refused(file: str) -> Trouble:
    """What is said of a history that no day can be found for."""
    remedy = tr("Say which column holds the dates (date=COLUMN), or put the day into the file’s name.")
    return Trouble(tr(NO_DATE), file, remedy)


def _owners_of_rows(mapping: ColumnMap, table: TextTable) -> Any:
    """Who each row is about, as numbers (n), by the strongest column there is."""
    use = next((use for field in WHO if (use := mapping.of(field))), None)
    if use is None:
        return np.zeros(len(table), np.int64)
    return table.columns[use.column].dictionary_encode().indices.to_numpy()


def _is_measured(days: LongArray, owners: LongArray) -> bool:
    """Whether days are those of a history: most rows have one, and most of the rows of a person are of different days.
    The day on which an account was made is blank where there is none, and the same in all of its rows."""
    dated = days != UNDATED
    again = int(dated.sum()) - len(np.unique(owners[dated]))
    return bool(2 * dated.sum() > len(days)) and 2 * _count_changes(days[dated], owners[dated]) > again


def _count_changes(days: LongArray, owners: LongArray) -> int:
    """How many more pairs of person and day there are than people."""
    pairs = np.unique(np.column_stack((owners, days)), axis=0)
    return len(pairs) - len(np.unique(owners))
