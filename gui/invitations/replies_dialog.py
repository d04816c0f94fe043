"""A file of replies before it is kept: what was matched, and every row that is not clear with its reason."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.i18n import integer, tr, trn
from core.invitations import states
from core.invitations.replies import Replies
from gui.parts import theme
from gui.parts.form import Form
from gui.parts.named import named

SIZE = (760, 520)


class RepliesDialog(Form):
    """``accepted`` when the matched replies are to be kept."""

    def __init__(self, parent: QWidget, replies: Replies) -> None:
        matched = trn("One reply was matched", "{n} replies were matched", len(replies.matched))
        left = trn(
            "one row is not clear and is left out", "{n} rows are not clear and are left out", len(replies.doubts)
        )
        text = f"{matched}; {left}." if replies.doubts else f"{matched}."
        super().__init__("replies_dialog", tr("Replies"), tr("Keep the replies"), parent, text)
        self.resize(*(round(theme.scaled(self, side)) for side in SIZE))
        self.agree.setEnabled(bool(replies.matched))
        self.rows = named(QTreeWidget(), "replies_rows")
        self.rows.setAccessibleName(tr("Rows of the file"))
        self.rows.setHeaderLabels([tr("Row"), tr("Guest"), tr("Reply"), tr("Issue")])
        self.rows.setRootIsDecorated(False)
        self.rows.header().setObjectName("replies_header")
        self.rows.header().setAccessibleName(tr("Columns"))
        for issue in replies.doubts:
            reason = f"{issue.reason} {' / '.join(issue.might_be)}".strip()
            self.rows.addTopLevelItem(QTreeWidgetItem([integer(issue.row), issue.who, issue.reply, reason]))
        for reply in replies.matched:
            self.rows.addTopLevelItem(QTreeWidgetItem([integer(reply.row), reply.name, states.words(reply.state), ""]))
        for column in range(3):
            self.rows.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.rows.header().setStretchLastSection(True)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertWidget(2, self.rows, 1)
