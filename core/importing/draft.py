"""An import on its way: how a file is read, what was understood of it, what is ready to be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from core.importing.columns import recognise
from core.importing.identity.groups import NOBODY
from core.importing.matching import Kind, Match
from core.importing.reading.table import Dialect, TextTable
from core.importing.rows import Incoming
from core.model import Issue, LongArray


@dataclass(frozen=True)
class Reading:
    """How files are to be read: field -> column heading; criterion -> (heading, four bounds); (heading, value that
    means "not known"); the sheet of a workbook; a text's encoding and delimiter ("" finds them); whether a mapping
    saved for its shape is taken; whether somebody will look at the columns, so that none need say yet who a row is
    about; whether rows that a workbook hides or strikes through are left out; whether people nobody knows come with a
    history or stature file as well; the fields whose figures stand however unlikely they are."""

    choices: Mapping[str, str] = field(default_factory=dict)
    thresholds: Mapping[str, tuple[str, tuple[float, ...]]] = field(default_factory=dict)
    unknown: Sequence[tuple[str, str]] = ()
    sheet: str | None = None
    encoding: str = ""
    delimiter: str = ""
    saved: bool = True
    by_hand: bool = False
    skip_marked: bool = False
    strangers: bool = False
    confirmed: Sequence[str] = ()


@dataclass(frozen=True)
class Draft:
    """A file read, its columns recognised and its values cleaned. ``missing``: this workspace's own words for "not
    known", None where the usual ones were taken."""

    file: str
    sha256: str
    kind: Kind
    table: TextTable
    mapping: recognise.ColumnMap
    clean: Incoming
    reading: Reading
    confirm: bool
    missing: frozenset[str] | None = None


@dataclass(frozen=True)
class Prepared:
    """A draft and its people, as the workspace stands at ``revision``. Nothing is written yet.

    ``doubts`` are the issues of the file itself, ``issues`` those and the issues of its people, by row.
    """

    draft: Draft
    match: Match
    source: str
    revision: tuple[int, ...]
    doubts: tuple[Issue, ...]
    issues: tuple[Issue, ...]

    @property
    def people_known(self) -> int:
        """How many of the file's people the workspace knows."""
        return int(np.count_nonzero(self.match.people.known))

    @property
    def people_new(self) -> int:
        """How many people would be added."""
        return len(self.match.people) - self.people_known

    @cached_property
    def rows_read(self) -> int:
        """The rows of the file, those that could not be read as one included."""
        return len(self.draft.table.rows) + len(unreadable_rows(self.draft.table))

    @cached_property
    def rows_refused(self) -> int:
        """The rows that stay out, each with its reason among the issues."""
        nobody = self.draft.clean.rows[self.match.people.of_row == NOBODY]
        return len(np.unique(nobody)) + len(unreadable_rows(self.draft.table))


@dataclass(frozen=True)
class ImportResult:
    """What one import did. ``mapping`` is field -> column heading; ``rows_read = rows_imported + rows_refused``.

    ``merged`` rows joined a person that another row or an earlier import had made. ``proposed`` are pairs of
    stable keys and a reason.
    """

    batch: int
    file: str
    dialect: Dialect
    decimal: str
    mapping: Mapping[str, str]
    rows_read: int
    rows_imported: int
    rows_refused: int
    people_new: int
    people_known: int
    merged: int
    issues: tuple[Issue, ...]
    proposed: tuple[tuple[str, str, str], ...]


def unreadable_rows(table: TextTable) -> LongArray:
    """The numbers of the rows that could not be read as one; no row of the table is among them."""
    refused = np.array(sorted({issue.row for issue in table.doubts if issue.refused}), np.int64)
    return refused[~np.isin(refused, table.rows)] if len(refused) else refused
