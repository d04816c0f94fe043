"""The map of score against credibility: the invitation line turns with the weight; click, lasso and zoom."""

from __future__ import annotations

from math import hypot

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from core import i18n
from core.i18n import decimal, tr
from core.model import FULL, HUNDREDTHS, WEIGHT_PARTS, Candidates, LongArray
from gui.desk.live import Live
from gui.parts import theme
from gui.parts.chart_table import TableLink
from gui.parts.plain import plain_tip
from gui.rank.map import points
from gui.rank.map.ground import paint_ground, paint_middles, paint_quarters
from gui.rank.map.marks import paint_lasso, paint_ranges, paint_selected, slope_words
from gui.rank.map.points import WHOLE, Plane
from gui.rank.weight.as_text import map_table

REACH = 10
"""A click takes the nearest candidate within so many pixels."""

CLOSEST = FULL / 50
"""The narrowest part of the plane that can be zoomed to."""

LEAST_HIGH = 160
INVITED = 4.2
RANGES = 60
"""Up to so many chosen ones show how far they could be from where they stand."""
HOVER_MS = 400


class MapView(QWidget):
    """The candidates of a ``Live`` as points.

    A click selects, a drag draws a lasso, the wheel zooms about the pointer, the middle button (or Alt) moves the
    map, a double click or 0 shows all of it again. ``activated_candidate``: Enter on the selected one;
    ``picked``: one was chosen here, the best of a lasso's.
    """

    activated_candidate = Signal(int)
    picked = Signal(int)

    def __init__(self, live: Live, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map")
        self.setAccessibleName(tr("Map of score against credibility"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._hover = QTimer(self, singleShot=True, interval=HOVER_MS)
        self._hover.timeout.connect(self._tell_what)
        self.live = live
        self.sight = QRectF(WHOLE)
        self._cloud: tuple[object, QPixmap] | None = None
        self._chosen: tuple[object, QPixmap] | None = None
        self._names: tuple[object, QPixmap] | None = None
        self._lasso: QPolygonF | None = None
        self._grip: QPointF | None = None
        self.as_table = TableLink("map_table", self, lambda: map_table(self.live))
        live.shown.connect(self._forget_pictures)
        live.moved.connect(self.update)
        live.selected_changed.connect(self._forget_chosen)
        live.list_changed.connect(self._forget_pictures)
        live.shown.connect(self._describe_selected)
        live.settled.connect(self._describe_selected)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_link()

    def _place_link(self) -> None:
        size = self.as_table.sizeHint()
        left = self.width() - size.width() - round(self._scale_pixels(16))
        self.as_table.setGeometry(left, round(self._scale_pixels(10)), size.width(), round(self._scale_pixels(24)))

    def sizeHint(self) -> QSize:
        return QSize(round(self._scale_pixels(612)), round(self._scale_pixels(380)))

    def minimumSizeHint(self) -> QSize:
        # Not as high as its text is large: enlarged twice, the window still fits a small screen.
        return QSize(round(self._scale_pixels(260)), LEAST_HIGH)

    def _scale_pixels(self, pixels: float) -> float:
        return theme.scaled(self, pixels)

    def plane(self) -> Plane:
        """Where the plane lies on the widget."""
        margins = [self._scale_pixels(m) for m in (44, 40, -20, -40)]
        return Plane(QRectF(self.rect()).adjusted(*margins), self.sight)

    def nearest(self, at: QPointF) -> int | None:
        """The candidate nearest to a point of the screen, within reach."""
        if self.live.board is None:
            return None
        plane, candidates = self.plane(), self.live.board.candidates
        (s, c), reach = plane.value(at), self._scale_pixels(REACH)
        near = QRectF(0, 0, reach / plane.box.width() * 2, reach / plane.box.height() * 2)
        window = QRectF(0, 0, near.width() * self.sight.width(), near.height() * self.sight.height())
        window.moveCenter(QPointF(s, c))
        index = self._listed(points.in_sight(candidates, window))
        if not len(index):
            return None
        x, y = plane.screen(candidates, index)
        away = (x - at.x()) ** 2 + (y - at.y()) ** 2
        best = int(np.argmin(away))
        return int(index[best]) if away[best] <= reach**2 else None

    def _listed(self, index: LongArray) -> LongArray:
        """Those of these candidates whom the table shows: the map follows its filters."""
        mask = self.live.filtered
        return index if mask is None else index[mask[index]]

    def show_all(self) -> None:
        """The whole plane again."""
        self.sight = QRectF(WHOLE)
        self.update()

    def zoom(self, factor: float, about: QPointF) -> None:
        """Shows ``1 / factor`` of what is in sight, the point under the pointer staying where it is."""
        score, credibility = self.plane().value(about)
        width = min(float(FULL), max(CLOSEST, self.sight.width() / factor))
        share = width / self.sight.width()
        left = score - (score - self.sight.left()) * share
        top = credibility - (credibility - self.sight.top()) * share
        self._look_at(left, top, width)

    def _look_at(self, left: float, bottom: float, width: float) -> None:
        left, bottom = (min(max(0.0, edge), FULL - width) for edge in (left, bottom))
        self.sight = QRectF(left, bottom, width, width)
        self.update()

    # --- mouse and keys ------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(1.25 ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self.sight.width() / 10
        moves = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.25, self.plane().box.center())
        elif key == Qt.Key.Key_Minus:
            self.zoom(0.8, self.plane().box.center())
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.live.selected is not None:
            self.activated_candidate.emit(self.live.selected)
        elif Qt.Key(key) in moves and self.sight != WHOLE:
            across, up = moves[Qt.Key(key)]
            self._look_at(self.sight.left() + across * step, self.sight.top() + up * step, self.sight.width())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() == Qt.MouseButton.MiddleButton or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._grip = at
        elif event.button() == Qt.MouseButton.LeftButton:
            self._lasso = QPolygonF([at])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._grip is not None:
            (a, b), (c, d) = self.plane().value(self._grip), self.plane().value(at)
            self._grip = at
            self._look_at(self.sight.left() + a - c, self.sight.top() + b - d, self.sight.width())
        elif self._lasso is not None:
            self._lasso.append(at)
            self.update()
        else:
            self._hover.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        lasso, self._lasso, self._grip = self._lasso, None, None
        if lasso is None:
            return
        adding = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        before = self.live.chosen if adding else np.empty(0, np.int64)
        if lasso.boundingRect().width() + lasso.boundingRect().height() < 6:
            self._select_at(self.nearest(event.position()), before)
        else:
            self._choose_enclosed(lasso, before)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.show_all()

    def _select_at(self, found: int | None, before: LongArray) -> None:
        if found is not None:
            self.live.select(found, np.append(before, found))
            self.picked.emit(found)
        elif not len(before):
            self.live.select(None)

    def _choose_enclosed(self, lasso: QPolygonF, before: LongArray) -> None:
        if self.live.board is None or self.live.ranking is None:
            return
        candidates = self.live.board.candidates
        index = self._listed(points.in_sight(candidates, self.sight))
        held = index[points.inside(*self.plane().screen(candidates, index), lasso)]
        best = int(held[np.argmin(self.live.ranking.keys_of(held))]) if len(held) else None
        self.live.select(best, np.concatenate((before, held)))
        if best is not None:
            self.picked.emit(best)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover.stop()
        super().leaveEvent(event)

    def _tell_what(self) -> None:
        """Says what is under a pointer that rests."""
        at = self.mapFromGlobal(QCursor.pos())
        words = self.words_at(QPointF(at))
        if words and self.rect().contains(at):
            QToolTip.showText(QCursor.pos(), plain_tip(words), self)

    def words_at(self, at: QPointF) -> str:
        """Who lies at a point of the screen, else what the invitation line says where it runs there."""
        found = self.nearest(at)
        if found is not None:
            return self.words(found)
        line = self.line(self.plane())
        away = REACH + 1.0 if line is None else abs(line[0] * at.x() + line[1] * at.y() - line[2]) / hypot(*line[:2])
        return slope_words(self.live.weight) if away <= REACH else ""

    def words(self, index: int) -> str:
        """A candidate's name and place on the map."""
        board = self.live.board
        if board is None:
            return ""
        return f"{board.name.take([index])[0]}\n{self._word_coordinates(index)}"

    def _word_coordinates(self, index: int) -> str:
        board = self.live.board
        if board is None:
            return ""
        credibility = decimal(board.candidates.credibility.value[index] / HUNDREDTHS, 0)
        if board.candidates.offline[index]:
            return tr("off line, credibility {credibility}", credibility=credibility)
        score = decimal(board.candidates.score.value[index] / HUNDREDTHS, 0)
        return tr("score {score}, credibility {credibility}", score=score, credibility=credibility)

    def _describe_selected(self) -> None:
        self.setAccessibleDescription(slope_words(self.live.weight))

    def _forget_pictures(self) -> None:
        self._cloud = None
        self._forget_chosen()

    def _forget_chosen(self) -> None:
        self._chosen = None
        self.update()

    # --- painting ------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._names = None
            self._forget_pictures()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        plane = self.plane()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self, plane, self.as_table.width() + self._scale_pixels(12))
        painter.save()
        painter.setClipRect(plane.box.adjusted(-1, -1, 1, 1))
        board = self.live.board
        if board is not None and len(board):
            self._paint_region(painter, plane)
            painter.drawPixmap(plane.box.topLeft(), self._cloud_picture(plane, board.candidates))
            self._paint_line(painter, plane)
            self._paint_people(painter, plane)
            if len(self.live.chosen) > 1:
                painter.drawPixmap(plane.box.topLeft(), self._chosen_picture(plane, board.candidates))
        painter.drawPixmap(plane.box.topLeft(), self._paint_quarters(plane))
        painter.restore()
        if board is not None and self.live.selected is not None:
            index = self.live.selected
            paint_selected(painter, self, plane, board.candidates, index, self._word_coordinates(index))
        if self._lasso is not None and self._lasso.size() > 2:
            paint_lasso(painter, self, self._lasso)
        if self.hasFocus():
            painter.setPen(QPen(theme.colours(self).accent_text, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()

    def _cloud_picture(self, plane: Plane, candidates: Candidates) -> QPixmap:
        """The cloud, painted once for a board, a size and a part of the plane."""
        c, key = theme.colours(self), self._look_key()
        if self._cloud is None or self._cloud[0] != key:
            index = self._listed(points.in_sight(candidates, self.sight))
            crowd = c.quiet if c.dark else c.groove
            ink = crowd if len(index) >= points.CROWD else c.point
            self._cloud = (
                key,
                self._draw_cloud(plane, candidates, index, ink),
            )
        return self._cloud[1]

    def _chosen_picture(self, plane: Plane, candidates: Candidates) -> QPixmap:
        """Those chosen, in the colour of the ring; while they are few, with their ranges."""
        c, key = theme.colours(self), self._look_key()
        if self._chosen is None or self._chosen[0] != key:
            index = self._listed(points.in_sight(candidates, self.sight))
            chosen = index[self.live.is_chosen(index)]
            picture = self._draw_cloud(plane, candidates, chosen, c.credibility)
            if len(chosen) <= RANGES:
                painter = QPainter(picture)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.translate(-plane.box.topLeft())
                paint_ranges(painter, self, plane, candidates, chosen)
                painter.end()
            self._chosen = key, picture
        return self._chosen[1]

    def _draw_cloud(self, plane: Plane, candidates: Candidates, index: LongArray, colour: QColor) -> QPixmap:
        return points.cloud(candidates, index, plane, colour, self.devicePixelRatioF(), self._scale_pixels(1))

    def line(self, plane: Plane) -> tuple[float, float, float] | None:
        """The invitation line a·x + b·y = c in the screen's coordinates; invited is where it is greater."""
        ranking = self.live.ranking
        if ranking is None or ranking.line is None:
            return None
        across = (WEIGHT_PARTS - ranking.weight) * plane.sight.width() / plane.box.width()
        up = ranking.weight * plane.sight.height() / plane.box.height()
        corner = (WEIGHT_PARTS - ranking.weight) * plane.sight.left() + ranking.weight * plane.sight.top()
        level = ranking.line.total - corner + across * plane.box.left() - up * plane.box.bottom()
        return across, -up, level

    def _paint_region(self, painter: QPainter, plane: Plane) -> None:
        line = self.line(plane)
        if line is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colours(self).tint)
            painter.drawPolygon(points.half_plane(plane.box, *line))
        paint_middles(painter, self, plane)

    def _paint_line(self, painter: QPainter, plane: Plane) -> None:
        line = self.line(plane)
        ends = None if line is None else points.chord(plane.box, *line)
        if ends is not None:
            painter.setPen(QPen(theme.colours(self).accent_text, self._scale_pixels(2.2)))
            painter.drawLine(*ends)

    def _paint_people(self, painter: QPainter, plane: Plane) -> None:
        """The invited."""
        if self.live.ranking is None:
            return
        candidates, c = self.live.ranking.candidates, theme.colours(self)
        x, y = plane.screen(candidates, self._listed(self.live.ranking.invited()))
        points.dots(painter, x, y, c.accent_text, self._scale_pixels(INVITED))

    def _paint_quarters(self, plane: Plane) -> QPixmap:
        """The names of the quarters, painted once: their halos are dear."""
        key = self._look_key()
        if self._names is None or self._names[0] != key:
            picture = points.blank(plane.box, self.devicePixelRatioF())
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            local = Plane(QRectF(0, 0, plane.box.width(), plane.box.height()), plane.sight)
            paint_quarters(painter, self, local)
            painter.end()
            self._names = key, picture
        return self._names[1]

    def _look_key(self) -> object:
        """All that a painted layer depends on, the board aside."""
        return (self.size(), QRectF(self.sight), self.devicePixelRatioF(), theme.colours(self).dark, i18n.current())
