"""The few figures beside the slider: what a cut-off would have missed, and what is only noise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.actions import rules
from core.actions.board import Board
from core.model import HUNDREDTHS, IntArray, LongArray
from core.ranking.live import LiveRanking
from core.ranking.selection import invited
from core.ranking.total import stand_in
from core.scoring import model as models
from core.scoring.smoothing import pause_cost


def rescued(live: LiveRanking, cutoff: int) -> LongArray:
    """The rows that hold a seat and would be lost by a cut-off at so many points of the score alone."""
    held, score = live.invited(), live.candidates.score
    passes = score.known[held] & (score.value[held] >= cutoff * HUNDREDTHS)
    lost: LongArray = held[~passes]
    return lost


def falling(board: Board, weight: int, seats: int) -> LongArray:
    """The noise test on the list: the rows that hold a seat and would lose it if all were silent for four weeks.

    Each by itself would nearly always fall, which says nothing of the list; after a pause of all, those fall who are
    in for their speed. Only computed scores decay; those off line by choice have nothing to lose.
    """
    if board.campaign.score_source != "computed":
        return np.empty(0, np.int64)
    paused = replace(board.candidates, score=replace(board.candidates.score, value=_after_pause(board)))
    kept = rules.of(board)
    held, then = (invited(candidates, seats, weight, kept) for candidates in (board.candidates, paused))
    lost: LongArray = held[~np.isin(held, then)]
    return lost


def _after_pause(board: Board) -> IntArray:
    """The scores (hundredths) four silent weeks later; a stand-in stays the median of the known ones."""
    score = board.candidates.score
    cost = pause_cost(score.value.astype(np.float64), board.campaign.half_life or models.load().half_life)
    return stand_in(np.rint(score.value - cost).astype(np.int32), score.known)
