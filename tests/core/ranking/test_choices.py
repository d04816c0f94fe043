"""Every choice of a campaign at once against the slow way: off line, unknown, one spread, reserved seats and rules.

2,000 campaigns with ``ENTREGENT_TRUST=1``, else a short form of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import isqrt
from statistics import median

import numpy as np
import pytest

from core.errors import Trouble
from core.model import APART, EXCLUDED, PINNED, RANKED, Axis, Candidates, Scale, TieOrder
from core.ranking.live import LiveRanking
from core.ranking.rules import AtLeast, AtMost, Budget, Rule
from core.ranking.share import spread_of
from core.ranking.stability import Stability, stability
from core.ranking.stretch import Stretch, find_stretch, stretch_sides
from core.ranking.total import ranks
from core.ranking.unknown import fill_absent, fill_unknown, gives_stand_in, reserve_seats, stand_in_of
from tests.core.ranking import campaigns as slow
from tests.core.ranking.test_ruled import ruled_stability
from tests.core.ranking.test_selection import keeps
from tests.core.ranking.test_unknown import raw_axis
from tests.trust import times

CASES = times(250, 2000)
FINE = 10**20


@dataclass(frozen=True)
class Case:
    """A campaign as it is known, before any choice, and the choices."""

    people: Candidates
    way: str
    missing: str
    reserved: int
    stretched: bool
    seats: int
    weight: int
    capped: int | None
    others: Sequence[Rule]


def random_cases(count: int, seed: int) -> Iterator[Case]:
    rng = np.random.default_rng(seed)
    for _ in range(count):
        n = int(rng.integers(0, 10))
        offline = rng.random(n) < 0.35
        score, credibility = raw_axis(rng, n), raw_axis(rng, n)
        sides = (np.where(offline, 0, side).astype(np.int32) for side in (score.value, score.low, score.high))
        score = Axis(*sides, score.known | offline)
        state = np.where(rng.random(n) < 0.2, rng.choice([1, 3, 4], n), RANKED).astype(np.int8)
        place = rng.permutation(n).astype(np.int32)
        people = Candidates(score, credibility, state, offline, TieOrder(place, np.argsort(place).astype(np.int32)))
        way, missing = str(rng.choice(["neutral", "zero", "reserved"])), str(rng.choice(["median", "low", "apart"]))
        yield Case(
            people,
            way,
            missing,
            int(rng.integers(1, 4)) if way == "reserved" else 0,
            bool(rng.random() < 0.5),
            int(rng.integers(0, n + 2)),
            int(rng.choice([0, 1000, rng.integers(1, 1000)])),
            None if rng.random() < 0.5 else int(rng.integers(0, 3)),
            other_rules(rng, n) if rng.random() < 0.3 else (),
        )


def other_rules(rng: np.random.Generator, n: int) -> Sequence[Rule]:
    found: list[Rule] = []
    if rng.random() < 0.5:
        found.append(AtMost("organisation", rng.integers(-1, 3, n).astype(np.int32), int(rng.integers(1, 3))))
    if rng.random() < 0.5:
        found.append(AtLeast("France", rng.random(n) < 0.5, 1))
    if rng.random() < 0.3:
        found.append(Budget(rng.integers(0, 4, n).astype(np.int32), int(rng.integers(3, 12))))
    return found


def built(case: Case) -> tuple[Candidates, Stretch | None]:
    """As a campaign's board is built."""
    people = case.people
    state = people.state.copy()
    if case.missing == "apart":
        away = ~(people.score.known & people.credibility.known) & (state == RANKED)
        state[away] = APART
    counted = gives_stand_in(state, people.offline)
    missing = "low" if case.missing == "low" else "median"
    score = fill_unknown(people.score, counted, missing)
    if case.way != "zero":
        score = fill_absent(score, people.offline, counted)
    found = replace(people, score=score, credibility=fill_unknown(people.credibility, counted, missing), state=state)
    stretch = None
    if case.stretched:
        plain = reserve_seats(found, case.seats, case.reserved) if case.reserved else found
        medians = (stand_in_of(people.score, counted).value, stand_in_of(people.credibility, counted).value)
        stretch = find_stretch(spread_of(plain, steady(plain, case)), medians)
        found = stretch_sides(found, stretch) if stretch else found
    return (reserve_seats(found, case.seats, case.reserved) if case.reserved else found), stretch


