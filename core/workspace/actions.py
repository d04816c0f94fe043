"""Undo and redo as the Edit menu has them."""

from __future__ import annotations

from core.workspace import undo as workspace_undo
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def undo(workspace: Workspace) -> Changed:
    """Takes the last step back; its name is empty when there was none."""
    return changed(workspace_undo.undo(workspace), *workspace_undo.AREAS)


def redo(workspace: Workspace) -> Changed:
    """Does the last undone step again; its name is empty when there was none."""
    return changed(workspace_undo.redo(workspace), *workspace_undo.AREAS)


def steps(workspace: Workspace) -> workspace_undo.Steps:
    """What the Edit menu shows."""
    return workspace_undo.steps(workspace)
