"""Dates as people write them, in English and French; day first or month first is decided by the whole column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

import numpy as np

from core.model import UNDATED, LongArray, to_day

NOT_A_DATE = "This is not a date."
MONTH_ONLY = "Only the month is known; its first day is taken."
EXAMPLES = 5
EITHER_ORDER = "Day and month could stand either way in this column; the day is taken to come first."

_NAMES = (
    "january jan janvier janv",
    "february feb fevrier fevr fev",
    "march mar mars",
    "april apr avril avr",
    "may mai",
    "june jun juin",
    "july jul juillet juil",
    "august aug aout",
    "september sept sep septembre",
    "october oct octobre",
    "november nov novembre",
    "december dec decembre",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_WORD = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[t ].*)?")
_NUMERIC = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[t ].*)?")
_COMPACT = re.compile(r"(20\d{2}|19\d{2})(\d{2})(\d{2})")
_TIME = r"(?:,? (?:a |at )?\d{1,2}[:h]\d{2}.*)?"
_DAY_MONTH = re.compile(
    rf"(?:[a-z]+[.,]* )?(\d{{1,2}})(?:er|st|nd|rd|th)?[-/ ]*(?:of )?({_WORD})\.?[-/, ]*(\d{{4}}|\d{{2}}){_TIME}"
)
_MONTH_DAY = re.compile(rf"(?:[a-z]+[.,]* )?({_WORD})\.?[-/ ]+(\d{{1,2}})(?:st|nd|rd|th)?,?[-/ ]+(\d{{4}}){_TIME}")
_MONTH_YEAR = re.compile(rf"({_WORD})\.?[-/, ]*(\d{{4}})")
_MONTH_NUMBER = re.compile(r"(\d{1,2})[-/](20\d{2}|19\d{2})")
_SERIAL = re.compile(r"[345]\d{4}(?:\.\d+)?")
_LONGEST = 100
_EXCEL_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class Dates:
    """A column as days (n, ``UNDATED`` where there is none), remarks text -> what is to be said, and examples of the
    texts that can be read either way where no value decides if the day comes first."""

    day: LongArray
    remarks: dict[str, str]
    doubtful: tuple[str, ...] = ()


def parse(text: str, day_first: bool = True) -> tuple[date | None, str]:
    """One date and what is to be said of it; None where the text is none."""
    if len(text) > _LONGEST:
        return None, NOT_A_DATE
    plain = _plain(text)
    if found := _ISO.fullmatch(plain):
        year, month, day = found.groups()
        return _made(int(year), int(month), int(day or 1), "" if day else MONTH_ONLY)
    if found := _COMPACT.fullmatch(plain):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(plain):
        first, second, year = (int(part) for part in found.groups())
        day, month = (first, second) if day_first else (second, first)
        return _made(_century(year), month, day)
    return _worded(plain)


def _worded(plain: str) -> tuple[date | None, str]:
    if found := _DAY_MONTH.fullmatch(plain):
        return _made(_century(int(found[3])), _MONTHS[found[2]], int(found[1]))
    if found := _MONTH_DAY.fullmatch(plain):
        return _made(int(found[3]), _MONTHS[found[1]], int(found[2]))
    if found := _MONTH_YEAR.fullmatch(plain):
        return _made(int(found[2]), _MONTHS[found[1]], 1, MONTH_ONLY)
    if found := _MONTH_NUMBER.fullmatch(plain):
        return _made(int(found[2]), int(found[1]), 1, MONTH_ONLY)
    if _SERIAL.fullmatch(plain):
        return _EXCEL_ZERO + timedelta(days=int(float(plain))), ""
    return None, NOT_A_DATE


def in_name(name: str) -> date | None:
    """The date in a file's name, such as ``2022-08-01`` or ``june 2022``; None where there is none.

    Of a span ("Mar-18-2025_Apr-14-2025") the later day: the figures are those of its end.
    """
    plain = _plain(re.sub(r"[_\s.()-]+", " ", name))
    found: list[date | None] = []
    for year, month, day in re.findall(r"\b(20\d{2}) ?(0[1-9]|1[0-2]|\d)(?: ?([0-3]\d|\d))?\b", plain):
        found.append(_made(int(year), int(month), int(day or 1))[0])
    for day, word, year in re.findall(rf"(?:\b(\d{{1,2}}) )?\b({_WORD}) ?(20\d{{2}})\b", plain):
        found.append(_made(int(year), _MONTHS[word], int(day or 1))[0])
    for word, day, year in re.findall(rf"\b({_WORD}) (\d{{1,2}}) (20\d{{2}})\b", plain):
        found.append(_made(int(year), _MONTHS[word], int(day))[0])
    for first, second, year in re.findall(r"\b(\d{1,2}) (\d{1,2}) (20\d{2})\b", plain):
        if max(int(first), int(second)) > 12 or first == second:
            found.append(_made(int(year), min(int(first), int(second)), max(int(first), int(second)))[0])
    return max((day for day in found if day), default=None)


def day_first(texts: Iterable[str]) -> bool | None:
    """True or False where a value can be read one way only, None where none can decide."""
    votes = {True: 0, False: 0}
    for text in texts:
        if found := _NUMERIC.fullmatch(_plain(text)):
            first, second = int(found[1]), int(found[2])
            if max(first, second) > 12:
                votes[first > 12] += 1
    return None if votes[True] == votes[False] == 0 else votes[True] >= votes[False]


def column(texts: Any, missing: frozenset[str], chosen: bool | None = None) -> Dates:
    """A pyarrow column of texts as days, each distinct text read once. ``chosen``: whether somebody said that the day
    comes first."""
    coded = texts.dictionary_encode()
    distinct = [text if text.strip().casefold() not in missing else "" for text in coded.dictionary.to_pylist()]
    order = day_first(distinct) if chosen is None else chosen
    parsed = [parse(text, order is not False) if text.strip() else (None, "") for text in distinct]
    looked_up = np.array([to_day(found) for found, _ in parsed], np.int64)
    days = looked_up[coded.indices.to_numpy()] if len(looked_up) else np.full(len(texts), UNDATED, np.int64)
    remarks = {text: remark for text, (_, remark) in zip(distinct, parsed, strict=True) if remark}
    either = (text for text in distinct if _NUMERIC.fullmatch(_plain(text)))
    return Dates(days, remarks, tuple(islice(either, EXAMPLES)) if order is None else ())


def years(text: str) -> float | None:
    """A duration in years: ``9 mois`` is 0.75, ``6 ans`` 6, ``2 years 3 months`` 2.25; None where it is none."""
    plain = _plain(text)
    total, seen = 0.0, False
    for amount, unit in re.findall(
        r"(\d+(?:[.,]\d+)?) ?(ans?|annees?|years?|yrs?|y|mois|months?|jours?|days?)\b", plain
    ):
        seen = True
        value = float(amount.replace(",", "."))
        total += value if unit[0] in "ay" else value / 12 if unit.startswith("mo") else value / 365.25
    return total if seen else None


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def _century(year: int) -> int:
    return year if year >= 100 else 2000 + year if year < 70 else 1900 + year


def _made(year: int, month: int, day: int, remark: str = "") -> tuple[date | None, str]:
    try:
        return date(year, month, day), remark
    except ValueError:
        return None, NOT_A_DATE
