"""How far the campaign is, shown on the rail and on the page of all campaigns."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.i18n import day
from gui.desk.live import Live
from gui.desk.session import Session
from gui.parts.days import today
from gui.window import places
from gui.window.places import PlaceStack, Standing
from gui.window.rail import Rail


class Journey(QObject):
    """Tells the rail and the places what is known; ``standing`` is what was last looked up in the workspace."""

    def __init__(self, session: Session, live: Live, rail: Rail, stack: PlaceStack) -> None:
        super().__init__(rail)
        self.session, self.live, self.rail, self.stack = session, live, rail, stack
        self.standing: Standing | None = None
        live.moved.connect(self._say_board)
        live.analysis_ready.connect(self._say_board)

    def follow(self) -> None:
        """The campaign in view is another, or has changed."""
        board = self.session.board
        one = None if board is None else board.campaign
        below = "" if one is None else " · ".join(filter(None, (one.place, day(one.day, "medium"))))
        self.rail.campaign.show_campaign("" if one is None else one.name, below)
        for key in places.OF_A_CAMPAIGN:
            self.rail.places[key].setEnabled(one is not None)
        self._say_board()
        if self.session.path is None:
            self._show_standing(None)
        else:
            asked = self.session.ask_latest("standing", places.ask_standing, self.session.campaign, today())
            asked.then(self._show_standing)

    def show_campaigns(self) -> None:
        """Shows the campaigns of the workspace on their page, where that has been made."""
        from gui.window.campaign_place import CampaignPlace

        place = self.stack.made(places.CAMPAIGN)
        if isinstance(place, CampaignPlace):
            place.show_campaigns(self.standing.campaigns if self.standing else [], self.session.campaign)

    def begin_new_campaign(self) -> None:
        """Puts the keyboard where a new campaign is named."""
        from gui.window.campaign_place import CampaignPlace

        place = self.stack.place(places.CAMPAIGN)
        if isinstance(place, CampaignPlace):
            place.begin_new()

    def _say_board(self) -> None:
        self.rail.say_states(places.board_states(self.live))

    def _show_standing(self, standing: Standing | None) -> None:
        self.standing = standing
        self.rail.say_states(places.standing_states(standing))
        if self.stack.made(places.CAMPAIGN) is not None:
            self.show_campaigns()
