"""A file that another program changes or replaces while it is open: looked at again, or saved beside."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.desk import messages
from tests.gui.pages.window import WindowPage
from tests.gui.test_right_person import Reader, made, read_levels


def _rename(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE person SET name = name || ' (changed)'")


def _change(path: Path) -> None:
    """As another program that knows SQLite: within the same file."""
    _rename(path)


def _replace(path: Path) -> None:
    """As a sync client: another file of the same name."""
    draft = path.with_suffix(".draft")
    shutil.copy(path, draft)
    _rename(draft)
    draft.replace(path)


def _names(path: Path) -> set[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM person")}


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WindowPage:
    shown = WindowPage(qtbot, tmp_path)
    monkeypatch.setattr(messages, "show_trouble", lambda parent, trouble: shown.troubles.append(trouble))
    shown.program.session.backup_folder = lambda path: None
    yield shown
    shown.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[object]]:
    """Answers the question about the change; gives what was asked."""

    def answer(how: str) -> list[object]:
        seen: list[object] = []
        monkeypatch.setattr(messages, "ask_after_change", lambda parent, trouble: (seen.append(trouble), how)[1])
        return seen

    return answer


def _begin(page: WindowPage, tmp_path: Path, outside: Callable[[Path], None]) -> tuple[Reader, Path]:
    path = made(tmp_path, "one")
    reader = Reader(page, {"one": path, "two": path})
    page.open(path)
    page.after(lambda: reader.select(1))
    page.settle()
    outside(path)
    return reader, path


@pytest.mark.parametrize("outside", [_change, _replace])
def test_looked_at_again_the_window_shows_what_is_there_and_takes_edits(
    page: WindowPage, tmp_path: Path, asked: Callable[[str], list[object]], outside: Callable[[Path], None]
) -> None:
    reader, path = _begin(page, tmp_path, outside)
    seen, campaign = asked("look"), page.program.session.campaign
    for level in (1, 2, 3):
        reader.level(level)
    page.settle()
    assert len(seen) == 1 and not page.troubles, "asked once, however many edits were refused"
    assert read_levels(path) == {} and page.window.saved.text() == "3 edits were not made: the file had changed."
    board = page.live.board
    assert page.program.session.campaign == campaign
    assert all(name.endswith("(changed)") for name in board.name.take(range(len(board))))
    page.after(lambda: reader.select(2))
    page.settle()
    reader.level(3)
    page.settle()
    assert len(seen) == 1 and len(read_levels(path)) == 1


@pytest.mark.parametrize("outside", [_change, _replace])
def test_saved_beside_what_was_done_last_is_in_the_new_file_and_the_changed_one_stays(
    page: WindowPage, tmp_path: Path, asked: Callable[[str], list[object]], outside: Callable[[Path], None]
) -> None:
    reader, path = _begin(page, tmp_path, outside)
    asked("beside")
    reader.level(1)
    reader.level(2)
    page.settle()
    page.settle()
    beside = tmp_path / "one (mine).entregent"
    assert page.program.session.path == beside and not page.troubles
    assert len(read_levels(beside)) == 2 and read_levels(path) == {}
    assert page.program.session.steps.undo == "Level"
    if outside is _replace:
        assert not any(name.endswith("(changed)") for name in _names(beside)), "mine is what was in view"
    assert all(name.endswith("(changed)") for name in _names(path))


def test_decided_later_the_next_edit_asks_again(
    page: WindowPage, tmp_path: Path, asked: Callable[[str], list[object]]
) -> None:
    reader, path = _begin(page, tmp_path, _replace)
    seen = asked("later")
    for count in (1, 2):
        reader.level(count)
        page.settle()
        assert len(seen) == count and page.program.session.path == path
    assert read_levels(path) == {}


def test_a_file_that_cannot_be_opened_again_leaves_what_is_in_view(
    page: WindowPage, tmp_path: Path, asked: Callable[[str], list[object]]
) -> None:
    reader, path = _begin(page, tmp_path, lambda path: (path.unlink(), path.write_text("nothing of ours"))[0])
    asked("look")
    name = page.window.rank.dossier.title.text()
    reader.level(1)
    page.settle()
    assert len(page.troubles) == 1 and page.window.rank.dossier.title.text() == name
    asked("beside")
    reader.level(2)
    page.settle()
    page.settle()
    assert len(read_levels(tmp_path / "one (mine).entregent")) == 1
    assert path.read_text() == "nothing of ours"
