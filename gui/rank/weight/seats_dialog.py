"""Another number of seats: who would come in or drop out, said while the number is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from core.campaign import rules
from core.campaign.board import Board
from core.errors import Trouble
from core.i18n import integer, tr, trn
from core.model import LongArray, Progress
from gui.desk.live import Live
from gui.parts.controls import QUIET, label
from gui.parts.form import Form

MOST = 1_000_000
NAMED = 6
LINES = 4
"""Kept free for the words, so that the form stands still while the number is typed."""
PAUSE_MS = 120


class SeatsDialog(Form):
    """``seats`` holds what was chosen."""

    def __init__(self, parent: QWidget, live: Live) -> None:
        super().__init__("seats_dialog", tr("Number of seats"), tr("Keep"), parent)
        self.live = live
        self.seats = self.number("seats", tr("Seats"), live.seats, 0, MOST)
        self.seats.selectAll()
        self.words = label("seats_words", role=QUIET, wrap=True)
        self.words.setMinimumHeight(LINES * self.words.fontMetrics().lineSpacing())
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.fields.addRow(self.words)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask_words)
        self.seats.valueChanged.connect(lambda value: self._pause.start())

    def _ask_words(self) -> None:
        board, weight, before, after = self.live.board, self.live.weight, self.live.seats, self.seats.value()
        if board is None:
            return

        def work(progress: Progress) -> str:
            try:
                return seats_words(board, *rules.with_seats(board, weight, before, after))
            except Trouble as clash:
                return str(clash)

        self.live.work_out("seats", work, self.words.setText)


def seats_words(board: Board, into: LongArray, out: LongArray) -> str:
    """Who comes in and who drops out, the best first, in a sentence each."""
    came, went = len(into), len(out)
    said = []
    if came:
        said.append(trn("{n} comes in: {names}.", "{n} come in: {names}.", came, names=_list_names(board, into)))
    if went:
        said.append(trn("{n} drops out: {names}.", "{n} drop out: {names}.", went, names=_list_names(board, out)))
    return " ".join(said) or tr("The list stays the same.")


def _list_names(board: Board, places: LongArray) -> str:
    names = ", ".join(board.name.take(places[:NAMED].tolist()))
    more = len(places) - NAMED
    return names + tr(" and {n} more", n=integer(more)) if more > 0 else names
