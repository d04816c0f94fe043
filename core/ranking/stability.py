"""For which weights each candidate holds a seat: exact intervals, what depends on the weight, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.model import PINNED, RANKED, Candidates, FloatArray, IntArray, LongArray, Progress, no_progress
from core.ranking.level import Level, level
from core.ranking.skyband import skyband
from core.ranking.total import GROUPS, by_ties, group_rows

Interval = tuple[float, float]
"""Weights [a, b) as fractions of credibility, 0..1; closed where b is 1."""


@dataclass(frozen=True)
class Stability:
    """The weights from 0 to 1 cut into exact intervals with one invitation set each.

    ``row``, ``start``, ``stop`` (m,): candidate ``row`` holds a seat for weights [start, stop), closed at 1; sorted by
    row, then start, never touching. ``breakpoints`` (b,): the weights inside ]0, 1[ where the set changes, ascending;
    the new set holds from that weight on. ``competing`` are the rows that may hold a seat, ascending. Every weight
    here is a fraction of credibility (thousandths / 1000) and, as a double, stands for one exact rational.
    """

    row: LongArray
    start: FloatArray
    stop: FloatArray
    breakpoints: FloatArray
    competing: IntArray
    seats: int

    def intervals(self, index: int) -> list[Interval]:
        """Where this candidate holds a seat; empty if nowhere, [(0, 1)] if pinned."""
        low, high = np.searchsorted(self.row, (index, index + 1))
        return list(zip(self.start[low:high].tolist(), self.stop[low:high].tolist(), strict=True))

    def members(self, at: float) -> LongArray:
        """The rows that hold a seat at this weight, ascending."""
        held: LongArray = self.row[(self.start <= at) & ((at < self.stop) | (self.stop == 1.0))]
        return held

    def holds(self, at: float) -> Interval:
        """The widest interval around this weight in which the same names hold the seats."""
        place = int(np.searchsorted(self.breakpoints, at, side="right"))
        bounds = np.concatenate(([0.0], self.breakpoints, [1.0]))
        return float(bounds[place]), float(bounds[place + 1])

    def next_change(self, at: float) -> float | None:
        """The first break-point above this weight."""
        place = int(np.searchsorted(self.breakpoints, at, side="right"))
        return float(self.breakpoints[place]) if place < len(self.breakpoints) else None

    def turnover(self, weights: FloatArray, at: float) -> IntArray:
        """For each weight, how many of the names that hold a seat at ``at`` have lost it there."""
        names = self.members(at)
        mine = np.isin(self.row, names)
        steps = np.zeros(len(self.breakpoints) + 2, np.int64)
        np.add.at(steps, self._find_steps(self.start[mine]), 1)
        np.add.at(steps, self._find_steps(self.stop[mine]), -1)
        still = np.cumsum(steps)[np.searchsorted(self.breakpoints, np.asarray(weights), side="right")]
        return (len(names) - still).astype(np.int32)

    def _find_steps(self, bounds: FloatArray) -> LongArray:
        """The place of interval bounds among the steps: 0 for weight 0, past the last for weight 1."""
        place = np.searchsorted(self.breakpoints, bounds, side="right")
        return np.where(bounds == 1.0, len(self.breakpoints) + 1, place)

    @cached_property
    def always_in(self) -> LongArray:
        """The rows that hold a seat at every weight, pinned ones included."""
        always: LongArray = self.row[(self.start == 0.0) & (self.stop == 1.0)]
        return always

    @cached_property
    def depends(self) -> LongArray:
        """The rows that hold a seat at some weights only."""
        return np.setdiff1d(self.row, self.always_in)


def stability(candidates: Candidates, seats: int, progress: Progress = no_progress) -> Stability:
    """The exact intervals of every candidate for a number of seats.

    Pinned rows hold a seat at every weight; the others share the seats left. Found by a walk along the k-level of
    the lines of totals. ``progress`` is called between the pieces of the walk and may raise ``Cancelled``.
    """
    pinned = group_rows(candidates, (PINNED,)).astype(np.int64)
    open_rows = by_ties(candidates, group_rows(candidates, (RANKED,)))
    k = min(max(0, seats - len(pinned)), len(open_rows))
    s, c = candidates.score.value, candidates.credibility.value
    if len(open_rows) < len(candidates) or candidates.ties:
        s, c = s[open_rows], c[open_rows]
    near = skyband(s, c, k)
    found = level(s[near], c[near], k, progress)
    row, start, stop = stays(found)
    row = np.concatenate((pinned, open_rows[near].astype(np.int64)[row]))
    start = np.concatenate((np.zeros(len(pinned)), start))
    stop = np.concatenate((np.ones(len(pinned)), stop))
    by_row = np.lexsort((start, row))
    competing = group_rows(candidates, GROUPS[0])
    return Stability(row[by_row], start[by_row], stop[by_row], np.unique(found.at), competing, seats)


def stays(found: Level) -> tuple[LongArray, FloatArray, FloatArray]:
    """Rows with the start and stop of each stay among the first k; by row, then start."""
    row = np.concatenate((found.first, found.row))
    at = np.concatenate((np.zeros(len(found.first)), found.at))
    turns = np.bincount(row)
    still = np.flatnonzero(turns % 2)  # those who entered once more than they left
    row, at = np.concatenate((row, still)), np.concatenate((at, np.ones(len(still))))
    by_row = np.lexsort((at, row))
    row, at = row[by_row], at[by_row]
    return row[::2], at[::2], at[1::2]


def rank_curve(candidates: Candidates, index: int) -> IntArray:
    """The competition rank of one candidate among the competing, at 0, 1, ... 100 % of credibility; exact.

    Its own story over all weights; a candidate that does not compete is given the rank it would have.
    """
    rows = group_rows(candidates, GROUPS[0])
    gap = candidates.score.value[rows] - candidates.score.value[index]
    turn = candidates.credibility.value[rows] - candidates.credibility.value[index] - gap
    gap *= np.int32(100)
    return np.array([1 + np.count_nonzero(gap + turn * np.int32(w) > 0) for w in range(101)], np.int32)
