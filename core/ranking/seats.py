"""For which numbers of seats a candidate holds one, at a weight: what another number of seats would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np

from core.model import PINNED, RANKED, Candidates, LongArray, Progress, no_progress
from core.ranking.rules import Rule
from core.ranking.selection import contenders, find_list
from core.ranking.total import in_order

Span = tuple[int, int]
"""Numbers of seats from the first to the last, both included."""


def seat_spans(
    candidates: Candidates,
    weight: int,
    index: int,
    most: int,
    rules: Sequence[Rule] = (),
    progress: Progress = no_progress,
) -> list[Span]:
    """The numbers of seats from 1 to ``most`` for which this row holds one at this weight, in thousandths.

    Without rules who is in stays in when there are more seats; with rules there may be several spans, and a number of
    seats with which they cannot be kept gives nobody one.
    """
    if not rules:
        first = _find_first_seat(candidates, weight, index)
        return [] if first is None or first > most else [(first, most)]
    among = contenders(candidates, most, rules)

    def holds(seats: int) -> bool:
        progress(seats, most, "")
        found = find_list(candidates, seats, weight, rules, among)
        return found is not None and index in found

    return list(_join_spans(filter(holds, range(1, most + 1))))


def _find_first_seat(candidates: Candidates, weight: int, index: int) -> int | None:
    """The least number of seats that gives the row one; 1 if it is pinned, None if it does not compete."""
    state = candidates.state[index]
    if state == PINNED:
        return 1
    unpinned = in_order(candidates, np.flatnonzero(candidates.state == RANKED).astype(np.int32), weight)
    place: LongArray = np.flatnonzero(unpinned == index)
    return int(np.count_nonzero(candidates.state == PINNED) + place[0] + 1) if len(place) else None


def _join_spans(numbers: Iterable[int]) -> Iterator[Span]:
    """Runs of whole numbers, given ascending."""
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        held = [number for _, number in run]
        yield held[0], held[-1]
