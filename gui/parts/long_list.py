"""A list of any length in columns: only the rows in sight are asked for their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.parts import theme
from gui.parts.plain import plain_tip

ROW, PART, CELL_EDGE = 27, 56, 24
LONGEST = 300
"""Letters of a text that are laid out; a tooltip has ten times as many."""

Item = TypeVar("Item")
Index = QModelIndex | QPersistentModelIndex


class ListModel(QAbstractTableModel, Generic[Item]):
    """Items of any sort; ``texts`` makes the cells of one of them."""

    def __init__(
        self, headings: Sequence[str], texts: Callable[[Item], Sequence[str]], right: Sequence[int], parent: QTableView
    ) -> None:
        super().__init__(parent)
        self.headings, self.texts, self.right = headings, texts, frozenset(right)
        self.items: Sequence[Item] = ()

    def show_items(self, items: Sequence[Item]) -> None:
        """Shows other items."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._alignment_of(index.column()))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(self._text_at(index)[: 2 * LONGEST].split())[:LONGEST]
        if role == Qt.ItemDataRole.ToolTipRole:
            text = self._text_at(index)
            return plain_tip(text[: 10 * LONGEST]) if len(text) > LONGEST // 10 else None
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._alignment_of(section))
        return self.headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _text_at(self, index: Index) -> str:
        return self.texts(self.items[index.row()])[index.column()]

    def _alignment_of(self, column: int) -> Qt.AlignmentFlag:
        flags = Qt.AlignmentFlag
        return (flags.AlignRight if column in self.right else flags.AlignLeft) | flags.AlignVCenter


class LongList(QTableView, Generic[Item]):
    """``widths`` are parts of the width, the last column takes what is left; the columns in ``right`` are figures."""

    def __init__(
        self,
        name: str,
        title: str,
        headings: Sequence[str],
        widths: Sequence[float],
        texts: Callable[[Item], Sequence[str]],
        right: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._last_needs = 0
        self._list: ListModel[Item] = ListModel(headings, texts, right, self)
        self.setModel(self._list)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMinimumHeight(ROW)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self._dress_list(name, title)
        for column, part in enumerate(widths[:-1]):
            self.setColumnWidth(column, round(theme.scaled(self, PART * part)))

    def _dress_list(self, name: str, title: str) -> None:
        header, rows = self.horizontalHeader(), self.verticalHeader()
        header.setObjectName(f"{name}_header")
        header.setAccessibleName(title)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setFont(theme.font_of(self, theme.SMALL, theme.MEDIUM))
        rows.setObjectName(f"{name}_rows")
        rows.setAccessibleName(title)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(theme.scaled(self, ROW)))
        rows.hide()
        c, pad, margin = theme.colours(self), round(theme.scaled(self, 6)), round(theme.scaled(self, 9))
        self.setStyleSheet(
            f"QTableView {{ background: {c.card.name()}; border: 1px solid {c.edge.name()}; outline: 0; }}"
            f"QTableView:focus {{ border: 1px solid {c.accent_text.name()}; }}"
            f"QTableView::item {{ padding: 0 {pad}px; }}"
            f"QTableView::item:selected {{ background: {c.chosen.name()}; color: {c.ink.name()}; }}"
            f"QHeaderView::section {{ background: {c.card.name()}; color: {c.quiet.name()}; border: none;"
            f" border-bottom: 1px solid {c.edge.name()}; padding: {pad}px {margin}px; }}"
        )

    def give_last(self, texts: Iterable[str]) -> None:
        """Gives the last column the width these texts need; the list scrolls where there is less."""
        wide = max((self.fontMetrics().horizontalAdvance(text[:LONGEST]) for text in texts), default=0)
        self._last_needs = wide + round(theme.scaled(self, CELL_EDGE)) if wide else 0
        self._fit_last()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_last()

    def _fit_last(self) -> None:
        if self._last_needs:
            header = self.horizontalHeader()
            last = header.count() - 1
            before = sum(header.sectionSize(at) for at in range(last) if not header.isSectionHidden(at))
            header.setStretchLastSection(False)
            header.resizeSection(last, max(self._last_needs, self.viewport().width() - before))

    def show_items(self, items: Sequence[Item]) -> None:
        """Shows other items; the place of the current one stays."""
        row = max(0, self.currentIndex().row())
        self._list.show_items(items)
        if items:
            self.selectRow(min(row, len(items) - 1))

    @property
    def items(self) -> Sequence[Item]:
        """The items shown."""
        return self._list.items

    @property
    def item(self) -> Item | None:
        """The current item, or None."""
        row = self.currentIndex().row()
        return self.items[row] if 0 <= row < len(self.items) else None

    def cells(self, row: int) -> list[str]:
        """The texts of a row, as they are shown."""
        return [self.model().index(row, column).data() for column in range(self.model().columnCount())]
