"""Ties end at the stable key: the order of the rows moves nobody, in no answer of the ranking."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import Trouble
from core.model import PackedTexts, TieOrder, packed
from core.ranking.compare import lack
from core.ranking.live import LiveRanking
from core.ranking.ruled import ruled_steps, to_the_end
from core.ranking.rules import AtLeast, AtMost, Budget, Rule
from core.ranking.seats import seat_spans
from core.ranking.selection import best_list, next_in
from core.ranking.stability import stability
from core.ranking.total import order, ranks
from core.stature.triage import triage
from tests.core.ranking import campaigns as slow
from tests.core.ranking.one_interval import one_interval
from tests.core.ranking.test_selection import small_campaigns


def shuffled(people, rows: np.ndarray):
    """The same candidates with their rows in another order, each keeping its key (the place it had, or its row)."""
    places = np.arange(len(people)) if people.ties is None else people.ties.place
    place = places[rows].astype(np.int32)
    sides = (
        replace(side, **{name: getattr(side, name)[rows] for name in ("value", "low", "high", "known")})
        for side in (people.score, people.credibility)
    )
    ties = TieOrder(place, np.argsort(place).astype(np.int32))
    return slow.Candidates(*sides, people.state[rows], people.offline[rows], ties)


def rows_in_another_order(count: int, seed: int):
    rng = np.random.default_rng(seed)
    for case, (people, seats) in enumerate(slow.random_campaigns(count, seed + 1)):
        rows = rng.permutation(len(people))
        yield people, shuffled(people, rows), rows, seats, (0, 1000, 1 + case % 998)[case % 3]


def test_the_order_of_rows_moves_nobody() -> None:
    """Order, ranks, seats, reserve, windows before and after ``prepare``, intervals, needs, seats and triage."""
    for people, other, rows, seats, weight in rows_in_another_order(400, 31):
        assert rows[order(other, weight)].tolist() == order(people, weight).tolist()
        for before, after in zip(ranks(people, weight), ranks(other, weight), strict=True):
            assert before[rows].tolist() == after.tolist()
        one, two = LiveRanking(people, seats, weight), LiveRanking(other, seats, weight)
        assert rows[two.invited()].tolist() == one.invited().tolist()
        assert rows[two.window(0, 50).index].tolist() == one.window(0, 50).index.tolist()
        if one.line:
            assert rows[two.line.index] == one.line.index and two.line.tied == one.line.tied
        assert rows[triage(other, weight, seats)].tolist() == triage(people, weight, seats).tolist()
        here, there = stability(people, seats), stability(other, seats)
        for at, row in enumerate(rows.tolist()):
            assert there.intervals(at) == here.intervals(row) == one_interval(other, at, seats)
            assert lack(two, at) == lack(one, row)
            assert seat_spans(other, weight, at, 9) == seat_spans(people, weight, row, 9)


def test_the_head_found_once_ends_ties_by_key_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """The big campaign's ways: a bracket instead of a sort, and the rows that can ever stand first."""
    monkeypatch.setattr("core.ranking.places.SMALL", 10)
    monkeypatch.setattr("core.ranking.live.HEAD", 12)
    rng = np.random.default_rng(33)
    for _ in range(30):
        s, c = (rng.integers(0, 4, (2, 300)) * 2500).tolist()
        people = slow.campaign(slow.axis(s), slow.axis(c), ties=rng.permutation(300).tolist())
        live = LiveRanking(people, 10, 500)
        live.prepare()
        for weight in (0, 500, 777, 1000):
            live.move(weight)
            first = order(people, weight)
            assert live.window(0, 8).index.tolist() == first[:8].tolist()
            assert live.window(150, 8).index.tolist() == first[150:158].tolist()
            assert live.invited().tolist() == first[:10].tolist()


def moved_rules(rules: list[Rule], rows: np.ndarray) -> list[Rule]:
    """The same rules over the rows in another order, their groups numbered otherwise."""
    found: list[Rule] = []
    for rule in rules:
        if isinstance(rule, AtMost):
            found.append(replace(rule, group=np.where(rule.group < 0, -1, 7 - rule.group)[rows]))
        elif isinstance(rule, AtLeast):
            found.append(replace(rule, member=rule.member[rows]))
        else:
            assert isinstance(rule, Budget)
            found.append(replace(rule, cost=rule.cost[rows]))
    return found


def answer(work, *arguments):
    """What it gives, or None where rules clash."""
    try:
        return work(*arguments)
    except Trouble:
        return None


def test_the_order_of_rows_moves_nobody_under_rules() -> None:
    rng = np.random.default_rng(35)
    for case, (people, seats, rules) in enumerate(small_campaigns(250, 36)):
        rows, weight = rng.permutation(len(people)), (0, 1000, 1 + case % 998)[case % 3]
        other, others = shuffled(people, rows), moved_rules(rules, rows)
        one = answer(best_list, people, seats, weight, rules)
        two = answer(best_list, other, seats, weight, others)
        assert (one is None) == (two is None)
        if one is None or two is None:
            continue
        assert rows[two].tolist() == one.tolist()
        holding = one[: len(one) // 2]
        there = np.argsort(rows)[holding]
        one, two = (
            answer(next_in, people, weight, rules, holding, 2),
            answer(next_in, other, weight, others, there, 2),
        )
        assert (one is None) == (two is None) and (one is None or rows[two].tolist() == one.tolist())
        if case % 5 == 0:
            here = to_the_end(ruled_steps(people, seats, rules))
            after = to_the_end(ruled_steps(other, seats, others))
            assert all(after.intervals(at) == here.intervals(row) for at, row in enumerate(rows.tolist()))


def test_the_order_of_keys_is_that_of_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    from core.campaign.choices import ties

    rng = np.random.default_rng(37)
    letters = ["a", "b", "é", "z", "你", "", "🙂"]
    for size in (0, 1, 2, 30):
        keys = ["".join(rng.choice(letters, 3)) for _ in range(size)]
        texts: PackedTexts = packed(keys)
        expected = sorted(range(size), key=lambda row: (keys[row].encode(), row))
        for few in (0, 1000):
            monkeypatch.setattr(ties, "FEW", few)
            found = ties.tie_order(texts)
            assert (list(range(size)) if found is None else found.row.tolist()) == expected
            assert found is None or found.place[found.row].tolist() == list(range(size))
