"""A note under a criterion, edited in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from core.i18n import tr
from gui.parts import theme
from gui.parts.theme import SMALL


class NoteLine(QLineEdit):
    """A note edited in place: Enter or leaving keeps it, Escape takes the typing back. ``written`` (text)."""

    written = Signal(str)

    def __init__(self, name: str, criterion: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("Note on {criterion}", criterion=criterion))
        self.setFrame(False)
        self.setMaxLength(2000)
        self.setPlaceholderText(tr("Add a note…"))
        theme.dress(self, SMALL)
        self.setTextMargins(-2, 0, 0, 0)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, palette.color(QPalette.ColorRole.PlaceholderText))
        self.setPalette(palette)
        self._stored = ""
        self.editingFinished.connect(self.finish)

    def show_note(self, note: str) -> None:
        """Shows a note, unless the user is writing another one right now."""
        if not (self.hasFocus() and self.text() != self._stored):
            self.setText(note)
            self.setCursorPosition(0)
        self._stored = note

    def finish(self) -> None:
        """Hands over what has been written, as leaving the line does."""
        if self.text().strip() != self._stored.strip():
            self._stored = self.text()
            self.written.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._stored)
            beside = self.parentWidget()
            if beside is not None:
                beside.setFocus()
        else:
            super().keyPressEvent(event)
