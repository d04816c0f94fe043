"""Smoothing against pandas on regular dates, against exact fractions on irregular ones, and the pause table."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.scoring import smoothing
from core.scoring.smoothing import after_pause, cruise, pause_cost, pause_table, trace

series = st.lists(st.tuples(st.integers(1, 400), st.floats(0, 100)), max_size=12)


def exact(points: list[tuple[int, float]], half_life: int) -> Fraction:
    """The recurrence in fractions; only the powers of two are rounded, at 60 digits."""
    with localcontext() as context:
        context.prec = 60
        kept = [Fraction(Decimal(2) ** (Decimal(-gap) / half_life)) for gap, _ in points]
    value = Fraction(points[0][1])
    for share, (_, activity) in zip(kept[1:], points[1:], strict=True):
        value = share * value + (1 - share) * Fraction(activity)
    return value


def ragged(people: list[list[tuple[int, float]]]):
    start = np.concatenate([[0], np.cumsum([len(p) for p in people])]).astype(np.int64)
    day = np.concatenate([np.cumsum([gap for gap, _ in p]) for p in people] or [[]]).astype(np.int64)
    value = np.array([activity for p in people for _, activity in p], np.float64)
    return value, day, start


@given(st.lists(series, max_size=6), st.integers(1, 200), st.sampled_from([-30_000, 0, 18_000]))
@settings(max_examples=150, deadline=None)
def test_irregular_dates_agree_with_exact_fractions(people, half_life, epoch):
    value, day, start = ragged(people)
    day += epoch
    found = cruise(value, day, start, half_life)
    for i, points in enumerate(people):
        if not points:
            assert np.isnan(found[i])
            continue
        assert found[i] == pytest.approx(float(exact(points, half_life)), abs=1e-9)
        line = trace(value[start[i] : start[i + 1]], day[start[i] : start[i + 1]], half_life)
        assert line[-1] == pytest.approx(found[i], abs=1e-9)


def test_regular_dates_agree_with_pandas():
    rng = np.random.default_rng(7)
    value = rng.random(300) * 100
    day = np.arange(300) * 7
    alpha = 1 - 2 ** (-7 / 30)
    expected = pd.Series(value).ewm(alpha=alpha, adjust=False).mean().to_numpy()
    assert trace(value, day, 30) == pytest.approx(expected, abs=1e-9)
    assert cruise(value, day, np.array([0, 300]), 30)[0] == pytest.approx(expected[-1], abs=1e-9)


def test_blocks_and_threads_change_nothing(monkeypatch):
    rng = np.random.default_rng(1)
    count = rng.integers(0, 9, 500)
    start = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    day = np.concatenate([np.sort(rng.choice(900, c, replace=False)) for c in count]).astype(np.int64)
    value = rng.random(len(day)) * 100
    whole = cruise(value, day, start, 14)
    monkeypatch.setattr(smoothing, "BLOCK_ROWS", 7)
    np.testing.assert_array_equal(cruise(value, day, start, 14), whole)


def test_a_short_half_life_over_a_long_time_is_the_last_value():
    value, day = np.array([50.0, 80.0, 20.0]), np.array([-700_000, 0, 20_000])
    assert cruise(value, day, np.array([0, 3]), 0.5)[0] == pytest.approx(20)


def test_the_pause_table_of_the_design():
    table = pause_table(70, 21, [7, 14, 30, 60, 90])
    assert [left for _, left in table] == pytest.approx([8.75, 24.75, 43.09, 54.92, 59.55], abs=0.005)
    for half_life, left in table:
        silent = cruise(np.array([70.0, 0.0]), np.array([0, 21]), np.array([0, 2]), half_life)
        assert silent[0] == pytest.approx(left)


def test_the_noise_test_costs_what_the_pause_takes():
    score = np.array([0.0, 50.0, 100.0])
    assert pause_cost(score, 28.0) == pytest.approx(score / 2)
    assert after_pause(score, 28, 28.0) == pytest.approx(score / 2)


@pytest.mark.parametrize("half_life", [0, -1, float("nan")])
def test_a_half_life_is_positive(half_life):
    with pytest.raises(ValueError, match="half-life"):
        cruise(np.zeros(1), np.zeros(1, np.int64), np.array([0, 1]), half_life)
