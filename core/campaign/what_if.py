"""What another score model would do to a campaign's list, before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from core.campaign import build, online, tables
from core.campaign import rules as campaign_rules
from core.campaign.board import Board
from core.model import HUNDREDTHS, BoolArray, Candidates, FloatArray, IntArray, LongArray, Progress, no_progress
from core.ranking.selection import invited
from core.ranking.total import ranks
from core.scoring.model import ScoreModel
from core.scoring.score import Scores
from core.scoring.smoothing import pause_cost
from core.workspace.store import Workspace

Source = Literal["computed", "external", "mixed"]
MOST_MOVERS = 200
NEAR = 3
"""Movers count while they stand among the first so many times the seats, before or after: nobody minds the tail."""


@dataclass(frozen=True)
class Mover:
    """One candidate now and then: rank (0: none), score, and the cost of a four-week pause (points; None: unknown)."""

    person: int
    name: str
    rank: tuple[int, int]
    score: tuple[float | None, float | None]
    pause: tuple[float | None, float | None]
    was_in: bool
    is_in: bool


@dataclass(frozen=True)
class Effect:
    """``changed`` of the ``seats`` names would be others; ``moved`` of ``people`` would stand at another rank.

    ``movers``: who would come in or drop out, then the biggest moves near the line, then the others invited.
    ``pause``: the median cost of a four-week pause to those invited, now and then (None: nobody has a score).
    """

    seats: int
    changed: int
    moved: int
    people: int
    movers: tuple[Mover, ...]
    pause: tuple[float | None, float | None]


@dataclass(frozen=True)
class _Side:
    """The list under one model: rank and invited by place, score in hundredths, pause cost in points (NaN unknown)."""

    rank: IntArray
    invited: BoolArray
    score: IntArray
    known: BoolArray
    pause: FloatArray


def model_effect(
    workspace: Workspace, campaign: int, draft: ScoreModel, source: Source, progress: Progress = no_progress
) -> Effect:
    """How a campaign's list would move if it ranked by ``draft`` and ``source``, by its weight, seats and rules."""
    asked = tables.campaign(workspace, campaign)
    board = build.build_board(workspace, campaign, progress)
    trial = replace(asked, half_life=None, score_source=source)
    scores = online.scores_by(workspace, trial, draft, progress)
    now = _make_side(board, board.candidates, online.scores_of(workspace, asked), board.campaign.half_life or 0.0)
    then = _make_side(board, build.candidates_of(workspace, trial, scores), scores, draft.half_life)
    return Effect(
        seats=int(now.invited.sum()),
        changed=int((then.invited & ~now.invited).sum()),
        moved=int((now.rank != then.rank).sum()),
        people=len(board),
        movers=_find_movers(board, now, then),
        pause=(_median_pause(now), _median_pause(then)),
    )


def _make_side(board: Board, candidates: Candidates, scores: Scores, half_life: float) -> _Side:
    campaign = board.campaign
    holds = np.zeros(len(board), np.bool_)
    holds[invited(candidates, campaign.seats, campaign.weight, campaign_rules.rules_of(board))] = True
    pause = np.where(scores.known, pause_cost(scores.score / HUNDREDTHS, half_life), np.nan)
    rank = ranks(candidates, campaign.weight).rank
    return _Side(rank, holds, candidates.plain_score.value, candidates.score.known, pause)


def _find_movers(board: Board, now: _Side, then: _Side) -> tuple[Mover, ...]:
    places = _order_movers(now, then, NEAR * board.campaign.seats)[:MOST_MOVERS].tolist()
    names = board.name.take(places)
    return tuple(
        Mover(
            person=int(board.person[place]),
            name=name,
            rank=(int(now.rank[place]), int(then.rank[place])),
            score=(_score_at(now, place), _score_at(then, place)),
            pause=(_known_or_none(now.pause[place]), _known_or_none(then.pause[place])),
            was_in=bool(now.invited[place]),
            is_in=bool(then.invited[place]),
        )
        for place, name in zip(places, names, strict=True)
    )


def _order_movers(now: _Side, then: _Side, near: int) -> LongArray:
    """The places worth showing: in or out first, then by how far they move, then by rank."""
    best = np.minimum(np.where(now.rank > 0, now.rank, near + 1), np.where(then.rank > 0, then.rank, near + 1))
    shown = np.flatnonzero(now.invited | then.invited | ((best <= near) & (now.rank != then.rank)))
    crossing = (now.invited != then.invited)[shown]
    far = np.abs(now.rank - then.rank)[shown]
    return shown[np.lexsort((best[shown], -far, ~crossing))]


def _score_at(side: _Side, place: int) -> float | None:
    return int(side.score[place]) / HUNDREDTHS if side.known[place] else None


def _known_or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _median_pause(side: _Side) -> float | None:
    costs = side.pause[side.invited & ~np.isnan(side.pause)]
    return float(np.median(costs)) if len(costs) else None
