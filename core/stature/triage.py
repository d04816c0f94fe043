"""Triage: whose assessment could still change the invitation list, the most decisive first."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from core.i18n import tr, trn
from core.model import APART, PINNED, RANKED, WEIGHT_PARTS, BoolArray, Candidates, FloatArray, IntArray, LongArray
from core.ranking.total import by_ties, tie_places

# Credibility and score are below 2**14, a total below 2**24: the whole rule of order but the row fits in 52 bits.
_CREDIBILITY_AT, _TOTAL_AT = 14, 28


@dataclass(frozen=True)
class Place:
    """Where a candidate stands in the order: its key (the higher, the better), then its stable key (the lower)."""

    key: int
    tie: int
    row: int


def triage(candidates: Candidates, weight: int, seats: int) -> LongArray:
    """The rows whose levels can still change who is invited, the most decisive first.

    ``weight`` in thousandths. With all others as they stand, a candidate in the queue changes the set of invited for
    at least one credibility it can attain; a candidate outside the queue changes it for none. Membership is monotone
    in one's own credibility, so the two bounds, both attainable, decide under the whole rule of order: total,
    credibility, score, all descending, then stable key. The score stands as it is, a stand-in included.

    Pinned candidates hold seats and leave the rest to the ranked. Excluded candidates and those of another market do
    not compete. Who is off line may hold, win or lose a reserved seat as well. A candidate set apart would compete
    once assessed if only its credibility is unknown (with the score unknown as well, no level brings it back): it
    counts as out of the list until then. Most decisive: the largest part of its open range changes the list; then the
    wider range, then the nearer to the line, then stable key.
    """
    free = max(0, seats - int(np.count_nonzero(candidates.state == PINNED)))
    key = order_keys(candidates.score.value, candidates.credibility.value, weight)
    order = _find_best(candidates, key, np.flatnonzero(candidates.state == RANKED), free + 1)
    inside = order[:free]
    last_in = place_of(candidates, key, inside[-1]) if len(inside) and len(inside) == free else None
    first_out = place_of(candidates, key, order[free]) if len(order) > free else None

    falling = _can_fall(candidates, weight, inside, first_out)
    rising = _can_rise(candidates, weight, inside, last_in) if free else inside[:0]
    seated = np.empty(0, np.int64)
    seated_share = np.empty(0)
    if candidates.reserved is not None:
        falling, rising = (rows[~candidates.offline[rows]] for rows in (falling, rising))
        seated, seated_share = _open_to_reserved(candidates, weight, free)
    rows = np.concatenate([falling, rising, seated])
    below, above = (
        share_below(candidates, weight, falling, first_out),
        share_below(candidates, weight, rising, last_in),
    )
    share = np.concatenate([below, 1 - above, seated_share])
    width = candidates.credibility.high[rows] - candidates.credibility.low[rows]
    line = last_in or first_out
    away = np.abs((key[rows] >> _TOTAL_AT) - (line.key >> _TOTAL_AT if line else 0))
    return rows[np.lexsort((tie_places(candidates, rows), away, -width, -share))]


def unsettled(candidates: Candidates) -> BoolArray:
    """Who competes, or would once assessed, and is not wholly assessed."""
    credibility = candidates.credibility
    returns = (candidates.state == APART) & candidates.score.known & ~credibility.known
    competes = (candidates.state == RANKED) | returns
    if candidates.reserved is not None:
        competes = competes | candidates.reserved
    return np.asarray(competes & (credibility.low < credibility.high), np.bool_)


def summary(candidates: Candidates, queue: LongArray) -> str:
    """The queue in a sentence: how many of those not wholly assessed can still change the list."""
    if not len(queue):
        return tr("No assessment can change this list any more")
    return trn(
        "{n} of {total} candidates not wholly assessed could still change this list",
        "{n} of {total} candidates not wholly assessed could still change this list",
        len(queue),
        total=int(np.count_nonzero(unsettled(candidates))),
    )


def order_keys(score: IntArray, credibility: IntArray, weight: int) -> LongArray:
    """Total, then credibility, then score, as one whole number."""
    total = ((WEIGHT_PARTS - weight) * score + weight * credibility).astype(np.int64)
    return (total << _TOTAL_AT) | (credibility.astype(np.int64) << _CREDIBILITY_AT) | score


def place_of(candidates: Candidates, key: LongArray, row: np.int64) -> Place:
    """Where a row stands by its key."""
    return Place(int(key[row]), int(tie_places(candidates, np.array([row]))[0]), int(row))


def _find_best(candidates: Candidates, key: LongArray, rows: LongArray, k: int) -> LongArray:
    """The best k of the rows (ascending), best first: a selection, so that a mass of equal keys costs nothing."""
    rows = by_ties(candidates, rows)
    own = key[rows]
    if len(rows) > k:
        edge = np.partition(own, len(rows) - k)[len(rows) - k]
        above = np.flatnonzero(own > edge)
        chosen = np.concatenate([above, np.flatnonzero(own == edge)[: k - len(above)]])
        rows, own = rows[chosen], own[chosen]
    return rows[np.lexsort((tie_places(candidates, rows), -own))].astype(np.int64)


def stands_ahead(candidates: Candidates, weight: int, rows: LongArray, credibility: IntArray, of: Place) -> BoolArray:
    """Whether each row, with this credibility, stands before a place."""
    key = order_keys(candidates.score.value[rows], credibility[rows], weight)
    return np.asarray((key > of.key) | ((key == of.key) & (tie_places(candidates, rows) < of.tie)), np.bool_)


def _can_fall(candidates: Candidates, weight: int, inside: LongArray, first_out: Place | None) -> LongArray:
    """Those in the list whose worst case stands behind the first one out."""
    if first_out is None:
        return inside[:0]
    return inside[~stands_ahead(candidates, weight, inside, candidates.credibility.low, first_out)]


def _can_rise(candidates: Candidates, weight: int, inside: LongArray, last_in: Place | None) -> LongArray:
    """Those out of the list whose best case stands before the last one in, or finds a seat that nobody holds."""
    waiting = unsettled(candidates)
    waiting[inside] = False
    rows = np.flatnonzero(waiting)
    if last_in is None:
        return rows
    return rows[stands_ahead(candidates, weight, rows, candidates.credibility.high, last_in)]


def share_below(candidates: Candidates, weight: int, rows: LongArray, line: Place | None) -> FloatArray:
    """The part of each row's open range that lies below the line; 0 where there is no line."""
    if line is None:
        return np.zeros(len(rows))
    low, high = candidates.credibility.low[rows], candidates.credibility.high[rows]
    if weight:
        total = line.key >> _TOTAL_AT
        even = (total - (WEIGHT_PARTS - weight) * candidates.score.value[rows].astype(np.float64)) / weight
    else:
        even = np.full(len(rows), float(candidates.credibility.value[line.row]))
    return np.asarray((np.clip(even, low, high) - low) / np.maximum(high - low, 1), np.float64)


