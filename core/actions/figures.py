"""The few figures beside the slider: what a cut-off would have missed, and what is only noise."""

from __future__ import annotations

import numpy as np

from core.actions.board import Board
from core.model import HUNDREDTHS, RANKED, IntArray, LongArray
from core.ranking.live import LiveRanking
from core.ranking.total import totals
from core.scoring import model as models
from core.scoring.smoothing import pause_cost


def rescued(live: LiveRanking, cutoff: int) -> LongArray:
    """The rows that hold a seat and would be lost by a cut-off at so many points of the score alone."""
    held, score = live.invited(), live.candidates.score
    passes = score.known[held] & (score.value[held] >= cutoff * HUNDREDTHS)
    lost: LongArray = held[~passes]
    return lost


def falling(board: Board, live: LiveRanking) -> LongArray:
    """The noise test on the list: rows whose own four-week pause, all else as it stands, would cost them their seat.

    Only a computed score decays; the pinned keep their seat, and nobody falls where all find one.
    """
    held, first_out = live.invited(), _first_out(live)
    moves = (live.candidates.state[held] == RANKED) & live.candidates.score.known[held] & ~live.candidates.offline[held]
    held = held[moves]
    if first_out is None or board.campaign.score_source != "computed" or not len(held):
        return np.empty(0, np.int64)
    score = live.candidates.score.value[held] - _cost(board, held)
    credibility = live.candidates.credibility.value
    then = zip(totals(score, credibility[held], live.weight), credibility[held], score, -held, strict=True)
    bar = (live.totals_of([first_out])[0], credibility[first_out], live.candidates.score.value[first_out], -first_out)
    lost: LongArray = held[np.array([tuple(own) < bar for own in then], np.bool_)]
    return lost


def _cost(board: Board, rows: LongArray) -> IntArray:
    half_life = board.campaign.half_life or models.load(board.campaign.score_model).half_life
    cost: IntArray = np.rint(pause_cost(board.cruise[rows].astype(np.float64), half_life)).astype(np.int32)
    return cost


def _first_out(live: LiveRanking) -> int | None:
    """The first of the ranked without a seat: it stands within one place of the seats."""
    top = live.window(0, live.seats + 1)
    out = top.index[~top.is_in & (live.candidates.state[top.index] == RANKED)]
    return int(out[0]) if len(out) else None
