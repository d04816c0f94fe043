"""View and Help: where the keyboard goes, how the window looks, what it can say of itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.i18n import tr
from core.settings import LANGUAGE, THEME
from gui.desk import messages
from gui.desk.commands import Commands
from gui.window import menus
from gui.window.zoom import ZOOM, beside


class View(Commands):
    """The View menu."""

    def table(self) -> None:
        """Puts the keyboard in the table."""
        self._go(self.window.ranking)

    def map(self) -> None:
        """Puts the keyboard on the map."""
        self._go(self.window.map)

    def dossier(self) -> None:
        """Puts the keyboard on the dossier's tabs."""
        self._go(self.window.dossier.tabs)

    def larger(self) -> None:
        """Larger text."""
        self._zoom(1)

    def smaller(self) -> None:
        """Smaller text."""
        self._zoom(-1)

    def usual_size(self) -> None:
        """Text as large as usual."""
        self._zoom(0)

    def theme(self, value: str) -> None:
        """Light, dark, or as the system."""
        self.kept.put(THEME, value)
        self.window.look_changed.emit()

    def language(self, value: str) -> None:
        """English or French, at once."""
        self.kept.put(LANGUAGE, value)
        self.window.look_changed.emit()

    def _zoom(self, way: int) -> None:
        self.kept.put(ZOOM, beside(self.kept.get(ZOOM), way))
        self.window.look_changed.emit()

    @staticmethod
    def _go(widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


class Help(Commands):
    """The Help menu."""

    def keys(self) -> None:
        """The keys, from the menus themselves."""
        lines = [
            f"{entry.shortcut}\t{menus.bare(tr(entry.text)).rstrip('…')}"
            for _, _, entries in menus.MENUS
            for entry in entries
            if entry.shortcut
        ]
        lines.append("0 1 2 3 4 ?\t" + tr("the level of the criterion the keyboard is on"))
        lines.append("N  E\t" + tr("its note, new evidence"))
        lines.append("Del\t" + tr("takes the chosen piece of evidence away"))
        messages.inform(self.window, tr("Keyboard"), "\n".join(lines))

    def method(self) -> None:
        """How the ranking works, in a few sentences."""
        messages.inform(self.window, tr("How the ranking works"), method_words())

    def about(self) -> None:
        """What this program is."""
        messages.inform(self.window, "Entregent", tr("The gift for dealing with people off line."))


def method_words() -> str:
    """The method in a few sentences."""
    return "\n\n".join(
        (
            tr("Total = (1 − weight) × online score + weight × off-line credibility, both from 0 to 100, exactly."),
            tr("What is unknown is not zero: the median stands in, and the candidate is shown as provisional."),
            tr("The strip at the right of each row shows every weight at which that name is in."),
            tr("Nobody is left out by a score alone: a named person signs the shortlist."),
        )
    )
