"""Exact places in one part of the list while the weight moves, without sorting all of it."""

from __future__ import annotations

from math import isqrt
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from core.model import FULL, WEIGHT_PARTS, IntArray, LongArray, TieOrder
from core.ranking.total import BEST_TOTAL, ROW_BITS, TIE_BITS, checked, keys, sorted_keys

SMALL = 40_000
"""Up to this many rows, sorting all of them takes less than a millisecond; above, a bracket is quicker."""

STRIDE = 16
"""One row in so many is looked at to guess between which totals some places lie."""

FEW = 8
"""Up to so many totals are counted one by one."""

BIN_BITS = 8
BINS = (BEST_TOTAL >> BIN_BITS) + 1


class Spans(NamedTuple):
    """For each of some totals: how many rows have more, and how many have just as much."""

    above: LongArray
    equal: LongArray


class Near(NamedTuple):
    """All rows with a shortfall from low to high, by position, and how many have less.

    Kept for the last window, since its ranks are asked right after.
    """

    low: int
    high: int
    where: LongArray
    before: int

    def holds(self, first: int, stop: int) -> bool:
        """Whether the places first..stop are among these rows."""
        return self.before <= first and stop <= self.before + len(self.where)


class Lines:
    """The shortfall (10,000,000 - T) of each row as a line over the weight, kept for quick moves.

    Sorting by shortfall ascending is sorting by total descending, which keeps every search below in one direction.
    """

    def __init__(self, rows: IntArray, score: IntArray, credibility: IntArray, ties: TieOrder | None = None) -> None:
        self.rows = rows
        self._ties = ties.place[rows] if ties else rows
        everything = len(rows) == len(score)
        self.score = score if everything else score[rows]
        self.credibility = credibility if everything else credibility[rows]
        self._start = (FULL - self.score) * np.int32(WEIGHT_PARTS)
        self._slope = self.score - self.credibility
        self.shortfall = np.empty(len(rows), np.int32)
        self.weight = -1

    def move(self, weight: int) -> bool:
        """Sets the weight; True when the shortfalls changed."""
        if weight == self.weight:
            return False
        np.multiply(self._slope, np.int32(checked(weight)), out=self.shortfall)
        np.add(self.shortfall, self._start, out=self.shortfall)
        self.weight = weight
        return True

    def keys(self, where: LongArray | None = None) -> LongArray:
        """The sort keys of the rows at these positions, or of all."""
        if where is None:
            return keys(self._ties, self.shortfall, self.score, self.credibility, self.weight)
        return keys(self._ties[where], self.shortfall[where], self.score[where], self.credibility[where], self.weight)


class Places(Protocol):
    """Places 0, 1, 2, ... of one part of the list at a weight."""

    rows: IntArray

    def move(self, weight: int) -> None: ...
    def keys_at(self, first: int, stop: int) -> LongArray:
        """The sort keys at the places first..stop (cut at the end), in ranking order."""
        ...

    def place(self, key: int) -> int:
        """How many rows stand before this key."""
        ...

    def spans(self, total: IntArray) -> Spans:
        """How many rows have more, and how many just as much, as each of these totals."""
        ...


class Sorted:
    """``Places`` of a small part: sorted whole, once a weight."""

    def __init__(self, lines: Lines) -> None:
        self.rows = lines.rows
        self._lines = lines
        self._keys = np.empty(0, np.int64)
        self._shortfall = np.empty(0, np.int32)

    def move(self, weight: int) -> None:
        if self._lines.move(weight):
            self._keys = sorted_keys(self._lines.keys())
            self._shortfall = shortfalls(self._keys)

    def keys_at(self, first: int, stop: int) -> LongArray:
        return self._keys[first:stop]

    def place(self, key: int) -> int:
        return int(np.searchsorted(self._keys, key))

    def spans(self, total: IntArray) -> Spans:
        return _count_spans(self._shortfall, BEST_TOTAL - total)


