"""What it means in a campaign that somebody is on no network by choice: kept among its rules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from core.errors import Trouble
from core.i18n import tr

Choice = Literal["neutral", "zero", "reserved"]
CHOICES: tuple[Choice, ...] = ("neutral", "zero", "reserved")
CHOICE, SEATS = "offline", "offline_seats"
KEYS = (CHOICE, SEATS)
"""Where the choice stands among a campaign's rules."""


@dataclass(frozen=True)
class Absent:
    """``neutral``: no speed to measure, so the score counts neither for nor against. ``zero``: speed 0 as a fact.
    ``reserved``: neutral, and so many ``seats`` are filled by credibility alone from those off line."""

    choice: Choice = "neutral"
    seats: int = 0


def read_absent(rules: str) -> Absent:
    """The choice among a campaign's rules. A campaign from before there was one keeps what it had: zero."""
    held = json.loads(rules or "{}")
    return Absent(held.get(CHOICE, "zero"), held.get(SEATS, 0))


def with_absent(rules: str, absent: Absent) -> str:
    """A campaign's rules with this choice. Trouble for one that says nothing."""
    if absent.choice not in CHOICES or (absent.choice == "reserved") != (absent.seats > 0):
        raise Trouble(
            tr("Seats are reserved for people off line, one at least, or none are."),
            f"{absent.choice}, {absent.seats}",
            tr("Choose neutral, zero, or a number of seats."),
        )
    held = {key: value for key, value in json.loads(rules or "{}").items() if key not in KEYS}
    seats = {SEATS: absent.seats} if absent.seats else {}
    return json.dumps(held | {CHOICE: absent.choice} | seats, ensure_ascii=False)


ABSENT = ("People off line: ", "Seats reserved for people off line: ")
"""How a snapshot's rule begins that says what absence by choice means."""


def recorded_absent(absent: Absent) -> str:
    """The choice as a snapshot records it: plain English, "what: which"; empty for zero, which older lists mean."""
    if absent.choice == "reserved":
        return f"{ABSENT[1]}{absent.seats}"
    return f"{ABSENT[0]}neutral" if absent.choice == "neutral" else ""


def absent_of_record(rules: Iterable[str]) -> Absent:
    """The choice that a snapshot's rules record."""
    for rule in rules:
        if rule.startswith(ABSENT[0]):
            return Absent("neutral")
        if rule.startswith(ABSENT[1]):
            return Absent("reserved", int(rule.removeprefix(ABSENT[1])))
    return Absent("zero")
