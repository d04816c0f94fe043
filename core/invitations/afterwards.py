"""After the event: the weight that would have ranked those who came and wrote highest, exactly over all weights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.i18n import decimal, integer, percent, tr
from core.model import WEIGHT_PARTS, FloatArray, IntArray, LongArray

FEW = 10
RESAMPLES = 500
SEED = 20111
MOST_PAIRS = 40_000


@dataclass(frozen=True)
class Afterwards:
    """Pairs of somebody who came or wrote and somebody who did not: in which share of them, by weight, the first
    stood higher (the area under the ROC curve; an equal total counts half).

    ``breaks`` (b,): the weights inside ]0, 1[ at which a pair changes places, ascending; ``share`` (b + 1,): the share
    between them, exact to the double. ``best``: the weights [from, to] at which it is highest (a single weight where
    only an end is), ``highest`` that share, ``used`` the share at the weight the campaign had. ``likely``: where the
    middle of the best stretch lies in 90 % of resamples; None when one group is empty.
    """

    came: int
    others: int
    breaks: FloatArray
    share: FloatArray
    best: tuple[tuple[float, float], ...]
    highest: float
    used: float
    likely: tuple[float, float] | None

    @property
    def too_few(self) -> bool:
        """With fewer than ten people on a side the answer is hardly more than chance."""
        return min(self.came, self.others) < FEW


def afterwards(score: IntArray, credibility: IntArray, came: LongArray, others: LongArray, weight: int) -> Afterwards:
    """Score and credibility in hundredths; ``came`` and ``others`` are places in them; ``weight`` in thousandths.

    T_a - T_b = (1 - w)·Δs + w·Δc is linear in w, so each pair changes places at most once, at Δs / (Δs - Δc): a walk
    over those weights visits every value the share takes.
    """
    ds = np.subtract.outer(score[came].astype(np.int64), score[others]).ravel()
    dc = np.subtract.outer(credibility[came].astype(np.int64), credibility[others]).ravel()
    if not len(ds):
        none = np.zeros(0)
        return Afterwards(len(came), len(others), none, np.full(1, 0.5), (), 0.5, 0.5, None)
    walk = _Walk(ds, dc)
    breaks, share, ends = walk.shares(np.ones(len(ds)))
    highest = max(float(share.max()), *ends)
    at_used = (WEIGHT_PARTS - weight) * ds + weight * dc
    return Afterwards(
        len(came),
        len(others),
        breaks,
        share,
        tuple(_find_best_stretches(breaks, share, ends, highest)),
        highest,
        float(np.mean(_count_wins(at_used))),
        _find_likely(walk, len(came), len(others)),
    )


class _Walk:
    """The pairs in the order in which they change places, made once for all resamples."""

    def __init__(self, ds: LongArray, dc: LongArray) -> None:
        self.at_0, self.at_1 = _count_wins(ds), _count_wins(dc)
        # Just above 0 the score decides, then credibility; just below 1 it is the other way round.
        self.first = np.where(ds == 0, self.at_1, self.at_0)
        turning = np.flatnonzero(np.sign(ds) * np.sign(dc) == -1)
        at = ds[turning] / (ds[turning] - dc[turning])
        order = np.argsort(at, kind="stable")
        self.turning, at = turning[order], at[order]
        self.rise = np.where(ds[self.turning] < 0, 1.0, -1.0)
        self.last = np.append(at[1:] != at[:-1], True)[: len(at)]
        self.breaks: FloatArray = at[self.last]

    def shares(self, times: FloatArray) -> tuple[FloatArray, FloatArray, tuple[float, float]]:
        """The break-points, the share between them, and at both ends, each pair counted so many times."""
        whole = times.sum()
        start = float(times @ self.first)
        after = start + np.cumsum(self.rise * times[self.turning])[self.last]
        share: FloatArray = np.append(start, after) / whole
        return self.breaks, share, (float(times @ self.at_0 / whole), float(times @ self.at_1 / whole))


def _count_wins(difference: LongArray) -> FloatArray:
    won: FloatArray = (np.sign(difference) + 1) / 2
    return won


def _find_best_stretches(
    breaks: FloatArray, share: FloatArray, ends: tuple[float, float], highest: float
) -> Iterator[tuple[float, float]]:
    """The stretches of weights with the highest share; neighbours with one share in between are one."""
    bounds = np.concatenate(([0.0], breaks, [1.0]))
    reached = share >= highest - 1e-12
    turns = np.flatnonzero(np.diff(np.concatenate(([False], reached, [False])).astype(np.int8)))
    found = [(float(bounds[a]), float(bounds[b])) for a, b in turns.reshape(-1, 2).tolist()]
    if not found:
        found = [(end, end) for end, there in ((0.0, ends[0]), (1.0, ends[1])) if there >= highest - 1e-12]
    yield from found


def _find_likely(walk: _Walk, came: int, others: int) -> tuple[float, float] | None:
    """Where the best weight lies in 90 % of resamples of both groups, by a seeded generator: the same each time."""
    chance = np.random.default_rng(SEED)
    resamples = RESAMPLES if came * others <= MOST_PAIRS else RESAMPLES // 5
    middles = np.empty(resamples)
    for number in range(resamples):
        drawn = (chance.multinomial(n, np.full(n, 1 / n)) for n in (came, others))
        times = np.multiply.outer(*drawn).ravel().astype(np.float64)
        breaks, share, ends = walk.shares(times)
        stretches = list(_find_best_stretches(breaks, share, ends, max(float(share.max()), *ends)))
        low, high = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
        middles[number] = (low + high) / 2
    return float(np.quantile(middles, 0.05)), float(np.quantile(middles, 0.95))


def said(found: Afterwards) -> list[str]:
    """The finding in sentences, the warning first where there is one."""
    if not found.best:
        return [tr("Nobody has come or written yet, or everybody has: there is nothing to compare.")]
    sentences = [] if not found.too_few else [_warn_of_few(found)]
    best = " · ".join(_say_stretch(low, high) for low, high in found.best)
    sentences.append(
        tr(
            "With a weight of {best} those who came or wrote would have stood highest: above the others in {share} "
            "of the pairs (with the weight used: {used}).",
            best=best,
            share=percent(100 * found.highest, 1),
            used=percent(100 * found.used, 1),
        )
    )
    if found.likely:
        low, high = (percent(100 * weight) for weight in found.likely)
        sentences.append(
            tr("In 90 % of 500 resamples the best weight lies between {low} and {high}.", low=low, high=high)
        )
    sentences.append(tr("Only the invited can be compared, and they were chosen by the weight used: a hint, no proof."))
    return sentences


def _say_stretch(low: float, high: float) -> str:
    return f"{decimal(100 * low, 0)}–{percent(100 * high)}" if low < high else percent(100 * low)


def _warn_of_few(found: Afterwards) -> str:
    return tr(
        "Too few to say much: {came} came or wrote, {others} did not. From ten on each side it means something.",
        came=integer(found.came),
        others=integer(found.others),
    )
