"""What every room of the window may ask of the window around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from core.settings import Settings
from gui.desk.live import Live
from gui.desk.session import Session


class Desk(Protocol):
    """The window as its rooms see it. ``parent`` is the widget that dialogs belong to."""

    session: Session
    live: Live
    settings: Settings

    @property
    def parent_widget(self) -> QWidget:
        """The widget that dialogs belong to."""

    @property
    def person(self) -> int | None:
        """The id of the selected candidate."""

    def say(self, text: str) -> None:
        """Something done, in the status line."""

    def go(self, place: str) -> None:
        """Brings a place into view by its key: campaign, people, assess, rank, list, invitations, rights."""

    def show_person(self, person: int) -> None:
        """Selects somebody and brings the row into view."""

    def name_assessor(self, then: Callable[[], object]) -> None:
        """Does something that bears the assessor's name; the name is asked for first where it is not known."""
