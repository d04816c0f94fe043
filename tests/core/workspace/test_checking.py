"""The check by itself: when it is due, that it names what is damaged, and that work goes on meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.campaign import actions as campaigns
from core.errors import Cancelled, Damaged
from core.model import Person
from core.workspace import checking, preferences
from core.workspace.store import CHECKED, open_workspace, temporary_workspace
from tests.core.workspace.start import ROOT, filled
from tests.core.workspace.test_damage import blob_places, flipped
from tests.core.workspaces import cid

TODAY = date(2026, 3, 12)
CRASH = (
    "import os, sys, pathlib; from core.workspace.store import open_workspace\n"
    "open_workspace(pathlib.Path(sys.argv[1])); os._exit(9)"
)


def crash(path: Path) -> None:
    """A program opens the workspace and ends at once."""
    subprocess.run([sys.executable, "-c", CRASH, path], check=False, cwd=ROOT)


def checked(path: Path, day: date = TODAY) -> bool:
    """Opens a workspace, lets it be checked where that is due, closes it; whether it was."""
    workspace = open_workspace(path)
    try:
        return checking.check_by_itself(workspace, day)
    finally:
        workspace.close()


def test_once_a_week_and_after_a_crash(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.entregent")
    assert checked(path) and not checked(path) and not checked(path, TODAY + timedelta(6))
    assert checked(path, TODAY + timedelta(7)) and not checked(path, TODAY + timedelta(8))
    assert checked(path, TODAY), "the clock was moved back"
    crash(path)
    assert checked(path) and not checked(path)


def test_after_a_crash_it_stays_due_until_it_was_done(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.entregent")
    checked(path)
    crash(path)
    open_workspace(path).close()
    assert checked(path) and not checked(path)


def test_damage_is_named_and_named_again_at_the_next_opening(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.entregent", 400)
    checked(path)
    whole = path.read_bytes()
    start, _ = blob_places(whole, tmp_path / "x")[0]
    path.write_bytes(flipped(whole, start * 8 + 77))
    for days in (7, 8):
        with pytest.raises(Damaged, match=r"a\.entregent: batch 1 \(x\.csv\), raw"):
            checked(path, TODAY + timedelta(days))
    assert path.read_bytes() == flipped(whole, start * 8 + 77)


def test_a_damaged_page_is_named_with_its_table(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.entregent", 400)
    workspace = open_workspace(path)
    root = workspace.connection.execute("SELECT rootpage FROM sqlite_schema WHERE name='handle'").fetchone()[0]
    size = workspace.connection.execute("PRAGMA page_size").fetchone()[0]
    workspace.close()
    data = bytearray(path.read_bytes())
    data[(root - 1) * size + 8 : (root - 1) * size + 40] = os.urandom(32)
    path.write_bytes(data)
    with pytest.raises(Damaged, match=r"handle|malformed"):
        checked(path)


def test_of_many_faults_the_first_are_named_and_the_others_counted() -> None:
    workspace = temporary_workspace()
    with pytest.raises(Damaged) as told:
        checking.refuse_faults(workspace, [f"fault {n}" for n in range(1, 12)])
    assert told.value.where.endswith("; fault 8 and 3 more") and "fault 9" not in told.value.where
    with pytest.raises(Damaged) as told:
        checking.refuse_faults(workspace, ["x" * 900])
    assert len(told.value.where) < 300


def test_work_goes_on_while_it_is_checked(tmp_path: Path) -> None:
    workspace = open_workspace(filled(tmp_path / "a.entregent", 400))
    added: list[str] = []

    def work(done: int, total: int, words: str) -> None:
        added.append(f"Added {len(added)}")
        campaigns.add_person(workspace, cid(workspace), Person(0, added[-1]))

    assert checking.check_by_itself(workspace, TODAY, work) and len(added) > 30
    names = {row[0] for row in workspace.connection.execute("SELECT name FROM person")}
    assert set(added) <= names
    workspace.close()


def test_one_that_is_cancelled_is_done_another_time(tmp_path: Path) -> None:
    def stop(done: int, total: int, words: str) -> None:
        if done == 5:
            raise Cancelled

    workspace = open_workspace(filled(tmp_path / "a.entregent"))
    with pytest.raises(Cancelled):
        checking.check_by_itself(workspace, TODAY, stop)
    assert checking.is_check_due(workspace, TODAY)
    workspace.close()


def test_what_is_nobodys_file_is_not_checked(tmp_path: Path) -> None:
    assert not checking.check_by_itself(temporary_workspace(), TODAY)


def test_a_day_that_is_none_counts_as_never(tmp_path: Path) -> None:
    workspace = open_workspace(filled(tmp_path / "a.entregent"))
    preferences.store_setting(workspace, CHECKED, "soon")
    assert checking.is_check_due(workspace, TODAY)
    workspace.close()
