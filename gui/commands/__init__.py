"""What the menus do: one class a room, one short method a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.commands.assessing import Assessing
from gui.commands.candidates import Candidates, Stature
from gui.commands.choosing import Choosing
from gui.commands.files import Files
from gui.commands.imports import Imports
from gui.commands.look import Help, View
from gui.commands.outputs import Outputs, Shortlist
from gui.commands.ranking import Edit, Ranking
from gui.commands.score import Score

if TYPE_CHECKING:
    from gui.main_window import MainWindow


def commands(window: MainWindow) -> dict[str, object]:
    """The rooms by name; a command ``files.open`` is the method ``open`` of the room ``files``."""
    first = (Files, Imports, Outputs, Edit, Candidates, Stature, Assessing)
    rooms = (*first, Ranking, Choosing, Score, Shortlist, View, Help)
    return {room.__name__.lower(): room(window) for room in rooms}
