"""Undo and redo as the Edit menu has them."""

from __future__ import annotations

from core.i18n import tr
from core.workspace import undo as undo_log
from core.workspace.changed import Changed, Steps, changed
from core.workspace.store import Workspace


def undo(workspace: Workspace) -> Changed:
    """Takes the last step back, and says so with the way back; its name is empty when there was none."""
    for_good = undo_log.steps(workspace.connection).for_good
    name = workspace.undo()
    if for_good:
        said = tr("Undone: “{step}”. To bring it back, import the file again.", step=name)
    else:
        said = tr("Undone: “{step}”. Redo brings it back.", step=name)
    return changed(name, *undo_log.AREAS, said=said if name else "")


def redo(workspace: Workspace) -> Changed:
    """Does the last undone step again, and says so with the way back; its name is empty when there was none."""
    name = workspace.redo()
    said = tr("Done again: “{step}”. Undo takes it back.", step=name) if name else ""
    return changed(name, *undo_log.AREAS, said=said)


def steps(workspace: Workspace) -> Steps:
    """What the Edit menu shows."""
    return undo_log.steps(workspace.connection)
