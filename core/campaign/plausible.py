"""Rank acceptability: in how many plausible worlds each candidate is in (Lahdelma and Salminen, SMAA-2, 2001).

A world fills every unknown level with one that assessors gave in this campaign, moves each known level by at most
one, and draws each score from between its bounds. Each candidate's draws are a Sobol sequence of their own, moved by
an offset and walked in an order that come from the stable key alone: so they are even, the same everywhere, and
nobody else's presence changes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from core.campaign import rules
from core.campaign.board import Board
from core.errors import Trouble
from core.i18n import tr
from core.model import (
    FULL,
    HUNDREDTHS,
    PINNED,
    RANKED,
    BoolArray,
    Candidates,
    FloatArray,
    IntArray,
    LongArray,
    Progress,
    no_progress,
)
from core.ranking.rules import Rule
from core.ranking.selection import best_list
from core.ranking.total import BEST_TOTAL, keys, tie_places, totals
from core.ranking.unknown import gives_stand_in

WORLDS, FEWEST_WORLDS, RULED_WORLDS = 512, 32, 64
"""Powers of two. Fewer for a very long list, and where each world's list is solved for."""
DRAWS = 20_000_000
"""So many candidates times worlds are drawn at most, unless that left fewer worlds than are of use."""
FEWEST_DRAWN = 512
"""So many of those who may be best are drawn before it is asked who else could be in."""
LEVELS = 5
DOUBT = 0.25
"""How likely a level is one too high, and one too low."""
PARTS = 1000
"""An acceptability is counted in thousandths."""


@dataclass(frozen=True)
class _Field:
    """Those who may be in or not, and what is known of them: rows of the board, ``levels`` (criteria, m) in hundredths
    with -1 for unknown, ``weights`` of the criteria, ``chance`` (criteria, 5) summed up, and the bounds (low, high) of
    both sides. Without a rubric the credibility is drawn from between its bounds, as the score is."""

    rows: LongArray
    levels: LongArray
    weights: LongArray
    chance: FloatArray
    score: tuple[IntArray, IntArray]
    credibility: tuple[IntArray, IntArray]
    seed: LongArray


def find_acceptability(board: Board, weight: int, seats: int, progress: Progress = no_progress) -> IntArray:
    """For each row of the board (n,) in how many of a thousand plausible worlds it holds a seat at a weight.

    Pinned ones hold theirs in every world; reserved seats and rules are followed in each. 0 for whoever does not
    compete: in no plausible world are those excluded or of another market in.
    """
    worlds = _count_worlds(len(board), bool(rules.rules_of(board)))
    for done, found in enumerate(acceptability_steps(board, weight, seats)):
        if found is not None:
            return found
        if done % 16 == 0:
            progress(min(done, worlds), worlds, tr("Trying the ways the unknown could turn out"))
    raise AssertionError("the last step is the answer")


def acceptability_steps(board: Board, weight: int, seats: int) -> Iterator[IntArray | None]:
    """``find_acceptability`` in steps of one world each: None until the answer, which is the last one."""
    candidates, kept = board.candidates, rules.rules_of(board)
    found = np.zeros(len(board), np.int32)
    pinned = candidates.state == PINNED
    if candidates.reserved is not None:
        pinned &= ~candidates.reserved
    found[pinned] = PARTS
    free = seats - int(np.count_nonzero(pinned))
    rows = np.flatnonzero((candidates.state <= PINNED) & ~pinned)
    if free <= 0 or not len(rows):
        yield found
        return
    field = _make_field(board, rows)
    worlds = _count_worlds(len(rows), bool(kept))
    times = np.zeros(len(board), np.int64)
    by_total = not kept and candidates.reserved is None
    if by_total:
        field, best = _order_by_best(field, candidates, weight)
    draws = _make_draws(field, worlds)
    for world in range(worlds):
        yield None
        if by_total:
            times[_seat_first(candidates, field, draws, world, (free, weight, best))] += 1
        else:
            values = _draw_world(field, draws, world, len(field.rows))
            drawn = _with_values(candidates, field.rows, *values)
            times[_seat_world(drawn, field.rows, (seats, free, weight), kept)] += 1
    found[rows] = np.rint(times[rows] * (PARTS / worlds))
    yield found


def _count_worlds(people: int, ruled: bool) -> int:
    if ruled:
        return RULED_WORLDS
    worlds = WORLDS
    while worlds > FEWEST_WORLDS and worlds * people > DRAWS:
        worlds //= 2
    return worlds


