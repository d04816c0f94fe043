"""The score: its agreement with people and with Klout's scale, and the speed of smoothing and of the whole score."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from core.model import FloatArray, LongArray
from core.scoring.model import load
from core.scoring.observations import Observations
from core.scoring.score import score
from core.scoring.smoothing import cruise
from tests.benchmarks import ratio
from tests.conftest import SHARED
from tests.core.scoring.validity import accuracy, auc
from tests.real.scoring_data import difference, klout, pairs, scientists

WEEKS = 52


def irregular(people: int) -> tuple[FloatArray, LongArray, LongArray]:
    """Values, days and starts of so many people, seen 52 times at irregular gaps of 1 to 13 days."""
    rng = np.random.default_rng(52)
    gaps = rng.integers(1, 14, (people, WEEKS))
    value = rng.random(people * WEEKS) * 100
    return value, np.cumsum(gaps, axis=1).ravel(), np.arange(people + 1) * WEEKS


def smoothing_by_one_pass() -> float:
    value, day, start = irregular(1_000_000)
    return ratio(lambda: cruise(value, day, start, 30), value.sum)


def smoothing_by_pandas() -> float:
    value, day, start = irregular(100_000)
    frame = pd.DataFrame({"person": np.repeat(np.arange(100_000), WEEKS), "value": value})
    return ratio(
        lambda: cruise(value, day, start, 30),
        lambda: frame.groupby("person")["value"].ewm(alpha=0.2, adjust=False).mean(),
        pairs=3,
    )


def score_by_sort() -> float:
    value, day, _ = irregular(20_000)
    m = len(value)
    person = np.repeat(np.arange(20_000), WEEKS)
    metrics = {"audience": 10 ** (value / 14), "posts": np.ones(m), "likes": value}
    seen = Observations(person, np.zeros(m, np.int16), day, metrics, np.zeros(m, np.bool_), 20_000)
    return ratio(lambda: score(seen, load()), lambda: np.lexsort((day, person)))


@cache
def judged() -> tuple[Any, Any]:
    first_won, sides = pairs(SHARED)
    return difference(sides), first_won


CASES = [
    ("people's judgement, 5,500 pairs: 1 - AUC", 0.150, lambda: 1 - auc(*judged())),
    ("people's judgement, 5,500 pairs: 1 - accuracy", 0.242, lambda: 1 - accuracy(*judged())),
    (
        "Klout's scale: medians apart, in points",
        3.0,
        lambda: float(abs(np.median(scientists(SHARED)) - np.median(klout(SHARED)))),
    ),
    ("smoothing 1,000,000 x 52 irregular / one x.sum()", 10.0, smoothing_by_one_pass),
    ("smoothing 100,000 x 52 irregular / pandas' grouped ewm", 1 / 50, smoothing_by_pandas),
    ("whole score of 20,000 x 52 / sorting its rows", 10.0, score_by_sort),
]
