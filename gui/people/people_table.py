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
WIDTHS = (130, 160, 100, 130, 100, 80, 130)
"""The least width of each column in pixels at 100 %; what there is beyond is shared in these parts."""
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
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setStyleSheet(people_look(self))
        self._dress_headers()
        self.selectionModel().currentRowChanged.connect(lambda now, before: self._select_row(now.row()))
        self.selectionModel().selectionChanged.connect(lambda now, before: self.chosen.emit())
        self.people.modelReset.connect(self.chosen)
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
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
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
        """The columns share the width; the table scrolls where they all need more, and no heading is cut."""
        wide, header = self.viewport().width(), self.horizontalHeader()
        for column, part in enumerate(WIDTHS):
            heading = header.sectionSizeHint(column) + round(theme.scaled(self, 8))
            share = round(wide * part / sum(WIDTHS)) - 1
            header.resizeSection(column, max(heading, share, round(theme.scaled(self, part))))

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
