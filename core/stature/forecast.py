"""What credibility somebody will have once wholly assessed, as a distribution, from those who are.

A straight line over the score and over what is known of the person, each slope drawn towards none by one standard
error; around it what was left over with those whose scores are near, each level now and then one off, because nobody
is exactly like another. Somebody whose score lies beyond those assessed is taken to scatter like the ones at that end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.model import FULL, BoolArray, FloatArray, LongArray
from core.stature.rubric import TOP_LEVEL

DOUBT = 0.15
"""How often a level of somebody alike is one higher, and one lower."""
BIN = 125
"""What is left over beside the line is counted in steps of so many hundredths."""
ZERO = 2 * FULL // BIN
"""The step of nothing left over: no person lies further than twice the scale from the line."""
EDGE = 15
"""So many assessed people from either end stand the last to whose score others are compared."""
REACH = 1.0
"""How near is near: so many standard deviations of the scores where 30 are assessed, less where there are more."""
ALIKE = 10
"""Scores are told apart to so many hundredths, so that of many people few kinds are reckoned."""
MOST_DONORS = 600
"""Of more than so many assessed people, that many are taken, evenly over their scores."""


@dataclass(frozen=True)
class Assessed:
    """What is known: ``score`` (n,) in hundredths, ``levels`` (criteria, n) with NaN for unknown, the ``points``
    (criteria,) of credibility, in hundredths, that one level is worth, and the rows of those wholly assessed."""

    score: FloatArray
    levels: FloatArray
    points: FloatArray
    donors: LongArray


@dataclass(frozen=True)
class Forecast:
    """The credibility to come of q ``rows``, of whom many are alike: row i is of ``kind[i]``. By kind: the ``middle``
    in hundredths, and ``below`` (kinds, steps + 1), the chance that it lies by less than so many steps of 125
    hundredths above the middle, from far below it on."""

    rows: LongArray
    kind: LongArray
    middle: FloatArray
    below: FloatArray

    def chance_below(self, credibility: FloatArray) -> FloatArray:
        """How likely (q, g) the credibility comes out below these values (q, g) in hundredths."""
        step = np.ceil((credibility - self.middle[self.kind, None]) / BIN - 0.5).astype(np.int64) + ZERO
        chance = self.below[self.kind[:, None], step.clip(0, self.below.shape[1] - 1)]
        found: FloatArray = np.where(credibility <= 0, 0.0, np.where(credibility > FULL, 1.0, chance))
        return found


def forecast_rows(known: Assessed, rows: LongArray) -> Iterator[Forecast]:
    """A forecast of all these rows together for each set of criteria that is unknown of some of them."""
    unknown = np.isnan(known.levels[:, rows])
    patterns, which = np.unique(unknown, axis=1, return_inverse=True)
    for number, open_criteria in enumerate(patterns.T):
        yield _forecast_alike(known, rows[which.ravel() == number], open_criteria)


def _forecast_alike(known: Assessed, rows: LongArray, unknown: BoolArray) -> Forecast:
    """The forecast of rows (q,) of whom the same criteria are ``unknown`` (criteria,)."""
    donors = _spread_evenly(known.score, known.donors)
    to_come = known.points[unknown] @ known.levels[np.ix_(unknown, donors)]
    theirs, own = (known.points[~unknown] @ known.levels[np.ix_(~unknown, of)] for of in (donors, rows))
    score = np.rint(known.score[rows] / ALIKE) * ALIKE
    kinds, kind = np.unique(np.stack([score, own]), axis=1, return_inverse=True)
    middle, left = kinds[1] + to_come.mean(), to_come - to_come.mean()
    for at, among in zip(kinds, (known.score[donors], theirs), strict=True):
        slope = _find_slope(among, left)
        middle = middle + slope * (at - among.mean())
        left = left - slope * (among - among.mean())
    near = _weigh_nearness(kinds[0], known.score[donors])
    below = np.cumsum(near @ _count_steps(left, known.points[unknown]), axis=1)
    below = np.concatenate([np.zeros((len(middle), 1)), below / below[:, -1:]], axis=1)
    return Forecast(rows, kind.ravel(), middle, below)


def _spread_evenly(score: FloatArray, donors: LongArray) -> LongArray:
    """At most 600 of the donors, evenly over their scores."""
    if len(donors) <= MOST_DONORS:
        return donors
    chosen = np.linspace(0, len(donors) - 1, MOST_DONORS).astype(np.int64)
    return donors[np.argsort(score[donors], kind="stable")][chosen]


def _find_slope(along: FloatArray, values: FloatArray) -> float:
    """The slope of least squares, drawn towards none by one standard error."""
    away = along - along.mean()
    spread = float(away @ away)
    if not spread:
        return 0.0
    slope = float(away @ values) / spread
    error = float(np.sqrt(((values - slope * away) ** 2).sum() / (len(along) - 2) / spread))
    return float(np.sign(slope)) * max(0.0, abs(slope) - error)


def _weigh_nearness(score: FloatArray, scores: FloatArray) -> FloatArray:
    """How much each donor (m,) counts for each row (q, m): a normal curve over the distance of their scores."""
    edge = min(EDGE, (len(scores) - 1) // 2)
    first, last = np.sort(scores)[[edge, -1 - edge]]
    reach = max(50.0, REACH * float(scores.std()) * (len(scores) / 30) ** -0.2)
    apart = (score.clip(first, last)[:, None] - scores) / reach
    near: FloatArray = np.exp(-0.5 * apart**2)
    return near


def _count_steps(left: FloatArray, points: FloatArray) -> FloatArray:
    """What is left over with each donor (m,) as a distribution over steps (m, steps), each of the levels one off as
    often as ``DOUBT`` says."""
    counted = np.zeros((len(left), 2 * ZERO + 1))
    offs, chances = np.zeros(1), np.ones(1)
    for point in points:
        offs = np.add.outer(offs, (-point, 0.0, point)).ravel()
        chances = np.multiply.outer(chances, (DOUBT, 1 - 2 * DOUBT, DOUBT)).ravel()
        offs, same = np.unique(np.rint(offs), return_inverse=True)
        chances = np.bincount(same, chances).astype(np.float64)
    for off, chance in zip(offs, chances, strict=True):
        step = np.rint((left + off) / BIN).astype(np.int64) + ZERO
        np.add.at(counted, (np.arange(len(left)), step.clip(0, 2 * ZERO)), chance)
    return counted


def assessed_from(score: FloatArray, levels: FloatArray, weights: FloatArray, competes: BoolArray) -> Assessed:
    """What is known of n people: ``levels`` (criteria, n), ``weights`` (criteria,), and who ``competes`` (n,)."""
    whole = ~np.isnan(levels).any(axis=0)
    return Assessed(score, levels, weights * (FULL / TOP_LEVEL) / weights.sum(), np.flatnonzero(whole & competes))
