"""What every room of commands has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


class Commands:
    """A few commands over the window's session and views."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.session = window.session
        self.live = window.live
        self.kept = window.settings

    @property
    def campaign(self) -> int:
        """The id of the campaign in view."""
        return self.session.campaign

    def person(self) -> int | None:
        """The id of the selected candidate."""
        return self.window.dossier.person
