"""The three figures beside the weight: each says what the list is worth, and shows whom it counts when pressed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from core.i18n import tr
from gui.parts import theme
from gui.parts.controls import press_by_return
from gui.parts.plain import plain_tip
from gui.parts.theme import HEADING, SMALL, STRONG

WIDTH, HEIGHT, PAD = 152, 84, 12
WORDS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class FigureSwitch(QAbstractButton):
    """A value over the words for it. Pressed, it stays so while table and map show whom it counts."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.words, self.value = "", ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, words: str, value: str, tip: str = "") -> None:
        """Another value, or other words."""
        self.words, self.value = words, value
        self.setAccessibleName(f"{words}{tr(': ')}{value}")
        self.setAccessibleDescription(tr("Pressed, the table and the map show these alone"))
        self.setToolTip(plain_tip(tip))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_return(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(round(theme.scaled(self, WIDTH)), round(theme.scaled(self, HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(theme.scaled(self, 112)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        c, unit = theme.colours(self), theme.scaled(self, 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(c.accent_text if strong else c.field_edge, 2 if strong else 1))
        painter.setBrush(c.chosen if self.isChecked() else c.tint if self.underMouse() else c.card)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        inner = QRectF(self.rect()).adjusted(PAD * unit, 9 * unit, -8 * unit, -6 * unit)
        above = QRectF(inner.left(), inner.top(), inner.width(), 24 * unit)
        painter.setFont(theme.font_of(self, HEADING, STRONG, figures=True))
        painter.setPen(c.ink)
        painter.drawText(above, LEFT, self.value)
        painter.setFont(theme.font_of(self, SMALL))
        painter.setPen(c.quiet)
        painter.drawText(inner.adjusted(0, 26 * unit, 0, 0), WORDS, self.words)
        painter.end()
