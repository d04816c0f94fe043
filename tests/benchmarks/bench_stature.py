"""Triage after a rating, at the size of a real population and at a million, against one sort of the totals."""

from __future__ import annotations

from functools import partial

import numpy as np

from core.model import Axis, Candidates
from core.stature.credibility import credibility
from core.stature.rubric import load
from core.stature.triage import triage
from tests.benchmarks import ratio, seconds

LIMIT = 0.100


def population(n: int) -> tuple[Candidates, dict[str, np.ndarray]]:
    """Half of them unassessed on each criterion, the stand-in being 5000."""
    rng = np.random.default_rng(5)
    levels = {key: np.where(rng.random(n) < 0.5, np.nan, rng.integers(0, 5, n)) for key in load().keys}
    axis = credibility(levels, load())
    value = np.where(axis.known, axis.value, 5000).astype(np.int32)
    score = (rng.beta(2, 3, n) * 10000).astype(np.int32)
    spread = Axis(score, score, score, np.ones(n, bool))
    full = Axis(value, axis.low, axis.high, axis.known)
    return Candidates(spread, full, np.zeros(n, np.int8), np.zeros(n, bool)), levels


def against_limit(n: int) -> float:
    """The slowest of five weights, as a part of the 100 ms a rating may take."""
    people, _ = population(n)
    triage(people, 420, 40)
    return max(seconds(partial(triage, people, weight, 40)) for weight in (0, 250, 500, 750, 1000)) / LIMIT


def against_a_sort(n: int) -> float:
    """Triage by one stable numpy sort of the totals, which alone would not even settle the ties."""
    people, _ = population(n)
    total = 580 * people.score.value + 420 * people.credibility.value
    return ratio(lambda: triage(people, 420, 40), lambda: np.argsort(total, kind="stable"))


def credibility_against_limit(n: int) -> float:
    _, levels = population(n)
    return seconds(lambda: credibility(levels, load())) / LIMIT


CASES = [
    ("triage of 45,867 after a rating / 100 ms", 1.0, partial(against_limit, 45_867)),
    ("triage of 1,000,000 after a rating / 100 ms", 1.0, partial(against_limit, 1_000_000)),
    ("triage of 1,000,000 / one stable sort of the totals", 2.0, partial(against_a_sort, 1_000_000)),
    ("credibility of 45,867 x 4 / 100 ms", 1.0, partial(credibility_against_limit, 45_867)),
]
