"""A file of replies before it is kept: what was matched, and every row that leaves a doubt with its reason."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from core.i18n import integer, tr, trn
from core.invitations import states
from gui.parts import theme
from gui.parts.form import Form

SIZE = (760, 520)


class RepliesDialog(Form):
    """``accepted`` when the matched replies are to be kept."""

    def __init__(self, parent: QWidget, replies: Any) -> None:
        kept = trn("One reply was matched", "{n} replies were matched", len(replies.matched))
        left = trn("one row leaves a doubt and is not taken", "{n} rows leave a doubt and are not taken",
                   len(replies.doubts))  # fmt: skip
        text = f"{kept}; {left}." if replies.doubts else f"{kept}."
        super().__init__("replies_dialog", tr("Replies"), tr("Keep the replies"), parent, text)
        self.resize(*(round(theme.scaled(self, side)) for side in SIZE))
        self.agree.setEnabled(bool(replies.matched))
        self.rows = QTreeWidget(objectName="replies_rows")
        self.rows.setAccessibleName(tr("Rows of the file"))
        self.rows.setHeaderLabels([tr("Row"), tr("Guest"), tr("Reply"), tr("Doubt")])
        self.rows.setRootIsDecorated(False)
        self.rows.header().setObjectName("replies_header")
        self.rows.header().setAccessibleName(tr("Columns"))
        for doubt in replies.doubts:
            might = " / ".join(doubt.might_be)
            reason = f"{doubt.reason} {might}".strip()
            self.rows.addTopLevelItem(QTreeWidgetItem([integer(doubt.row), doubt.who, doubt.reply, reason]))
        for reply in replies.matched:
            self.rows.addTopLevelItem(QTreeWidgetItem([integer(reply.row), reply.name, states.words(reply.state), ""]))
        for column in range(3):
            self.rows.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.rows.header().setStretchLastSection(True)
        self.layout().insertWidget(2, self.rows, 1)
