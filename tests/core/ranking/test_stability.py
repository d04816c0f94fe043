"""Exact weight intervals against the slow way, in fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from core.errors import Cancelled
from core.model import EXCLUDED, PINNED
from core.ranking import level
from core.ranking.skyband import skyband
from core.ranking.stability import rank_curve, stability
from core.ranking.total import ranks
from tests.core.ranking import campaigns as slow
from tests.core.ranking.one_interval import one_interval

# The whole 10,000 run in tests/benchmarks/bench_ranking.py; here as many as a test run can spare.
CASES = 1500


def inside(intervals, weight: Fraction) -> bool:
    return any(a <= weight and (weight < b or b == 1) for a, b in intervals)


def check(people, seats: int) -> None:
    """The intervals hold exactly at every crossing of two lines and between each two crossings, so everywhere."""
    found = stability(people, seats)
    weights = slow.crossings(people)
    truth = [slow.invited(people, seats, w) for w in weights]
    rows = range(len(people))
    exact = {i: [(slow.rational(a), slow.rational(b)) for a, b in found.intervals(i)] for i in rows}
    for weight, names in zip(weights, truth, strict=True):
        assert {i for i in rows if inside(exact[i], weight)} == names
    assert all(found.intervals(i) == one_interval(people, i, seats) for i in rows)
    assert all(b < c for i in rows for (_, b), (c, _) in zip(found.intervals(i), found.intervals(i)[1:], strict=False))
    changes = [w for w, before, now in zip(weights[1:], truth, truth[1:], strict=False) if before != now]
    assert [slow.rational(x) for x in found.breakpoints] == changes
    assert set(found.always_in.tolist()) == set.intersection(*truth)
    assert set(found.depends.tolist()) == set.union(*truth) - set.intersection(*truth)
    assert set(found.competing.tolist()) - set(found.row.tolist()) == set(slow.competing(people)) - set.union(*truth)


def test_intervals_agree_with_brute_force_in_fractions() -> None:
    for people, seats in slow.random_campaigns(CASES, 11):
        check(people, seats)


def test_intervals_agree_when_the_weights_are_cut_in_many_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(level, "ENOUGH", 0)
    monkeypatch.setattr(level, "MAX_DEPTH", 5)
    for people, seats in slow.random_campaigns(300, 12):
        check(people, seats)


@settings(max_examples=150, deadline=None)
@given(slow.campaigns())
def test_intervals_agree_with_brute_force_on_found_cases(case) -> None:
    check(*case)


def test_turnover_and_holds_count_the_names_that_differ() -> None:
    weights = np.linspace(0, 1, 21)
    for people, seats in slow.random_campaigns(150, 13):
        found = stability(people, seats)
        sets = [slow.invited(people, seats, Fraction(i, 20)) for i in range(21)]
        for now in (0, 7, 20):
            at = now / 20
            assert found.turnover(weights, at).tolist() == [len(sets[now] - names) for names in sets]
            assert set(found.members(at).tolist()) == sets[now]
            a, b = found.holds(at)
            assert a <= at and (at < b or b == 1.0)
            assert found.next_change(at) == (b if b in found.breakpoints else None)


def test_one_candidate_may_be_in_twice() -> None:
    """The first one loses its seat at 4/9, wins it back at 1/2 when another falls, and loses it for good at 4/7."""
    found = stability(slow.plain([7000, 2000, 3000, 8000, 3000], [2000, 2000, 7000, 1000, 5000]), 2)
    assert found.intervals(0) == [(0.0, 4 / 9), (1 / 2, 4 / 7)]
    assert found.holds(0.45) == (4 / 9, 1 / 2) and found.breakpoints.tolist() == [4 / 9, 1 / 2, 4 / 7]


def test_pinned_rows_are_always_in_and_excluded_ones_never() -> None:
    people = slow.plain([9000, 5000, 100, 9999], [100, 5000, 9000, 9999], [0, PINNED, 0, EXCLUDED])
    found = stability(people, 2)
    assert found.intervals(1) == [(0.0, 1.0)] and found.intervals(3) == []
    assert found.intervals(0) == [(0.0, 0.5)] and found.intervals(2) == [(0.5, 1.0)]
    assert found.holds(0.499) == (0.0, 0.5) and found.holds(0.5) == (0.5, 1.0)
    assert set(found.competing) == set(found.row) and found.always_in.tolist() == [1]


def test_a_change_exactly_at_one_does_not_happen() -> None:
    found = stability(slow.plain([2, 1], [5, 5]), 1)
    assert found.intervals(0) == [(0.0, 1.0)] and len(found.breakpoints) == 0


def test_the_walk_can_be_cancelled() -> None:
    def stop(done: int, total: int, words: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        stability(slow.plain([1, 2], [2, 1]), 1, stop)


def test_the_rank_curve_is_the_rank_at_each_percent() -> None:
    for people, _ in slow.random_campaigns(60, 14):
        curves = {i: rank_curve(people, i) for i in slow.competing(people)}
        for percent in range(101):
            rank = ranks(people, 10 * percent).rank
            assert all(curve[percent] == rank[i] for i, curve in curves.items())


def test_the_skyband_is_who_fewer_than_k_dominate() -> None:
    for people, k in slow.random_campaigns(300, 15):
        s, c = people.score.value.tolist(), people.credibility.value.tolist()
        better = [
            sum(s[j] >= s[i] and c[j] >= c[i] and ((s[j], c[j]) != (s[i], c[i]) or j < i) for j in range(len(s)))
            for i in range(len(s))
        ]
        assert skyband(people.score.value, people.credibility.value, k).tolist() == [
            i for i, n in enumerate(better) if n < k
        ]


@pytest.mark.parametrize("kind", ["independent", "opposed", "ties"])
def test_a_big_campaign_agrees_with_single_candidates(kind: str) -> None:
    rng = np.random.default_rng(16)
    s, c = rng.integers(0, 10001, (2, 20_000))
    if kind == "opposed":
        c = np.clip(10000 - s + rng.integers(-900, 900, 20_000), 0, 10000)
    elif kind == "ties":
        s, c = s // 500 * 500, c // 500 * 500
    people = slow.plain(s.tolist(), c.tolist())
    found = stability(people, 60)
    some = np.unique(found.row)[:: max(1, len(np.unique(found.row)) // 25)]
    assert all(found.intervals(int(i)) == one_interval(people, int(i), 60) for i in some)
    assert all(len(found.members(at)) == 60 for at in (0.0, 0.123, 0.5, 1.0))
