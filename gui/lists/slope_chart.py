"""A slope chart of two lists: names on both sides, a line for each, ins and outs told apart by colour and by mark."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.i18n import integer, tr
from core.shortlist.comparison import Change, Comparison
from gui.parts import theme
from gui.parts.theme import BODY, MEDIUM, REGULAR, SMALL, STRONG

ROW, HEAD, SIDE = 24, 34, 230


class SlopeChart(QWidget):
    """Ranks run down both sides; who is on one side only ends at the edge below the line. ``chosen`` (Change)."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("slope_chart")
        self.setAccessibleName(tr("Slope chart"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.comparison: Comparison | None = None
        self.current: Change | None = None
        self._left: list[Change] = []
        self._right: list[Change] = []

    def show_comparison(self, comparison: Comparison) -> None:
        """Shows two lists; each side lists those who are on it in its own order."""
        self.comparison, self.current = comparison, None
        self._left = sorted((c for c in comparison.changes if c.before), key=lambda c: (not c.was_in, c.before))
        self._right = sorted((c for c in comparison.changes if c.after), key=lambda c: (not c.is_in, c.after))
        counts = {"n": len(comparison.into), "m": len(comparison.out), "k": len(comparison.moved)}
        self.setAccessibleDescription(tr("{n} came in, {m} went out, {k} changed their rank", **counts))
        self.updateGeometry()
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def choose(self, change: Change | None) -> None:
        """Brings one person out; the others step back."""
        self.current = change
        self.update()
        if change is not None:
            self.chosen.emit(change)

    def sizeHint(self) -> QSize:
        rows = max(len(self._left), len(self._right), 1)
        return QSize(round(theme.scaled(self, 640)), round(self.row_y(rows) + theme.scaled(self, 10)))

    # --- geometry ------------------------------------------------------------------------------------------------

    def row_y(self, place: int) -> float:
        return theme.scaled(self, HEAD + ROW * (place + 0.5))

    def _side_edges(self) -> tuple[float, float]:
        side = min(theme.scaled(self, SIDE), self.width() * 0.38)
        return side, self.width() - side

    def _ends_of(self, change: Change) -> tuple[QPointF | None, QPointF | None]:
        left, right = self._side_edges()
        gap = theme.scaled(self, 12)
        start = QPointF(left + gap, self.row_y(self._left.index(change))) if change in self._left else None
        end = QPointF(right - gap, self.row_y(self._right.index(change))) if change in self._right else None
        return start, end

    def place_of(self, change: Change) -> int:
        """How far down somebody stands, on the side where they are in."""
        start, end = self._ends_of(change)
        shown = end if end and (change.is_in or not start) else start
        return round(shown.y()) if shown else 0

    def at(self, point: QPointF) -> Change | None:
        """Whose name stands here."""
        side = self._left if point.x() < self.width() / 2 else self._right
        place = int((point.y() / theme.scaled(self, 1) - HEAD) // ROW)
        return side[place] if 0 <= place < len(side) else None

    # --- pointing ------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.choose(self.at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or self.comparison is None or not self.comparison.changes:
            super().keyPressEvent(event)
            return
        order = self.comparison.changes
        place = order.index(self.current) + step if self.current in order else 0
        self.choose(order[max(0, min(place, len(order) - 1))])

    # --- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.comparison is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = theme.colours(self)
        self._draw_heads(painter, c, self.comparison)
        self._draw_lines(painter, c, self._left, 0)
        self._draw_lines(painter, c, self._right, 1)
        ordered = sorted(self.comparison.changes, key=lambda change: (change == self.current, _weight_of(change)))
        for change in ordered:
            self._draw_slope(painter, c, change)
        for change in self.comparison.changes:
            self._draw_names(painter, c, change)
        painter.end()

    def _draw_heads(self, painter: QPainter, c: theme.Colours, shown: Comparison) -> None:
        left, right = self._side_edges()
        painter.setFont(theme.font_of(self, BODY, STRONG))
        painter.setPen(c.ink)
        height = theme.scaled(self, HEAD - 8)
        metrics = QFontMetricsF(painter.font())
        for box, text, side in (
            (QRectF(0, 0, left, height), shown.before, Qt.AlignmentFlag.AlignRight),
            (QRectF(right, 0, self.width() - right, height), shown.after, Qt.AlignmentFlag.AlignLeft),
        ):
            title = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), title)

    def _draw_lines(self, painter: QPainter, c: theme.Colours, side: list[Change], which: int) -> None:
        """The invitation line of one side."""
        inside = sum(change.is_in if which else change.was_in for change in side)
        if not 0 < inside < len(side):
            return
        left, right = self._side_edges()
        y = self.row_y(inside) - theme.scaled(self, ROW / 2)
        painter.setPen(QPen(c.accent_text, 1.2, Qt.PenStyle.DashLine))
        span = (right, self.width()) if which else (0, left)
        painter.drawLine(QPointF(span[0], y), QPointF(span[1], y))

    def _draw_slope(self, painter: QPainter, c: theme.Colours, change: Change) -> None:
        start, end = self._ends_of(change)
        kind = _weight_of(change)
        colour = {2: c.better if change.is_in else c.worse, 1: c.quiet}.get(kind, c.curve)
        if self.current is not None and change != self.current:
            colour = c.curve
        elif change == self.current and kind < 2:
            colour = c.accent_text
        width = 2.4 if change == self.current else (1.8 if kind == 2 else 1.2)
        pen = QPen(colour, width)
        painter.setPen(pen)
        if start and end:
            painter.drawLine(start, end)
        elif (here := start or end) is not None:  # on one side only: a stub that fades towards the other
            reach = theme.scaled(self, 46) * (1 if start else -1)
            pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(here, QPointF(here.x() + reach, here.y() + theme.scaled(self, 8)))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        for point in (start, end):
            if point:
                painter.drawEllipse(point, theme.scaled(self, 2.6), theme.scaled(self, 2.6))

    def _draw_names(self, painter: QPainter, c: theme.Colours, change: Change) -> None:
        left, right = self._side_edges()
        changed = change.is_in != change.was_in
        chosen = change == self.current
        painter.setFont(theme.font_of(self, SMALL, STRONG if chosen else MEDIUM if changed else REGULAR))
        faded = self.current is not None and not chosen
        height = theme.scaled(self, ROW)
        for side, which in ((self._left, 0), (self._right, 1)):
            if change in side:
                inside = change.is_in if which else change.was_in
                ink = c.quiet if faded or not inside else c.ink
                painter.setPen((c.better if change.is_in else c.worse) if changed and not faded else ink)
                y = self.row_y(side.index(change)) - height / 2
                box = QRectF(right, y, self.width() - right, height) if which else QRectF(0, y, left, height)
                self._draw_name(painter, box, change, which)

    def _draw_name(self, painter: QPainter, box: QRectF, change: Change, which: int) -> None:
        metrics = QFontMetricsF(painter.font())
        rank = integer(change.after if which else change.before)
        mark = ""
        if change.is_in != change.was_in and bool(which) == change.is_in:  # + where one comes in, − where one goes
            mark = "+ " if change.is_in else "− "
        room = box.width() - theme.scaled(self, 34)
        name = metrics.elidedText(mark + change.name, Qt.TextElideMode.ElideRight, room)
        text = f"{rank}  {name}" if which else f"{name}  {rank}"
        side = Qt.AlignmentFlag.AlignLeft if which else Qt.AlignmentFlag.AlignRight
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), text)


def _weight_of(change: Change) -> int:
    """2 in or out, 1 moved, 0 as before."""
    return 2 if change.was_in != change.is_in else int(change.before != change.after)
