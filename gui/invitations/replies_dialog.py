"""A file of replies before it is stored: the column that answers, what each row means, and every row in doubt."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.i18n import integer, tr, trn
from core.invitations import states
from core.invitations.replies import Replies, RepliesFile
from gui.parts import theme
from gui.parts.controls import QUIET, label
from gui.parts.form import Form
from gui.parts.named import named
from gui.parts.plain import plain_tip

SIZE = (760, 520)


class RepliesDialog(Form):
    """``accepted`` when the matched ``replies`` are to be stored: those of the column that is chosen then."""

    def __init__(self, parent: QWidget, file: RepliesFile) -> None:
        super().__init__("replies_dialog", tr("Replies"), tr("Keep the replies"), parent)
        self.resize(theme.fitted(self, SIZE))
        self._file = file
        self.replies = file.understand()
        self.column = self._make_column()
        self.summary = label("replies_dialog_text", "", role=QUIET, wrap=True)
        self.rows = self._make_rows()
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertWidget(2, self.summary)
        box.insertWidget(3, self.rows, 1)
        self.column.currentIndexChanged.connect(self._choose_column)
        self._show_replies()

    def _make_column(self) -> QComboBox:
        column = named(QComboBox(), "replies_column")
        column.view().setObjectName("replies_column_list")
        column.view().setAccessibleName(tr("Column of the replies"))
        if not self.replies.column:
            column.addItem(tr("Choose the column"), "")
        for name in self.replies.columns:
            column.addItem(name, name)
        column.setCurrentIndex(max(0, column.findData(self.replies.column)))
        return self.add_field(column, tr("Column of the replies"))

    def _make_rows(self) -> QTreeWidget:
        rows = named(QTreeWidget(), "replies_rows")
        rows.setAccessibleName(tr("Rows of the file"))
        rows.setHeaderLabels([tr("Row"), tr("Guest"), tr("Reply"), tr("Meaning"), tr("Issue")])
        rows.setRootIsDecorated(False)
        rows.header().setObjectName("replies_header")
        rows.header().setAccessibleName(tr("Columns"))
        for column in range(4):
            rows.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        rows.header().setStretchLastSection(True)
        return rows

    def _choose_column(self) -> None:
        chosen = self.column.currentData()
        self.replies = self._file.understand(chosen) if chosen else Replies((), (), "", self.replies.columns)
        self._show_replies()

    def _show_replies(self) -> None:
        self.rows.clear()
        for doubt in self.replies.doubts:
            reason = f"{doubt.reason} {' / '.join(doubt.might_be)}".strip()
            self._add_row([integer(doubt.row), doubt.who, doubt.reply, "–", reason])
        for reply in self.replies.matched:
            meaning = states.words(reply.state)
            self._add_row([integer(reply.row), reply.name, reply.said, meaning, ""])
        self.agree.setEnabled(bool(self.replies.matched))
        self.summary.setText(_summarise_replies(self.replies))

    def _add_row(self, cells: list[str]) -> None:
        item = QTreeWidgetItem(cells)
        for column, text in enumerate(cells):
            item.setToolTip(column, plain_tip(text))
        self.rows.addTopLevelItem(item)


def _summarise_replies(replies: Replies) -> str:
    if not replies.column:
        return tr("Several columns may hold the replies: choose the one that says who comes.")
    matched, doubts = len(replies.matched), len(replies.doubts)
    kept = trn("One reply was matched", "{n} replies were matched", matched)
    left = trn("one row is not clear and is left out", "{n} rows are not clear and are left out", doubts)
    return tr("{kept}; {left}.", kept=kept, left=left) if doubts else f"{kept}."
