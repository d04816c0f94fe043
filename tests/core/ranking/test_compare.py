"""Why one is above another, what one lacks, and what a change of weight or list changes."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from core.errors import Trouble
from core.model import PINNED, RANKED, Candidates
from core.ranking.compare import lack, ruled_lack, why
from core.ranking.live import LiveRanking
from core.ranking.selection import best_list
from tests.core.ranking import campaigns as slow
from tests.core.ranking.test_ruled import lists as every_list
from tests.core.ranking.test_selection import small_campaigns


def test_two_signed_terms_and_the_break_even_weight() -> None:
    people = slow.plain([7000, 5900, 7000], [2000, 9000, 1000])
    found = why(people, 1, 0, 500)
    assert (found.score, found.credibility) == (500 * -1100, 500 * 7000)
    assert found.lead == 2_950_000 and found.break_even == 1100 / 8100
    assert why(people, 0, 2, 300).break_even == 0.0
    assert why(people, 0, 0, 300).break_even is None
    assert why(slow.plain([2, 1], [2, 1]), 0, 1, 1).break_even is None


def test_the_terms_add_up_and_meet_at_the_break_even() -> None:
    for people, _ in slow.random_campaigns(200, 21):
        for a in range(min(3, len(people))):
            for b in range(min(3, len(people))):
                found = why(people, a, b, 370)
                values = [slow.total(people, i, Fraction(37, 100)) for i in (a, b)]
                assert found.lead == 1000 * (values[0] - values[1])
                if found.break_even is not None:
                    at = slow.rational(found.break_even)
                    assert slow.total(people, a, at) == slow.total(people, b, at)


def raised(people, index: int, side: str, by: int):
    score, credibility = people.score.value.tolist(), people.credibility.value.tolist()
    (score if side == "score" else credibility)[index] += by
    return replace(slow.plain(score, credibility, people.state.tolist()), ties=people.ties)


def test_what_one_lacks_is_just_enough() -> None:
    checked = 0
    for case, (people, seats) in enumerate(slow.random_campaigns(300, 22)):
        weight = (0, 1000, 1 + case % 998)[case % 3]
        ranking, exact = LiveRanking(people, seats, weight), Fraction(weight, 1000)
        seated = slow.invited(people, seats, exact)
        for index in range(len(people)):
            found = lack(ranking, index)
            assert (found is not None) == (
                people.state[index] == 0 and index not in seated and ranking.line is not None
            )
            if found is None:
                continue
            for side in ("score", "credibility"):
                by, room = getattr(found, side), 10000 - int(getattr(people, side).value[index])
                if by is None:
                    assert index not in slow.invited(raised(people, index, side, room), seats, exact)
                    continue
                checked += 1
                assert index in slow.invited(raised(people, index, side, by), seats, exact)
                assert by == 0 or index not in slow.invited(raised(people, index, side, by - 1), seats, exact)
    assert checked > 300


def test_a_pinned_candidate_lacks_nothing() -> None:
    people = slow.plain([9000, 100], [9000, 100], [0, PINNED])
    ranking = LiveRanking(people, 1)
    assert lack(ranking, 1) is None and lack(ranking, 0) is None
    assert np.array_equal(ranking.invited(), [1])


def test_what_one_lacks_under_rules_is_the_least_that_brings_it_in() -> None:
    told = impossible = 0
    for people, seats, rules in small_campaigns(160, 33):
        weight = 420
        ranking = LiveRanking(people, seats, weight)
        try:
            ranking.choose(best_list(people, seats, weight, rules))
        except Trouble:
            continue
        lists = every_list(people, seats, rules)
        for row in range(len(people)):
            found = ruled_lack(ranking, row, rules)
            open_seats = seats > sum(people.state == PINNED)
            if people.state[row] != RANKED or not open_seats or ranking.holds_seat([row])[0]:
                assert found is None
                continue
            if found.total is None:
                assert not any(row in pick for pick in lists)
                impossible += 1
                continue
            for name, side in (("score", found.score), ("credibility", found.credibility)):
                own = int(getattr(people, name).value[row])
                if side is None:
                    assert not in_with(people, name, row, 10000 - own, lists, weight)
                    continue
                told += 1
                assert in_with(people, name, row, side, lists, weight)
                assert not in_with(people, name, row, side - 1, lists, weight)
    assert told > 30 and impossible > 10


def in_with(people: Candidates, name: str, row: int, more: int, lists: list[tuple[int, ...]], weight: int) -> bool:
    """Whether every best list holds the row once this side of it is raised."""
    sides = {side: getattr(people, side).value.tolist() for side in ("score", "credibility")}
    sides[name][row] += more
    total = [(1000 - weight) * s + weight * c for s, c in zip(*sides.values(), strict=True)]
    best = max(sum(total[i] for i in pick) for pick in lists)
    return all(row in pick for pick in lists if sum(total[i] for i in pick) == best)
