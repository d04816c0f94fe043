"""The few rows that can ever be among the first k at some weight: the k-skyband."""

from __future__ import annotations

import heapq

import numpy as np

from core.model import FULL, BoolArray, IntArray, LongArray

CELL_BITS = 5
SIDE = (FULL >> CELL_BITS) + 1


def skyband(score: IntArray, credibility: IntArray, k: int) -> LongArray:
    """Positions, ascending, of the rows that fewer than k others dominate.

    A row dominates another when it is at least as good on both sides (of two equal rows, the first). A row that k
    others dominate stands below all of them at every weight from 0 to 1, tie rule included, so the first k places
    at any weight, and everything about them, can be read from the skyband alone.
    """
    near = _drop_dominated_cells(score, credibility, k)
    s, c = score[near], credibility[near]
    rank = np.lexsort((-c, -s))  # stable: of equal rows the first one leads
    return np.sort(near[rank[undominated(c[rank], k)]])


def _drop_dominated_cells(score: IntArray, credibility: IntArray, k: int) -> LongArray:
    """Positions left when the rows of every cell of a grid that k rows of better cells dominate have gone."""
    if len(score) <= 4 * k:
        return np.arange(len(score))
    cell = (score >> CELL_BITS) * np.int32(SIDE) + (credibility >> CELL_BITS)
    count = np.bincount(cell, minlength=SIDE * SIDE).reshape(SIDE, SIDE)
    at_least = count[::-1, ::-1].cumsum(0).cumsum(1)[::-1, ::-1]
    better = np.zeros_like(count)
    better[:-1, :-1] = at_least[1:, 1:]
    return np.flatnonzero((better < k).ravel()[cell])


def undominated(credibility: IntArray, k: int, counted: BoolArray | None = None) -> LongArray:
    """Places, in an array sorted by score descending, whose credibility fewer than k earlier ones reach.

    Only the ``counted`` (n,) of the earlier ones count; all of them unless said.
    """
    best: list[int] = []  # the k highest credibilities so far, the least of them first
    kept: list[int] = []
    start, step = 0, max(4 * k, 256)
    while k > 0 and start < len(credibility):
        block = credibility[start : start + step]
        hopeful = np.flatnonzero(block > best[0]) if len(best) == k else np.arange(len(block))
        for place, value in zip(hopeful.tolist(), block[hopeful].tolist(), strict=True):
            if len(best) == k and value <= best[0]:
                continue
            kept.append(start + place)
            if counted is None or counted[start + place]:
                (heapq.heapreplace if len(best) == k else heapq.heappush)(best, value)
        start += step
        step *= 2
    return np.array(kept, np.int64)
