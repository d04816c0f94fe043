"""What the palette offers: the commands of the menus, the campaigns of the workspace, the people of the campaign."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from core.i18n import tr
from gui.desk.actions import find
from gui.desk.desk import Desk
from gui.window.journey import Journey
from gui.window.menus import Command, Menu
from gui.window.palette import Offer, Palette, command_offers

PEOPLE_FOUND = 12


class Finder:
    """``open_campaign`` (id) brings a campaign of this workspace into view."""

    def __init__(self, desk: Desk, journey: Journey, open_campaign: Callable[[int], None]) -> None:
        self.desk, self.journey, self._open_campaign = desk, journey, open_campaign

    def open(self, parent: QWidget, shown: Sequence[Menu], actions: Mapping[Command, QAction]) -> Palette:
        """Opens the palette over a window."""
        opened = Palette(parent, [*command_offers(shown, actions), *self._campaign_offers()], self._seek_people)
        opened.open()
        return opened

    def _campaign_offers(self) -> list[Offer]:
        standing, kind = self.journey.standing, tr("Campaign")
        campaigns = [one.campaign for one in standing.campaigns] if standing else []
        return [Offer(one.name, kind, "", partial(self._open_campaign, one.id)) for one in campaigns]

    def _seek_people(self, text: str, show: Callable[[Sequence[Offer]], None]) -> None:
        """The people of this campaign whose name, handle or organisation holds a text."""

        def offer_found(people: list[int]) -> None:
            board = self.desk.live.board
            if board is None:
                return
            here = [person for person in people if person in board.person][:PEOPLE_FOUND]
            names = zip(board.name.take(board.person.searchsorted(here).tolist()), here, strict=True)
            show([Offer(name, tr("Candidate"), "", partial(self.desk.show_person, one)) for name, one in names])

        self.desk.session.ask_latest("palette", find.find_people, text).then(offer_found)
