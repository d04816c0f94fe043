"""Backups in the window; work that hangs; closing while something is written; what an opened file should tell."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from core.campaign import actions as campaigns
from core.errors import Cancelled
from core.model import Campaign, Person, Progress
from core.settings import BACKUP_FOLDER, BACKUPS
from core.workspace.automatic import all_backups
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace, backups_beside, open_workspace
from gui.desk import jobs as desk_jobs
from gui.desk import messages
from gui.desk.work_backups import back_up
from gui.window.backups_dialog import BackupsDialog
from tests.gui.pages.window import WindowPage


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowPage]:
    """A window on a workspace of one person."""
    path = tmp_path / "a.entregent"
    workspace = open_workspace(path)
    campaign = campaigns.start_campaign(workspace, Campaign(0, "Spring", seats=2))[0]
    campaigns.add_person(workspace, campaign, Person(0, "Ann Bel", offline=True))
    workspace.close()
    shown = WindowPage(qtbot, tmp_path)
    shown.open(path)
    yield shown
    shown.close()


def add(page: WindowPage, name: str) -> None:
    session = page.program.session
    page.after(lambda: session.act(campaigns.add_person, session.campaign, Person(0, name, offline=True)))


def names(path: Path) -> set[str]:
    workspace = open_workspace(path)
    found = {name for (name,) in workspace.connection.execute("SELECT name FROM person")}
    workspace.close()
    return found


def kept(page: WindowPage) -> list[str]:
    assert page.program.session.path is not None
    return [one.occasion for one in all_backups(backups_beside(page.program.session.path))]


def test_half_an_hour_of_work_makes_one_and_none_without_a_change(page: WindowPage) -> None:
    timer = page.program.backups.timer
    assert not timer.isActive()
    add(page, "Cid Dor")
    assert timer.isActive() and kept(page) == []
    timer.stop()
    page.after(timer.timeout.emit)
    assert kept(page) == ["work"] and not timer.isActive()
    page.after(timer.timeout.emit)
    assert kept(page) == ["work"]


def test_edits_are_taken_while_a_backup_is_made(page: WindowPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A job in the background gives way whenever it tells of its progress, and what is edited meanwhile is in it."""
    session, order, started = page.program.session, list[str](), threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        for _ in range(400):
            progress(0, 0, "")
            threading.Event().wait(0.005)
        order.append("backup")

    session.jobs.run(work, kind="backup", quiet=True, background=True)
    assert started.wait(5)
    session.act(campaigns.add_person, session.campaign, Person(0, "Cid Dor", offline=True)).then(
        lambda number: order.append("edit")
    )
    page.settle()
    assert order == ["edit", "backup"]
    assert session.board is not None and len(session.board) == 2


def test_another_workspace_does_not_wait_for_a_backup(page: WindowPage, tmp_path: Path) -> None:
    stopped = []

    def work(progress: Progress) -> None:
        try:
            while True:
                progress(0, 0, "")
        except Cancelled:
            stopped.append(True)
            raise

    page.program.session.jobs.run(work, kind="backup", quiet=True, background=True)
    page.program.session.open(tmp_path / "b.entregent")
    page.settle()
    assert stopped == [True] and page.program.session.path == tmp_path / "b.entregent"


def test_a_backup_is_listed_and_put_back(page: WindowPage, monkeypatch: pytest.MonkeyPatch) -> None:
    page.trigger("files.backups")
    page.settle()
    dialog = page.dialog(BackupsDialog)
    assert dialog.list.topLevelItemCount() == 0 and not dialog.restore.isEnabled()
    page.after(dialog.make.click)
    page.settle()
    [row] = [dialog.list.topLevelItem(at) for at in range(dialog.list.topLevelItemCount())]
    assert [row.text(column) for column in (1, 2, 3, 4, 5)] == ["asked for", "1", "1", "0", "0"]
    add(page, "Cid Dor")
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda parent, question, more, yes: bool(asked.append(question) or True))
    monkeypatch.setattr(messages, "inform", lambda parent, text, more="": asked.append(text))
    page.after(dialog.restore.click)
    page.settle()
    assert len(asked) == 2 and asked[1] == "The backup is in its place."
    session = page.program.session
    assert session.board is not None and len(session.board) == 1
    path = session.path
    assert path is not None and path.with_name("a.entregent.before-restore").exists()
    add(page, "Eva Fol")
    page.open(path.with_name("away.entregent"))
    assert names(path) == {"Ann Bel", "Eva Fol"}


