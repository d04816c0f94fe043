"""The cloud of the map: points where they can be told apart, density where they crowd, as one picture."""

from __future__ import annotations

from math import sqrt
from typing import overload

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap, QPolygonF

from core.model import APART, FULL, Candidates, FloatArray, IntArray, LongArray

CROWD = 10_000
"""From so many points in sight, single dots would cover each other: density is drawn instead."""

RADIUS, ROOMY = 2.8, 2000
"""A dot's radius at 100 %, and up to how many dots are as large: more become smaller, each taking its share."""

SMALLEST, LARGEST, FULL_CELL = 2.0, 6.0, 4
"""The sides of a cell of the density, in pixels, and how many points it should hold where they lie evenly."""

BLOCK = 1 << 17
"""Candidates counted at a time: a million at once would need tens of MiB for a moment."""


class Plane:
    """The part of the plane in sight (0..10000 on both axes) on a rectangle of the screen."""

    def __init__(self, box: QRectF, sight: QRectF) -> None:
        self.box, self.sight = box, sight

    @overload
    def x(self, score: float) -> float: ...

    @overload
    def x(self, score: IntArray) -> FloatArray: ...

    def x(self, score: float | IntArray) -> float | NDArray[np.floating]:
        """Where a score (or an array of them) stands across the screen, in pixels."""
        return self.box.left() + (score - self.sight.left()) / self.sight.width() * self.box.width()

    @overload
    def y(self, credibility: float) -> float: ...

    @overload
    def y(self, credibility: IntArray) -> FloatArray: ...

    def y(self, credibility: float | IntArray) -> float | NDArray[np.floating]:
        """Where a credibility (or an array of them) stands on the screen, from the top, in pixels."""
        return self.box.bottom() - (credibility - self.sight.top()) / self.sight.height() * self.box.height()

    def point(self, score: float, credibility: float) -> QPointF:
        return QPointF(self.x(score), self.y(credibility))

    def value(self, at: QPointF) -> tuple[float, float]:
        """(score, credibility) under a point of the screen."""
        across = (at.x() - self.box.left()) / self.box.width()
        up = (self.box.bottom() - at.y()) / self.box.height()
        return self.sight.left() + across * self.sight.width(), self.sight.top() + up * self.sight.height()

    def screen(self, candidates: Candidates, index: LongArray | slice) -> tuple[FloatArray, FloatArray]:
        """Screen coordinates of some candidates, as two arrays."""
        return self.x(candidates.score.value[index]), self.y(candidates.credibility.value[index])


WHOLE = QRectF(0, 0, FULL, FULL)


def shown(candidates: Candidates) -> LongArray:
    """Those on the map: all but other markets and the excluded."""
    return np.flatnonzero(candidates.state <= APART)


def polygon(x: FloatArray, y: FloatArray) -> QPolygonF:
    """Points as Qt draws them in one call."""
    return QPolygonF([QPointF(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)])


def dots(painter: QPainter, x: FloatArray, y: FloatArray, colour: QColor, radius: float) -> None:
    """Round dots in one call."""
    pen = QPen(colour, 2 * radius)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(polygon(x, y))


