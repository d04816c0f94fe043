"""Edit: undo, redo, and finding somebody."""

from __future__ import annotations

from PySide6.QtCore import Qt

from core.i18n import tr
from core.workspace.changed import Steps
from gui.desk import messages
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
        """Takes the last step back; asks first where more goes with it than one person's data."""
        self.session.save_weight(self.live.weight)  # a weight that has not come to rest is the last step
        last, question = self.session.steps, tr("Undo “{step}”?", step=self.session.steps.undo)
        asks = last.undo_import or last.undo_many
        if not asks or messages.confirm(self.desk.parent_widget, question, _consequence(last), tr("Undo")):
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


def _consequence(last: Steps) -> str:
    """What an undo of more than one person's data takes away."""
    if last.for_good:
        return tr("The import is taken back with all it brought. To bring it back, import the file again.")
    if last.undo_import:
        return tr("The import is taken back with all it brought. Redo brings it back.")
    return tr("It concerns more than one person. Redo brings it back.")
