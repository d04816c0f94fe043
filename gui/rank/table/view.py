"""The ranked table: painted in one go, following the weight within a frame wherever it is scrolled to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from core.i18n import tr
from core.model import PINNED
from gui.desk.live import Live
from gui.parts import theme
from gui.rank.table.anchor import Anchor
from gui.rank.table.cells import ROW_HEIGHT, Cells, Kit, paint
from gui.rank.table.headings import Layout, RankingHeader
from gui.rank.table.line_row import LineRow
from gui.rank.table.model import RankingModel
from gui.rank.table.rows import Rows


class RankingView(QTableView):
    """The list of a ``Live``. ``activated_candidate`` (place on the board): a double click or Enter.

    The selected candidate belongs to ``Live``; Qt's own selection follows it whenever the list stands still, so that
    screen readers hear of it. With ``keep_in_view`` the selected candidate stays where it is on the screen while the
    weight moves, and the list moves around it.
    """

    activated_candidate = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, live: Live, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ranking")
        self.setAccessibleName(tr("Ranked candidates"))
        self.live = live
        self.keep_in_view = False
        self._ranking_model = RankingModel(live, self)
        self._kit: Kit | None = None
        self._layout: Layout = {}
        self.line_row = LineRow(self, self._ranking_model)
        self.anchor = Anchor(self, live, self.rows_in_sight)
        self.columns = RankingHeader(self._ranking_model, self)
        self.setHorizontalHeader(self.columns)
        self.setModel(self._ranking_model)
        self._plain_frame()
        self._known_columns, self._listed = self.columns.count(), self._ranking_model.rowCount()
        self.columns.start()
        self.line_row.follow()
        self._ranking_model.modelReset.connect(self._fit_columns)
        live.shown.connect(self._refresh_list)
        live.analysis_ready.connect(self._follow_line)
        live.moved.connect(self._follow_weight)
        live.list_changed.connect(self._refresh_list)
        live.analysis_ready.connect(self.viewport().update)
        live.settled.connect(self._agree_selection)
        live.selected_changed.connect(self._agree_selection)

    def model(self) -> RankingModel:
        return self._ranking_model

    def _plain_frame(self) -> None:
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setCornerWidget(QWidget(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setAutoScroll(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_row_height()

    def _set_row_height(self) -> None:
        self.verticalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setDefaultSectionSize(round(theme.scaled(self, ROW_HEIGHT)))

    def _fit_columns(self) -> None:
        """Columns are new, or the list is longer or shorter: ranks need more room, or less."""
        if self.columns.count() != self._known_columns:
            self._known_columns = self.columns.count()
            self.columns.start()
            self.columns.set_layout(self._layout)
        self.columns.fit()

    def restore(self, layout: Layout) -> None:
        """Columns as they were left, those included that only another score model or rubric has."""
        self._layout = layout
        self.columns.set_layout(layout)

    # --- following -----------------------------------------------------------------------------------------------

    def place_of(self, index: int) -> int | None:
        """Where a candidate stands in the list in sight; None where it is not listed."""
        return None if self.live.listing is None else self.live.listing.place_of(index)

    def reveal(self, index: int) -> None:
        """Scrolls until a candidate is in sight."""
        place = self.place_of(index)
        if place is not None and not self._in_sight(place):
            self.verticalScrollBar().setValue(place - self.rows_in_sight() // 2)

    def rows_in_sight(self) -> int:
        """How many whole rows fit, the invitation line among them."""
        high, usual = self.viewport().height(), self.verticalHeader().defaultSectionSize()
        return max(1, (high - self.line_row.height_among(self.verticalScrollBar().value(), high // usual)) // usual)

    def _in_sight(self, place: int) -> bool:
        first = self.verticalScrollBar().value()
        return first <= place < first + self.rows_in_sight()

    def _follow_line(self) -> None:
        """A slot of the view's own: it goes with the view, as a slot of its line would not."""
        self.line_row.follow()

    def _follow_weight(self) -> None:
        self.line_row.follow()
        if self.keep_in_view and self.live.selected is not None:
            self._hold_selected(self.live.selected)
        self.viewport().update()

    def _hold_selected(self, index: int) -> None:
        """Moves the list so that the selected candidate stays where it is on the screen."""
        place, first = self.place_of(index), self.verticalScrollBar().value()
        current = self.currentIndex().row()
        if place is None:
            return
        offset = current - first if 0 <= current - first < self.rows_in_sight() else self.rows_in_sight() // 2
        self.verticalScrollBar().setValue(place - offset)
        self._point_at(place)

    def _refresh_list(self) -> None:
        if not self.live.sorted_for_reading:
            self.columns.sorted = None
        self.line_row.follow()
        self.columns.viewport().update()
        self.viewport().update()
        self.updateGeometries()  # the scroll bar knows how long the list is now
        self.anchor.hold(self._listed)
        self._listed = self._ranking_model.rowCount()
        self._agree_selection()

    def _agree_selection(self) -> None:
        """Qt's current row is the selected candidate's."""
        place = None if self.live.selected is None else self.place_of(self.live.selected)
        if place is None:
            self.selectionModel().clear()
        else:
            self._point_at(place)
        self.viewport().update()

    def _point_at(self, place: int) -> None:
        index = self.model().index(place, self.model().column("name"))
        flags = self.selectionModel().SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    # --- keys and mouse ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys move from the candidate that is selected, wherever the weight has carried it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.live.selected is not None:
            self.activated_candidate.emit(self.live.selected)
            return
        if event.key() == Qt.Key.Key_Escape and self.live.sorted_for_reading:
            self.columns.read_by_rank()
            return
        step = self._step_by(event)
        if step is None:
            super().keyPressEvent(event)
            return
        count = self.model().rowCount()
        if count:
            here = self.place_of(self.live.selected) if self.live.selected is not None else None
            self._go_to(max(0, min(count - 1, step(here if here is not None else -1, count))), event.modifiers())

    def _step_by(self, event: QKeyEvent) -> Callable[[int, int], int] | None:
        page = self.rows_in_sight()
        steps = {
            Qt.Key.Key_Up: lambda here, n: here - 1,
            Qt.Key.Key_Down: lambda here, n: here + 1,
            Qt.Key.Key_PageUp: lambda here, n: here - page,
            Qt.Key.Key_PageDown: lambda here, n: here + page,
            Qt.Key.Key_Home: lambda here, n: 0,
            Qt.Key.Key_End: lambda here, n: n - 1,
        }
        return steps.get(Qt.Key(event.key()))

    def _go_to(self, place: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        candidate = self.model().candidate(place)
        if candidate is None:
            return
        first, page = self.verticalScrollBar().value(), self.rows_in_sight()
        if place < first:
            self.verticalScrollBar().setValue(place)
        elif place >= first + page:
            self.verticalScrollBar().setValue(place - page + 1)
        self._choose_rows(place, candidate, modifiers)

    def _choose_rows(self, place: int, candidate: int, modifiers: Qt.KeyboardModifier) -> None:
        """Alone; with Shift all from the selected one to here; with Ctrl in or out of the chosen."""
        live = self.live
        if modifiers & Qt.KeyboardModifier.ShiftModifier and live.selected is not None and live.listing is not None:
            start = self.place_of(live.selected)
            start = place if start is None else start
            low, high = min(start, place), max(start, place)
            between = live.listing.window(low, high - low + 1).index
            live.select(candidate, np.concatenate((live.chosen, between)))
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            live.select(candidate, np.setxor1d(live.chosen, [candidate]))
        else:
            live.select(candidate)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        y = event.position().toPoint().y()
        place = self.rowAt(y)
        candidate = self.model().candidate(place) if place >= 0 and not self.line_row.holds(place, y) else None
        if candidate is not None:
            right = event.button() == Qt.MouseButton.RightButton
            if not right or candidate not in self.live.chosen:
                self._choose_rows(place, candidate, event.modifiers())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.live.selected is not None:
            self.activated_candidate.emit(self.live.selected)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    # --- painting ------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._kit = None
            self.line_row.forget()
            self._set_row_height()
            self.line_row.follow()
        super().changeEvent(event)

    def pill_words(self) -> str:
        """How many seats there are, and what is to be known of the last of them."""
        return self.line_row.pill_words()

    def scrollContentsBy(self, across: int, down: int) -> None:
        super().scrollContentsBy(across, down)
        self.viewport().update()  # the ring around the whole is not to be scrolled with the rows

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._kit = self._kit or Kit(self)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = self.rowAt(0)
        found = self.model().rows(first, self.rows_in_sight() + 2) if first >= 0 else None
        if found is None:
            self._paint_empty(painter)
        else:
            self.anchor.see(found.index)
            self._paint_rows(painter, self._kit, found)
        if self.hasFocus():
            self._paint_ring(painter, self._kit, found)
        painter.end()

    def _paint_ring(self, painter: QPainter, kit: Kit, found: Rows | None) -> None:
        """Where the keyboard is: around the selected row, else around the whole table."""
        box = QRectF(self.viewport().rect())
        if found is not None and self.live.selected in found.index.tolist():
            height = self.verticalHeader().defaultSectionSize()
            place = found.first + found.index.tolist().index(self.live.selected)
            box = QRectF(0, self.rowViewportPosition(place), self.viewport().width(), height)
        painter.setPen(QPen(kit.colours.accent_text, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(theme.colours(self).quiet)
        painter.setFont(theme.font_of(self, theme.BODY))
        words = tr("No candidates yet: import a file, or add a person") if self.live.filtered is None else tr("Nobody")
        painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_rows(self, painter: QPainter, kit: Kit, found: Rows) -> None:
        height = self.verticalHeader().defaultSectionSize()
        tops = self.line_row.tops(found.first, len(found), self.rowViewportPosition(found.first))
        self._paint_chosen(painter, kit, found, tops, height)
        self._paint_columns(painter, kit, found, tops, height)
        self._paint_boundaries(painter, kit, found, tops)

    def _paint_chosen(self, painter: QPainter, kit: Kit, found: Rows, tops: list[int], height: int) -> None:
        width = self.viewport().width()
        for row in np.flatnonzero(self.live.is_chosen(found.index)).tolist():
            painter.fillRect(0, tops[row], width, height, kit.colours.chosen)
        for row in np.flatnonzero(found.index == (-1 if self.live.selected is None else self.live.selected)).tolist():
            painter.fillRect(0, tops[row], width, height, kit.colours.chosen)
            painter.fillRect(0, tops[row], round(3 * kit.unit), height, kit.colours.accent)

    def _paint_columns(self, painter: QPainter, kit: Kit, found: Rows, tops: list[int], height: int) -> None:
        header = self.horizontalHeader()
        for i, column in enumerate(self.model().columns):
            x, width = header.sectionViewportPosition(i), header.sectionSize(i)
            if header.isSectionHidden(i) or x + width <= 0 or x >= self.viewport().width():
                continue
            paint(
                Cells(
                    painter,
                    kit,
                    column,
                    found,
                    partial(column.read, found),
                    x,
                    width,
                    tops,
                    height,
                    self.live.weight,
                )
            )

    def _paint_boundaries(self, painter: QPainter, kit: Kit, found: Rows, tops: list[int]) -> None:
        """A fine line where those who do not compete begin, and the invitation line."""
        for row in range(1, len(found)):
            if found.state[row] > PINNED and found.state[row - 1] != found.state[row]:
                painter.fillRect(0, tops[row], self.viewport().width(), 1, kit.colours.edge)
        self.line_row.paint(painter, kit, found.first, tops)
