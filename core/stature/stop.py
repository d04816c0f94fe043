"""When to stop assessing: the chance that a list already has all its final names, from the levels given so far.

What each person not wholly assessed will have is a distribution (``core.stature.forecast``). People are taken to be
independent, so the chance that nobody crosses the line is reckoned from them, not drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.i18n import percent, tr
from core.model import FULL, PINNED, RANKED, WEIGHT_PARTS, BoolArray, Candidates, FloatArray, LongArray
from core.ranking.total import in_order, totals
from core.stature.forecast import assessed_from, forecast_rows
from core.stature.triage import unsettled

ENOUGH_PROFILES = 20
"""Below so many assessed people their levels say too little of the others'."""
MOST_WEIGHED = 20_000
"""Of a longer queue nothing is final, and weighing it would delay the next person."""
PROMISED = 0.9
TRIED = 10
"""Every so many-th in the queue is asked to try the forecast."""
LINES = 64
"""So many places are tried for the line, between those surely in and those surely out."""


@dataclass(frozen=True)
class Seating:
    """A weight in thousandths and a number of seats."""

    weight: int
    seats: int


@dataclass(frozen=True)
class Outlook:
    """What the levels given so far say of the rest: the ``chance`` (0..1) that the list stays as it is once everybody
    in the queue is assessed, None where it cannot be said; and the ``queue``, those first whose assessment is
    likeliest to change the list."""

    chance: float | None
    queue: LongArray


def find_outlook(
    candidates: Candidates,
    levels: Mapping[str, FloatArray],
    weights: Mapping[str, int],
    queue: LongArray,
    seating: Seating,
) -> Outlook:
    """The outlook for a triage ``queue``. ``levels`` by criterion (n,), NaN for unknown; ``weights`` by criterion.

    Nothing can be said, and the queue stays as it is, where fewer than 20 competitors are wholly assessed, where seats
    are reserved, at weight 0 (there levels only part ties), and of a queue longer than 20,000.
    """
    if not len(queue):
        return Outlook(1.0, queue)
    given = np.stack([levels.get(key, np.full(len(candidates), np.nan)) for key in weights])
    shares = np.array(list(weights.values()), np.float64)
    known = assessed_from(candidates.score.value.astype(np.float64), given, shares, candidates.state <= PINNED)
    silent = candidates.reserved is not None or not seating.weight or len(queue) > MOST_WEIGHED
    if silent or len(known.donors) < ENOUGH_PROFILES:
        return Outlook(None, queue)
    moving = unsettled(candidates) & np.isnan(given).any(axis=0)
    line = _find_line(candidates, moving, seating)
    rows, below = line.rows[:0], np.empty((0, LINES + 1))
    for forecast in forecast_rows(known, line.rows):
        rows = np.append(rows, forecast.rows)
        below = np.concatenate([below, forecast.chance_below(_needed(candidates, forecast.rows, line, seating))])
    flips = np.zeros(len(candidates))
    flips[rows] = np.where(line.inside[rows], below[:, -1], 1 - below[:, -1])
    return Outlook(_chance_apart(below[:, :-1], line.inside[rows]), _order_queue(queue, flips))


@dataclass(frozen=True)
class _Line:
    """Who is ``inside`` (n,), whose assessment may carry them over the line (``rows``), and the totals at which it may
    come to lie: ``places`` (65,), rising, from the best of those surely out to the worst of those surely in; the last
    is where it lies now."""

    inside: BoolArray
    rows: LongArray
    places: FloatArray


def _find_line(candidates: Candidates, moving: BoolArray, seating: Seating) -> _Line:
    """The line as it lies, of n people of whom some are ``moving``: not wholly assessed."""
    inside, score, side = _find_inside(candidates, seating), candidates.score.value, candidates.credibility
    worst, total, best = (
        totals(score, credibility, seating.weight).astype(np.float64)
        for credibility in (side.low, side.value, side.high)
    )
    out = (candidates.state == RANKED) & ~inside
    floor = total[out & ~moving].max(initial=-1.0)
    ceiling = total[inside & ~moving].min(initial=FULL * WEIGHT_PARTS + 1.0)
    rows = np.flatnonzero(moving & np.where(inside, worst < ceiling, best > floor))
    now = (total[inside].min(initial=ceiling) + total[out].max(initial=floor)) / 2
    return _Line(inside, rows, np.append(np.linspace(floor, ceiling, LINES), now))


def _find_inside(candidates: Candidates, seating: Seating) -> BoolArray:
    """Who (n,) holds an unpinned seat."""
    rows = in_order(candidates, np.flatnonzero(candidates.state == RANKED).astype(np.int32), seating.weight)
    inside = np.zeros(len(candidates), np.bool_)
    inside[rows[: max(0, seating.seats - int(np.count_nonzero(candidates.state == PINNED)))]] = True
    return inside


def _needed(candidates: Candidates, rows: LongArray, line: _Line, seating: Seating) -> FloatArray:
    """The credibility, in plain hundredths, with which each row (q,) reaches each place of the line (65,)."""
    score = (WEIGHT_PARTS - seating.weight) * candidates.score.value[rows].astype(np.float64)
    scale = candidates.scales[1]
    on_scale = (line.places - score[:, None]) / seating.weight
    needed: FloatArray = scale.centre + (on_scale - scale.centre) * (FULL / scale.parts)
    return needed


def _chance_apart(below: FloatArray, inside: BoolArray) -> float:
    """The chance that everybody inside comes out above everybody else; ``below`` (q, places) by place of the line."""
    least = 1e-300
    outs = np.exp(np.log(np.maximum(below[~inside], least)).sum(axis=0))
    ins = np.exp(np.log(np.maximum(1 - below[inside], least)).sum(axis=0))
    # The worst of those inside lies between two places; the others then have to be below the lower one.
    return float(ins[-1] * outs[-1] + ((ins[:-1] - ins[1:]) * outs[:-1]).sum())


def _order_queue(queue: LongArray, flips: FloatArray) -> LongArray:
    """Those first who are likeliest to change the list; every tenth is one of the least likely.

    The forecast of those is the thinnest: nobody like them has been assessed yet.
    """
    likely = queue[np.argsort(-flips[queue], kind="stable")].tolist()
    tried = len(likely) // TRIED
    unlikely, ordered = likely[len(likely) - tried :][::-1], []
    for at, row in enumerate(likely[: len(likely) - tried], start=1):
        ordered.append(row)
        if at % (TRIED - 1) == 0 and unlikely:
            ordered.append(unlikely.pop(0))
    return np.array(ordered + unlikely, np.int64)


LEAST_SAID = 0.01


def stop_words(chance: float | None) -> str:
    """The chance in a sentence; empty where nothing can be said, or where it would be called 0 percent."""
    if chance is None or chance < LEAST_SAID or chance >= 1:
        return ""
    if chance >= PROMISED:
        return tr("With {chance} this list has all its final names: you may stop.", chance=percent(chance * 100))
    return tr("With {chance} this list has all its final names.", chance=percent(chance * 100))
