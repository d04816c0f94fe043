"""A plain list of rows in columns, as the dialogs show it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
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
    for column, part in enumerate(widths[:-1]):
        header.resizeSection(column, round(theme.scaled(tree, 56 * part)))
    return tree


def select_row(tree: QTreeWidget, row: int) -> None:
    """Makes a row the current one, if it is there."""
    item = tree.topLevelItem(row)
    if item is not None:
        tree.setCurrentItem(item)
