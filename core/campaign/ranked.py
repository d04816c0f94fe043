"""A board ranked at the campaign's weight, what the ranking says of itself, and the few figures beside the slider."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from core.campaign import rules
from core.campaign.board import Board
from core.campaign.choices.absent import read_absent
from core.campaign.fields.readings import Listed
from core.errors import Trouble
from core.i18n import decimal, integer, tr
from core.model import HUNDREDTHS, WEIGHT_PARTS, Candidates, IntArray, LongArray, Progress, no_progress
from core.ranking.cutoff import CutoffAudit, cutoff_audit, passing
from core.ranking.live import LiveRanking
from core.ranking.selection import invited, next_in
from core.ranking.share import Spread, spread_of
from core.ranking.stability import Stability
from core.ranking.unknown import FEW, StandIn, fill_absent, fill_unknown, gives_stand_in
from core.scoring import model as models
from core.scoring.smoothing import pause_cost
from core.stature.capped import triage_capped
from core.stature.triage import triage


@dataclass(frozen=True)
class Ranked(Listed):
    """The list from top to bottom (``window``), how much it depends on the weight, whom a cut-off would change
    (None without a cut-off), and whose assessment could still change it, most decisive first  as rows of the board."""

    stability: Stability
    audit: CutoffAudit | None
    triage: LongArray

    @property
    def holds(self) -> tuple[float, float]:
        """The weights (0..1) around the campaign's own for which the same names are in."""
        return self.stability.holds(self.board.campaign.weight / WEIGHT_PARTS)

    @property
    def spread(self) -> Spread:
        """How far both sides part those who are in for at least one weight."""
        return spread_of(self.board.candidates, self.stability)

    @property
    def unassessed_in(self) -> LongArray:
        """The rows that hold a seat though nobody has assessed them."""
        return unassessed_in(self.board, self.live)

    def reserve(self, count: int) -> LongArray:
        """The places of those who come next: who completes the list under its rules, then the first of the others."""
        board, window = self.board, self.window
        rest = window.index[(window.rank > 0) & ~window.is_in]
        kept, first = rules.rules_of(board), rest[:0]
        if kept:
            with suppress(Trouble):
                first = next_in(board.candidates, board.campaign.weight, kept, window.index[window.is_in], count)
        return np.concatenate((first, rest[~np.isin(rest, first)]))[:count]


def rank_board(board: Board, progress: Progress = no_progress) -> Ranked:
    """Ranks a board at its campaign's weight, seats and cut-off. Trouble names rules that clash."""
    campaign = board.campaign
    live = LiveRanking(board.candidates, campaign.seats, campaign.weight)
    steady, kept = rules.steady_seats(board, campaign.seats, progress), rules.rules_of(board)
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
        find_triage(board.candidates, campaign.rules, campaign.weight, campaign.seats),
    )


def find_triage(candidates: Candidates, rules_text: str, weight: int, seats: int) -> LongArray:
    """Whose assessment could still change the list, the most decisive first: exact without rules and under "at most n
    provisional" alone; under others the ranking's own, as if there were none."""
    kept = rules.read_rules(rules_text)
    if kept.provisional is None or replace(kept, provisional=None):
        return triage(candidates, weight, seats)
    return triage_capped(candidates, weight, seats, rules.provisional(candidates), kept.provisional)


def stand_in_words(board: Board) -> str:
    """What stands in where a side is unknown, and from how many it is; one sentence a side."""
    if board.campaign.missing == "low":
        return tr("What is unknown counts at its lowest possible value.")
    if board.campaign.missing == "apart":
        return tr("Whoever is unknown on one side is set apart.")
    sides = ((tr("Credibility"), board.stand_ins.credibility), (tr("Online score"), board.stand_ins.score))
    return "\n".join(say_stand_in(name, one) for name, one in sides)


def say_stand_in(side: str, one: StandIn) -> str:
    """What stands in for one side, and from how many it is."""
    points = decimal(one.value / HUNDREDTHS, 2)
    if one.of < FEW:
        return tr(
            "{side} unknown: it counts as {points}, since fewer than {n} are known.", side=side, points=points, n=FEW
        )
    return tr(
        "{side} unknown: it counts as {points}, the middle value of the {n} candidates on line who are known.",
        side=side,
        points=points,
        n=integer(one.of),
    )


def unassessed_in(board: Board, live: LiveRanking) -> LongArray:
    """The rows that hold a seat though nobody has assessed them: a stand-in does it for them."""
    held = live.invited()
    found: LongArray = held[~board.candidates.credibility.known[held]]
    return found


def rescued_by_credibility(live: LiveRanking, cutoff: int) -> LongArray:
    """The rows that hold a seat and would be lost by a cut-off at so many points of the score alone."""
    held = live.invited()
    lost: LongArray = held[~passing(live.candidates, cutoff)[held]]
    return lost


def lost_by_a_pause(board: Board, weight: int, seats: int) -> LongArray:
    """The noise test on the list: the rows that hold a seat and would lose it if all were silent for four weeks.

    Each by itself would nearly always fall, which says nothing of the list; after a pause of all, those fall who are
    in for their speed. Only computed scores decay; those off line by choice have nothing to lose.
    """
    if board.campaign.score_source != "computed":
        return np.empty(0, np.int64)
    after = board.candidates.scales[0].apply(_after_pause(board))
    paused = replace(board.candidates, score=replace(board.candidates.score, value=after))
    kept = rules.rules_of(board)
    held, then = (invited(candidates, seats, weight, kept) for candidates in (board.candidates, paused))
    lost: LongArray = held[~np.isin(held, then)]
    return lost


def _after_pause(board: Board) -> IntArray:
    """The plain scores (hundredths) four silent weeks later; what stands in for some is found anew among the others."""
    candidates, campaign, score = board.candidates, board.campaign, board.score
    cost = pause_cost(score.value.astype(np.float64), campaign.half_life or models.load().half_life)
    given = score.known.copy()
    if read_absent(campaign.rules).choice != "zero":
        given[candidates.offline] = False
    paused = replace(score, value=np.rint(score.value - cost).astype(np.int32), known=given)
    counted = gives_stand_in(candidates.state, candidates.offline)
    if campaign.missing == "low":
        paused = fill_unknown(paused, counted, "low")
        return fill_absent(paused, candidates.offline & ~given, counted).value
    return fill_unknown(paused, counted, "median").value
