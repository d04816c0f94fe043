"""Every public action of the core in the window: an error in it is said once and changes nothing, undo shows it."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from core.campaign import actions as campaigns
from core.campaign import build
from core.errors import Cancelled, Trouble
from core.rights import actions as rights
from core.rights import copies
from core.shortlist import outputs
from core.workspace import actions as steps
from core.workspace.store import CHECKED, Workspace
from gui.desk import faults as desk_faults
from gui.desk import messages
from gui.desk import session as session_module
from gui.desk.faults import Faults
from gui.window import places
from tests.gui.every_action import CALLS, SECRET, Story, every_action, write_story
from tests.gui.pages.window import WindowPage
from tests.gui.texts import texts_of

Action = Callable[..., Any]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The workspace that has it all, never opened itself."""
    return write_story(tmp_path_factory.mktemp("story"))


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, story: Story, monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowPage]:
    """The window on a copy of it, which hears of every fault as the program does."""
    hooks = sys.excepthook, threading.excepthook
    handler = qInstallMessageHandler(None)
    qInstallMessageHandler(handler)
    monkeypatch.setattr(desk_faults, "print_fault", lambda error: None)
    monkeypatch.setattr(WindowPage, "_fail", lambda self, error: None)
    shown = WindowPage(qtbot, tmp_path)
    monkeypatch.setattr(messages, "show_trouble", lambda parent, trouble: shown.troubles.append(trouble))
    monkeypatch.setattr(messages, "confirm", lambda *words: True)
    shown.program.faults.install()
    shown.program.session.backup_folder = lambda path: None
    shutil.copy(story.path, tmp_path / "story.entregent")
    shown.open(tmp_path / "story.entregent")
    shown.after(lambda: shown.program.session.choose(story.campaign))
    yield shown
    sys.excepthook, threading.excepthook = hooks
    qInstallMessageHandler(handler)
    shown.close()


def _entries(faults: Faults) -> list[str]:
    return faults.log.read_text(encoding="utf-8").splitlines() if faults.log.exists() else []


