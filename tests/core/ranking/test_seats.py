"""What another number of seats changes, against the list for each number."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from core.errors import Cancelled, Trouble
from core.ranking.rules import AtMost
from core.ranking.seats import seat_spans
from core.ranking.selection import best_list
from tests.core.ranking import campaigns as slow
from tests.core.ranking.test_selection import small_campaigns

MOST = 8


def numbers(spans: list[tuple[int, int]]) -> list[int]:
    return [seats for first, last in spans for seats in range(first, last + 1)]


def test_who_is_in_stays_in_with_more_seats() -> None:
    for case, (people, _) in enumerate(slow.random_campaigns(200, 71)):
        exact = Fraction(case % 11, 10)
        lists = {seats: slow.invited(people, seats, exact) for seats in range(1, MOST + 1)}
        for row in range(len(people)):
            spans = seat_spans(people, int(exact * 1000), row, MOST)
            assert len(spans) <= 1
            assert numbers(spans) == [seats for seats, names in lists.items() if row in names]


def test_under_rules_each_number_of_seats_has_its_own_list() -> None:
    several = 0
    for people, _, rules in small_campaigns(60, 72):
        if not rules:
            continue
        lists: dict[int, set[int]] = {}
        for seats in range(1, MOST + 1):
            try:
                lists[seats] = set(best_list(people, seats, 420, rules).tolist())
            except Trouble:
                lists[seats] = set()
        for row in slow.competing(people):
            spans = seat_spans(people, 420, row, MOST, rules)
            assert numbers(spans) == [seats for seats, names in lists.items() if row in names]
            several += bool(spans)
    assert several > 50


def test_looking_can_be_cancelled() -> None:
    def stop(done: int, total: int, words: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        seat_spans(slow.plain([1, 2], [1, 2]), 500, 0, 2, [AtMost("organisation", np.array([1, 1]), 1)], stop)
