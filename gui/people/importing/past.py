"""The imports of the workspace, the newest first: what each did, what it did not take, and a way back."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.errors import Trouble
from core.i18n import day, integer, tr, trn
from core.importing.preview import FileIssue
from core.importing.tables import Batch
from gui.desk import messages
from gui.desk.actions import import_tables, imports, preview
from gui.desk.session import Session
from gui.parts.controls import QUIET, WORSE, Button, QuietSplitter, label, small
from gui.parts.long_list import LongList
from gui.parts.named import named
from gui.parts.page import Page
from gui.people.importing.fields import KINDS
from gui.people.importing.issues import IssuesList
from gui.people.importing.reading import parted_by
from gui.people.importing.result import issues_name, save_issues

SIZE = (1080, 700)
FIGURES = (3, 4, 5)


class ImportsView(Page):
    """``compare_wanted`` (batch): what an import changed against the one before."""

    compare_wanted = Signal(object)

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, "imports", tr("Past imports"), SIZE)
        self.session = session
        self.state = label("imports_state", role=QUIET, wrap=True)
        headings = (
            tr("Day"),
            tr("File"),
            tr("Content"),
            tr("Read"),
            tr("Imported"),
            tr("Refused"),
            tr("How it was read"),
        )
        self.list = LongList(
            "imports_list", tr("Past imports"), headings, (2, 3.5, 4, 1.5, 1.8, 1.6, 4), cells, FIGURES
        )
        self.issues = IssuesList("imports_issues", session.compute)
        self.clean = label("imports_clean", tr("Every row was imported as it stands."), role=QUIET)
        self.clean.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.fault = small("imports_fault", role=WORSE, wrap=True)
        self.revert = Button("imports_revert", tr("Revert the import…"))
        self.compare = Button("imports_compare", tr("Compare with the import before…"))
        self.export = Button("imports_export", tr("Save the issues as CSV…"))
        parts = self._make_parts()
        buttons = (self.revert, self.compare, self.export)
        self.lay_out(self.state, parts, self.fault, grow=(parts,), buttons=buttons)
        self._connect_parts()
        self.follow(session.changed, self._ask_imports)

    def _make_parts(self) -> QuietSplitter:
        below = named(QWidget(), "imports_below")
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(self.clean)
        inside.addWidget(self.issues)
        parts = QuietSplitter("imports_parts", Qt.Orientation.Vertical)
        parts.addWidget(self.list)
        parts.addWidget(below)
        parts.setSizes([240, 300])
        return parts

    def _connect_parts(self) -> None:
        self.list.selectionModel().currentRowChanged.connect(lambda now, before: self._show_chosen())
        self.export.clicked.connect(self._export_issues)
        self.compare.clicked.connect(self._ask_comparison)
        self.revert.clicked.connect(self._ask_revert)

    # --- what is shown -------------------------------------------------------------------------------------------

    def _ask_imports(self) -> None:
        self.session.ask_latest("imports", import_tables.batches).then(self._show_imports)

    def _show_imports(self, known: Sequence[Batch]) -> None:
        self.list.show_items(known)
        self.state.setText(
            trn("{n} import, the newest first", "{n} imports, the newest first", len(known))
            if known
            else tr("Nothing has been imported into this workspace yet.")
        )
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Shows the issues of the import chosen."""
        one = self.list.item
        for button in (self.revert, self.compare, self.export):
            button.setEnabled(one is not None)
        if one is None:
            self._show_issues([], False)
        else:
            found = self.session.ask_latest("import issues", preview.issues_of_import, one)
            found.then(lambda answer: self._show_issues(*answer))

    def _show_issues(self, issues: Sequence[FileIssue], comparable: bool) -> None:
        self.compare.setEnabled(comparable)
        self.export.setEnabled(bool(issues))
        self.clean.setVisible(not issues and self.list.item is not None)
        self.issues.setVisible(bool(issues))
        self.issues.show_issues(issues)

    # --- what is done --------------------------------------------------------------------------------------------

    def _export_issues(self) -> None:
        one = self.list.item
        if one is not None:
            save_issues(self, self.session, [one.id], issues_name(one.file))

    def _ask_comparison(self) -> None:
        if self.list.item is not None:
            self.compare_wanted.emit(self.list.item.id)

    def _ask_revert(self) -> None:
        """Asks in plain words what taking an import back means, then does it."""
        one = self.list.item
        if one is not None:
            self.session.ask(import_tables.last_step_is, one.id).then(
                lambda for_good: self._confirm_revert(one, for_good)
            )

    def _confirm_revert(self, one: Batch, for_good: bool) -> None:
        question = tr("Revert the import of {file}?", file=one.file)
        what = tr(
            "All that this file alone told goes: its figures, levels and accounts, and the people whom no other file, "
            "level or piece of evidence speaks of."
        )
        after = tr("To have it back, import the file again.") if for_good else tr("Undo brings it back.")
        if messages.confirm(self, question, f"{what} {after}", tr("Revert the import")):
            done = self.session.act(imports.revert_import, one.id)
            done.then(lambda nothing: self.fault.clear()).failed(self._show_not_reverted)

    def _show_not_reverted(self, trouble: Trouble) -> None:
        self.fault.setText(str(trouble))


def cells(batch: Batch) -> Sequence[str]:
    """One import in columns."""
    return (
        day(batch.day, "medium") or "–",
        batch.file,
        tr(dict(KINDS).get(batch.kind, batch.kind)),
        integer(batch.rows_read),
        integer(batch.rows_imported),
        integer(batch.rows_refused),
        read_words(batch),
    )


def read_words(batch: Batch) -> str:
    """How a file was read, from what was stored of it: ``utf-8 · “;” · headings in row 1 · “Fans”: “,”``."""
    stored = json.loads(batch.dialect)
    parts = [stored.get("encoding", ""), parted_by(stored.get("delimiter", ""))]
    if stored.get("sheet"):
        parts.append(tr("sheet “{name}”", name=stored["sheet"]))
    if stored.get("header_row"):
        parts.append(tr("headings in row {row}", row=stored["header_row"]))
    return " · ".join(part for part in parts if part)
