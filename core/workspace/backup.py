"""Copies of the workspace that can be trusted: made by SQLite itself, checked before they replace anything."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from core.errors import Trouble
from core.files import replace_whole
from core.i18n import tr
from core.workspace.store import Workspace, open_workspace


def back_up(workspace: Workspace, target: Path) -> None:
    """Copies the open workspace to a file, whole or not at all, and checks the copy."""
    with replace_whole(target) as draft:
        copy = sqlite3.connect(draft)
        try:
            workspace.connection.backup(copy)
            _refuse_damage(faults(copy), target)
        finally:
            copy.close()


def restore(backup: Path, target: Path) -> None:
    """Puts a backup in a workspace's place; what stood there is kept beside it as ``*.before-restore``.

    Trouble when the backup is no sound workspace, or the workspace is open elsewhere; nothing is then changed.
    """
    if not backup.exists():
        raise Trouble(tr("There is no such file."), str(backup), tr("Choose a backup."))
    source = open_workspace(backup)
    try:
        _refuse_damage(faults(source.connection), backup)
        if target.exists():
            present = open_workspace(target)
            back_up(present, target.with_name(f"{target.name}.before-restore"))
            present.close()
        back_up(source, target)
    finally:
        source.close()


def faults(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with the file and between its tables; empty when it is sound."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [fault for fault in found if fault != "ok"] + [f"{row[0]}, row {row[1]}" for row in broken]


def _refuse_damage(found: list[str], where: Path) -> None:
    if found:
        raise Trouble(tr("The workspace is damaged."), f"{where}: {found[0]}", tr("Use an older backup."))
