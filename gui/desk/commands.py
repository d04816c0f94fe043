"""What every room's commands have: the desk they work at."""

from __future__ import annotations

from gui.desk.desk import Desk


class Commands:
    """A few commands of one room of the window."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.session, self.live, self.settings = desk.session, desk.live, desk.settings

    @property
    def campaign(self) -> int:
        """The id of the campaign in view."""
        return self.session.campaign
