"""Dates as people write them, in English and French; day first or month first is decided by the whole column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import numpy as np

from core.model import UNDATED, LongArray, to_day

NOT_A_DATE = "This is not a date."
MONTH_ONLY = "Only the month is known; its first day is taken."
EXAMPLES = 5
EITHER_ORDER = "Day and month could stand either way in this column; the day is taken to come first."
EITHER_YEAR = "The year could stand first or last in this column."
EITHER_HERE = "The column writes days both ways round, and this one can be read either way; it is left without a date."
OTHER_ORDER = "Day and month stand the other way round than in the rest of the column; read the only way they can be."
AFTER_TODAY = "This day has not come yet; it is left without a date."
YEARS_AFTER = "This day is years after all the others; it is left without a date."
DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day first", "month first", "year first"
ORDERS = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)
MOSTLY = 10
"""So many times more values one way round than the other decide a column that has both."""
NEAR_DAYS, YEARS_APART = 730, 1096

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
MONTHS = 12
_SERIAL = re.compile(r"[345]\d{4}(?:\.\d+)?")
_DIGIT = re.compile(r"\d")
_LONGEST = 100
_EXCEL_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class Dates:
    """A column as days (n, ``UNDATED`` where there is none), remarks text -> what is to be said, and examples of the
    texts that can be read either way where no value decides; ``ways`` are the two orders in question, the one taken
    first. ``contrary``: the column has values that can stand in one order only, of both orders; ``either`` are then the
    texts that nothing decides, each to be asked by itself."""

    day: LongArray
    remarks: dict[str, str]
    doubtful: tuple[str, ...] = ()
    ways: tuple[str, str] = (DAY_FIRST, MONTH_FIRST)
    contrary: bool = False
    either: tuple[str, ...] = ()


def parse(text: str, day_first: bool = True, year_first: bool = False) -> tuple[date | None, str]:
    """One date and what is to be said of it; None where the text is none. Figures that can stand in one order only are
    read so. ``year_first``: of three pairs of digits the first is the year."""
    if len(text) > _LONGEST:
        return None, NOT_A_DATE
    plain = _strip_accents(text)
    if not _DIGIT.search(plain):
        return None, NOT_A_DATE
    if found := _ISO.fullmatch(plain):
        year, month, day = found.groups()
        return _make_date(int(year), int(month), int(day or 1), "" if day else MONTH_ONLY)
    if found := _COMPACT.fullmatch(plain):
        return _make_date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(plain):
        first, second, third = (int(part) for part in found.groups())
        if year_first and third < 100:
            return _make_date(_complete_year(first), second, third)
        day_first = first > MONTHS or (day_first and second <= MONTHS)
        day, month = (first, second) if day_first else (second, first)
        return _make_date(_complete_year(third), month, day)
    return _parse_worded(plain)


def _parse_worded(plain: str) -> tuple[date | None, str]:
    if found := _DAY_MONTH.fullmatch(plain):
        return _make_date(_complete_year(int(found[3])), _MONTHS[found[2]], int(found[1]))
    if found := _MONTH_DAY.fullmatch(plain):
        return _make_date(int(found[3]), _MONTHS[found[1]], int(found[2]))
    if found := _MONTH_YEAR.fullmatch(plain):
        return _make_date(int(found[2]), _MONTHS[found[1]], 1, MONTH_ONLY)
    if found := _MONTH_NUMBER.fullmatch(plain):
        return _make_date(int(found[2]), int(found[1]), 1, MONTH_ONLY)
    if _SERIAL.fullmatch(plain):
        return _EXCEL_ZERO + timedelta(days=int(float(plain))), ""
    return None, NOT_A_DATE


def in_name(name: str) -> date | None:
    """The date in a file's name, such as ``2022-08-01`` or ``june 2022``; None where there is none.

    Of a span ("Mar-18-2025_Apr-14-2025") the later day: the figures are those of its end.
    """
    plain = _strip_accents(re.sub(r"[_\s.()-]+", " ", name))
    found: list[date | None] = []
    for year, month, day in re.findall(r"\b(20\d{2}) ?(0[1-9]|1[0-2]|\d)(?: ?([0-3]\d|\d))?\b", plain):
        found.append(_make_date(int(year), int(month), int(day or 1))[0])
    for day, word, year in re.findall(rf"(?:\b(\d{{1,2}}) )?\b({_WORD}) ?(20\d{{2}})\b", plain):
        found.append(_make_date(int(year), _MONTHS[word], int(day or 1))[0])
    for word, day, year in re.findall(rf"\b({_WORD}) (\d{{1,2}}) (20\d{{2}})\b", plain):
        found.append(_make_date(int(year), _MONTHS[word], int(day))[0])
    for first, second, year in re.findall(r"\b(\d{1,2}) (\d{1,2}) (20\d{2})\b", plain):
        if max(int(first), int(second)) > 12 or first == second:
            found.append(_make_date(int(year), min(int(first), int(second)), max(int(first), int(second)))[0])
    return max((day for day in found if day), default=None)


def tomorrow() -> date:
    """The last day on which something can have been measured somewhere on earth."""
    return datetime.now().astimezone().date() + timedelta(1)


def day_first(texts: Iterable[str]) -> bool | None:
    """True or False where a value can be read one way only, None where none can decide."""
    day, month = _count_votes(texts)
    return None if day == month == 0 else day >= month


def _count_votes(texts: Iterable[str]) -> tuple[int, int]:
    """How many texts can only have the day first, and how many only the month."""
    day = month = 0
    for text in texts:
        if found := _NUMERIC.fullmatch(_strip_accents(text)):
            day += int(found[1]) > MONTHS
            month += int(found[2]) > MONTHS >= int(found[1])
    return day, month


def column(
    texts: Any,
    missing: frozenset[str],
    order: str = "",
    today: date | None = None,
    said: Mapping[str, str] | None = None,
) -> Dates:
    """A pyarrow column of texts as days, each distinct text read once. ``order``: which of ``ORDERS`` somebody said; ""
    as the column itself says. ``said``: the order of single texts, which goes before. A day after ``today`` (by default
    this one) or years after all others is left out, and said."""
    now = today or tomorrow() - timedelta(1)
    coded = texts.dictionary_encode()
    distinct = [text if text.strip().casefold() not in missing else "" for text in coded.dictionary.to_pylist()]
    figures = [text for text in distinct if _NUMERIC.fullmatch(_strip_accents(text))]
    read, remarks = _as_ordered(distinct, figures, order, now)
    _read_as_said(read, remarks, said or {})
    looked_up = np.array([to_day(read[text]) for text in distinct], np.int64)
    days = looked_up[coded.indices.to_numpy()] if len(looked_up) else np.full(len(texts), UNDATED, np.int64)
    late = _find_late(days, to_day(now))
    if late:
        remarks |= {text: late[day] for text, day in zip(distinct, looked_up.tolist(), strict=True) if day in late}
        days = np.where(np.isin(days, list(late)), UNDATED, days)
    doubtful, ways = ((), (DAY_FIRST, MONTH_FIRST)) if order else _find_open(figures, now)
    day, month = _count_votes(figures)
    either = tuple(text for text in figures if remarks.get(text) == EITHER_HERE)
    if day and month and YEAR_FIRST not in ways:
        doubtful = either[:EXAMPLES]
    return Dates(days, remarks, doubtful, ways, bool(day and month), either)


def _as_ordered(
    distinct: Sequence[str], figures: Sequence[str], order: str, today: date
) -> tuple[dict[str, date | None], dict[str, str]]:
    """Each distinct text as a day in the order of the column, and what is to be said of it."""
    day, month = _count_votes(figures)
    year_first = order == YEAR_FIRST or (not order and _is_year_first(figures, today))
    first = order == DAY_FIRST or (order != MONTH_FIRST and day >= month)
    unsettled = not order and not year_first and 0 < max(day, month) < MOSTLY * min(day, month)
    read: dict[str, date | None] = {}
    remarks: dict[str, str] = {}
    for text in distinct:
        read[text], remarks[text] = parse(text, first, year_first) if text.strip() else (None, "")
    for text in figures if day and month and not year_first else ():
        votes = _count_votes([text])
        if unsettled and not any(votes) and read[text] != parse(text, not first)[0]:
            read[text], remarks[text] = None, EITHER_HERE
        elif votes[first] and not unsettled:
            remarks[text] = OTHER_ORDER
    return read, {text: remark for text, remark in remarks.items() if remark}


def _read_as_said(read: dict[str, date | None], remarks: dict[str, str], said: Mapping[str, str]) -> None:
    """Reads single texts anew in the orders that somebody said of each."""
    for text in said.keys() & read.keys():
        read[text], remark = parse(text, said[text] == DAY_FIRST, said[text] == YEAR_FIRST)
        remarks.pop(text, None)
        if remark:
            remarks[text] = remark


def _is_year_first(figures: Sequence[str], today: date) -> bool:
    """Whether three pairs of digits are year, month and day: the first varies less than the last, and so read they all
    are days near each other, none of them to come."""
    parts = [found.groups() for text in figures if (found := _NUMERIC.fullmatch(_strip_accents(text)))]
    if not parts or len({first for first, _, _ in parts}) >= len({third for _, _, third in parts}):
        return False
    return _hangs_together([parse(text, year_first=True)[0] for text in figures], today)


def _hangs_together(days: Sequence[date | None], today: date) -> bool:
    known = [day for day in days if day]
    return len(known) == len(days) and (max(known) - min(known)).days <= NEAR_DAYS and max(known) <= today


def _find_open(figures: Sequence[str], today: date) -> tuple[tuple[str, ...], tuple[str, str]]:
    """Examples of what a column's figures leave open, and the two orders they could stand in, the one taken first."""
    day, month = _count_votes(figures)
    by_year = [parse(text, year_first=True)[0] for text in figures]
    usual = [parse(text, day >= month)[0] for text in figures]
    last = DAY_FIRST if day >= month else MONTH_FIRST
    short = all((found := _NUMERIC.fullmatch(_strip_accents(text))) and len(found[3]) == 2 for text in figures)
    if figures and short and _hangs_together(by_year, today):
        taken = _is_year_first(figures, today)
        if taken and not _hangs_together(usual, today):
            return (), (YEAR_FIRST, last)
        later = max(d for d in by_year if d) > max((d for d in usual if d and d <= today), default=date.min)
        # Where the first pair varies no more than the last, it may as well be the year.
        parts = [found.groups() for text in figures if (found := _NUMERIC.fullmatch(_strip_accents(text)))]
        steady = len({first for first, _, _ in parts}) <= len({third for _, _, third in parts})
        if taken or (later and steady):
            return tuple(figures[:EXAMPLES]), (YEAR_FIRST, last) if taken else (last, YEAR_FIRST)
    contrary = [text for text in figures if parse(text, True) != parse(text, False)]
    either = figures if day == month == 0 else contrary if 0 < max(day, month) < MOSTLY * min(day, month) else ()
    return tuple(islice(either, EXAMPLES)), (DAY_FIRST, MONTH_FIRST)


