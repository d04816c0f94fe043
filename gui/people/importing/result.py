"""The last page of the import: what was not taken as it stood, to be kept as CSV; and who may be one person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import tr
from core.importing import actions as imports
from core.importing.draft import ImportResult
from core.importing.preview import Remark
from core.importing.proposals import Pending
from gui.desk import messages
from gui.desk.session import Session
from gui.parts.controls import Button
from gui.people.importing.duplicates import Duplicates
from gui.people.importing.issues import IssuesList

CSV = "CSV (*.csv)"


class ResultPage(QWidget):
    """``compare_wanted`` (batch): what an import changed against the one before."""

    compare_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__(objectName="import_page_result")
        self.session = session
        self.outcome, self.duplicates = IssuesList("import_outcome", session.compute), Duplicates()
        self.export = Button("import_export", tr("Keep the remarks as CSV…"))
        self.compare = Button("import_compare", tr("Compare with the import before…"))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.export, self.compare):
            button.setAccessibleName(button.text())
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.outcome, 1)
        layout.addLayout(buttons)
        layout.addWidget(self.duplicates, 1)
        self._room = QWidget(objectName="import_result_room")
        layout.addWidget(self._room, 1)
        self.compare.clicked.connect(lambda: self.compare_wanted.emit(self._comparable[-1]))
        self.export.clicked.connect(self._export)
        self.duplicates.decided.connect(self._decide)
        self._comparable: Sequence[int] = ()
        self._results: Sequence[ImportResult] = ()

    def show_results(
        self, results: Sequence[ImportResult], remarks: Sequence[Remark], comparable: Sequence[int]
    ) -> None:
        """The remarks of what was imported; ``comparable`` are the imports that have one before."""
        self._results, self._comparable = results, comparable
        self.outcome.show_remarks(remarks, len(results) > 1)
        self.outcome.setVisible(bool(remarks))
        self.export.setVisible(bool(remarks))
        self.compare.setVisible(bool(comparable))

    def show_pairs(self, pairs: Sequence[Pending]) -> None:
        """The pairs still to be decided."""
        self.duplicates.setVisible(bool(pairs))
        self.duplicates.show_pairs(pairs)
        self._room.setVisible(not pairs and not self.outcome.isVisibleTo(self))

    def _export(self) -> None:
        batches = [done.batch for done in self._results]
        keep_remarks(self, self.session, batches, remarks_name(self._results[0].file))

    def _decide(self, number: int, same: bool) -> None:
        # The pairs are read again after the decision: joining two people settles others as well.
        self.session.act(
            lambda workspace, progress: imports.decide_pair(workspace, number, same),
            lambda nothing: self.session.ask(
                lambda workspace, progress: imports.pending_pairs(workspace), self.show_pairs
            ),
        )


def keep_remarks(parent: QWidget, session: Session, batches: Sequence[int], name: str) -> None:
    """Writes the remarks of some imports where the user says."""
    path = messages.ask_save_file(parent, tr("Keep the remarks as CSV"), name, CSV)
    if path is None:
        return

    def write(workspace: Any, progress: Any) -> None:
        from core.importing import actions as imports

        imports.write_issues(workspace, batches, path)

    session.ask(write, lambda nothing: None, failed=lambda trouble: messages.show_trouble(parent, trouble))


def remarks_name(file: str) -> str:
    """The name suggested for the remarks on a file."""
    return tr("remarks on {file}", file=Path(file).stem) + ".csv"
