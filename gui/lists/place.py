"""List: the frozen versions of a campaign's list, and how they leave the house."""

from __future__ import annotations

from core.i18n import tr
from gui.desk.desk import Desk
from gui.desk.page_place import PagePlace
from gui.lists.commands import Outputs, Shortlist
from gui.lists.frozen_lists import ShortlistView


class ListPlace(PagePlace):
    """The frozen lists of the campaign in view."""

    def __init__(self, desk: Desk, commands: Shortlist, outputs: Outputs) -> None:
        super().__init__("list", tr("List"), desk)
        self._commands = commands
        self.add_button("list_compare", tr("Compare lists…"), commands.compare)
        self.add_button("list_preview", tr("Print preview"), outputs.preview)

    def make_page(self) -> ShortlistView:
        return ShortlistView(self, self.session)

    def show_next(self) -> None:
        self.say_next(tr("Freeze the list when it stands: it is kept as it is, signed off by a named person."))
        self.offer(tr("Freeze and sign…"), self._commands.freeze)

    def look_again(self) -> None:
        if isinstance(self.page, ShortlistView):
            self.page.look_again()
