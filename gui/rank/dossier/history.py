"""The History tab: audience, speed and value at cruise over time, painted, with the values of any date."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.campaign.dossier import Dossier, Series
from core.i18n import day as day_words
from core.i18n import decimal, integer, tr
from core.model import to_date
from gui.parts import theme
from gui.parts.chart_table import TextTable

LEFT, RIGHT, TOP, BOTTOM = 34, 64, 30, 24


class HistoryTab(QWidget):
    """One chart: points from 0 to 100 on the left, the audience on a scale of its own on the right.

    The pointer, or ← and →, choose a date, whose values are then written out.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("history_tab")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("History"))
        self.setMinimumHeight(120)
        self.setMouseTracking(True)
        self.series = Series((), {})
        self.chosen: int | None = None
        self.marked: tuple[int, int] | None = None

    def mark_span(self, span: tuple[int, int] | None) -> None:
        """Marks the days from the first to the last, both included; None for none."""
        self.marked = span
        self.update()

    def show_dossier(self, dossier: Dossier) -> None:
        """Shows the history of a candidate."""
        self.series, self.chosen = dossier.history, None
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """The history in one sentence, for those who do not see the chart."""
        days = self.series.days
        if not days:
            return tr("No dated observation yet.")
        first, last = day_words(to_date(days[0]), "medium"), day_words(to_date(days[-1]), "medium")
        return tr("{n} dates from {first} to {last}", n=integer(len(days)), first=first, last=last)

    def values(self, at: int) -> str:
        """What is known of one date, in words."""
        lines = self.series.lines
        found = [day_words(to_date(self.series.days[at]), "medium")]
        for key, text, places in (
            ("audience", tr("audience {value}"), 0),
            ("reactions", tr("reactions per post {value}"), 0),
            ("speed", tr("speed {value}"), 1),
            ("cruise", tr("cruise {value}"), 1),
        ):
            value = lines[key][at] if key in lines else math.nan
            if not math.isnan(value):
                found.append(text.format(value=decimal(value, places)))
        return " · ".join(found)

    def text_table(self) -> TextTable:
        """The dates with what is known of each, the newest first."""
        keys = (("audience", tr("Audience"), 0), ("reactions", tr("Reactions per post"), 1), ("speed", tr("Speed"), 1))
        shown = [(key, title, places) for key, title, places in (*keys, ("cruise", tr("Cruise"), 1))]
        shown = [one for one in shown if one[0] in self.series.lines]
        rows = [
            (
                day_words(to_date(self.series.days[at]), "medium"),
                *(_number_words(self.series.lines[key][at], places) for key, _, places in shown),
            )
            for at in reversed(range(len(self.series.days)))
        ]
        return TextTable(tr("History"), (tr("Day"), *(title for _, title, _ in shown)), rows)

    def choose(self, at: int | None) -> None:
        """Points out a date by its place; None for none."""
        if at != self.chosen:
            self.chosen = at
            self.setAccessibleDescription(self.words() if at is None else self.values(at))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        days, plot = self.series.days, self._plot_box()
        if len(days) < 2 or plot.width() <= 0:
            return
        day = days[0] + (event.position().x() - plot.left()) / plot.width() * (days[-1] - days[0])
        self.choose(min(range(len(days)), key=lambda at: abs(days[at] - day)))

    def leaveEvent(self, event: QEvent) -> None:
        self.choose(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        last = len(self.series.days) - 1
        if step is None or last < 1:
            super().keyPressEvent(event)
            return
        start = (last + 1 if step < 0 else -1) if self.chosen is None else self.chosen
        self.choose(max(0, min(last, start + step)))

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font_of(self, theme.TINY))
        painter.setPen(c.quiet)
        if len(self.series.days) < 2:
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._too_short())
        else:
            self._draw_curve(painter, c)
        if self.hasFocus():
            painter.setPen(QPen(c.accent_text, 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _too_short(self) -> str:
        if not self.series.days:
            return tr("No dated observation yet.")
        return tr("One date so far: import a later file to see a history.")

    def _plot_box(self) -> QRectF:
        one = theme.scaled(self, 1)
        return QRectF(self.rect()).adjusted(LEFT * one, TOP * one, -RIGHT * one, -BOTTOM * one)

    def _draw_curve(self, painter: QPainter, c: theme.Colours) -> None:
        plot = self._plot_box()
        most = max((v for v in self.series.lines.get("audience", ()) if not math.isnan(v)), default=0.0)
        self._draw_left_out(painter, plot, c)
        self._draw_marked(painter, plot, c)
        self._draw_axes(painter, plot, most, c)
        if most > 0:
            self._draw_area(painter, plot, self.series.lines["audience"], most, c.curve)
        for name, colour, width in (("speed", c.score, 1.2), ("cruise", c.accent_text, 2.4)):
            self._draw_line(painter, plot, self.series.lines.get(name, ()), QPen(colour, width))
        if self.chosen is None:
            self._draw_key(painter, plot, c)
        else:
            self._draw_chosen(painter, plot, self.chosen, c)

    def _x_of_day(self, plot: QRectF, day: int) -> float:
        """Where a day stands, within the plot."""
        days = self.series.days
        share = (day - days[0]) / max(1, days[-1] - days[0])
        return plot.left() + plot.width() * max(0.0, min(1.0, share))

    def _draw_left_out(self, painter: QPainter, plot: QRectF, c: theme.Colours) -> None:
        """Declared absences as hatched bands, outages as dotted lines: what does not count."""
        for first, last in self.series.absences:
            left, right = self._x_of_day(plot, first), self._x_of_day(plot, last)
            if right > left:
                painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), c.tint)
                hatch = QBrush(c.groove, Qt.BrushStyle.BDiagPattern)
                painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), hatch)
        painter.setPen(QPen(c.worse, 1, Qt.PenStyle.DotLine))
        for day in self.series.outages:
            x = self._x_of_day(plot, day)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    def _draw_marked(self, painter: QPainter, plot: QRectF, c: theme.Colours) -> None:
        """The flagged span: a tinted band between two lines."""
        if self.marked is None:
            return
        left, right = (self._x_of_day(plot, day) for day in self.marked)
        band = QColor(c.worse)
        band.setAlphaF(0.14)
        painter.fillRect(QRectF(left, plot.top(), max(right - left, 2.0), plot.height()), band)
        painter.setPen(QPen(c.worse, 1.4))
        for x in (left, right):
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    def _draw_chosen(self, painter: QPainter, plot: QRectF, at: int, c: theme.Colours) -> None:
        """The chosen date's line, its points, and its values in the place of the key."""
        x = self._x_of_day(plot, self.series.days[at])
        painter.setPen(QPen(c.quiet, 1))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        for name, colour in (("speed", c.score), ("cruise", c.accent_text)):
            spot = self._make_points(plot, self.series.lines.get(name, [math.nan] * len(self.series.days)), 100.0)[at]
            if spot is not None:
                painter.setBrush(colour)
                painter.drawEllipse(spot, 3.5, 3.5)
        painter.setPen(c.ink)
        painter.drawText(QPointF(plot.left(), theme.scaled(self, 17)), self.values(at))

    def _draw_axes(self, painter: QPainter, plot: QRectF, most: float, c: theme.Colours) -> None:
        side = theme.scaled(self, 8)
        for points in (0, 50, 100):
            y = plot.bottom() - plot.height() * points / 100
            painter.setPen(QPen(c.edge, 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(c.quiet)
            box = QRectF(0, y - side, plot.left() - 6, 2 * side)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(points))
            box = QRectF(plot.right() + 6, y - side, self.width() - plot.right() - 6, 2 * side)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), short_number(most * points / 100) if most else "")
        days = self.series.days
        below = QRectF(plot.left(), plot.bottom() + 4, plot.width(), theme.scaled(self, BOTTOM - 4))
        for day, side_flag in ((days[0], Qt.AlignmentFlag.AlignLeft), (days[-1], Qt.AlignmentFlag.AlignRight)):
            painter.drawText(below, int(side_flag | Qt.AlignmentFlag.AlignTop), day_words(to_date(day), "medium"))

    def _make_points(self, plot: QRectF, values: Sequence[float], top: float) -> list[QPointF | None]:
        """Where the values stand; None for a gap."""
        days = self.series.days
        span = max(1, days[-1] - days[0])
        return [
            None
            if math.isnan(value)
            else QPointF(
                plot.left() + plot.width() * (day - days[0]) / span, plot.bottom() - plot.height() * value / top
            )
            for day, value in zip(days, values, strict=True)
        ]

    def _draw_line(self, painter: QPainter, plot: QRectF, values: Sequence[float], pen: QPen) -> None:
        path, before = QPainterPath(), None
        for point in self._make_points(plot, values, 100.0):
            if point is not None:
                path.moveTo(point) if before is None else path.lineTo(point)
            before = point
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(path)

    def _draw_area(self, painter: QPainter, plot: QRectF, values: Sequence[float], most: float, colour: QColor) -> None:
        found = [point for point in self._make_points(plot, values, most) if point is not None]
        path = QPainterPath(QPointF(found[0].x(), plot.bottom()))
        for point in found:
            path.lineTo(point)
        path.lineTo(QPointF(found[-1].x(), plot.bottom()))
        soft = QColor(colour)
        soft.setAlphaF(0.55)
        painter.fillPath(path, soft)

    def _draw_key(self, painter: QPainter, plot: QRectF, c: theme.Colours) -> None:
        x, y = plot.left(), theme.scaled(self, 13)
        shown = [
            (tr("speed"), c.score, 1.2),
            (tr("value at cruise"), c.accent_text, 2.4),
            (tr("audience (right)"), c.curve, 7.0),
        ]
        if self.series.absences:
            shown.append((tr("absent"), c.groove, 7.0))
        if self.series.outages:
            shown.append((tr("outage"), c.worse, 1.2))
        if self.marked is not None:
            shown.append((tr("flagged"), c.worse, 7.0))
        for text, colour, width in shown:
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(x, y), QPointF(x + 16, y))
            painter.setPen(c.quiet)
            painter.drawText(QPointF(x + 22, y + theme.scaled(self, 4)), text)
            x += 22 + painter.fontMetrics().horizontalAdvance(text) + theme.scaled(self, 20)


def _number_words(value: float, places: int) -> str:
    return "" if math.isnan(value) else decimal(value, places)


def short_number(value: float) -> str:
    """``12.5 k``, ``3.1 M``: an axis has little room."""
    for size, sign in ((1e9, tr("bn")), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{decimal(value / size, 0 if value >= 100 * size else 1)} {sign}"
    return decimal(value, 0)
