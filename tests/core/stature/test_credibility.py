"""Credibility against rational arithmetic."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.stature.credibility import coverage, credibility, moved
from core.stature.rubric import changed, load

KEYS = load().keys
assessed = st.one_of(
    st.none(),
    st.integers(1, 12).flatmap(lambda n: st.integers(0, 4 * n).map(lambda total: Fraction(total, n))),
)
people = st.lists(st.tuples(*[assessed] * 4), min_size=1, max_size=12)
weights = st.tuples(*[st.integers(1, 1000)] * 4)


def half_up(x: Fraction) -> int:
    return floor(x + Fraction(1, 2))


def table(rows: list[tuple[Fraction | None, ...]]) -> dict[str, np.ndarray]:
    columns = zip(*rows, strict=True)
    return {
        key: np.array([np.nan if x is None else float(x) for x in column])
        for key, column in zip(KEYS, columns, strict=True)
    }


@given(people, weights)
def test_equals_rational_arithmetic(rows: list[tuple[Fraction | None, ...]], weight: tuple[int, ...]) -> None:
    rubric = changed(load(), weights=dict(zip(KEYS, weight, strict=True)))
    axis = credibility(table(rows), rubric)
    covered = coverage(table(rows), rubric)
    for i, row in enumerate(rows):
        known = [(w, x) for w, x in zip(weight, row, strict=True) if x is not None]
        low = sum((w * x for w, x in known), Fraction(0))
        missing = sum(weight) - sum(w for w, _ in known)
        assert axis.low[i] == half_up(2500 * low / sum(weight))
        assert axis.high[i] == half_up(2500 * (low + 4 * missing) / sum(weight))
        assert covered[i] == half_up(10000 * (1 - Fraction(missing, sum(weight))))
        assert axis.known[i] == bool(known)
        assert axis.value[i] == (half_up(2500 * low / sum(w for w, _ in known)) if known else 0)
        assert axis.low[i] <= axis.value[i] <= axis.high[i]
    assert {axis.value.dtype, axis.low.dtype, axis.high.dtype} == {np.dtype(np.int32)}


def test_nobody_assessed_is_not_zero() -> None:
    axis = credibility({key: np.array([np.nan]) for key in KEYS}, load())
    assert (axis.known[0], axis.low[0], axis.high[0]) == (False, 0, 10000)


def test_a_criterion_that_is_not_there_is_unknown_and_a_strange_one_counts_for_nothing() -> None:
    axis = credibility({"standing": np.array([4.0]), "charm": np.array([0.0])}, load())
    assert (axis.value[0], axis.low[0], axis.high[0]) == (10000, 2500, 10000)


def test_no_people() -> None:
    assert len(credibility({"standing": np.empty(0)}, load()).value) == 0


@pytest.mark.parametrize("level", [-1.0, 4.5, np.inf])
def test_a_level_outside_the_scale_is_a_bug(level: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 4"):
        credibility({"standing": np.array([level])}, load())
    with pytest.raises(ValueError, match="no criterion"):
        credibility({}, load())


def test_what_a_change_of_weights_moves() -> None:
    levels = {"standing": np.array([4.0, np.nan]), "peers": np.array([0.0, np.nan])}
    heavier = changed(load(), weights={"standing": 75})
    assert moved(levels, load(), heavier).tolist() == [2500, 0]
