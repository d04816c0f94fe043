"""The check of a workspace by itself: after a crash and once a week, piece by piece, so that nobody waits for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta

from core.errors import Damaged
from core.i18n import tr, trn
from core.model import Progress, no_progress
from core.workspace import preferences
from core.workspace.digests import packed_faults
from core.workspace.registry import TABLES
from core.workspace.sql import fetch_rows
from core.workspace.store import CHECKED, Workspace
from core.workspace.troubles import restore_words, trouble_of

EVERY = timedelta(days=7)
MOST_FAULTS, MOST_LETTERS = 8, 200
"""Faults that are named, and letters of each: a file with more of them is lost anyway."""


def is_check_due(workspace: Workspace, today: date) -> bool:
    """Whether the file was not closed as it should be, or not looked at for a week by the clock of then or now."""
    if not workspace.is_file or workspace.read_only:
        return False
    try:
        last = date.fromisoformat(preferences.setting(workspace, CHECKED))
    except ValueError:
        return True
    return not timedelta() <= today - last < EVERY


def check_by_itself(workspace: Workspace, today: date, progress: Progress = no_progress) -> bool:
    """Checks the workspace where that is due, and returns whether it was. ``Damaged`` names what is damaged and where.

    From within ``progress`` the workspace may be read and edited: each piece is looked at as it stands then.
    """
    if not is_check_due(workspace, today):
        return False
    refuse_faults(workspace, _find_faults(workspace.connection, progress))
    note_checked(workspace, today)
    return True


def note_checked(workspace: Workspace, today: date) -> None:
    """Notes that the workspace was found sound."""
    preferences.store_setting(workspace, CHECKED, today.isoformat())


def refuse_faults(workspace: Workspace, faults: list[str]) -> None:
    """``Damaged`` where there are any, naming the first of them."""
    if faults:
        named = "; ".join(" ".join(fault.split())[:MOST_LETTERS] for fault in faults[:MOST_FAULTS])
        more = len(faults) - MOST_FAULTS
        named += " " + trn("and {n} more", "and {n} more", more) if more > 0 else ""
        raise Damaged(tr("The workspace is damaged."), f"{workspace.path.name}: {named}", restore_words())


def _find_faults(connection: sqlite3.Connection, progress: Progress) -> list[str]:
    names = ["sqlite_schema", *(table.name for table in TABLES)]
    found: list[str] = []
    try:
        for done, name in enumerate(names):
            progress(done, len(names) + 1, tr("Checking the workspace"))
            found += _table_faults(connection, name)
        for fault in packed_faults(connection, lambda: progress(len(names), len(names) + 1, tr("Checking the rows"))):
            found.append(fault)
    except sqlite3.DatabaseError as error:
        trouble = trouble_of(error, "")
        if trouble is not None and not isinstance(trouble, Damaged):
            raise trouble from error
        found.append(str(error))
    return found


def _table_faults(connection: sqlite3.Connection, name: str) -> Iterator[str]:
    """What SQLite finds amiss in one table and its indexes, and in what its rows refer to."""
    for (said,) in fetch_rows(connection, f"PRAGMA integrity_check({name})"):
        if said != "ok":
            yield f"{name}: {said}"
    if name != "sqlite_schema":
        yield from (f"{name}, row {row[1]}" for row in fetch_rows(connection, f"PRAGMA foreign_key_check({name})"))
