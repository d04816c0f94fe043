"""The pages of a report on the screen: each as large as asked for, and small ones beside to choose from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyleOptionViewItem, QWidget

from core.i18n import integer, tr
from gui.parts import theme
from gui.parts.named import named
from gui.parts.painted_rows import PaintedRows
from gui.parts.theme import SMALL

PAGE_WIDTH = 760
"""Pixels of a page at 100 %."""
THUMBNAILS_WIDTH, THUMBNAIL, ROW = 150, 128, 158
SHAPE = re.compile(r'<svg[^>]*? viewBox="0 0 ([0-9.]+) ([0-9.]+)"')


class Page(QWidget):
    """One page, as wide as ``zoom`` makes it."""

    def __init__(self, number: int, svg: str, zoom: float = 1.0) -> None:
        super().__init__()
        self.setObjectName(f"page_{number}")
        self.setAccessibleName(tr("Page {number}", number=number))
        self.svg = svg
        self._renderer: QSvgRenderer | None = None
        self.set_zoom(zoom)

    def set_zoom(self, zoom: float) -> None:
        """Makes the page larger or smaller; 1 is its size at 100 %."""
        width = round(theme.scaled(self, PAGE_WIDTH) * zoom)
        self.setFixedSize(QSize(width, round(width * height_of(self.svg))))

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draws the page into a box."""
        if self._renderer is None:  # a page is understood when it first comes into view: 47 of them take 0.6 s
            self._renderer = QSvgRenderer(QByteArray(self.svg.encode()), self)
        painter.fillRect(box, Qt.GlobalColor.white)
        self._renderer.render(painter, box)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw(painter, QRectF(self.rect()))
        painter.setPen(theme.colours(self).edge)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def height_of(svg: str) -> float:
    """How tall a page is for a width of 1, by the shape that its first tag declares. ValueError where it has none."""
    shape = SHAPE.match(svg)
    if shape is None:
        raise ValueError("a page without a shape")
    across, down = map(float, shape.groups())
    return down / across


class Thumbnails(QListWidget):
    """Every page small, with its number; the current row is the page in view."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "print_thumbnails").setAccessibleName(tr("Pages, small"))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setFixedWidth(round(theme.scaled(self, THUMBNAILS_WIDTH)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._delegate = ThumbnailDelegate(self)
        self.setItemDelegate(self._delegate)

    def show_pages(self, pages: Sequence[Page]) -> None:
        """Other pages; the row chosen stays where there is one."""
        row = max(0, self.currentRow())
        self._delegate.show_pages(pages)
        self.clear()
        for number in range(1, len(pages) + 1):
            item = QListWidgetItem(integer(number))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, tr("Page {number}", number=number))
            self.addItem(item)
        self.setCurrentRow(min(row, len(pages) - 1))


class ThumbnailDelegate(PaintedRows):
    """A row of the small pages: the page, drawn once, and its number."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view, ROW)
        self._pages: Sequence[Page] = ()
        self._drawn: dict[int, QPixmap] = {}

    def show_pages(self, pages: Sequence[Page]) -> None:
        """Other pages to draw."""
        self._pages, self._drawn = pages, {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        c, unit, picture = theme.colours(self.view), theme.scaled(self.view, 1), self._draw_small(index.row())
        row, chosen = QRectF(option.rect), bool(option.state & QStyle.StateFlag.State_Selected)
        size = picture.deviceIndependentSize()
        box = QRectF(row.center().x() - size.width() / 2, row.top() + 4 * unit, size.width(), size.height())
        painter.save()
        painter.drawPixmap(box.topLeft(), picture)
        painter.setPen(QPen(c.accent_text if chosen else c.field_edge, 2 if chosen else 1))
        painter.drawRect(box)
        painter.setFont(theme.font_of(self.view, SMALL))
        painter.setPen(c.accent_text if chosen else c.quiet)
        below = QRectF(row.left(), box.bottom() + 2 * unit, row.width(), row.bottom() - box.bottom() - 2 * unit)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), str(index.data()))
        painter.restore()

    def _draw_small(self, at: int) -> QPixmap:
        found = self._drawn.get(at)
        if found is None:
            page, ratio = self._pages[at], self.view.devicePixelRatioF()
            tall = theme.scaled(self.view, THUMBNAIL)
            size = QSize(round(tall / height_of(page.svg) * ratio), round(tall * ratio))
            found = self._drawn[at] = QPixmap(size)
            painter = QPainter(found)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            page.draw(painter, QRectF(0, 0, size.width(), size.height()))
            painter.end()
            found.setDevicePixelRatio(ratio)
        return found
