"""Candidates and Stature: decide on somebody, add somebody, assess."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.i18n import tr
from core.workspace.changed import Changed
from gui.desk import messages
from gui.desk.commands import Commands
from gui.parts.form import Form
from gui.people.person_dialog import PersonDialog
from gui.rank.dossier.why import why_words


class Candidates(Commands):
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


def _action(room: str, name: str) -> Callable[..., Changed | tuple[Any, Changed]]:
    """An action of the core, imported when it is needed."""
    from importlib import import_module

    return getattr(import_module(_ROOMS[room]), name)


_ROOMS = {"campaigns": "core.campaign.actions", "stature": "core.stature.actions"}