def rules_of(people: Candidates, case: Case) -> list[Rule]:
    found = list(case.others)
    if case.capped is not None:
        unknown = ~(people.score.known & people.credibility.known)
        found.insert(0, AtMost("provisional", np.where(unknown, 0, -1).astype(np.int32), case.capped, of_each=False))
    return found


def steady(people: Candidates, case: Case) -> Stability:
    rules = rules_of(people, case)
    try:
        return ruled_stability(people, case.seats, rules) if rules else stability(people, case.seats)
    except Trouble:
        return stability(people, case.seats)


# The slow way: by the rules in words, in fractions


@dataclass(frozen=True)
class Slow:
    """The same campaign worked out anew: values by row and side, who competes, and everything that may be a list."""

    score: list[Fraction]
    credibility: list[Fraction]
    state: list[int]
    case: Case

    def total(self, row: int, weight: Fraction) -> Fraction:
        return (1 - weight) * self.score[row] + weight * self.credibility[row]

    def order(self, rows: Sequence[int], weight: Fraction) -> list[int]:
        place = self.case.people.ties.place
        return sorted(rows, key=lambda i: (-self.total(i, weight), -self.credibility[i], -self.score[i], place[i]))

    def held(self) -> set[int]:
        """Who holds a seat whatever the weight: the pinned, then the reserved seats by credibility."""
        pinned = [row for row, own in enumerate(self.state) if own == PINNED]
        off = [row for row, own in enumerate(self.state) if own == RANKED and self.case.people.offline[row]]
        open_seats = max(0, self.case.seats - len(pinned))
        return {*pinned, *self.order(off, Fraction(1))[: min(self.case.reserved, open_seats)]}

    def invited(self, weight: Fraction) -> set[int]:
        held = self.held()
        others = [row for row, own in enumerate(self.state) if own == RANKED and row not in held]
        return held | set(self.order(others, weight)[: max(0, self.case.seats - len(held))])

    def lists(self, rules: Sequence[Rule]) -> list[tuple[int, ...]]:
        held = self.held()
        others = [row for row, own in enumerate(self.state) if own in (RANKED, PINNED) and row not in held]
        free = max(0, self.case.seats - len(held))
        picks = (pick for size in range(free + 1) for pick in combinations(others, size))
        return [
            tuple(sorted({*held, *p})) for p in picks if all(keeps(rule, tuple(sorted({*held, *p}))) for rule in rules)
        ]


def slow_side(case: Case, state: list[int], side: str) -> tuple[list[Fraction], Fraction]:
    """The plain values of a side, and its median."""
    axis, people = getattr(case.people, side), case.people
    given = [
        int(axis.value[row])
        for row in range(len(people))
        if axis.known[row] and not people.offline[row] and state[row] <= APART
    ]
    stands = Fraction(5000) if len(given) < 5 else Fraction(int(median(map(Fraction, given)) + Fraction(1, 2)))
    values = []
    for row in range(len(people)):
        if side == "score" and people.offline[row]:
            values.append(Fraction(0) if case.way == "zero" else stands)
        elif axis.known[row]:
            values.append(Fraction(int(axis.value[row])))
        else:
            values.append(Fraction(int(axis.low[row])) if case.missing == "low" else stands)
    return values, stands


