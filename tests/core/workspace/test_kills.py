"""Killed at any moment, or with the disk full at any page: nothing acknowledged is lost, nothing is half done."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from core.campaign import actions as campaigns
from core.campaign import screening
from core.errors import Trouble
from core.model import Person
from core.shortlist import actions as shortlists
from core.workspace import backup
from core.workspace.registry import TABLES
from core.workspace.store import Workspace, open_workspace
from tests.core.workspace.aftermath import check_after, hidden_files
from tests.core.workspace.start import OWN_FOLDERS, ROOT, WORKER, make_start, write_people
from tests.core.workspaces import cid, erase_person, pid
from tests.trust import times

DAY = date(2026, 3, 12)
LONGEST_WAIT_S = {
    **dict.fromkeys(
        ("edit", "undo", "import", "erase", "freeze", "backup", "automatic", "upgrade", "make", "restore"), 0.4
    ),
    "export": 2.0,
}
"""Each operation, and how long at most it goes on until it is killed."""


def content(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: workspace.connection.execute(f"SELECT * FROM {table.name}").fetchall()
        for table in TABLES
        if table.undone
    }


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_start(tmp_path_factory.mktemp("start"))


@pytest.mark.parametrize("operation", LONGEST_WAIT_S)
def test_killed_at_any_moment(operation: str, start: Path, tmp_path: Path) -> None:
    rng = random.Random(operation)
    for turn in range(times(1, 37)):
        folder = tmp_path / str(turn)
        shutil.copytree(start, folder)
        before = {found.name for found in folder.iterdir()}
        said = _work_until_killed(operation, folder, rng.random() * LONGEST_WAIT_S[operation])
        with pytest.MonkeyPatch.context() as patch:
            for name in OWN_FOLDERS:
                patch.setenv(name, str(folder / "own"))
            check_after(operation, folder, said)
        left = {found.name for found in folder.iterdir()} - before
        assert all(name.startswith(("new.", "old.version", "a.entregent.", "out")) for name in left), left
        assert hidden_files(folder) == []
        shutil.rmtree(folder)


def _work_until_killed(operation: str, folder: Path, after_s: float) -> list[str]:
    """Lets a process work for so many seconds and kills it; returns what it said to be done."""
    own = dict.fromkeys(OWN_FOLDERS, str(folder / "own"))
    command = [sys.executable, "-m", WORKER, operation, str(folder)]
    child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stdout.readline() == "ready\n"
    time.sleep(after_s)
    child.kill()
    said, _ = child.communicate()
    return [line.removeprefix("done ") for line in said.split("\n") if line.startswith("done ")]


OPERATIONS_ON_A_DISK: dict[str, Callable[[Workspace, Path], object]] = {
    "edit": lambda w, folder: campaigns.add_person(w, cid(w), Person(0, "Ann Bel")),
    "import": lambda w, folder: screening.import_files(
        w, cid(w), screening.Files("candidates", [write_people(folder / "y.csv", 120)])
    ),
    "freeze": lambda w, folder: shortlists.freeze_list(w, cid(w), "First", "Camille", DAY),
    "erase": lambda w, folder: erase_person(w, pid(w, 3), DAY),
    "undo": lambda w, folder: w.undo(),
}


@pytest.mark.parametrize("operation", OPERATIONS_ON_A_DISK)
def test_a_disk_full_at_any_page_leaves_old_or_new_whole(operation: str, start: Path, tmp_path: Path) -> None:
    """SQLite is given no more than k further pages, for every k until the operation has room."""
    refused = 0
    for room in range(0, 400, times(3, 1)):
        path = tmp_path / f"{room}" / "a.entregent"
        path.parent.mkdir()
        shutil.copy(start / "a.entregent", path)
        workspace = open_workspace(path)
        before = content(workspace)
        pages = workspace.connection.execute("PRAGMA page_count").fetchone()[0]
        workspace.connection.execute(f"PRAGMA max_page_count={pages + room}")
        try:
            OPERATIONS_ON_A_DISK[operation](workspace, tmp_path)
        except Trouble as trouble:
            refused += 1
            assert "full" in trouble.what and content(workspace) == before
        else:
            assert content(workspace) != before
            workspace.close()
            break
        workspace.close()
        reopened = open_workspace(path)
        assert content(reopened) == before and backup.faults(reopened.connection) == []
        reopened.close()
    else:
        pytest.fail("never enough room")
    assert refused or operation in ("edit", "erase", "undo")
