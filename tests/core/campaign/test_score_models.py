"""Score models of a workspace: copied, changed, chosen, undone; held fast by a frozen shortlist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.campaign import build, score_models
from core.campaign.tables import campaign as read_campaign
from core.errors import Trouble
from core.scoring import model as shipped
from core.scoring import tables as scoring_tables
from core.shortlist import actions as shortlists
from core.workspace import actions as steps
from core.workspace.store import Workspace, open_workspace
from tests.core.workspaces import EVERYONE, workspace_of


@pytest.fixture
def opened(tmp_path: Path) -> tuple[Workspace, int]:
    return workspace_of(tmp_path, EVERYONE)


def names(workspace: Workspace) -> list[str]:
    return [found.model.name for found in score_models.list_models(workspace)]


def test_a_shipped_model_is_copied_not_changed(opened: tuple[Workspace, int]) -> None:
    workspace, _ = opened
    with pytest.raises(Trouble, match="come with the program cannot be changed"):
        score_models.change_model(workspace, shipped.load())
    score_models.copy_model(workspace, shipped.load(), " Ours ")
    assert names(workspace) == [*shipped.available(), "Ours"]
    made = score_models.load_model(workspace, "Ours")
    assert (made.name, made.version, made.weights) == ("Ours", "1", shipped.load().weights)
    assert made.hash == scoring_tables.stored_models(workspace)[0].hash != shipped.load().hash


@pytest.mark.parametrize("name", ["", "  ", "Ours", shipped.DEFAULT])
def test_a_name_is_needed_and_must_be_free(opened: tuple[Workspace, int], name: str) -> None:
    workspace, _ = opened
    score_models.copy_model(workspace, shipped.load(), "Ours")
    with pytest.raises(Trouble):
        score_models.copy_model(workspace, shipped.load(), name)
    assert names(workspace) == [*shipped.available(), "Ours"]


def test_each_change_is_a_version_and_undo_takes_it_back(opened: tuple[Workspace, int]) -> None:
    workspace, _ = opened
    score_models.copy_model(workspace, shipped.load(), "Ours")
    first = score_models.load_model(workspace, "Ours")
    score_models.change_model(workspace, first.changed("Ours", half_life=60.0))
    second = score_models.load_model(workspace, "Ours")
    assert (second.version, second.half_life) == ("2", 60.0)
    score_models.change_model(workspace, second)
    assert score_models.load_model(workspace, "Ours").version == "2", "nothing differed"
    steps.undo(workspace)
    assert score_models.load_model(workspace, "Ours") == first
    steps.redo(workspace)
    assert score_models.load_model(workspace, "Ours") == second


def test_an_unsound_model_is_refused(opened: tuple[Workspace, int]) -> None:
    workspace, _ = opened
    score_models.copy_model(workspace, shipped.load(), "Ours")
    nothing = dict.fromkeys(shipped.COMPONENTS, 0)
    with pytest.raises(Trouble, match="weights"):
        score_models.change_model(workspace, replace(score_models.load_model(workspace, "Ours"), weights=nothing))
    assert score_models.load_model(workspace, "Ours").version == "1"


def test_the_campaign_ranks_by_the_model_it_chose(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    before = build.build_board(workspace, campaign)
    changed = shipped.load().changed("x", weights={"reach": 100, "amplification": 0, "network": 0})
    score_models.copy_model(workspace, changed, "Reach only")
    score_models.choose_model(workspace, campaign, "Reach only")
    board = build.build_board(workspace, campaign)
    known = board.candidates.score.known
    assert board.score_model == f"Reach only#{score_models.load_model(workspace, 'Reach only').hash}"
    assert (board.candidates.score.value != before.candidates.score.value)[known].any()
    score_models.change_model(
        workspace, score_models.load_model(workspace, "Reach only").changed("Reach only", half_life=1000.0)
    )
    later = build.build_board(workspace, campaign)
    assert (later.cruise != board.cruise).any() and later.campaign.half_life == 1000.0
    for _ in range(3):
        steps.undo(workspace)
    again = build.build_board(workspace, campaign)
    assert (again.candidates.score.value == before.candidates.score.value).all()


def test_a_half_life_of_the_campaigns_own(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    score_models.choose_model(workspace, campaign, shipped.DEFAULT, half_life=90.0)
    model, half_life = score_models.in_force(workspace, read_campaign(workspace, campaign))
    assert (model.half_life, half_life) == (30.0, 90.0)
    assert build.build_board(workspace, campaign).campaign.half_life == 90.0
    with pytest.raises(Trouble, match="positive"):
        score_models.choose_model(workspace, campaign, shipped.DEFAULT, half_life=0.0)
    with pytest.raises(Trouble, match="no score model"):
        score_models.choose_model(workspace, campaign, "Nobody's")


def test_an_external_score_is_chosen_only_where_there_is_one(opened: tuple[Workspace, int], tmp_path: Path) -> None:
    workspace, campaign = opened
    score_models.choose_model(workspace, campaign, shipped.DEFAULT, source="external")
    assert read_campaign(workspace, campaign).score_source == "external"
    bare, other = workspace_of(
        tmp_path, EVERYONE.replace(",40\n", ",\n").replace(",70\n", ",\n").replace(",30\n", ",\n")
    )
    with pytest.raises(Trouble, match="score of its own"):
        score_models.choose_model(bare, other, shipped.DEFAULT, source="mixed")


def test_a_frozen_shortlist_holds_its_model_fast(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    score_models.copy_model(workspace, shipped.load(), "Ours")
    score_models.choose_model(workspace, campaign, "Ours")
    shortlists.freeze_list(workspace, campaign, "First list", "Élodie Marombre", date(2026, 2, 1))
    held = next(found for found in score_models.list_models(workspace) if found.model.name == "Ours")
    assert held.frozen == ("First list",) and not held.changeable
    for action in (
        lambda: score_models.change_model(workspace, held.model),
        lambda: score_models.remove_model(workspace, "Ours"),
    ):
        with pytest.raises(Trouble, match="First list"):
            action()
    score_models.copy_model(workspace, held.model, "Ours too")
    score_models.change_model(
        workspace, score_models.load_model(workspace, "Ours too").changed("Ours too", half_life=14.0)
    )
    assert score_models.load_model(workspace, "Ours").hash == held.model.hash


def test_a_model_in_use_is_not_removed(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    score_models.copy_model(workspace, shipped.load(), "Ours")
    score_models.choose_model(workspace, campaign, "Ours")
    with pytest.raises(Trouble, match="ranks by"):
        score_models.remove_model(workspace, "Ours")
    score_models.choose_model(workspace, campaign, shipped.DEFAULT)
    score_models.remove_model(workspace, "Ours")
    assert names(workspace) == shipped.available()


def test_models_outlive_the_program(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "a.entregent")
    score_models.copy_model(workspace, shipped.load(), "Ours")
    before = score_models.load_model(workspace, "Ours")
    workspace.close()
    workspace = open_workspace(tmp_path / "a.entregent")
    assert score_models.load_model(workspace, "Ours") == before
    workspace.close()
