"""Above the table: that it shows only some, whom, and the way back to everybody."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.i18n import integer, tr
from gui.controls import QUIET, Button, Elided
from gui.filters import Filter
from gui.live import Live
from gui.theme import SMALL


class FilterStrip(QWidget):
    """Hidden while everybody is shown. ``filter`` is in force; ``everyone_wanted`` after the link."""

    everyone_wanted = Signal()

    def __init__(self, live: Live) -> None:
        super().__init__(objectName="filter_strip")
        self.setAccessibleName(tr("Filter of the table"))
        self.live, self.filter = live, Filter()
        self.words = Elided("filter_words", SMALL, role=QUIET)
        self.everyone = Button("filter_everyone", tr("Show everybody"), "link")
        self.everyone.setAccessibleName(tr("Show everybody"))
        self.everyone.clicked.connect(self.everyone_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 2)
        row.addWidget(self.words, 1)
        row.addWidget(self.everyone)
        live.relisted.connect(self._show)
        live.shown.connect(self._show)
        self._show()

    def show_only(self, chosen: Filter) -> None:
        """Puts a filter in force; an empty one shows everybody."""
        self.filter = chosen
        self.live.show_only(chosen.read if chosen else None)

    def _show(self) -> None:
        live = self.live
        self.setVisible(live.filtered is not None)
        if live.filtered is not None and live.board is not None and live.listing is not None:
            shown, all_ = integer(len(live.listing)), integer(len(live.board))
            what = tr("{shown} of {all} shown", shown=shown, all=all_)
            self.words.setText(" · ".join(part for part in (what, self.filter.words()) if part))
