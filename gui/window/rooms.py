"""What the menus do: the commands of each room, joined to the places they act on; and each room's place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtWidgets import QDialog

from gui.assess.commands import Assessing
from gui.desk.desk import Desk
from gui.invitations.commands import Invitations
from gui.lists.commands import Outputs, Shortlist
from gui.parts.place import Place
from gui.people.commands import People
from gui.people.importing.commands import Imports
from gui.rank.commands import Choosing, Ranking
from gui.rank.dossier.commands import Candidates, Stature
from gui.rank.score_model.commands import Score
from gui.window.edit_commands import Edit
from gui.window.file_commands import Files
from gui.window.places import PEOPLE, PlaceStack
from gui.window.view_commands import Help, View

if TYPE_CHECKING:
    from gui.people.place import PeoplePlace
    from gui.rank.place import RankPlace


class Window(Desk, Protocol):
    """The window as its own commands see it: a desk with places."""

    stack: PlaceStack

    def begin_new_campaign(self) -> None:
        """Puts the keyboard where a new campaign is named."""

    def show_palette(self) -> QDialog:
        """The field in which everything is found."""

    def show_rank(self) -> RankPlace:
        """Rank, brought into view."""


@dataclass(frozen=True)
class Rooms:
    """The commands by room. A menu holds their methods. Each room's place is made, and loaded, when it is needed."""

    desk: Desk
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

    def make_people_place(self) -> Place:
        from gui.people.place import ImportWays, PeoplePlace

        ways = ImportWays(self.files.import_files, self.files.paste, self.files.import_paths)
        return PeoplePlace(self.desk, self.people, self.imports, ways)

    def make_assess_place(self) -> Place:
        from gui.assess.place import AssessPlace

        return AssessPlace(self.desk, self.assessing)

    def make_list_place(self) -> Place:
        from gui.lists.place import ListPlace

        return ListPlace(self.desk, self.shortlist, self.outputs)

    def make_invitations_place(self) -> Place:
        from gui.invitations.place import InvitationsPlace

        return InvitationsPlace(self.desk)

    def make_rights_place(self) -> Place:
        from gui.rights.place import RightsPlace

        return RightsPlace(self.desk)


def furnish(window: Window, open_sample: Callable[[], None], change_look: Callable[[], None]) -> Rooms:
    """The rooms of a window. ``open_sample`` and ``change_look`` are for the program around it: the fictional
    campaign is wanted, or the window anew after another language, appearance or size of its text."""
    imports = Imports(window, lambda: cast("PeoplePlace", window.stack.go(PEOPLE)))
    rank = window.show_rank
    return Rooms(
        desk=window,
        files=Files(window, imports.begin, open_sample, change_look, window.begin_new_campaign),
        imports=imports,
        outputs=Outputs(window),
        edit=Edit(window, lambda: window.stack.shown, rank, window.show_palette),
        people=People(window),
        candidates=Candidates(window),
        stature=Stature(window, lambda: rank().open_dossier()),
        assessing=Assessing(window),
        ranking=Ranking(window, rank),
        choosing=Choosing(window, rank),
        score=Score(window, lambda: rank().open_dossier()),
        shortlist=Shortlist(window),
        invitations=Invitations(window),
        view=View(window, lambda: window.stack.shown, rank, change_look),
        help=Help(window),
    )
