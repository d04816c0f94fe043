"""The ranking while the weight moves: any window of the list, the invitation line and single places, all exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.model import APART, FULL, PINNED, WEIGHT_PARTS, BoolArray, Candidates, IntArray, LongArray
from core.ranking.places import Lines, Places, Sorted, Spans, places, shortfalls
from core.ranking.skyband import skyband
from core.ranking.total import (
    BEST_TOTAL,
    GROUPS,
    ROW_MASK,
    by_ties,
    checked,
    group_rows,
    keys,
    rows_at,
    sorted_keys,
    tie_places,
    totals,
)

HEAD = 256
"""Places that ``prepare`` makes cheap at least; as many as there are seats when those are more."""
LONGEST_HEAD = 4096
"""Beyond, finding the head costs more than it saves."""

NO_KEYS = np.empty(0, np.int64)
Indices = Sequence[int] | LongArray | IntArray


@dataclass(frozen=True)
class Window:
    """Consecutive places of the list from ``first`` on, one array entry each, all (m,).

    ``index``: the candidate's row. ``rank``: competition rank, 0 if it does not compete. ``tied``: another competing
    candidate has the same total. ``total``: T, 0..10,000,000. ``is_in``: holds a seat.
    """

    first: int
    index: LongArray
    rank: IntArray
    tied: BoolArray
    total: IntArray
    is_in: BoolArray


@dataclass(frozen=True)
class Line:
    """The invitation line: the last unpinned candidate to hold a seat, and its total.

    ``tied``: the first one below has the same total, so only the tie rule parts them.
    """

    index: int
    total: int
    tied: bool


@dataclass(frozen=True)
class _Seating:
    """Who holds a seat at a weight: the sort keys of the unpinned ones, the line, and the last of the keys, or -1."""

    weight: int
    seats: int
    held: LongArray
    line: Line | None
    last: int


class Listing:
    """The list from top to bottom, or the part of it a filter shows; it follows the ranking's weight."""

    def __init__(self, parts: list[Places], of: LiveRanking | None = None) -> None:
        self._parts = parts
        self._of = of

    @property
    def _ranking(self) -> LiveRanking:
        assert self._of is not None, "a part of a ranking"
        return self._of

    def __len__(self) -> int:
        return sum(len(part.rows) for part in self._parts)

    def window(self, first: int, count: int) -> Window:
        """The places first .. first + count, cut at the end of the list; exact wherever it is."""
        found, start = [], 0
        for part in self._parts:
            a, b = max(first - start, 0), min(first + count - start, len(part.rows))
            if a < b:
                found.append(self._ranking.quickest(part, b).keys_at(a, b))
            start += len(part.rows)
        key = found[0] if len(found) == 1 else np.concatenate((NO_KEYS, *found))
        return self._ranking.described(first, self._ranking.rows_of(key), key)

    def place_of(self, index: int) -> int | None:
        """The place (from 0) of a candidate in this list; None where the filter hides it."""
        start = 0
        for part in self._parts:
            at = int(np.searchsorted(part.rows, index))
            if at < len(part.rows) and part.rows[at] == index:
                part.move(self._ranking.weight)
                return start + part.place(int(self._ranking.keys_of([index])[0]))
            start += len(part.rows)
        return None


