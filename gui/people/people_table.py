"""The people of the campaign in view as a plain table: who they are, and nothing of how they rank."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from core.campaign.board import Board
from core.i18n import tr
from gui.desk.live import Live
from gui.parts import theme
from gui.parts.named import named
from gui.parts.table_look import table_look
from gui.parts.theme import SMALL, STRONG

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW, LINES_READ = 32, 256


class PeopleModel(QAbstractTableModel):
    """The rows of a board, read as they come into view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.board: Board | None = None
        self.headings = (tr("Name"), tr("Organisation"), tr("Market"), tr("Country"))
        self._read: dict[int, tuple[list[str], ...]] = {}

    def show(self, board: Board | None) -> None:
        """Shows the people of a board; scrolling and selection stay where as many stand as before."""
        same = self.board is not None and board is not None and len(self.board) == len(board)
        if not same:
            self.beginResetModel()
        self.board, self._read = board, {}
        if not same:
            self.endResetModel()
        elif board is not None and len(board):
            self.dataChanged.emit(self.index(0, 0), self.index(len(board) - 1, len(self.headings) - 1))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self.board is None else len(self.board)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        wanted = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if not index.isValid() or not wanted or self.board is None:
            return None
        block, line = divmod(index.row(), LINES_READ)
        return self._read_block(self.board, block)[index.column()][line]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.headings[section]

    def _read_block(self, board: Board, block: int) -> tuple[list[str], ...]:
        """The texts of some hundred rows, column by column."""
        if block not in self._read:
            rows = range(block * LINES_READ, min((block + 1) * LINES_READ, len(board)))
            columns = (board.name, board.organisation, board.market, board.country)
            self._read[block] = tuple(list(column.take(rows)) for column in columns)
        return self._read[block]


class PeopleTable(QTableView):
    """The people of a ``Live``; who is chosen here is selected there. ``wanted`` (row) by Enter or a double click."""

    wanted = Signal(int)

    def __init__(self, live: Live) -> None:
        super().__init__()
        self.live = live
        named(self, "people_table").setAccessibleName(tr("People"))
        self.people = PeopleModel(self)
        self.setModel(self.people)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setStyleSheet(table_look(self))
        self._dress_headers()
        self.activated.connect(lambda index: self.wanted.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda now, before: self._select(now.row()))
        live.shown.connect(self.look_again)
        self.look_again()

    def look_again(self) -> None:
        """Shows the people of the board as it is now."""
        self.people.show(self.live.board)

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
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def _select(self, row: int) -> None:
        if row >= 0:
            self.live.select(row)
