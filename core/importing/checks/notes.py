"""What is said of a table's cells while they are cleaned: issues row by row, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from core.importing.reading.table import TextTable
from core.importing.rows import Undecided
from core.model import Issue

MISSING = "Treated as unknown: it is on the list of words for “not known”."


class Notes:
    """The issues of one table under way. ``missing``: the words for "not known" everywhere, ``unknown`` (heading,
    value) pairs those of one column."""

    def __init__(
        self, table: TextTable, missing: frozenset[str], unknown: Iterable[tuple[str, str]], issues: Iterable[Issue]
    ) -> None:
        self.table, self.missing = table, missing
        self.issues: list[Issue] = list(issues)
        self.undecided: dict[int, Undecided] = {}
        self.decimal = ""
        self._unknown: dict[int, set[str]] = {}
        for heading, value in unknown:
            self._unknown.setdefault(table.headings.index(heading), set()).add(value.strip().casefold())

    def missing_in(self, column: int) -> frozenset[str]:
        """The words that mean "not known" in one column."""
        return self.missing | frozenset(self._unknown.get(column, ()))

    def missing_remarks(self, column: int) -> dict[str, str]:
        """The column's texts that are words for "not known", each with what is said of it."""
        import pyarrow as pa
        import pyarrow.compute as pc

        texts = self.table.columns[column]
        bare = pc.utf8_lower(pc.utf8_trim_whitespace(texts))
        hit = pc.is_in(bare, pa.array(sorted(self.missing_in(column)), pa.string()))
        return dict.fromkeys(pc.unique(texts.filter(hit)).to_pylist(), MISSING)

    def say(self, column: int, field: str, remarks: Mapping[str, str]) -> None:
        """One issue for each cell whose text bears a remark."""
        if not remarks:
            return
        import pyarrow as pa
        import pyarrow.compute as pc

        texts = self.table.columns[column]
        places = np.flatnonzero(pc.is_in(texts, pa.array(list(remarks), pa.string())).to_numpy(zero_copy_only=False))
        for place, raw in zip(places.tolist(), texts.take(places).to_pylist(), strict=True):
            self.issues.append(Issue(int(self.table.rows[place]), field, raw, remarks[raw]))

    def say_at(self, place: int, field: str, raw: Any, reason: str, refused: bool = False) -> None:
        """One issue for a row, by its place in the table."""
        self.issues.append(Issue(int(self.table.rows[place]), field, str(raw), reason, refused))

    def say_of_all(self, field: str, raw: str, reason: str) -> None:
        """One issue for the whole file."""
        self.issues.append(Issue(0, field, raw, reason))

    def ask(self, column: int, examples: Iterable[str], ways: tuple[str, str], each: tuple[str, ...] = ()) -> None:
        """Puts a question about a column, unless one is put already; ``each``: values to be asked one by one."""
        self.undecided.setdefault(column, Undecided(tuple(examples)[:5], *ways, each))
