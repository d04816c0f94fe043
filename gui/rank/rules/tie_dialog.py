"""A tie across the invitation line: who shares the last total, and who is to go first, with a reason that is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.campaign.board import Board
from core.campaign.fields.readings import TieAtLine
from core.errors import Trouble
from core.i18n import integer, tr, trn
from gui.parts.controls import QUIET, label
from gui.parts.form import Form

MOST_SHOWN = 40


class TieDialog(Form):
    """``first`` and ``others`` are persons, ``reason`` why. Where credibility decides there is nothing to choose."""

    def __init__(self, parent: QWidget, board: Board, tie: TieAtLine) -> None:
        self.seats = sum(row in tie.inside for row in tie.equal.tolist())
        super().__init__("tie_dialog", tr("Tie at the line"), tr("Settle"), parent, _tie_words(board, tie, self.seats))
        self._board = board
        shown = tie.equal[:MOST_SHOWN].tolist()
        names = board.name.take(shown)
        self.ticks = {
            row: self.tick(f"tie_{at}", _describe(board, row, name), row in tie.inside)
            for at, (row, name) in enumerate(zip(shown, names, strict=True))
        }
        if len(tie.equal) > len(shown):
            more = tr("and {n} more, who stay behind these", n=integer(len(tie.equal) - len(shown)))
            self.fields.addRow(label("tie_more", more, role=QUIET, wrap=True))
        self._rest = tie.equal[MOST_SHOWN:].tolist()
        known = next((board.settled[row] for row in shown if row in board.settled), "")
        self.why = self.line("tie_reason", tr("Reason"), known, tr("speaks at the event, drawn by lot…"))
        self.why.setEnabled(bool(shown))
        self.agree.setEnabled(bool(shown))

    @property
    def first(self) -> list[int]:
        """The persons who get the seats."""
        return [int(self._board.person[row]) for row, tick in self.ticks.items() if tick.isChecked()]

    @property
    def others(self) -> list[int]:
        """The persons who stand behind them."""
        rows = [row for row, tick in self.ticks.items() if not tick.isChecked()]
        return [int(self._board.person[row]) for row in (*rows, *self._rest)]

    @property
    def reason(self) -> str:
        return self.why.text().strip()

    def check(self) -> None:
        if len(self.first) != self.seats:
            raise Trouble(
                trn("There is {n} seat for them.", "There are {n} seats for them.", self.seats),
                "",
                tr("Tick as many people as there are seats."),
            )
        with self.about(self.why):
            if not self.reason:
                raise Trouble(tr("A reason is needed to settle a tie."), "", tr("Write it in a few words."))


def _tie_words(board: Board, tie: TieAtLine, seats: int) -> str:
    both = len(tie.inside) + len(tie.outside)
    shared = tr("{n} candidates share the total at the line.", n=integer(both))
    if not len(tie.equal):
        ways = tr("Credibility decides between them, the higher first. To decide otherwise, pin somebody to a seat.")
        return f"{shared} {ways}"
    choose = trn(
        "Nothing but the order of their keys parts these: choose who gets the {n} seat.",
        "Nothing but the order of their keys parts these: choose who gets the {n} seats.",
        seats,
    )
    return f"{shared} {choose}"


def _describe(board: Board, row: int, name: str) -> str:
    where = ", ".join(part for part in (board.organisation.take([row])[0], board.market.take([row])[0]) if part)
    return f"{name} ({where})" if where else name
