"""Undo and redo as the Edit menu has them."""

from __future__ import annotations

from core.workspace import undo as undo_log
from core.workspace.changed import Changed, Steps, changed
from core.workspace.store import Workspace


def undo(workspace: Workspace) -> Changed:
    """Takes the last step back; its name is empty when there was none."""
    return changed(workspace.undo(), *undo_log.AREAS)


def redo(workspace: Workspace) -> Changed:
    """Does the last undone step again; its name is empty when there was none."""
    return changed(workspace.redo(), *undo_log.AREAS)


def steps(workspace: Workspace) -> Steps:
    """What the Edit menu shows."""
    return undo_log.steps(workspace.connection)
