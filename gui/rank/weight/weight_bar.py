"""The slider between score and credibility, with the exact turnover curve behind it and a number to type."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from core.i18n import integer, tr
from core.model import WEIGHT_PARTS, FloatArray, IntArray
from core.ranking.stability import Stability
from gui.desk.live import Live
from gui.parts import theme
from gui.parts.controls import Number

STEP, FINE_STEP, PAGE = 10, 1, 100
"""Thousandths: 1 %, 0.1 % with Shift, 10 %."""

MARGIN = 12
CURVE_TOP, GROOVE, NUMBER, HEIGHT = 40, 62, 74, 94
"""Heights from the top, in pixels at 100 %: where the curve may begin, the groove, the number below, all of it."""


class Curve:
    """How many of the names of now have changed at each weight, as corners of a staircase; exact.

    Between two corners nothing happens; where several fall on one pixel the largest is drawn.
    """

    def __init__(self, stability: Stability, weight: int, pixels: int) -> None:
        at = np.concatenate(([0.0], stability.breakpoints, [1.0]))
        changed = stability.turnover(at[:-1], weight / WEIGHT_PARTS)
        self.seats = max(1, stability.seats)
        self.corners = staircase(at, changed, pixels)


def staircase(at: FloatArray, value: IntArray, pixels: int) -> list[tuple[float, int]]:
    """(position 0..1, value from there on): at most one step a pixel, the largest that touches it."""
    if len(value) <= pixels:
        return list(zip(at[:-1].tolist(), value.tolist(), strict=True))
    edges = np.arange(pixels) / pixels
    first = np.searchsorted(at, edges, side="right") - 1
    last = np.searchsorted(at, edges + 1 / pixels, side="left")
    # A pixel that lies inside one step has no corner of its own; it still shows that step.
    tall = np.array([value[a : max(b, a + 1)].max() for a, b in zip(first.tolist(), last.tolist(), strict=True)])
    return list(zip(edges.tolist(), tall.tolist(), strict=True))


class WeightBar(QSlider):
    """The weight of a ``Live`` in thousandths.

    Left and Right move by 1 %, with Shift by 0.1 %; Page Up and Down by 10 %; Home and End to the ends; Ctrl with
    Left or Right, and ``[`` and ``]``, to the previous and next change of the list. The wheel as the arrow keys.
    """

    def __init__(self, live: Live, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("weight")
        self.setAccessibleName(tr("Weight between online score and off-line credibility"))
        self.setRange(0, WEIGHT_PARTS)
        self.setSingleStep(STEP)
        self.setPageStep(PAGE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.live = live
        self.number = Number(self)
        self._curve: tuple[object, Curve] | None = None
        self._wheel = 0
        self._dress_parts()
        self.setValue(live.weight)
        self.valueChanged.connect(self._follow_weight)
        self.number.valueChanged.connect(lambda value: self.setValue(round(value * 10)))
        live.moved.connect(self._show_weight)
        live.shown.connect(self._show_weight)
        live.analysis_ready.connect(self._forget_curve)

    def sizeHint(self) -> QSize:
        return QSize(round(theme.scaled(self, 560)), round(theme.scaled(self, HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(theme.scaled(self, 240)), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = FINE_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        jump = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if key == Qt.Key.Key_BracketLeft or (jump and key == Qt.Key.Key_Left):
            self._jump_to(self.live.change_before())
        elif key == Qt.Key.Key_BracketRight or (jump and key == Qt.Key.Key_Right):
            self._jump_to(self.live.change_after())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self.setValue(self.value() - step)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self.setValue(self.value() + step)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One notch is one step; some systems turn the wheel sideways while Shift is held."""
        delta = event.angleDelta()
        self._wheel += delta.y() or delta.x()
        notches = int(self._wheel / 120)
        self._wheel -= notches * 120
        step = FINE_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        self.setValue(self.value() + notches * step)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._drag_handle(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._drag_handle(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "number"):
            self._dress_parts()
            self.updateGeometry()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_number()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_words(painter)
        self._paint_curve(painter)
        self._paint_handle(painter)
        painter.end()

    # --- where things are ----------------------------------------------------------------------------------------

    def x_of(self, weight: float) -> float:
        """Where a weight (thousandths) lies on the groove."""
        left, width = self._groove_box()
        return left + width * weight / WEIGHT_PARTS

    def weight_at(self, x: float) -> int:
        """The weight under a point of the groove, to 0.1 %."""
        left, width = self._groove_box()
        return max(0, min(WEIGHT_PARTS, round((x - left) / width * WEIGHT_PARTS)))

    def _groove_box(self) -> tuple[float, float]:
        margin = theme.scaled(self, MARGIN)
        return margin, max(1.0, self.width() - 2 * margin)

    def _y(self, pixels: float) -> float:
        return theme.scaled(self, pixels)

    # --- what happens --------------------------------------------------------------------------------------------

    def _drag_handle(self, event: QMouseEvent) -> None:
        self.setValue(self.weight_at(event.position().x()))

    def _jump_to(self, weight: int | None) -> None:
        if weight is not None:
            self.setValue(weight)

    def _follow_weight(self, weight: int) -> None:
        self.live.set_weight(weight)
        self._show_weight()

    def _show_weight(self) -> None:
        self.setValue(self.live.weight)
        self.number.blockSignals(True)
        self.number.setValue(self.live.weight / 10)
        self.number.blockSignals(False)
        self._place_number()
        self.update()

    def _forget_curve(self) -> None:
        self._curve = None
        self.update()

    def _dress_parts(self) -> None:
        self.number.setFont(theme.font_of(self, theme.BODY, theme.STRONG))
        clear = QPalette(self.palette())
        clear.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.number.setPalette(clear)
        self._place_number()

    def _place_number(self) -> None:
        width, height = round(self._y(62)), round(self._y(20))
        x = min(max(0.0, self.x_of(self.live.weight) - width / 2), float(self.width() - width))
        self.number.setGeometry(round(x), round(self._y(NUMBER)), width, height)

    # --- painting ------------------------------------------------------------------------------------------------

    def _paint_words(self, painter: QPainter) -> None:
        c = theme.colours(self)
        left, width = self._groove_box()
        row = QRectF(left, self._y(2), width, self._y(20))
        heading = theme.font_of(self, theme.BODY, theme.STRONG)
        painter.setFont(heading)
        painter.setPen(c.score_text)
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tr("Online score"))
        painter.setPen(c.credibility_text)
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tr("Off-line credibility"))
        painter.setFont(theme.font_of(self, theme.TINY))
        painter.setPen(c.quiet)
        words = tr("how many of the {seats} names change as the weight moves", seats=integer(self.live.seats))
        cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, width)
        painter.drawText(row.translated(0, self._y(19)), Qt.AlignmentFlag.AlignCenter, cut)
        self._paint_ends(painter)

    def _paint_ends(self, painter: QPainter) -> None:
        """0 and 100 at the ends, each silent where the number under the handle would touch it."""
        left, width = self._groove_box()
        row = QRectF(left, self._y(NUMBER), width, self._y(20))
        measure = QFontMetricsF(painter.font())
        number = self.number.geometry().adjusted(10, 0, -10, 0)
        if number.left() > left + measure.horizontalAdvance("0"):
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "0")
        if number.right() < left + width - measure.horizontalAdvance("100"):
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "100")

    def curve(self) -> Curve | None:
        """The turnover curve of now; None while the intervals are not known."""
        stability = self.live.stability
        if stability is None:
            return None
        key = (self.live.weight, self.width())
        if self._curve is None or self._curve[0] != key:
            self._curve = key, Curve(stability, self.live.weight, max(1, round(self._groove_box()[1])))
        return self._curve[1]

    def _paint_curve(self, painter: QPainter) -> None:
        curve = self.curve()
        if curve is None:
            return
        left, width = self._groove_box()
        base, room = self._y(GROOVE), self._y(GROOVE - CURVE_TOP)
        points = [QPointF(left, base)]
        before = 0.0
        for at, value in curve.corners:
            y = base - room * value / curve.seats
            points += [QPointF(left + at * width, base - before), QPointF(left + at * width, y)]
            before = base - y
        points += [QPointF(left + width, base - before), QPointF(left + width, base)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colours(self).curve)
        painter.drawPolygon(QPolygonF(points))

    def _paint_handle(self, painter: QPainter) -> None:
        c = theme.colours(self)
        left, width = self._groove_box()
        y, x = self._y(GROOVE), self.x_of(self.live.weight)
        painter.setPen(QPen(c.groove, self._y(3)))
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))
        if self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.chosen if not c.dark else c.curve)
            painter.drawEllipse(QPointF(x, y), self._y(13), self._y(13))
        painter.setPen(QPen(c.accent, self._y(3)))
        painter.setBrush(c.card if not c.dark else c.ink)
        painter.drawEllipse(QPointF(x, y), self._y(8.5), self._y(8.5))
