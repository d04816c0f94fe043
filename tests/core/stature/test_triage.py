"""Triage is right: checked by trying every attainable credibility of every candidate."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from core import i18n
from core.model import APART, EXCLUDED, OUT_OF_MARKET, PINNED, RANKED, Axis, Candidates, TieOrder
from core.stature.credibility import credibility
from core.stature.rubric import Criterion, Rubric, changed, load
from core.stature.triage import summary, triage, unsettled

ANCHORS = tuple({"en": f"level {level}"} for level in range(5))


def rubric(rng: np.random.Generator) -> Rubric:
    keys = ("profession", "network", "standing")[: rng.integers(1, 4)]
    criteria = (Criterion(key, {"en": key}, int(rng.choice([1, 2, 3, 25])), ANCHORS) for key in keys)
    return Rubric("small", 1, tuple(criteria))


def random_levels(rng: np.random.Generator, rules: Rubric, n: int) -> dict[str, np.ndarray]:
    unknown = rng.choice([0.4, 0.7, 0.95])
    return {key: np.where(rng.random(n) < unknown, np.nan, rng.integers(0, 5, n)) for key in rules.keys}


def stand_in(axis: Axis, apart: bool) -> tuple[Axis, np.ndarray]:
    """The credibility as the ranking sees it, and who is set apart."""
    if apart:
        return axis, ~axis.known
    return replace(axis, value=np.where(axis.known, axis.value, 5000).astype(np.int32)), np.zeros(len(axis.value), bool)


def campaign(seed: int) -> tuple[Candidates, dict[str, np.ndarray], Rubric, int, int]:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 10))
    rules = rubric(rng)
    levels = random_levels(rng, rules, n)
    axis, apart = stand_in(credibility(levels, rules), bool(rng.random() < 0.4))
    step = int(rng.choice([1, 1250, 2500]))
    score = (rng.integers(0, 10000 // step + 1, n) * step).astype(np.int32)
    known = rng.random(n) < 0.85
    state = rng.choice([RANKED, PINNED, OUT_OF_MARKET, EXCLUDED], n, p=[0.85, 0.05, 0.05, 0.05])
    state = np.where((state == RANKED) & apart, APART, state).astype(np.int8)
    spread = Axis(score, np.where(known, score, 0), np.where(known, score, 10000), known)
    weight = int(rng.choice([0, 1, 250, 500, 999, 1000, rng.integers(0, 1001)]))
    seats = int(rng.integers(0, n + 2))
    place = rng.permutation(n).astype(np.int32)
    ties = TieOrder(place, np.argsort(place).astype(np.int32)) if seed % 2 else None
    return Candidates(spread, axis, state, np.zeros(n, bool), ties), levels, rules, weight, seats


def invited(people: list[tuple[int, int, int, int]], weight: int, seats: int) -> frozenset[int]:
    """The invitation set by the plain rule: (state, score, credibility, place in the order of keys) a person."""
    pinned = {row for row, (state, *_) in enumerate(people) if state == PINNED}
    ranked = [
        (-(1000 - weight) * score - weight * value, -value, -score, tie, row)
        for row, (state, score, value, tie) in enumerate(people)
        if state == RANKED
    ]
    best = sorted(ranked)[: max(0, seats - len(pinned))]
    return frozenset(pinned | {place[-1] for place in best})


def attainable(levels: dict[str, np.ndarray], rules: Rubric, row: int) -> np.ndarray:
    """Every credibility a person can have once its unknown criteria are assessed."""
    choices = [range(5) if np.isnan(levels[key][row]) else [levels[key][row]] for key in rules.keys]
    grid = np.array(list(product(*choices)), float)
    return np.unique(credibility({key: grid[:, i] for i, key in enumerate(rules.keys)}, rules).value)


def changes_list(candidates: Candidates, row: int, values: np.ndarray, weight: int, seats: int) -> bool:
    people = list(
        zip(
            candidates.state.tolist(),
            candidates.score.value.tolist(),
            candidates.credibility.value.tolist(),
            range(len(candidates)) if candidates.ties is None else candidates.ties.place.tolist(),
            strict=True,
        )
    )
    before = invited(people, weight, seats)
    state, score, _, tie = people[row]
    if state == APART and candidates.score.known[row]:
        state = RANKED
    for value in values.tolist():
        people[row] = (state, score, value, tie)
        if invited(people, weight, seats) != before:
            return True
    return False


@pytest.mark.parametrize("block", range(5))
def test_every_candidate_in_the_queue_can_change_the_list_and_no_other(block: int) -> None:
    in_queue = of_all = 0
    for seed in range(block * 200, block * 200 + 200):
        candidates, levels, rules, weight, seats = campaign(seed)
        expected = set()
        for row in range(len(candidates)):
            values = attainable(levels, rules, row)
            assert candidates.credibility.low[row] == values[0]
            assert candidates.credibility.high[row] == values[-1]
            if candidates.credibility.low[row] < candidates.credibility.high[row]:
                expected |= {row} if changes_list(candidates, row, values, weight, seats) else set()
        assert set(triage(candidates, weight, seats).tolist()) == expected, seed
        in_queue, of_all = in_queue + len(expected), of_all + len(candidates)
    assert 0.1 < in_queue / of_all < 0.9, "campaigns that try both answers"


def axis(values: list[int], lows: list[int], highs: list[int], known: list[bool] | None = None) -> Axis:
    whole = (np.array(column, np.int32) for column in (values, lows, highs))
    return Axis(*whole, np.array(known or [True] * len(values)))


def of(score: list[int], cred: Axis, state: list[int] | None = None) -> Candidates:
    n = len(score)
    return Candidates(axis(score, score, score), cred, np.array(state or [RANKED] * n, np.int8), np.zeros(n, bool))


def test_most_decisive_first() -> None:
    """The line stands at 6000: half of the first one's range changes the list, a tenth of the third one's."""
    cred = axis([6000, 5000, 5000, 5000], [6000, 0, 0, 4000], [6000, 10000, 6500, 6400])
    people = of([6000, 5000, 6000, 6000], cred)
    assert triage(people, 1000, 1).tolist() == [1, 3, 2]


def test_a_tie_is_settled_by_the_whole_rule() -> None:
    same = axis([5000, 5000], [5000, 0], [5000, 5000])
    assert triage(of([5000, 5000], same), 500, 1).tolist() == []
    first = axis([5000, 5000], [0, 5000], [5000, 5000])
    assert triage(of([5000, 5000], first), 500, 1).tolist() == [0]


def test_at_weight_zero_only_a_tie_on_the_score_is_open() -> None:
    open_range = axis([5000, 5000, 5000], [0, 0, 0], [10000, 10000, 10000], [False] * 3)
    assert triage(of([7000, 7000, 6999], open_range), 0, 1).tolist() == [0, 1]


def test_set_apart_for_lack_of_credibility_competes_once_assessed() -> None:
    cred = axis([6000, 0, 0], [6000, 0, 0], [6000, 10000, 10000], [True, False, False])
    people = of([6000, 6000, 6000], cred, [RANKED, APART, EXCLUDED])
    assert triage(people, 500, 1).tolist() == [1]
    assert triage(people, 500, 2).tolist() == [1], "an empty seat goes to whoever is assessed"
    assert triage(people, 500, 0).tolist() == []


def test_pinned_candidates_hold_their_seats() -> None:
    cred = axis([5000, 5000], [0, 0], [10000, 10000], [False, False])
    assert triage(of([5000, 5000], cred, [PINNED, RANKED]), 500, 1).tolist() == []


def test_a_mass_of_equal_candidates_is_selected_not_sorted() -> None:
    n = 50_000
    cred = Axis(np.full(n, 5000, np.int32), np.zeros(n, np.int32), np.full(n, 10000, np.int32), np.zeros(n, bool))
    people = of([5000] * n, cred)
    assert len(triage(people, 500, 40)) == n


def test_a_rating_takes_a_candidate_out_of_the_queue() -> None:
    rules = changed(load(), removed=["network", "standing", "peers"])
    levels = {"profession": np.array([3, np.nan, np.nan])}
    people = of([5000, 5000, 5000], stand_in(credibility(levels, rules), False)[0])
    before = triage(people, 500, 1)
    levels["profession"][before[0]] = 1
    after = triage(of([5000, 5000, 5000], stand_in(credibility(levels, rules), False)[0]), 500, 1)
    assert before[0] not in after


def test_the_queue_in_words() -> None:
    cred = axis([5000, 5000], [0, 0], [10000, 10000], [False, False])
    people = of([5000, 5000], cred)
    assert int(unsettled(people).sum()) == 2
    assert summary(people, triage(people, 500, 1)).startswith("2 of 2 candidates")
    assert summary(people, triage(people, 500, 5)) == "No assessment can change this list any more"
    i18n.use("fr")
    assert "2 candidats sur 2" in summary(people, triage(people, 500, 1)).replace("\u00a0", " ")
