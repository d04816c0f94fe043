"""What stands in for the unknown and for those off line, and reserved seats, against the slow way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from statistics import median

import numpy as np
import pytest

from core.model import APART, PINNED, RANKED, Axis, Candidates, TieOrder
from core.ranking.compare import lack
from core.ranking.cutoff import cutoff_audit
from core.ranking.live import LiveRanking
from core.ranking.share import spread_of
from core.ranking.stability import stability
from core.ranking.unknown import fill_absent, fill_unknown, gives_stand_in, reserve_seats
from core.stature.triage import triage
from tests.core.ranking import campaigns as slow

CASES = 700


def raw_axis(rng: np.random.Generator, n: int) -> Axis:
    step = int(rng.choice([1, 2500, 100]))
    value = rng.integers(0, 10000 // step + 1, n).astype(np.int32) * np.int32(step)
    known = rng.random(n) > rng.choice([0.0, 0.4])
    low, high = np.maximum(value - 900, 0), np.minimum(value + 900, 10000)
    low, high = np.where(known, low, 0), np.where(known, high, 10000)
    return Axis(np.where(known, value, 0).astype(np.int32), low.astype(np.int32), high.astype(np.int32), known)


def raw_campaigns(count: int, seed: int):
    """Both sides as they are known, the state and who is off line (0 as a fact), with a rule for each."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        n = int(rng.integers(0, 13))
        offline = rng.random(n) < 0.4
        score, credibility = raw_axis(rng, n), raw_axis(rng, n)
        value, low, high = (
            np.where(offline, 0, side).astype(np.int32) for side in (score.value, score.low, score.high)
        )
        score = Axis(value, low, high, score.known | offline)
        state = np.where(rng.random(n) < 0.25, rng.integers(1, 5, n), RANKED).astype(np.int8)
        place = rng.permutation(n).astype(np.int32)
        people = Candidates(score, credibility, state, offline, TieOrder(place, np.argsort(place).astype(np.int32)))
        seats = int(rng.integers(0, n + 3))
        yield people, str(rng.choice(["neutral", "zero", "reserved"])), str(rng.choice(["median", "low"])), seats, rng


def filled(people: Candidates, way: str, missing: str, seats: int, reserved: int) -> Candidates:
    """As a campaign's board is made."""
    counted = gives_stand_in(people.state, people.offline)
    score = fill_unknown(people.score, counted, missing)
    if way != "zero":
        score = fill_absent(score, people.offline, counted)
    found = replace(people, score=score, credibility=fill_unknown(people.credibility, counted, missing))
    return reserve_seats(found, seats, reserved) if way == "reserved" else found


def slow_value(people: Candidates, side: str, row: int, way: str, missing: str) -> int:
    """One value by the rules in words."""
    axis, offline = getattr(people, side), bool(people.offline[row])
    given = [
        int(axis.value[i])
        for i in range(len(people))
        if axis.known[i] and not people.offline[i] and people.state[i] <= APART
    ]
    stands = 5000 if len(given) < 5 else int(median(map(Fraction, given)) + Fraction(1, 2))
    if side == "score" and offline:
        return 0 if way == "zero" else stands
    if axis.known[row]:
        return int(axis.value[row])
    return int(axis.low[row]) if missing == "low" else stands


def slow_invited(people: Candidates, state: list[int], seats: int, reserved: int, weight: Fraction) -> set[int]:
    """Pins first, then the reserved seats by credibility among those off line, then the ranking of the others."""
    pinned = {row for row, own in enumerate(state) if own == PINNED}
    off = [row for row, own in enumerate(state) if own == RANKED and people.offline[row]]
    held = set(slow.ranked(people, off, Fraction(1))[: min(reserved, max(0, seats - len(pinned)))])
    others = [row for row, own in enumerate(state) if own == RANKED and row not in held]
    free = max(0, seats - len(pinned) - len(held))
    return pinned | held | set(slow.ranked(people, others, weight)[:free])


