"""The pinned candidates above the table, with the rank that moves as the weight does."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.i18n import tr
from core.model import PINNED, LongArray
from gui.parts import theme
from gui.rank.table.cells import Cells, Kit, paint
from gui.rank.table.rows import Rows, rows
from gui.rank.table.view import RankingView

MOST = 5


class PinnedPane(QWidget):
    """The first pinned ones in ranking order, in the columns of a ``RankingView``; hidden where nobody is pinned."""

    def __init__(self, table: RankingView) -> None:
        super().__init__()
        self.setObjectName("pinned_pane")
        self.setAccessibleName(tr("Pinned candidates"))
        self.table, self.live, self.wanted = table, table.live, True
        self._kit: Kit | None = None
        self._pinned: LongArray = np.empty(0, np.int64)
        self.live.shown.connect(self._show_pinned)
        for signal in (self.live.moved, self.live.analysis_ready, self.live.selected_changed):
            signal.connect(self.update)
        table.columns.sectionResized.connect(lambda *sizes: self.update())
        table.columns.sectionMoved.connect(lambda *places: self.update())
        table.horizontalScrollBar().valueChanged.connect(lambda value: self.update())
        self._show_pinned()

    def want(self, wanted: bool) -> None:
        """Shows or hides the pane."""
        self.wanted = wanted
        self._show_pinned()

    def texts(self, key: str) -> list[str]:
        """What a column says of the pinned ones, from the top."""
        found = self._find_rows()
        if found is None or self.live.board is None:
            return []
        model = self.table.model()
        return model.columns[model.column(key)].read(found)

    def _show_pinned(self) -> None:
        board = self.live.board
        self._pinned = np.empty(0, np.int64) if board is None else np.flatnonzero(board.candidates.state == PINNED)
        shown = min(MOST, len(self._pinned)) if self.wanted else 0
        self.setFixedHeight(shown * self._row_height() + (2 if shown else 0))
        self.setVisible(shown > 0)
        self.update()

    def _row_height(self) -> int:
        return int(self.table.verticalHeader().defaultSectionSize())

    def _find_rows(self) -> Rows | None:
        live = self.live
        if live.board is None or live.ranking is None:
            return None
        by_rank = self._pinned[np.argsort(live.ranking.keys_of(self._pinned))][:MOST]
        names = live.board.name.take(by_rank.tolist())
        return rows(live.board, live.ranking, live.ranking.described(0, by_rank), names, live.stability)

    def paintEvent(self, event: QPaintEvent) -> None:
        found = self._find_rows()
        if found is None:
            return
        self._kit = self._kit or Kit(self)
        painter, header, height = QPainter(self), self.table.columns, self._row_height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._kit.colours.plot)
        tops = [place * height for place in range(len(found))]
        for row in np.flatnonzero(found.index == (-1 if self.live.selected is None else self.live.selected)).tolist():
            painter.fillRect(0, tops[row], self.width(), height, self._kit.colours.chosen)
        for i, column in enumerate(self.table.model().columns):
            x, width = header.sectionViewportPosition(i), header.sectionSize(i)
            if not header.isSectionHidden(i) and x + width > 0 and x < self.width():
                texts = partial(column.read, found)
                paint(Cells(painter, self._kit, column, found, texts, x, width, tops, height, self.live.weight))
        painter.setPen(theme.colours(self).edge)
        painter.drawLine(QPointF(0, self.height() - 1), QPointF(self.width(), self.height() - 1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found, row = self._find_rows(), int(event.position().y()) // self._row_height()
        if found is not None and event.button() == Qt.MouseButton.LeftButton and row < len(found):
            self.live.select(int(found.index[row]))
            self.table.reveal(int(found.index[row]))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._kit = None
        super().changeEvent(event)