def _make_field(board: Board, rows: LongArray) -> _Field:
    candidates, score = board.candidates, board.score
    # What stands for the score of those off line is no guess: it has no bounds, so nothing is drawn for it.
    criteria = [key for key in board.weights if key in board.levels]
    weights = [board.weights[key] for key in board.weights]
    unknown = np.full(len(rows), -1, np.int64)
    columns = [board.levels[key][rows].astype(np.int64) if key in criteria else unknown for key in board.weights]
    counted = gives_stand_in(candidates.state, candidates.offline)
    chances = [_sum_chances(board.levels.get(key), counted) for key in board.weights]
    return _Field(
        rows,
        np.array(columns).reshape(len(columns), len(rows)),
        np.array(weights, np.int64),
        np.array(chances),
        (score.low[rows], score.high[rows]),
        (board.credibility.low[rows], board.credibility.high[rows]),
        np.array([crc32(key.encode()) for key in board.key.take(rows.tolist())], np.int64),
    )


def _sum_chances(levels: LongArray | None, counted: BoolArray) -> FloatArray:
    """How likely at most each level is (5,): as often as it was given here, and once more each, so that none is ruled
    out."""
    given = np.zeros(LEVELS)
    if levels is not None:
        known = levels[counted & (levels >= 0)]
        given = np.bincount((known + HUNDREDTHS // 2) // HUNDREDTHS, minlength=LEVELS)[:LEVELS].astype(float)
    summed: FloatArray = np.cumsum(given + 1) / (given.sum() + LEVELS)
    return summed


@dataclass(frozen=True)
class _Draws:
    """Where each of m candidates stands in the sequence: ``points`` (worlds, sides) are common, ``offset`` (sides, m)
    and the way through them (``step``, ``start``) everybody's own."""

    points: FloatArray
    offset: FloatArray
    step: LongArray
    start: LongArray


def _make_draws(field: _Field, worlds: int) -> _Draws:
    from scipy.stats import qmc

    sides = max(1, len(field.weights)) + 1
    offset = np.stack([_scatter(field.seed, salt) / 2**32 for salt in range(sides)])
    step, start = _scatter(field.seed, sides) * 2 + 1, _scatter(field.seed, sides + 1)
    return _Draws(qmc.Sobol(sides, scramble=False).random(worlds), offset, step, start)


def _draw_world(field: _Field, draws: _Draws, world: int, count: int) -> tuple[IntArray, IntArray]:
    """Score and credibility of the first ``count`` of the field in one world, in plain hundredths."""
    worlds = len(draws.points)
    at = (draws.step[:count] * world + draws.start[:count]) % worlds  # odd steps: every point once
    return _draw_sides(field, (draws.points[at].T + draws.offset[:, :count]) % 1.0)


def _draw_sides(field: _Field, draw: FloatArray) -> tuple[IntArray, IntArray]:
    """Score and credibility for ``draw`` (sides, m) from 0 to 1: the more is drawn, the higher both are."""
    count = draw.shape[1]
    score = _draw_between((field.score[0][:count], field.score[1][:count]), draw[0])
    if len(field.weights):
        return score, _draw_credibility(field, draw[1:])
    return score, _draw_between((field.credibility[0][:count], field.credibility[1][:count]), draw[1])


def _order_by_best(field: _Field, candidates: Candidates, weight: int) -> tuple[_Field, LongArray]:
    """The field in the order of the best total anybody may have in a world, the highest first, and these totals."""
    sides = max(1, len(field.weights)) + 1
    values = _draw_sides(field, np.full((sides, len(field.rows)), np.nextafter(1.0, 0.0)))
    best = _totals_of(candidates, values, weight)
    order = np.argsort(-best, kind="stable")
    ordered = replace(
        field,
        rows=field.rows[order],
        levels=field.levels[:, order],
        score=(field.score[0][order], field.score[1][order]),
        credibility=(field.credibility[0][order], field.credibility[1][order]),
        seed=field.seed[order],
    )
    return ordered, best[order]


def _totals_of(candidates: Candidates, values: tuple[IntArray, IntArray], weight: int) -> LongArray:
    """The totals of drawn sides, on the scales of the campaign."""
    score, credibility = (scale.apply(side) for scale, side in zip(candidates.scales, values, strict=True))
    return totals(score, credibility, weight).astype(np.int64)


def _seat_first(
    candidates: Candidates, field: _Field, draws: _Draws, world: int, seating: tuple[int, int, LongArray]
) -> LongArray:
    """Who holds one of the free seats in a world, without reserved seats and rules; ``seating``: the free seats, the
    weight, and the best total of everybody in the field.

    Exact, though few are drawn: whoever could not, at best, reach the last seat of those drawn so far is out.
    """
    free, weight, best = seating
    count = min(len(field.rows), max(FEWEST_DRAWN, 4 * free))
    values = _draw_world(field, draws, world, count)
    if count < len(field.rows):
        total = _totals_of(candidates, values, weight)
        last = np.partition(total, len(total) - free)[len(total) - free]
        needed = int(np.searchsorted(-best, -last, side="right"))
        if needed > count:
            values = _draw_world(field, draws, world, needed)
    rows = field.rows[: len(values[0])]
    return _find_first(_with_values(candidates, rows, *values), rows, free, weight)


def _draw_between(bounds: tuple[IntArray, IntArray], draw: FloatArray) -> IntArray:
    low, high = bounds
    drawn: IntArray = np.rint(low + draw * (high - low)).astype(np.int32)
    return drawn


def _scatter(seed: LongArray, salt: int) -> LongArray:
    """A number below 2**32 for each seed that looks like chance (the finishing steps of MurmurHash3)."""
    mixed = (seed.astype(np.uint64) + np.uint64(0x9E3779B9 * (salt + 1))) & np.uint64(0xFFFFFFFF)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        mixed = ((mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)) & np.uint64(0xFFFFFFFF)
    return (mixed ^ (mixed >> np.uint64(16))).astype(np.int64)


def _draw_credibility(field: _Field, draw: FloatArray) -> IntArray:
    """``draw`` (criteria, m) from 0 to 1 as levels: one given here where unknown, at most one off where known."""
    count = draw.shape[1]
    reached = np.zeros(count, np.int64)
    for levels, chance, weight, own in zip(
        field.levels[:, :count], field.chance, field.weights.tolist(), draw, strict=True
    ):
        guessed = np.searchsorted(chance, own, side="right").clip(0, LEVELS - 1) * HUNDREDTHS
        doubted = levels + HUNDREDTHS * ((own >= 1 - DOUBT).astype(np.int64) - (own < DOUBT))
        reached += weight * np.where(levels < 0, guessed, doubted.clip(0, (LEVELS - 1) * HUNDREDTHS))
    whole = int(field.weights.sum()) * (LEVELS - 1) * HUNDREDTHS
    return ((2 * FULL * reached + whole) // (2 * whole)).astype(np.int32)


def _with_values(candidates: Candidates, rows: LongArray, score: IntArray, credibility: IntArray) -> Candidates:
    sides = []
    drawn = (score, credibility)
    for axis, scale, values in zip((candidates.score, candidates.credibility), candidates.scales, drawn, strict=True):
        whole = axis.value.copy()
        whole[rows] = scale.apply(values)
        sides.append(replace(axis, value=whole))
    return replace(candidates, score=sides[0], credibility=sides[1])


def _seat_world(world: Candidates, rows: LongArray, seating: tuple[int, int, int], kept: list[Rule]) -> LongArray:
    """Who of the rows holds a seat in a world; ``seating``: seats, those that no pin takes, and the weight."""
    seats, free, weight = seating
    state, reserved = world.state, rows[:0]
    if world.reserved is not None:
        offline = rows[world.offline[rows]]
        reserved = _find_first(world, offline, min(world.reserved_seats, free), PARTS)
        state = state.copy()
        state[rows] = RANKED
        state[reserved] = PINNED
        rows = rows[state[rows] == RANKED]
    if not kept:
        return np.concatenate((reserved, _find_first(world, rows, free - len(reserved), weight)))
    try:
        return best_list(replace(world, state=state), seats, weight, kept)
    except Trouble:  # rules that clash: the ranking alone decides, as elsewhere
        return np.concatenate((reserved, _find_first(world, rows, free - len(reserved), weight)))


def _find_first(world: Candidates, rows: LongArray, count: int, weight: int) -> LongArray:
    """The first of these rows by the whole rule of order at a weight, in no order."""
    if count >= len(rows):
        return rows
    score, credibility = world.score.value[rows], world.credibility.value[rows]
    key = keys(tie_places(world, rows), BEST_TOTAL - totals(score, credibility, weight), score, credibility, weight)
    return rows[np.argpartition(key, count)[:count]] if count > 0 else rows[:0]
