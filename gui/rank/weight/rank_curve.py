"""A candidate's own story: the exact rank at every whole percent of credibility, painted as a curve."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.campaign import rules
from core.i18n import integer, percent, tr
from core.model import WEIGHT_PARTS, IntArray, Progress
from core.ranking.seats import Span
from core.ranking.stability import rank_curve
from gui.desk.live import Live
from gui.parts import theme
from gui.parts.chart_table import TableLink, TextTable
from gui.parts.controls import QUIET, Button, label
from gui.parts.theme import HEADING, STRONG

SIZE = QSize(620, 300)
SEATS = 100
"""Up to so many seats are looked at, or to twice as many as there are."""


class Curve(QWidget):
    """Ranks over weights, the best at the top. Hover or the arrow keys read a point; ``chosen`` (thousandths) on a
    click or Enter."""

    chosen = Signal(int)
    read = Signal(int)

    def __init__(self, seats: int, weight: int) -> None:
        super().__init__()
        self.setObjectName("rank_curve")
        self.setAccessibleName(tr("Rank over all weights"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(SIZE)
        self.ranks: list[int] = []
        self.seats, self.weight = seats, weight
        self.at = round(weight / 10)

    def show_ranks(self, ranks: IntArray) -> None:
        """The ranks at 0, 1, ... 100 %."""
        self.ranks = ranks.tolist()
        self.point_at(self.at)

    def point_at(self, percent: int) -> None:
        """Reads the curve at a whole percent."""
        self.at = max(0, min(100, percent))
        self.update()
        self.read.emit(self.at)

    def box(self) -> QRectF:
        """Where the curve is drawn."""
        left, below = theme.scaled(self, 54), theme.scaled(self, 30)
        return QRectF(self.rect()).adjusted(left, theme.scaled(self, 12), -theme.scaled(self, 14), -below)

    def point(self, percent: int) -> QPointF:
        """Where the rank at a percent is drawn."""
        box, low, high = self.box(), min(self.ranks), max(max(self.ranks), min(self.ranks) + 1)
        down = (self.ranks[percent] - low) / (high - low)
        return QPointF(box.left() + percent / 100 * box.width(), box.top() + down * box.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, box = theme.colours(self), self.box()
        painter.setPen(QPen(c.edge, 1))
        painter.setBrush(c.plot)
        painter.drawRect(box)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.ranks:
            self._paint_axes(painter, c, box)
            self._paint_seats(painter, c, box)
            painter.setPen(QPen(c.accent_text, theme.scaled(self, 2)))
            painter.drawPolyline(QPolygonF([self.point(percent) for percent in range(101)]))
            self._paint_marks(painter, c, box)
        painter.end()

    def _paint_axes(self, painter: QPainter, c: theme.Colours, box: QRectF) -> None:
        painter.setFont(theme.font_of(self, theme.TINY, figures=True))
        painter.setPen(c.quiet)
        line = theme.scaled(self, 16)
        beside = QRectF(0, box.top() - line / 2, box.left() - theme.scaled(self, 8), line)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(beside, right, integer(min(self.ranks)))
        painter.drawText(beside.translated(0, box.height()), right, integer(max(self.ranks)))
        below = QRectF(box.left(), box.bottom() + theme.scaled(self, 6), box.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, tr("score alone"))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, tr("credibility alone"))

    def _paint_seats(self, painter: QPainter, c: theme.Colours, box: QRectF) -> None:
        """A quiet line at the last seat, where it is in sight."""
        low, high = min(self.ranks), max(self.ranks)
        if low <= self.seats < high:
            y = box.top() + (self.seats + 0.5 - low) / (high - low) * box.height()
            painter.setPen(QPen(c.groove, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))

    def _paint_marks(self, painter: QPainter, c: theme.Colours, box: QRectF) -> None:
        """The weight of now, and the point that is read."""
        x = box.left() + self.weight / WEIGHT_PARTS * box.width()
        painter.setPen(QPen(c.groove, 1))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        painter.setPen(QPen(c.card, 2))
        painter.setBrush(c.accent_text)
        radius = theme.scaled(self, 5)
        painter.drawEllipse(self.point(self.at), radius, radius)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        box = self.box()
        self.point_at(round(100 * (event.position().x() - box.left()) / box.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.at * 10)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: -10, Qt.Key.Key_PageUp: 10}
        if event.key() in steps:
            self.point_at(self.at + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.at * 10)
        else:
            super().keyPressEvent(event)


class RankCurve(QDialog):
    """The story of the selected candidate of a ``Live``; a click on the curve moves the weight there."""

    def __init__(self, parent: QWidget, live: Live) -> None:
        super().__init__(parent)
        assert live.board is not None and live.selected is not None
        self.live = live
        name = live.board.name.take([live.selected])[0]
        self.setObjectName("rank_curve_dialog")
        self.setWindowTitle(tr("Rank over all weights"))
        self.setAccessibleName(self.windowTitle())
        self.curve = Curve(live.seats, live.weight)
        self.words = label("rank_curve_words", role=QUIET)
        self.seats = label("rank_curve_seats", role=QUIET, wrap=True)
        self.close_button = Button("rank_curve_close", tr("Close"))
        self.close_button.setAccessibleName(tr("Close"))
        self.close_button.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(label("rank_curve_title", name, size=HEADING, weight=STRONG))
        layout.addWidget(self.curve, 1)
        layout.addWidget(self.seats)
        self.as_table = TableLink("rank_curve_table", self, self._list_ranks)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.as_table)
        row.addWidget(self.close_button)
        layout.addLayout(row)
        self.curve.read.connect(self._say_rank)
        self.curve.chosen.connect(live.set_weight)
        live.moved.connect(self._follow_weight)
        live.settled.connect(self._ask_when_settled)
        self._ask_ranks()
        self._ask_seats()

    def _list_ranks(self) -> TextTable:
        rows = [(percent(weight), integer(rank)) for weight, rank in enumerate(self.curve.ranks)]
        return TextTable(self.windowTitle(), (tr("Weight of credibility"), tr("Rank")), rows)

    def _ask_ranks(self) -> None:
        board, selected = self.live.board, self.live.selected
        if board is None or selected is None:
            return

        def work(progress: Progress) -> IntArray:
            return rank_curve(board.candidates, selected)

        self.live.work_out("curve", work, self.curve.show_ranks)

    def _ask_seats(self) -> None:
        board, selected, weight = self.live.board, self.live.selected, self.live.weight
        if board is None or selected is None:
            return
        most = max(SEATS, 2 * self.live.seats)

        def work(progress: Progress) -> list[Span]:
            return rules.seats_for(board, selected, weight, most, progress)

        def then(spans: list[Span]) -> None:
            self.seats.setText(seats_words(spans, weight, most))

        self.live.work_out("seats", work, then)

    def _ask_when_settled(self, weight: int) -> None:
        if self.isVisible():
            self._ask_seats()

    def _follow_weight(self) -> None:
        self.seats.setText("")
        self.curve.weight = self.live.weight
        self.curve.update()

    def _say_rank(self, percent: int) -> None:
        if self.curve.ranks:
            words = tr("rank {rank} at a weight of {weight} %", rank=integer(self.curve.ranks[percent]), weight=percent)
            self.words.setText(words)
            self.curve.setAccessibleDescription(words)


def seats_words(spans: list[Span], weight: int, most: int) -> str:
    """With which numbers of seats, of up to ``most``, a candidate is in at a weight (thousandths)."""
    ranges = [f"{integer(first)} – {integer(last)}" if last > first else integer(first) for first, last in spans]
    if spans and spans[-1][1] == most:
        ranges[-1] = tr("{n} or more", n=integer(spans[-1][0]))
    held = ", ".join(ranges) or tr("none up to {n}", n=integer(most))
    at = percent(weight / 10, 0 if weight % 10 == 0 else 1)
    return tr("Numbers of seats with which it is in at {weight}: {ranges}.", weight=at, ranges=held)
