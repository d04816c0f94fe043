"""The legend below the table: what the parts of a bar, its hatching and its whisker mean."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.i18n import tr
from gui.parts import theme
from gui.parts.theme import TINY
from gui.rank.table.cells import Kit, paint_bar, paint_outline

EDGE, GAP, BETWEEN, ROW = 12, 5, 14, 22
SAMPLE = (18, 10)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class BarLegend(QWidget):
    """One line of samples with their words, on more lines where it is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar_legend")
        self.setAccessibleName(tr("Legend of the bars"))
        self.setAccessibleDescription("; ".join(self.words()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._kit: Kit | None = None

    def words(self) -> list[str]:
        """What it says, a sample each."""
        return [
            tr("score"),
            tr("credibility"),
            tr("unknown, the middle of the others counts"),
            tr("off line by choice"),
            tr("range of the total"),
        ]

    def sizeHint(self) -> QSize:
        return QSize(200, self._height(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._kit = None
            self._fit_height()
        super().changeEvent(event)

    def _fit_height(self) -> None:
        self.setFixedHeight(self._height(self.width()))

    def _height(self, width: int) -> int:
        last = max(box.bottom() for _, box in self._boxes(width))
        return round(last + theme.scaled(self, 4))

    def _boxes(self, width: int) -> Iterator[tuple[str, QRectF]]:
        """Each text with the box of sample and text together."""
        unit = theme.scaled(self, 1)
        metrics = QFontMetricsF(theme.font_of(self, TINY))
        x, y = EDGE * unit, 3 * unit
        for text in self.words():
            wide = (SAMPLE[0] + GAP) * unit + metrics.horizontalAdvance(text)
            if x > EDGE * unit and x + wide > width - EDGE * unit:
                x, y = EDGE * unit, y + ROW * unit
            yield text, QRectF(x, y, wide, ROW * unit)
            x += wide + BETWEEN * unit

    def paintEvent(self, event: QPaintEvent) -> None:
        kit = self._kit = self._kit or Kit(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, 0, self.width(), 1, kit.colours.edge)
        painter.setFont(kit.tiny_word)
        for at, (text, box) in enumerate(self._boxes(self.width())):
            wide, high = SAMPLE[0] * kit.unit, SAMPLE[1] * kit.unit
            sample = QRectF(box.left(), box.center().y() - high / 2, wide, high)
            self._draw_sample(painter, kit, sample, at)
            painter.setPen(kit.colours.quiet)
            painter.drawText(box.adjusted(wide + GAP * kit.unit, 0, 4, 0), LEFT, text)
        painter.end()

    def _draw_sample(self, painter: QPainter, kit: Kit, box: QRectF, at: int) -> None:
        brushes = (kit.score, kit.credibility, kit.credibility_hatched)
        if at < len(brushes):
            paint_bar(painter, box, brushes[at])
        elif at == len(brushes):
            paint_outline(painter, box, kit)
        else:
            painter.setPen(QPen(kit.colours.ink, 1.2 * kit.unit))
            y, half = box.center().y(), 4.5 * kit.unit
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            for x in (box.left(), box.right()):
                painter.drawLine(QLineF(x, y - half, x, y + half))
