"""What the menus do: one class a room, one short method a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.assess.commands import Assessing, Stature
from gui.lists.commands import Outputs, Shortlist
from gui.people.importing.commands import Imports
from gui.rank.commands import Choosing, Ranking
from gui.rank.dossier.commands import Candidates
from gui.rank.score_model.commands import Score
from gui.window.edit_commands import Edit
from gui.window.file_commands import Files
from gui.window.view_commands import Help, View

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


def commands(window: MainWindow) -> dict[str, object]:
    """The rooms by name; a command ``files.open`` is the method ``open`` of the room ``files``."""
    first = (Files, Imports, Outputs, Edit, Candidates, Stature, Assessing)
    rooms = (*first, Ranking, Choosing, Score, Shortlist, View, Help)
    return {room.__name__.lower(): room(window) for room in rooms}
