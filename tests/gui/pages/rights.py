"""The place of rights as a user sees it: the counter, the people by what is due, one person's sheet, the steps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gui.rights.papers_view import TextView
from gui.rights.people_list import TABS
from gui.rights.place import RightsPlace
from tests.gui.pages.forms import FormPage
from tests.gui.pages.window import WindowPage


class RightsPage:
    """The place, brought into view."""

    def __init__(self, window: WindowPage) -> None:
        self.window = window
        window.go("rights")
        window.settle()
        place = window.window.stack.shown
        assert isinstance(place, RightsPlace)
        self.place, self.view = place, place.view

    @property
    def sentence(self) -> str:
        return self.place.sentence.text()

    @property
    def blue(self) -> str:
        """The words of the blue button; "" where there is none."""
        return self.place.blue.text() if self.place.blue.isVisible() else ""

    @property
    def number(self) -> str:
        """The counter."""
        return self.view.counter.number.text()

    @property
    def tabs(self) -> dict[str, str]:
        """The tabs in view, by key."""
        tabs = self.view.people.tabs
        return {key: tabs.tabText(place) for place, key in enumerate(TABS) if tabs.isTabVisible(place)}

    def show_tab(self, tab: str) -> None:
        self.view.people.show_tab(tab)
        self.window.settle()

    def names(self) -> list[str]:
        return [one.person.name for one in self.view.people.model.rows]

    def cell(self, row: int, column: int) -> str:
        return str(self.view.people.model.index(row, column).data())

    def tick(self, row: int, on: bool) -> None:
        """Sets or takes away a row's tick as the keyboard does."""
        model = self.view.people.model
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        model.setData(model.index(row, 0), state.value, Qt.ItemDataRole.CheckStateRole)
        self.window.settle()

    def choose(self, name: str) -> None:
        """Selects somebody in the list in view."""
        people = self.view.people
        people.table.setCurrentIndex(people.model.index(self.names().index(name), 0))
        self.window.settle()

    def press(self, name: str) -> None:
        """Presses a button by its name, and waits for what comes of it."""
        found = self.place.findChild(QPushButton, name)
        assert isinstance(found, QPushButton) and found.isEnabled(), name
        found.click()
        self.window.settle()

    def form(self) -> FormPage:
        return FormPage(self.window)

    def text(self) -> TextView:
        """The text that is open to be read."""
        return self.window.dialog(TextView)

    def letter(self) -> str:
        return self.view.person.letter.toPlainText()
