"""Dates between the window and the person before it: today, and what was typed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time

from core.errors import Trouble
from core.i18n import current, day, tr, trn

DAYS_A_MONTH, DAYS_A_YEAR = 30, 365
YEARS_FROM = 2 * DAYS_A_YEAR
YEAR, MONTH, MONTHS = re.compile(r"\d{4}"), re.compile(r"\d{4}-\d{1,2}"), 12


def today() -> date:
    """The day it is where the user is. The core has no clock: it is told."""
    return datetime.now().astimezone().date()


def time_of_day() -> time:
    """What time it is where the user is."""
    return datetime.now().astimezone().time()


def day_hint() -> str:
    """How a date is typed."""
    return tr("year-month-day, a year alone, or blank")


def day_typed(text: str, last: bool = False) -> date | None:
    """The date somebody typed: ISO, or the reader's day/month/year; None for blank. A year or a month alone is taken
    for its first day, or its ``last``. Trouble for anything else."""
    text = text.strip()
    if not text:
        return None
    try:
        year, month, *days = _parts_of(text)
        if days:
            return date(year, month, *days)
        return _last_of(year, month) if last else date(year, month or 1, 1)
    except ValueError:
        example = "2027-03-12" if current() == "en" else "12/03/2027"
        raise Trouble(tr("This is not a date."), text, tr("Type it as {example}.", example=example)) from None


def day_taken(text: str, last: bool = False) -> str:
    """What is taken for what was typed: ``taken as 1 January 2024``; empty while it is blank, or no date."""
    try:
        found = day_typed(text, last)
    except Trouble:
        return ""
    return "" if found is None else tr("taken as {day}", day=day(found, "long"))


def _parts_of(text: str) -> list[int]:
    """Year, month (0 for none) and, where it is given, day. ValueError for what is none of these."""
    if YEAR.fullmatch(text):
        return [int(text), 0]
    if "/" in text or "." in text:
        return [int(part) for part in reversed(text.replace(".", "/").split("/"))]
    if MONTH.fullmatch(text):
        return [int(part) for part in text.split("-")]
    found = date.fromisoformat(text)
    return [found.year, found.month, found.day]


def _last_of(year: int, month: int) -> date:
    """The last day of a month, or of a year where the month is 0."""
    return date(year, month or MONTHS, monthrange(year, month or MONTHS)[1])


def day_written(value: date | None) -> str:
    """A date as ``day_typed`` reads it back, the reader's way."""
    if value is None:
        return ""
    return value.isoformat() if current() == "en" else f"{value:%d/%m/%Y}"


def age_words(days: int | None) -> str:
    """How long ago something was said."""
    if days is None:
        return tr("undated")
    if days <= 0:
        return tr("today")
    if days < DAYS_A_MONTH:
        return trn("{n} day ago", "{n} days ago", days)
    if days < YEARS_FROM:
        return trn("{n} month ago", "{n} months ago", days // DAYS_A_MONTH)
    return trn("{n} year ago", "{n} years ago", days // DAYS_A_YEAR)
