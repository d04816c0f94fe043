"""Stability under rules against trying every list there is, at many weights."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest

from core.errors import Cancelled, Trouble
from core.model import PINNED, WEIGHT_PARTS, Candidates, Progress, no_progress
from core.ranking.program import programme
from core.ranking.ruled import ruled_steps, to_the_end
from core.ranking.rules import AtLeast, AtMost, Budget, Rule, ever_needed
from core.ranking.selection import best_list, contenders, invited, select
from core.ranking.stability import Stability, stability
from core.ranking.total import totals
from tests.core.ranking import campaigns as slow
from tests.core.ranking.test_selection import keeps, random_rules, small_campaigns

EVERY = range(0, WEIGHT_PARTS + 1, 25)


def ruled_stability(people: Candidates, seats: int, rules: list[Rule], progress: Progress = no_progress) -> Stability:
    """All steps one after another."""
    return to_the_end(ruled_steps(people, seats, rules), progress)


def lists(people: Candidates, seats: int, rules: list[Rule]) -> list[tuple[int, ...]]:
    """Every list that keeps the rules."""
    pinned = {i for i in range(len(people)) if people.state[i] == PINNED}
    sizes = range(max(seats, len(pinned)) + 1)
    picks = (pick for size in sizes for pick in combinations(slow.competing(people), size))
    return [pick for pick in picks if pinned <= set(pick) and all(keeps(rule, pick) for rule in rules)]


def check(people: Candidates, seats: int, rules: list[Rule], weights: range = EVERY) -> Stability | None:
    """At each weight the list is the best one, and no break-point stands where both lists are not equal."""
    fit = lists(people, seats, rules)
    if not fit:
        with pytest.raises(Trouble, match="No list keeps"):
            ruled_stability(people, seats, rules)
        return None
    found = ruled_stability(people, seats, rules)
    s, c = people.score.value.tolist(), people.credibility.value.tolist()
    lines = [(sum(s[i] for i in pick), sum(c[i] for i in pick)) for pick in fit]
    held = set(fit)
    for weight in weights:
        mine = tuple(found.members(weight / WEIGHT_PARTS).tolist())
        best = max((WEIGHT_PARTS - weight) * a + weight * b for a, b in lines)
        assert mine in held
        assert sum((WEIGHT_PARTS - weight) * s[i] + weight * c[i] for i in mine) == best
    for at, before in zip(found.breakpoints.tolist(), [0.0, *found.breakpoints.tolist()], strict=False):
        exact = Fraction(at).limit_denominator(10**6)
        sums = [
            sum((1 - exact) * s[i] + exact * c[i] for i in found.members(weight).tolist())
            for weight in ((before + at) / 2, at)
        ]
        assert sums[0] == sums[1]
    return found


def test_every_weight_has_its_best_list() -> None:
    found = [check(*case) for case in small_campaigns(400, 61)]
    moved = [each for each in found if each is not None and len(each.breakpoints)]
    assert len(moved) > 50 and any(each is None for each in found)


def test_lists_that_change_within_a_thousandth_are_followed_weight_by_weight() -> None:
    for people, seats, rules in small_campaigns(40, 62):
        check(people, seats, rules, range(WEIGHT_PARTS + 1))


def test_without_rules_it_is_the_plain_stability_at_every_weight_that_can_be_set() -> None:
    for people, seats in slow.random_campaigns(150, 63):
        ruled, plain = ruled_stability(people, seats, []), stability(people, seats)
        for weight in EVERY:
            assert ruled.members(weight / 1000).tolist() == plain.members(weight / 1000).tolist()


def test_the_list_at_a_weight_is_the_one_solved_there() -> None:
    """With rules over values that differ, where no two lists have the same sum."""
    rng = np.random.default_rng(64)
    for _ in range(6):
        people = slow.plain(*rng.integers(0, 10001, (2, 120)).tolist())
        rules: list[Rule] = [
            AtMost("organisation", rng.integers(-1, 12, 120), 2),
            AtLeast("France", rng.random(120) < 0.2, 5),
        ]
        found = ruled_stability(people, 15, rules)
        for weight in range(0, 1001, 50):
            rows = np.sort(invited(people, 15, weight, rules))
            assert found.members(weight / 1000).tolist() == rows.tolist()
        known = select(people, 15, 400, rules, known=found.members(0.4))
        again = select(people, 15, 400, rules)
        assert known.rows.tolist() == again.rows.tolist() and known.prices[0].total == again.prices[0].total


def whole(people: Candidates, seats: int, weight: int, rules: list[Rule]) -> int:
    """The greatest sum by one integer programme over everybody, nobody left out beforehand."""
    rows = np.arange(len(people))
    total = totals(people.score.value, people.credibility.value, weight).astype(np.int64)
    forced = people.state == PINNED
    best = programme(rows, total, forced, seats, rules).among(rows)
    assert best is not None
    return int(total[best].sum())


@pytest.mark.parametrize("costs", [3, 400])
def test_bigger_campaigns_agree_with_one_programme_over_everybody(costs: int) -> None:
    rng = np.random.default_rng(68)
    n = 400
    states = np.where(rng.random(n) < 0.01, PINNED, 0).tolist()
    people = slow.plain(*rng.integers(0, 10001, (2, n)).tolist(), states)
    rules: list[Rule] = [
        AtMost("organisation", rng.integers(-1, 60, n), 2),
        AtMost("Italy", np.where(rng.random(n) < 0.3, 0, -1), 4, of_each=False),
        AtLeast("France", rng.random(n) < 0.1, 9),
        Budget(rng.integers(1, costs + 1, n), 12 * costs),
    ]
    found = ruled_stability(people, 25, rules)
    for weight in (0, 7, 250, 333, 500, 612, 875, 1000):
        rows = found.members(weight / 1000)
        assert all(rule.kept(rows) for rule in rules) and len(rows) <= 25
        total = totals(people.score.value[rows], people.credibility.value[rows], weight)
        assert total.sum(dtype=np.int64) == whole(people, 25, weight, rules)


def test_those_who_can_ever_be_needed_are_enough_at_every_weight() -> None:
    rng = np.random.default_rng(65)
    smaller = compared = 0
    for case in range(80):
        n = int(rng.integers(1, 80))
        people = slow.plain(*rng.integers(0, (5, 10001)[case % 2], (2, n)).tolist())
        rules, seats = random_rules(rng, n), int(rng.integers(0, 9))
        some = contenders(people, seats, rules)
        for weight in (0, 1, 370, 999, 1000):
            total = totals(people.score.value, people.credibility.value, weight)
            try:
                everybody = best_list(people, seats, weight, rules)
            except Trouble:
                continue
            compared += len(some) < n
            assert total[everybody].sum() == total[best_list(people, seats, weight, rules, some)].sum()
        smaller += len(some) < n
    assert smaller > 20 and compared > 50


def test_a_budget_of_many_costs_keeps_everybody_in_reach() -> None:
    rng = np.random.default_rng(66)
    s, c = rng.integers(0, 10001, (2, 30)).astype(np.int32)
    costs = Budget(np.arange(30, dtype=np.int32), 100)
    assert len(ever_needed(np.arange(30), s, c, np.zeros(30, np.bool_), 5, [costs])) == 30


def test_looking_for_the_changes_can_be_cancelled_and_says_how_far_it_is() -> None:
    heard: list[int] = []

    def stop(done: int, total: int, words: str) -> None:
        heard.append(done)
        if len(heard) == 4:
            raise Cancelled

    rng = np.random.default_rng(67)
    people = slow.plain(*rng.integers(0, 10001, (2, 60)).tolist())
    with pytest.raises(Cancelled):
        ruled_stability(people, 5, [AtMost("organisation", rng.integers(0, 9, 60), 1)], stop)
    assert all(a <= b for a, b in pairwise(heard))
