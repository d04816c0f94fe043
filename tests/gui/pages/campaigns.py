"""The page of all campaigns as a user sees it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.window.campaign_dialog import CampaignDialog
from gui.window.campaign_place import CampaignPlace
from tests.gui.pages.events import press
from tests.gui.pages.forms import FormPage
from tests.gui.pages.window import WindowPage


class CampaignsPage:
    """The campaigns of the workspace, a new one, other workspaces."""

    def __init__(self, window: WindowPage) -> None:
        self.window = window
        window.trigger("files.new_campaign")
        place = window.window.stack.shown
        assert isinstance(place, CampaignPlace)
        self.place = place

    def names(self) -> list[str]:
        """The campaigns, each as it is read out."""
        return [card.accessibleName() for card in self.place.cards]

    def type_name(self, name: str) -> None:
        self.place.new.name.setText(name)

    def create(self, name: str) -> None:
        """Types a name and presses Enter."""
        self.type_name(name)
        self.window.after(lambda: press(self.place.new.name, Qt.Key.Key_Return))
        self.window.settle()

    def give_details(self) -> FormPage:
        """Opens the form of all its choices."""
        self.place.new.details.click()
        return FormPage(self.window, CampaignDialog)

    def open(self, at: int) -> None:
        """Opens a campaign by its card."""
        self.window.after(self.place.cards[at].click)
        self.window.settle()

    @property
    def blue(self) -> str:
        """The words of the blue button."""
        return self.place.blue.text()

    @property
    def stored(self) -> str:
        """Where the new campaign will be kept."""
        return self.place.new.stored.text()

    @property
    def focused(self) -> str:
        """The name of what has the keyboard."""
        focused = self.window.window.focusWidget()
        return "" if focused is None else focused.objectName()
