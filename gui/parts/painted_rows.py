"""Rows of a list that are painted, not made of widgets: all of one height, which follows the size of the text."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.parts import theme


class PaintedRows(QStyledItemDelegate):
    """Paints the rows of ``view``, each ``height`` pixels high at 100 percent."""

    def __init__(self, view: QWidget, height: int) -> None:
        super().__init__(view)
        self.view, self._height = view, height

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, round(theme.scaled(self.view, self._height)))
