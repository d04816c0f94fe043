"""Columns whose values cannot decide how they are read: what to ask, with both readings of real values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from core.importing import dates, numbers
from core.importing.mapping import ColumnMap, ColumnUse
from core.importing.table import TextTable
from core.model import Issue

SHOWN = 3
"""Values shown of a column."""


@dataclass(frozen=True)
class Question:
    """One column to ask about. ``answers`` are the two marks or orders it may have; ``readings`` what each makes of
    ``values`` (numbers, or dates, None where it makes none); ``taken`` the answer in force; ``said`` whether the user
    gave it."""

    column: int
    heading: str
    values: tuple[str, ...]
    answers: tuple[str, str]
    readings: tuple[tuple[Any, ...], tuple[Any, ...]]
    taken: str
    said: bool


def questions(table: TextTable, mapping: ColumnMap, issues: tuple[Issue, ...]) -> tuple[Question, ...]:
    """What to ask about a file, and what was asked and answered; ``issues`` are its remarks once cleaned."""
    asked = {(issue.field, issue.reason) for issue in issues if not issue.row}
    found: list[Question | None] = []
    for use in mapping.uses:
        if use.said in dates.ORDERS or (use.field, dates.EITHER_ORDER) in asked:
            found.append(_order(table, use))
        elif use.said or (use.field, numbers.UNDECIDED) in asked:
            found.append(_mark(table, use))
    return tuple(question for question in found if question is not None)


def _mark(table: TextTable, use: ColumnUse) -> Question | None:
    """Which of ``1,234`` is the decimal mark; None for a column that decides (another of its field does not)."""
    column = table.columns[use.column]
    default: numbers.Mark = "," if table.dialect.delimiter == ";" else "."
    found = numbers.mark_of(column, default)
    if found.decided:
        return None
    values = tuple(dict.fromkeys(found.doubtful))[:SHOWN]
    by_point, by_comma = (tuple(numbers.parse(text, mark).value for text in values) for mark in numbers.MARKS)
    return _asked(table, use, values, numbers.MARKS, (by_point, by_comma), found.mark)


def _order(table: TextTable, use: ColumnUse) -> Question:
    """Whether 4/5 is the fourth of May or the fifth of April."""
    texts = table.columns[use.column].unique().to_pylist()
    values = tuple(islice(_doubtful(texts), SHOWN))
    day, month = (tuple(dates.parse(text, first)[0] for text in values) for first in (True, False))
    return _asked(table, use, values, dates.ORDERS, (day, month), dates.DAY)


def _doubtful(texts: list[str]) -> Iterator[str]:
    return (text for text in texts if dates.parse(text, True)[0] != dates.parse(text, False)[0])


def _asked(
    table: TextTable, use: ColumnUse, values: tuple[str, ...], answers: tuple[str, str], readings: Any, likely: str
) -> Question:
    return Question(
        use.column, table.headings[use.column], values, answers, readings, use.said or likely, bool(use.said)
    )
