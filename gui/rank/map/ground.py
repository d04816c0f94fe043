"""What lies under and around the map's points: heading, frame, axes, and the names of the four quarters."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from core.i18n import decimal, tr
from core.model import FULL, HUNDREDTHS
from gui.parts import theme
from gui.rank.map.points import Plane

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
TOP, BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEAST_QUARTER = (150, 30)
"""A quarter of which less is in sight, in pixels at 100 %, is not named."""


def paint_ground(painter: QPainter, widget: QWidget, plane: Plane, beside: float) -> None:
    """Heading, frame and axes; ``beside`` pixels at the right of the heading are taken."""
    c = theme.colours(widget)
    _paint_heading(painter, widget, beside)
    painter.setPen(QPen(c.edge, 1))
    painter.setBrush(c.plot)
    painter.drawRect(plane.box)
    _paint_axes(painter, widget, plane)
    _paint_ends(painter, widget, plane)


def _paint_heading(painter: QPainter, widget: QWidget, beside: float) -> None:
    c, left = theme.colours(widget), theme.scaled(widget, 16)
    line = QRectF(left, theme.scaled(widget, 10), widget.width() - 2 * left, theme.scaled(widget, 24))
    painter.setFont(theme.font_of(widget, theme.BODY, theme.STRONG))
    painter.setPen(c.ink)
    painter.drawText(line, LEFT | MIDDLE, tr("Map"))
    indent = QFontMetricsF(painter.font()).horizontalAdvance(tr("Map")) + theme.scaled(widget, 12)
    font = theme.font_of(widget, 11.5)
    painter.setFont(font)
    painter.setPen(c.quiet)
    whole, metrics = tr("the line turns with the weight; open dots are not fully known"), QFontMetricsF(font)
    room = line.width() - indent - beside
    for words in (whole, tr("the line turns with the weight")):  # what fits, else nothing: the heading stands alone
        if metrics.horizontalAdvance(words) <= room:
            painter.drawText(line.adjusted(indent, 0, 0, 0), LEFT | MIDDLE, words)
            return


def _paint_axes(painter: QPainter, widget: QWidget, plane: Plane) -> None:
    """Their names; the upright one only where it fits between the numbers."""
    c, box, line = theme.colours(widget), plane.box, theme.scaled(widget, 20)
    painter.setFont(theme.font_of(widget, theme.SMALL, theme.STRONG))
    painter.setPen(c.score_text)
    below = QRectF(box.left(), box.bottom() + theme.scaled(widget, 8), box.width(), line)
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, tr("Online score"))
    upright = tr("Off-line credibility")
    if QFontMetricsF(painter.font()).horizontalAdvance(upright) > box.height() - 2 * line:
        return
    painter.setPen(c.credibility_text)
    painter.save()
    painter.translate(box.left() - line, box.center().y())
    painter.rotate(-90)
    beside = QRectF(-box.height() / 2, -line / 2, box.height(), line)
    painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, upright)
    painter.restore()


def _paint_ends(painter: QPainter, widget: QWidget, plane: Plane) -> None:
    """The numbers at the ends of both axes."""
    box, sight = plane.box, plane.sight
    painter.setFont(theme.font_of(widget, theme.TINY))
    painter.setPen(theme.colours(widget).quiet)
    below = QRectF(box.left(), box.bottom() + theme.scaled(widget, 3), box.width(), theme.scaled(widget, 14))
    painter.drawText(below, LEFT, decimal(sight.left() / HUNDREDTHS, 0))
    painter.drawText(below, RIGHT, decimal(sight.right() / HUNDREDTHS, 0))
    beside = QRectF(box.left() - theme.scaled(widget, 34), box.top(), theme.scaled(widget, 30), box.height())
    painter.drawText(beside, RIGHT | TOP, decimal(sight.bottom() / HUNDREDTHS, 0))
    painter.drawText(beside, RIGHT | BOTTOM, decimal(sight.top() / HUNDREDTHS, 0))


def paint_middles(painter: QPainter, widget: QWidget, plane: Plane) -> None:
    """The lines that part the quarters."""
    middle, box = plane.point(FULL / 2, FULL / 2), plane.box
    painter.setPen(QPen(theme.colours(widget).edge, 1))
    painter.drawLine(QPointF(middle.x(), box.top()), QPointF(middle.x(), box.bottom()))
    painter.drawLine(QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()))


def paint_quarters(painter: QPainter, widget: QWidget, plane: Plane) -> None:
    """The names of the quarters that are in sight."""
    box, pad = plane.box, theme.scaled(widget, 8)
    middle = plane.point(FULL / 2, FULL / 2)
    least_wide, least_high = (theme.scaled(widget, pixels) for pixels in LEAST_QUARTER)
    painter.setFont(theme.font_of(widget, 11.5, theme.STRONG))
    inner = box.adjusted(pad, pad - 1, -pad, -pad + 1)
    for words, across, down in (
        (tr("value without speed"), LEFT, TOP),
        (tr("both"), RIGHT, TOP),
        (tr("neither"), LEFT, BOTTOM),
        (tr("speed without value"), RIGHT, BOTTOM),
    ):
        wide = middle.x() - box.left() if across == LEFT else box.right() - middle.x()
        high = middle.y() - box.top() if down == TOP else box.bottom() - middle.y()
        if wide > least_wide and high > least_high:
            _with_halo(painter, widget, inner, across | down, words)


def _with_halo(painter: QPainter, widget: QWidget, box: QRectF, align: Qt.AlignmentFlag, words: str) -> None:
    """Words that points behind them do not make unreadable."""
    c = theme.colours(widget)
    painter.setPen(c.quiet)  # without a pen Qt measures nothing
    around = painter.boundingRect(box, align, words)
    path = QPainterPath()
    base = around.top() + QFontMetricsF(painter.font()).ascent()
    path.addText(QPointF(around.left(), base), painter.font(), words)
    halo = QColor(c.plot)
    halo.setAlphaF(0.85)
    pen = QPen(halo, theme.scaled(widget, 4))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(c.quiet)
    painter.drawPath(path)
