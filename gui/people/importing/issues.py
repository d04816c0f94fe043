"""The rows an import did not take as they stood: refused ones first, to be filtered; and an import in words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.i18n import integer, tr, trn
from core.importing.changes import OTHERWISE
from core.importing.draft import ImportResult
from core.importing.preview import FileIssue, Preview
from core.model import Issue, Progress
from gui.parts import theme
from gui.parts.controls import small
from gui.parts.long_list import LongList
from gui.parts.named import named
from gui.people.importing.fields import name_of

Result = TypeVar("Result")


class Compute(Protocol):
    """``Session.compute``: a kind, the work, and what follows it."""

    def __call__(self, kind: str, work: Callable[[Progress], Result], then: Callable[[Result], object]) -> None:
        """Computes quietly; a newer work of a kind wins."""


LEFT_OUT = "\0left out"
FILE, ROW = 0, 1


class IssuesList(QWidget):
    """The issues of one or several files, a reason to choose and a text to look for. ``compute`` runs the search."""

    def __init__(self, name: str, compute: Compute) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(tr("Rows to look at"))
        self._compute = compute
        self._issues: Sequence[FileIssue] = ()
        self._wanted = ""
        headings = (tr("File"), tr("Row"), tr("Field"), tr("As it stood"), tr("What is the matter"))
        self.list = LongList(
            f"{name}_list", tr("Rows to look at"), headings, (3, 1.4, 2, 4, 6), row_words, right=(ROW,)
        )
        self.list.hideColumn(FILE)
        self.reason = named(QComboBox(), f"{name}_reason")
        self.reason.setAccessibleName(tr("Which rows"))
        self.reason.view().setObjectName(f"{name}_reason_list")
        self.reason.view().setAccessibleName(tr("Which rows"))
        self.reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reason.setMinimumContentsLength(28)
        self.text = named(QLineEdit(), f"{name}_text")
        self.text.setClearButtonEnabled(True)
        self.text.setAccessibleName(tr("Look for a text in the rows"))
        self.text.setPlaceholderText(tr("Look for a text in the rows"))
        self.count = small(f"{name}_count")
        self._lay_out()
        self.reason.currentIndexChanged.connect(lambda index: self._search_rows())
        self.text.textChanged.connect(lambda text: self._search_rows())

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(10)
        for field, stretch in ((self.reason, 2), (self.text, 2), (self.count, 1)):
            field.setMinimumHeight(round(theme.scaled(field, 28)))
            above.addWidget(field, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(above)
        layout.addWidget(self.list, 1)

    def show_issues(self, issues: Sequence[FileIssue], several: bool = False, reason: str = "") -> None:
        """Shows issues that stand in order, those of one reason where it is given; ``several``: each row names its
        file."""
        self._issues, self._wanted = issues, reason
        self.list.setColumnHidden(FILE, not several)
        self.list.show_items(issues)
        self._say_count(len(issues))
        self._compute("reasons", lambda progress: reasons(issues), self._offer_reasons)

    def _offer_reasons(self, found: Sequence[tuple[str, int]]) -> None:
        self.reason.blockSignals(True)
        self.reason.clear()
        self.reason.addItem(tr("All issues"), "")
        for reason, count in found:
            words = tr("Rows left out") if reason == LEFT_OUT else tr(reason)
            self.reason.addItem(f"{words} ({integer(count)})", reason)
        self.reason.setCurrentIndex(max(0, self.reason.findData(self._wanted)))
        self.reason.blockSignals(False)
        said = [tr(reason) for reason, _ in found if reason != LEFT_OUT]
        self.list.give_last([*said, *(tr("Left out: {reason}", reason=reason) for reason in said)])
        self._search_rows()

    def _search_rows(self) -> None:
        """Shows the rows of the reason chosen that hold the text."""
        issues, reason = self._issues, self.reason.currentData() or ""
        text = self.text.text().strip().casefold()
        if reason or text:
            self._compute("issues", lambda progress: matching(issues, reason, text, progress), self._show_found)
        else:
            self._show_found(issues)

    def _show_found(self, issues: Sequence[FileIssue]) -> None:
        self.list.show_items(issues)
        self._say_count(len(issues))

    def _say_count(self, count: int) -> None:
        self.count.setText(trn("{n} issue", "{n} issues", count))


def row_words(found: FileIssue) -> Sequence[str]:
    """One issue in columns."""
    file, issue = found
    where = integer(issue.row) if issue.row else tr("file")
    return file, where, field_words(issue), issue.raw, reason_words(issue)


def reasons(issues: Iterable[FileIssue]) -> list[tuple[str, int]]:
    """Each reason and how many issues have it, the rows left out before all, then the rarest first."""
    counts = Counter(issue.reason for _, issue in issues)
    refused = sum(issue.refused for _, issue in issues)
    return [*([(LEFT_OUT, refused)] if refused else []), *sorted(counts.items(), key=lambda one: one[1])]


def matching(issues: Iterable[FileIssue], reason: str, text: str, progress: Progress) -> list[FileIssue]:
    """The issues of a reason ("" for any) that hold a text (in small letters)."""
    found = []
    for count, one in enumerate(issues):
        if not count % 1000:
            progress(0, 0, "")
        issue = one[1]
        if reason not in ("", issue.reason) and not (reason == LEFT_OUT and issue.refused):
            continue
        shown = (str(issue.row), field_words(issue), issue.raw, reason_words(issue))
        if not text or any(text in word.casefold() for word in shown):
            found.append(one)
    return found


def field_words(issue: Issue) -> str:
    """The field of an issue as the window names it."""
    return name_of(issue.field) if issue.field else ""


def reason_words(issue: Issue) -> str:
    """What is the matter, and whether the row stayed out."""
    return tr("Left out: {reason}", reason=tr(issue.reason)) if issue.refused else tr(issue.reason)


def join_issues(files: Sequence[Preview]) -> list[FileIssue]:
    """The issues of several files, the rows left out of any of them first."""
    out = [one for seen in files for one in seen.issues[: _count_refused(seen)]]
    return out + [one for seen in files for one in seen.issues[_count_refused(seen) :]]


def _count_refused(seen: Preview) -> int:
    return bisect_left(seen.issues, True, key=lambda one: not one[1].refused)


def preview_words(files: Sequence[Preview]) -> str:
    """``200 rows read, 200 to import, 1 issue · 198 new people, 2 known``."""
    read, refused = sum(f.rows_read for f in files), sum(f.rows_refused for f in files)
    issues, new = sum(len(f.issues) for f in files), sum(f.prepared.people_new for f in files)
    known = sum(f.prepared.people_known for f in files)
    rows = [
        trn("{n} row read", "{n} rows read", read),
        trn("{n} to import", "{n} to import", read - refused),
        trn("{n} left out", "{n} left out", refused),
        trn("{n} issue", "{n} issues", issues),
    ]
    people = [trn("{n} new person", "{n} new people", new), trn("{n} known", "{n} known", known)]
    return ", ".join(rows) + " · " + ", ".join(people)


def result_words(results: Sequence[ImportResult]) -> str:
    """``200 rows read, 200 imported, 0 left out, 1 issue · 2 texts differ from what is known``."""
    rows = (
        trn("{n} row read", "{n} rows read", sum(r.rows_read for r in results)),
        trn("{n} imported", "{n} imported", sum(r.rows_imported for r in results)),
        trn("{n} left out", "{n} left out", sum(r.rows_refused for r in results)),
        trn("{n} issue", "{n} issues", sum(len(r.issues) for r in results)),
    )
    otherwise = changes_said(results)
    changes = trn("{n} text differs from what is known", "{n} texts differ from what is known", otherwise)
    return ", ".join(rows) + (f" · {changes}" if otherwise else "")


def changes_said(results: Sequence[ImportResult]) -> int:
    """How many texts the files have otherwise than what is known."""
    return sum(issue.reason == OTHERWISE for done in results for issue in done.issues)
