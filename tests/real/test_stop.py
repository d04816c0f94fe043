"""When to stop assessing, replayed on published sets: how often the promise holds, and what it spares.

Beside it stands what no stop can fall below: one that knows the final line and how levels go with scores in the whole
set, and asks in the best order, until all the others stay where they are in 88 of 100 cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from core.model import Axis, Candidates
from core.ranking.unknown import fill_unknown, gives_stand_in
from core.stature.credibility import credibility
from core.stature.rubric import load
from core.stature.stop import PROMISED, Seating, find_outlook
from core.stature.triage import triage
from tests.real.levelled import DRAWN, Levelled, levelled_sets
from tests.trust import times

pytestmark = pytest.mark.real
RUBRIC = load()
WEIGHTS = {criterion.key: criterion.weight for criterion in RUBRIC.criteria}
HELD = 0.88


@dataclass(frozen=True)
class Replay:
    """People whose levels are hidden at first, and a seating."""

    score: np.ndarray
    levels: np.ndarray
    seating: Seating

    def shown(self, asked: np.ndarray) -> tuple[Candidates, dict[str, np.ndarray]]:
        """The candidates and their levels when only those asked are assessed."""
        n = len(self.score)
        seen = {key: np.where(asked, own, np.nan) for key, own in zip(RUBRIC.keys, self.levels, strict=True)}
        state, offline, sure = np.zeros(n, np.int8), np.zeros(n, np.bool_), np.ones(n, np.bool_)
        side = fill_unknown(credibility(seen, RUBRIC), gives_stand_in(state, offline), "median")
        return Candidates(Axis(self.score, self.score, self.score, sure), side, state, offline), seen

    def invited(self, asked: np.ndarray) -> set[int]:
        people, _ = self.shown(asked)
        score, value = people.score.value.astype(np.int64), people.credibility.value.astype(np.int64)
        total = (1000 - self.seating.weight) * score + self.seating.weight * value
        order = np.lexsort((np.arange(len(total)), -score, -value, -total))
        return set(order[: self.seating.seats].tolist())


def draw_replay(people: Levelled, rng: np.random.Generator) -> Replay:
    """200 to 1,000 of a set, or all it has, 20 to 40 seats, and a weight from 20 to 50."""
    rows = rng.permutation(len(people.score))[: int(rng.integers(200, 1001))]
    levels = rng.choice(5, (4, len(rows)), p=DRAWN).astype(float) if people.levels is None else people.levels[:, rows]
    return Replay(people.score[rows], levels, Seating(int(rng.integers(200, 501)), int(rng.integers(20, 41))))


def ask_until(replay: Replay, promised: float) -> np.ndarray:
    """Who (n,) is asked until the chance is as promised; above 1: until no assessment can change the list."""
    asked = np.zeros(len(replay.score), np.bool_)
    while True:
        people, levels = replay.shown(asked)
        queue = triage(people, replay.seating.weight, replay.seating.seats)
        if promised <= 1:
            outlook = find_outlook(people, levels, WEIGHTS, queue, replay.seating)
            queue = outlook.queue
            if outlook.chance is not None and outlook.chance >= promised:
                return asked
        if not len(queue):
            return asked
        asked[queue[: max(3, len(queue) // 25)]] = True


def least_asked(replay: Replay) -> int:
    """How many have to be asked whatever the order, by one who knows the line and the scatter beside it."""
    side = credibility(dict(zip(RUBRIC.keys, replay.levels, strict=True)), RUBRIC).value.astype(np.float64)
    score, weight = replay.score.astype(np.float64), replay.seating.weight
    middle = np.polyval(np.polyfit(score, side, 2 if len(score) > 300 else 1), score)
    left = np.sort(side - middle)
    line = np.sort((1000 - weight) * score + weight * side)[::-1][replay.seating.seats - 1 : replay.seating.seats + 1]
    needed = (line.mean() - (1000 - weight) * score) / weight
    inside = 1 - np.searchsorted(left, needed - middle) / len(left)
    inside = np.where(needed > 10000, 0, np.where(needed <= 0, 1, inside))
    crossing = np.sort(np.minimum(inside, 1 - inside))[::-1]
    stays = np.log1p(-crossing)
    return int(np.argmax(stays.sum() - np.concatenate([[0.0], np.cumsum(stays)]) >= np.log(HELD)))


def test_the_promise_holds_on_published_sets(shared: Path) -> None:
    sets, rng = list(levelled_sets(shared / "data")), np.random.default_rng(15)
    replays = times(12, 200)
    found: dict[str, list[tuple[float, float, float]]] = {}
    for number in range(replays):
        people = sets[number % len(sets)]
        replay = draw_replay(people, rng)
        exact = int(ask_until(replay, 2.0).sum())
        asked = ask_until(replay, PROMISED)
        held = replay.invited(asked) == replay.invited(np.ones(len(asked), np.bool_))
        found.setdefault(people.name, []).append((asked.sum() / exact, least_asked(replay) / exact, held))
    for name, rows in found.items():
        print(f"{name:20}", *(f"{value:.2f}" for value in np.mean(rows, axis=0)))
    asked_share, least, held_share = np.mean([row for rows in found.values() for row in rows], axis=0)
    print(f"asked {asked_share:.3f} of the exact rule, least {least:.3f}, held {held_share:.3f}")
    assert held_share >= HELD if replays >= 200 else held_share >= 0.6
    assert asked_share < 1