def test_every_way_agrees_with_brute_force() -> None:
    """Values, seats at every crossing, intervals, live seats and the effective share."""
    for case, (people, way, missing, seats, rng) in enumerate(raw_campaigns(CASES, 51)):
        reserved = int(rng.integers(1, 4)) if way == "reserved" else 0
        found, state = filled(people, way, missing, seats, reserved), people.state.tolist()
        for side in ("score", "credibility"):
            values = [slow_value(people, side, row, way, missing) for row in range(len(people))]
            assert getattr(found, side).value.tolist() == values
        steady, truth = stability(found, seats), {}
        for at in slow.crossings(found):
            truth[at] = slow_invited(found, state, seats, reserved, at)
            assert {
                row
                for row in range(len(found))
                if any(slow.rational(a) <= at and (at < slow.rational(b) or b == 1) for a, b in steady.intervals(row))
            } == truth[at]
        weight = (0, 1000, 1 + case % 998)[case % 3]
        now = slow_invited(found, state, seats, reserved, Fraction(weight, 1000))
        assert set(LiveRanking(found, seats, weight).invited().tolist()) == now
        able = set().union(*truth.values())
        spread = spread_of(found, steady)
        for side, own in (("score", spread.score), ("credibility", spread.credibility)):
            values = [int(getattr(found, side).value[row]) for row in able]
            mean = Fraction(sum(values), max(1, len(values)))
            variance = sum((value - mean) ** 2 for value in values) / max(1, len(values))
            assert own == pytest.approx(float(variance) ** 0.5, abs=1e-9)


def test_whose_assessment_can_change_the_list_with_each_way() -> None:
    """A candidate is in the queue exactly where some credibility in its bounds gives another set of invited."""
    asked = 0
    for case, (people, way, missing, seats, rng) in enumerate(raw_campaigns(CASES, 53)):
        reserved = int(rng.integers(1, 4)) if way == "reserved" else 0
        found, weight = filled(people, way, missing, seats, reserved), (0, 1000, 500, 1 + case % 998)[case % 4]
        before, expected = slow_invited(found, people.state.tolist(), seats, reserved, Fraction(weight, 1000)), set()
        for row in np.flatnonzero(people.state <= APART).tolist():
            state, side = people.state.tolist(), found.credibility
            if state[row] == PINNED or (state[row] == APART and (side.known[row] or not found.score.known[row])):
                continue
            state[row] = RANKED
            for value in (int(side.low[row]), int(side.high[row])):
                values = side.value.copy()
                values[row] = value
                moved = replace(found, credibility=replace(side, value=values))
                if side.low[row] < side.high[row]:
                    then = slow_invited(moved, state, seats, reserved, Fraction(weight, 1000))
                    expected |= {row} if then != before else set()
        assert set(triage(found, weight, seats).tolist()) == expected, case
        asked += len(expected)
    assert asked > 300


def test_what_one_off_line_lacks_is_just_enough_for_a_reserved_seat_or_the_line() -> None:
    checked = 0
    for case, (people, _, missing, seats, rng) in enumerate(raw_campaigns(300, 57)):
        reserved, weight = int(rng.integers(1, 4)), (0, 1000, 1 + case % 998)[case % 3]
        found, state = filled(people, "reserved", missing, seats, reserved), people.state.tolist()
        live = LiveRanking(found, seats, weight)
        for row in np.flatnonzero(found.offline & (found.state == RANKED)).tolist():
            needs = lack(live, row)
            if needs is None or needs.credibility is None:
                continue
            for by in {needs.credibility, max(0, needs.credibility - 1)}:
                values = found.credibility.value.copy()
                values[row] += by
                raised = replace(found, credibility=replace(found.credibility, value=values))
                inside = row in slow_invited(raised, state, seats, reserved, Fraction(weight, 1000))
                assert inside == (by == needs.credibility)
                checked += 1
    assert checked > 40


def test_a_cut_off_sees_nothing_of_those_off_line_whatever_stands_for_their_score() -> None:
    score = slow.axis([9000, 8000, 7000, 6000, 9500])
    people = replace(slow.campaign(score, slow.axis([0, 0, 0, 0, 10000])), offline=np.arange(5) == 4)
    found = replace(people, score=fill_absent(score, people.offline, gives_stand_in(people.state, people.offline)))
    assert found.score.value.tolist() == [9000, 8000, 7000, 6000, 5000]
    audit = cutoff_audit(found, 2, 800, 40)
    assert audit.dropped.tolist() == audit.offline.tolist() == [4] and audit.admitted.tolist() == [1]
    assert cutoff_audit(found, 2, 800, 0).dropped.tolist() == []
