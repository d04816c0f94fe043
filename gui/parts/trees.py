"""A plain list of rows in columns, as the dialogs show it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget

from gui.parts import theme
from gui.parts.named import named

ROOM = 8


class Roomy(QStyledItemDelegate):
    """Rows with some air."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + round(theme.scaled(self._tree, ROOM)))


class WrappedRows(Roomy):
    """Rows as high as their longest text is once it goes on below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        usual, wide = super().sizeHint(option, index), self._tree.columnWidth(index.column())
        room = QRect(0, 0, max(1, wide - ROOM), 10_000)
        text = QFontMetrics(self._tree.font()).boundingRect(
            room, int(Qt.TextFlag.TextWordWrap), str(index.data() or "")
        )
        return QSize(usual.width(), max(usual.height(), text.height() + 2 * ROOM))


def wrapped_tree(name: str, title: str, headings: Sequence[str], widths: Sequence[int]) -> QTreeWidget:
    """A plain list of few rows whose last column holds sentences: they go on below instead of being cut."""
    tree = plain_tree(name, title, headings, widths)
    tree.setItemDelegate(WrappedRows(tree))
    tree.setUniformRowHeights(False)
    tree.setWordWrap(True)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    tree.header().setSectionResizeMode(len(widths) - 1, QHeaderView.ResizeMode.Stretch)
    tree.header().sectionResized.connect(lambda *sizes: tree.scheduleDelayedItemsLayout())
    return tree


def plain_tree(name: str, title: str, headings: Sequence[str], widths: Sequence[int]) -> QTreeWidget:
    """A list whose columns share the width in these parts; nothing in it can be edited."""
    tree = named(QTreeWidget(), name)
    tree.setAccessibleName(title)
    tree.setHeaderLabels(list(headings))
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setAllColumnsShowFocus(True)
    tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    tree.setItemDelegate(Roomy(tree))
    header = tree.header()
    header.setObjectName(f"{name}_header")
    header.setAccessibleName(title)
    header.setStretchLastSection(True)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    metrics, pads = QFontMetrics(header.font()), round(theme.scaled(tree, 2 * ROOM))
    for column, part in enumerate(widths[:-1]):  # never narrower than what stands above it
        heading = metrics.horizontalAdvance(headings[column]) + pads
        header.resizeSection(column, max(heading, round(theme.scaled(tree, 56 * part))))
    return tree


def select_row(tree: QTreeWidget, row: int) -> None:
    """Makes a row the current one, if it is there."""
    item = tree.topLevelItem(row)
    if item is not None:
        tree.setCurrentItem(item)
