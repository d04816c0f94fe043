"""What another model would do, and scores of other tools beside ours, against plain counting."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.campaign import build, external, rules, score_models
from core.campaign.ranked import rank_board
from core.campaign.rules import Bound, Rules
from core.campaign.what_if import Effect, model_effect
from core.scoring import model as shipped
from core.workspace.store import Workspace
from tests.core.workspaces import EVERYONE, weeks, workspace_of

CROWD = "".join(weeks(f"P{i}", 10 ** (1 + i % 4) + i, ((i * 37) % 90, 1), (0, i % 2)) for i in range(40))
LOUD = shipped.load().changed("draft", weights={"reach": 5, "amplification": 95, "network": 0}, half_life=7.0)


@pytest.fixture
def opened(tmp_path: Path) -> tuple[Workspace, int]:
    return workspace_of(tmp_path, EVERYONE + CROWD, seats=8)


def test_the_model_in_force_moves_nobody(opened: tuple[Workspace, int]) -> None:
    found = model_effect(*opened, shipped.load(), "computed")
    assert (found.changed, found.moved, found.seats, len(found.movers)) == (0, 0, 8, 8)
    assert found.pause[0] == found.pause[1]


def test_the_effect_is_what_choosing_the_model_does(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    before = rank_board(build.build_board(workspace, campaign))
    found = model_effect(workspace, campaign, LOUD, "computed")
    assert rank_board(build.build_board(workspace, campaign)).live.invited().tolist() == before.live.invited().tolist()
    score_models.copy_and_choose(workspace, campaign, LOUD, "Loud")
    after = rank_board(build.build_board(workspace, campaign))
    old, new = set(before.live.invited().tolist()), set(after.live.invited().tolist())
    assert found.changed == len(new - old) > 0
    everyone = np.arange(len(before.board))
    assert found.moved == int((before.live.rank_of(everyone) != after.live.rank_of(everyone)).sum())
    by_person = {mover.person: mover for mover in found.movers}
    for place in old | new:
        mover = by_person[int(before.board.person[place])]
        assert mover.rank == (int(before.live.rank_of([place])[0]), int(after.live.rank_of([place])[0]))
        assert mover.score == tuple(side.board.candidates.score.value[place] / 100 for side in (before, after))
        assert mover.pause[1] == pytest.approx(mover.score[1] * (1 - 2 ** (-28 / 7)))
    assert_the_order(found)


def assert_the_order(found: Effect) -> None:
    crossing = [mover.was_in != mover.is_in for mover in found.movers]
    assert crossing == sorted(crossing, reverse=True)


def test_only_a_half_life_is_kept_by_the_campaign(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    draft = shipped.load().changed(shipped.DEFAULT, half_life=90.0)
    then = {m.person: m.score[1] for m in model_effect(workspace, campaign, draft, "computed").movers}
    score_models.apply_draft(workspace, campaign, draft)
    board = build.build_board(workspace, campaign)
    assert board.campaign.half_life == 90.0 and board.score_model.startswith(shipped.DEFAULT)
    score = dict(zip(board.person.tolist(), board.candidates.score.value.tolist(), strict=True))
    assert all(score[person] / 100 == points for person, points in then.items())


def test_external_scores_are_compared_with_ours(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    (found,) = external.compare_external(workspace, campaign)
    assert (found.name, found.top, found.known, found.both, found.in_use) == ("klout", 100.0, 3, 3, True)
    ours = [pair.computed for pair in sorted(found.pairs, key=lambda pair: -pair.computed)]
    assert [pair.ranks[0] for pair in sorted(found.pairs, key=lambda pair: -pair.computed)] == [1, 2, 3] and ours
    gaps = [abs(a - b) for a, b in (pair.ranks for pair in found.pairs)]
    n, squares = 3, sum(gap**2 for gap in gaps)
    assert found.correlation == pytest.approx(1 - 6 * squares / (n * (n * n - 1)))
    assert gaps == sorted(gaps, reverse=True)


def test_both_lists_keep_the_rules(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    rules.set_rules(workspace, campaign, Rules(ceilings=(Bound("type", "Instagram", 3),)))
    found = model_effect(workspace, campaign, LOUD, "computed")
    assert found.seats == 3 and sum(mover.is_in for mover in found.movers) == 3
    before = set(rank_board(build.build_board(workspace, campaign)).live.invited().tolist())
    score_models.copy_and_choose(workspace, campaign, LOUD, "Loud")
    after = set(rank_board(build.build_board(workspace, campaign)).live.invited().tolist())
    assert found.changed == len(after - before)
