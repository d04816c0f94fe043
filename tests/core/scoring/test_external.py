"""External scores: scales, none, mixing, and agreement of the ranks; validity's two figures against brute force."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from core.errors import Trouble
from core.model import FULL, Axis
from core.scoring.external import chosen, external_axis, is_known_scale, rank_correlation, read_scales, top_of
from tests.core.scoring.validity import accuracy, auc


def axis(values, known=None):
    value = np.array(values, np.int32)
    there = np.ones(len(value), np.bool_) if known is None else np.array(known)
    return Axis(
        value, np.maximum(value - 100, 0).astype(np.int32), np.minimum(value + 100, FULL).astype(np.int32), there
    )


@pytest.mark.parametrize(
    ("name", "top", "known"),
    [
        *(("Klout score", 100, True), ("KRED", 1000, True), ("AQS", 100, True), ("somebody's", 100, False)),
        *(("acme/1000", 1000, True), ("acme / 10", 10, True), ("kred/100", 100, True), ("acme/0", 100, True)),
        ("Own", 10, True),
    ],
)
def test_a_scale_belongs_to_its_vendor_or_is_stated(name, top, known):
    assert top_of(name, {"own": 10.0}) == top and is_known_scale(name, {"own": 10.0}) is known


def test_a_scale_that_says_nothing_is_refused():
    assert read_scales([("Kred", "1000"), ("own", "4.5")]) == {"kred": 1000.0, "own": 4.5}
    for top in ("0", "-1", "many", "nan", ""):
        with pytest.raises(Trouble):
            read_scales([("own", top)])


def test_nothing_is_no_score():
    found = external_axis(np.array([0, np.nan, 500, 1000, 1001, -3]), 1000)
    assert found.known.tolist() == [False, False, True, True, False, False]
    assert found.value.tolist() == [0, 0, 5000, 10000, 0, 0]
    assert found.high.tolist() == [FULL, FULL, 5000, 10000, FULL, FULL]
    with pytest.raises(ValueError, match="positive"):
        external_axis(np.zeros(1), 0)


def test_off_line_stays_a_fact():
    off = np.array([True, False])
    found = external_axis(np.array([50.0, 50]), 100, off)
    assert found.value.tolist() == [0, 5000]
    assert found.known.all()
    assert chosen(axis([0, 7001]), found, "mixed", off).value.tolist() == [0, 6001]


def test_computed_external_or_mixed():
    ours, theirs = axis([4000, 4000, 0], [True, True, False]), external_axis(np.array([60.0, 0, 30]), 100)
    assert chosen(ours, theirs, "computed") is ours
    assert chosen(ours, theirs, "external") is theirs
    mixed = chosen(ours, theirs, "mixed")
    assert mixed.value.tolist() == [5000, 4000, 3000]
    assert mixed.known.tolist() == [True, True, True]
    assert (mixed.low <= mixed.value).all()
    assert (mixed.value <= mixed.high).all()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=30))
def test_the_rank_correlation_is_scipys(pairs):
    a, b = (np.array(side, np.int32) for side in zip(*pairs, strict=True))
    found = rank_correlation(axis(a), axis(b))
    if len(set(a.tolist())) == 1 or len(set(b.tolist())) == 1:
        assert found is None
    else:
        assert found == pytest.approx(spearmanr(a, b).statistic)


def test_too_few_in_common_say_nothing():
    assert rank_correlation(axis([1, 2, 3], [True, True, False]), axis([1, 2, 3])) is None


@given(st.lists(st.tuples(st.integers(-5, 5), st.booleans()), min_size=2, max_size=25))
def test_auc_and_accuracy_are_what_they_say(pairs):
    difference = np.array([d for d, _ in pairs])
    won = np.array([w for _, w in pairs])
    right = [0.5 if d == 0 else float((d > 0) == w) for d, w in pairs]
    assert accuracy(difference, won) == pytest.approx(np.mean(right))
    if won.all() or not won.any():
        with pytest.raises(ValueError, match="both kinds"):
            auc(difference, won)
        return
    both = itertools.product(difference[won], difference[~won])
    assert auc(difference, won) == pytest.approx(np.mean([(a > b) + 0.5 * (a == b) for a, b in both]))
