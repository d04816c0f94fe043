"""Buttons in a row that goes on below where it is full, against the right edge."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays its items out from left to right, on as many rows as it takes; each row stands at the right."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert_before_last(self, widget: QWidget) -> None:
        """Adds a widget before the one that stands last."""
        self.addWidget(widget)
        self._items.insert(max(0, len(self._items) - 2), self._items.pop())

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, at: int) -> QLayoutItem | None:
        return self._items[at] if 0 <= at < len(self._items) else None

    def takeAt(self, at: int) -> QLayoutItem | None:
        return self._items.pop(at) if 0 <= at < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(height + self._gap for height, _ in self._rows(width)) - self._gap

    def sizeHint(self) -> QSize:
        """All in one row."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() + self._gap for size in sizes) - self._gap
        return QSize(max(0, wide), max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        y = box.top()
        for height, row in self._rows(box.width()):
            wide = sum(item.sizeHint().width() + self._gap for item in row) - self._gap
            x = box.left() + max(0, box.width() - wide)
            for item in row:
                item.setGeometry(QRect(QPoint(x, y), item.sizeHint()))
                x += item.sizeHint().width() + self._gap
            y += height + self._gap

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[tuple[int, list[QLayoutItem]]]:
        """The rows, each with its height."""
        rows: list[tuple[int, list[QLayoutItem]]] = []
        used = 0
        for item in self._shown():
            size = item.sizeHint()
            if rows and used + self._gap + size.width() <= width:
                height, row = rows[-1]
                rows[-1] = (max(height, size.height()), [*row, item])
                used += self._gap + size.width()
            else:
                rows.append((size.height(), [item]))
                used = size.width()
        return rows
