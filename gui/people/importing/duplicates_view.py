"""Pairs of people who may be one, whenever there is time for them: the same list that ends an import."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.campaign.doubles import OpenPairs
from core.i18n import tr
from gui.desk.actions import doubles, imports
from gui.desk.session import Session
from gui.parts.controls import QUIET, label
from gui.parts.page import Page
from gui.people.importing.duplicates import Duplicates

SIZE = (860, 560)


class DuplicatesView(Page):
    """Each decision is a step of its own, undone like any other. ``invited`` says who is in at the time."""

    def __init__(self, parent: QWidget, session: Session, invited: Callable[[], Collection[int]]) -> None:
        super().__init__(parent, "duplicates", tr("Possible duplicates"), SIZE)
        self.session, self._invited = session, invited
        self.pairs = Duplicates()
        self.none = label("duplicates_none", tr("No pair is waiting to be decided."), role=QUIET)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.lay_out(self.none, self.pairs, grow=(self.none, self.pairs))
        self.pairs.decided.connect(self._decide_pair)
        self.follow(session.changed, self._ask_pairs)

    def _ask_pairs(self) -> None:
        self.session.ask_latest("duplicates", doubles.open_pairs, self._invited()).then(self._show_pairs)

    def _show_pairs(self, found: OpenPairs) -> None:
        self.pairs.show_pairs(found)
        self.pairs.setVisible(bool(found.pairs))
        self.none.setVisible(not found.pairs)

    def _decide_pair(self, number: int, same: bool) -> None:
        self.session.act(imports.decide_pair, number, same)
