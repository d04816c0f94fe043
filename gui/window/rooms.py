"""What the menus do: the commands of each room, joined to the widgets they act on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.assess.commands import Assessing
from gui.desk.desk import Desk
from gui.invitations.commands import Invitations
from gui.lists.commands import Outputs, Shortlist
from gui.people.commands import People
from gui.people.importing.commands import Imports
from gui.rank.commands import Choosing, Ranking
from gui.rank.dossier.commands import Candidates, Stature
from gui.rank.dossier.panel import DossierPanel
from gui.rank.map.view import MapView
from gui.rank.score_model.commands import Score
from gui.rank.table.filter_strip import FilterStrip
from gui.rank.table.pinned_pane import PinnedPane
from gui.rank.table.view import RankingView
from gui.window.edit_commands import Edit
from gui.window.file_commands import Files
from gui.window.header import Header
from gui.window.search import SearchField
from gui.window.view_commands import Help, View


@dataclass(frozen=True)
class Views:
    """What the window shows, and its commands act on."""

    header: Header
    search: SearchField
    filter_strip: FilterStrip
    pinned_pane: PinnedPane
    ranking: RankingView
    map: MapView
    dossier: DossierPanel


@dataclass(frozen=True)
class Rooms:
    """The commands by room. A menu holds their methods."""

    files: Files
    imports: Imports
    outputs: Outputs
    edit: Edit
    people: People
    candidates: Candidates
    stature: Stature
    assessing: Assessing
    ranking: Ranking
    choosing: Choosing
    score: Score
    shortlist: Shortlist
    invitations: Invitations
    view: View
    help: Help


def furnish(desk: Desk, views: Views, open_sample: Callable[[], None], change_look: Callable[[], None]) -> Rooms:
    """The rooms of a window. ``open_sample`` and ``change_look`` are for the program around it: the fictional
    campaign is wanted, or the window anew after another language, appearance or size of its text."""
    imports = Imports(desk)
    return Rooms(
        files=Files(desk, imports.wizard, open_sample, change_look),
        imports=imports,
        outputs=Outputs(desk),
        edit=Edit(desk, views.search, views.filter_strip),
        people=People(desk),
        candidates=Candidates(desk),
        stature=Stature(desk, views.dossier),
        assessing=Assessing(desk),
        ranking=Ranking(desk, views.header.weight_bar),
        choosing=Choosing(desk, views.ranking, views.filter_strip, views.pinned_pane),
        score=Score(desk, views.dossier),
        shortlist=Shortlist(desk),
        invitations=Invitations(desk),
        view=View(desk, views.ranking, views.map, views.dossier, change_look),
        help=Help(desk),
    )
