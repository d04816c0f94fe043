"""A file of posts before they are stored: whose each is, and every row in doubt."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.i18n import day, integer, tr, trn
from core.invitations.coverage import DAYS, CoverageFile, CoverageTerms, say_left_out
from gui.parts import theme
from gui.parts.controls import QUIET, label
from gui.parts.form import Form
from gui.parts.named import named
from gui.parts.plain import plain_tip

SIZE = (820, 560)
MOST_DAYS = 365


class CoverageDialog(Form):
    """``accepted`` when the posts that were ``found`` are to be stored: those of the days and names chosen then."""

    def __init__(self, parent: QWidget, file: CoverageFile) -> None:
        super().__init__("coverage_dialog", tr("What guests published"), tr("Keep the posts"), parent)
        self.resize(theme.fitted(self, SIZE))
        self._file = file
        self.days = self.number("coverage_days", tr("Days after the event"), DAYS, 0, MOST_DAYS)
        self.by_name = self.tick("coverage_by_name", tr("Believe a name alone"))
        self.found = file.understand(CoverageTerms())
        self.summary = label("coverage_text", "", role=QUIET, wrap=True)
        self.rows = self._make_rows()
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertWidget(2, self.summary)
        box.insertWidget(3, self.rows, 1)
        self.days.valueChanged.connect(self._understand)
        self.by_name.toggled.connect(self._understand)
        self._show_posts()

    def _make_rows(self) -> QTreeWidget:
        rows = named(QTreeWidget(), "coverage_rows")
        rows.setAccessibleName(tr("Rows of the file"))
        rows.setHeaderLabels([tr("Row"), tr("Guest"), tr("Published on"), tr("Reach"), tr("Reactions"), tr("Post")])
        rows.setRootIsDecorated(False)
        rows.header().setObjectName("coverage_header")
        rows.header().setAccessibleName(tr("Columns"))
        for column in range(5):
            rows.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        rows.header().setStretchLastSection(True)
        return rows

    def _understand(self) -> None:
        self.found = self._file.understand(CoverageTerms(self.days.value(), self.by_name.isChecked()))
        self._show_posts()

    def _show_posts(self) -> None:
        self.rows.clear()
        for doubt in self.found.doubts:
            reason = f"{doubt.reason} {' / '.join(doubt.might_be)}".strip()
            self._add_row([integer(doubt.row), doubt.who, "–", "–", "–", reason])
        for post in self.found.mentions:
            numbers = ["" if value is None else integer(value) for value in (post.reach, post.reactions)]
            where = post.link or post.platform
            self._add_row([integer(post.row), post.name, day(post.day, "medium"), *numbers, where])
        self.agree.setEnabled(bool(self.found.mentions))
        kept = trn("One post was matched", "{n} posts were matched", len(self.found.mentions))
        self.summary.setText(tr("{kept}; {left}.", kept=kept, left=say_left_out(self.found)))

    def _add_row(self, cells: list[str]) -> None:
        item = QTreeWidgetItem(cells)
        for column, text in enumerate(cells):
            item.setToolTip(column, plain_tip(text))
        self.rows.addTopLevelItem(item)
