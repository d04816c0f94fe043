"""Errors are seen: one dialog and one line in the log for each, nobody's data in it, and the work goes on."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator
from inspect import isfunction, signature
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QTimer, qInstallMessageHandler, qWarning
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core.campaign import actions as campaign_actions
from core.campaign import dossier as campaign_dossier
from core.campaign import rules as campaign_rules
from core.people import find as people_find
from core.scoring import actions as scoring_actions
from core.stature import actions as stature_actions
from core.workspace import actions as workspace_actions
from gui.desk import faults as desk_faults
from gui.desk import messages
from gui.desk.actions import campaigns
from gui.desk.faults import Faults
from gui.parts.form import Form
from gui.rank.rules.rules_sheet import RulesSheet
from tests.gui.pages.window import WindowPage

SECRET = "Zerlina Abbado 06 12 34 56 78"


@pytest.fixture
def faults(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """Faults that hear of everything, until the test is over."""
    hooks = sys.excepthook, threading.excepthook
    monkeypatch.setattr(desk_faults, "print_fault", lambda error: None)
    made = Faults(tmp_path / "log" / "faults.log", lambda: None)
    handler = qInstallMessageHandler(None)
    qInstallMessageHandler(handler)
    made.install()
    yield made
    sys.excepthook, threading.excepthook = hooks
    qInstallMessageHandler(handler)
    if made.box is not None:
        made.box.close()


def _fail() -> None:
    name = SECRET
    raise KeyError(name)


class Painter(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        _fail()


def _entries(faults: Faults) -> list[str]:
    return faults.log.read_text(encoding="utf-8").splitlines() if faults.log.exists() else []


def test_a_slot_a_timer_a_thread_and_a_paint_event_are_heard(faults: Faults, qtbot: QtBot) -> None:
    widget = Painter()
    qtbot.addWidget(widget)
    failing = (
        lambda: QTimer.singleShot(0, _fail),
        lambda: threading.Thread(target=_fail).start(),
        lambda: (widget.show(), widget.update()),
    )
    for number, act in enumerate(failing, start=1):
        with qtbot.waitSignal(faults.seen, timeout=5000):
            act()
        assert len(_entries(faults)) == number
        assert faults.box is not None and "KeyError" in faults.box.detailedText()
        faults.box.close()
    for _ in range(3):
        widget.update()
        QCoreApplication.processEvents()
    qtbot.wait(20)
    assert len(_entries(faults)) == 3, "what fails at every repaint is said once"
    assert "test_faults.py" in _entries(faults)[0] and _entries(faults)[0].count("KeyError") == 1


def test_nobodys_data_is_in_the_log_or_the_details(faults: Faults, qtbot: QtBot) -> None:
    with qtbot.waitSignal(faults.seen, timeout=5000):
        QTimer.singleShot(0, _fail)
    qWarning(f'Cannot open "{SECRET}"')
    text = faults.log.read_text(encoding="utf-8") + (faults.box.detailedText() if faults.box else "")
    assert "Cannot open …" in text
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.+]+", "", text)  # the time of an entry may hold any two digits
    for part in SECRET.split():
        assert part not in text
    assert str(Path.home()) not in text


def test_the_log_turns_over(faults: Faults) -> None:
    for _ in range(30):
        desk_faults.write_entry(faults.log, "x" * 30_000)
    kept = sorted(path.name for path in faults.log.parent.iterdir())
    assert kept == ["faults.log", "faults.log.1", "faults.log.2", "faults.log.3"]
    assert sum(path.stat().st_size for path in faults.log.parent.iterdir()) <= 4 * desk_faults.LOG_BYTES


def test_faults_while_the_dialog_is_open_join_it(faults: Faults, qtbot: QtBot) -> None:
    for _ in range(3):
        with qtbot.waitSignal(faults.seen, timeout=5000):
            QTimer.singleShot(0, _fail)
    assert faults.box is not None and faults.box.detailedText().count("KeyError") == 3
    assert len(_entries(faults)) == 3


COMMANDS = ("candidates.pin", "candidates.release", "candidates.offline", "candidates.online", "candidates.exclude")
COMMANDS += ("candidates.cost", "candidates.add", "score.absence", "score.present", "stature.evidence")
COMMANDS += ("stature.fact", "ranking.seats", "files.campaign_settings")
COMMANDS += ("edit.undo", "edit.redo")
ROOMS = (campaign_actions, campaign_rules, scoring_actions, stature_actions, workspace_actions)
SHOWING = ("all_campaigns", "view_state", "save_view_state", "steps", "rubric_of")


def _actions() -> list[tuple[ModuleType, str]]:
    """Every action that the rooms offer, those aside that the window needs to show itself."""
    return [
        (room, name)
        for room in ROOMS
        for name, action in vars(room).items()
        if isfunction(action) and action.__module__ == room.__name__ and name[0] != "_"
        if next(iter(signature(action).parameters), "") == "workspace" and name not in SHOWING
    ]


def _broken(*values: object, **named: object) -> None:
    raise ZeroDivisionError(SECRET)


def _agree(page: WindowPage) -> None:
    """Fills in what a form must have, and agrees to it; so with the sheet of the rules, which is no dialog."""
    for sheet in page.window.findChildren(RulesSheet):
        if sheet.isVisible():
            (sheet.cutoff.keep if sheet.cutoff.isVisible() else sheet.agree).click()
            sheet.closed.emit()
    for dialog in page.window.findChildren(QDialog):
        if dialog.isVisible() and not isinstance(dialog, QMessageBox):
            if isinstance(dialog, Form):
                dialog.check = lambda: None  # type: ignore[method-assign]  # the error is to come from the action
            for name in ("absence_first", "absence_last"):
                field = dialog.findChild(QWidget, name)
                if field is not None:
                    field.setProperty("text", "2026-01-02")
            dialog.accept()


def test_an_error_in_any_action_is_seen_and_the_next_edit_is_taken(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_faults, "print_fault", lambda error: None)
    monkeypatch.setattr(WindowPage, "_fail", lambda self, error: None)
    monkeypatch.setattr(messages, "confirm", lambda *words: True)
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.after(lambda: page.live.select(2))
    page.after(lambda: page.trigger("candidates.pin"))
    page.after(lambda: page.trigger("candidates.release"))
    page.after(lambda: page.trigger("edit.undo"))
    faults = page.program.faults
    for command in COMMANDS:
        count = len(_entries(faults))
        with monkeypatch.context() as now:
            for room, name in _actions():
                now.setattr(room, name, _broken)
            with qtbot.waitSignal(faults.seen, timeout=5000):
                page.trigger(command)
                _agree(page)
        assert len(_entries(faults)) == count + 1, command
        assert faults.box is not None and faults.box.isVisible(), command
        faults.box.close()
        assert not page.program.session.jobs.busy and faults.box is None, command
        assert not [dialog for dialog in page.window.findChildren(QDialog) if dialog.isVisible()], command
    session, board = page.program.session, page.live.board
    page.after(lambda: session.act(campaigns.pin, session.campaign, int(board.person[5])))
    assert "Pin" in page.action("edit.undo").text()
    assert SECRET not in faults.log.read_text(encoding="utf-8")
    page.close()


def test_a_dossier_or_a_search_that_fails_leaves_the_window_in_use(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_faults, "print_fault", lambda error: None)
    monkeypatch.setattr(WindowPage, "_fail", lambda self, error: None)
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    with monkeypatch.context() as now:
        now.setattr(campaign_dossier, "gather_dossier", _broken)
        now.setattr(people_find, "find_people", _broken)
        with qtbot.waitSignal(page.program.faults.seen):
            page.live.select(2)
        page.program.faults.box.close()
        with qtbot.waitSignal(page.program.faults.seen):
            page.window.rank.search.field.setText("a")
            page.window.rank.search.search()
        page.program.faults.box.close()
    page.settle()
    page.after(lambda: page.live.select(3))
    assert page.window.rank.dossier.dossier is not None
    page.close()
