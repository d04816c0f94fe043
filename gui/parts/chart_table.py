"""The numbers of a chart as a table of text, for whoever reads it better so or hears it read out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTreeWidgetItem, QVBoxLayout, QWidget

from core.i18n import integer, tr
from gui.parts import theme
from gui.parts.controls import QUIET, Button, Link, label
from gui.parts.theme import HEADING, STRONG
from gui.parts.trees import plain_tree, select_row

SIZE = (620, 560)
MOST_ROWS = 1000
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class TextTable:
    """``rows`` under ``headings``; the first column holds words, the others numbers. ``count``: how many rows there
    are in all, where more than are shown."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    count: int = 0


class ChartTable(QDialog):
    """Shows a ``TextTable`` beside the window, which stays in use."""

    def __init__(self, parent: QWidget, shown: TextTable) -> None:
        super().__init__(parent)
        self.setObjectName("chart_table")
        self.setWindowTitle(shown.title)
        self.setAccessibleName(shown.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.fitted(self, SIZE))
        widths = (4, *(2 for _ in shown.headings[1:]))
        self.tree = plain_tree("chart_rows", shown.title, shown.headings, widths)
        for row in shown.rows[:MOST_ROWS]:
            item = QTreeWidgetItem(self.tree, list(row))
            for column in range(1, len(row)):
                item.setTextAlignment(column, RIGHT)
        for column in range(1, len(shown.headings)):
            self.tree.resizeColumnToContents(column)
        select_row(self.tree, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.addWidget(label("chart_table_title", shown.title, size=HEADING, weight=STRONG, wrap=True))
        layout.addWidget(self.tree, 1)
        close = Button("chart_table_close", tr("Close"))
        close.setAccessibleName(close.text())
        close.clicked.connect(self.close)
        row_below = QHBoxLayout()
        if shown.count > len(shown.rows):
            more = tr("the first {n} of {all}", n=integer(len(shown.rows)), all=integer(shown.count))
            row_below.addWidget(label("chart_table_more", more, role=QUIET))
        row_below.addStretch()
        row_below.addWidget(close)
        layout.addLayout(row_below)


class TableLink(Link):
    """Opens the table of a chart; ``read`` says what stands in it now."""

    def __init__(self, name: str, parent: QWidget, read: Callable[[], TextTable]) -> None:
        super().__init__(name, parent)
        self.read = read
        self.setText(tr("As a table"))
        self.setAccessibleName(tr("As a table"))
        theme.dress(self, theme.TINY, STRONG)
        self.clicked.connect(self._open_table)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _open_table(self) -> None:
        shown = ChartTable(self.window(), self.read())
        shown.show()
        shown.tree.setFocus(Qt.FocusReason.OtherFocusReason)
