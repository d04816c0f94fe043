"""The first page of the import: the file's first rows, and above each column what it is taken for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableWidget, QTableWidgetItem, QWidget

from core.actions.intake import Prepared
from core.i18n import tr
from gui import theme
from gui.import_fields import NAMES, confidence_words, name_of
from gui.plain import plain_tip

ROWS, COLUMNS = 12, 60
FIELD_ROW, SURE_ROW, FIRST_ROW = 0, 1, 2


class ColumnsTable(QTableWidget):
    """``chosen`` (column, field): the user takes a column for something else; "" leaves it out."""

    chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_columns")
        self.setAccessibleName(tr("First rows, and what each column is taken for"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setObjectName("import_headings")
        header.setAccessibleName(tr("Headings of the file"))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setFont(theme.font_of(self, theme.SMALL, theme.STRONG))
        self.fields: list[QComboBox] = []

    def show_file(self, seen: Prepared) -> None:
        """Shows another file, or the same one with other fields."""
        table = seen.draft.table
        shown = min(len(table.headings), COLUMNS)
        if self.columnCount() != shown or self._headings() != [_line(h) for h in table.headings[:shown]]:
            self._lay_out(seen, shown)
        uses = {use.column: use for use in seen.draft.mapping.uses}
        for column, combo in enumerate(self.fields):
            use = uses.get(column)
            combo.blockSignals(True)
            combo.setCurrentIndex(combo.findData(_known(combo, use.field if use else "")))
            combo.blockSignals(False)
            self._say_sure(column, use.confidence if use else None)

    def chosen_fields(self) -> Mapping[int, str]:
        """What every column shown is taken for."""
        return {column: combo.currentData() for column, combo in enumerate(self.fields)}

    def _headings(self) -> list[str]:
        return [self.horizontalHeaderItem(column).text() for column in range(self.columnCount())]

    def _lay_out(self, seen: Prepared, shown: int) -> None:
        table = seen.draft.table
        rows = min(ROWS, len(table))
        self.clear()
        self.setRowCount(FIRST_ROW + rows)
        self.setColumnCount(shown)
        self.setHorizontalHeaderLabels([_line(heading) for heading in table.headings[:shown]])
        self.fields = [self._field(column, table.headings[column]) for column in range(shown)]
        for column in range(shown):
            for row, text in enumerate(table.columns[column].slice(0, rows).to_pylist()):
                item = QTableWidgetItem(_line(text))
                item.setToolTip(plain_tip(text) if len(text) > 24 else "")
                self.setItem(FIRST_ROW + row, column, item)
        self._size()

    def _size(self) -> None:
        one = theme.scaled(self, 1)
        for row in range(self.rowCount()):
            self.setRowHeight(row, round((34 if row == FIELD_ROW else 25) * one))
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, round(max(132 * one, min(230 * one, self.columnWidth(column)))))

    def _field(self, column: int, heading: str) -> QComboBox:
        combo = QComboBox(objectName=f"field_{column}")
        combo.setAccessibleName(tr("Column “{heading}” is", heading=_line(heading)))
        combo.view().setObjectName(f"field_{column}_list")
        combo.view().setAccessibleName(tr("Fields"))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(10)
        for field in NAMES:
            combo.addItem(name_of(field), field)
        combo.currentIndexChanged.connect(lambda index, column=column: self.chosen.emit(column, combo.currentData()))
        self.setCellWidget(FIELD_ROW, column, combo)
        return combo

    def _say_sure(self, column: int, confidence: float | None) -> None:
        words, colour = confidence_words(confidence)
        item = QTableWidgetItem(words)
        item.setForeground(getattr(theme.colours(self), colour))
        item.setFont(theme.font_of(self, theme.TINY, theme.MEDIUM))
        self.setItem(SURE_ROW, column, item)


def _known(combo: QComboBox, field: str) -> str:
    """A field the list has; one of another tool's own scores is added to it."""
    if combo.findData(field) < 0:
        combo.addItem(name_of(field), field)
    return field


def _line(text: str) -> str:
    """A text on one line, no longer than a cell can show."""
    return " ".join(text.split())[:200]
