"""What came of an import: ways to look further, and who may be one person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.campaign.doubles import OpenPairs
from core.i18n import tr
from core.importing.draft import ImportResult
from core.importing.preview import Imported
from gui.desk import messages
from gui.desk.actions import doubles, imports
from gui.desk.session import Session
from gui.parts.controls import Button
from gui.parts.flow import FlowLayout
from gui.parts.named import named
from gui.people.importing.duplicates import Duplicates
from gui.people.importing.issues import changes_said

CSV = "CSV (*.csv)"


class ResultPage(QWidget):
    """``compare_wanted`` (batch): what an import changed against the one before; ``changes_wanted``: what it says
    otherwise of people who are known. ``invited`` says who is in at the time."""

    compare_wanted = Signal(object)
    changes_wanted = Signal()

    def __init__(self, session: Session, invited: Callable[[], Collection[int]]) -> None:
        super().__init__()
        self.setObjectName("import_page_result")
        self.session, self._invited = session, invited
        self.duplicates = Duplicates()
        self.export = Button("import_export", tr("Save the issues as CSV…"))
        self.compare = Button("import_compare", tr("Compare with the import before…"))
        self.changes = Button("import_changes", tr("What this file would change…"))
        buttons = FlowLayout(10)
        for button in (self.export, self.compare, self.changes):
            button.setAccessibleName(button.text())
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(buttons)
        layout.addWidget(self.duplicates, 1)
        self._room = named(QWidget(), "import_result_room")
        layout.addWidget(self._room, 1)
        self.compare.clicked.connect(lambda: self.compare_wanted.emit(self._comparable[-1]))
        self.changes.clicked.connect(self.changes_wanted)
        self.export.clicked.connect(self._export_issues)
        self.duplicates.decided.connect(self._decide_pair)
        self._comparable: Sequence[int] = ()
        self._results: Sequence[ImportResult] = ()

    def show_results(self, done: Imported) -> None:
        """The issues of what was imported."""
        self._results, self._comparable = done.results, done.comparable
        self.export.setVisible(bool(done.issues))
        self.compare.setVisible(bool(done.comparable))
        self.changes.setVisible(changes_said(done.results) > 0)

    def ask_pairs(self) -> None:
        """Looks for the pairs still to be decided, and shows them."""
        self.session.ask(doubles.open_pairs, self._invited()).then(self._show_pairs)

    def _show_pairs(self, found: OpenPairs) -> None:
        self.duplicates.setVisible(bool(found.pairs))
        self.duplicates.show_pairs(found)
        self._room.setVisible(not found.pairs)

    def _export_issues(self) -> None:
        batches = [done.batch for done in self._results]
        save_issues(self, self.session, batches, issues_name(self._results[0].file))

    def _decide_pair(self, number: int, same: bool) -> None:
        # The pairs are read again after the decision: joining two people settles others as well.
        self.session.act(imports.decide_pair, number, same).then(lambda nothing: self.ask_pairs())


def save_issues(parent: QWidget, session: Session, batches: Sequence[int], name: str) -> None:
    """Writes the issues of some imports where the user says."""
    path = messages.ask_save_file(parent, tr("Save the issues as CSV"), name, CSV)
    if path is None:
        return

    session.ask(imports.write_issues, batches, path).failed(lambda trouble: messages.show_trouble(parent, trouble))


def issues_name(file: str) -> str:
    """The name suggested for the issues of a file."""
    return tr("issues in {file}", file=Path(file).stem) + ".csv"
