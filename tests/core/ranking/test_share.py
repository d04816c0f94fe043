"""The effective share against the slow way: who is in at some weight, and how far both sides part them."""

from __future__ import annotations

from fractions import Fraction
from statistics import pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import i18n
from core.ranking.share import Spread, share_words, spread_of
from core.ranking.stability import stability
from tests.core.ranking import campaigns as slow


def check(people, seats: int, weight: int) -> None:
    rows = set().union(*(slow.invited(people, seats, at) for at in slow.crossings(people)))
    sides = [
        pstdev([Fraction(int(side.value[row])) for row in rows]) if rows else 0
        for side in (people.score, people.credibility)
    ]
    found, w = spread_of(people, stability(people, seats)), weight / 1000
    assert (found.score, found.credibility) == pytest.approx(sides, abs=1e-9)
    ours, theirs = w * sides[1], (1 - w) * sides[0]
    expected = None if ours + theirs == 0 else ours / (ours + theirs)
    assert found.share(w) == (None if expected is None else pytest.approx(expected, abs=1e-12))
    assert (found.equal_say is None) == (sides == [0, 0])


def test_the_share_agrees_with_a_direct_computation() -> None:
    for case, (people, seats) in enumerate(slow.random_campaigns(500, 41)):
        check(people, seats, (0, 1000, 1 + case % 998)[case % 3])


@settings(max_examples=100, deadline=None)
@given(slow.campaigns(), st.integers(0, 1000))
def test_the_share_agrees_on_found_cases(case, weight: int) -> None:
    check(*case, weight)


sides = st.floats(0.01, 5000)


@given(sides, sides)
def test_it_rises_steadily_from_nothing_to_all_with_one_equal_say(score: float, credibility: float) -> None:
    spread = Spread(score, credibility)
    shares = [spread.share(weight / 100) for weight in range(101)]
    assert shares[0] == 0 and shares[-1] == 1 and shares == sorted(set(shares))
    assert spread.share(spread.equal_say) == pytest.approx(0.5)


def test_nobody_or_only_equals_have_no_share() -> None:
    for people, seats in ((slow.plain([5, 6], [7, 8]), 0), (slow.plain([5, 5], [7, 7]), 2)):
        found = spread_of(people, stability(people, seats))
        assert found.share(0.5) is None and found.equal_say is None and share_words(found, 500) == "50\u00a0%"


def test_one_side_alone_decides_where_the_other_parts_nobody() -> None:
    assert Spread(0, 100).share(0.01) == 1 and Spread(0, 100).equal_say == 0
    assert Spread(100, 0).share(0.99) == 0 and Spread(100, 0).equal_say == 1
    assert Spread(0, 100).share(0) is None


def test_the_share_in_words() -> None:
    spread = Spread(1000, 2455)
    assert share_words(spread, 420) == "42\u00a0%, which makes 64\u00a0% of the difference among those who can be in"
    i18n.use("fr")
    assert share_words(spread, 425).startswith("42,5\u00a0%, soit 64\u00a0% ")
