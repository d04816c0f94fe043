"""Edit: undo, redo, and finding somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from core.i18n import tr
from core.workspace.changed import Steps
from gui.desk import messages
from gui.desk.actions import steps
from gui.desk.commands import Commands
from gui.desk.desk import Desk
from gui.parts.place import Place

if TYPE_CHECKING:
    from gui.rank.place import RankPlace


class Edit(Commands):
    """The Edit menu. ``place`` is the one in view; ``rank`` brings Rank into view; ``palette`` finds everything."""

    def __init__(
        self, desk: Desk, place: Callable[[], Place], rank: Callable[[], RankPlace], palette: Callable[[], object]
    ) -> None:
        super().__init__(desk)
        self._place, self._rank, self._palette = place, rank, palette

    def undo(self) -> None:
        """Takes the last step back; asks first where more goes with it than one person's data."""
        if self._place().undo():
            return
        self.session.save_weight(self.live.weight)  # a weight that has not come to rest is the last step
        last, question = self.session.steps, tr("Undo “{step}”?", step=self.session.steps.undo)
        asks = last.undo_import or last.undo_many
        if not asks or messages.confirm(self.desk.parent_widget, question, _say_consequence(last), tr("Undo")):
            self.session.act(steps.undo)

    def redo(self) -> None:
        """Does it again."""
        if not self._place().redo():
            self.session.act(steps.redo)

    def find(self) -> None:
        """Puts the keyboard in the search field."""
        field = self._rank().search.field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def anything(self) -> None:
        """Finds a command, a place, a campaign or a person by a few letters."""
        self._palette()

    def everyone(self) -> None:
        """Shows everybody again, whatever was asked for or searched."""
        place = self._rank()
        place.search.field.clear()
        place.search.search()
        place.filter_strip.show_everyone()


def _say_consequence(last: Steps) -> str:
    """What an undo of more than one person's data takes away."""
    if last.for_good:
        return tr("The import is taken back with all it brought. To bring it back, import the file again.")
    if last.undo_import:
        return tr("The import is taken back with all it brought. Redo brings it back.")
    return tr("It concerns more than one person. Redo brings it back.")
