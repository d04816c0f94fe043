"""Pairs of people who may be one, whenever there is time for them: the same list that ends an import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.actions import intake
from core.actions.intake import Pending
from core.i18n import tr
from gui.importing.duplicates import Duplicates
from gui.parts import theme
from gui.parts.controls import QUIET, Button, label
from gui.parts.theme import HEADING, STRONG
from gui.session import Session

SIZE = (860, 560)


class DuplicatesView(QDialog):
    """Each decision is a step of its own, undone like any other."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        title = tr("Perhaps the same person")
        self.setObjectName("duplicates_view")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(theme.fitted(self, SIZE))
        self.session = session
        self.pairs = Duplicates()
        self.none = label("duplicates_none", tr("No pair is waiting to be decided."), role=QUIET)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.leave = Button("duplicates_close", tr("Close"), "primary")
        self.leave.setAccessibleName(self.leave.text())
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(label("duplicates_heading", title, size=HEADING, weight=STRONG))
        layout.addWidget(self.none, 1)
        layout.addWidget(self.pairs, 1)
        layout.addLayout(buttons)
        self.leave.clicked.connect(self.reject)
        self.pairs.decided.connect(self._decide)
        session.changed.connect(self._changed)
        self.finished.connect(lambda code: session.changed.disconnect(self._changed))
        self._ask()

    def _changed(self, what: Any, steps: Any) -> None:
        self._ask()

    def _ask(self) -> None:
        self.session.ask(lambda workspace, progress: intake.pending(workspace), self._show, kind="duplicates")

    def _show(self, pairs: Sequence[Pending]) -> None:
        self.pairs.show_pairs(pairs)
        self.pairs.setVisible(bool(pairs))
        self.none.setVisible(not pairs)

    def _decide(self, number: int, same: bool) -> None:
        self.session.act(lambda workspace, progress: intake.decide(workspace, number, same))
