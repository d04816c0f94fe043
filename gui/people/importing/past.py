"""The imports of the workspace, the newest first: what each did, what it did not take, and a way back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.errors import Trouble
from core.i18n import day, integer, tr, trn
from core.importing.preview import Remark
from core.importing.tables import Batch
from gui.desk import messages
from gui.desk.session import Session
from gui.parts.controls import QUIET, WORSE, Button, QuietSplitter, label, small
from gui.parts.long_list import LongList
from gui.parts.page import Page
from gui.people.importing.fields import KINDS
from gui.people.importing.issues import IssuesList
from gui.people.importing.reading import parted_by
from gui.people.importing.result import keep_remarks, remarks_name

SIZE = (1080, 700)
FIGURES = (3, 4, 5)


class ImportsView(Page):
    """``compare_wanted`` (batch): what an import changed against the one before."""

    compare_wanted = Signal(int)

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, "imports", tr("Past imports"), SIZE)
        self.session = session
        self.state = label("imports_state", role=QUIET, wrap=True)
        headings = (tr("Day"), tr("File"), tr("Held"), tr("Read"), tr("Taken"), tr("Kept out"), tr("How it was read"))
        self.list = LongList(
            "imports_list", tr("Past imports"), headings, (2, 3.5, 4, 1.5, 1.8, 1.6, 4), cells, FIGURES
        )
        self.issues = IssuesList("imports_issues", session.compute)
        self.clean = label("imports_clean", tr("Every row was imported as it stands."), role=QUIET)
        self.clean.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.fault = small("imports_fault", role=WORSE, wrap=True)
        self.take_back = Button("imports_take_back", tr("Take it back…"))
        self.compare = Button("imports_compare", tr("Compare with the import before…"))
        self.export = Button("imports_export", tr("Keep the remarks as CSV…"))
        parts = self._parts()
        buttons = (self.take_back, self.compare, self.export)
        self.lay_out(self.state, parts, self.fault, grow=(parts,), buttons=buttons)
        self._connect()
        self.follow(session.changed, self._ask)

    def _parts(self) -> QuietSplitter:
        below = QWidget(objectName="imports_below")
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(self.clean)
        inside.addWidget(self.issues)
        parts = QuietSplitter("imports_parts", Qt.Orientation.Vertical)
        parts.addWidget(self.list)
        parts.addWidget(below)
        parts.setSizes([240, 300])
        return parts

    def _connect(self) -> None:
        self.list.selectionModel().currentRowChanged.connect(lambda now, before: self._choose())
        self.export.clicked.connect(self._export)
        self.compare.clicked.connect(lambda: self.compare_wanted.emit(self.list.item.id))
        self.take_back.clicked.connect(self._ask_back)

    # --- what is shown -------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        def look(workspace: Any, progress: Any) -> Any:
            from core.importing import actions as imports

            return imports.all_imports(workspace)

        self.session.ask(look, self._show, kind="imports")

    def _show(self, known: Sequence[Batch]) -> None:
        self.list.show_items(known)
        self.state.setText(
            trn("{n} import, the newest first", "{n} imports, the newest first", len(known))
            if known
            else tr("Nothing has been imported into this workspace yet.")
        )
        self._choose()

    def _choose(self) -> None:
        """Shows the remarks on the import chosen."""
        one = self.list.item
        for button in (self.take_back, self.compare, self.export):
            button.setEnabled(one is not None)
        if one is None:
            self._show_remarks([], False)
            return
        number, file = one.id, one.file

        def look(workspace: Any, progress: Any) -> Any:
            from core.importing import actions as imports
            from core.importing import preview

            remarks = preview.refused_first([(file, issue) for issue in imports.issues_of(workspace, number)])
            return remarks, imports.import_before(workspace, number) is not None

        self.session.ask(look, lambda answer: self._show_remarks(*answer), kind="import_remarks")

    def _show_remarks(self, remarks: Sequence[Remark], comparable: bool) -> None:
        self.compare.setEnabled(comparable)
        self.export.setEnabled(bool(remarks))
        self.clean.setVisible(not remarks and self.list.item is not None)
        self.issues.setVisible(bool(remarks))
        self.issues.show_remarks(remarks)

    # --- what is done --------------------------------------------------------------------------------------------

    def _export(self) -> None:
        keep_remarks(self, self.session, [self.list.item.id], remarks_name(self.list.item.file))

    def _ask_back(self) -> None:
        """Asks in plain words what taking an import back means, then does it."""
        one = self.list.item

        def look(workspace: Any, progress: Any) -> Any:
            from core.importing import actions as imports

            return imports.is_final(workspace, one.id)

        self.session.ask(look, lambda for_good: self._confirm(one, for_good))

    def _confirm(self, one: Batch, for_good: bool) -> None:
        question = tr("Take the import of {file} back?", file=one.file)
        what = tr(
            "All that this file alone told goes: its figures, levels and accounts, and the people whom no other file, "
            "level or piece of evidence speaks of."
        )
        after = tr("To have it back, import the file again.") if for_good else tr("Undo brings it back.")
        if messages.confirm(self, question, f"{what} {after}", tr("Take it back")):
            self._take_back(one.id)

    def _take_back(self, number: int) -> None:
        def back(workspace: Any, progress: Any) -> Any:
            from core.importing import actions as imports

            return imports.revert_import(workspace, number)

        self.session.act(back, lambda nothing: self.fault.clear(), failed=self._not_taken_back)

    def _not_taken_back(self, trouble: Trouble) -> None:
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
    """How a file was read, from what was kept of it: ``utf-8 · “;” · headings in row 1 · “Fans”: “,”``."""
    kept = json.loads(batch.dialect)
    parts = [kept.get("encoding", ""), parted_by(kept.get("delimiter", ""))]
    if kept.get("sheet"):
        parts.append(tr("sheet “{name}”", name=kept["sheet"]))
    if kept.get("header_row"):
        parts.append(tr("headings in row {row}", row=kept["header_row"]))
    return " · ".join(part for part in parts if part)
