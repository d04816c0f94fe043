"""When to stop assessing: the chance that a list already has all its final names, from the levels given so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.i18n import percent, tr
from core.model import FULL, PINNED, RANKED, WEIGHT_PARTS, BoolArray, Candidates, FloatArray, LongArray
from core.ranking.total import in_order
from core.stature.rubric import TOP_LEVEL

WORLDS = 400
ENOUGH_PROFILES = 20
"""Below so many assessed people their levels say too little of the others'."""
PROMISED = 0.9
SEED = 15
DOUBT = 0.15
"""How often a level taken over from somebody is one higher, and one lower: nobody is exactly like another."""


@dataclass(frozen=True)
class Seating:
    """A weight in thousandths and a number of seats."""

    weight: int
    seats: int


def chance_final(
    candidates: Candidates,
    levels: Mapping[str, FloatArray],
    weights: Mapping[str, int],
    queue: LongArray,
    seating: Seating,
) -> float | None:
    """The chance (0..1) that the list stays as it is once everybody in the ``queue`` is assessed.

    Each of them is given, in 400 worlds, what somebody assessed here has on the criteria that are unknown, now and then
    one level off. ``levels`` by criterion (n,), NaN for unknown. None where fewer than 20
    are assessed, or where seats are reserved.
    """
    if not len(queue):
        return 1.0
    known = np.stack([levels.get(key, np.full(len(candidates), np.nan)) for key in weights])
    donors = np.flatnonzero(~np.isnan(known).any(axis=0) & (candidates.state <= PINNED))
    if len(donors) < ENOUGH_PROFILES or candidates.reserved is not None:
        return None
    rng, weight, seats = np.random.default_rng(SEED), seating.weight, seating.seats
    inside = _find_inside(candidates, weight, seats)
    bound = _bound_fixed(candidates, weight, queue, inside)
    whole = np.array(list(weights.values()), np.float64)
    stays = 0
    for _ in range(WORLDS):
        drawn = known[:, rng.choice(donors, len(queue))]
        drawn = (drawn + (rng.random(drawn.shape) < DOUBT) - (rng.random(drawn.shape) < DOUBT)).clip(0, TOP_LEVEL)
        own = known[:, queue]
        profile = np.where(np.isnan(own), drawn, own)
        plain = np.rint(whole @ profile * (FULL / TOP_LEVEL) / whole.sum()).astype(np.int32)
        credibility = candidates.scales[1].apply(plain)
        total = (WEIGHT_PARTS - weight) * candidates.score.value[queue].astype(np.int64) + weight * credibility
        low = min(bound[0], int(total[inside[queue]].min(initial=bound[0])))
        high = max(bound[1], int(total[~inside[queue]].max(initial=bound[1])))
        stays += low >= high
    return stays / WORLDS


def _totals(candidates: Candidates, weight: int) -> LongArray:
    score, credibility = (side.value.astype(np.int64) for side in (candidates.score, candidates.credibility))
    found: LongArray = (WEIGHT_PARTS - weight) * score + weight * credibility
    return found


def _find_inside(candidates: Candidates, weight: int, seats: int) -> BoolArray:
    """Who (n,) holds an unpinned seat."""
    rows = in_order(candidates, np.flatnonzero(candidates.state == RANKED).astype(np.int32), weight)
    inside = np.zeros(len(candidates), np.bool_)
    inside[rows[: max(0, seats - int(np.count_nonzero(candidates.state == PINNED)))]] = True
    return inside


def _bound_fixed(candidates: Candidates, weight: int, queue: LongArray, inside: BoolArray) -> tuple[int, int]:
    """The least total of those in and the greatest of those out, among whom no assessment can move."""
    total, fixed = _totals(candidates, weight), candidates.state == RANKED
    fixed[queue] = False
    low = total[fixed & inside].min(initial=FULL * WEIGHT_PARTS)
    return int(low), int(total[fixed & ~inside].max(initial=-1))


LEAST_SAID = 0.01


def stop_words(chance: float | None) -> str:
    """The chance in a sentence; empty where nothing can be said, or where it would be called 0 percent."""
    if chance is None or chance < LEAST_SAID or chance >= 1:
        return ""
    if chance >= PROMISED:
        return tr("With {chance} this list has all its final names: you may stop.", chance=percent(chance * 100))
    return tr("With {chance} this list has all its final names.", chance=percent(chance * 100))
