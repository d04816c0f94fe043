"""The slider between score and credibility, with the exact turnover curve behind it and a number to type."""

from __future__ import annotations

from typing import NamedTuple

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

from core.i18n import integer, percent, tr
from core.model import WEIGHT_PARTS, FloatArray, IntArray
from core.ranking.share import share_words
from core.ranking.stability import Stability
from gui.desk.live import Live
from gui.parts import theme
from gui.parts.chart_table import TableLink
from gui.parts.controls import Link, Number
from gui.parts.plain import plain_tip
from gui.rank.weight.as_text import weight_table
from gui.rank.weight.spoken import SpokenEffect
from gui.rank.weight.steps import FINE_STEP, PAGE, STEP

MARGIN = 12


class Heights(NamedTuple):
    """From the top, in pixels at 100 %: where the curve may begin, the groove, the number below, what the weight
    makes, all of it."""

    curve: int
    groove: int
    number: int
    share: int
    all: int


WHOLE, SLIM = Heights(40, 62, 74, 95, 114), Heights(34, 34, 45, 66, 66)
"""With its curve and what the weight makes; and where there is little room, the slider alone."""
MARK, NEAR_MARK = 7, 5
"""How far the mark of equal say stands out of the groove, and how near to it a click means it."""


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
    Left or Right, and ``[`` and ``]``, to the previous and next change of the list; ``=``, or a click on its mark, to
    where both sides have an equal say. The wheel as the arrow keys.
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
        self.live, self.at = live, WHOLE
        self.number = Number(self)
        self.equal_say = Link("equal_say", self)
        self.equal_say.hide()
        self.spoken = SpokenEffect(self, live)
        self.as_table = TableLink("weight_table", self, lambda: weight_table(self.live))
        self._curve: tuple[object, Curve] | None = None
        self._wheel = 0
        self._dress_parts()
        self.setValue(live.weight)
        self.valueChanged.connect(self._follow_weight)
        self.number.valueChanged.connect(lambda value: self.setValue(round(value * 10)))
        self.number.lineEdit().returnPressed.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.equal_say.clicked.connect(self.give_equal_say)
        live.moved.connect(self._show_weight)
        live.shown.connect(self._show_weight)
        live.analysis_ready.connect(self._show_analysis)

    @property
    def slim(self) -> bool:
        """Whether only the slider stands there."""
        return self.at is SLIM

    def be_slim(self, slim: bool) -> None:
        """Leaves away the curve and what the weight makes, or shows them again."""
        if slim != self.slim:
            self.at = SLIM if slim else WHOLE
            self.as_table.setVisible(not slim)
            self._place_number()
            self._show_share()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(theme.scaled(self, 560)), round(theme.scaled(self, self.at.all)))

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
        elif key == Qt.Key.Key_Equal and not jump:
            self.give_equal_say()
        elif event.text().isdigit():
            self.number.begin_with(event.text())
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
        if self._is_on_mark(event):
            self.give_equal_say()
        elif event.button() == Qt.MouseButton.LeftButton:
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
        self._show_share()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_words(painter)
        self._paint_curve(painter)
        self._paint_handle(painter)
        self._paint_share(painter)
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

    def _scale_pixels(self, pixels: float) -> float:
        return theme.scaled(self, pixels)

    def _equal_weight(self) -> int | None:
        return self.live.spread.equal_weight if self.live.spread else None

    def _is_on_mark(self, event: QMouseEvent) -> bool:
        at, mark = event.position(), self._equal_weight()
        if mark is None or mark == self.value() or event.button() != Qt.MouseButton.LeftButton:
            return False
        beside = abs(at.x() - self.x_of(mark)) <= self._scale_pixels(NEAR_MARK)
        return beside and abs(at.y() - self._scale_pixels(self.at.groove)) <= self._scale_pixels(MARK + NEAR_MARK)

    # --- what happens --------------------------------------------------------------------------------------------

    def _drag_handle(self, event: QMouseEvent) -> None:
        self.setValue(self.weight_at(event.position().x()))

    def give_equal_say(self) -> None:
        """Moves to the weight at which score and credibility make half of the difference each."""
        self._jump_to(self._equal_weight())

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
        self._show_share()
        self.update()

    def _show_analysis(self) -> None:
        self._curve = None
        self._show_share()
        self.update()

    def share_words(self) -> str:
        """What the weight of now makes, in words; empty while it is not known."""
        return share_words(self.live.spread, self.live.weight) if self.live.spread else ""

    def short_share_words(self) -> str:
        """The same in few words, for where there is no room."""
        share = self.live.spread.share(self.live.weight / WEIGHT_PARTS) if self.live.spread else None
        if share is None:
            return weight_words(self.live.weight)
        return tr("{weight} makes {share}", weight=weight_words(self.live.weight), share=percent(100 * share))

    def _show_share(self) -> None:
        """Says what the weight makes, and offers the weight of equal say where there is one."""
        words, mark = self.share_words(), self._equal_weight()
        self.setAccessibleDescription(". ".join(filter(None, (self.spoken.words, words))))
        self.setToolTip(plain_tip(f"{words}\n{_curve_words(self.live.seats)}".strip()))
        self.equal_say.setVisible(mark is not None and not self.slim)
        if mark is None or self.slim:
            return
        self.equal_say.setText(tr("equal say at {weight}", weight=weight_words(mark)))
        self.equal_say.setAccessibleName(self.equal_say.text())
        self.equal_say.setToolTip(tr("the weight at which score and credibility decide half each"))
        size, (left, width) = self.equal_say.sizeHint(), self._groove_box()
        self.equal_say.setGeometry(
            round(left + width - size.width()),
            round(self._scale_pixels(self.at.share)),
            size.width(),
            round(self._scale_pixels(self.at.all - self.at.share)),
        )

    def _dress_parts(self) -> None:
        self.number.setFont(theme.font_of(self, theme.BODY, theme.STRONG))
        self.equal_say.setFont(theme.font_of(self, theme.TINY, theme.STRONG))
        clear = QPalette(self.palette())
        clear.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.number.setPalette(clear)
        self.as_table.setFont(theme.font_of(self, theme.TINY, theme.STRONG))
        self._place_number()
        self._show_share()

    def _place_number(self) -> None:
        width, height = round(self._scale_pixels(62)), round(self._scale_pixels(20))
        x = min(max(0.0, self.x_of(self.live.weight) - width / 2), float(self.width() - width))
        self.number.setGeometry(round(x), round(self._scale_pixels(self.at.number)), width, height)
        size = self.as_table.sizeHint()
        self.as_table.setGeometry((self.width() - size.width()) // 2, 0, size.width(), size.height())

    # --- painting ------------------------------------------------------------------------------------------------

    def _paint_words(self, painter: QPainter) -> None:
        c = theme.colours(self)
        left, width = self._groove_box()
        row = QRectF(left, self._scale_pixels(2), width, self._scale_pixels(20))
        heading = theme.font_of(self, theme.BODY, theme.STRONG)
        painter.setFont(heading)
        painter.setPen(c.score_text)
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tr("Online score"))
        painter.setPen(c.credibility_text)
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tr("Off-line credibility"))
        painter.setFont(theme.font_of(self, theme.TINY))
        painter.setPen(c.quiet)
        if not self.slim:
            words = _curve_words(self.live.seats)
            cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(row.translated(0, self._scale_pixels(19)), Qt.AlignmentFlag.AlignCenter, cut)
        self._paint_ends(painter)

    def _paint_ends(self, painter: QPainter) -> None:
        """0 and 100 at the ends, each silent where the number under the handle would touch it."""
        left, width = self._groove_box()
        row = QRectF(left, self._scale_pixels(self.at.number), width, self._scale_pixels(20))
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
        curve = None if self.slim else self.curve()
        if curve is None:
            return
        left, width = self._groove_box()
        base, room = self._scale_pixels(self.at.groove), self._scale_pixels(self.at.groove - self.at.curve)
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
        y, x = self._scale_pixels(self.at.groove), self.x_of(self.live.weight)
        painter.setPen(QPen(c.groove, self._scale_pixels(3)))
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))
        if (mark := self._equal_weight()) is not None:
            painter.setPen(QPen(c.quiet, self._scale_pixels(2)))
            across = QPointF(0, self._scale_pixels(MARK))
            painter.drawLine(QPointF(self.x_of(mark), y) - across, QPointF(self.x_of(mark), y) + across)
        if self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.chosen if not c.dark else c.curve)
            painter.drawEllipse(QPointF(x, y), self._scale_pixels(13), self._scale_pixels(13))
        painter.setPen(QPen(c.accent, self._scale_pixels(3)))
        painter.setBrush(c.card if not c.dark else c.ink)
        painter.drawEllipse(QPointF(x, y), self._scale_pixels(8.5), self._scale_pixels(8.5))

    def _paint_share(self, painter: QPainter) -> None:
        if self.slim:
            return
        left, width = self._groove_box()
        room = width - (self.equal_say.width() + self._scale_pixels(10) if self._equal_weight() is not None else 0)
        painter.setFont(theme.font_of(self, theme.TINY))
        painter.setPen(theme.colours(self).quiet)
        words, metrics = self.share_words(), QFontMetricsF(painter.font())
        if metrics.horizontalAdvance(words) > room:  # the whole stands in the tip
            words = self.short_share_words()
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        row = QRectF(left, self._scale_pixels(self.at.share), room, self._scale_pixels(self.at.all - self.at.share))
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)


def _curve_words(seats: int) -> str:
    return tr("how many of the {seats} names change as the weight moves", seats=integer(seats))


def weight_words(weight: int) -> str:
    """A weight as it is said: ``42 %``, ``42.5 %``."""
    return percent(weight / 10, 0 if weight % 10 == 0 else 1)
