"""Invitations: their states, who moves up from the reserve, and how many to invite so that the seats fill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil, exp, lgamma, sqrt

from core.errors import Trouble
from core.i18n import tr

NONE = ""
TO_INVITE, INVITED, ACCEPTED, DECLINED, NO_ANSWER, CAME, NO_SHOW, WROTE = STATES = (
    "to_invite",
    "invited",
    "accepted",
    "declined",
    "no_answer",
    "came",
    "no_show",
    "wrote",
)
"""Every state of an invitation in the order of its life; the empty text is somebody not on the list."""

FOLLOWS: Mapping[str, tuple[str, ...]] = {
    NONE: (TO_INVITE,),
    TO_INVITE: (INVITED, NONE),
    INVITED: (ACCEPTED, DECLINED, NO_ANSWER, TO_INVITE),
    NO_ANSWER: (ACCEPTED, DECLINED, INVITED),
    ACCEPTED: (CAME, NO_SHOW, WROTE, DECLINED, INVITED),
    DECLINED: (ACCEPTED, INVITED),
    CAME: (WROTE, NO_SHOW, ACCEPTED),
    NO_SHOW: (CAME, WROTE, ACCEPTED),
    WROTE: (CAME, NO_SHOW, ACCEPTED),
}
"""What may come after each state; the way back is there for slips."""

HOLDING = frozenset((TO_INVITE, INVITED, ACCEPTED, CAME, NO_SHOW, WROTE))
SAID_YES = frozenset((ACCEPTED, CAME, NO_SHOW, WROTE))
SAID_NO = frozenset((DECLINED, NO_ANSWER))
RISK = 0.1
TWO_SIDED_95 = 1.959964


def words(state: str) -> str:
    """A state as it is shown."""
    return {
        NONE: tr("not on the list"),
        TO_INVITE: tr("to invite"),
        INVITED: tr("invited"),
        ACCEPTED: tr("accepted"),
        DECLINED: tr("declined"),
        NO_ANSWER: tr("no answer"),
        CAME: tr("came"),
        NO_SHOW: tr("no-show"),
        WROTE: tr("wrote about it"),
    }[state]


def check(before: str, after: str) -> None:
    """Trouble when one state cannot come after another."""
    if after != before and after not in FOLLOWS[before]:
        may = ", ".join(words(state) for state in FOLLOWS[before])
        what = tr("“{after}” cannot come after “{before}”.", after=words(after), before=words(before))
        raise Trouble(what, "", tr("It may become: {states}.", states=may))


@dataclass(frozen=True)
class Guest:
    """Somebody in the order of the list. ``place`` counts from 1; ``wave`` is 0 until the invitation is sent."""

    person: int
    key: str
    name: str
    place: int
    state: str = NONE
    email: str = ""
    wave: int = 0
    reply_day: date | None = None
    link: str = ""


@dataclass(frozen=True)
class Rate:
    """How many of those who have answered, or let the time pass, said yes; a 95 % interval after Wilson (1927)."""

    yes: int
    asked: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share; None before anyone has answered."""
        return self.yes / self.asked if self.asked else None


@dataclass(frozen=True)
class Advice:
    """How many more to invite. ``free``: seats that nobody has accepted; ``waiting``: invited and silent so far.
    ``even``: as many as fill the seats on average; ``safe``: the most for which more than ``seats`` say yes with a
    chance of at most ``risk``, the doubt about the rate included. Both count from those still to be invited."""

    seats: int
    free: int
    waiting: int
    even: int
    safe: int
    rate: Rate
    risk: float = RISK


def counts(guests: Iterable[Guest]) -> dict[str, int]:
    """How many are in each state, every state of a list included."""
    found = Counter(guest.state for guest in guests)
    return {state: found[state] for state in STATES}


def next_up(guests: Sequence[Guest], seats: int) -> list[Guest]:
    """Who moves up, best first: as many as there are seats nobody on the invitation list holds."""
    held = sum(guest.state in HOLDING for guest in guests)
    free = (guest for guest in sorted(guests, key=lambda guest: guest.place) if guest.state == NONE)
    return [guest for _, guest in zip(range(max(0, seats - held)), free, strict=False)]


def next_wave(guests: Iterable[Guest]) -> int:
    """The number of the wave that would be sent now."""
    return max((guest.wave for guest in guests), default=0) + 1


def acceptance(guests: Iterable[Guest]) -> Rate:
    """The acceptance seen so far; those who may still answer do not count."""
    found = Counter(guest.state for guest in guests)
    yes = sum(found[state] for state in SAID_YES)
    asked = yes + sum(found[state] for state in SAID_NO)
    return Rate(yes, asked, *wilson(yes, asked))


def wilson(yes: int, asked: int) -> tuple[float, float]:
    """The score interval of a share at 95 %; all of 0..1 when nobody was asked."""
    if not asked:
        return 0.0, 1.0
    z2, p = TWO_SIDED_95**2, yes / asked
    middle, spread = p + z2 / (2 * asked), TWO_SIDED_95 * sqrt(p * (1 - p) / asked + z2 / (4 * asked**2))
    width = 1 + z2 / asked
    return max(0.0, (middle - spread) / width), min(1.0, (middle + spread) / width)


def advice(guests: Sequence[Guest], seats: int, risk: float = RISK) -> Advice:
    """How far to over-book, by the acceptance seen so far."""
    rate = acceptance(guests)
    found = counts(guests)
    free, waiting = max(0, seats - sum(found[state] for state in SAID_YES)), found[INVITED]
    expected = (rate.yes + 1) / (rate.asked + 2)  # Laplace's rule: defined, and cautious, before anyone has answered
    even = max(0, ceil(free / expected - 1e-9) - waiting)
    return Advice(seats, free, waiting, even, max(0, _find_safe_number(rate, free, risk) - waiting), rate, risk)


def _find_safe_number(rate: Rate, free: int, risk: float) -> int:
    """The most people of whom more than ``free`` accept with a chance of at most ``risk``."""
    n = free
    while n < 50 * (free + 1) and too_many(n + 1, free, rate.yes, rate.asked) <= risk:
        n += 1
    return n


@lru_cache(4096)
def too_many(n: int, free: int, yes: int, asked: int) -> float:
    """The chance that more than ``free`` of n accept, when ``yes`` of ``asked`` have: beta-binomial, flat prior."""
    a, b = yes + 1, asked - yes + 1
    whole = lgamma(a) + lgamma(b) - lgamma(a + b)
    logs = (
        lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + lgamma(k + a) + lgamma(n - k + b) - lgamma(n + a + b)
        for k in range(free + 1, n + 1)
    )
    return min(1.0, sum(exp(log - whole) for log in logs))