def _find_late(days: LongArray, today: int) -> dict[int, str]:
    """Days that cannot be when something was measured -> why: to come (but for tomorrow, which it is somewhere), or
    years after all the others."""
    known = days[days != UNDATED]
    distinct = np.unique(known)
    late = {int(day): AFTER_TODAY for day in distinct[distinct > today + 1]}
    past = distinct[distinct <= today + 1]
    gaps = np.flatnonzero(np.diff(past) > YEARS_APART)
    if len(gaps):
        after = past[gaps[-1] + 1 :]
        if len(known) > 2 and 4 * np.isin(known, after).sum() <= len(known) + 1:
            late |= {int(day): YEARS_AFTER for day in after}
    return late


def years(text: str) -> float | None:
    """A duration in years: ``9 mois`` is 0.75, ``6 ans`` 6, ``2 years 3 months`` 2.25; None where it is none."""
    plain = _strip_accents(text)
    total, seen = 0.0, False
    for amount, unit in re.findall(
        r"(\d+(?:[.,]\d+)?) ?(ans?|annees?|years?|yrs?|y|mois|months?|jours?|days?)\b", plain
    ):
        seen = True
        value = float(amount.replace(",", "."))
        total += value if unit[0] in "ay" else value / 12 if unit.startswith("mo") else value / 365.25
    return total if seen else None


def _strip_accents(text: str) -> str:
    plain = text.casefold()
    if not plain.isascii():  # most dates are ASCII, which has no accents
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.split())


def _complete_year(year: int) -> int:
    return year if year >= 100 else 2000 + year if year < 70 else 1900 + year


def _make_date(year: int, month: int, day: int, remark: str = "") -> tuple[date | None, str]:
    try:
        return date(year, month, day), remark
    except ValueError:
        return None, NOT_A_DATE
