"""The few rows of the list in sight, with everything that is painted of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.actions.board import Board
from core.model import APART, WEIGHT_PARTS, Axis, LongArray
from core.ranking.live import LiveRanking, Window
from core.ranking.stability import Interval, Stability


@dataclass(frozen=True)
class Rows:
    """m consecutive rows of the list as plain values, place ``first`` on.

    ``change`` is rank by score less rank (positive: credibility lifts), 0 where there is no rank; ``low``, ``high``
    the bounds of the total; ``best`` and ``worst`` the possible ranks of one set apart, 0 for the others;
    ``intervals`` None while stability is not known; ``by_rule`` 1 for who is in by the rules of the list only, -1 for
    who gave way to them.
    """

    first: int
    index: LongArray
    rank: list[int]
    by_score: list[int]
    change: list[int]
    tied: list[bool]
    total: list[int]
    low: list[int]
    high: list[int]
    is_in: list[bool]
    state: list[int]
    offline: list[bool]
    score: list[int]
    score_known: list[bool]
    credibility: list[int]
    credibility_known: list[bool]
    best: list[int]
    worst: list[int]
    names: list[str]
    intervals: list[list[Interval] | None]
    by_rule: list[int]

    def __len__(self) -> int:
        return len(self.rank)


def rows(board: Board, ranking: LiveRanking, window: Window, names: list[str], stability: Stability | None) -> Rows:
    """What is painted of a window of the list."""
    index, candidates = window.index, board.candidates
    by_score = board.rank_by_score[index]
    ranked = (window.rank > 0) & (by_score > 0)
    best, worst = _possible(ranking, index)
    return Rows(
        first=window.first,
        index=index,
        rank=window.rank.tolist(),
        by_score=by_score.tolist(),
        change=np.where(ranked, by_score - window.rank, 0).tolist(),
        tied=window.tied.tolist(),
        total=window.total.tolist(),
        low=_bound(candidates.score, candidates.credibility, "low", index, ranking.weight),
        high=_bound(candidates.score, candidates.credibility, "high", index, ranking.weight),
        is_in=window.is_in.tolist(),
        state=candidates.state[index].tolist(),
        offline=candidates.offline[index].tolist(),
        score=candidates.score.value[index].tolist(),
        score_known=candidates.score.known[index].tolist(),
        credibility=candidates.credibility.value[index].tolist(),
        credibility_known=candidates.credibility.known[index].tolist(),
        best=best,
        worst=worst,
        names=names,
        by_rule=_by_rule(ranking, window),
        intervals=[stability.intervals(i) if stability else None for i in index.tolist()],
    )


def _possible(ranking: LiveRanking, index: LongArray) -> tuple[list[int], list[int]]:
    """The best and worst rank of those set apart; not asked for the others, whose bars have whiskers."""
    best, worst = np.zeros(len(index), np.int32), np.zeros(len(index), np.int32)
    apart = ranking.candidates.state[index] == APART
    if apart.any():
        best[apart], worst[apart] = ranking.best_worst(index[apart])
    return best.tolist(), worst.tolist()


def _by_rule(ranking: LiveRanking, window: Window) -> list[int]:
    if ranking.chosen is None:
        return [0] * len(window.index)
    found: list[int] = (window.is_in.astype(int) - ranking.seat_by_rank(window.index)).tolist()
    return found


def _bound(score: Axis, credibility: Axis, side: str, index: LongArray, weight: int) -> list[int]:
    s, c = getattr(score, side)[index], getattr(credibility, side)[index]
    found: list[int] = (s * np.int32(WEIGHT_PARTS - weight) + c * np.int32(weight)).tolist()
    return found
