"""List: the frozen versions of a campaign's list, and how they leave the house."""

from __future__ import annotations

from core.i18n import tr, trn
from gui.desk.desk import Desk
from gui.desk.page_place import PagePlace
from gui.lists.commands import Outputs, Shortlist
from gui.lists.frozen_lists import ShortlistView


class ListPlace(PagePlace):
    """The draft and the frozen versions of the campaign in view; what leaves is the version chosen here."""

    def __init__(self, desk: Desk, commands: Shortlist, outputs: Outputs) -> None:
        super().__init__("list", tr("List"), desk)
        self._commands, self._outputs = commands, outputs
        self.add_button("list_compare", tr("Compare lists…"), self._compare_chosen)
        self.freeze = self.add_button("list_freeze", tr("Freeze and sign…"), commands.freeze)

    def make_page(self) -> ShortlistView:
        out = self._outputs
        ways_out = {"csv": out.csv, "xlsx": out.xlsx, "pdf": out.pdf, "print": out.print}
        view = ShortlistView(self, self.session, ways_out, self._commands.rename)
        view.chosen_changed.connect(out.choose)
        view.shown.connect(self.show_next)
        for at, button in enumerate(view.outputs[:3], start=1):
            button.setShortcut(f"Alt+{at}")
        return view

    def _compare_chosen(self) -> None:
        """The version chosen beside the one before it; from the draft, the draft beside the newest."""
        view = self.page
        self._commands.compare(view.chosen if isinstance(view, ShortlistView) else None)

    def show_next(self) -> None:
        view = self.page
        known = view.known if isinstance(view, ShortlistView) else None
        self.freeze.setVisible(known is not None and bool(known.frozen))
        if known is None or not known.frozen:
            self.say_next(tr("Freeze the list when it stands: it is kept as it is, signed off by a named person."))
            self.offer(tr("Freeze and sign…"), self._commands.freeze)
            return
        newest = known.frozen[0]
        if known.moved:
            words = tr(
                "The draft has moved on since version {n}: freeze it, or invite from the version.", n=newest.number
            )
        else:
            words = tr("Version {n} holds the names of the list as it stands: invite them.", n=newest.number)
        self.say_next(words)
        count = sum(entry.is_in for entry in newest.snapshot.entries)
        self.offer(trn("Invite this one", "Invite these {n}", count), lambda: self.desk.go("invitations"))

    def look_again(self) -> None:
        if isinstance(self.page, ShortlistView):
            self.page.look_again()
