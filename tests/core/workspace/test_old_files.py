"""Files of every older version: opened, upgraded, nothing lost, the old one kept beside."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from core.campaign import actions as campaigns
from core.campaign import build, score_models
from core.scoring import model as shipped
from core.shortlist import actions as shortlists
from core.workspace import actions as steps
from core.workspace.store import SCHEMA, open_workspace

OLD = Path(__file__).resolve().parents[2] / "workspaces"
VERSIONS = range(2, SCHEMA)


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names if name[0] != "_"}
    connection.close()
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_file_is_upgraded_and_kept_beside(version: int, tmp_path: Path) -> None:
    path = tmp_path / "a.entregent"
    shutil.copy(OLD / f"schema-{version}.entregent", path)
    before = tables(path)
    workspace = open_workspace(path)
    campaign = campaigns.all_campaigns(workspace)[0]
    board = build.build_board(workspace, campaign.id)
    assert board.name.take(range(3)) == ["Aldo Bel", "Bruna Cor", "Caspar Dal"] and board.campaign.half_life == 60.0
    assert [opened.valid for _, opened in shortlists.frozen_lists(workspace, campaign.id)] == [True]
    score_models.copy_model(workspace, shipped.load(), "Ours")
    steps.undo(workspace)
    workspace.close()
    after, beside = tables(path), tables(tmp_path / f"a.version-{version}.entregent")
    assert beside == before
    assert {name: rows for name, rows in after.items() if name in before and name not in ("step", "undo_log")} == {
        name: rows for name, rows in before.items() if name not in ("step", "undo_log")
    }
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA
    connection.close()
    open_workspace(path).close()
    assert len(list(tmp_path.iterdir())) == 2
