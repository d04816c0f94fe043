"""Selection under rules against trying every list there is."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest

from core import i18n
from core.errors import Cancelled, Trouble
from core.model import EXCLUDED, PINNED, Candidates
from core.ranking import program
from core.ranking.live import LiveRanking
from core.ranking.rules import AtLeast, AtMost, Budget, Rule, needed
from core.ranking.selection import select
from core.ranking.total import totals
from tests.core.ranking import campaigns as slow


def keeps(rule: Rule, rows: tuple[int, ...]) -> bool:
    if isinstance(rule, AtMost):
        groups = [int(rule.group[i]) for i in rows if rule.group[i] >= 0]
        return all(groups.count(g) <= rule.n for g in groups)
    if isinstance(rule, AtLeast):
        return sum(bool(rule.member[i]) for i in rows) >= rule.n
    return sum(int(rule.cost[i]) for i in rows) <= rule.limit


def best_sum(people: Candidates, seats: int, weight: int, rules: list[Rule]) -> int | None:
    """The greatest sum of totals over every list there is; None if none keeps the rules."""
    total = totals(people.score.value, people.credibility.value, weight).tolist()
    pinned = {i for i in range(len(people)) if people.state[i] == PINNED}
    rows = slow.competing(people)
    lists = (pick for size in range(max(seats, len(pinned)) + 1) for pick in combinations(rows, size))
    fit = [pick for pick in lists if pinned <= set(pick) and all(keeps(rule, pick) for rule in rules)]
    return max((sum(total[i] for i in pick) for pick in fit), default=None)


def random_rules(rng: np.random.Generator, n: int) -> list[Rule]:
    rules: list[Rule] = [
        AtMost("organisation", rng.integers(-1, 3, n), int(rng.integers(0, 3))),
        AtMost("country", rng.integers(-1, 2, n), int(rng.integers(1, 4))),
        AtLeast("France", rng.random(n) < 0.4, int(rng.integers(0, 4))),
        AtLeast("video", rng.random(n) < 0.6, int(rng.integers(0, 3))),
        Budget(rng.integers(0, 6, n) * 100, int(rng.integers(0, 15)) * 100),
    ]
    return [rule for rule in rules if rng.random() < 0.45]


def small_campaigns(count: int, seed: int) -> Iterator[tuple[Candidates, int, list[Rule]]]:
    """Campaigns of up to nine with ties, pins, exclusions and missing sides, and rules, some of which clash."""
    rng = np.random.default_rng(seed)
    for people, seats in slow.random_campaigns(count, seed + 1, largest=8):
        if len(people) > 9:
            people = slow.plain(*(side.value[:9].tolist() for side in (people.score, people.credibility)))
        yield people, seats, random_rules(rng, len(people))


def check(people: Candidates, seats: int, rules: list[Rule], weight: int) -> bool | None:
    """Against every list there is; whether the solver was needed, None where no list keeps the rules."""
    best = best_sum(people, seats, weight, rules)
    if best is None:
        with pytest.raises(Trouble, match="No list keeps"):
            select(people, seats, weight, rules)
        return None
    found = select(people, seats, weight, rules)
    rows = tuple(found.rows.tolist())
    assert found.total == best and all(keeps(rule, rows) for rule in rules)
    assert sum(totals(people.score.value, people.credibility.value, weight)[list(rows)].tolist()) == best
    for price in found.prices:
        free = best_sum(people, seats, weight, [rule for rule in rules if rule is not price.rule])
        assert free is not None and price.total == free - best
    return found.solved


def test_selection_agrees_with_every_list_there_is() -> None:
    solved = [check(*case, weight=(97 * i) % 1001) for i, case in enumerate(small_campaigns(500, 41))]
    assert solved.count(True) > 50 and solved.count(None) > 20


def test_the_few_that_can_matter_give_the_answer_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The relaxed bound leaves nobody out who belongs to the best list."""
    rng = np.random.default_rng(45)
    compared = 0
    for case in range(60):
        n = int(rng.integers(8, 60))
        people = slow.plain(*(rng.integers(0, (4, 10001)[case % 2], (2, n)).tolist()))
        rules = random_rules(rng, n)
        sums = []
        for core in (4, 10**6):
            monkeypatch.setattr(program, "CORE", core)
            try:
                sums.append(select(people, 6, 370, rules).total)
            except Trouble as trouble:
                sums.append(trouble.what)
        compared += isinstance(sums[0], int) and len(rules) > 1
        assert sums[0] == sums[1]
    assert compared > 15


def test_without_rules_it_is_the_invitation_set() -> None:
    for people, seats in slow.random_campaigns(100, 43):
        found = select(people, seats, 420, [])
        assert found.rows.tolist() == LiveRanking(people, seats, 420).invited().tolist() and not found.solved


def test_what_a_rule_cost_is_said_seat_by_seat() -> None:
    people = slow.plain([9000, 8000, 7120, 6400], [9000, 8000, 7120, 6400])
    rule = AtMost("organisation", np.array([1, 2, 2, 3]), 1)
    (price,) = select(people, 3, 500, [rule]).prices
    (swap,) = price.swaps
    assert (swap.seat, swap.lost, swap.gained) == (3, 2, 3)
    assert price.total == (7120 - 6400) * 1000


def test_rules_that_cannot_be_kept_are_named_and_only_those() -> None:
    people = slow.plain([10, 20, 30, 40], [10, 20, 30, 40], [PINNED, 0, 0, EXCLUDED])
    french = AtLeast("France", np.array([False, False, True, False]), 1)
    loose = AtMost("organisation", np.array([1, 1, 2, 2]), 3)
    poor = Budget(np.array([5000, 100, 5001, 100]), 10_000)
    with pytest.raises(Trouble) as caught:
        select(people, 2, 500, [loose, french, poor])
    assert caught.value.what == "No list keeps these 2 rules together: at least 1 from France; a budget of 100.00."
    with pytest.raises(Trouble) as caught:
        select(people, 2, 500, [loose, AtLeast("France", np.array([False] * 4), 1)])
    assert caught.value.what == "No list keeps this rule: at least 1 from France."
    with i18n.language("fr"), pytest.raises(Trouble) as caught:
        select(people, 2, 500, [french, poor])
    assert caught.value.what.startswith("Aucune liste ne respecte ensemble ces 2 règles\u00a0: au moins 1 pour France")


def test_few_rows_of_a_big_campaign_are_enough_and_the_answer_is_the_same() -> None:
    rng = np.random.default_rng(44)
    n = 3000
    people = slow.plain(rng.integers(0, 10001, n).tolist(), rng.integers(0, 10001, n).tolist())
    rules: list[Rule] = [
        AtMost("organisation", rng.integers(0, 40, n), 1),
        AtLeast("Quebec", rng.random(n) < 0.02, 8),
    ]
    near = needed(np.arange(n), np.zeros(n, np.bool_), 20, rules)
    assert len(near) <= 40
    found = select(people, 20, 300, rules)
    assert found.solved and len(found.rows) == 20 and all(rule.kept(found.rows) for rule in rules)
    budget = Budget(rng.integers(1, 500, n), 2000)
    dear = select(people, 20, 300, [*rules, budget])
    assert budget.kept(dear.rows) and dear.total <= found.total


def test_choosing_can_be_cancelled() -> None:
    def stop(done: int, total: int, words: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        select(slow.plain([1], [1]), 1, 0, [], stop)
