"""Invitations as a user sees them: the guests, their states by keyboard, waves, replies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from gui.invitations.coverage_dialog import CoverageDialog
from gui.invitations.invitations_view import InvitationsView
from gui.invitations.messages_page import MessagesPage as MessagesView
from gui.invitations.replies_dialog import RepliesDialog
from tests.gui.pages.events import press
from tests.gui.pages.forms import FormPage
from tests.gui.pages.window import WindowPage

STATE_COLUMN = 2


class InvitationsPage:
    """The guests in the order of the list."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.open_screen("shortlist.invitations", InvitationsView)

    @property
    def counts(self) -> str:
        return self.view.counts.text()

    @property
    def advice(self) -> str:
        return self.view.advice.text()

    @property
    def learnt(self) -> str:
        """What the invitations showed, once it was asked for."""
        return self.view.learnt.text()

    @property
    def next_step(self) -> str | None:
        """The words of the one next step; None where it has to wait."""
        return self.view.next.text().replace("&", "") if self.view.next.isEnabled() else None

    def take_next_step(self) -> None:
        self.window.after(self.view.next.click)
        self.window.settle()

    def ask_what_it_showed(self) -> None:
        self.window.after(self.view.after.click)

    def cell(self, row: int, key: str) -> str:
        """A guest's ``name``, ``state``, ``wave``, ``reply`` or ``link``."""
        model = self.view.model
        column = [known for known, *_ in model.columns].index(key)
        return str(model.index(row, column).data())

    def offered(self, row: int) -> list[str]:
        """Opens a guest's pull-down by keyboard and reads it."""
        self.view.table.setCurrentIndex(self.view.model.index(row, STATE_COLUMN))
        press(self.view.table, Qt.Key.Key_F2)
        field = self._pull_down()
        return [field.itemText(at) for at in range(field.count())]

    def choose(self, row: int, state: str) -> None:
        """Chooses a state in the pull-down by keyboard."""
        steps = self.offered(row).index(state)
        field = self._pull_down()
        for _ in range(steps):
            press(field, Qt.Key.Key_Down)
        self.window.after(lambda: press(field, Qt.Key.Key_Return))
        self.window.settle()

    def read_replies(self, file: Path) -> RepliesPage:
        self.window.after(lambda: self.view.read(file))
        return RepliesPage(self.window)

    def read_posts(self, file: Path) -> CoveragePage:
        self.window.after(lambda: self.view.read_posts(file))
        return CoveragePage(self.window)

    def write_messages(self) -> MessagesPage:
        self.window.after(self.view.write.click)
        return MessagesPage(self.window)

    def close(self) -> None:
        """Goes back to the ranking."""
        self.window.go("rank")

    def _pull_down(self) -> QComboBox:
        found = self.view.table.findChildren(QComboBox, "invitation_state")[-1]
        assert isinstance(found, QComboBox)
        return found


class RepliesPage(FormPage):
    """A file of replies before it is kept."""

    def __init__(self, window: WindowPage) -> None:
        self.window = window
        self.view = self.dialog = window.dialog(RepliesDialog)

    def rows(self) -> list[tuple[str, str]]:
        """Guest and issue of each row; what is not clear comes first."""
        tree = self.dialog.rows
        items = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
        return [(item.text(1), item.text(4)) for item in items if item is not None]


class CoveragePage(FormPage):
    """A file of posts before it is kept."""

    def __init__(self, window: WindowPage) -> None:
        self.window = window
        self.view = self.dialog = window.dialog(CoverageDialog)

    def rows(self) -> list[tuple[str, str]]:
        """Guest and post of each row, or why it is not clear: those come first."""
        tree = self.dialog.rows
        items = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
        return [(item.text(1), item.text(5)) for item in items if item is not None]

    @property
    def summary(self) -> str:
        return self.dialog.summary.text()

    def believe_names(self) -> None:
        self.dialog.by_name.click()

    def count_days(self, days: int) -> None:
        self.dialog.days.setValue(days)


class MessagesPage:
    """What is written to guests: the words, what one guest will read, who is held back."""

    def __init__(self, window: WindowPage) -> None:
        self.window = window
        self.view = window.dialog(MessagesView)
        window.settle()

    def write(self, text: str) -> None:
        """Other words in the language shown."""
        self.window.after(lambda: self.view.text.setPlainText(text))
        self.window.settle()

    def sign(self, name: str) -> None:
        self.view.signed_by.setText(name)
        self.window.after(self.view.compose)
        self.window.settle()

    def begins(self, text: str) -> None:
        self.view.starts.setText(text)
        self.view.compose()
        self.window.settle()

    def next_guest(self) -> None:
        self.view.after.click()

    @property
    def read(self) -> str:
        """What the guest shown will read."""
        return self.view.read.toPlainText()

    @property
    def offered(self) -> str:
        return self.view.drafts.text()

    @property
    def held_back(self) -> str:
        """Who is held back, and why."""
        return self.view.held_back.text()

    @property
    def fault(self) -> str:
        return self.view.fault.text()

    def write_drafts(self) -> None:
        self.view.drafts.click()
        self.window.settle()
