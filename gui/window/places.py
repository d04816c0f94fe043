"""The seven places of the window: their keys in the order of the work, and what each is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from core.i18n import decimal, integer, tr, trn
from gui.desk.actions import invitation_states, invitation_tables, invitations, rights_tables, shortlist_tables
from gui.desk.live import Live
from gui.parts.place import Place
from gui.parts.plain import without_mnemonic

if TYPE_CHECKING:
    from core.invitations.actions import ListedCampaign
    from core.workspace.store import Workspace

CAMPAIGN, PEOPLE, ASSESS, RANK, LIST, INVITATIONS, RIGHTS = KEYS = (
    "campaign",
    "people",
    "assess",
    "rank",
    "list",
    "invitations",
    "rights",
)
OF_A_CAMPAIGN = (PEOPLE, ASSESS, RANK, LIST, INVITATIONS)
"""The places that show nothing where there is no campaign."""
TEXTS = {
    CAMPAIGN: "&Campaign",
    PEOPLE: "&People",
    ASSESS: "&Assess",
    RANK: "&Rank",
    LIST: "&List",
    INVITATIONS: "&Invitations",
    RIGHTS: "Ri&ghts",
}
"""What each place is called in the menus, in English and with its mnemonic."""
STATES = ("preparing", "frozen", "invited", "held")
"""How far a campaign may be, in order."""


def titles() -> dict[str, str]:
    """What each place is called, by its key."""
    return {key: without_mnemonic(tr(text)) for key, text in TEXTS.items()}


@dataclass(frozen=True)
class PlaceState:
    """How far a place is, in words, and whether something waits there."""

    words: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Standing:
    """What is known of a campaign beyond its board: all campaigns of the workspace, how many lists were frozen and
    who signed the newest, how many guests said yes, no, or nothing yet, and how many people have still to be told
    that they are held."""

    campaigns: list[ListedCampaign]
    frozen: int
    signer: str
    yes: int
    no: int
    silent: int
    to_tell: int = 0


def ask_standing(workspace: Workspace, campaign: int, today: date) -> Standing:
    """Looks up how far a campaign is."""
    stored = [one.state for one in invitation_tables.invitations(workspace, campaign)]
    frozen, signer = shortlist_tables.newest_list(workspace, campaign)
    said = (invitation_states.SAID_YES, invitation_states.SAID_NO, {invitation_states.INVITED})
    yes, no, silent = (sum(state in group for state in stored) for group in said)
    untold = rights_tables.count_untold(workspace)
    return Standing(invitations.list_campaigns(workspace, today), frozen, signer, yes, no, silent, untold)


def board_states(live: Live) -> dict[str, PlaceState]:
    """What the board in view says of People, Assess and Rank."""
    board = live.board
    if board is None:
        return dict.fromkeys((PEOPLE, ASSESS, RANK), PlaceState())
    assessed = tr("{n} of {all}", n=integer(board.assessed), all=integer(len(board)))
    weight = tr("weight {weight} %", weight=decimal(live.weight / 10, 1 if live.weight % 10 else 0))
    return {
        PEOPLE: PlaceState(trn("{n} person", "{n} people", len(board)), not len(board)),
        ASSESS: PlaceState(assessed, live.triage is not None and bool(len(live.triage))),
        RANK: PlaceState(weight),
    }


def standing_states(standing: Standing | None) -> dict[str, PlaceState]:
    """What the workspace says of Campaign, List and Invitations."""
    if standing is None:
        return dict.fromkeys((CAMPAIGN, LIST, INVITATIONS, RIGHTS), PlaceState())
    return {
        CAMPAIGN: campaign_state(standing),
        LIST: list_state(standing),
        INVITATIONS: invitation_state(standing),
        RIGHTS: rights_state(standing),
    }


def list_state(standing: Standing) -> PlaceState:
    """Which version is the newest, and whether it is signed."""
    if not standing.frozen:
        return PlaceState(tr("nothing frozen yet"))
    words = tr("version {n}, signed") if standing.signer else tr("version {n}")
    return PlaceState(words.format(n=integer(standing.frozen)))


def rights_state(standing: Standing) -> PlaceState:
    """How many people have still to be told."""
    if not standing.to_tell:
        return PlaceState(tr("nobody to tell"))
    return PlaceState(trn("{n} to tell", "{n} to tell", standing.to_tell), True)


def invitation_state(standing: Standing) -> PlaceState:
    """How many said yes and no."""
    if not standing.yes + standing.no + standing.silent:
        return PlaceState(tr("nobody invited yet"))
    words = tr("{yes} yes · {no} no", yes=integer(standing.yes), no=integer(standing.no))
    return PlaceState(words, bool(standing.silent))


def campaign_state(standing: Standing) -> PlaceState:
    """How many campaigns are still under way."""
    under_way = sum(one.state != "held" for one in standing.campaigns)
    return PlaceState(trn("{n} under way", "{n} under way", under_way))


def state_words(state: str) -> str:
    """The state of a campaign (preparing, frozen, invited, held) in words."""
    words = {
        "preparing": tr("preparing"),
        "frozen": tr("frozen"),
        "invited": tr("invited"),
        "held": tr("held"),
    }
    return words[state]


class PlaceStack(QStackedWidget):
    """The places, each made when it is first needed. ``turned`` (key) after another has come into view."""

    turned = Signal(str)

    def __init__(self, makers: Mapping[str, Callable[[], Place]]) -> None:
        super().__init__()
        self.setObjectName("places")
        self._makers = makers
        self._made: dict[str, Place] = {}
        self.current = ""
        """The key of the place in view; empty before the first."""

    @property
    def shown(self) -> Place:
        """The place in view."""
        return self._made[self.current]

    def made(self, key: str) -> Place | None:
        """A place that has been made already."""
        return self._made.get(key)

    def place(self, key: str) -> Place:
        """A place; it is made where it was not yet."""
        if key not in self._made:
            self._made[key] = self._makers[key]()
            self.addWidget(self._made[key])
        return self._made[key]

    def go(self, key: str) -> Place:
        """Brings a place into view."""
        place = self.place(key)
        if key == self.current:
            return place
        if self.current:
            self.shown.leave()
        self.current = key
        self.setCurrentWidget(place)
        place.come()
        self.turned.emit(key)
        return place

    def forget(self, *keys: str) -> None:
        """Lets places go: they are made anew when they are needed again."""
        for key in keys:
            gone = self._made.pop(key, None)
            if gone is not None:
                self.removeWidget(gone)
                gone.deleteLater()
