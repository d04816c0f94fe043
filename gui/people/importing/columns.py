"""The file's first rows, and above each column what it is taken for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from core.i18n import tr, trn
from core.importing.columns.recognise import ColumnUse
from core.importing.preview import Preview
from core.importing.reading.table import TextTable
from gui.parts import theme
from gui.parts.plain import plain_tip
from gui.parts.table_look import table_look
from gui.people.importing.field_choice import FIELD, FieldChoice, add_name, make_names
from gui.people.importing.fields import confidence_words, name_of, why_words

ROWS, COLUMNS = 24, 60
"""Of a wider file the first columns are shown, and those beyond that are taken for something."""
FIELD_ROW, SURE_ROW, FIRST_ROW = 0, 1, 2
HIGH, LOW = 38, 28
"""Pixels at 100 % of the row of fields, and of the others."""
LONGEST = 2000
"""Letters of a cell that are looked at: one of 50 MB would hold up the window."""
LEFT_OUT = ColumnUse("", -1, 0.0, "")
EXACTLY = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive


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
        self.setShowGrid(True)
        self.setMinimumHeight(HIGH)
        self.setStyleSheet(columns_look(self))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setObjectName("import_headings")
        header.setAccessibleName(tr("Headings of the file"))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setFont(theme.font_of(self, theme.SMALL, theme.STRONG))
        self.fields: list[FieldChoice] = []
        self.shown: Sequence[int] = ()
        self._table: TextTable | None = None
        self._names = make_names(self)

    def show_file(self, seen: Preview) -> None:
        """Shows another file, or the same one with other fields."""
        table = seen.prepared.draft.table
        uses: dict[int, list[ColumnUse]] = {}
        for use in seen.prepared.draft.mapping.uses:
            uses.setdefault(use.column, []).append(use)
        asked = {one.question.column for one in seen.asked if not one.answered}
        shown = [at for at in range(len(table.headings)) if at < COLUMNS or at in uses or at in self._shown_of(table)]
        if self._table is not table or self.shown != shown:
            self._lay_out(table, shown)
        for place, (column, choice) in enumerate(zip(shown, self.fields, strict=True)):
            first, *others = uses.get(column, [LEFT_OUT])
            choice.blockSignals(True)
            choice.choose(self._known_field(first.field))
            choice.blockSignals(False)
            self._say_sure(place, column in asked, first, others)

    def more_words(self) -> str:
        """How many columns are not shown; nothing where all are."""
        left = len(self._table.headings) - len(self.shown) if self._table else 0
        return trn("{n} more column is left out", "{n} more columns are left out", left) if left else ""

    def let_go(self) -> None:
        """The file is not needed any more."""
        self._table = None

    def _shown_of(self, table: TextTable) -> Sequence[int]:
        """The columns shown of this file before: one that was just left out stays, to be taken again."""
        return self.shown if self._table is table else ()

    def _lay_out(self, table: TextTable, shown: Sequence[int]) -> None:
        self._table, self.shown = table, shown
        rows = min(ROWS, len(table))
        self.clear()
        self.setRowCount(FIRST_ROW + rows)
        self.setColumnCount(len(shown))
        self.setHorizontalHeaderLabels([_on_one_line(table.headings[column]) for column in shown])
        self.fields = [self._make_field(place, column, table.headings[column]) for place, column in enumerate(shown)]
        for place, column in enumerate(shown):
            for row, text in enumerate(table.columns[column].slice(0, rows).to_pylist()):
                item = QTableWidgetItem(_on_one_line(text))
                item.setToolTip(plain_tip(text[:LONGEST]) if len(text) > 24 else "")
                self.setItem(FIRST_ROW + row, place, item)
        self._size_cells()

    def _size_cells(self) -> None:
        one = theme.scaled(self, 1)
        for row in range(self.rowCount()):
            self.setRowHeight(row, round((HIGH if row == FIELD_ROW else LOW) * one))
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, round(max(144 * one, min(230 * one, self.columnWidth(column)))))

    def _make_field(self, place: int, column: int, heading: str) -> FieldChoice:
        title = tr("Column “{heading}” is", heading=_on_one_line(heading))
        choice = FieldChoice(f"field_{column}", title, self._names)
        choice.currentIndexChanged.connect(lambda index, column=column: self.chosen.emit(column, choice.currentData()))
        self.setCellWidget(FIELD_ROW, place, choice)
        return choice

    def _known_field(self, field: str) -> str:
        """A field the list has; one of another tool's own scores is added to it."""
        if not self._names.match(self._names.index(0, 0), FIELD, field, 1, EXACTLY):
            add_name(self._names, field)
        return field

    def _say_sure(self, place: int, asked: bool, first: ColumnUse, others: Sequence[ColumnUse]) -> None:
        words, colour = confidence_words(first.confidence if first.field else None)
        if asked:
            words, colour = tr("? asked above"), "worse"
        elif first.field and first.why:
            words = f"{words} · {why_words(first.why)}"
        words = " + ".join([words, *(name_of(use.field) for use in others)])
        item = QTableWidgetItem(words)
        item.setToolTip(plain_tip(words))
        item.setForeground(getattr(theme.colours(self), colour))
        item.setFont(theme.font_of(self, theme.TINY, theme.MEDIUM))
        self.setItem(SURE_ROW, place, item)


def columns_look(widget: QWidget) -> str:
    """A sheet with a fine line between its cells."""
    c = theme.colours(widget)
    return table_look(widget) + f"QTableView {{ border: 1px solid {c.edge.name()}; gridline-color: {c.edge.name()}; }}"


def _on_one_line(text: str) -> str:
    """A text on one line, no longer than a cell can show."""
    return " ".join(text[:LONGEST].split())[:200]
