"""View and Help: where the keyboard goes, how the window looks, what it can say of itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from core.i18n import tr
from core.settings import LANGUAGE, THEME
from gui.desk import messages
from gui.desk.commands import Commands
from gui.desk.desk import Desk
from gui.parts.place import Place
from gui.parts.plain import without_mnemonic
from gui.window.zoom import ZOOM, beside

if TYPE_CHECKING:
    from gui.rank.place import RankPlace


class View(Commands):
    """The View menu. ``place`` is the one in view; ``rank`` brings Rank into view."""

    def __init__(
        self, desk: Desk, place: Callable[[], Place], rank: Callable[[], RankPlace], change_look: Callable[[], None]
    ) -> None:
        super().__init__(desk)
        self._place, self._rank, self._change_look = place, rank, change_look

    def campaigns(self) -> None:
        """All campaigns."""
        self.desk.go("campaign")

    def people(self) -> None:
        """The people of this campaign."""
        self.desk.go("people")

    def assess(self) -> None:
        """One person after another."""
        self.desk.go("assess")

    def rank(self) -> None:
        """The ranked list and its weight."""
        self.desk.go("rank")

    def list(self) -> None:
        """The frozen lists."""
        self.desk.go("list")

    def invitations(self) -> None:
        """The guests and their replies."""
        self.desk.go("invitations")

    def rights(self) -> None:
        """What people may ask for."""
        self.desk.go("rights")

    def region(self) -> None:
        """The keyboard goes to the next part of the window: from the rail through the place in view."""
        window = self.desk.parent_widget
        rail = window.findChild(QWidget, f"rail_{self._place().key}")
        parts = [part for part in (rail, *self._place().regions()) if part is not None and part.isVisible()]
        focused = window.focusWidget()
        here = [at for at, part in enumerate(parts) if focused is not None and _holds(part, focused)]
        if parts:
            parts[(here[-1] + 1) % len(parts) if here else 0].setFocus(Qt.FocusReason.TabFocusReason)

    def next_step(self) -> None:
        """Presses the blue button of the place in view."""
        self._place().blue.click()

    def table(self) -> None:
        """Puts the keyboard in the table."""
        self._rank().open_table().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def map(self) -> None:
        """Puts the keyboard on the map."""
        self._rank().open_map().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dossier(self) -> None:
        """Puts the keyboard on the dossier's tabs."""
        self._rank().open_dossier().tabs.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def larger(self) -> None:
        """Larger text."""
        self._change_zoom(1)

    def smaller(self) -> None:
        """Smaller text."""
        self._change_zoom(-1)

    def usual_size(self) -> None:
        """Text as large as usual."""
        self._change_zoom(0)

    def theme(self, value: str) -> None:
        """Light, dark, or as the system."""
        self.settings.put(THEME, value)
        self._change_look()

    def language(self, value: str) -> None:
        """English or French, at once."""
        self.settings.put(LANGUAGE, value)
        self._change_look()

    def _change_zoom(self, way: int) -> None:
        self.settings.put(ZOOM, beside(self.settings.get(ZOOM), way))
        self._change_look()


def _holds(part: QWidget, focused: QWidget) -> bool:
    """Whether the keyboard is in a part of the window, or in what stands for it."""
    proxy = part.focusProxy()
    return part is focused or part.isAncestorOf(focused) or (proxy is not None and _holds(proxy, focused))


class Help(Commands):
    """The Help menu."""

    def keys(self) -> None:
        """The keys, from the menus themselves."""
        lines = [
            f"{action.shortcut().toString()}\t{without_mnemonic(action.text()).rstrip('…')}"
            for action in self.desk.parent_widget.findChildren(QAction)
            if not action.shortcut().isEmpty()
        ]
        lines.append("0 1 2 3 4 ?\t" + tr("the level of the criterion the keyboard is on"))
        lines.append("N  E\t" + tr("its note, new evidence"))
        lines.append("Del\t" + tr("takes the chosen piece of evidence away"))
        messages.inform(self.desk.parent_widget, tr("Keyboard"), "\n".join(lines))

    def method(self) -> None:
        """How the ranking works, in a few sentences."""
        messages.inform(self.desk.parent_widget, tr("How the ranking works"), method_words())

    def about(self) -> None:
        """What this program is."""
        messages.inform(self.desk.parent_widget, "Entregent", tr("The gift for dealing with people off line."))


def method_words() -> str:
    """The method in a few sentences."""
    return "\n\n".join(
        (
            tr("Total = (1 − weight) × online score + weight × off-line credibility, both from 0 to 100, exactly."),
            tr("What is unknown is not zero: the middle value of the others counts, marked as provisional."),
            tr("The strip at the right of each row shows every weight at which that name is in."),
            tr("Nobody is left out by a score alone: a named person signs the shortlist."),
        )
    )