def _stored(page: WindowPage) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the file, those aside that may be computed again at any time, and when it was last checked, which
    the window does by itself while a test goes on."""
    path = page.program.session.path
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        kept = [table for table in tables if table not in ("derived", "sqlite_sequence")]
        rows = {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in kept}
        rows["setting"] = [row for row in rows["setting"] if row[0] != CHECKED]
        return rows


def _failing_at_once(action: Action) -> Action:
    @wraps(action)
    def fail(*values: object, **named: object) -> object:
        raise ZeroDivisionError(SECRET)

    return fail


def _failing_before_commit(action: Action) -> Action:
    """The action itself, whose transaction meets an error when everything is written and nothing is committed."""

    @wraps(action)
    def fail(workspace: Workspace, *values: object, **named: object) -> object:
        begin = workspace._begin_transaction

        @contextmanager
        def fail_at_the_end() -> Iterator[None]:
            outermost = not workspace.connection.in_transaction
            with begin():
                yield
                if outermost:
                    raise ZeroDivisionError(SECRET)

        workspace._begin_transaction = fail_at_the_end  # type: ignore[method-assign]
        try:
            return action(workspace, *values, **named)
        finally:
            del workspace._begin_transaction  # type: ignore[method-assign]

    return fail


def _act(page: WindowPage, action: Action, story: Story, of: Action) -> None:
    values, named = CALLS[of](story)
    page.program.session.act(action, *values, **named)


def test_every_action_is_tried_here() -> None:
    assert set(every_action().values()) == set(CALLS)


def _check_fault(page: WindowPage, story: Story, failing: Action, action: Action) -> None:
    """Asks for an action that fails: one dialog, one line in the log, nothing else is open and nothing goes on."""
    faults, name = page.program.faults, f"{action.__module__}.{action.__qualname__}"
    lines = len(_entries(faults))
    with page.qtbot.waitSignal(faults.seen, timeout=5000):
        _act(page, failing, story, action)
    page.settle()
    assert len(_entries(faults)) == lines + 1, name
    assert faults.box is not None, name
    assert [one for one in page.window.findChildren(QDialog) if one.isVisible()] == [faults.box], name
    assert "has not been done" in faults.box.informativeText(), name
    faults.box.close()
    assert not page.program.session.jobs.busy and not page.troubles, name


def test_an_error_in_each_action_is_said_once_and_the_next_edit_is_taken(page: WindowPage, story: Story) -> None:
    session = page.program.session
    page.after(lambda: session.act(campaigns.pin, story.campaign, story.people[3]))
    page.after(lambda: session.act(steps.undo))
    for action in CALLS:
        before = _stored(page)
        for fails in (_failing_at_once, _failing_before_commit):
            _check_fault(page, story, fails(action), action)
        assert _stored(page) == before, action
        page.after(lambda: session.act(campaigns.pin, story.campaign, story.people[3]))
        assert session.steps.undo == "Pin", action
        page.after(lambda: session.act(steps.undo))
    log = page.program.faults.log.read_text(encoding="utf-8")
    assert not any(word in log for word in SECRET.split())


NOT_UNDONE = (steps.undo, steps.redo, rights.erase_people, rights.erase_everywhere, outputs.store_choices)
PLACES = {
    "core.importing": places.PEOPLE,
    "core.invitations": places.INVITATIONS,
    "core.rights": places.RIGHTS,
    "core.shortlist": places.LIST,
    "core.campaign.assess": places.ASSESS,
    "core.stature.assess": places.ASSESS,
}


def _shown(page: WindowPage) -> list[object]:
    """What is in view: the place, and what Rank shows whether it is in view or not."""
    top, rank = page.live.listing.window(0, 30), page.rank
    line = rank.map.line(rank.map.plane())
    ranked = [page.live.weight, page.live.seats, top.index.tolist(), top.total.tolist(), line]
    rail = [(button.text(), button.below) for button in page.window.rail.places.values()]
    return [*ranked, rail, page.window.windowTitle(), *texts_of(rank), *texts_of(page.window.stack.shown)]


@pytest.mark.parametrize("room", ["campaign", "importing", "invitations", "rights", "scoring", "shortlist", "stature"])
def test_undo_of_each_action_shows_what_was_shown_before(page: WindowPage, story: Story, room: str) -> None:
    page.live.select(0)
    for action in CALLS:
        name = f"{action.__module__}.{action.__qualname__}"
        if action in NOT_UNDONE or not name.startswith(f"core.{room}."):
            continue
        place = next((key for start, key in PLACES.items() if name.startswith(start)), places.RANK)
        page.go(place)
        page.refresh()
        page.settle()
        if place == places.RIGHTS:
            page.window.stack.shown.view.people.table.selectRow(0)
            page.settle()
        before, stored = _shown(page), _stored(page)
        page.after(lambda action=action: _act(page, action, story, action))
        page.settle()
        assert _stored(page) != stored and not page.troubles, name
        page.undo()
        if place == places.RIGHTS:  # a list of what is to be done: whoever is done with makes way for the next
            page.window.stack.shown.view.people.table.selectRow(0)
            page.settle()
        assert _shown(page) == before, name


@pytest.mark.parametrize("error", [ZeroDivisionError(SECRET), Trouble("No board can be built.")])
def test_an_edit_that_is_stored_and_cannot_be_shown_is_said_to_be_stored(
    page: WindowPage, story: Story, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    session, faults, told = page.program.session, page.program.faults, list[object]()

    def broken(*values: object) -> None:
        raise error

    with monkeypatch.context() as now:
        now.setattr(build, "build_board", broken)
        page.after(lambda: session.act(campaigns.pin, story.campaign, story.people[3]).then(told.append))
        page.settle()
    assert told == [None] and session.steps.undo == "Pin" and page.action("edit.undo").text().endswith("“Pin”")
    if isinstance(error, Trouble):
        assert page.troubles == [error] and faults.box is None
    else:
        assert faults.box is not None and "is stored" in faults.box.informativeText()
        assert len(_entries(faults)) == 1 and "ZeroDivisionError" in _entries(faults)[0]
        faults.box.close()
    page.after(lambda: session.act(steps.undo))
    assert not session.steps.undo or session.steps.undo != "Pin"


@pytest.mark.parametrize("error", [ZeroDivisionError(SECRET), Trouble("A copy cannot be read."), Cancelled()])
def test_an_action_that_fails_after_it_was_stored_is_seen_as_it_stands(
    page: WindowPage, story: Story, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    session, faults, people = page.program.session, page.program.faults, len(page.live.board)

    def broken(*values: object) -> None:
        raise error

    with monkeypatch.context() as now:
        now.setattr(copies, "erase_from_copies", broken)
        page.after(lambda: _act(page, rights.erase_everywhere, story, rights.erase_everywhere))
        page.settle()
    assert len(page.live.board) == people - 1, "who was erased is still shown"
    if isinstance(error, ZeroDivisionError):
        assert faults.box is not None and "is stored" in faults.box.informativeText()
        faults.box.close()
    assert page.troubles == ([error] if isinstance(error, Trouble) else [])
    assert not session.jobs.busy


@pytest.mark.parametrize("place", places.KEYS)
def test_a_place_whose_questions_fail_is_not_stuck(
    page: WindowPage, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = page.program.faults
    page.go(place)
    before = _texts_at_rest(page)

    def broken(question: Action, progress: object) -> Action:
        def fail(*values: object, **named: object) -> None:
            raise ZeroDivisionError(SECRET)

        return fail

    with monkeypatch.context() as now:
        now.setattr(session_module, "with_progress", broken)
        page.go(place)
        page.after(page.program.session.refresh)
        page.settle()
        assert len([one for one in page.window.findChildren(QDialog) if one.isVisible()]) <= 1
        if faults.box is not None:
            faults.box.close()
    assert not page.program.session.jobs.busy
    assert _texts_at_rest(page) == before


def _texts_at_rest(page: WindowPage) -> list[str]:
    """What the place in view says once it has been read anew and nothing changes any more: some of it is asked for
    when the window is next at rest."""
    page.after(page.program.session.refresh)
    said: list[str] = []
    while said != (now := texts_of(page.window.stack.shown)) or not said:
        said = now
        page.qtbot.wait(50)
        page.settle()
    return said
