"""The frame that files are dropped on, where there is nothing else to be seen yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.i18n import tr
from gui.desk.file_field import dropped
from gui.parts import theme
from gui.parts.controls import Button, label, small
from gui.parts.icons import draw_icon
from gui.parts.theme import CARD_TITLE, STRONG

SIDE = 16


class DropFrame(QWidget):
    """A frame that files are dropped on. ``taken`` (paths) after a drop."""

    taken = Signal(object)

    def __init__(self, name: str, choose: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName(f"{name}_frame")
        self.setAccessibleName(tr("Drop files here"))
        self.setAcceptDrops(True)
        self.choose = Button(f"{name}_choose", tr("Choose files…"))
        self.choose.setAccessibleName(tr("Choose files…"))
        self.choose.clicked.connect(lambda: choose())
        centre = Qt.AlignmentFlag.AlignHCenter
        lines = QVBoxLayout(self)
        lines.setContentsMargins(SIDE, round(theme.scaled(self, 52)), SIDE, 20)
        lines.setSpacing(6)
        title = label(f"{name}_title", tr("Drop files here"), size=CARD_TITLE, weight=STRONG)
        lines.addWidget(title, alignment=centre)
        for part, text in (
            ("kinds", tr("candidates, history, assessments, replies")),
            ("forms", tr("CSV, TSV, XLSX, ODS; or paste a table")),
        ):
            line = small(f"{name}_{part}", text, wrap=True)
            line.setAlignment(centre)
            lines.addWidget(line)
        lines.addSpacing(8)
        lines.addWidget(self.choose, alignment=centre)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, unit = theme.colours(self), theme.scaled(self, 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(c.accent_text, 1.4)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(c.tint)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        size = 26 * unit
        draw_icon(painter, "drop", QRectF((self.width() - size) / 2, 18 * unit, size, size), c.accent_text)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.taken.emit(dropped(event))
