"""The window as a user sees it: what tests do to it, in a user's words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from core.settings import LANGUAGE, Settings
from gui.parts.level_bar import LevelBar
from gui.rank.header import Header
from gui.rank.place import RankPlace
from gui.window.app import SAMPLE, Program
from gui.window.main_window import MainWindow
from tests.sample import copy_sample

PATIENCE_MS = 30_000
Screen = TypeVar("Screen", bound=QWidget)


class WindowPage:
    """A program in a folder of its own. Nothing sleeps: every wait is for a signal of the worker."""

    def __init__(self, qtbot: QtBot, folder: Path, language: str = "en") -> None:
        self.qtbot, self.folder = qtbot, folder
        settings = Settings(folder / "settings.json")
        settings.put(LANGUAGE, language)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.program = Program(app, settings, folder / SAMPLE)
        self.troubles: list[Any] = []
        self.program.session.jobs.crashed.connect(self._fail)
        self.program.show()
        self.window.resize(1440, 900)

    @property
    def window(self) -> MainWindow:
        assert self.program.window is not None
        return self.program.window

    @property
    def rank(self) -> RankPlace:
        """Rank, whether it is in view or not."""
        return self.window.rank

    @property
    def place(self) -> str:
        """The key of the place in view."""
        return self.window.stack.current

    def go(self, place: str) -> None:
        """Turns to a place by its key, as the rail does."""
        self.window.rail.places[place].click()
        self.settle()

    @property
    def live(self) -> Any:
        return self.window.live

    def open(self, path: Path) -> None:
        """Opens a workspace and waits for its board."""
        self.after(lambda: self.program.session.open(path))

    def open_sample(self) -> None:
        """Opens the sample campaign, which a window before this one made."""
        path = self.folder / SAMPLE
        if not path.exists():
            copy_sample(path)
        self.make_sample()

    def make_sample(self) -> None:
        """Opens the sample campaign as a user does for the first time: it is made."""
        self.after(self.program.open_sample)

    def after(self, act: Callable[[], Any]) -> None:
        """Does something and waits until the worker has nothing left to do."""
        jobs = self.program.session.jobs
        self.settle()
        act()
        if jobs.busy:
            self.settle()
        else:
            with self.qtbot.waitSignal(jobs.idle, timeout=PATIENCE_MS):
                pass

    def settle(self) -> None:
        """Waits until the worker has nothing left to do."""
        jobs = self.program.session.jobs
        while jobs.busy:
            with self.qtbot.waitSignal(jobs.idle, timeout=PATIENCE_MS):
                pass

    def undo(self) -> None:
        """Takes the last step back by the menu."""
        self.after(lambda: self.trigger("edit.undo"))
        self.settle()

    def redo(self) -> None:
        """Does it again by the menu."""
        self.after(lambda: self.trigger("edit.redo"))
        self.settle()

    def refresh(self) -> None:
        """Builds the board anew."""
        self.after(self.program.session.refresh)

    def open_screen(self, command: str, kind: type[Screen]) -> Screen:
        """Chooses something in the menus and waits for the page or dialog that comes of it."""
        self.after(lambda: self.trigger(command))
        self.settle()
        return self.dialog(kind)

    def select(self, name: str) -> None:
        """Selects a candidate by name."""
        board = self.live.board
        names = board.name.take(range(len(board)))
        self.after(lambda: self.live.select(names.index(name)))

    def level(self, criterion: str) -> LevelBar:
        return self.rank.dossier.stature.rows[criterion].bar

    def dialog(self, kind: type[Screen]) -> Screen:
        """The page or dialog of this kind that is open."""
        return next(d for d in reversed(self.window.findChildren(kind)) if d.isVisible())

    def screen(self) -> QWidget:
        """The dialog that is open, else the place in view."""
        dialogs = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        return dialogs[-1] if dialogs else self.window.stack.shown

    def trigger(self, command: str) -> None:
        """Chooses something in the menus, by the name of its action."""
        action = self.action(command)
        assert action.isEnabled(), command
        action.trigger()

    def action(self, command: str) -> QAction:
        """A line of the menus, by the name of its action: ``files_open``."""
        found = self.window.findChild(QAction, command.replace(".", "_"))
        assert isinstance(found, QAction), command
        return found

    def close(self) -> None:
        """Closes the window, as a user does."""
        self.window.close()
        self.window.deleteLater()  # windows of past tests would be dressed anew with every change of theme
        self.program.window = None
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _fail(self, error: BaseException) -> None:
        raise error


class HeaderPage:
    """The head of the window in words."""

    def __init__(self, header: Header) -> None:
        self.header = header

    def figures(self) -> list[tuple[str, str]]:
        parts = (self.header.holds, self.header.rescued, self.header.noise)
        return [(part.words, part.value) for part in parts]
