"""Every edit stands on the person it was made for, whatever is opened, chosen or undone in between."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.campaign import actions as campaigns
from core.campaign import build
from core.errors import Trouble
from core.importing import actions as imports
from core.model import Campaign, Person, Progress
from core.workspace import store
from core.workspace.changed import Changed
from core.workspace.store import Workspace, open_workspace
from gui.desk import messages
from gui.parts.form import Form
from tests.gui.pages.window import WindowPage
from tests.trust import times

PEOPLE = 4
DAY = date(2026, 3, 12)
FILES = ("one", "two")


def made(folder: Path, name: str) -> Path:
    """A workspace of two campaigns whose names say which workspace it is. All are copies of one: their people have the
    same ids, as two desks' have that began with one file."""
    first, path = folder / "first.entregent", folder / f"{name}.entregent"
    if not first.exists():
        workspace = open_workspace(first)
        with workspace.transaction():
            one, two = (campaigns.start_campaign(workspace, Campaign(0, f"? {n}", seats=2))[0] for n in (1, 2))
            for number in range(1, PEOPLE + 1):
                campaigns.add_person(workspace, one, Person(0, f"? {number}", offline=True))
                campaigns.add_person(workspace, two, Person(0, f"? {number} bis", offline=True))
        workspace.close()
    shutil.copy(first, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for table in ("person", "campaign"):
            connection.execute(f"UPDATE {table} SET name=replace(name, '?', ?)", (name,))
    return path


def stored(path: Path) -> dict[tuple[str, str], int]:
    """The levels of a workspace by name and criterion."""
    open_workspace(path).close()
    return read_levels(path)


def read_levels(path: Path) -> dict[tuple[str, str], int]:
    """``stored``, beside a window that has the file open."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        names = dict(connection.execute("SELECT id, name FROM person").fetchall())
        found = connection.execute(
            "SELECT person, criterion, level FROM assessment WHERE level IS NOT NULL ORDER BY id"
        ).fetchall()
    return {(names[person], criterion): level for person, criterion, level in found}


def left_out(path: Path) -> list[str]:
    """The names of the excluded."""
    workspace = open_workspace(path)
    found = workspace.connection.execute(
        "SELECT p.name FROM candidacy c JOIN person p ON p.id = c.person WHERE c.excluded"
    ).fetchall()
    workspace.close()
    return [name for (name,) in found]


@dataclass
class Reader:
    """Somebody at the window, who remembers what was given to whom by the names on the screen."""

    page: WindowPage
    paths: dict[str, Path]
    given: dict[str, list[dict[tuple[str, str], int]]] = field(default_factory=lambda: {name: [{}] for name in FILES})
    acknowledged: int = 0
    refused: int = 0
    imports: dict[str, list[set[str]]] = field(default_factory=lambda: {name: [set()] for name in FILES})
    imported: int = 0
    stopped: int = 0
    gate: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.gate.set()

    @property
    def file(self) -> str:
        """The workspace that the window's title names."""
        return str(self.page.window.windowTitle().split(" ")[0])

    def open(self, which: int) -> None:
        self.page.program.session.open(self.paths[FILES[which % 2]])

    def choose(self, which: int) -> None:
        if self.page.live.board is not None:
            known = self.page.program.session.campaigns
            self.page.program.session.choose(known[which % len(known)].id)

    def select(self, which: int) -> None:
        board = self.page.live.board
        if board is not None and len(board):
            self.page.live.select(which % len(board))

    def level(self, which: int) -> None:
        """Gives a level to whoever's name stands over the dossier."""
        dossier = self.page.window.rank.dossier
        if dossier.person is None or not dossier.stature.rows:
            return
        key = list(dossier.stature.rows)[which % len(dossier.stature.rows)]
        file, name = self.file, dossier.title.text()
        self.page.window.say("")
        dossier.stature.rows[key].bar.chosen.emit(which % 5)
        self._remember(file, name, key, which % 5)

    def _remember(self, file: str, name: str, key: str, level: int) -> None:
        if name.startswith("Guest") and name not in self.imports[file][-1]:
            self.refused += 1  # the import that brought them has been undone, though it is still shown
        elif not self.page.window.saved.text().startswith("Not stored"):
            self._push(file, {**self.given[file][-1], (name, key): level}, set())
            self.acknowledged += 1

    def _push(self, file: str, levels: dict[tuple[str, str], int], guests: set[str]) -> None:
        self.given[file].append(levels)
        self.imports[file].append(self.imports[file][-1] | guests)

    def undo(self, which: int) -> None:
        if len(self.given[self.file]) > 1 if self.file in self.given else False:
            self.given[self.file].pop()
            self.imports[self.file].pop()
            self.page.window.rooms.edit.undo()

    def redo(self, which: int) -> None:
        """Undoes and does again at once, nothing heard in between."""
        if len(self.given.get(self.file, [])) > 1:
            if self.imports[self.file][-1] != self.imports[self.file][-2]:
                return  # an import is undone for good
            self.page.window.rooms.edit.undo()
            self.page.window.rooms.edit.redo()

    def press(self, which: int) -> None:
        """Gives a level by a key, to whoever's name stands over the dossier."""
        dossier = self.page.window.rank.dossier
        if dossier.person is None or not dossier.stature.rows:
            return
        key = list(dossier.stature.rows)[which % len(dossier.stature.rows)]
        file, name = self.file, dossier.title.text()
        self.page.window.say("")
        self.page.qtbot.keyClick(dossier.stature.rows[key].bar, str(which % 5))
        self._remember(file, name, key, which % 5)

    def bring(self, which: int) -> None:
        """Imports a file, and sometimes stops it on the way; what is acknowledged can be undone like the rest."""
        self.settle(which)
        session, file = self.page.program.session, self.file
        if self.page.live.board is None:
            return
        told: list[object] = []
        session.act(_bring_file, session.campaign, which).then(told.append)
        for _ in range(which % 3):
            QCoreApplication.processEvents()
        if which % 2:
            session.jobs.cancel()
        self.page.settle()
        if told:
            self._push(file, self.given[file][-1], {f"Guest {which}-{at}" for at in range(3)})
            self.imported += 1
        else:
            self.stopped += 1

    def turn_to(self, which: int) -> None:
        """Selects somebody and waits for the dossier, as whoever gives a level does."""
        self.settle(which)
        self.select(which)
        self.page.settle()

    def open_slowly(self, which: int) -> None:
        """Opens a workspace that takes its time: what follows is done before it is there."""
        self.gate.clear()
        self.open(which)

    def let_open(self, which: int) -> None:
        """The slow one gets there."""
        self.gate.set()

    def weigh(self, which: int) -> None:
        """Moves the weight and does not wait until it stands still."""
        self.page.live.set_weight(which)

    def cancel(self, which: int) -> None:
        self.page.program.session.jobs.cancel()

    def look(self, which: int) -> None:
        """Lets the window hear some of the answers that are there."""
        QCoreApplication.processEvents()

    def settle(self, which: int) -> None:
        self.gate.set()
        self.page.settle()


STEPS = (Reader.open, Reader.choose, Reader.select, Reader.select, Reader.level, Reader.level, Reader.level)
STEPS += (Reader.undo, Reader.cancel, Reader.look, Reader.look, Reader.settle, Reader.settle)


LONG_STEPS = (*STEPS, *STEPS, Reader.press, Reader.press, Reader.press, Reader.press, Reader.redo, Reader.bring)
LONG_STEPS += (Reader.open_slowly, Reader.open_slowly, Reader.let_open, Reader.undo, *(8 * (Reader.turn_to,)))


def _bring_file(workspace: Workspace, campaign: int, which: int, progress: Progress) -> tuple[object, Changed]:
    """An import of a few strangers, as the window asks for it."""
    text = "Name;Instagram\n" + "".join(f"Guest {which}-{at};guest{which}x{at}\n" for at in range(3))
    seen = imports.look_at_file(workspace, text, None, progress)
    return imports.import_all(workspace, campaign, [seen], DAY, progress)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowPage]:
    """A window whose troubles are remembered, so that none waits for somebody to click it away."""
    shown = WindowPage(qtbot, tmp_path)
    monkeypatch.setattr(messages, "show_trouble", lambda parent, trouble: shown.troubles.append(trouble))
    yield shown
    shown.close()


