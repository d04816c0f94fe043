"""The invitation line as a row of its own between those who are in and the reserve: it never covers a name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QTableView

from core.campaign.fields.units import TOTAL_PARTS
from core.i18n import decimal, tr, trn
from gui.parts import theme
from gui.rank.table.cells import PAD, Kit
from gui.rank.table.model import RankingModel

LINE_HEIGHT = 26
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class LineRow:
    """Room below the last row above the line. It is part of that row for Qt, so that rows stay places of the list;
    clicks on it mean nobody."""

    def __init__(self, view: QTableView, model: RankingModel) -> None:
        self._view, self._model, self._live = view, model, model.live
        self._under: int | None = None

    @property
    def height(self) -> int:
        """Pixels of the line's row; 0 where it does not run through the list."""
        return 0 if self._under is None else round(theme.scaled(self._view, LINE_HEIGHT))

    def height_among(self, first: int, count: int) -> int:
        """Pixels it takes among ``count`` rows from a place on."""
        return self.height if self._under is not None and first <= self._under < first + count else 0

    def forget(self) -> None:
        """Rows of one height again, as before another height of rows."""
        header = self._view.verticalHeader()
        if self._under is not None and self._under < header.count():
            header.resizeSection(self._under, header.defaultSectionSize())
        self._under = None

    def follow(self) -> None:
        """Puts the room where the line runs now."""
        after, header = self._live.line_after(), self._view.verticalHeader()
        under = after - 1 if after and after <= header.count() else None
        usual = header.defaultSectionSize()
        if self._under != under:
            self.forget()
        self._under = under
        if under is not None and header.sectionSize(under) != usual + self.height:
            header.resizeSection(under, usual + self.height)

    def tops(self, first: int, count: int, start: int) -> list[int]:
        """Where each of ``count`` rows begins, the first of them at ``start``."""
        usual = self._view.verticalHeader().defaultSectionSize()
        below = count if self._under is None or self._under < first else self._under - first + 1
        return [start + at * usual + (self.height if at >= below else 0) for at in range(count)]

    def holds(self, place: int, y: int) -> bool:
        """Whether a point of the viewport lies on the line, and not on the row that it belongs to."""
        usual = self._view.verticalHeader().defaultSectionSize()
        return place == self._under and y >= self._view.rowViewportPosition(place) + usual

    def paint(self, painter: QPainter, kit: Kit, first: int, tops: list[int]) -> None:
        """The line below its row, with what it says; at the very top where nobody above it is listed."""
        if self._under is None:
            if self._live.line_after() == 0 and first == 0:
                self._draw_edge(painter, kit, max(tops[0], 1))
            return
        at = self._under - first
        if 0 <= at < len(tops):
            y = tops[at] + self._view.verticalHeader().defaultSectionSize()
            box = QRectF(0, y, self._view.viewport().width(), self.height)
            painter.fillRect(box, kit.colours.tint)
            self._draw_edge(painter, kit, y + kit.unit)
            self._draw_words(painter, kit, box)
        elif at == -1:  # its row is cut off above, the line is still in sight
            self._draw_edge(painter, kit, max(tops[0], 1))

    def _draw_edge(self, painter: QPainter, kit: Kit, y: float) -> None:
        painter.setPen(QPen(kit.colours.accent_text, 2 * kit.unit))
        painter.drawLine(QPointF(0, y), QPointF(self._view.viewport().width(), y))

    def _draw_words(self, painter: QPainter, kit: Kit, box: QRectF) -> None:
        """From the names on, the total under its column where both have the room."""
        pad, metrics, total, words = PAD * kit.unit, kit.metrics(kit.pill), self._total_words(), self.words()
        painter.setFont(kit.pill)
        painter.setPen(kit.colours.accent_text)
        x = max(0, self._view.columnViewportPosition(self._column("name"))) + pad
        x = x if x + metrics.horizontalAdvance(f"{words} · {total}") < box.width() - pad else pad
        under = self._column("total")
        end = self._view.columnViewportPosition(under) + self._view.columnWidth(under) - pad
        if not self._view.isColumnHidden(under) and x + metrics.horizontalAdvance(f"{words}  {total}") < end:
            painter.drawText(QRectF(0, box.top(), end, box.height()), RIGHT, total)
        elif total:
            words = f"{words} · {total}"
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width() - x - pad)
        painter.drawText(box.adjusted(x, 0, -pad, 0), LEFT, cut)

    def _column(self, key: str) -> int:
        return self._model.column(key)

    def _total_words(self) -> str:
        """The total that the line stands at."""
        ranking = self._live.ranking
        return "" if ranking is None or ranking.line is None else decimal(ranking.line.total / TOTAL_PARTS)

    def words(self) -> str:
        """What the line says of itself."""
        return tr("Invitation line: {what}", what=self.pill_words())

    def pill_words(self) -> str:
        """How many seats there are, and what is to be known of the last of them."""
        live = self._live
        seats, ranking = trn("{n} seat", "{n} seats", live.seats), live.ranking
        pinned = ranking.pinned if ranking else 0
        if pinned > live.seats:
            return f"{seats} · {trn('{n} pinned', '{n} pinned', pinned)}"
        if live.clash:
            return f"{seats} · {tr('the rules cannot all be kept')}"
        if ranking is not None and ranking.chosen is not None:
            found = live.selection
            free = found is not None and not any(price.swaps for price in found.prices)
            return f"{seats} · {tr('rules kept, at no cost') if free else tr('rules kept')}"
        if live.ruled:
            return f"{seats} · {tr('looking for the list that keeps the rules…')}"
        tied = ranking is not None and ranking.line is not None and ranking.line.tied
        return f"{seats} · {tr('tie at the line') if tied else tr('reserve below')}"