def blank(box: QRectF, ratio: float) -> QPixmap:
    """An empty, transparent picture of a box's size; ``ratio`` device pixels a pixel."""
    picture = QPixmap(round(box.width() * ratio), round(box.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def cloud(candidates: Candidates, index: LongArray, plane: Plane, colour: QColor, ratio: float, unit: float) -> QPixmap:
    """These candidates as a picture of the box's size; ``ratio`` device pixels a pixel."""
    picture = blank(plane.box, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    local = Plane(QRectF(0, 0, plane.box.width(), plane.box.height()), plane.sight)
    if len(index) >= CROWD:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(local.box, density(candidates, index, local, colour, ratio))
    else:
        share = sqrt(min(1.0, ROOMY / max(1, len(index))))
        _paint_single(painter, candidates, index, local, colour, RADIUS * max(share, 0.5) * unit)
    painter.end()
    return picture


def in_sight(candidates: Candidates, sight: QRectF) -> LongArray:
    """Those on the map who lie in this part of the plane."""
    index = shown(candidates)
    if sight == WHOLE:
        return index
    s, c = candidates.score.value[index], candidates.credibility.value[index]
    inside = (s >= sight.left()) & (s <= sight.right()) & (c >= sight.top()) & (c <= sight.bottom())
    return index[inside]


def _paint_single(
    painter: QPainter, candidates: Candidates, index: LongArray, plane: Plane, colour: QColor, radius: float
) -> None:
    """Dots; hollow where a median stands in for an unknown side."""
    known = (candidates.score.known | candidates.offline) & candidates.credibility.known
    soft = QColor(colour)
    soft.setAlphaF(0.75)
    sure = index[known[index]]
    dots(painter, *plane.screen(candidates, sure), soft, radius)
    x, y = plane.screen(candidates, index[~known[index]])
    painter.setPen(QPen(soft, 0.43 * radius))
    painter.setBrush(QBrush(Qt.BrushStyle.NoBrush))
    for a, b in zip(x.tolist(), y.tolist(), strict=True):
        painter.drawEllipse(QPointF(a, b), 0.86 * radius, 0.86 * radius)


def density(candidates: Candidates, index: LongArray, plane: Plane, colour: QColor, ratio: float) -> QImage:
    """How many lie in each cell, from a faint shade to a full one; the fewer there are, the larger the cells.

    The scale ends at the busiest hundredth of the cells: lines on which many share a value do not flatten the rest.
    """
    side = min(LARGEST, max(SMALLEST, sqrt(FULL_CELL * plane.box.width() * plane.box.height() / len(index))))
    wide, high = (max(1, round(length * ratio / side)) for length in (plane.box.width(), plane.box.height()))
    count = np.zeros(wide * high, np.int64)
    for start in range(0, len(index), BLOCK):
        cells = _find_cells(candidates, index[start : start + BLOCK], plane.sight, wide, high)
        count += np.bincount(cells, minlength=wide * high)
    most = max(1.0, float(np.quantile(count[count > 0], 0.99)))
    shade = np.where(count > 0, 0.07 + 0.88 * np.minimum(1.0, count / most) ** 0.7, 0.0)
    pixels = np.zeros((high, wide, 4), np.uint8)
    for channel, value in enumerate((colour.blue(), colour.green(), colour.red(), 255)):
        pixels[..., channel] = np.rint(shade * value).reshape(high, wide)
    image = QImage(pixels.data, wide, high, 4 * wide, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()


def _find_cells(candidates: Candidates, index: LongArray, sight: QRectF, wide: int, high: int) -> np.ndarray:
    """The cell, of wide x high ones from the top left, that each of these candidates lies in."""
    across = (candidates.score.value[index] - sight.left()) * ((wide - 1e-6) / sight.width())
    down = (sight.bottom() - candidates.credibility.value[index]) * ((high - 1e-6) / sight.height())
    return np.clip(down.astype(np.int32), 0, high - 1) * wide + np.clip(across.astype(np.int32), 0, wide - 1)


def inside(x: FloatArray, y: FloatArray, corners: QPolygonF) -> np.ndarray:
    """Which points a lasso encloses, by the even-odd rule."""
    result = np.zeros(len(x), np.bool_)
    points = [(corner.x(), corner.y()) for corner in corners.toList()]
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        if ay != by:
            result ^= ((ay > y) != (by > y)) & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return result


def half_plane(box: QRectF, a: float, b: float, c: float) -> QPolygonF:
    """The part of a box where a·x + b·y >= c."""
    corners = [box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()]
    kept: list[QPointF] = []
    for here, there in zip(corners, corners[1:] + corners[:1], strict=True):
        own, other = a * here.x() + b * here.y() - c, a * there.x() + b * there.y() - c
        if own >= 0:
            kept.append(here)
        if (own < 0) != (other < 0):
            kept.append(here + (there - here) * (own / (own - other)))
    return QPolygonF(kept)


def chord(box: QRectF, a: float, b: float, c: float) -> tuple[QPointF, QPointF] | None:
    """The stretch of the line a·x + b·y = c inside a box."""
    edge = [p for p in half_plane(box, a, b, c).toList() if abs(a * p.x() + b * p.y() - c) < 1e-6 * (abs(c) + 1)]
    return (edge[0], edge[-1]) if len(edge) >= 2 else None
