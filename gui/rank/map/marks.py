"""What lies over the map's points: the ring of the selected, its range and figures, the lasso, the line in words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from core.i18n import decimal, tr
from core.model import HUNDREDTHS, WEIGHT_PARTS, Axis, Candidates, LongArray
from gui.parts import theme
from gui.rank.map.points import Plane


def slope_words(weight: int) -> str:
    """What the slope of the invitation line means at a weight in thousandths."""
    if weight == 0:
        return tr("Invitation line: only the score counts")
    if weight == WEIGHT_PARTS:
        return tr("Invitation line: only credibility counts")
    points = decimal(weight / (WEIGHT_PARTS - weight), 2)
    return tr("Invitation line: one point of credibility is worth {points} of score", points=points)


def paint_selected(
    painter: QPainter, widget: QWidget, plane: Plane, candidates: Candidates, index: int, words: str
) -> None:
    """Its ring, its range where it is not certain, and its figures in words."""
    s, k = candidates.score, candidates.credibility
    at, c = plane.point(s.value[index], k.value[index]), theme.colours(widget)
    if not plane.box.adjusted(-2, -2, 2, 2).contains(at):
        return
    painter.setPen(QPen(c.ink, theme.scaled(widget, 1.2)))
    half = theme.scaled(widget, 3.5)
    _paint_whisker(painter, plane, s, index, at, QPointF(0, half))
    _paint_whisker(painter, plane, k, index, at, QPointF(half, 0))
    ring = theme.scaled(widget, 7.5)
    painter.setPen(QPen(c.credibility, theme.scaled(widget, 2.2)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, ring, ring)
    _paint_label(painter, widget, plane, at, words)


def paint_ranges(painter: QPainter, widget: QWidget, plane: Plane, candidates: Candidates, index: LongArray) -> None:
    """How far each of a few candidates could be from where it stands."""
    c, half = theme.colours(widget), theme.scaled(widget, 2.5)
    for axis, colour, cap in (
        (candidates.score, c.score, QPointF(0, half)),
        (candidates.credibility, c.credibility, QPointF(half, 0)),
    ):
        painter.setPen(QPen(colour, theme.scaled(widget, 1)))
        for one in index.tolist():
            at = plane.point(candidates.score.value[one], candidates.credibility.value[one])
            _paint_whisker(painter, plane, axis, one, at, cap)


def _paint_whisker(painter: QPainter, plane: Plane, axis: Axis, index: int, at: QPointF, cap: QPointF) -> None:
    """From the low to the high bound of one side, across where its caps stand upright."""
    low, high = float(axis.low[index]), float(axis.high[index])
    if high - low < HUNDREDTHS:
        return
    box = plane.box
    if cap.x() == 0:
        ends = [QPointF(min(max(plane.x(v), box.left()), box.right()), at.y()) for v in (low, high)]
    else:
        ends = [QPointF(at.x(), min(max(plane.y(v), box.top()), box.bottom())) for v in (low, high)]
    painter.drawLine(*ends)
    for end in ends:
        painter.drawLine(end - cap, end + cap)


def _paint_label(painter: QPainter, widget: QWidget, plane: Plane, at: QPointF, words: str) -> None:
    """Beside the ring, on the side that has room."""
    painter.setFont(theme.font_of(widget, 11.5, theme.STRONG))
    width = QFontMetricsF(painter.font()).horizontalAdvance(words) + theme.scaled(widget, 4)
    away, high = theme.scaled(widget, 14), theme.scaled(widget, 18)
    left = at.x() - away - width if at.x() - away - width > plane.box.left() else at.x() + away
    top = min(max(at.y() + theme.scaled(widget, 10), plane.box.top()), plane.box.bottom() - high)
    box = QRectF(left, top, width, high)
    c = theme.colours(widget)
    veil = QColor(c.card)
    veil.setAlphaF(0.85)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(veil)
    painter.drawRoundedRect(box.adjusted(-3, 0, 3, 0), 3, 3)
    painter.setPen(c.ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def paint_lasso(painter: QPainter, widget: QWidget, lasso: QPolygonF) -> None:
    """The lasso as it is being drawn."""
    c = theme.colours(widget)
    veil = QColor(c.accent)
    veil.setAlphaF(0.12)
    painter.setPen(QPen(c.accent_text, 1, Qt.PenStyle.DashLine))
    painter.setBrush(veil)
    painter.drawPolygon(lasso)
