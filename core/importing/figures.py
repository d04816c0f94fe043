"""Columns of figures as numbers and levels: units by the heading, one convention a column, each odd cell said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from core.importing.checks.notes import MISSING, Notes
from core.importing.columns.recognise import ColumnUse
from core.importing.values import counts, dates, levels, numbers
from core.importing.values.marks import MARKS
from core.model import FloatArray

DISAGREE = "Two columns under the same heading disagree; the more exact one is taken."
FRACTIONS = "Most of the rates lie far below 1: they are taken for parts of 1, not for percent."
BELOW_ONE = "The rates lie between 0 and 1: they are taken for percent, as parts of 1 they would be too high."
RATE_TOP = 100
HIGHEST_PART = 0.2
"""Where half of the rates lie below it they are parts of 1: of 100 followers one to three react as a rule."""
# Rounded text such as 13.8M beside 13849999 is no disagreement.
ROUNDING = 0.06

Bounds = tuple[float, ...]


def number_column(notes: Notes, column: int, use: ColumnUse) -> FloatArray:
    """A column of numbers that cannot be negative (n, NaN for none), with its issues."""
    texts, missing, field = notes.table.columns[column], notes.missing_in(column), use.field
    default: numbers.Mark = "," if notes.table.dialect.delimiter == ";" else "."
    chosen = next((mark for mark in MARKS if mark == use.form), None)
    found = numbers.column(texts, missing, default, chosen, use.power)
    if field == "audience" and not chosen and not use.power:
        found = counts.people(texts, found)
    notes.say(column, field, found.remarks | dict.fromkeys(found.missing, MISSING))
    if not found.decimal.decided:
        notes.ask(column, found.decimal.doubtful, MARKS)
        reason = numbers.COMMAS_PART if found.decimal.mark == "." else numbers.POINTS_PART
        notes.say_of_all(field, ", ".join(found.decimal.doubtful), reason)
    notes.decimal = notes.decimal or (found.decimal.mark if found.decimal.decided else "")
    below = found.value < 0
    if below.any():
        notes.say(column, field, dict.fromkeys(texts.filter(_as_mask(below)).to_pylist(), numbers.NEGATIVE))
    return np.where(below, np.nan, found.value)


def metric_column(notes: Notes, use: ColumnUse, checks: Iterable[tuple[int, int]]) -> FloatArray:
    """A metric's column; a twin of it under the same heading fills its gaps. Rates are percent."""
    value = number_column(notes, use.column, use)
    for column, twin in checks:
        if column == use.column:
            value = _check_twin(notes, value, twin, use)
    return _as_percent(notes, value, use) if use.field == "engagement_rate" and not use.percent else value


def _check_twin(notes: Notes, value: FloatArray, twin: int, use: ColumnUse) -> FloatArray:
    """The same figures under the same heading once more: they fill gaps, and are said where they disagree."""
    other = number_column(notes, twin, use)
    columns = notes.table.columns
    for place in np.flatnonzero(np.abs(value - other) > ROUNDING * np.maximum(value, other)).tolist():
        notes.say_at(place, use.field, f"{columns[use.column][place]} / {columns[twin][place]}", DISAGREE)
    return np.where(np.isnan(value), other, value)


def _as_percent(notes: Notes, value: FloatArray, use: ColumnUse) -> FloatArray:
    """Rates without a percent sign: parts of 1 where half of them are small, which one odd rate does not change."""
    import pyarrow.compute as pc

    stated = value[(value > 0) & (value <= RATE_TOP)]
    if not len(stated) or pc.any(pc.match_substring(notes.table.columns[use.column], "%")).as_py():
        return value
    top = float(stated.max())
    if np.median(stated) <= HIGHEST_PART:
        notes.say_of_all(use.field, f"{top:g}", FRACTIONS)
        return value * 100
    if top <= 1:
        notes.say_of_all(use.field, f"{top:g}", BELOW_ONE)
    return value


def level_column(notes: Notes, use: ColumnUse) -> FloatArray:
    """Levels 0..4 and means of them (n, NaN for none); one odd cell costs that cell."""
    value, remarks, missing = levels.column(notes.table.columns[use.column], notes.missing_in(use.column))
    notes.say(use.column, use.field, remarks | dict.fromkeys(missing, MISSING))
    return value


def graded_column(notes: Notes, column: int, criterion: str, bounds: Bounds) -> FloatArray:
    """A numeric fact as a level: below the first bound 0, from the last on 4. Durations count in years."""
    texts = notes.table.columns[column]
    missing = notes.missing_in(column)
    coded = texts.dictionary_encode()
    mark = numbers.decimal_mark(coded.dictionary.to_pylist()).mark
    remarks: dict[str, str] = {}
    graded = []
    for text in coded.dictionary.to_pylist():
        blank = not text.strip() or text.strip().casefold() in missing
        value = None if blank else dates.years(text)
        if value is None and not blank:
            value, remark = numbers.parse(text, mark)
            remarks |= {text: remark} if remark else {}
        graded.append(np.nan if value is None else float(np.searchsorted(bounds, value, side="right")))
    notes.say(column, criterion, remarks | notes.missing_remarks(column))
    return np.array(graded)[coded.indices.to_numpy()] if graded else np.full(len(texts), np.nan)


def _as_mask(places: Any) -> Any:
    import pyarrow as pa

    return pa.array(places)
