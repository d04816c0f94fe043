"""Totals, order and ranks against the slow way."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ranking.total import by_radix, order, ranks, sorted_keys, totals
from core.ranking.unknown import gives_stand_in, stand_in
from tests.core.ranking.campaigns import campaigns, competing, plain, random_campaigns, rank, values, whole_list


def test_the_median_stands_in_for_the_unknown() -> None:
    values = np.array([10, 20, 31, 40, 50, 60, 0], np.int32)
    known = np.array([True] * 6 + [False])
    assert stand_in(values, known).tolist() == [10, 20, 31, 40, 50, 60, 36]  # 35.5, half up
    known[0] = False
    assert stand_in(values, known)[[0, 6]].tolist() == [40, 40]


def test_fifty_stands_in_while_fewer_than_five_are_known() -> None:
    values = np.array([9000, 9000, 9000, 9000, 0], np.int32)
    assert stand_in(values, np.array([True] * 4 + [False]))[4] == 5000
    assert stand_in(np.empty(0, np.int32), np.empty(0, np.bool_)).tolist() == []


@settings(max_examples=200, deadline=None)
@given(campaigns(), st.lists(st.tuples(st.integers(0, 10000), st.sampled_from([0, 3, 4])), max_size=9))
def test_whom_a_market_a_decision_or_a_network_keeps_out_moves_no_stand_in(case, others) -> None:
    """Others off line (state 0 here), out of market or excluded are added: the stand-ins stay as they were."""
    people = case[0]
    values = np.concatenate((people.score.value, np.array([value for value, _ in others], np.int32)))
    known = np.concatenate((people.score.known, np.ones(len(others), np.bool_)))
    state = np.concatenate((people.state, np.array([state for _, state in others], np.int8)))
    offline = np.arange(len(values)) >= len(people)
    before = stand_in(people.score.value, people.score.known, gives_stand_in(people.state, people.offline))
    after = stand_in(values, known, gives_stand_in(state, offline))
    assert after[: len(people)].tolist() == before.tolist()


def test_totals_are_exact_integers_within_int32() -> None:
    full = np.array([0, 10000, 10000], np.int32)
    assert totals(full, full[::-1], 1000).tolist() == [10_000_000, 10_000_000, 0]
    assert totals(full, full[::-1], 370).dtype == np.int32
    with pytest.raises(ValueError, match="1001"):
        totals(full, full, 1001)


def test_ties_go_to_credibility_then_score_then_the_earlier_row() -> None:
    people = plain([4000, 6000, 5000, 6000], [6000, 4000, 5000, 4000])
    assert order(people, 500).tolist() == [0, 2, 1, 3]
    assert ranks(people, 500).rank.tolist() == [1, 1, 1, 1]
    assert order(people, 0).tolist() == [1, 3, 2, 0]
    assert ranks(people, 0).rank.tolist() == [4, 1, 3, 1]
    assert ranks(people, 0).tied.tolist() == [False, True, False, True]
    assert order(people, 1000).tolist() == [0, 2, 1, 3]


def check(people, weight: int) -> None:
    exact = Fraction(weight, 1000)
    assert order(people, weight).tolist() == whole_list(people, exact)
    found, rows = ranks(people, weight), competing(people)
    amounts = values(people, exact)
    for i in range(len(people)):
        inside = i in rows
        assert found.rank[i] == (rank(amounts, rows, amounts[i]) if inside else 0)
        assert found.tied[i] == (inside and sum(amounts[j] == amounts[i] for j in rows) > 1)


def test_order_and_ranks_agree_with_brute_force() -> None:
    for case, (people, _) in enumerate(random_campaigns(400, 1)):
        check(people, (0, 1000, 500, 333, 1 + case % 998)[case % 5])


@settings(max_examples=100, deadline=None)
@given(campaigns(), st.integers(0, 1000))
def test_order_and_ranks_agree_with_brute_force_on_found_cases(case, weight: int) -> None:
    check(case[0], weight)


def test_sorting_keys_in_two_passes_sorts_them() -> None:
    rng = np.random.default_rng(2)
    for high in (3, 2**40, 2**62):
        key = rng.integers(0, min(high, 10_000_000 << 39), 5000)
        assert np.array_equal(sorted_keys(key), np.sort(key))
        assert np.array_equal(by_radix(key), np.sort(key))
