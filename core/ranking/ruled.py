"""For which weights each candidate holds a seat where the list has rules to keep."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.i18n import tr
from core.model import WEIGHT_PARTS, Candidates, LongArray, Progress, no_progress
from core.ranking.level import Level
from core.ranking.rules import Rule
from core.ranking.selection import best_list, contenders
from core.ranking.stability import Stability, stays
from core.ranking.total import GROUPS, group_rows


@dataclass(frozen=True, eq=False)
class _List:
    """Rows, and the sums of their scores and credibilities: the sum of their totals is a line over the weight."""

    rows: LongArray
    score: int
    credibility: int

    def at(self, weight: int) -> int:
        """The sum of totals at a weight in thousandths."""
        return (WEIGHT_PARTS - weight) * self.score + weight * self.credibility

    @property
    def slope(self) -> int:
        return self.credibility - self.score


Steps = Generator[int, None, Stability]
"""A long work in short steps: gives the weight reached (thousandths) after each, and the answer at its end."""


def to_the_end(steps: Steps, progress: Progress = no_progress) -> Stability:
    """All steps one after another."""
    while True:
        found = go_on(steps, progress)
        if found is not None:
            return found


def go_on(steps: Steps, progress: Progress) -> Stability | None:
    """One step more; the answer once there is one."""
    try:
        progress(next(steps), WEIGHT_PARTS, tr("Looking for the weights at which the list changes"))
    except StopIteration as end:
        answer: Stability = end.value
        return answer
    return None


def ruled_steps(candidates: Candidates, seats: int, rules: Sequence[Rule]) -> Steps:
    """``stability`` where the seats go to the best list that keeps the rules, in steps of one solved weight each (some
    milliseconds).

    Exact at every weight that can be set, that is in thousandths; where two neighbouring ones have different lists,
    the break-point between them is where both lists have the same sum of totals. Trouble as ``best_list``.
    """
    yield 0
    rows = contenders(candidates, seats, rules)

    def best(weight: int) -> _List:
        chosen = best_list(candidates, seats, weight, rules, rows)
        sides = (int(side.value[chosen].sum(dtype="int64")) for side in (candidates.score, candidates.credibility))
        return _List(chosen, *sides)

    reigns = _find_reigns((yield from _find_best_lists(best)))
    starts = np.array([start for start, _ in reigns])
    turned = [np.empty(0, np.int64), *(np.setxor1d(was.rows, now.rows) for (_, was), (_, now) in pairwise(reigns))]
    at = np.repeat(starts, [len(rows) for rows in turned])
    row, start, stop = stays(Level(np.sort(reigns[0][1].rows), np.concatenate(turned), at))
    return Stability(row, start, stop, starts[1:], group_rows(candidates, GROUPS[0]), seats)


def _find_best_lists(best: Callable[[int], _List]) -> Generator[int, None, list[_List]]:
    """The best lists in the order of the weights for which they are best; gives the weight reached after each solved.

    The greatest sum is a convex function of the weight: a list that is best at two weights is best between them, and
    two lists can only part where their lines meet. So few weights are solved (Eisner and Severance, 1976).
    """
    at, left, waiting = 0, best(0), [(WEIGHT_PARTS, best(WEIGHT_PARTS))]
    found = [left]
    while waiting:
        stop, right = waiting[-1]
        if stop - at == 1 or left.at(stop) == right.at(stop) or left.at(at) == right.at(at):
            at, right = waiting.pop()
            if (left.score, left.credibility) != (right.score, right.credibility):
                found.append(right)
                left = right
            continue
        middle = max(at + 1, WEIGHT_PARTS * (left.score - right.score) // (right.slope - left.slope))
        here = max((left, right, best(middle)), key=lambda each: (each.at(middle), each.slope))
        waiting.append((middle, here))
        yield at
    return found


def _find_reigns(lists: Iterable[_List]) -> list[tuple[float, _List]]:
    """The lists with the weight (0..1) from which each is best; one that is best in a single point is left out."""
    reigns: list[tuple[float, _List]] = []
    for each in lists:
        start = _find_meeting(reigns[-1][1], each) if reigns else 0.0
        while reigns and start <= reigns[-1][0]:
            reigns.pop()
            start = _find_meeting(reigns[-1][1], each) if reigns else 0.0
        if start < 1:
            reigns.append((start, each))
    return reigns


def _find_meeting(one: _List, other: _List) -> float:
    """Where two lists have the same sum: a quotient of whole numbers, rounded once."""
    return (one.score - other.score) / (other.slope - one.slope)
