"""The invitations and their replies, and what the client may read of a guest."""

from __future__ import annotations

from core.i18n import tr
from gui.desk.actions import campaign_tables, invitations
from gui.desk.commands import Commands
from gui.parts.form import Form


class Invitations(Commands):
    """The part of the Shortlist menu that is about guests."""

    def show(self) -> None:
        """The invitations and replies."""
        self.desk.go("invitations")

    def note(self) -> None:
        """What the client may read of the selected candidate."""
        person, campaign = self.desk.person, self.campaign
        if person is not None:
            found = self.session.ask(campaign_tables.client_note, campaign, person)
            found.then(lambda text: self._ask_note(campaign, person, text))

    def _ask_note(self, campaign: int, person: int, text: str) -> None:
        hint = tr("The client reads this in the report and the exports. Assessors’ notes stay in the house.")
        form = Form("note_dialog", tr("Note for the client"), tr("Keep"), self.desk.parent_widget, hint)
        field = form.line("client_note", tr("Note"), text)
        form.accepted.connect(lambda: self.session.act(invitations.write_client_note, campaign, person, field.text()))
        form.open()
