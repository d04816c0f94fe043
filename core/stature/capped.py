"""Triage under "at most n provisional": whoever is assessed is provisional no longer, and makes room for others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.model import PINNED, RANKED, BoolArray, Candidates, FloatArray, LongArray
from core.ranking.total import tie_places
from core.stature.triage import Place, order_keys, place_of, share_below, stands_ahead, triage, unsettled


def triage_capped(candidates: Candidates, weight: int, seats: int, provisional: BoolArray, most: int) -> LongArray:
    """The rows whose levels can still change who is invited where at most so many ``provisional`` (n,) ones are.

    As ``triage``: with all others as they stand, a candidate in the queue changes the set of invited for at least one
    credibility it can attain. An assessment does two things here: it moves a total, and it makes whoever has a score
    provisional no more, a pinned one as well. Under this one rule taking the best that fit is exact, so the set
    depends on no more than whether the candidate is in. Where pins alone break the rule, and where seats are reserved,
    the plain triage.
    """
    pinned = candidates.state == PINNED
    free, room = max(0, seats - int(pinned.sum())), most - int((pinned & provisional).sum())
    if room < 0 or candidates.reserved is not None:
        return triage(candidates, weight, seats)
    order = _Order(candidates, weight, free, room, provisional)
    found = [*order.judge_competitors(np.flatnonzero(unsettled(candidates)))]
    relieved = np.flatnonzero(pinned & provisional & candidates.score.known & ~candidates.credibility.known)
    if set(order.fill(free, room + 1)) != order.now:
        found.append((relieved, np.ones(len(relieved))))
    rows = np.concatenate([each for each, _ in found] or [np.empty(0, np.int64)]).astype(np.int64)
    share = np.concatenate([each for _, each in found] or [np.empty(0)])
    width = candidates.credibility.high[rows] - candidates.credibility.low[rows]
    return rows[np.lexsort((tie_places(candidates, rows), -width, -share))]


@dataclass
class _Order:
    """Those who may hold one of the ``free`` seats, the best first: of the provisional ones, for whom there is
    ``room``, few more than that are ever needed."""

    candidates: Candidates
    weight: int
    free: int
    room: int
    provisional: BoolArray

    def __post_init__(self) -> None:
        self.key = order_keys(self.candidates.score.value, self.candidates.credibility.value, self.weight)
        ranked = np.flatnonzero(self.candidates.state == RANKED)
        ranked = ranked[np.lexsort((tie_places(self.candidates, ranked), -self.key[ranked]))]
        held = self.provisional[ranked]
        needed = np.where(held, np.cumsum(held) <= self.room + 2, np.cumsum(~held) <= self.free + 2)
        self.rows: list[int] = ranked[needed].tolist()
        self.now = set(self.fill(self.free, self.room))

    def fill(self, free: int, room: int, without: int = -1) -> list[int]:
        """The best that fit, in order, one row left out."""
        taken: list[int] = []
        for row in self.rows:
            if len(taken) >= free:
                break
            if row != without and (room > 0 or not self.provisional[row]):
                taken.append(row)
                room -= bool(self.provisional[row])
        return taken

    def judge_competitors(self, rows: LongArray) -> Iterator[tuple[LongArray, FloatArray]]:
        """Of those who compete or would: who changes the list, and for which part of the open range."""
        near = np.isin(rows, self.rows)
        for stays in (False, True):
            alike = ~self.candidates.score.known[rows] == stays
            yield self._judge_alike(rows[alike & ~near], stays, -1)
            for row in rows[alike & near]:
                yield self._judge_alike(np.array([row]), stays, int(row))

    def _judge_alike(self, rows: LongArray, stays: bool, without: int) -> tuple[LongArray, FloatArray]:
        """Rows before whom the same others stand; once assessed each still is provisional (``stays``), or is not."""
        others = self.fill(self.free, self.room, without)
        seated = self.fill(self.free - 1, self.room - stays, without)
        with_one = {*seated, *rows[:1].tolist()} if without >= 0 else None
        above = with_one != self.now
        below = set(others) != self.now
        line, open_to = self._find_line(others, stays)
        side = self.candidates.credibility
        low_in, high_in = (
            np.full(len(rows), open_to)
            if line is None or not open_to
            else stands_ahead(self.candidates, self.weight, rows, bound, line)
            for bound in (side.low, side.high)
        )
        under = np.where(high_in, share_below(self.candidates, self.weight, rows, line), 1.0)
        under = np.where(low_in, 0.0, under)
        changed = (~low_in & below) | (high_in & above)
        return rows[changed], (under * below + (1 - under) * above)[changed]

    def _find_line(self, others: list[int], stays: bool) -> tuple[Place | None, bool]:
        """Before whom one must stand to hold a seat, None where one is left over; and whether any can be had."""
        if not self.free or (stays and not self.room):
            return None, False
        limits = others[-1:] if len(others) == self.free else []
        held = [row for row in others if self.provisional[row]]
        if stays and len(held) >= self.room:
            limits.append(held[self.room - 1])
        first = min(limits, key=self.rows.index, default=None)
        return (None if first is None else place_of(self.candidates, self.key, np.int64(first))), True