def slow_deviation(values: Sequence[Fraction]) -> Fraction:
    if not values:
        return Fraction(0)
    mean = Fraction(sum(values), len(values))
    variance = sum((value - mean) ** 2 for value in values) / len(values)
    return Fraction(isqrt(variance.numerator * FINE**2 // variance.denominator), FINE)


def slow_case(case: Case, stretch: Stretch | None) -> Slow:
    state = case.people.state.tolist()
    if case.missing == "apart":
        known = (case.people.score.known & case.people.credibility.known).tolist()
        state = [APART if own == RANKED and not sure else own for own, sure in zip(state, known, strict=True)]
    sides = [slow_side(case, state, side) for side in ("score", "credibility")]
    plain = Slow(sides[0][0], sides[1][0], state, case)
    if stretch is None:
        return plain
    scaled = []
    for (values, middle), scale in zip(sides, (stretch.score, stretch.credibility), strict=True):
        assert scale.centre == middle or scale.parts == 10000
        middle = Fraction(scale.centre)
        factor = Fraction(scale.parts, 10000)
        scaled.append([middle + ((value - middle) * factor).__floor__() for value in values])
    return Slow(*scaled, state, case)


def check(case: Case) -> None:
    found, stretch = built(case)
    truth = slow_case(case, stretch)
    assert [found.score.value.tolist(), found.credibility.value.tolist()] == [truth.score, truth.credibility]
    check_ranks(found, truth, case)
    rules = rules_of(found, case)
    able = check_rules(found, truth, case, rules) if rules else check_intervals(found, truth, case)
    if able is None:
        return
    spread = spread_of(found, steady(found, case))
    slow_sides = [slow_deviation([side[row] for row in sorted(able)]) for side in (truth.score, truth.credibility)]
    for own, expected in zip((spread.score, spread.credibility), slow_sides, strict=True):
        assert own == pytest.approx(float(expected), abs=1e-9)
    weight = Fraction(case.weight, 1000)
    parts = weight * slow_sides[1], (1 - weight) * slow_sides[0]
    share = spread.share(case.weight / 1000)
    assert share == (pytest.approx(float(parts[0] / sum(parts)), abs=1e-9) if sum(parts) else None)


def check_ranks(found: Candidates, truth: Slow, case: Case) -> None:
    weight = Fraction(case.weight, 1000)
    competing = [row for row, own in enumerate(truth.state) if own in (RANKED, PINNED)]
    expected = [
        1 + sum(truth.total(other, weight) > truth.total(row, weight) for other in competing) if row in competing else 0
        for row in range(len(found))
    ]
    assert ranks(found, case.weight).rank.tolist() == expected


def check_intervals(found: Candidates, truth: Slow, case: Case) -> set[int]:
    """Membership at every crossing and between any two; who is in at some weight."""
    worked_out, able = stability(found, case.seats), set()
    for at in slow.crossings(found):
        inside = {
            row
            for row in range(len(found))
            if any(slow.rational(a) <= at and (at < slow.rational(b) or b == 1) for a, b in worked_out.intervals(row))
        }
        assert inside == truth.invited(at)
        able |= inside
    live = LiveRanking(found, case.seats, case.weight)
    assert set(live.invited().tolist()) == truth.invited(Fraction(case.weight, 1000))
    return able


def check_rules(found: Candidates, truth: Slow, case: Case, rules: list[Rule]) -> set[int] | None:
    """At weights that can be set the list is a best one; who is in at some weight; None where rules clash."""
    fit = truth.lists(rules)
    if not fit:
        with pytest.raises(Trouble, match="No list keeps"):
            ruled_stability(found, case.seats, rules)
        return None
    worked_out = ruled_stability(found, case.seats, rules)
    near = {int(1000 * at) + more for at in slow.crossings(found) for more in (0, 1)}
    lines = [(sum(truth.score[row] for row in pick), sum(truth.credibility[row] for row in pick)) for pick in fit]
    for weight in sorted({*near, case.weight, *range(0, 1001, 40)} & set(range(1001))):
        mine = tuple(worked_out.members(weight / 1000).tolist())
        assert mine in fit
        best = max((1000 - weight) * a + weight * b for a, b in lines)
        assert sum((1000 - weight) * truth.score[row] + weight * truth.credibility[row] for row in mine) == best
    return set(worked_out.row.tolist())


def test_every_choice_agrees_with_the_slow_way() -> None:
    for case in random_cases(CASES, 71):
        check(case)


def test_with_sides_on_one_spread_half_the_weight_is_an_equal_say() -> None:
    """Rounding to hundredths is all that is left: many candidates, spreads far apart."""
    rng, seen = np.random.default_rng(5), 0
    for _ in range(times(15, 60)):
        n, wide = int(rng.integers(60, 400)), float(rng.uniform(0.1, 1))
        score = np.clip(rng.normal(45, 20 * wide, n) * 100, 0, 10000).astype(np.int32)
        credibility = (rng.integers(0, 17, n) * 625).astype(np.int32)
        people = slow.campaign(slow.axis(score.tolist()), slow.axis(credibility.tolist()))
        seats = int(rng.integers(5, 40))
        before = spread_of(people, stability(people, seats))
        stretched = stretch_sides(people, find_stretch(before, (4500, 5000)))
        after = spread_of(stretched, stability(stretched, seats))
        assert after.equal_say == pytest.approx(0.5, abs=0.02)
        seen += abs(before.equal_say - 0.5) > 0.1
    assert seen > 5


def test_a_side_that_parts_nobody_cannot_be_stretched() -> None:
    people = slow.plain([50, 60, 70], [40, 40, 40])
    assert find_stretch(spread_of(people, stability(people, 2)), (5000, 5000)) is None


def test_a_scale_is_exact_keeps_the_order_and_finds_its_way_back() -> None:
    everything = np.arange(10001, dtype=np.int32)
    for centre, parts in ((5000, 10000), (5532, 4213), (0, 1), (10000, 9999), (1, 3333)):
        scale = Scale(centre, parts)
        drawn = scale.apply(everything)
        assert drawn.tolist() == [centre + (value - centre) * parts // 10000 for value in range(10001)]
        assert (np.diff(drawn) >= 0).all() and drawn.min() >= 0 and drawn.max() <= 10000
        for target in range(int(drawn[0]), int(drawn[-1]) + 1, 97):
            least = scale.least_reaching(target)
            assert drawn[least] >= target and (least == 0 or drawn[least - 1] < target)


# Who belongs elsewhere changes nothing here


def with_strangers(case: Case, rng: np.random.Generator) -> Case:
    """The same people followed by others, of another market or excluded, or off line and excluded."""
    people, more = case.people, int(rng.integers(1, 8))
    sides = [raw_axis(rng, more) for _ in range(2)]
    score, credibility = (
        Axis(*(np.concatenate((getattr(own, name), getattr(new, name))) for name in ("value", "low", "high", "known")))
        for own, new in zip((people.score, people.credibility), sides, strict=True)
    )
    state = np.concatenate((people.state, rng.choice([3, EXCLUDED], more).astype(np.int8)))
    offline = np.concatenate((people.offline, rng.random(more) < 0.5))
    place = np.concatenate((people.ties.place, len(people) + rng.permutation(more))).astype(np.int32)
    ties = TieOrder(place, np.argsort(place).astype(np.int32))
    grown = Candidates(score, credibility, state, offline, ties)
    return replace(case, people=grown, others=())


def test_people_of_another_market_or_excluded_change_no_number_of_this_market() -> None:
    rng = np.random.default_rng(73)
    for case in random_cases(CASES, 72):
        case = replace(case, others=())
        n = len(case.people)
        (before, stretch), (after, other) = built(case), built(with_strangers(case, rng))
        assert stretch == other
        for name in ("value", "low", "high", "known"):
            for side in ("score", "credibility"):
                assert np.array_equal(getattr(getattr(before, side), name), getattr(getattr(after, side), name)[:n])
        assert np.array_equal(ranks(before, case.weight).rank, ranks(after, case.weight).rank[:n])
        first, second = steady(before, case), steady(after, case)
        assert [first.intervals(row) for row in range(n)] == [second.intervals(row) for row in range(n)]
        assert spread_of(before, first) == spread_of(after, second)


def test_people_off_line_move_nobodys_stand_in() -> None:
    """They compete for seats, which is their right; what stands in for others, and every other value, stays."""
    rng = np.random.default_rng(75)
    for case in random_cases(CASES, 74):
        n, grown = len(case.people), with_strangers(case, rng)
        state = np.concatenate((case.people.state, np.zeros(len(grown.people) - n, np.int8)))
        offline = np.concatenate((case.people.offline, np.ones(len(grown.people) - n, np.bool_)))
        case = replace(case, stretched=False, missing="median" if case.missing == "apart" else case.missing)
        grown = replace(case, people=replace(grown.people, state=state, offline=offline), others=())
        before, after = built(case)[0], built(grown)[0]
        for side in ("score", "credibility"):
            assert np.array_equal(getattr(before, side).value, getattr(after, side).value[:n])
