"""The walk along the k-level: every weight at which the first k names change, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

import numpy as np

from core.model import BoolArray, FloatArray, LongArray

MAX_DEPTH = 10
ENOUGH = 1500
"""Below this many rows a step of the walk costs about the same however few they are."""


class Change(NamedTuple):
    """At weight ``at`` (0..1, right-continuous) these rows leave the first k, and these enter."""

    at: float
    out: Set[int]
    into: Set[int]


class Piece(NamedTuple):
    """The rows that matter while the weight goes from ``start`` to ``stop`` (in 1/2**MAX_DEPTH).

    ``sure`` rows are among the first throughout; ``rows`` hold the other ``k`` places between them.
    """

    start: int
    stop: int
    sure: LongArray
    rows: LongArray
    k: int


# Why doubles are exact here: a crossing is a quotient of two integers below 20,001. Two different ones are further
# apart than doubles can confuse, and equal ones round to the same double. The same holds beside W/1000 and j/1024.


def pieces(score: LongArray, credibility: LongArray, rows: LongArray, k: int) -> Iterator[Piece]:
    """The weights from 0 to 1 in pieces, each with few rows left to decide.

    Totals are straight lines. In a piece, the first k at its middle bound the k-level from below, the others bound
    it from above: rows whose two ends both lie outside those bounds are surely out, or surely in, all along.
    """
    stack = [Piece(0, 1 << MAX_DEPTH, np.empty(0, np.int64), rows, k)]
    while stack:
        piece = stack.pop()
        if len(piece.rows) <= ENOUGH or piece.stop - piece.start == 1 or not 0 < piece.k < len(piece.rows):
            yield piece
            continue
        middle = (piece.start + piece.stop) // 2
        for a, b in ((middle, piece.stop), (piece.start, middle)):
            stack.append(_narrowed(score, credibility, Piece(a, b, piece.sure, piece.rows, piece.k)))


def _at(score: LongArray, credibility: LongArray, rows: LongArray, point: int) -> LongArray:
    """Totals at a weight of point/2**MAX_DEPTH, times 2**MAX_DEPTH: exact."""
    return score[rows] * ((1 << MAX_DEPTH) - point) + credibility[rows] * point


def _narrowed(score: LongArray, credibility: LongArray, piece: Piece) -> Piece:
    rows, k = piece.rows, piece.k
    left, right = _at(score, credibility, rows, piece.start), _at(score, credibility, rows, piece.stop)
    by_middle = np.argpartition(left + right, len(rows) - k)
    first, others = by_middle[len(rows) - k :], by_middle[: len(rows) - k]
    least, most = np.minimum(left, right), np.maximum(left, right)
    floor, ceiling = least[first].min(), most[others].max()
    sure = least > ceiling
    open_ = ~sure & (most >= floor)
    return Piece(piece.start, piece.stop, np.concatenate((piece.sure, rows[sure])), rows[open_], k - int(sure.sum()))


def first_at(score: LongArray, credibility: LongArray, piece: Piece) -> LongArray:
    """The open rows of a piece in ranking order where it starts."""
    rows = piece.rows
    total = _at(score, credibility, rows, piece.start)
    order: LongArray = rows[np.lexsort((rows, -score[rows], -credibility[rows], -total))]
    return order


def walk(score: LongArray, credibility: LongArray, piece: Piece, rows: LongArray) -> Iterator[Change]:
    """The changes strictly inside a piece, in order of weight; ``rows`` as ``first_at`` gives them.

    Follows the row that holds the k-th place from one crossing to the next; where several lines meet in a point,
    they leave it in the opposite order.
    """
    if not 0 < piece.k < len(rows):
        return
    s, slope = score[rows].astype(np.float64), (credibility[rows] - score[rows]).astype(np.float64)
    same = (np.diff(s) == 0) & (np.diff(slope) == 0)  # equal rows are neighbours in ranking order
    twin = np.append(False, same) | np.append(same, False)
    at, end, last = piece.start / (1 << MAX_DEPTH), piece.stop / (1 << MAX_DEPTH), piece.k - 1
    while True:
        crossing = _crossings(s, slope, last, at)
        other = int(crossing.argmin())
        at = float(crossing[other])
        if not at < end:
            return
        meeting = crossing == at
        if twin[last] or np.count_nonzero(meeting) > 1:
            last, out, into = _passed(s, slope, rows, last, meeting)
            if out:
                yield Change(at, out, into)
            continue
        if slope[other] > slope[last]:  # two lines cross: the names change only where the other one rises
            yield Change(at, {int(rows[last])}, {int(rows[other])})
        last = other


def _crossings(s: FloatArray, slope: FloatArray, last: int, after: float) -> FloatArray:
    """Where each line next meets the line ``last``, later than ``after``; infinity where it does not."""
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = (s - s[last]) / (slope[last] - slope)
        return np.where(crossing > after, crossing, np.inf)


def _passed(
    s: FloatArray, slope: FloatArray, rows: LongArray, last: int, meeting: BoolArray
) -> tuple[int, Set[int], Set[int]]:
    """Who holds the k-th place after many lines met in a point, and who left and entered the first k there."""
    bundle = np.flatnonzero(meeting | ((slope == slope[last]) & (s == s[last])))
    before = bundle[np.lexsort((rows[bundle], slope[bundle]))]
    after = bundle[np.lexsort((rows[bundle], -slope[bundle]))]
    place = int(np.flatnonzero(before == last)[0])
    was, now = set(rows[before[: place + 1]].tolist()), set(rows[after[: place + 1]].tolist())
    return int(after[place]), was - now, now - was
