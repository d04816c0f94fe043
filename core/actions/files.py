"""Actions on the workspace file: open, back up, restore."""

from __future__ import annotations

from pathlib import Path

from core.workspace import store
from core.workspace.store import Workspace


def open_workspace(path: Path) -> Workspace:
    """Opens a workspace, making it if it is not there. Trouble as ``core.workspace.store.open_workspace``."""
    return store.open_workspace(path)


def temporary_workspace() -> Workspace:
    """A workspace in memory, for a job without a window."""
    return store.temporary_workspace()
