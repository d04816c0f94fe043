"""The chance that a list is final: certain where nothing is open, silent where little is known, and calibrated."""

from __future__ import annotations

import numpy as np

from core.model import Axis, Candidates
from core.ranking.unknown import fill_unknown, gives_stand_in
from core.stature.credibility import credibility
from core.stature.rubric import load
from core.stature.stop import PROMISED, Seating, chance_final, stop_words
from core.stature.triage import triage
from tests.trust import times

RUBRIC = load()
WEIGHTS = {criterion.key: criterion.weight for criterion in RUBRIC.criteria}
Levels = dict[str, np.ndarray]


def people_of(score: np.ndarray, levels: Levels) -> Candidates:
    n = len(score)
    state, offline, sure = np.zeros(n, np.int8), np.zeros(n, np.bool_), np.ones(n, np.bool_)
    side = fill_unknown(credibility(levels, RUBRIC), gives_stand_in(state, offline), "median")
    return Candidates(Axis(score, score, score, sure), side, state, offline)


def invited(people: Candidates, weight: int, seats: int) -> set[int]:
    total = (1000 - weight) * people.score.value.astype(np.int64) + weight * people.credibility.value
    order = np.lexsort((np.arange(len(total)), -people.score.value, -people.credibility.value, -total))
    return set(order[:seats].tolist())


def hidden_world(rng: np.random.Generator, n: int) -> tuple[np.ndarray, Levels]:
    """Scores, and levels that go together within a person and a little with the score; most are low."""
    score = np.clip(rng.normal(45, 12, n) * 100, 0, 10000).astype(np.int32)
    stature = rng.normal(0, 1, n) + 0.3 * (score - score.mean()) / score.std()
    levels = {
        key: np.clip(np.floor((0.8 * stature + rng.normal(0, 0.8, n)) * 0.9 + 1.2), 0, 4).astype(float)
        for key in RUBRIC.keys
    }
    return score, levels


def test_the_promise_holds_about_as_often_as_it_says() -> None:
    """People are assessed in the queue's order until the chance is 90 %; then all the rest is shown."""
    held, replays = 0, times(10, 200)
    for seed in range(replays):
        rng = np.random.default_rng(seed)
        n, seats, weight = int(rng.integers(150, 300)), int(rng.integers(15, 30)), int(rng.integers(200, 501))
        score, hidden = hidden_world(rng, n)
        final, levels = invited(people_of(score, hidden), weight, seats), {k: np.full(n, np.nan) for k in RUBRIC.keys}
        while True:
            people = people_of(score, levels)
            queue = triage(people, weight, seats)
            chance = chance_final(people, levels, WEIGHTS, queue, Seating(weight, seats))
            if chance is not None and chance >= PROMISED:
                break
            for row in queue[: max(3, len(queue) // 20)].tolist():
                for key in RUBRIC.keys:
                    levels[key][row] = hidden[key][row]
        held += invited(people, weight, seats) == final
    assert held >= 0.88 * replays if replays >= 200 else held >= 0.6 * replays


def test_an_empty_queue_is_certain_and_little_knowledge_says_nothing() -> None:
    score, levels = hidden_world(np.random.default_rng(1), 60)
    people, nobody = people_of(score, levels), np.empty(0, np.int64)
    assert chance_final(people, levels, WEIGHTS, nobody, Seating(400, 10)) == 1.0
    for key in levels:
        levels[key][15:] = np.nan
    people = people_of(score, levels)
    queue = triage(people, 400, 10)
    assert len(queue) and chance_final(people, levels, WEIGHTS, queue, Seating(400, 10)) is None


def test_the_chance_in_words() -> None:
    assert stop_words(None) == stop_words(1.0) == ""
    assert stop_words(0.93) == "With 93\u00a0% this list has all its final names: you may stop."
    assert stop_words(0.41) == "With 41\u00a0% this list has all its final names."
