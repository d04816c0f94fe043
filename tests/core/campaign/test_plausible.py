"""Rank acceptability: against plain chance, its sum, and what may not move it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.campaign import actions, build, stretching, tables
from core.campaign.board import Board
from core.campaign.choices.absent import Absent
from core.campaign.choices.stretch import with_stretch_asked
from core.campaign.plausible import find_acceptability
from core.campaign.ranked import rank_board
from core.campaign.ranking_json import ranking_json
from core.campaign.rules import Rules, provisional, set_rules
from core.model import OUT_OF_MARKET, RANKED, Person
from core.ranking.live import LiveRanking
from core.ranking.unknown import gives_stand_in
from core.workspace.store import Workspace
from tests.core.workspaces import cid, pid, set_absent
from tests.sample import sample_workspace


@pytest.fixture
def sample() -> Workspace:
    return sample_workspace()


def by_chance(board: Board, weight: int, seats: int, worlds: int, seed: int) -> np.ndarray:
    """The same worlds drawn by plain chance, in whole numbers, one candidate after another."""
    rng, candidates = np.random.default_rng(seed), board.candidates
    counted = gives_stand_in(candidates.state, candidates.offline)
    ranked = np.flatnonzero(candidates.state == RANKED)
    times = np.zeros(len(board))
    given = {
        key: [*range(5), *np.rint(levels[counted & (levels >= 0)] / 100).astype(int).tolist()]
        for key, levels in board.levels.items()
    }
    for _ in range(worlds):
        score = np.rint(board.score.low + rng.random(len(board)) * (board.score.high - board.score.low))
        reached = np.zeros(len(board))
        for key, weighs in board.weights.items():
            levels = board.levels[key].astype(float)
            doubted = np.clip(levels + 100 * rng.choice([-1, 0, 0, 1], len(board)), 0, 400)
            reached += weighs * np.where(levels < 0, 100 * rng.choice(given[key], len(board)), doubted)
        credibility = reached * 25 / sum(board.weights.values())
        total = (1000 - weight) * score + weight * credibility
        times[ranked[np.argsort(-total[ranked], kind="stable")[:seats]]] += 1
    return times / worlds * 1000


def test_it_is_what_plain_chance_gives(sample: Workspace) -> None:
    board = build.build_board(sample, cid(sample))
    found = find_acceptability(board, 420, 40)
    expected = by_chance(board, 420, 40, 4000, 3)
    assert np.abs(found - expected).max() < 60 and np.abs(found - expected).mean() < 8
    assert ((found > 20) & (found < 980)).sum() > 20


def test_seats_are_given_out_in_every_world(sample: Workspace) -> None:
    actions.pin(sample, cid(sample), pid(sample, 7))
    actions.exclude(sample, cid(sample), pid(sample, 9), "elsewhere")
    for absent in (Absent(), Absent("zero"), Absent("reserved", 3)):
        set_absent(sample, cid(sample), absent)
        board = build.build_board(sample, cid(sample))
        found = find_acceptability(board, 420, 40)
        assert found.sum() == pytest.approx(40_000, abs=0.5 * len(board))
        assert found[board.person == pid(sample, 7)] == 1000 and found[board.person == pid(sample, 9)] == 0
    assert (found[board.candidates.offline] > 0).sum() >= 3


def test_nothing_is_open_where_only_a_known_score_counts(sample: Workspace) -> None:
    board = build.build_board(sample, cid(sample))
    sure = replace(board.candidates.score, low=board.candidates.score.value, high=board.candidates.score.value)
    board = replace(board, candidates=replace(board.candidates, score=sure))
    found, held = find_acceptability(board, 0, 40), LiveRanking(board.candidates, 40, 0).invited()
    assert np.flatnonzero(found == 1000).tolist() == sorted(held.tolist()) and set(found.tolist()) == {0, 1000}


def test_people_of_another_market_change_nobodys(sample: Workspace) -> None:
    before = build.build_board(sample, cid(sample))
    for number in range(5):
        actions.add_person(sample, cid(sample), Person(0, f"Stranger {number}"))
    after = build.build_board(sample, cid(sample))
    state = after.candidates.state.copy()
    state[len(before) :] = OUT_OF_MARKET
    after = replace(after, candidates=replace(after.candidates, state=state))
    assert np.array_equal(find_acceptability(before, 420, 40), find_acceptability(after, 420, 40)[: len(before)])


def test_rules_and_one_spread_are_followed(sample: Workspace) -> None:
    set_rules(sample, cid(sample), Rules(provisional=1))
    board = build.build_board(sample, cid(sample))
    found = find_acceptability(board, 420, 40)
    assert 0 < found[provisional(board.candidates)].sum() <= 1000 + 0.5 * len(board)
    set_rules(sample, cid(sample), Rules())
    before = find_acceptability(build.build_board(sample, cid(sample)), 420, 40)
    stretching.change_settings(
        sample, cid(sample), rules=with_stretch_asked(tables.campaign(sample, cid(sample)).rules)
    )
    after = find_acceptability(build.build_board(sample, cid(sample)), 420, 40)
    assert not np.array_equal(before, after) and after.sum() == pytest.approx(40_000, abs=100)


def test_the_json_gives_it_in_percent_and_twice_the_same(sample: Workspace) -> None:
    entries = [ranking_json(rank_board(build.build_board(sample, cid(sample))), {})["ranking"] for _ in range(2)]
    assert entries[0] == entries[1]
    shares = [row["acceptability"] for row in entries[0]]
    assert all(0 <= share <= 100 for share in shares) and shares[0] > 95 > 5 > shares[-1]
