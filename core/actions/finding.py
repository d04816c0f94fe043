"""Finding people by what the user types."""

from __future__ import annotations

from core.workspace import people
from core.workspace.store import Workspace


def find(workspace: Workspace, text: str) -> list[int]:
    """The ids of those whose name, handle or organisation holds the text, ascending."""
    return people.found(workspace, text.strip().lstrip("@"))
