"""The score: its model, and the days on which somebody was away."""

from __future__ import annotations

from typing import Any

from core.errors import Trouble
from core.i18n import tr
from gui.desk.commands import Commands
from gui.parts.days import day_typed
from gui.parts.form import Form


class Score(Commands):
    """The score model and declared absences."""

    def model(self) -> None:
        """The score model of the campaign, and what another would do."""
        from gui.rank.score_model.model_dialog import ScoreModelDialog

        ScoreModelDialog(self.window, self.session).open()

    def absence(self) -> None:
        """Declares the selected candidate absent for some days."""
        held = self.window.dossier.dossier
        if held is not None:
            form = AbsenceForm(self.window, held.person.name)
            form.accepted.connect(lambda: self._declare(form, held.person.id))
            form.open()

    def present(self) -> None:
        """Takes the newest declared absence of the selected candidate back."""
        person = self.person()

        def work(workspace: Any, progress: Any) -> Any:
            from core.scoring import actions as absences

            return absences.remove_newest_absence(workspace, person)

        if person is not None:
            self.session.act(work)

    def _declare(self, form: AbsenceForm, person: int) -> None:
        first, last, reason = day_typed(form.first.text()), day_typed(form.last.text()), form.reason.text()

        def work(workspace: Any, progress: Any) -> Any:
            from core.scoring import actions as absences

            return absences.declare_absence(workspace, person, first, last, reason)

        self.session.act(work)


class AbsenceForm(Form):
    """The first and the last day of an absence, and why."""

    def __init__(self, parent: Any, name: str) -> None:
        text = tr("What was observed on these days does not count, so a holiday costs nothing.")
        super().__init__("absence_dialog", tr("Absence of {name}", name=name), tr("Declare"), parent, text)
        self.first = self.day("absence_first", tr("First day"), None)
        self.last = self.day("absence_last", tr("Last day"), None)
        self.reason = self.line("absence_reason", tr("Reason"), hint=tr("a holiday, an illness…"))

    def check(self) -> None:
        first, last = day_typed(self.first.text()), day_typed(self.last.text())
        if first is None or last is None:
            raise Trouble(tr("An absence has a first and a last day."), "", tr("Type both."))
        if last < first:
            raise Trouble(tr("An absence ends on the day it begins or later."), "", tr("Check both days."))
