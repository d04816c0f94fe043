"""Invitations: what may follow what, who moves up, how many to invite, and which weight would have done best."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Trouble
from core.invitations import states as invitations_states
from core.invitations.afterwards import Afterwards, afterwards, said
from core.invitations.states import Guest


def guests(*states: str) -> list[Guest]:
    return [Guest(n, f"k:{n}", f"Guest {n}", n, state) for n, state in enumerate(states, 1)]


def test_every_state_is_worded_reached_and_left() -> None:
    assert set(invitations_states.FOLLOWS) == {"", *invitations_states.STATES}
    assert {after for states in invitations_states.FOLLOWS.values() for after in states} == {
        "",
        *invitations_states.STATES,
    }
    assert len({invitations_states.words(state) for state in ("", *invitations_states.STATES)}) == 9


@pytest.mark.parametrize("before", ["", *invitations_states.STATES])
@pytest.mark.parametrize("after", ["", *invitations_states.STATES])
def test_only_what_may_follow_follows(before: str, after: str) -> None:
    if after == before or after in invitations_states.FOLLOWS[before]:
        invitations_states.check(before, after)
    else:
        with pytest.raises(Trouble, match="cannot come after"):
            invitations_states.check(before, after)


@given(st.lists(st.sampled_from(["", *invitations_states.STATES]), max_size=30), st.integers(0, 20))
def test_the_best_of_the_rest_take_the_seats_that_are_free(states: list[str], seats: int) -> None:
    people = guests(*states)
    up = invitations_states.next_up(people, seats)
    held = sum(state in invitations_states.HOLDING for state in states)
    waiting = [guest for guest in people if guest.state == ""]
    assert up == waiting[: len(up)]
    assert len(up) == min(max(0, seats - held), len(waiting))


def test_one_declines_and_the_next_in_the_order_moves_up() -> None:
    people = guests("accepted", "declined", "invited", "", "")
    assert [guest.place for guest in invitations_states.next_up(people, 3)] == [4]


def test_the_rate_counts_those_who_have_answered() -> None:
    rate = invitations_states.acceptance(
        guests("accepted", "came", "no_show", "declined", "no_answer", "invited", "to_invite", "")
    )
    assert (rate.yes, rate.asked, rate.value) == (3, 5, 0.6)
    assert rate.low == pytest.approx(0.2307, abs=1e-4) and rate.high == pytest.approx(0.8824, abs=1e-4)
    assert invitations_states.acceptance([]).value is None and invitations_states.wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("n", "free", "yes", "asked"), [(5, 3, 2, 4), (12, 4, 0, 0), (9, 9, 3, 9), (30, 12, 8, 20)])
def test_the_risk_of_too_many_is_the_exact_beta_binomial(n: int, free: int, yes: int, asked: int) -> None:
    a, b = yes + 1, asked - yes + 1

    def beta(x: int, y: int) -> Fraction:
        return Fraction(1, (x + y - 1) * comb(x + y - 2, x - 1))

    exact = sum((comb(n, k) * beta(k + a, n - k + b) / beta(a, b) for k in range(free + 1, n + 1)), Fraction(0))
    assert invitations_states.too_many(n, free, yes, asked) == pytest.approx(float(exact), abs=1e-10)


def test_overbooking_follows_the_acceptance_and_its_doubt() -> None:
    half = guests(*["accepted"] * 50, *["declined"] * 50)
    found = invitations_states.advice(half, 80)
    assert (found.free, found.waiting, found.even) == (30, 0, 60)
    assert 40 < found.safe < found.even
    few = invitations_states.advice(guests("accepted", "declined"), 31)
    assert few.free == 30 and few.even == 60
    assert few.safe < found.safe  # the same rate, far less sure of it


def test_those_still_silent_are_counted_before_more_are_invited() -> None:
    before = invitations_states.advice(guests(*["accepted"] * 10, *["declined"] * 10), 30)
    after = invitations_states.advice(guests(*["accepted"] * 10, *["declined"] * 10, *["invited"] * 15), 30)
    assert before.even - after.even == before.safe - after.safe == 15
    assert invitations_states.advice([], 0).even == 0


def brute(score: list[int], credibility: list[int], came: list[int], others: list[int], w: Fraction) -> Fraction:
    total = [(1 - w) * s + w * c for s, c in zip(score, credibility, strict=True)]
    wins = [Fraction(total[a] > total[b]) + Fraction(total[a] == total[b], 2) for a in came for b in others]
    return sum(wins, Fraction(0)) / len(wins)


PEOPLE = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=9)


@given(PEOPLE, st.data())
def test_no_weight_at_all_does_better(people: list[tuple[int, int]], data: st.DataObject) -> None:
    """Against every break-point as a rational, every midpoint between two, and both ends."""
    cut = data.draw(st.integers(1, len(people) - 1))
    weight = data.draw(st.integers(0, 1000))
    score, credibility = (list(side) for side in zip(*people, strict=True))
    came, others = list(range(cut)), list(range(cut, len(people)))
    places = np.array(came), np.array(others)
    found = afterwards(np.array(score, np.int32), np.array(credibility, np.int32), *places, weight)
    turns = {
        Fraction(score[a] - score[b], score[a] - score[b] - credibility[a] + credibility[b])
        for a in came
        for b in others
        if score[a] - score[b] != credibility[a] - credibility[b]
    }
    bounds = sorted({Fraction(0), Fraction(1), *(t for t in turns if 0 < t < 1)})
    middles = [(a + b) / 2 for a, b in pairwise(bounds)]
    values = {w: brute(score, credibility, came, others, w) for w in (*bounds, *middles)}
    highest = max(values.values())
    assert found.highest == pytest.approx(float(highest), abs=1e-12)
    assert found.used == pytest.approx(float(brute(score, credibility, came, others, Fraction(weight, 1000))))
    for middle in middles:
        step = int(np.searchsorted(found.breaks, float(middle)))
        assert found.share[step] == pytest.approx(float(values[middle]), abs=1e-12)
        assert any(a <= float(middle) <= b for a, b in found.best) == (values[middle] == highest)
    assert found.best


def test_the_doubt_is_the_same_each_time_and_shrinks_with_more_people() -> None:
    few, again, many = drawn(6), drawn(6), drawn(80)
    assert few.likely == again.likely
    assert few.too_few and not many.too_few
    assert few.likely[1] - few.likely[0] > many.likely[1] - many.likely[0]
    assert many.likely[0] > 0.3
    assert any("Too few" in sentence for sentence in said(few))
    assert not any("Too few" in sentence for sentence in said(many))


def drawn(n: int) -> Afterwards:
    """Those who came have more credibility and no more score."""
    chance = np.random.default_rng(1)
    credibility = np.concatenate((chance.normal(6500, 900, n), chance.normal(5000, 900, n))).astype(np.int32)
    score = chance.normal(5000, 1500, 2 * n).astype(np.int32)
    return afterwards(score, credibility, np.arange(n), np.arange(n, 2 * n), 500)


def test_nobody_on_a_side_is_nothing_to_compare() -> None:
    one = np.zeros(3, np.int32)
    found = afterwards(one, one, np.array([], np.int64), np.arange(3), 500)
    assert found.likely is None and found.best == ()
    assert said(found) == ["Nobody has come or written yet, or everybody has: there is nothing to compare."]
