"""Finding people by what the user types."""

from __future__ import annotations

from core.people import tables
from core.workspace.store import Workspace


def find_people(workspace: Workspace, text: str) -> list[int]:
    """The ids of those whose name, handle or organisation holds the text, ascending."""
    return tables.ids_matching(workspace, text.strip().lstrip("@"))