def _open_to_reserved(candidates: Candidates, weight: int, free: int) -> tuple[LongArray, FloatArray]:
    """Of those off line, whose seat hangs on an assessment, and the part of each one's range that changes it."""
    among, found, share = _WithReserved(candidates, weight, free), [], []
    for row in np.flatnonzero(unsettled(candidates) & candidates.offline).tolist():
        low, high = (int(side[row]) for side in (candidates.credibility.low, candidates.credibility.high))
        now = candidates.state[row] != APART and among.holds_seat(row, int(candidates.credibility.value[row]))
        if now == among.holds_seat(row, low) == among.holds_seat(row, high):
            continue
        # More credibility never loses a seat, so the first value that wins it parts the range.
        below = (among.first_seated(row, low, high) - low) / (high - low)
        found.append(row)
        share.append(below if now else 1 - below)
    return np.array(found, np.int64), np.array(share)


class _WithReserved:
    """Who would hold a seat where some are reserved: one person off line at another credibility, the others as they
    stand. ``free``: the seats that neither pins nor reserved ones take."""

    def __init__(self, candidates: Candidates, weight: int, free: int) -> None:
        assert candidates.reserved is not None
        self._candidates, self._weight = candidates, weight
        open_rows = np.flatnonzero((candidates.state == RANKED) | candidates.reserved)
        # A reserved seat that nobody fills has gone to the ranking; it comes back when somebody does.
        self._reserved = candidates.reserved_seats
        self._free = free - (self._reserved - int(np.count_nonzero(candidates.reserved)))
        # Deeper nobody's place matters: one place more than all seats, and one for the person who moves.
        self._all = self._order_first(open_rows, weight, self._free + self._reserved + 2)
        offline = open_rows[candidates.offline[open_rows]]
        self._offline = self._order_first(offline, WEIGHT_PARTS, self._reserved + 2)

    def holds_seat(self, row: int, credibility: int) -> bool:
        """Whether a row off line holds a seat at this credibility, by the reserved ones or by the ranking."""
        before = [other for other in self._list_before(self._offline, row, credibility, WEIGHT_PARTS) if other != row]
        if len(before) < self._reserved:
            return True
        ranked = self._list_before(self._all, row, credibility, self._weight)
        return len(set(ranked) - {row} - set(before[: self._reserved])) < self._free

    def first_seated(self, row: int, low: int, high: int) -> int:
        """The least credibility from ``low`` on that holds a seat; past ``high`` where none does."""

        def seated(credibility: int) -> bool:
            return self.holds_seat(row, credibility)

        return low + bisect_left(range(low, high + 1), True, key=seated)

    def _order_first(self, rows: LongArray, weight: int, most: int) -> list[tuple[int, int, int]]:
        """The first of these rows, at most so many, in order: (key negated, tie, row)."""
        key = order_keys(self._candidates.score.value, self._candidates.credibility.value, weight)
        first = _find_best(self._candidates, key, rows, most)
        places = tie_places(self._candidates, first).tolist()
        return list(zip((-key[first]).tolist(), places, first.tolist(), strict=True))

    def _list_before(self, placed: list[tuple[int, int, int]], row: int, credibility: int, weight: int) -> list[int]:
        """The rows that stand before this one at a credibility, the first one first."""
        score = int(self._candidates.score.value[row])
        total = (WEIGHT_PARTS - weight) * score + weight * credibility
        key = (total << _TOTAL_AT) | (credibility << _CREDIBILITY_AT) | score
        tie = int(tie_places(self._candidates, np.array([row]))[0])
        return [other for *_, other in placed[: bisect_left(placed, (-key, tie))]]