class LiveRanking(Listing):
    """The candidates of a campaign ranked at a weight that moves.

    Competing rows (ranked and pinned) come first by total, credibility, score, stable key; below them, by the same
    rule, those set apart, out of market, excluded. Pinned rows hold a seat wherever they stand; the seats left go to
    the first of the others. Every answer is exact at every weight; after ``prepare`` the top of the list is read
    from the few rows that can ever stand there. One thread at a time, but ``prepare`` may run in another.
    """

    def __init__(self, candidates: Candidates, seats: int, weight: int = WEIGHT_PARTS // 2) -> None:
        self.candidates = candidates
        self.seats = seats
        self.weight = checked(weight)
        competing, *others = [self._make_places(group_rows(candidates, states)) for states in GROUPS]
        super().__init__([competing, *(part for part in others if len(part.rows))])
        self._competing = competing
        self._pinned = group_rows(candidates, (PINNED,))
        self._head: tuple[int, Sorted] | None = None
        self._seated = _Seating(-1, seats, np.empty(0, np.int64), None, -1)
        self._with_more_score: LongArray | None = None
        self.chosen: LongArray | None = None
        self.acceptability: IntArray | None = None
        """In how many of a thousand plausible worlds each row is in, where somebody worked it out at this weight."""

    @property
    def _ranking(self) -> LiveRanking:
        # Not kept: who refers to himself stays in memory, with a million rows, until garbage is collected.
        return self

    def _make_places(self, rows: IntArray) -> Places:
        return places(rows, self.candidates.score.value, self.candidates.credibility.value, self.candidates.ties)

    @property
    def pinned(self) -> int:
        """How many hold a seat wherever they stand: the pinned, and who holds a reserved seat."""
        return len(self._pinned)

    def move(self, weight: int) -> None:
        """Sets the weight, in thousandths; ValueError outside 0..1000. The work is done when something is asked."""
        if weight != self.weight:
            self.chosen = self.acceptability = None
        self.weight = checked(weight)

    def reseat(self, seats: int) -> None:
        """Another number of seats."""
        self.seats, self.chosen, self.acceptability = seats, None, None

    def choose(self, rows: LongArray | None) -> None:
        """Gives the seats to these rows, such as a list that keeps rules, until weight or seats move."""
        self.chosen = None if rows is None else np.sort(rows)

    def prepare(self) -> None:
        """Finds the rows that can ever stand in the first places (15 ms at 1,000,000 rows); safe in a worker thread.

        Worth it for a list too long to be sorted at each move; again after ``reseat`` to more seats.
        """
        depth = max(HEAD, self.seats + 2)
        rows = self._competing.rows
        if isinstance(self._competing, Sorted) or not depth < len(rows) or depth > LONGEST_HEAD:
            return
        score, credibility = self.candidates.score.value, self.candidates.credibility.value
        rows = by_ties(self.candidates, rows)
        near = np.sort(rows[skyband(score[rows], credibility[rows], depth)])
        self._head = depth, Sorted(Lines(near, score, credibility, self.candidates.ties))

    def quickest(self, part: Places, stop: int) -> Places:
        """What answers for the places before ``stop`` of a part with the least work, at the present weight."""
        if part is self._competing and self._head and stop < self._head[0]:
            part = self._head[1]
        part.move(self.weight)
        return part

    def filtered(self, mask: BoolArray) -> Listing:
        """The list of those under the mask (n,) only, their ranks and seats as in the whole list."""
        parts = [part.rows[mask[part.rows]] for part in self._parts]
        return Listing([self._make_places(rows) for rows in parts if len(rows)], self)

    def described(self, first: int, index: LongArray, key: LongArray | None = None) -> Window:
        """A window over these rows; ``key`` are their sort keys, where they are known already."""
        key = self.keys_of(index) if key is None else key
        total = BEST_TOTAL - shortfalls(key)
        competes = self.candidates.state[index] <= PINNED
        above, equal = self._count_spans(total)
        rank = np.where(competes, above + 1, 0).astype(np.int32)
        is_in = self._seated_by_rank(index, key) if self.chosen is None else np.isin(index, self.chosen)
        return Window(first, index, rank, competes & (equal > 1), total, is_in)

    def totals_of(self, index: Indices) -> IntArray:
        """The totals of these rows, 0..10,000,000."""
        index = np.asarray(index, np.int64)
        return totals(self.candidates.score.value[index], self.candidates.credibility.value[index], self.weight)

    def keys_of(self, index: Indices) -> LongArray:
        """The sort keys of these rows: smaller stands higher."""
        index = np.asarray(index, np.int64)
        score, credibility = self.candidates.score.value[index], self.candidates.credibility.value[index]
        places = tie_places(self.candidates, index)
        return keys(places, BEST_TOTAL - self.totals_of(index), score, credibility, self.weight)

    def rows_of(self, key: LongArray) -> LongArray:
        """The rows that sort keys hold."""
        return rows_at(self.candidates, key & ROW_MASK)

    def _count_spans(self, total: IntArray) -> Spans:
        """How many competing rows have more than each total, and as much (exactly, or at least two of them).

        Read from the head where it reaches that deep: down to the last place but one, so that a tie is always seen.
        """
        head = self.quickest(self._competing, 0)
        if head is not self._competing and self._head and len(total):
            last = self._head[0] - 2
            if total.min() >= self.totals_of(self.rows_of(head.keys_at(last, last + 1)))[0]:
                return head.spans(total)
        self._competing.move(self.weight)
        return self._competing.spans(total)

    def rank_of(self, index: Indices) -> IntArray:
        """The competition ranks of these rows; 0 where one does not compete."""
        index = np.asarray(index, np.int64)
        above = self._count_spans(self.totals_of(index)).above
        return np.where(self.candidates.state[index] <= PINNED, above + 1, 0).astype(np.int32)

    def rank_by_score(self, index: Indices) -> IntArray:
        """The ranks these rows have by score alone (weight 0); 0 where one does not compete."""
        if self._with_more_score is None:
            counts = np.bincount(self.candidates.score.value[self._competing.rows], minlength=FULL + 1)
            self._with_more_score = len(self._competing.rows) - np.cumsum(counts)
        index = np.asarray(index, np.int64)
        rank = self._with_more_score[self.candidates.score.value[index]] + 1
        return np.where(self.candidates.state[index] <= PINNED, rank, 0).astype(np.int32)

    def best_worst(self, index: Indices) -> tuple[IntArray, IntArray]:
        """The ranks these rows would have at their own high and low bounds, the others as they stand, at this weight.

        For one set apart it is the rank it would have if it competed; 0 for other rows that do not compete.
        """
        index = np.asarray(index, np.int64)
        state, own = self.candidates.state[index], self.totals_of(index)
        score, credibility = self.candidates.score, self.candidates.credibility
        high = totals(score.high[index], credibility.high[index], self.weight)
        low = totals(score.low[index], credibility.low[index], self.weight)
        above = self._count_spans(np.concatenate((high, low))).above
        best, worst = above[: len(index)] + 1, above[len(index) :] + 1
        best -= (state <= PINNED) & (own > high)  # nobody stands above himself
        worst -= (state <= PINNED) & (own > low)
        shown = state <= APART
        return np.where(shown, best, 0).astype(np.int32), np.where(shown, worst, 0).astype(np.int32)

    def holds_seat(self, index: Indices) -> BoolArray:
        """Which of these rows hold a seat: the chosen, or without them those whom the ranking gives one."""
        if self.chosen is not None:
            return np.isin(index, self.chosen)
        return self.seat_by_rank(index)

    def seat_by_rank(self, index: Indices) -> BoolArray:
        """Which of these rows the ranking gives a seat: the pinned, and the ranked down to the invitation line."""
        index = np.asarray(index, np.int64)
        return self._seated_by_rank(index, self.keys_of(index))

    def _seated_by_rank(self, index: LongArray, key: LongArray) -> BoolArray:
        state, last = self.candidates.state[index], self._find_seating().last
        held: BoolArray = state == PINNED
        if last >= 0:
            held |= (state < PINNED) & (key <= last)
        return held

    def invited(self) -> LongArray:
        """The rows that hold a seat, in ranking order; more than the seats only if more are pinned."""
        if self.chosen is not None:
            return self.rows_of(sorted_keys(self.keys_of(self.chosen)))
        return self.invited_by_rank()

    def invited_by_rank(self) -> LongArray:
        """The rows that the ranking alone gives a seat, in ranking order."""
        return self.rows_of(sorted_keys(np.concatenate((self._find_seating().held, self.keys_of(self._pinned)))))

    @property
    def line(self) -> Line | None:
        """The invitation line; None where no unpinned candidate holds a seat."""
        return self._find_seating().line

    def _find_seating(self) -> _Seating:
        """Who sits at this weight: the last unpinned one is among the first ``seats`` places; one more tells ties."""
        if (self._seated.weight, self._seated.seats) == (self.weight, self.seats):
            return self._seated
        free, stop = max(0, self.seats - len(self._pinned)), self.seats + 1
        top = self.quickest(self._competing, stop).keys_at(0, stop if free else 0)
        unpinned = top[self.candidates.state[self.rows_of(top)] != PINNED] if len(self._pinned) else top
        unpinned = unpinned[: free + 1]
        held = unpinned[:free]
        line, last = None, -1
        if len(held):
            last = int(held[-1])
            total, *below = (BEST_TOTAL - shortfalls(unpinned[len(held) - 1 :])).tolist()
            line = Line(int(self.rows_of(held[-1:])[0]), total, total in below)
        self._seated = _Seating(self.weight, self.seats, held, line, last)
        return self._seated