def test_settings_turn_them_off_or_put_them_elsewhere(page: WindowPage, tmp_path: Path) -> None:
    session, folder = page.program.session, tmp_path / "all"
    page.program.settings.put(BACKUPS, False)
    session.heed_backup_settings()
    add(page, "Cid Dor")
    page.after(lambda: back_up(session, "work"))
    assert kept(page) == []
    page.program.settings.put(BACKUPS, True)
    page.program.settings.put(BACKUP_FOLDER, str(folder))
    session.heed_backup_settings()
    page.after(lambda: back_up(session, "work"))
    assert kept(page) == [] and len(list(folder.glob("a-*.backups/*.entregent"))) == 1


def hang(workspace: Workspace, go_on: threading.Event) -> Changed:
    """An edit that hangs half-done, and goes on when it is long given up."""
    with workspace.step("Hang", "people"):
        workspace.connection.execute("UPDATE person SET name='half-done'")
        go_on.wait(30)
        workspace.connection.execute("UPDATE person SET name='done after all'")
    return changed("Hang", "people")


def test_a_job_that_hangs_is_abandoned_and_nothing_half_done_stays(
    page: WindowPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, go_on, bar = page.program.session, threading.Event(), page.window.progress
    session.jobs._patience.setInterval(50)
    stopped: list[bool] = []
    with page.qtbot.waitSignal(session.jobs.long):
        session.act(hang, go_on).stopped(lambda: stopped.append(True))
    later: list[int] = []
    session.act(campaigns.add_person, session.campaign, Person(0, "Cid Dor", offline=True)).then(later.append)
    with page.qtbot.waitSignal(session.jobs.stuck):
        bar.cancel.click()
    assert bar.cancel.text() == "Abandon it" and stopped == []
    bar.cancel.click()
    assert stopped == [True]
    page.settle()
    assert bar.cancel.text() == "Cancel" and len(later) == 1
    go_on.set()
    add(page, "Eva Fol")
    path = session.path
    assert path is not None
    page.open(path.with_name("away.entregent"))
    assert names(path) == {"Ann Bel", "Cid Dor", "Eva Fol"}


@pytest.mark.parametrize("how", ["finish", "stop"])
def test_closing_while_something_is_written_asks(page: WindowPage, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    session, started, go_on = page.program.session, threading.Event(), threading.Event()

    def write(workspace: Workspace, progress: Progress) -> Changed:
        with workspace.step("Write", "people"):
            workspace.connection.execute("UPDATE person SET name='Written'")
            started.set()
            while not go_on.wait(0.01):
                progress(0, 0, "")
        return changed("Write", "people")

    answers = ["stay", how]
    monkeypatch.setattr(messages, "ask_how_to_close", lambda parent: answers.pop(0))
    session.act(write)
    assert started.wait(5)
    assert not page.window.close() and page.window.isVisible()
    path = session.path
    assert path is not None
    if how == "finish":
        go_on.set()
    with page.qtbot.waitSignal(page.window.closed):
        page.window.close()
    assert names(path) == {"Written" if how == "finish" else "Ann Bel"}
    assert answers == []


def test_the_question_at_closing_has_three_answers(page: WindowPage, monkeypatch: pytest.MonkeyPatch) -> None:
    for button, expected in (("Finish, then close", "finish"), ("Stop it and close", "stop"), ("Cancel", "stay")):

        def click(box: QMessageBox, button: str = button) -> int:
            next(one for one in box.buttons() if one.text().replace("&", "") == button).click()
            return 0

        monkeypatch.setattr(QMessageBox, "exec", click)
        assert messages.ask_how_to_close(page.window) == expected


def test_what_was_opened_with_a_warning_says_so(page: WindowPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workspace, "warnings", lambda workspace: ["Nobody else should open it."])
    page.open(page.folder / "b.entregent")
    assert page.window.saved.text() == "Nobody else should open it."
    assert desk_jobs.PATIENCE_MS == 10_000
