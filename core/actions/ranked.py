"""A board ranked at the campaign's weight, with what the ranking says of itself."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from core.actions import rules
from core.actions.board import Board
from core.errors import Trouble
from core.model import WEIGHT_PARTS, LongArray, Progress, no_progress
from core.ranking.cutoff import CutoffAudit, cutoff_audit
from core.ranking.live import LiveRanking, Window
from core.ranking.selection import next_in
from core.ranking.stability import Stability
from core.stature.triage import triage


@dataclass(frozen=True)
class Ranked:
    """The list from top to bottom (``window``), how much it depends on the weight, whom a cut-off would change
    (None without a cut-off), and whose assessment could still change it, most decisive first (places)."""

    board: Board
    live: LiveRanking
    window: Window
    stability: Stability
    audit: CutoffAudit | None
    triage: LongArray

    @property
    def holds(self) -> tuple[float, float]:
        """The weights (0..1) around the campaign's own for which the same names are in."""
        return self.stability.holds(self.board.campaign.weight / WEIGHT_PARTS)

    def reserve(self, count: int) -> LongArray:
        """The places of those who come next: who completes the list under its rules, then the first of the others."""
        board, window = self.board, self.window
        rest = window.index[(window.rank > 0) & ~window.is_in]
        kept, first = rules.of(board), rest[:0]
        if kept:
            with suppress(Trouble):
                first = next_in(board.candidates, board.campaign.weight, kept, window.index[window.is_in], count)
        return np.concatenate((first, rest[~np.isin(rest, first)]))[:count]


def rank(board: Board, progress: Progress = no_progress) -> Ranked:
    """Ranks a board at its campaign's weight, seats and cut-off. Trouble names rules that clash."""
    campaign = board.campaign
    live = LiveRanking(board.candidates, campaign.seats, campaign.weight)
    steady, kept = rules.steady(board, campaign.seats, progress), rules.of(board)
    if kept:
        live.choose(steady.members(campaign.weight / WEIGHT_PARTS))
    return Ranked(
        board,
        live,
        live.window(0, len(board)),
        steady,
        None
        if campaign.cutoff is None
        else cutoff_audit(board.candidates, campaign.seats, campaign.weight, campaign.cutoff, kept),
        triage(board.candidates, campaign.weight, campaign.seats),
    )
