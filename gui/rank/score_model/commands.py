"""The score: its model, and the days on which somebody was away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.errors import Trouble
from core.i18n import tr
from gui.desk.actions import absences, campaigns, flagged, online
from gui.desk.commands import Commands
from gui.desk.desk import Desk
from gui.parts.days import day_typed
from gui.parts.form import Form

if TYPE_CHECKING:
    from gui.rank.dossier.panel import DossierPanel


class Score(Commands):
    """The score model and declared absences."""

    def __init__(self, desk: Desk, panel: Callable[[], DossierPanel]) -> None:
        super().__init__(desk)
        self._panel = panel

    def model(self) -> None:
        """The score model of the campaign, and what another would do."""
        from gui.rank.score_model.model_dialog import ScoreModelDialog

        ScoreModelDialog(self.desk.parent_widget, self.session).open()

    def metrics(self) -> None:
        """How the campaign reads counts, and the scales of external scores."""
        campaign = self.campaign
        if self.live.board is not None:
            self.session.ask(online.usual_scales, campaign).then(lambda usual: self._ask_metrics(campaign, usual))

    def _ask_metrics(self, campaign: int, usual: Mapping[str, float]) -> None:
        from core.campaign.choices.metrics import read_metrics, with_metrics
        from gui.rank.score_model.metrics_dialog import MetricsDialog

        board = self.live.board
        if board is None:
            return
        rules = board.campaign.rules
        form = MetricsDialog(self.desk.parent_widget, read_metrics(rules), usual)
        form.accepted.connect(
            lambda: self.session.act(campaigns.change_campaign, campaign, rules=with_metrics(rules, form.metrics()))
        )
        form.open()

    def absence(self) -> None:
        """Declares the selected candidate absent for some days."""
        shown = self._panel().dossier
        if shown is not None:
            form = AbsenceForm(self.desk.parent_widget, shown.person.name)
            form.accepted.connect(lambda: self._declare_absence(form, shown.person.id))
            form.open()

    def present(self) -> None:
        """Takes the newest declared absence of the selected candidate back."""
        person = self.desk.person
        if person is not None:
            self.session.act(absences.remove_newest_absence, person)

    def flags(self) -> None:
        """The evidence of the selected candidate's flags."""
        self._panel().show_flags()

    def count_flagged(self) -> None:
        """Leaves what is flagged out of the scores of this campaign, or counts it again."""
        board, campaign = self.session.board, self.campaign
        if board is not None:
            now = flagged.read_flagged(board.campaign.rules)
            self.session.act(flagged.set_flagged, campaign, "counts" if now == "left_out" else "left_out")

    def _declare_absence(self, form: AbsenceForm, person: int) -> None:
        first, last = day_typed(form.first.text()), day_typed(form.last.text(), last=True)
        if first is not None and last is not None:
            self.session.act(absences.declare_absence, person, first, last, form.reason.text())


class AbsenceForm(Form):
    """The first and the last day of an absence, and why."""

    def __init__(self, parent: QWidget, name: str) -> None:
        text = tr("What was observed on these days does not count, so a holiday costs nothing.")
        super().__init__("absence_dialog", tr("Absence of {name}", name=name), tr("Declare"), parent, text)
        self.first = self.day("absence_first", tr("First day"), None)
        self.last = self.day("absence_last", tr("Last day"), None, last=True)
        self.reason = self.line("absence_reason", tr("Reason"), hint=tr("a holiday, an illness…"))

    def check(self) -> None:
        days = []
        for field in (self.first, self.last):
            with self.about(field):
                days.append(day_typed(field.text(), last=field is self.last))
                if days[-1] is None:
                    raise Trouble(tr("An absence has a first and a last day."), "", tr("Type both."))
        first, last = days
        with self.about(self.last):
            if first is not None and last is not None and last < first:
                raise Trouble(tr("An absence ends on the day it begins or later."), "", tr("Check both days."))
