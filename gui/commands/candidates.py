"""Candidates and Stature: decide on somebody, add somebody, assess."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.campaign.dossier import Dossier
from core.i18n import tr
from core.settings import ASSESSOR
from core.workspace.changed import Changed
from gui import messages
from gui.commands.room import Room
from gui.parts.days import day_typed, today
from gui.parts.form import Form
from gui.ranking.why import why_words
from gui.stature.evidence_dialog import EvidenceDialog
from gui.stature.fact_dialog import FactDialog
from gui.stature.person_dialog import PersonDialog


class Candidates(Room):
    """The Candidates menu."""

    def add(self) -> None:
        """Adds a person by hand."""
        board = self.session.board
        form = PersonDialog(self.window, board.campaign.market if board else "")
        form.accepted.connect(lambda: self._add(form))
        form.open()

    def pin(self) -> None:
        """Gives a seat whatever the rank."""
        self._decide("pin")

    def exclude(self) -> None:
        """Leaves somebody out, with a reason."""
        text = tr("Nobody is left out unexplained: the reason is kept and printed.")
        form = Form("exclude_dialog", tr("Exclude"), tr("Exclude"), self.window, text)
        reason = form.line("exclude_reason", tr("Reason"))
        form.accepted.connect(lambda: self._decide("exclude", reason.text()))
        form.open()

    def release(self) -> None:
        """Takes a pin or an exclusion back."""
        self._decide("release")

    def cost(self) -> None:
        """What this guest costs, where it is not what every guest costs."""
        board, place, campaign, person = self.session.board, self.live.selected, self.campaign, self.person()
        if board is None or place is None or person is None:
            return
        form = Form("cost_dialog", tr("Cost of this guest"), tr("Keep"), self.window)
        own = board.cost.get(place)
        cost = form.number("cost", tr("Cost"), -1, -1, 1_000_000)
        cost.setSpecialValueText(tr("as for every guest"))
        cost.setGroupSeparatorShown(True)
        cost.setValue(-1 if own is None else round(own))

        def work(workspace: Any, progress: Any) -> Changed:
            from core.campaign import rules

            return rules.set_cost(workspace, campaign, person, None if cost.value() < 0 else cost.value())

        form.accepted.connect(lambda: self.session.act(work))
        form.open()

    def offline(self) -> None:
        """Flags somebody as absent from the networks by choice."""
        self._flag(True)

    def online(self) -> None:
        """Takes that flag back."""
        self._flag(False)

    def why(self) -> None:
        """Says why the selected candidate stands above the next one."""
        words = why_words(self.live)
        if words is not None:
            messages.inform(self.window, *words)

    def _decide(self, decision: str, *values: str) -> None:
        campaign, person = self.campaign, self.person()
        if person is not None:
            self.session.act(lambda ws, progress: _action("campaigns", decision)(ws, campaign, person, *values))

    def _flag(self, offline: bool) -> None:
        person = self.person()
        if person is not None:
            self.session.act(lambda ws, progress: _action("stature", "set_offline")(ws, person, offline))

    def _add(self, form: PersonDialog) -> None:
        campaign, new = self.campaign, form.person()
        self.session.act(
            lambda ws, progress: _action("campaigns", "add_person")(ws, campaign, new), self.window.show_person
        )


class Stature(Room):
    """The Stature menu."""

    def next(self) -> None:
        """Selects the candidate whose assessment could change the list most, and puts the keyboard there."""
        queue = self.live.triage
        if queue is None or not len(queue):
            return
        waiting = [int(place) for place in queue[:2] if int(place) != self.live.selected] or [int(queue[0])]
        self.live.select(waiting[0])
        self.window.ranking.reveal(waiting[0])
        self.window.dossier.assess()

    def assess(self) -> None:
        """Puts the keyboard on the selected candidate's criteria."""
        self.window.dossier.assess()

    def evidence(self, criterion: str = "", file: Path | None = None) -> None:
        """Adds a piece of evidence, with a file where one was dropped."""
        held = self.window.dossier.dossier
        if held is None:
            return
        form = EvidenceDialog(self.window, held.person.name, held.criteria, criterion, file)
        form.accepted.connect(lambda: self._add(form, held.person.id))
        form.open()

    def fact(self) -> None:
        """Gives the level that a number stands for."""
        held = self.window.dossier.dossier
        if held is not None:
            form = FactDialog(self.window, held.person.name, held.criteria)
            form.accepted.connect(lambda: self._state(form, held))
            form.open()

    def file(self) -> None:
        """Attaches a file to the piece of evidence the keyboard is on, or saves the one it has."""
        self.window.dossier.evidence_file()

    def others(self) -> None:
        """Shows what other assessors said before one has rated, or hides it again."""
        self.window.dossier.toggle_others()

    def import_levels(self) -> None:
        """Imports levels and notes from files."""
        self.window.run("files.import_files", "stature")

    def _add(self, form: EvidenceDialog, person: int) -> None:
        piece, file = form.piece(person, self.kept.get(ASSESSOR)), form.file.path
        self.session.act(lambda ws, progress: _action("stature", "add_evidence")(ws, piece, file))

    def _state(self, form: FactDialog, held: Dossier) -> None:
        fact, value, person = form.fact, form.value.value(), held.person.id
        if fact is None:
            return
        given = {"where": form.where.text().strip(), "dated": day_typed(form.when.text()), "day": today()}
        said = {"assessor": self.kept.get(ASSESSOR), "campaign": self.campaign}
        said["market"] = held.market_of(fact.criterion)
        self.session.act(
            lambda ws, progress: _action("stature", "state_fact")(ws, person, fact, value, **given, **said)
        )


def _action(room: str, name: str) -> Callable[..., Changed | tuple[Any, Changed]]:
    """An action of the core, imported when it is needed."""
    from importlib import import_module

    return getattr(import_module(_ROOMS[room]), name)


_ROOMS = {"campaigns": "core.campaign.actions", "stature": "core.stature.actions"}
