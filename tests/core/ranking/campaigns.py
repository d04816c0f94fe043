"""Small random campaigns full of ties, and the ranking recomputed the slow way, in fractions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from core.model import APART, EXCLUDED, OUT_OF_MARKET, PINNED, RANKED, Axis, Candidates, TieOrder
from core.ranking.unknown import stand_in

STATES = (RANKED, PINNED, APART, OUT_OF_MARKET, EXCLUDED)


def axis(values: list[int], known: list[bool] | None = None, spread: int = 0) -> Axis:
    """An axis with the median stand-in where a value is unknown, and bounds ``spread`` around the known ones."""
    sure = np.ones(len(values), np.bool_) if known is None else np.array(known, np.bool_)
    value = stand_in(np.array(values, np.int32), sure)
    low = np.where(sure, np.maximum(value - spread, 0), 0).astype(np.int32)
    high = np.where(sure, np.minimum(value + spread, 10000), 10000).astype(np.int32)
    return Axis(value, low, high, sure)


def campaign(
    score: Axis, credibility: Axis, states: list[int] | None = None, ties: list[int] | None = None
) -> Candidates:
    """``ties``: the place of each row in the order of stable keys; the rows' own order unless given."""
    n = len(score.value)
    state = np.zeros(n, np.int8) if states is None else np.array(states, np.int8)
    order = None if ties is None else TieOrder(np.array(ties, np.int32), np.argsort(ties).astype(np.int32))
    return Candidates(score, credibility, state, np.zeros(n, np.bool_), order)


def tie(people: Candidates, row: int) -> int:
    """What ends a tie: the place of a row in the order of stable keys."""
    return row if people.ties is None else int(people.ties.place[row])


def plain(score: list[int], credibility: list[int], states: list[int] | None = None) -> Candidates:
    return campaign(axis(score), axis(credibility), states)


def random_campaigns(count: int, seed: int, largest: int = 12) -> Iterator[tuple[Candidates, int]]:
    """``count`` campaigns with a number of seats: repeated points, missing sides, pins, k = 0 and k >= n."""
    rng = np.random.default_rng(seed)
    for case in range(count):
        n = int(rng.integers(0, largest + 1 if case % 10 else 3 * largest))
        step, top = [(1, 2), (1, 3), (2500, 4), (100, 10), (100, 100), (1, 10000)][int(rng.integers(6))]
        sides = [(rng.integers(0, top + 1, n) * step).tolist() for _ in range(2)]
        gaps = [(rng.random(n) > rng.choice([0.0, 0.0, 0.4])).tolist() for _ in range(2)]
        score, credibility = (axis(v, g, 150) for v, g in zip(sides, gaps, strict=True))
        odd = rng.choice([0.0, 0.3])
        states = [int(rng.integers(1, 5)) if rng.random() < odd else RANKED for _ in range(n)]
        ties = rng.permutation(n).tolist() if case % 2 else None
        yield campaign(score, credibility, states, ties), int(rng.integers(0, n + 3))


@st.composite
def campaigns(draw: st.DrawFn) -> tuple[Candidates, int]:
    """The same for hypothesis, which shrinks what it finds."""
    n = draw(st.integers(0, 9))
    value = st.sampled_from([0, 1, 2, 2500, 5000, 7500, 9999, 10000]) | st.integers(0, 10000)
    side = st.lists(value, min_size=n, max_size=n)
    known = st.lists(st.booleans(), min_size=n, max_size=n)
    states = st.lists(st.sampled_from((*[RANKED] * 4, *STATES)), min_size=n, max_size=n)
    score, credibility = (axis(draw(side), draw(known), 100) for _ in range(2))
    ties = draw(st.none() | st.permutations(range(n)))
    return campaign(score, credibility, draw(states), ties), draw(st.integers(0, n + 2))


def total(people: Candidates, row: int, weight: Fraction) -> Fraction:
    s, c = int(people.score.value[row]), int(people.credibility.value[row])
    return (1 - weight) * s + weight * c


def competing(people: Candidates) -> list[int]:
    return [i for i, state in enumerate(people.state.tolist()) if state in (RANKED, PINNED)]


def ranked(people: Candidates, rows: list[int], weight: Fraction) -> list[int]:
    """The rows by the full rule: total, credibility, score, descending, then key; totals times the denominator."""
    s, c = people.score.value.tolist(), people.credibility.value.tolist()
    up, down = weight.numerator, weight.denominator - weight.numerator
    return sorted(rows, key=lambda i: (-(down * s[i] + up * c[i]), -c[i], -s[i], tie(people, i)))


def whole_list(people: Candidates, weight: Fraction) -> list[int]:
    groups = (competing(people), *([i for i in range(len(people)) if people.state[i] == g] for g in STATES[2:]))
    return [i for rows in groups for i in ranked(people, rows, weight)]


def values(people: Candidates, weight: Fraction) -> list[int]:
    """Every row's total times the weight's denominator: whole numbers, and quick ones."""
    up, down = weight.numerator, weight.denominator - weight.numerator
    sides = zip(people.score.value.tolist(), people.credibility.value.tolist(), strict=True)
    return [down * s + up * c for s, c in sides]


def rank(all_values: list[int], rows: list[int], own: int, but: int = -1) -> int:
    """1 and one more for each of the rows (but one) that has more than ``own``."""
    return 1 + sum(all_values[j] > own for j in rows if j != but)


def invited(people: Candidates, seats: int, weight: Fraction) -> set[int]:
    pinned = {i for i, state in enumerate(people.state.tolist()) if state == PINNED}
    others = ranked(people, [i for i in competing(people) if i not in pinned], weight)
    return pinned | set(others[: max(0, seats - len(pinned))])


def crossings(people: Candidates) -> list[Fraction]:
    """Every weight at which two candidates have the same total, 0, 1, and a weight between each two of them."""
    s, c = people.score.value.tolist(), people.credibility.value.tolist()
    found = {Fraction(0), Fraction(1)}
    for i in range(len(s)):
        for j in range(i):
            tilt = (c[i] - s[i]) - (c[j] - s[j])
            if tilt and 0 <= (at := Fraction(s[j] - s[i], tilt)) <= 1:
                found.add(at)
    exact = sorted(found)
    return sorted([*exact, *((a + b) / 2 for a, b in pairwise(exact))])


def rational(weight: float) -> Fraction:
    """The exact weight a break-point's double stands for."""
    return Fraction(weight).limit_denominator(20000)
