"""Invitations: everyone on the list with their state, waves, replies, and what was learnt."""

from __future__ import annotations

from core.i18n import tr
from gui.desk.desk import Desk
from gui.desk.page_place import PagePlace
from gui.invitations.invitations_view import InvitationsView


class InvitationsPlace(PagePlace):
    """The invitations of the campaign in view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("invitations", tr("Invitations"), desk)

    def make_page(self) -> InvitationsView:
        return InvitationsView(self, self.session)

    def show_next(self) -> None:
        self.say_next(tr("Whom the list invites, in waves, and what they answer; nothing is sent by the program."))

    def look_again(self) -> None:
        if isinstance(self.page, InvitationsView):
            self.page.look_again()
