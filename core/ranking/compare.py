"""Why one candidate stands above another, what one lacks to get in, and what changed between two lists."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.model import FULL, PINNED, RANKED, WEIGHT_PARTS, Axis, Candidates
from core.ranking.live import LiveRanking
from core.ranking.rules import Rule
from core.ranking.selection import find_list
from core.ranking.total import checked, in_order, tie_places


@dataclass(frozen=True)
class Why:
    """What parts two candidates at a weight, in units of the total (hundred-thousandths of a point).

    ``score`` + ``credibility`` is the lead of ``above`` over ``below``; either may be negative.
    ``break_even``: the weight (0..1) at which both have the same total; None where there is none, or where
    they are equal throughout.
    """

    above: int
    below: int
    score: int
    credibility: int
    break_even: float | None

    @property
    def lead(self) -> int:
        """How much more total ``above`` has."""
        return self.score + self.credibility


def why(candidates: Candidates, above: int, below: int, weight: int) -> Why:
    """The two signed terms of the difference between any two rows, and where it vanishes: Δs / (Δs - Δc)."""
    score, credibility = candidates.score.value, candidates.credibility.value
    ds, dc = int(score[above]) - int(score[below]), int(credibility[above]) - int(credibility[below])
    meeting = ds / (ds - dc) if ds != dc else -1.0
    terms = (WEIGHT_PARTS - checked(weight)) * ds, weight * dc
    return Why(above, below, *terms, meeting if 0 <= meeting <= 1 else None)


@dataclass(frozen=True)
class Lack:
    """What a candidate would need to hold a seat, the others as they stand.

    ``total``: how far below the line it is (0: only the tie rule keeps it out), or how much a list with it falls short
    of the best that keeps the rules; None where no list with it keeps them. ``score`` or ``credibility``: how many
    hundredths more of that side alone are enough; None where even 100 points would not be.
    """

    total: int | None
    score: int | None
    credibility: int | None


def lack(ranking: LiveRanking, index: int) -> Lack | None:
    """What this row lacks at the ranking's weight; None if it is in, does not compete, or no seat is open."""
    line = ranking.line
    if ranking.candidates.state[index] != RANKED or line is None or bool(ranking.holds_seat([index])[0]):
        return None
    score, credibility = (_find_enough(ranking.candidates, index, line.index, side, ranking.weight) for side in (0, 1))
    ways = [way for way in (credibility, _enough_to_be_reserved(ranking.candidates, index)) if way is not None]
    return Lack(line.total - int(ranking.totals_of([index])[0]), score, min(ways, default=None))


def _enough_to_be_reserved(candidates: Candidates, index: int) -> int | None:
    """The least raise of credibility that wins a row off line the reserved seat of the last one who holds one."""
    if candidates.reserved is None or not candidates.offline[index] or not candidates.reserved.any():
        return None
    holders = np.flatnonzero(candidates.reserved).astype(np.int32)
    last = int(in_order(candidates, holders, WEIGHT_PARTS)[-1])
    return _find_enough(candidates, index, last, 1, WEIGHT_PARTS)


def ruled_lack(ranking: LiveRanking, index: int, rules: Sequence[Rule]) -> Lack | None:
    """``lack`` where the seats are given to the best list under rules: what makes a list with this row the better one.

    Raising one of the row's sides raises the sum of every list with it by as much, so the best of them stays the same.
    """
    candidates, weight, state = ranking.candidates, ranking.weight, ranking.candidates.state.copy()
    open_seats = ranking.seats > int(np.count_nonzero(state == PINNED))
    if state[index] != RANKED or not open_seats or bool(ranking.holds_seat([index])[0]):
        return None
    state[index] = PINNED
    with_it = find_list(replace(candidates, state=state), ranking.seats, weight, rules)
    if with_it is None:
        return Lack(None, None, None)
    best, other = (int(ranking.totals_of(rows).sum(dtype=np.int64)) for rows in (ranking.invited(), with_it))
    return Lack(
        best - other,
        _least_raise(best - other, WEIGHT_PARTS - weight, candidates, index, 0),
        _least_raise(best - other, weight, candidates, index, 1),
    )


def _least_raise(short: int, part: int, candidates: Candidates, index: int, side: int) -> int | None:
    """The least raise of one side, which counts ``part`` in the total, that gives more than what is short."""
    if not part:
        return None
    axis, plain = _sides_of(candidates, side)
    enough = candidates.scales[side].least_reaching(int(axis.value[index]) + short // part + 1)
    return enough - int(plain.value[index]) if enough <= FULL else None


def _sides_of(candidates: Candidates, side: int) -> tuple[Axis, Axis]:
    """One side (0: score, 1: credibility) as the total uses it, and in plain points."""
    if side:
        return candidates.credibility, candidates.plain_credibility
    return candidates.score, candidates.plain_score


def _find_enough(candidates: Candidates, index: int, last: int, side: int, weight: int) -> int | None:
    """The least raise of one side (0: score, 1: credibility), in plain hundredths, that puts a row above the last."""
    rows = np.array([index, last])
    columns = candidates.score.value[rows], candidates.credibility.value[rows], tie_places(candidates, rows)
    own, line = zip(*(column.tolist() for column in columns), strict=True)
    plain = int(_sides_of(candidates, side)[1].value[index])
    raised = candidates.scales[side].apply(np.arange(plain, FULL + 1, dtype=np.int32))

    def above(raise_: int) -> bool:
        score, credibility, tie = own
        value = int(raised[raise_])
        mine = (score, value, tie) if side else (value, credibility, tie)
        return _sort_key(mine, weight) < _sort_key(line, weight)

    raises = range(len(raised))
    least = bisect_left(raises, True, key=above)
    return least if least < len(raises) else None


def _sort_key(candidate: tuple[int, int, int], weight: int) -> tuple[int, int, int, int]:
    """Sorts as the ranking does: total, credibility, score, descending, then stable key."""
    score, credibility, tie = candidate
    return -((WEIGHT_PARTS - weight) * score + weight * credibility), -credibility, -score, tie
