"""Edit: undo, redo, and finding somebody."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.desk.actions import steps
from gui.desk.commands import Commands
from gui.desk.desk import Desk
from gui.rank.table.filter_strip import FilterStrip
from gui.window.search import SearchField


class Edit(Commands):
    """The Edit menu."""

    def __init__(self, desk: Desk, search: SearchField, strip: FilterStrip) -> None:
        super().__init__(desk)
        self.search, self.strip = search, strip

    def undo(self) -> None:
        """Takes the last step back."""
        self.session.act(steps.undo)

    def redo(self) -> None:
        """Does it again."""
        self.session.act(steps.redo)

    def find(self) -> None:
        """Puts the keyboard in the search field."""
        self.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.field.selectAll()

    def everyone(self) -> None:
        """Shows everybody again, whatever was asked for or searched."""
        self.search.field.clear()
        self.search.search()
        self.strip.show_everyone()
