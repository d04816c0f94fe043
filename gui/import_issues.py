"""The second page of the import: how many rows go in, and the rows with a problem first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from core.actions.intake import ImportResult, Prepared
from core.i18n import integer, tr, trn
from core.model import Issue
from gui import theme
from gui.import_fields import name_of

MOST = 1000


class IssuesList(QTreeWidget):
    """The remarks of one or several files: refused rows first, then by row."""

    def __init__(self, name: str) -> None:
        super().__init__(objectName=name)
        self.setAccessibleName(tr("Rows to look at"))
        self.setHeaderLabels([tr("Row"), tr("Field"), tr("As it stood"), tr("What is the matter")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(self.textElideMode())
        header = self.header()
        header.setObjectName(f"{name}_header")
        header.setAccessibleName(tr("Columns"))
        for column in (0, 1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setMaximumSectionSize(round(theme.scaled(self, 280)))
        header.setStretchLastSection(True)

    def show_issues(self, issues: Sequence[tuple[str, Issue]]) -> None:
        """Shows (file, issue) pairs; the file is named where there are several."""
        self.clear()
        several = len({file for file, _ in issues}) > 1
        ordered = sorted(issues, key=lambda pair: (not pair[1].refused, pair[0], pair[1].row))
        for file, issue in ordered[:MOST]:
            where = integer(issue.row) if issue.row else tr("file")
            shown = [f"{file} · {where}" if several else where, _field(issue), issue.raw, _reason(issue)]
            QTreeWidgetItem(self, [" ".join(text.split())[:300] for text in shown])
        if len(ordered) > MOST:
            QTreeWidgetItem(self, ["…", "", "", trn("{n} more", "{n} more", len(ordered) - MOST)])


def _field(issue: Issue) -> str:
    return name_of(issue.field) if issue.field else ""


def _reason(issue: Issue) -> str:
    return tr("Left out: {reason}", reason=tr(issue.reason)) if issue.refused else tr(issue.reason)


def preview_words(files: Sequence[Prepared]) -> str:
    """``200 rows read, 200 to import, 1 remark · 198 new people, 2 known``."""
    read, refused = sum(f.rows_read for f in files), sum(f.rows_refused for f in files)
    remarks, new = sum(len(f.issues) for f in files), sum(f.people_new for f in files)
    known = sum(f.people_known for f in files)
    rows = [
        trn("{n} row read", "{n} rows read", read),
        trn("{n} to import", "{n} to import", read - refused),
        trn("{n} left out", "{n} left out", refused),
        trn("{n} remark", "{n} remarks", remarks),
    ]
    people = [trn("{n} new person", "{n} new people", new), trn("{n} known", "{n} known", known)]
    return ", ".join(rows) + " · " + ", ".join(people)


def result_words(results: Sequence[ImportResult]) -> str:
    """``200 rows read, 200 imported, 1 remark``."""
    return ", ".join(
        (
            trn("{n} row read", "{n} rows read", sum(r.rows_read for r in results)),
            trn("{n} imported", "{n} imported", sum(r.rows_imported for r in results)),
            trn("{n} left out", "{n} left out", sum(r.rows_refused for r in results)),
            trn("{n} remark", "{n} remarks", sum(len(r.issues) for r in results)),
        )
    )
