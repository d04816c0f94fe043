"""The people of the campaign in view as a table edited in place: what is typed in a cell is a correction."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from core.i18n import tr
from gui.desk.live import Live
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.named import named
from gui.parts.table_look import table_look
from gui.parts.theme import SMALL, STRONG
from gui.people.people_model import PeopleModel

ROW = 32
WIDTHS = (122, 148, 92, 122, 92, 72, 122)
"""How the width is shared among the columns; half of it in pixels at 100 % is the least of each."""
MOST_WIDE, CELL_EDGE = 360, 24
"""Pixels at 100 %: a column is no wider for its texts, and what stands around a text."""
EDITS = QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed


class PeopleTable(QTableView):
    """The people of a ``Live``; who is current here is selected there. ``wanted`` (place) by Enter; ``copied`` by the
    usual keys; ``chosen`` when other rows are selected."""

    wanted = Signal(int)
    copied = Signal()
    chosen = Signal()

    def __init__(self, session: Session, live: Live) -> None:
        super().__init__()
        self.live = live
        named(self, "people_table").setAccessibleName(tr("People"))
        self.people = PeopleModel(session)
        self.people.setParent(self)
        self.setModel(self.people)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(EDITS)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setStyleSheet(people_look(self))
        self._dress_headers()
        self.selectionModel().currentRowChanged.connect(lambda now, before: self._select_row(now.row()))
        self.selectionModel().selectionChanged.connect(lambda now, before: self.chosen.emit())
        self.people.modelReset.connect(self.chosen)
        self.people.read.connect(self._fit_columns)
        live.shown.connect(self.look_again)
        self.look_again()

    def look_again(self) -> None:
        """Shows the people of the board as it is now."""
        self.people.show(self.live.board)
        self._fit_columns()

    def chosen_rows(self) -> list[int]:
        """The rows that are selected, ascending."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def count_chosen(self) -> int:
        """How many rows are selected; many are counted by their ranges."""
        ranges = self.selectionModel().selection()
        return sum(ranges.at(at).height() for at in range(ranges.size()))

    def chosen_people(self) -> list[int]:
        """The ids of the people who are selected, in the order of the table."""
        return [self.people.person(row) for row in self.chosen_rows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # The Return that ends a correction comes here as well, while the cell is still being edited.
            if self.currentIndex().isValid() and self.state() != QAbstractItemView.State.EditingState:
                self.wanted.emit(self.people.place(self.currentIndex().row()))
        else:
            super().keyPressEvent(event)

    def _dress_headers(self) -> None:
        for header, name in ((self.horizontalHeader(), "people_header"), (self.verticalHeader(), "people_rows")):
            header.setObjectName(name)
            header.setAccessibleName(tr("Columns"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(theme.scaled(self, ROW)))
        header = self.horizontalHeader()
        header.setFont(theme.font_of(self, SMALL, STRONG))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(round(theme.scaled(self, 40)))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Widths follow the texts; the columns share what there is beyond, and the table scrolls where it is less."""
        wide, header = self.viewport().width(), self.horizontalHeader()
        least = [self._find_least(column) for column in range(len(WIDTHS))]
        beyond = max(0, wide - sum(least))
        for column, width in enumerate(least):
            header.resizeSection(column, width + beyond * WIDTHS[column] // sum(WIDTHS))

    def _find_least(self, column: int) -> int:
        """The width that a column's heading and the texts read so far need."""
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        texts = max((metrics.horizontalAdvance(text) for text in self.people.texts_read(column)), default=0)
        needed = min(texts + round(theme.scaled(self, CELL_EDGE)), round(theme.scaled(self, MOST_WIDE)))
        heading = header.sectionSizeHint(column) + round(theme.scaled(self, 8))
        return max(heading, needed, round(theme.scaled(self, WIDTHS[column] // 2)))

    def _select_row(self, row: int) -> None:
        if row >= 0:
            self.live.select(self.people.place(row))


def people_look(table: QTableView) -> str:
    """The look of tables, with the cell that has the keyboard marked: it is the one that F2 edits."""
    c, edge = theme.colours(table), max(1, round(theme.scaled(table, 1)))
    marked = f"border: {edge}px solid {c.accent_text.name()};"
    return f"""{table_look(table)}
        QTableView {{ outline: 0; }}
        QTableView::item:focus {{ {marked} background: {c.card.name()}; }}
        QTableView::item:focus:selected {{ {marked} background: {c.chosen.name()}; color: {c.ink.name()}; }}
    """
