"""Why the one stands above the other: two stacked bars, and the weight at which they change places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QWidget

from core.campaign.fields.units import TOTAL_PARTS
from core.i18n import decimal, integer, tr
from core.model import WEIGHT_PARTS
from core.ranking.compare import why
from gui.desk.live import Live
from gui.parts import theme
from gui.parts.controls import label
from gui.parts.named import named
from gui.parts.page import Page
from gui.parts.theme import BODY, SMALL, STRONG, TINY
from gui.rank.dossier.why import pair_of, why_words

SIZE, BAR, ROW, GAP, NAMES, TOTALS = (640, 420), 18, 34, 2, 0.34, 64
MOST_NAMES = 400
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Side:
    """One of the two: rank (0: none), name, what score and credibility give to the total, in points."""

    rank: int
    name: str
    score: float
    credibility: float
    known: tuple[bool, bool]

    @property
    def total(self) -> float:
        """Both together, in points."""
        return self.score + self.credibility


class PairChart(QWidget):
    """Two stacked bars over the groove of the weight, with the weight of now and where they change places."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("why_chart")
        self.sides: tuple[Side, ...] = ()
        self.weight = 0.5
        self.break_even: float | None = None

    def show_pair(self, sides: tuple[Side, Side], weight: float, break_even: float | None) -> None:
        """Another pair, or another weight (0..1)."""
        self.sides, self.weight, self.break_even = sides, weight, break_even
        words = [
            tr("{name}: {score} of the score, {credibility} of credibility, {total} in all", name=side.name,
               score=decimal(side.score), credibility=decimal(side.credibility), total=decimal(side.total, 2))
            for side in sides
        ]  # fmt: skip
        self.setAccessibleName("\n".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(theme.scaled(self, 560)), round(theme.scaled(self, 2 * ROW + 74)))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(theme.scaled(self, 320)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, c, unit = QPainter(self), theme.colours(self), theme.scaled(self, 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = self.width() * NAMES
        room = self.width() - left - TOTALS * unit
        for at, side in enumerate(self.sides):
            self._draw_side(painter, c, side, QRectF(left, at * ROW * unit, room, ROW * unit))
        self._draw_groove(painter, c, (2 * ROW + 26) * unit)
        painter.end()

    def _draw_side(self, painter: QPainter, c: theme.Colours, side: Side, box: QRectF) -> None:
        unit = theme.scaled(self, 1)
        painter.setFont(theme.font_of(self, BODY))
        painter.setPen(c.ink)
        name = f"{integer(side.rank)} {side.name}" if side.rank else side.name
        cut = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, round(box.left() - 10 * unit))
        painter.drawText(QRectF(0, box.top(), box.left(), box.height()), LEFT, cut)
        x, y = box.left(), box.center().y() - BAR * unit / 2
        parts = zip((side.score, side.credibility), (c.score, c.credibility), side.known, strict=True)
        for points, colour, known in parts:
            wide = max(0.0, points / 100 * box.width() - GAP)
            painter.setPen(QPen(colour, 1))
            painter.setBrush(QBrush(colour, Qt.BrushStyle.SolidPattern if known else Qt.BrushStyle.BDiagPattern))
            if wide > 0:
                painter.drawRoundedRect(QRectF(x, y, wide, BAR * unit), 2, 2)
            x += wide + GAP
        painter.setFont(theme.font_of(self, BODY, STRONG, figures=True))
        painter.setPen(c.ink)
        after = QRectF(box.right(), box.top(), self.width() - box.right(), box.height())
        painter.drawText(after, RIGHT, decimal(side.total, 2))

    def _draw_groove(self, painter: QPainter, c: theme.Colours, y: float) -> None:
        """The weights from 0 to 100 %, the ring of now, and a mark where the two change places."""
        unit, edge = theme.scaled(self, 1), 8.0
        room = self.width() - 2 * edge
        painter.setPen(QPen(c.groove, 4 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(edge, y), QPointF(edge + room, y))
        if self.break_even is not None:
            x = edge + room * self.break_even
            painter.setPen(QPen(c.credibility_text, 3 * unit))
            painter.drawLine(QPointF(x, y - 9 * unit), QPointF(x, y + 9 * unit))
        painter.setPen(QPen(c.accent_text, 2.4 * unit))
        painter.setBrush(c.card)
        painter.drawEllipse(QPointF(edge + room * self.weight, y), 6 * unit, 6 * unit)
        painter.setFont(theme.font_of(self, TINY))
        painter.setPen(c.quiet)
        below = QRectF(0, y + 12 * unit, self.width(), 20 * unit)
        painter.drawText(below, LEFT, "0")
        painter.drawText(below, RIGHT, "100\u00a0%")


class WhyView(Page):
    """Compares the selected candidate of a ``Live`` with the next one, or with any other that is chosen here."""

    def __init__(self, parent: QWidget, live: Live) -> None:
        super().__init__(parent, "why", tr("Why the one stands above the other"), SIZE)
        self.live = live
        self.pair = pair_of(live)
        self.chart = PairChart()
        self.title = label("why_title", weight=STRONG, wrap=True)
        self.words = label("why_words", size=SMALL, wrap=True)
        self.other = named(QComboBox(), "why_other")
        self.other.setAccessibleName(tr("Compare with"))
        self.other.setEditable(True)
        typed = self.other.lineEdit()
        if typed is not None:
            typed.setAccessibleName(tr("Compare with"))
        self.other.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.other.setMinimumHeight(round(theme.scaled(self, 32)))
        self.caption = label("why_other_label", tr("Compare with"))
        self.caption.setBuddy(self.other)
        self._fill_names()
        self.other.activated.connect(lambda at: self._choose())
        live.moved.connect(self._show_pair)
        self.finished.connect(lambda code: live.moved.disconnect(self._show_pair))
        self.lay_out(self.title, self.chart, self.words, self.caption, self.other, grow=(self.words,))
        self._show_pair()

    def compare_with(self, row: int) -> None:
        """Another one beside the one selected."""
        if self.pair is not None and row != self.pair[0]:
            self.pair = (self.pair[0], row)
            self._show_pair()

    def _fill_names(self) -> None:
        """The best of the ranking, by rank and name; any other is reached by choosing both in the table."""
        ranking, board = self.live.ranking, self.live.board
        if ranking is None or board is None:
            return
        top = ranking.window(0, MOST_NAMES)
        for rank, row, name in zip(top.rank, top.index.tolist(), board.name.take(top.index.tolist()), strict=True):
            self.other.addItem(f"{integer(int(rank))} {name}" if rank else name, row)
        if self.pair is not None:
            self.other.setCurrentIndex(self.other.findData(self.pair[1]))

    def _choose(self) -> None:
        row = self.other.currentData()
        if row is not None:
            self.compare_with(int(row))

    def _show_pair(self) -> None:
        said = why_words(self.live, self.pair)
        ranking, board = self.live.ranking, self.live.board
        if said is None or self.pair is None or ranking is None or board is None:
            return
        self.title.setText(said[0])
        self.words.setText(said[1])
        ranks, keys = ranking.rank_of(np.array(self.pair)).tolist(), ranking.keys_of(list(self.pair)).tolist()
        upper, lower = (row for _, _, row in sorted(zip((not rank for rank in ranks), keys, self.pair, strict=True)))
        found = why(board.candidates, upper, lower, self.live.weight)
        sides = self._side(upper), self._side(lower)
        self.chart.show_pair(sides, self.live.weight / WEIGHT_PARTS, found.break_even)

    def _side(self, row: int) -> Side:
        ranking, board = self.live.ranking, self.live.board
        assert ranking is not None and board is not None
        of, weight = board.candidates, self.live.weight
        score = int(of.score.value[row]) * (WEIGHT_PARTS - weight) / TOTAL_PARTS
        credibility = int(of.credibility.value[row]) * weight / TOTAL_PARTS
        known = bool(of.score.known[row]), bool(of.credibility.known[row])
        rank = int(ranking.rank_of(np.array([row]))[0])
        return Side(rank, board.name.take([row])[0], score, credibility, known)
