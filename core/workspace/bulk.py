"""Many rows at once: inserts of many rows a statement, and the way back for edits outside the undo log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import Any

import numpy as np

from core.model import UNDATED, CodedTexts, LongArray, PackedTexts, Progress, packed
from core.workspace.sql import execute_many
from core.workspace.store import Workspace

CHUNK = 20_000
TOGETHER = 50
"""Rows inserted by one statement."""


@dataclass(frozen=True)
class BatchWrite:
    """A batch while it is written, and the step that undoes it.

    ``recorded``: triggers note the way back of every edit. In an import of bulk they are off, and the few changes to
    what was there before note their own (``note_update``).
    """

    workspace: Workspace
    batch: int
    step: int
    recorded: bool


def note_update(
    write: BatchWrite,
    table: str,
    columns: Sequence[str],
    keys: Sequence[str],
    where: str,
    values: Sequence[Mapping[str, object]],
) -> None:
    """Notes the way back of an update of some columns, before it is made, where no trigger does."""
    if write.recorded:
        return
    sets = "||','||".join(f"'{column}='||quote({column})" for column in columns)
    at = "||' AND '||".join(f"'{key}='||quote({key})" for key in keys)
    execute_many(
        write.workspace.connection,
        f"INSERT INTO undo_log(step, sql) SELECT {int(write.step)}, 'UPDATE {table} SET '||{sets}||' WHERE '||{at} "
        f"FROM {table} WHERE {where}",
        values,
    )


def insert(workspace: Workspace, into: str, count: int, rows: Iterator[tuple[Any, ...]], tail: str = "") -> None:
    """Inserts ``count`` rows, many a statement: a third less time than one by one."""
    width = into.count(",") + 1
    one, whole = f"({_make_marks(width)})", count // TOGETHER * TOGETHER
    flat = chain.from_iterable(islice(rows, whole))
    many = ",".join([one] * TOGETHER)
    execute_many(
        workspace.connection, f"INSERT INTO {into} VALUES {many} {tail}", zip(*[flat] * (width * TOGETHER), strict=True)
    )
    execute_many(workspace.connection, f"INSERT INTO {into} VALUES {one} {tail}", rows)


def spans(count: int, progress: Progress, words: str) -> Iterator[tuple[int, int]]:
    """(start, stop) of each part of many rows, the progress told before each."""
    for start in range(0, count, CHUNK):
        progress(start, count, words)
        yield start, min(start + CHUNK, count)


def texts_of(column: Any, start: int, stop: int) -> Iterable[str]:
    """Some texts of a column (pyarrow, or read by places), blank where there is no column."""
    return repeat("") if column is None else column.slice(start, stop - start).to_pylist()


def days_of(days: LongArray) -> list[int | None]:
    """Days as they are stored: NULL for not known."""
    return [None if day == UNDATED else day for day in days.tolist()]


def _make_marks(count: int) -> str:
    return ",".join("?" * count)


ROWS_AT_A_TIME = 1000
"""Rows at a time: few enough that Python uses the same memory for them again and again."""


class TextColumn:
    """A column of texts that differ, packed as it comes."""

    def __init__(self) -> None:
        self._parts: list[PackedTexts] = []

    def add(self, texts: Sequence[str]) -> None:
        self._parts.append(packed(texts))

    def whole(self) -> PackedTexts:
        sizes = np.concatenate([np.zeros(1, np.int64), *(np.diff(part.starts) for part in self._parts)])
        return PackedTexts(b"".join(part.letters for part in self._parts), np.cumsum(sizes))


class Numbering(dict[str, int]):
    """Numbers texts as they come up, from 0."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class CodedColumn:
    """A column of texts that repeat, each held once."""

    def __init__(self) -> None:
        self._words = Numbering()
        self._parts = [np.empty(0, np.int32)]

    def add(self, texts: Sequence[str]) -> None:
        self._parts.append(np.fromiter(map(self._words.__getitem__, texts), np.int32, len(texts)))

    def whole(self) -> CodedTexts:
        narrow = np.min_scalar_type(max(0, len(self._words) - 1))
        return CodedTexts(np.concatenate(self._parts).astype(narrow), packed(list(self._words)))


def row_chunks(workspace: Workspace, sql: str, values: Sequence[object]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a question, ``ROWS_AT_A_TIME`` at a time."""
    cursor = workspace.connection.execute(sql, values)
    while rows := cursor.fetchmany(ROWS_AT_A_TIME):
        yield rows
