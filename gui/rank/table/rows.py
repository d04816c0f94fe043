"""The few rows of the list in sight, with everything that is painted of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.campaign.board import Board
from core.campaign.fields.readings import Listed
from core.model import WEIGHT_PARTS, Axis, LongArray
from core.ranking.live import LiveRanking, Window
from core.ranking.stability import Interval, Stability


@dataclass(frozen=True)
class Rows(Listed):
    """m consecutive rows of the list as plain values, place ``first`` on; the catalogue's fields read them too.

    ``change`` is rank by score less rank (positive: credibility lifts), 0 where there is no rank; ``low``, ``high``
    the bounds of the total; ``possible`` the best and worst rank each could have, found when they are asked for;
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
    names: list[str]
    intervals: list[list[Interval] | None]
    by_rule: list[int]

    @cached_property
    def possible(self) -> list[tuple[int, int]]:
        """The best and the worst rank, 0 where one could not compete."""
        return list(zip(*(ranks.tolist() for ranks in self.best_worst), strict=True))

    def __len__(self) -> int:
        return len(self.rank)


def rows(board: Board, ranking: LiveRanking, window: Window, names: list[str], stability: Stability | None) -> Rows:
    """What is painted of a window of the list."""
    index, candidates = window.index, board.candidates
    by_score = board.rank_by_score[index]
    ranked = (window.rank > 0) & (by_score > 0)
    return Rows(
        board=board,
        live=ranking,
        window=window,
        stability=stability,
        first=window.first,
        index=index,
        rank=window.rank.tolist(),
        by_score=by_score.tolist(),
        change=np.where(ranked, by_score - window.rank, 0).tolist(),
        tied=window.tied.tolist(),
        total=window.total.tolist(),
        low=_find_bound(candidates.score, candidates.credibility, "low", index, ranking.weight),
        high=_find_bound(candidates.score, candidates.credibility, "high", index, ranking.weight),
        is_in=window.is_in.tolist(),
        state=candidates.state[index].tolist(),
        offline=candidates.offline[index].tolist(),
        score=candidates.score.value[index].tolist(),
        score_known=candidates.score.known[index].tolist(),
        credibility=candidates.credibility.value[index].tolist(),
        credibility_known=candidates.credibility.known[index].tolist(),
        names=names,
        by_rule=_by_rule(ranking, window),
        intervals=[stability.intervals(i) if stability else None for i in index.tolist()],
    )


def _by_rule(ranking: LiveRanking, window: Window) -> list[int]:
    if ranking.chosen is None:
        return [0] * len(window.index)
    found: list[int] = (window.is_in.astype(int) - ranking.seat_by_rank(window.index)).tolist()
    return found


def _find_bound(score: Axis, credibility: Axis, side: str, index: LongArray, weight: int) -> list[int]:
    s, c = getattr(score, side)[index], getattr(credibility, side)[index]
    found: list[int] = (s * np.int32(WEIGHT_PARTS - weight) + c * np.int32(weight)).tolist()
    return found
