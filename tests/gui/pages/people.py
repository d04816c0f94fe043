"""The people of a campaign as a user sees them: a table edited in place, and what is done with rows."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QRegularExpression, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from gui.parts.controls import Button
from gui.people.people_model import FIELDS
from gui.people.people_page import PAUSE_MS
from gui.people.people_page import PeoplePage as PeopleView
from gui.people.place import PeoplePlace
from tests.gui.pages.imports import ImportPage
from tests.gui.pages.window import WindowPage


class PeoplePage:
    """People, brought into view."""

    def __init__(self, window: WindowPage) -> None:
        self.window = window
        window.go("people")
        window.settle()
        place = window.window.stack.shown
        assert isinstance(place, PeoplePlace)
        self.place = place
        self.window.settle()

    @property
    def view(self) -> PeopleView:
        assert isinstance(self.place.page, PeopleView)
        return self.place.page

    @property
    def table(self) -> object:
        return self.view.table

    def rows(self) -> list[list[str]]:
        """The cells of every row, once they are all read."""
        model = self.view.table.people
        for _ in range(2):
            found = [[model.index(row, at).data() for at in range(len(FIELDS))] for row in range(model.rowCount())]
            self.window.settle()
        return found

    def names(self) -> list[str]:
        return [row[0] for row in self.rows()]

    def choose(self, *rows: int) -> None:
        """Selects rows, as Ctrl and clicks do."""
        table = self.view.table
        table.clearSelection()
        for row in rows:
            flags = QItemSelectionModel.SelectionFlag
            table.selectionModel().select(table.people.index(row, 0), flags.Select | flags.Rows)

    def type_in(self, row: int, field: str, text: str) -> None:
        """Types a text in a cell, with F2 and Enter."""
        table = self.view.table
        table.setCurrentIndex(table.people.index(row, FIELDS.index(field)))
        QTest.keyClick(table, Qt.Key.Key_F2)
        editor = table.findChild(QLineEdit)
        assert editor is not None
        editor.setText(text)
        self.window.after(lambda: QTest.keyClick(editor, Qt.Key.Key_Return))
        self.window.settle()

    def press_enter(self, row: int) -> None:
        """Presses Enter on a row."""
        table = self.view.table
        table.setCurrentIndex(table.people.index(row, 0))
        QTest.keyClick(table, Qt.Key.Key_Return)
        self.window.settle()

    def can_type_in(self, row: int, column: int) -> bool:
        return bool(
            self.view.table.people.flags(self.view.table.people.index(row, column)) & Qt.ItemFlag.ItemIsEditable
        )

    def press_copy(self) -> str:
        """What stands on the clipboard after Ctrl+C."""
        table = self.view.table
        self.window.after(lambda: QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier))
        return QGuiApplication.clipboard().text()

    def press_paste(self) -> ImportPage:
        """The import of what stands on the clipboard, by Ctrl+V on the table."""
        self.view.window().activateWindow()
        QTest.qWaitForWindowActive(self.view.window())
        self.view.table.setFocus()
        self.window.after(lambda: QTest.keyClick(self.view.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier))
        self.window.settle()
        return ImportPage(self.window)

    def join(self) -> None:
        self.window.after(self.view.join.click)
        self.window.settle()

    def can_join(self) -> bool:
        return self.view.join.isEnabled()

    def remove(self) -> None:
        self.window.after(self.view.remove.click)
        self.window.settle()

    def changes(self) -> list[tuple[str, str]]:
        """Who and which field, and old → new, of each change that waits beside the table."""
        card = self.view.to_decide.changes
        if not card.isVisibleTo(self.view):
            return []
        who = card.findChildren(QLabel, QRegularExpression("change_[0-9]+_who"))
        words = card.findChildren(QLabel, QRegularExpression("change_[0-9]+_words"))
        return [(one.text(), other.text()) for one, other in zip(who, words, strict=True)]

    def decide_change(self, at: int, taken: bool) -> None:
        """Takes or leaves a change that waits."""
        end = "take" if taken else "leave"
        buttons = self.view.to_decide.changes.findChildren(Button, QRegularExpression(f"change_[0-9]+_{end}"))
        self.window.after(buttons[at].click)
        self.window.settle()

    def search(self, text: str) -> None:
        self.view.search.setText(text)
        self.window.qtbot.wait(2 * PAUSE_MS)
        self.window.settle()

    def said(self) -> str:
        """What the status line says."""
        return self.window.window.saved.text()
