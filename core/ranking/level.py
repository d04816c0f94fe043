"""The walk along the k-level: every weight at which the first k names change, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from core.i18n import tr
from core.model import BoolArray, FloatArray, IntArray, LongArray, Progress
from core.ranking.total import TIE_BITS

MAX_DEPTH = 14
ENOUGH = 60
"""Below this many rows a piece is no longer halved."""
LITTLE = 1.7
"""Halves that keep so much of a piece's rows between them are not worth it: its rows share their points."""
TOGETHER = 1 << 16
"""So many rows, of several pieces, are walked in step: what fits the processor's cache."""


class Level(NamedTuple):
    """The first k rows at weight 0, ascending, and every change after it: ``row`` enters or leaves at weight ``at``.

    ``row`` and ``at`` (m,), in no order; a row turns at most once at a weight. Weights 0..1, right-continuous.
    """

    first: LongArray
    row: LongArray
    at: FloatArray


class Piece(NamedTuple):
    """The rows that matter while the weight goes from ``start`` to ``stop`` (in 1/2**MAX_DEPTH).

    ``sure`` rows are among the first throughout; ``rows``, ascending, hold the other ``k`` places between them.
    ``left``, ``right``: their totals at both ends, times 2**MAX_DEPTH, so that halving stays exact.
    """

    start: int
    stop: int
    sure: LongArray
    rows: LongArray
    left: IntArray
    right: IntArray
    k: int

    @property
    def decided(self) -> bool:
        """Whether no place is left to be held by one row or another."""
        return not 0 < self.k < len(self.rows)


# Why doubles are exact here: a crossing is a quotient of two integers below 20,001. Two different ones are further
# apart than doubles can confuse, and equal ones round to the same double. The same holds beside W/1000 and j/16384.


def level(score: IntArray, credibility: IntArray, k: int, progress: Progress) -> Level:
    """Follows the first k of the rows (n,) from weight 0 to 1; ``progress`` is called now and then."""
    words = tr("Looking for the weights at which the list changes")
    all_pieces = pieces(score, credibility, k)
    head = next(all_pieces)
    first = np.sort(np.concatenate((head.sure, _in_order(credibility, head)[: head.k])))
    row, at = [np.empty(0, np.int64)], [np.empty(0)]
    for some in _batch_pieces(chain((head,), all_pieces)):
        progress(some[0].start, 1 << MAX_DEPTH, words)
        for turned, weight in _Walk(score, credibility, some).turns():
            row.append(turned)
            at.append(weight)
    progress(1 << MAX_DEPTH, 1 << MAX_DEPTH, words)
    return Level(first, np.concatenate(row), np.concatenate(at))


def pieces(score: IntArray, credibility: IntArray, k: int) -> Iterator[Piece]:
    """The weights from 0 to 1 in pieces, each with few rows left to decide."""
    whole = 1 << MAX_DEPTH
    rows = np.arange(len(score))
    stack = [Piece(0, whole, rows[:0], rows, score * np.int32(whole), credibility * np.int32(whole), k)]
    while stack:
        piece = stack.pop()
        if len(piece.rows) <= ENOUGH or piece.stop - piece.start == 1 or piece.decided:
            yield piece
            continue
        at, middle = (piece.start + piece.stop) // 2, (piece.left + piece.right) >> 1
        later = _narrow_piece(piece._replace(start=at, left=middle))
        sooner = _narrow_piece(piece._replace(stop=at, right=middle))
        if len(sooner.rows) + len(later.rows) > LITTLE * len(piece.rows):
            yield piece
        else:
            stack += [later, sooner]


def _narrow_piece(piece: Piece) -> Piece:
    """The same piece with fewer rows to decide.

    Totals are straight lines, and so is the chord of the k-level over the piece: a row's distance from it lies between
    the distances at both ends. The k-th largest of the lesser ends bounds the level from below, the next largest of
    the greater ends bounds what is under it from above: rows on one side of a bound all along are out, or surely in.
    """
    left, right, k = piece.left, piece.right, piece.k
    before, after = left - _find_largest(left, k), right - _find_largest(right, k)
    least, most = np.minimum(before, after), np.maximum(before, after)
    floor, ceiling = _find_largest(least, k), _find_largest(most, k + 1)
    sure = least > ceiling
    open_ = np.flatnonzero((most >= floor) & ~sure)
    surely = piece.rows[sure]
    return piece._replace(
        sure=np.concatenate((piece.sure, surely)),
        rows=piece.rows[open_],
        left=left[open_],
        right=right[open_],
        k=k - len(surely),
    )


def _find_largest(values: IntArray, k: int) -> np.int32:
    """The k-th largest, from 1."""
    found: np.int32 = np.partition(values, len(values) - k)[len(values) - k]
    return found


