"""Choices stored in the workspace as text: how things look and how files leave."""

from __future__ import annotations

from core.workspace.sql import execute, fetch_value
from core.workspace.store import Workspace


def setting(workspace: Workspace, name: str) -> str:
    """A choice kept in the workspace, as text; empty where there is none."""
    return str(fetch_value(workspace.connection, "SELECT value FROM setting WHERE name=?", (name,)) or "")


def store_setting(workspace: Workspace, name: str, value: str) -> None:
    """Keeps a choice in the workspace, unless it is read-only. Choices of how things look are no steps: undo passes
    them by."""
    if workspace.read_only:
        return
    with workspace.unrecorded():
        sql = "INSERT INTO setting(name, value) VALUES (?,?) ON CONFLICT(name) DO UPDATE SET value=excluded.value"
        execute(workspace.connection, sql, (name, value))
