"""The ranking of 1,000,000 beside a memory pass and pandas' sort, and its exactness over 10,000 campaigns."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np
import pandas as pd

from core.model import Candidates
from core.ranking.live import LiveRanking
from core.ranking.rules import Rule
from core.ranking.share import share_words, spread_of
from core.ranking.stability import stability
from core.ranking.total import order, totals
from tests.benchmarks import ratio
from tests.core.ranking import test_live, test_ruled, test_selection, test_stability, test_total
from tests.core.ranking.campaigns import axis, campaign, random_campaigns

ROWS = 1_000_000
KINDS = ("independent", "correlated", "opposed", "ties")
MOVES = 20


@cache
def people(kind: str) -> Candidates:
    """A million candidates of one kind, in hundredths."""
    rng = np.random.default_rng(7)
    one, other = rng.random(ROWS), rng.random(ROWS)
    if kind == "correlated":
        other = 0.7 * one + 0.3 * other
    elif kind == "opposed":
        other = np.clip(1 - one + rng.normal(0, 0.05, ROWS), 0, 1)
    step = 100 if kind == "ties" else 1
    sides = (np.round(side * 10000 / step).astype(np.int32) * step for side in (one, other))
    return campaign(*(axis(side) for side in sides))


@cache
def frame(kind: str) -> pd.DataFrame:
    """The same candidates as a frame of 16 numeric columns."""
    rng = np.random.default_rng(8)
    columns = {f"column {i}": rng.random(ROWS) for i in range(13)}
    score, credibility = people(kind).score.value, people(kind).credibility.value
    return pd.DataFrame(
        {"score": score, "credibility": credibility, "total": totals(score, credibility, 370), **columns}
    )


def sorted_by_pandas(kind: str) -> object:
    return frame(kind).sort_values("total", ascending=False)


def top_by_numpy_passes() -> float:
    """A hundred places after each move, against one np.add over float32 columns; many of each, for the clock's sake."""
    live = _prepared()
    a, b = (side.value.astype(np.float32) for side in (live.candidates.score, live.candidates.credibility))
    out = np.empty_like(a)
    return ratio(lambda: _moves(live), lambda: [np.add(a, b, out=out) for _ in range(MOVES)], pairs=31)


def top_by_pandas() -> float:
    live = _prepared()
    return ratio(lambda: _moves(live), partial(sorted_by_pandas, "independent")) / MOVES


def _prepared() -> LiveRanking:
    live = LiveRanking(people("independent"), 100)
    live.prepare()
    return live


def _moves(live: LiveRanking) -> None:
    for weight in range(300, 300 + MOVES):
        live.move(weight)
        live.window(0, 100)


def order_by_pandas(kind: str) -> float:
    return ratio(lambda: order(people(kind), 370), partial(sorted_by_pandas, kind))


def stability_by_pandas(kind: str, seats: int) -> float:
    return ratio(lambda: stability(people(kind), seats), partial(sorted_by_pandas, kind), pairs=5)


def differences(check: Callable[[Candidates, int, int], None]) -> float:
    """How many of 10,000 random campaigns full of ties disagree with the slow way."""
    found = 0
    for case, (candidates, seats) in enumerate(random_campaigns(10_000, 99)):
        try:
            check(candidates, seats, (0, 1000, 1 + case % 998)[case % 3])
        except AssertionError:
            found += 1
    return found


def intervals(candidates: Candidates, seats: int, weight: int) -> None:
    test_stability.check(candidates, seats)


def places(candidates: Candidates, seats: int, weight: int) -> None:
    test_total.check(candidates, weight)
    test_live.check(LiveRanking(candidates, seats), weight)


def ruled_lists(check: Callable[..., object]) -> float:
    """How many of 500 small campaigns with rules disagree with trying every list there is."""
    found = 0
    for case, (candidates, seats, rules) in enumerate(test_selection.small_campaigns(500, 97)):
        try:
            check(candidates, seats, rules, case)
        except AssertionError:
            found += 1
    return found


def selections(candidates: Candidates, seats: int, rules: list[Rule], case: int) -> None:
    test_selection.check(candidates, seats, rules, (0, 1000, 1 + case % 998)[case % 3])


def ruled_intervals(candidates: Candidates, seats: int, rules: list[Rule], case: int) -> None:
    test_ruled.check(candidates, seats, rules)


def share_by_moves() -> float:
    """The effective share after each move, beside the exact top 100 after it: both belong to one frame."""
    live = _prepared()
    spread = spread_of(live.candidates, stability(live.candidates, live.seats))

    def shares() -> None:
        for weight in range(300, 300 + MOVES):
            live.move(weight)
            share_words(spread, weight)

    return ratio(shares, lambda: _moves(live))


def spread_by_numpy_pass() -> float:
    """Finding the spread once the intervals are known, against one np.add over two float32 arrays."""
    candidates = people("independent")
    found = stability(candidates, 100)
    a, b = (side.value.astype(np.float32) for side in (candidates.score, candidates.credibility))
    return ratio(lambda: spread_of(candidates, found), lambda: np.add(a, b))


CASES = [
    ("effective share after a move / exact top 100 after it", 1.0, share_by_moves),
    ("spread of those who can be in / one np.add over two float32 arrays", 1.0, spread_by_numpy_pass),
    ("exact top 100 after a move / one np.add over two float32 arrays", 4.0, top_by_numpy_passes),
    ("exact top 100 after a move / pandas sort_values", 0.001, top_by_pandas),
    *((f"full exact order, {kind} / pandas sort_values", 1 / 3, partial(order_by_pandas, kind)) for kind in KINDS),
    *(
        (f"stability, {kind}, k = {seats} / pandas sort_values", 0.5, partial(stability_by_pandas, kind, seats))
        for kind in KINDS
        for seats in (20, 50, 200)
    ),
    ("intervals that differ from fractions, of 10,000 campaigns", 0, partial(differences, intervals)),
    ("orders, ranks and lines that differ from fractions, of 10,000 campaigns", 0, partial(differences, places)),
    ("lists under rules that differ from exhaustive search, of 500 campaigns", 0, partial(ruled_lists, selections)),
    ("intervals under rules that differ from exhaustive search, of 500", 0, partial(ruled_lists, ruled_intervals)),
]
