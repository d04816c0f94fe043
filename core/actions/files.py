"""Actions on the workspace file: open, check, back up, restore."""

from __future__ import annotations

from pathlib import Path

from core.workspace import backup, store
from core.workspace.store import Workspace


def open_workspace(path: Path) -> Workspace:
    """Opens a workspace, making it if it is not there. Trouble as ``core.workspace.store.open_workspace``."""
    return store.open_workspace(path)


def temporary_workspace() -> Workspace:
    """A workspace in memory, for a job without a window."""
    return store.temporary_workspace()


def check(workspace: Workspace) -> list[str]:
    """What is wrong with the file; empty when it is sound."""
    return backup.faults(workspace.connection)


def back_up(workspace: Workspace, target: Path) -> None:
    """Copies the workspace, whole or not at all."""
    backup.back_up(workspace, target)


def restore(source: Path, target: Path) -> None:
    """Puts a backup in a workspace's place, keeping what stood there beside it."""
    backup.restore(source, target)
