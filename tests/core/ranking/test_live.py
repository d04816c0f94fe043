"""The live ranking against the slow way, at the top, in the middle and in big lists."""

import gc
import weakref
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import EXCLUDED, PINNED
from core.ranking import live, places
from core.ranking.live import LiveRanking
from core.ranking.total import order, ranks
from tests.core.ranking import campaigns as slow


@pytest.fixture(params=["sorted", "bracketed", "misled", "with head"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The ways to the same answer, made to serve small lists."""
    if request.param != "sorted":
        monkeypatch.setattr(places, "SMALL", 0)
    if request.param == "misled":
        monkeypatch.setattr(places, "isqrt", lambda n: 0)
        monkeypatch.setattr(places, "FEW", 1)
    monkeypatch.setattr(live, "HEAD", 3)
    return request.param


def opened(people, seats: int, way: str) -> LiveRanking:
    ranking = LiveRanking(people, seats)
    if way == "with head":
        ranking.prepare()
    return ranking


def check(ranking: LiveRanking, weight: int) -> None:
    people, seats, exact = ranking.candidates, ranking.seats, Fraction(weight, 1000)
    ranking.move(weight)
    listed, seated = slow.whole_list(people, exact), slow.invited(people, seats, exact)
    inside = slow.competing(people)
    values = slow.values(people, exact)
    rank = {i: slow.rank(values, inside, values[i]) if i in inside else 0 for i in listed}
    tied = {i: i in inside and sum(values[i] == values[j] for j in inside) > 1 for i in listed}
    for first, count in ((0, 2), (0, 50), (len(listed) // 2, 3)):
        window = ranking.window(first, count)
        assert window.index.tolist() == listed[first : first + count]
        assert window.rank.tolist() == [rank[i] for i in window.index]
        assert window.tied.tolist() == [tied[i] for i in window.index]
        assert window.total.tolist() == [1000 // exact.denominator * values[i] for i in window.index]
        assert window.is_in.tolist() == [i in seated for i in window.index]
    assert [ranking.place_of(i) for i in listed] == list(range(len(listed)))
    assert ranking.rank_of(listed).tolist() == [rank[i] for i in listed]
    assert ranking.invited().tolist() == [i for i in listed if i in seated]
    check_line(ranking, exact)


def check_line(ranking: LiveRanking, exact: Fraction) -> None:
    people = ranking.candidates
    unpinned = [i for i in slow.ranked(people, slow.competing(people), exact) if people.state[i] != PINNED]
    free = max(0, ranking.seats - int(np.count_nonzero(people.state == PINNED)))
    held = unpinned[:free]
    if not held:
        assert ranking.line is None
        return
    value = slow.total(people, held[-1], exact)
    next_one = unpinned[free : free + 1]
    assert ranking.line == live.Line(
        held[-1], int(1000 * value), any(slow.total(people, i, exact) == value for i in next_one)
    )


def test_the_list_the_line_and_the_seats_agree_with_brute_force(way: str) -> None:
    for case, (people, seats) in enumerate(slow.random_campaigns(250, 3)):
        ranking = opened(people, seats, way)
        for weight in (0, 1000, 1 + case % 998):
            check(ranking, weight)


@settings(max_examples=60, deadline=None)
@given(slow.campaigns(), st.integers(0, 1000))
def test_found_cases_agree_with_brute_force(case, weight: int) -> None:
    check(LiveRanking(*case), weight)


def test_best_and_worst_ranks_move_one_candidate_within_its_bounds(way: str) -> None:
    for case, (people, seats) in enumerate(slow.random_campaigns(150, 4)):
        weight = (0, 1000, 1 + case % 998)[case % 3]
        exact, ranking = Fraction(weight, 1000), opened(people, seats, way)
        ranking.move(weight)
        best, worst = ranking.best_worst(range(len(people)))
        values, rows = slow.values(people, exact), slow.competing(people)
        up, down = exact.numerator, exact.denominator - exact.numerator
        for i in range(len(people)):
            high = down * int(people.score.high[i]) + up * int(people.credibility.high[i])
            low = down * int(people.score.low[i]) + up * int(people.credibility.low[i])
            shown = people.state[i] <= 2
            assert best[i] == (slow.rank(values, rows, high, but=i) if shown else 0)
            assert worst[i] == (slow.rank(values, rows, low, but=i) if shown else 0)


def test_rank_by_score_is_the_rank_at_weight_zero() -> None:
    for people, seats in slow.random_campaigns(100, 5):
        rows = np.arange(len(people))
        ranking = LiveRanking(people, seats, weight=777)
        assert ranking.rank_by_score(rows).tolist() == ranks(people, 0).rank.tolist()
        assert ranking.rank_by_score(rows[:0]).tolist() == []


def test_a_filter_hides_rows_but_keeps_the_ranking(way: str) -> None:
    rng = np.random.default_rng(6)
    for people, seats in slow.random_campaigns(100, 6):
        ranking = opened(people, seats, way)
        mask = rng.random(len(people)) < 0.5
        shown = ranking.filtered(mask)
        for weight in (250, 800):
            ranking.move(weight)
            whole, part = ranking.window(0, 99), shown.window(0, 99)
            keep = mask[whole.index]
            assert len(shown) == keep.sum() and part.index.tolist() == whole.index[keep].tolist()
            assert part.rank.tolist() == whole.rank[keep].tolist() and part.is_in.tolist() == whole.is_in[keep].tolist()
            places_found = [shown.place_of(int(i)) for i in part.index]
            assert places_found == list(range(len(part.index)))
            assert all(shown.place_of(int(i)) is None for i in whole.index[~keep])


def test_more_seats_than_prepared_for_are_still_exact(way: str) -> None:
    people, _ = next(slow.random_campaigns(1, 7, largest=40))
    ranking = opened(people, 1, way)
    ranking.reseat(9)
    check(ranking, 420)


def test_pins_beyond_the_seats_all_hold_one() -> None:
    ranking = LiveRanking(slow.plain([9000, 8000, 1000], [9000, 8000, 1000], [0, PINNED, PINNED]), seats=1)
    assert ranking.invited().tolist() == [1, 2] and ranking.line is None
    assert ranking.window(0, 3).rank.tolist() == [1, 2, 3]


def test_nobody_at_all() -> None:
    ranking = LiveRanking(slow.plain([], []), seats=40)
    assert len(ranking) == 0 and ranking.line is None and len(ranking.window(0, 30).index) == 0
    assert LiveRanking(slow.plain([5], [5], [EXCLUDED]), 1).window(0, 5).rank.tolist() == [0]


def test_a_weight_outside_the_scale_is_a_bug() -> None:
    with pytest.raises(ValueError, match="-1"):
        LiveRanking(slow.plain([1], [1]), 1).move(-1)


@pytest.mark.parametrize("step", [1, 100, 2500, 10000])
def test_a_big_list_agrees_with_its_full_order(step: int) -> None:
    rng = np.random.default_rng(8)
    n = 60_000
    score, credibility = ((rng.integers(0, 10000 // step + 1, n) * step).tolist() for _ in range(2))
    states = rng.choice([0, 0, 0, 0, 0, 0, 1, 2, 3, 4], n).tolist()
    for i in np.flatnonzero(np.array(states) == PINNED)[20:]:
        states[i] = 0
    people = slow.plain(score, credibility, states)
    ranking = LiveRanking(people, 50)
    ranking.prepare()
    for weight in (0, 373, 1000):
        ranking.move(weight)
        full, rank = order(people, weight), ranks(people, weight)
        for first, count in ((0, 100), (240, 30), (25_000, 40), (n - 20, 40)):
            window = ranking.window(first, count)
            assert window.index.tolist() == full[first : first + count].tolist()
            assert window.rank.tolist() == rank.rank[window.index].tolist()
            assert window.tied.tolist() == rank.tied[window.index].tolist()
        assert [ranking.place_of(int(i)) for i in full[[3, 25_000, n - 1]]] == [3, 25_000, n - 1]


def test_an_old_ranking_is_gone_at_once() -> None:
    """A million rows may not wait for the garbage collector."""
    gc.disable()
    try:
        ranking = LiveRanking(slow.plain([1, 2, 3], [3, 2, 1]), 2)
        ranking.filtered(np.array([True, False, True])).window(0, 2)
        seen = weakref.ref(ranking)
        del ranking
        assert seen() is None
    finally:
        gc.enable()
