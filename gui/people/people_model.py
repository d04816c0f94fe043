"""The people of the campaign in view as columns: who they are and how they are reached, read as they come into view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from core.campaign.board import Board
from core.i18n import tr
from core.model import PLATFORMS, LongArray
from gui.desk.actions import people_tables
from gui.desk.session import Session
from gui.parts.plain import plain_tip

if TYPE_CHECKING:
    from core.people.tables import Contact

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LINES_READ = 256
"""Rows that are read at once."""
SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.EditRole)
FIELDS = ("name", "email", "", "organisation", "market", "country", "url")
"""The field of each column; the accounts are no text of the person and are not typed here."""


def headings() -> tuple[str, ...]:
    """The headings of the columns."""
    return (
        tr("Name"),
        tr("E-mail"),
        tr("Accounts"),
        tr("Organisation"),
        tr("Market"),
        tr("Country"),
        tr("Address (URL)"),
    )


def cells_of(board: Board, at: Sequence[int], contacts: Mapping[int, Contact]) -> list[tuple[str, ...]]:
    """The texts of some people by their places on the board, column by column."""
    who = [contacts.get(person) for person in board.person[np.asarray(at, np.int64)].tolist()]
    texts = [list(column.take(at)) for column in (board.name, board.organisation, board.market, board.country)]
    columns = [
        texts[0],
        ["" if one is None else one.email for one in who],
        ["" if one is None else account_words(one.accounts) for one in who],
        *texts[1:],
        ["" if one is None else one.url for one in who],
    ]
    return list(zip(*columns, strict=True))


def account_words(accounts: Sequence[str]) -> str:
    """``@name`` and how many more: the whole stands in the tooltip and in what is copied."""
    names = [one.partition(":")[2] for one in accounts if one.partition(":")[0] in PLATFORMS]
    return "" if not names else f"@{names[0]}" + (f" +{len(names) - 1}" if len(names) > 1 else "")


class PeopleModel(QAbstractTableModel):
    """The rows of a board, all or those found. ``corrected`` (person, field, text) when a cell was typed; ``read``
    when further rows were read."""

    corrected = Signal(object, str, str)
    read = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.board: Board | None = None
        self.headings = headings()
        self._rows: LongArray = np.empty(0, np.int64)
        self._found: frozenset[int] | None = None
        self._read: dict[int, list[tuple[str, ...]]] = {}
        self._asked: set[int] = set()

    def show(self, board: Board | None) -> None:
        """Shows the people of a board; scrolling and selection stay where as many stand as before."""
        rows = self._choose_rows(board)
        same = self.board is not None and board is not None and np.array_equal(rows, self._rows)
        if not same:
            self.beginResetModel()
        self.board, self._rows, self._read, self._asked = board, rows, {}, set()
        if not same:
            self.endResetModel()
        elif len(rows):
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(FIELDS) - 1))

    def show_found(self, people: Sequence[int] | None) -> None:
        """Shows only these people, by their ids; None shows all."""
        self._found = None if people is None else frozenset(people)
        self.show(self.board)

    def person(self, row: int) -> int:
        """The id of the person in a row."""
        assert self.board is not None
        return int(self.board.person[self._rows[row]])

    def place(self, row: int) -> int:
        """The place on the board of the person in a row."""
        return int(self._rows[row])

    def row_of(self, place: int) -> int | None:
        """The row of a place on the board, None where it is not shown."""
        at = int(np.searchsorted(self._rows, place))
        return at if at < len(self._rows) and self._rows[at] == place else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and FIELDS[index.column()] else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self.board is None:
            return None
        if role in SHOWN:
            return self._text_at(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._text_at(index.row(), index.column()))
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or text == self._text_at(index.row(), index.column()):
            return False
        self.corrected.emit(self.person(index.row()), FIELDS[index.column()], text)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.headings[section]

    def texts_read(self, column: int) -> set[str]:
        """The texts of a column as far as they were read."""
        return {cells[column] for block in self._read.values() for cells in block}

    def _choose_rows(self, board: Board | None) -> LongArray:
        if board is None:
            return np.empty(0, np.int64)
        if self._found is None:
            return np.arange(len(board), dtype=np.int64)
        return np.flatnonzero(np.isin(board.person, np.array(sorted(self._found), np.int64)))

    def _text_at(self, row: int, column: int) -> str:
        block, line = divmod(row, LINES_READ)
        if block not in self._read:
            self._read_block(block, {})
        if block not in self._asked:
            self._ask_contacts(block)
        return self._read[block][line][column]

    def _places_of(self, block: int) -> list[int]:
        return list(self._rows[block * LINES_READ : (block + 1) * LINES_READ].tolist())

    def _read_block(self, block: int, contacts: Mapping[int, Contact]) -> None:
        if self.board is not None:
            self._read[block] = cells_of(self.board, self._places_of(block), contacts)

    def _ask_contacts(self, block: int) -> None:
        """E-mails and accounts stand in the workspace, not on the board: they are looked up by the worker."""
        board, places = self.board, self._places_of(block)
        self._asked.add(block)
        if board is None:
            return
        people = [int(person) for person in board.person[places].tolist()]

        def show(found: Mapping[int, Contact]) -> None:
            if board is self.board and places == self._places_of(block):
                self._read_block(block, found)
                first = block * LINES_READ
                self.dataChanged.emit(self.index(first, 0), self.index(first + len(places) - 1, len(FIELDS) - 1))
                self.read.emit()

        self.session.ask_latest(f"contacts {block}", people_tables.contacts, people).then(show)