@settings(max_examples=times(12, 50), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 999)), min_size=20, max_size=60))
def test_every_level_stands_on_the_person_it_was_given_to(
    page: WindowPage, steps: list[tuple[Callable[[Reader, int], None], int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(page, {name: made(Path(folder), name) for name in FILES})
        reader.open(0)
        page.settle()
        for step, which in steps:
            step(reader, which)
        page.open(made(Path(folder), "away"))
        for name in FILES:
            assert stored(reader.paths[name]) == reader.given[name][-1]


@pytest.mark.parametrize("seed", range(times(1, 5)))
def test_a_long_day_with_two_workspaces(
    page: WindowPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Two thousand steps, a tenth of them in the short form; the files are compared every fifty."""
    monkeypatch.setattr(messages, "confirm", lambda *words: True)
    page.program.session.backup_folder = lambda path: None
    reader, draw = Reader(page, {name: made(tmp_path, name) for name in FILES}), random.Random(seed)

    def open_slowly(path: Path) -> Workspace:
        assert reader.gate.wait(60)
        return open_workspace(path)

    monkeypatch.setattr(store, "open_workspace", open_slowly)
    reader.open(0)
    page.settle()
    done: list[tuple[str, int]] = []
    for number in range(1, times(200, 2000) + 1):
        step, which = draw.choice(LONG_STEPS), draw.randrange(1000)
        done.append((step.__name__, which))
        step(reader, which)
        if number % 50 == 0:
            reader.settle(0)
            for name in FILES:
                assert read_levels(reader.paths[name]) == reader.given[name][-1], (number, name, done[-60:])
    assert reader.acknowledged and reader.imported and reader.stopped
    # A file that is open or on its way is asked for once more now and then; nothing else may be said.
    said = [trouble for trouble in page.troubles if "is open in another window" not in trouble.what]
    assert len(said) <= reader.refused, [str(trouble) for trouble in said]
    counts = {name: getattr(reader, name) for name in ("acknowledged", "imported", "stopped", "refused")}
    print(len(done), "steps", counts)


def test_a_level_given_while_another_workspace_opens_stays_in_the_old_one(page: WindowPage, tmp_path: Path) -> None:
    reader = Reader(page, {name: made(tmp_path, name) for name in FILES})
    page.open(reader.paths["one"])
    page.after(lambda: reader.select(2))
    reader.open(1)
    reader.level(7)
    page.settle()
    assert reader.file == "two" and page.window.person is None and page.window.rank.dossier.dossier is None
    page.open(made(tmp_path, "away"))
    assert stored(reader.paths["one"]) == reader.given["one"][-1] != {}
    assert stored(reader.paths["two"]) == {}


def test_a_board_that_cannot_be_built_leaves_the_old_one_and_its_file(
    page: WindowPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(page, {name: made(tmp_path, name) for name in FILES})
    page.open(reader.paths["one"])
    page.after(lambda: reader.select(2))
    title, name = page.window.windowTitle(), page.window.rank.dossier.title.text()

    def broken(*values: object) -> None:
        raise Trouble("No board can be built.")

    with monkeypatch.context() as now:
        now.setattr(build, "build_board", broken)
        page.open(reader.paths["two"])
    assert [trouble.what for trouble in page.troubles] == ["No board can be built."]
    assert (page.window.windowTitle(), page.window.rank.dossier.title.text()) == (title, name)
    assert page.program.session.path == reader.paths["one"]
    reader.level(8)
    page.open(reader.paths["two"])  # nothing holds the file that could not be shown
    assert stored(reader.paths["one"]) == reader.given["one"][-1] != {}


def test_a_new_workspace_leaves_nobody_selected(page: WindowPage, tmp_path: Path) -> None:
    page.open(made(tmp_path, "one"))
    page.after(lambda: page.live.select(1))
    page.open(tmp_path / "empty.entregent")
    assert page.window.person is None and page.live.board is None
    assert not page.action("candidates.pin").isEnabled() and not page.action("outputs.csv").isEnabled()


def test_a_note_being_written_goes_to_whom_it_was_written_for(page: WindowPage, tmp_path: Path) -> None:
    path = made(tmp_path, "one")
    page.open(path)
    page.after(lambda: page.live.select(1))
    name = page.window.rank.dossier.title.text()
    first = next(iter(page.window.rank.dossier.stature.rows.values()))
    first.note.setText("seen on stage")
    page.after(lambda: page.live.select(2))  # as a shortcut does: the note has not been left
    assert not any(row.note.text() for row in page.window.rank.dossier.stature.rows.values())
    page.open(made(tmp_path, "away"))
    workspace = open_workspace(path)
    found = workspace.connection.execute(
        "SELECT p.name, a.note FROM assessment a JOIN person p ON p.id = a.person"
    ).fetchall()
    workspace.close()
    assert found == [(name, "seen on stage")]


def test_a_page_that_is_open_is_closed_before_another_workspace_comes(page: WindowPage, tmp_path: Path) -> None:
    reader = Reader(page, {name: made(tmp_path, name) for name in FILES})
    page.open(reader.paths["one"])
    page.after(lambda: reader.select(0))
    name = page.window.rank.dossier.title.text()
    page.trigger("candidates.exclude")
    form = page.dialog(Form)
    page.open(reader.paths["two"])
    assert reader.file == "one"
    form.findChild(QLineEdit, "exclude_reason").setText("moved abroad")
    form.agree.click()
    QCoreApplication.processEvents()
    page.settle()
    assert reader.file == "two"
    page.open(made(tmp_path, "away"))
    assert left_out(reader.paths["one"]) == [name] and left_out(reader.paths["two"]) == []


def test_the_weight_moved_last_is_stored_where_it_was_moved(page: WindowPage, tmp_path: Path) -> None:
    reader = Reader(page, {name: made(tmp_path, name) for name in FILES})
    page.open(reader.paths["one"])
    page.live.set_weight(777)
    page.open(reader.paths["two"])
    page.open(reader.paths["one"])
    assert page.live.weight == 777
    page.open(reader.paths["two"])
    assert page.live.weight == 500
