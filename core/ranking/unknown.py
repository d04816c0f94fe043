"""What stands in for a side that nobody knows, and for the score of those who are on no network by choice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.model import APART, FULL, PINNED, RANKED, WEIGHT_PARTS, Axis, BoolArray, Candidates, IntArray, LongArray
from core.ranking.total import in_order

FEW = 5
"""Below this many known values their median says too little, and half the scale stands in."""

Missing = Literal["median", "apart", "low"]


@dataclass(frozen=True)
class StandIn:
    """What stands in where a side is unknown (hundredths), and the median of how many it is; fewer than five: half the
    scale."""

    value: int
    of: int


@dataclass(frozen=True)
class StandIns:
    """What stands in on either side."""

    score: StandIn
    credibility: StandIn


def gives_stand_in(state: NDArray[np.int8], offline: BoolArray) -> BoolArray:
    """Whose known values may stand in for others' unknown ones (n,): those on line whom no market and no decision
    keeps out. Who is set apart competes once assessed, and counts. So nobody else moves a number of this market."""
    counted: BoolArray = (state <= APART) & ~offline
    return counted


def stand_in(values: IntArray, known: BoolArray, counted: BoolArray | None = None) -> IntArray:
    """The values (hundredths) with the unknown ones replaced by the median of the known, of those ``counted`` only.

    Between two middle values the mean is taken, a half hundredth rounded up. While fewer than five are known,
    50 points stand in: unknown is not 0.
    """
    given = known if counted is None else known & counted
    return np.where(known, values, median(values[given])).astype(np.int32)


def median(known: IntArray) -> int:
    """The campaign's stand-in for these known values; 5000 while there are fewer than five."""
    n = len(known)
    if n < FEW:
        return FULL // 2
    middle = np.partition(known, ((n - 1) // 2, n // 2))[[(n - 1) // 2, n // 2]]
    return int(middle.sum() + 1) // 2


def stand_in_of(axis: Axis, counted: BoolArray) -> StandIn:
    """What stands in on one side whose values are still as they are known."""
    known = axis.value[axis.known & counted]
    return StandIn(median(known), len(known))


def fill_unknown(axis: Axis, counted: BoolArray, missing: Missing) -> Axis:
    """The side with a value for everybody: the stand-in, or with ``low`` the lower bound, where nothing is known."""
    if missing == "low":
        return replace(axis, value=np.where(axis.known, axis.value, axis.low).astype(np.int32))
    return replace(axis, value=stand_in(axis.value, axis.known, counted))


def fill_absent(axis: Axis, absent: BoolArray, counted: BoolArray) -> Axis:
    """The score with those who are ``absent`` by choice at the stand-in, which counts neither for nor against them.

    There is no speed to measure, so nothing is open either: value, low and high are one, and nothing is unknown.
    """
    value = median(axis.value[axis.known & counted])
    low, high, own = (np.where(absent, value, side).astype(np.int32) for side in (axis.low, axis.high, axis.value))
    return Axis(own, low, high, axis.known | absent)


def reserve_seats(candidates: Candidates, seats: int, reserved: int) -> Candidates:
    """The candidates with ``reserved`` of the seats given to those off line, by credibility alone.

    Pinned ones hold theirs before. Who holds a reserved seat is in at every weight, as if pinned. Seats that nobody
    off line can fill go to the ranking.
    """
    open_seats = max(0, seats - int(np.count_nonzero(candidates.state == PINNED)))
    count = min(reserved, open_seats)
    holders = by_credibility(candidates)[:count]
    state = candidates.state.copy()
    state[holders] = PINNED
    holds = np.zeros(len(state), np.bool_)
    holds[holders] = True
    return replace(candidates, state=state, reserved=holds, reserved_seats=count)


def by_credibility(candidates: Candidates) -> LongArray:
    """The ranked rows of those off line, by credibility, then score, then stable key."""
    rows = np.flatnonzero((candidates.state == RANKED) & candidates.offline).astype(np.int32)
    return in_order(candidates, rows, WEIGHT_PARTS)
