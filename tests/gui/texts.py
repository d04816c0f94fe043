"""What can be read in a widget: labels, buttons, fields, and the cells of its tables and lists."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QSlider,
    QSpinBox,
    QWidget,
)

MOST_ROWS = 30


def texts_of(parent: QWidget) -> list[str]:
    """Everything to be read in it, a line for each widget that would be seen if its place were in view."""
    found = []
    for widget in parent.findChildren(QWidget):
        said = "; ".join(_read(widget)) if widget.isVisibleTo(parent) else ""
        if said:
            found.append(f"{widget.objectName()}: {said}")
    return found


def _read(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QAbstractButton):
        yield f"{widget.text()} {widget.isChecked()} {widget.isEnabled()}"
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QSpinBox | QDoubleSpinBox | QSlider):
        yield str(widget.value())
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _read_cells(widget.model())


def _read_cells(model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), MOST_ROWS)):
        cells = (model.index(row, column) for column in range(columns))
        yield " | ".join(str(model.data(cell, Qt.ItemDataRole.DisplayRole)) for cell in cells)
