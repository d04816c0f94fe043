"""The field that finds candidates by name, handle or organisation; ranks stay those of the whole list."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from core.i18n import integer, tr, trn
from gui.desk.actions import find
from gui.desk.live import Live
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.controls import small
from gui.parts.named import named
from gui.parts.timers import single_shot

PAUSE_MS = 120
LEAST_WIDE, MOST_WIDE = 64, 380
"""In pixels: at 100 % the least, whatever the size of the text the most, for what stands beside it needs the room."""


class SearchField(QWidget):
    """Looks for candidates a moment after the last key. ``found_people`` (ids, None while nothing is asked);
    ``accepted`` after Enter or the down key, which go on to the list."""

    found_people = Signal(object)
    accepted = Signal()

    def __init__(self, session: Session, live: Live) -> None:
        super().__init__()
        self.setObjectName("search_row")
        self.session, self.live = session, live
        self.field = named(QLineEdit(clearButtonEnabled=True), "search")
        self.field.setAccessibleName(tr("Find a candidate"))
        self.field.setPlaceholderText(tr("Find by name, handle or organisation"))
        self.found = small("search_found")
        self._pause = single_shot(self, PAUSE_MS, self.search)
        self._asked = self._going = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.GAP, 1)
        row.setSpacing(10)
        row.addWidget(self.found)
        row.addWidget(self.field)
        self.field.setMinimumWidth(round(theme.scaled(self, LEAST_WIDE)))
        self.field.setMaximumWidth(min(MOST_WIDE, round(theme.scaled(self, 300))))
        self.field.setFixedHeight(round(theme.scaled(self, 26)))
        self.field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setEnabled(False)
        self.field.textChanged.connect(lambda text: self._pause.start())
        live.shown.connect(self._search_again)
        self.setFocusProxy(self.field)

    def search(self) -> None:
        """Looks for what was typed."""
        self._pause.stop()
        text = self.field.text().strip()
        if not text or self.live.board is None:
            self.found.setText("")
            self.found_people.emit(None)
            return

        self._asked = True
        self.session.ask_latest("search", find.find_people, text).then(self._show_found)

    def _show_found(self, people: list[int]) -> None:
        board = self.live.board
        if board is None:
            return
        found = np.array(people, np.int64)
        count = int(np.isin(found, board.person).sum())
        self.found_people.emit(found)
        words = trn("{n} of {all} candidates", "{n} of {all} candidates", count, all=integer(len(board)))
        self.found.setText(words)
        self._asked = False
        if self._going:
            self._go_on()

    def _go_on(self) -> None:
        """On to the list, once it shows what was typed last."""
        if self._pause.isActive():
            self.search()
        self._going = self._asked
        if not self._going:
            self.accepted.emit()

    def _search_again(self) -> None:
        self.setEnabled(True)
        if self.field.text().strip():
            self.search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.field.clear()
            self.search()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._go_on()
        else:
            super().keyPressEvent(event)
