"""Dates between the window and the person before it: today, and what was typed."""

from __future__ import annotations

from datetime import date, datetime, time

from core.errors import Trouble
from core.i18n import current, tr, trn

DAYS_A_MONTH, DAYS_A_YEAR = 30, 365
YEARS_FROM = 2 * DAYS_A_YEAR


def today() -> date:
    """The day it is where the user is. The core has no clock: it is told."""
    return datetime.now().astimezone().date()


def time_of_day() -> time:
    """What time it is where the user is."""
    return datetime.now().astimezone().time()


def day_hint() -> str:
    """How a date is typed."""
    return tr("year-month-day, or blank")


def day_typed(text: str) -> date | None:
    """The date somebody typed: ISO, or the reader's day/month/year; None for blank. Trouble for anything else."""
    text = text.strip()
    if not text:
        return None
    try:
        if "/" in text or "." in text:
            day, month, year = (int(part) for part in text.replace(".", "/").split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        example = "2027-03-12" if current() == "en" else "12/03/2027"
        raise Trouble(tr("This is not a date."), text, tr("Type it as {example}.", example=example)) from None


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