class Bracketed:
    """``Places`` of a big part: a sample says between which totals some places lie, the rows there are counted.

    Only those are sorted by the full rule; where the sample misled, the totals are parted whole. Measured on 1,000,000
    rows: 1 ms anywhere in the list.
    """

    def __init__(self, lines: Lines) -> None:
        self.rows = lines.rows
        self._lines = lines
        self._near: Near | None = None
        self._bins: tuple[NDArray[np.uint16], LongArray] | None = None

    def move(self, weight: int) -> None:
        if self._lines.move(weight):
            self._near = self._bins = None

    def keys_at(self, first: int, stop: int) -> LongArray:
        stop = min(stop, len(self.rows))
        if first >= stop:
            return np.empty(0, np.int64)
        near = self._find_around(first, stop)
        found = self._lines.keys(near.where)
        a, b = first - near.before, stop - near.before
        found.partition((a, b - 1))
        return sorted_keys(found[a:b])

    def place(self, key: int) -> int:
        own = int(shortfalls(np.array([key]))[0])
        beside = self._find_between(own, own)
        return beside.before + int(np.count_nonzero(self._lines.keys(beside.where) < key))

    def spans(self, total: IntArray) -> Spans:
        wanted = BEST_TOTAL - total
        if len(wanted) and (near := self._find_beside(int(wanted.min()), int(wanted.max()))) is not None:
            spans = _count_spans(np.sort(self._lines.shortfall[near.where]), wanted)
            return Spans(spans.above + near.before, spans.equal)
        if len(wanted) <= FEW:
            same = [self._find_between(each, each) for each in wanted.tolist()]
            above, equal = ([each.before for each in same], [len(each.where) for each in same])
            return Spans(np.array(above, np.int64), np.array(equal, np.int64))
        return self._binned_spans(wanted)

    def _find_beside(self, low: int, high: int) -> Near | None:
        """The rows kept where they hold all between two shortfalls, else those between, unless they are many."""
        if self._near is not None and self._near.low <= low and high <= self._near.high:
            return self._near
        near = self._find_between(low, high)
        return near if len(near.where) * STRIDE <= len(self.rows) else None

    def _find_around(self, first: int, stop: int) -> Near:
        """Rows that hold the places first..stop, with few others."""
        near = self._near
        if near is None or not near.holds(first, stop):
            near = self._find_between(*self._guess_bounds(first, stop))
        if not near.holds(first, stop):
            ends = (first, stop - 1)
            near = self._find_between(*np.partition(self._lines.shortfall, ends)[list(ends)].tolist())
        self._near = near
        return near

    def _guess_bounds(self, first: int, stop: int) -> tuple[int, int]:
        """Shortfalls that have these places between them, all but surely: four standard errors off on both sides."""
        sample = self._lines.shortfall[::STRIDE]
        error = 2 * isqrt(len(sample))
        low, high = first // STRIDE - error, stop // STRIDE + error
        ends = (max(low, 0), min(high, len(sample) - 1))
        found = np.partition(sample, ends)[list(ends)].tolist()
        return found[0] if low > 0 else 0, found[1] if high < len(sample) - 1 else BEST_TOTAL

    def _find_between(self, low: int, high: int) -> Near:
        shortfall = self._lines.shortfall
        inside = shortfall >= low
        before = len(shortfall) - int(np.count_nonzero(inside))
        inside &= shortfall <= high
        return Near(low, high, np.flatnonzero(inside), before)

    def _binned_spans(self, wanted: IntArray) -> Spans:
        """A histogram of the high bits finds the rows that matter; what it counts is kept until the weight moves."""
        if self._bins is None:
            bin_of = (self._lines.shortfall >> BIN_BITS).astype(np.uint16)
            before = np.concatenate(([0], np.cumsum(np.bincount(bin_of, minlength=BINS))))
            self._bins = bin_of, before
        bin_of, before = self._bins
        bins = wanted >> BIN_BITS
        flags = np.zeros(BINS, np.bool_)
        flags[bins] = True
        # What lies in the flagged bins, sorted, stands at these places once the rows of the other bins are counted.
        inside = np.sort(self._lines.shortfall[flags.take(bin_of)])
        skipped = before[bins] - np.searchsorted(inside, bins << BIN_BITS)
        spans = _count_spans(inside, wanted)
        return Spans(spans.above + skipped, spans.equal)


def _count_spans(ascending: IntArray, wanted: IntArray) -> Spans:
    above = np.searchsorted(ascending, wanted, side="left")
    return Spans(above, np.searchsorted(ascending, wanted, side="right") - above)


def shortfalls(key: LongArray) -> IntArray:
    """The shortfalls that keys hold."""
    return (key >> (TIE_BITS + ROW_BITS)).astype(np.int32)


def places(rows: IntArray, score: IntArray, credibility: IntArray, ties: TieOrder | None = None) -> Places:
    """Exact places of these rows, ascending, by whichever way is quicker for their number."""
    lines = Lines(rows, score, credibility, ties)
    return Sorted(lines) if len(rows) <= SMALL else Bracketed(lines)
