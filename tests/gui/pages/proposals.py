"""What imports propose, as a user sees it: pairs of people who may be one, and what later files say otherwise."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QLabel

from gui.parts.controls import Button
from gui.people.importing.changes import ChangesView
from gui.people.importing.duplicates import Duplicates
from gui.people.importing.duplicates_view import DuplicatesView
from tests.gui.pages.past_imports import list_rows
from tests.gui.pages.window import WindowPage


class PairsPage:
    """Pairs of people who may be one."""

    def __init__(self, window: WindowPage, view: Duplicates) -> None:
        self.window, self.view = window, view

    def buttons(self) -> list[tuple[Button, Button]]:
        """For each pair the button that makes it one person, and the one that leaves two."""
        found = [button for button in self.view.findChildren(Button) if button.isVisibleTo(self.view)]
        return list(zip(found[::2], found[1::2], strict=True))

    def names(self) -> list[str]:
        return [one.accessibleName() for one, _ in self.buttons()]

    def title(self) -> str:
        return self.view.title.text()

    def about(self, row: int) -> str:
        """What is known of both of a pair, and who holds a seat."""
        return self._words(row, "about")

    def sides(self, row: int) -> str:
        """What speaks for a pair, and what against."""
        return self._words(row, "sides")

    def _words(self, row: int, what: str) -> str:
        number = self.buttons()[row][0].objectName().split("_")[1]
        label = self.view.findChild(QLabel, f"pair_{number}_{what}")
        assert label is not None
        return label.text()

    def row_of(self, name: str) -> int:
        return next(row for row, shown in enumerate(self.names()) if name in shown)

    def decide(self, name: str, same: bool) -> None:
        one, two = self.buttons()[self.row_of(name)]
        self.window.after((one if same else two).click)
        self.window.settle()

    def focused_row(self) -> int:
        """The row of the button that has the keyboard."""
        focused = self.view.window().focusWidget()
        return next(row for row, pair in enumerate(self.buttons()) if focused in pair)


class ChangesPage:
    """What later files say otherwise of people who are known."""

    def __init__(self, window: WindowPage, view: ChangesView | None = None) -> None:
        self.window, self.view = window, view or window.open_screen("imports.changes", ChangesView)

    def rows(self) -> list[list[str]]:
        """Name, field, known so far, in the file, file and row."""
        return list_rows(self.view.list) if self.view.list.isVisibleTo(self.view) else []

    def choose(self, *rows: int) -> None:
        self.view.list.clearSelection()
        self.view.list.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        for row in rows:
            self.view.list.selectRow(row)

    def take(self) -> None:
        self._press(self.view.take)

    def leave(self) -> None:
        self._press(self.view.stay)

    def take_all(self) -> None:
        self._press(self.view.take_all)

    def _press(self, button: Button) -> None:
        self.window.after(button.click)
        self.window.settle()

    def close(self) -> None:
        self.view.reject()


class DuplicatesPage:
    """The pairs of people who may be one, reached by the menu."""

    def __init__(self, window: WindowPage) -> None:
        self.view = window.open_screen("imports.duplicates", DuplicatesView)
        self.pairs = PairsPage(window, self.view.pairs)

    def close(self) -> None:
        self.view.reject()
