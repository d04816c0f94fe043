"""Candidates and Stature: decide on somebody, compare, assess."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.i18n import integer, tr, trn
from core.settings import ASSESSOR
from gui.desk import messages
from gui.desk.actions import campaigns, rules, stature
from gui.desk.commands import Commands
from gui.desk.desk import Desk
from gui.parts.days import day_typed, today
from gui.parts.form import Form

if TYPE_CHECKING:
    from core.campaign.dossier import Dossier
    from gui.desk.evidence_dialog import EvidenceDialog
    from gui.rank.dossier.fact_dialog import FactDialog
    from gui.rank.dossier.panel import DossierPanel


class Candidates(Commands):
    """The Candidates menu."""

    def pin(self) -> None:
        """Gives a seat whatever the rank."""
        person = self.desk.person
        if person is not None and self._seats_suffice():
            self.session.act(campaigns.pin, self.campaign, person)

    def _seats_suffice(self) -> bool:
        """Whether one more pin finds a seat; asks where it does not, since the list then grows beyond its seats."""
        pinned = self.live.ranking.pinned if self.live.ranking else 0
        if self.live.ranking is None or pinned < self.live.seats:
            return True
        words = trn(
            "{n} person would be pinned to {seats} seats: the list would grow beyond them.",
            "{n} people would be pinned to {seats} seats: the list would grow beyond them.",
            pinned + 1,
            seats=integer(self.live.seats),
        )
        return messages.confirm(self.desk.parent_widget, tr("Pin more people than there are seats?"), words, tr("Pin"))

    def exclude(self) -> None:
        """Leaves somebody out, with a reason."""
        campaign, person = self.campaign, self.desk.person
        if person is None:
            return
        text = tr("Nobody is left out unexplained: the reason is kept and printed.")
        form = Form("exclude_dialog", tr("Exclude"), tr("Exclude"), self.desk.parent_widget, text)
        reason = form.line("exclude_reason", tr("Reason"))
        form.accepted.connect(lambda: self.session.act(campaigns.exclude, campaign, person, reason.text()))
        form.open()

    def release(self) -> None:
        """Takes a pin or an exclusion back."""
        person = self.desk.person
        if person is not None:
            self.session.act(campaigns.release, self.campaign, person)

    def cost(self) -> None:
        """What this guest costs, where it is not what every guest costs."""
        board, row, campaign, person = self.session.board, self.live.selected, self.campaign, self.desk.person
        if board is None or row is None or person is None:
            return
        form = Form("cost_dialog", tr("Cost of this guest"), tr("Keep"), self.desk.parent_widget)
        own = board.cost.get(row)
        cost = form.number("cost", tr("Cost"), -1, -1, 1_000_000)
        cost.setSpecialValueText(tr("as for every guest"))
        cost.setGroupSeparatorShown(True)
        cost.setValue(-1 if own is None else round(own))
        form.accepted.connect(
            lambda: self.session.act(rules.set_cost, campaign, person, None if cost.value() < 0 else cost.value())
        )
        form.open()

    def offline(self) -> None:
        """Flags somebody as absent from the networks by choice."""
        self._set_offline(True)

    def online(self) -> None:
        """Takes that flag back."""
        self._set_offline(False)

    def why(self) -> None:
        """Says why the selected candidate stands above the next one."""
        from gui.rank.dossier.why import pair_of
        from gui.rank.dossier.why_view import WhyView

        if pair_of(self.live) is not None:
            WhyView(self.desk.parent_widget, self.live).open()

    def _set_offline(self, offline: bool) -> None:
        person = self.desk.person
        if person is not None:
            self.session.act(stature.set_offline, person, offline)


class Stature(Commands):
    """The part of the Stature menu that is about the selected candidate, whose dossier is in view."""

    def __init__(self, desk: Desk, panel: Callable[[], DossierPanel]) -> None:
        super().__init__(desk)
        self._panel = panel

    def next(self) -> None:
        """Selects the candidate whose assessment could change the list most, and puts the keyboard there."""
        queue, board = self.live.triage, self.live.board
        if board is None or queue is None or not len(queue):
            return
        waiting = [row for row in queue[:2].tolist() if row != self.live.selected] or [int(queue[0])]
        self.desk.show_person(int(board.person[waiting[0]]))
        self._panel().assess()

    def assess(self) -> None:
        """Puts the keyboard on the selected candidate's criteria."""
        self._panel().assess()

    def evidence(self, criterion: str = "", file: Path | None = None) -> None:
        """Adds a piece of evidence, with a file where one was dropped."""
        from gui.desk.evidence_dialog import EvidenceDialog

        shown = self._panel().dossier
        if shown is None:
            return
        form = EvidenceDialog(self.desk.parent_widget, shown.person.name, shown.criteria, criterion, file)
        form.accepted.connect(lambda: self._add_evidence(form, shown.person.id))
        form.open()

    def fact(self) -> None:
        """Gives the level that a number stands for."""
        from gui.rank.dossier.fact_dialog import FactDialog

        shown, campaign = self._panel().dossier, self.campaign
        if shown is not None:
            form = FactDialog(self.desk.parent_widget, shown.person.name, shown.criteria)
            form.accepted.connect(lambda: self._state_fact(form, shown, campaign))
            form.open()

    def file(self) -> None:
        """Attaches a file to the piece of evidence the keyboard is on, or saves the one it has."""
        self._panel().evidence_file()

    def others(self) -> None:
        """Shows what other assessors said before one has rated, or hides it again."""
        self._panel().toggle_others()

    def _add_evidence(self, form: EvidenceDialog, person: int) -> None:
        piece = form.piece(person, self.settings.get(ASSESSOR))
        self.session.act(stature.add_evidence, piece, form.file.path)

    def _state_fact(self, form: FactDialog, shown: Dossier, campaign: int) -> None:
        from core.stature.evidence import Source

        fact = form.fact
        if fact is not None:
            self.session.act(
                stature.state_fact,
                shown.person.id,
                fact,
                form.value.value(),
                stature.Occasion(self.settings.get(ASSESSOR), today(), shown.market_of(fact.criterion), campaign),
                Source(form.where.text().strip(), day_typed(form.when.text())),
            )
