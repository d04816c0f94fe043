"""Undo and redo of every action: what is cached gives the same board as the file read anew."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from core.campaign import build
from core.campaign.board import Board
from core.rights import actions as rights
from core.shortlist import outputs
from core.stature import actions as stature
from core.workspace import actions as steps
from core.workspace.store import Workspace, open_workspace
from tests.gui.every_action import CALLS, WHO, Story, write_story

NOT_UNDONE = (steps.undo, steps.redo, rights.erase_people, rights.erase_everywhere, outputs.store_choices)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return write_story(tmp_path_factory.mktemp("story"))


def _plain(board: Board) -> dict[str, object]:
    """A board as values that can be compared; its version counts changes and is no part of what it says."""
    return {one.name: _read(getattr(board, one.name)) for one in fields(board) if one.name != "version"}


def _read(value: object) -> object:
    if isinstance(value, np.ndarray):
        return np.nan_to_num(value, nan=-7).tolist() if value.dtype.kind == "f" else value.tolist()
    if isinstance(value, dict):
        return {key: _read(part) for key, part in value.items()}
    if hasattr(value, "take") and hasattr(value, "__len__"):
        return value.take(range(len(value)))
    if hasattr(value, "__dataclass_fields__"):
        return {name: _read(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def _fresh(path: Path, campaign: int, folder: Path) -> dict[str, object]:
    copy = Path(shutil.copy(path, folder / "fresh.entregent"))
    workspace = open_workspace(copy)
    found = _plain(build.build_board(workspace, campaign))
    workspace.close()
    return found


def test_a_board_after_undo_and_redo_is_that_of_the_file(story: Story, tmp_path: Path) -> None:
    for action, make in CALLS.items():
        if action in NOT_UNDONE:
            continue
        path = Path(shutil.copy(story.path, tmp_path / "one.entregent"))
        workspace = open_workspace(path)
        workspace.backup_folder = None
        before = _plain(build.build_board(workspace, story.campaign))
        values, named = make(story)
        action(workspace, *values, **named)
        build.build_board(workspace, story.campaign)
        steps.undo(workspace)
        assert _plain(build.build_board(workspace, story.campaign)) == before, action
        steps.redo(workspace)
        again = _plain(build.build_board(workspace, story.campaign))
        workspace.close()
        assert again == _fresh(path, story.campaign, tmp_path), action


def test_undo_of_a_level_keeps_what_rests_on_people_and_observations(story: Story, tmp_path: Path) -> None:
    workspace: Workspace = open_workspace(Path(shutil.copy(story.path, tmp_path / "one.entregent")))
    stature.set_level(workspace, story.people[2], "peers", 4, WHO)
    before = workspace.revisions("people", "observations", "campaign")
    steps.undo(workspace)
    assert workspace.revisions("people", "observations", "campaign") == before
    assert workspace.revisions("stature") > (0,)
    workspace.close()
