"""The values that the command line's options take, each read from its text or refused in a sentence."""

from __future__ import annotations

import argparse
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

from core.i18n import integer, tr

if TYPE_CHECKING:
    from core.campaign.choices.absent import Absent

MOST = 10_000_000
"""The largest whole number an option takes: more seats than anybody has candidates."""

ALL = "all"


def read_day(text: str) -> date:
    """A date written as 2026-09-30."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(tr("{text} is not a date such as 2026-09-30", text=text)) from error


def read_time(text: str) -> time:
    """A time written as 19:30."""
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(tr("{text} is not a time such as 19:30", text=text)) from error


def read_count(text: str) -> int:
    """A whole number from 0 to ``MOST``."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 300 or int(text) > MOST:
        raise argparse.ArgumentTypeError(
            tr("{text} is not a number from 0 to {most}", text=text[:40], most=integer(MOST))
        )
    return int(text)


def read_number_or_id(text: str) -> int:
    """A campaign's place or its id, which has 62 bits."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else read_count(text)


def read_change(text: str) -> int:
    """The number of a change; 0 is all of them."""
    return 0 if text == ALL else max(1, read_count(text))


def read_absent(text: str) -> Absent:
    """What absence by choice means: neutral, zero, or a number of seats."""
    from core.campaign.choices.absent import Absent

    if text.isdecimal():
        return Absent("reserved", read_count(text))
    if text not in ("neutral", "zero"):
        raise argparse.ArgumentTypeError(tr("{text} is neither neutral, zero nor a number of seats", text=text))
    return Absent("zero" if text == "zero" else "neutral")


def read_percent(text: str) -> float:
    """A percentage from 0 to 100."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(tr("{text} is not a percentage from 0 to 100", text=text))
    return value


def read_days(text: str) -> float:
    """A number of days, as a half-life takes."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.01 <= value < 100_000:
        raise argparse.ArgumentTypeError(tr("{text} is not a number of days", text=text))
    return value


def add_json_option(command: argparse.ArgumentParser) -> None:
    """What was found as JSON, to a file or with ``-`` to the terminal."""
    command.add_argument("--json", type=Path, metavar="OUT|-")
