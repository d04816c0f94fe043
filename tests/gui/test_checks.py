"""The workspace in view is checked by itself, and damage is told in a dialog that names it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.campaign import actions as campaigns
from core.errors import Damaged, Trouble
from core.model import Person
from core.workspace import preferences
from core.workspace.store import CHECKED, open_workspace
from gui.desk import messages
from tests.core.workspace.start import filled
from tests.core.workspace.test_damage import blob_places, flipped
from tests.gui.pages.window import WindowPage


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowPage]:
    shown = WindowPage(qtbot, tmp_path)
    yield shown
    shown.close()


def checked_on(path: Path) -> str:
    workspace = open_workspace(path)
    try:
        return preferences.setting(workspace, CHECKED)
    finally:
        workspace.close()


def test_it_is_checked_after_opening_and_noted(page: WindowPage, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.entregent")
    page.open(path)
    timer = page.program.checks.timer
    assert timer.isActive()
    page.after(timer.timeout.emit)
    assert timer.isActive(), "a window may stay open for weeks"
    page.open(tmp_path / "other.entregent")
    assert checked_on(path) == datetime.now().astimezone().date().isoformat()


def test_damage_is_named_and_work_goes_on(page: WindowPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Trouble] = []
    monkeypatch.setattr(messages, "show_trouble", lambda parent, trouble: told.append(trouble))
    path = filled(tmp_path / "a.entregent", 400)
    start, _ = blob_places(path.read_bytes(), tmp_path / "x")[0]
    path.write_bytes(flipped(path.read_bytes(), start * 8 + 77))
    page.open(path)
    page.after(page.program.checks.check)
    [trouble] = told
    assert isinstance(trouble, Damaged) and trouble.where == "a.entregent: batch 1 (x.csv), raw"
    session = page.program.session
    page.after(lambda: session.act(campaigns.add_person, session.campaign, Person(0, "Ann Bel", offline=True)))
    assert session.board is not None and len(session.board) == 401
    page.open(tmp_path / "other.entregent")
    assert checked_on(path) == ""
