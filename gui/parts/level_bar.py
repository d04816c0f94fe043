"""One criterion's level as five segments: clicked, or set by the keys 0 to 4 and ?."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.i18n import decimal, tr
from core.stature.rubric import LEVELS, TOP_LEVEL
from gui.parts import theme
from gui.parts.plain import plain_tip

WIDTH, HEIGHT, GAP = 32, 13, 4
ROOM = 6
LEVEL_KEYS: dict[str, int | None] = {
    **{str(level): level for level in range(LEVELS)},
    # The same keys without Shift on a French keyboard.
    **{sign: level for level, sign in enumerate("à&é\"'")},
    "?": None,
    ",": None,
}


class LevelBar(QWidget):
    """``chosen`` (level, or None for unknown): the user gave a level. ``asked`` (key): N, E, up or down was pressed.

    ``level`` is the mean of the assessors; ``own`` the level of the one who is looking. Both may be None: unknown.
    """

    chosen = Signal(object)
    asked = Signal(str)
    focused = Signal(bool)

    def __init__(self, name: str, criterion: str, anchors: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(criterion)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.anchors = anchors
        self.level: float | None = None
        self.own: int | None = None
        self._over: int | None = None

    def show_level(self, level: float | None, own: int | None) -> None:
        """Shows another level."""
        self.level, self.own = level, own
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """The level in words: ``4 of 4``, ``2.5 of 4``, ``unknown``."""
        if self.level is None:
            return tr("unknown")
        shown = decimal(self.level, 0 if float(self.level).is_integer() else 1)
        return tr("{level} of {top}", level=shown, top=TOP_LEVEL)

    def sizeHint(self) -> QSize:
        one = theme.scaled(self, 1)
        return QSize(round((LEVELS * WIDTH + (LEVELS - 1) * GAP + 2 * ROOM) * one), round((HEIGHT + 2 * ROOM) * one))

    def segment(self, level: int) -> QRectF:
        """Where the segment of a level stands."""
        one = theme.scaled(self, 1)
        return QRectF((ROOM + level * (WIDTH + GAP)) * one, ROOM * one, WIDTH * one, HEIGHT * one)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = 0.0 if self.level is None else self.level + 1
        for level in range(LEVELS):
            self._draw_segment(painter, level, min(1.0, max(0.0, filled - level)), c)
        if self.own is not None and self.own != self.level:
            self._draw_own(painter, c)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(c.accent_text, 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()

    def _draw_segment(self, painter: QPainter, level: int, share: float, c: theme.Colours) -> None:
        box, radius = self.segment(level), theme.scaled(self, 2.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.track)
        painter.drawRoundedRect(box, radius, radius)
        if share:
            painter.setBrush(c.credibility)
            painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width() * share, box.height()), radius, radius)
        over = self._over == level
        if self.level is None or over:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            style = Qt.PenStyle.SolidLine if over else Qt.PenStyle.DotLine
            painter.setPen(QPen(c.credibility_text if over else c.field_edge, 1.4 if over else 1, style))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _draw_own(self, painter: QPainter, c: theme.Colours) -> None:
        box = self.segment(self.own or 0)
        painter.setPen(QPen(c.ink, 1.5))
        painter.drawLine(QPointF(box.left() + 4, box.bottom() + 3), QPointF(box.right() - 4, box.bottom() + 3))

    def _level_at(self, position: QPointF) -> int | None:
        found = (level for level in range(LEVELS) if self.segment(level).adjusted(-2, -6, 2, 6).contains(position))
        return next(found, None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        level = self._level_at(event.position())
        if level is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(level)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._level_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def _point_at(self, level: int | None) -> None:
        if level != self._over:
            self._over = level
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, key = event.text(), event.key()
        if text in LEVEL_KEYS:
            self.chosen.emit(LEVEL_KEYS[text])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.chosen.emit(None)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.asked.emit("up" if key == Qt.Key.Key_Up else "down")
        elif text.lower() in ("n", "e"):
            self.asked.emit(text.lower())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(event.reason() != Qt.FocusReason.MouseFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            level = self._level_at(QPointF(event.pos()))
            text = "" if level is None else f"{level}  {self.anchors[level]}"
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().event(event)
