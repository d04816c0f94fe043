"""Totals, the order of candidates, their ranks and ties: integers throughout, so nothing is rounded."""

from __future__ import annotations

from functools import cache
from platform import machine
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.model import (
    APART,
    EXCLUDED,
    FULL,
    OUT_OF_MARKET,
    PINNED,
    RANKED,
    WEIGHT_PARTS,
    BoolArray,
    Candidates,
    IntArray,
    LongArray,
)

BEST_TOTAL = FULL * WEIGHT_PARTS
GROUPS = ((RANKED, PINNED), (APART,), (OUT_OF_MARKET,), (EXCLUDED,))
"""The parts of the list from top to bottom; only the first one competes."""

# A sort key holds, from its high bits: shortfall (24), the tie's shortfall (14), place in the order of stable keys
# (25). It stays positive in int64.
TIE_BITS, ROW_BITS = 14, 25
ROW_MASK = (1 << ROW_BITS) - 1
ROUGH_SHIFT = TIE_BITS + ROW_BITS + 8
FEW_KEYS = 8192
"""So many are sorted quickest by numpy on any processor."""


class Ranks(NamedTuple):
    """Competition ranks from 1 (0 where the candidate does not compete) and whether the total is shared."""

    rank: IntArray
    tied: BoolArray


def checked(weight: int) -> int:
    """The weight itself; ValueError outside 0..1000."""
    if not 0 <= weight <= WEIGHT_PARTS:
        raise ValueError(f"weight {weight} is not in 0..{WEIGHT_PARTS} thousandths")
    return int(weight)


def totals(score: IntArray, credibility: IntArray, weight: int) -> IntArray:
    """T = (1000 - W)·S + W·C in int32, 0..10,000,000 (a hundred-thousandth of a point)."""
    total: IntArray = (credibility - score) * np.int32(checked(weight))
    total += score * np.int32(WEIGHT_PARTS)
    return total


def tie_places(candidates: Candidates, rows: NDArray[np.integer]) -> NDArray[np.integer]:
    """The places of these rows in the order of stable keys: the smaller stands higher where all else is equal."""
    return candidates.ties.place[rows] if candidates.ties else rows


def rows_at(candidates: Candidates, places: LongArray) -> LongArray:
    """The rows at these places in the order of stable keys."""
    return candidates.ties.row[places].astype(np.int64) if candidates.ties else places


def by_ties(candidates: Candidates, rows: NDArray[np.integer]) -> NDArray[Any]:
    """These rows, given ascending, in the order of their stable keys: of equal ones the first then leads."""
    if candidates.ties is None:
        return rows
    among = np.zeros(len(candidates), np.bool_)
    among[rows] = True
    ordered: NDArray[Any] = candidates.ties.row[among[candidates.ties.row]]
    return ordered


def keys(
    places: NDArray[np.integer],
    shortfall: NDArray[np.integer],
    score: NDArray[np.integer],
    credibility: NDArray[np.integer],
    weight: int,
) -> LongArray:
    """One int64 a candidate that sorts, ascending, as the ranking does: T, then C, then S, descending, then stable key.

    ``places`` in the order of stable keys (``tie_places``); ``shortfall`` is 10,000,000 - T. One tie breaker is enough:
    where W < 1000 equal T and C mean equal S, and at W = 1000 equal T means equal C. ValueError beyond 33,554,432 rows.
    """
    if int(places.max(initial=0)) > ROW_MASK:
        raise ValueError("the ranking holds at most 33,554,432 candidates")
    key = shortfall.astype(np.int64)
    key <<= TIE_BITS
    key += FULL - (score if weight == WEIGHT_PARTS else credibility)
    key <<= ROW_BITS
    key |= places
    return key


def sorted_keys(key: LongArray) -> LongArray:
    """The keys in ascending order, by whichever way is quicker on this processor.

    Measured at 1,000,000 rows: where numpy sorts with vector instructions its own sort takes 4 ms, the other way 17;
    where it does not, its own takes 52 and the other 33.
    """
    return np.sort(key) if len(key) <= FEW_KEYS or numpy_is_quicker() else by_radix(key)


def by_radix(key: LongArray) -> LongArray:
    """A radix pass over the keys' 16 high bits, then a merge that finds them nearly sorted."""
    rough = (key >> ROUGH_SHIFT).astype(np.uint16)
    near: LongArray = key[np.argsort(rough, kind="stable")]
    near.sort(kind="stable")
    return near


@cache
def numpy_is_quicker() -> bool:
    """Whether numpy sorts with vector instructions here: on x86 it needs AVX2, which newer releases call X86_V3."""
    simd = np.show_config(mode="dicts")["SIMD Extensions"]
    return machine().lower() not in ("x86_64", "amd64") or not {"AVX2", "X86_V3"}.isdisjoint(
        [*simd["baseline"], *simd["found"]]
    )


def group_rows(candidates: Candidates, states: tuple[int, ...]) -> IntArray:
    """The rows in any of these states, ascending."""
    chosen = candidates.state == states[0]
    for state in states[1:]:
        chosen |= candidates.state == state
    return np.flatnonzero(chosen).astype(np.int32)


def in_order(candidates: Candidates, rows: IntArray, weight: int) -> LongArray:
    """These rows, given ascending, from the top of the ranking to its end."""
    score, credibility = candidates.score.value, candidates.credibility.value
    s, c = (score, credibility) if len(rows) == len(score) else (score[rows], credibility[rows])
    key = keys(tie_places(candidates, rows), BEST_TOTAL - totals(s, c, weight), s, c, weight)
    return rows_at(candidates, sorted_keys(key) & ROW_MASK)


def order(candidates: Candidates, weight: int) -> LongArray:
    """All row indices from the top of the list to its end: the competing ones, then apart, out of market, excluded."""
    return np.concatenate([in_order(candidates, group_rows(candidates, states), weight) for states in GROUPS])


def ranks(candidates: Candidates, weight: int) -> Ranks:
    """Every row's competition rank (1, 2, 2, 4) among the competing ones, and whether it is tied."""
    result = Ranks(np.zeros(len(candidates), np.int32), np.zeros(len(candidates), np.bool_))
    rows = order(candidates, weight)[: len(group_rows(candidates, GROUPS[0]))]
    total = totals(candidates.score.value[rows], candidates.credibility.value[rows], weight)
    starts = np.append(True, total[1:] != total[:-1])[: len(rows)]
    result.rank[rows] = np.maximum.accumulate(np.where(starts, np.arange(1, len(rows) + 1), 0))
    result.tied[rows] = ~(starts & np.append(starts[1:], True)[: len(rows)])
    return result