def _batch_pieces(all_pieces: Iterable[Piece]) -> Iterator[Sequence[Piece]]:
    """Pieces that may be walked in step, in their order; those without a choice are left out."""
    some: list[Piece] = []
    longest = 0
    for piece in all_pieces:
        if not piece.decided:
            longest = max(longest, len(piece.rows))
            if some and longest * (len(some) + 1) > TOGETHER:
                yield some
                some, longest = [], len(piece.rows)
            some.append(piece)
    if some:
        yield some


def _in_order(credibility: IntArray, piece: Piece) -> LongArray:
    """The open rows of a piece in ranking order where it starts, which is before weight 1: total, credibility, row."""
    key = piece.left.astype(np.int64) << TIE_BITS | credibility[piece.rows]
    order: LongArray = piece.rows[np.argsort(-key, kind="stable")]
    return order


class _Walk:
    """Several pieces walked in step, from one crossing to the next each: (pieces, rows) arrays, filled up at the end.

    Every piece follows the row that holds its k-th place; where several lines meet in a point, they leave it in the
    opposite order.
    """

    def __init__(self, score: IntArray, credibility: IntArray, some: Sequence[Piece]) -> None:
        size = max(len(piece.rows) for piece in some)
        self.row = np.full((len(some), size), -1)
        for line, piece in zip(self.row, some, strict=True):
            line[: len(piece.rows)] = _in_order(credibility, piece)
        blank = self.row < 0
        # A line that fills up lies below all others and is met by none before weight 1.
        self.s = np.where(blank, -1.0, score[self.row])
        self.slope = np.where(blank, 0.0, credibility[self.row] - score[self.row])
        same = (np.diff(self.s) == 0) & (np.diff(self.slope) == 0)  # equal rows are neighbours in ranking order
        self.twin = np.pad(same, ((0, 0), (1, 0))) | np.pad(same, ((0, 0), (0, 1)))
        self.last = np.array([piece.k for piece in some]) - 1
        self.at = np.array([piece.start for piece in some]) / (1 << MAX_DEPTH)
        # A piece answers for the weight where it stops, too; but what meets at weight 1 keeps its order there.
        stop = np.array([piece.stop for piece in some]) / (1 << MAX_DEPTH)
        self.until = np.where(stop == 1, np.nextafter(1.0, 0.0), stop)

    def turns(self) -> Iterator[tuple[LongArray, FloatArray]]:
        """Rows that enter or leave the first k, and where."""
        while len(self.last):
            here = np.arange(len(self.last))
            crossing = self._find_crossings(here)
            other = crossing.argmin(axis=1)
            at = crossing[here, other]
            if not (at <= self.until).all():
                self._keep_pieces(at <= self.until)
                continue
            self.at = at
            meeting = crossing == at[:, None]
            many = self.twin[here, self.last] | (np.count_nonzero(meeting, axis=1) > 1)
            # Where two lines cross, the names change only if the other one rises.
            alone = np.flatnonzero(~many & (self.slope[here, other] > self.slope[here, self.last]))
            yield self.row[alone, self.last[alone]], at[alone]
            yield self.row[alone, other[alone]], at[alone]
            for piece in np.flatnonzero(many).tolist():
                other[piece], turned = self._pass_point(piece, meeting[piece])
                yield turned, np.full(len(turned), at[piece])
            self.last = other

    def _keep_pieces(self, pieces: BoolArray) -> None:
        """Lets the pieces go that have come to their end."""
        for name in ("row", "s", "slope", "twin", "last", "at", "until"):
            setattr(self, name, getattr(self, name)[pieces])

    def _find_crossings(self, here: LongArray) -> FloatArray:
        """Where each line next meets the last one of its piece, later than now; infinity where it does not."""
        s, slope = self.s[here, self.last][:, None], self.slope[here, self.last][:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            crossing = (self.s - s) / (slope - self.slope)
            return np.where(crossing > self.at[:, None], crossing, np.inf)

    def _pass_point(self, piece: int, meeting: BoolArray) -> tuple[int, LongArray]:
        """Who holds a piece's k-th place after many lines met in a point, and who left or entered the first k there."""
        rows, s, slope, last = self.row[piece], self.s[piece], self.slope[piece], int(self.last[piece])
        bundle = np.flatnonzero(meeting | ((slope == slope[last]) & (s == s[last])))
        before = bundle[np.lexsort((rows[bundle], slope[bundle]))]
        after = bundle[np.lexsort((rows[bundle], -slope[bundle]))]
        place = int(np.flatnonzero(before == last)[0])
        return int(after[place]), np.setxor1d(rows[before[: place + 1]], rows[after[: place + 1]], assume_unique=True)
