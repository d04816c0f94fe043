"""People: somebody added by hand."""

from __future__ import annotations

from gui.desk.actions import campaigns
from gui.desk.commands import Commands
from gui.people.person_dialog import PersonDialog


class People(Commands):
    """The part of the Candidates menu that is about people, in this campaign or not."""

    def add(self) -> None:
        """Adds a person by hand."""
        board, campaign = self.session.board, self.campaign
        form = PersonDialog(self.desk.parent_widget, board.campaign.market if board else "")
        form.accepted.connect(
            lambda: self.session.act(campaigns.add_person, campaign, form.person()).then(self.desk.show_person)
        )
        form.open()
