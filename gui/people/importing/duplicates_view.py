"""Pairs of people who may be one, whenever there is time for them: the same list that ends an import."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.i18n import tr
from core.importing.proposals import Pending
from gui.desk.actions import imports, proposals
from gui.desk.session import Session
from gui.parts.controls import QUIET, label
from gui.parts.page import Page
from gui.people.importing.duplicates import Duplicates

SIZE = (860, 560)


class DuplicatesView(Page):
    """Each decision is a step of its own, undone like any other."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, "duplicates", tr("Possible duplicates"), SIZE)
        self.session = session
        self.pairs = Duplicates()
        self.none = label("duplicates_none", tr("No pair is waiting to be decided."), role=QUIET)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.lay_out(self.none, self.pairs, grow=(self.none, self.pairs))
        self.pairs.decided.connect(self._decide_pair)
        self.follow(session.changed, self._ask_pairs)

    def _ask_pairs(self) -> None:
        self.session.ask_latest("duplicates", proposals.pending).then(self._show_pairs)

    def _show_pairs(self, pairs: Sequence[Pending]) -> None:
        self.pairs.show_pairs(pairs)
        self.pairs.setVisible(bool(pairs))
        self.none.setVisible(not pairs)

    def _decide_pair(self, number: int, same: bool) -> None:
        self.session.act(imports.decide_pair, number, same)
