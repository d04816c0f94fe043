"""Copies of the workspace that can be trusted: made by SQLite itself, checked before they replace anything."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from core.errors import Cancelled, Damaged, Trouble
from core.files import replace_whole, write_whole
from core.i18n import tr
from core.model import Progress, no_progress
from core.workspace.digests import packed_faults
from core.workspace.lock import WorkspaceLock
from core.workspace.opening import SCHEMA, check_head, version_of
from core.workspace.registry import TABLES
from core.workspace.store import Workspace, open_draft
from core.workspace.troubles import trouble_of, troubles_told

PAGES_AT_A_TIME, STEPS_AT_A_TIME = 256, 20_000
"""A copy is made, and checked, in pieces of about a millisecond: between two of them others may have their turn."""
ListOf = Callable[[sqlite3.Connection], str]
"""The list of erasures of a workspace, as one line of text; "" where nobody was erased."""
Amend = Callable[[Workspace, list[str]], None]
"""What is done to a restored workspace before it takes its place, with the lists of erasures that concern it."""


def back_up(workspace: Workspace, target: Path, progress: Progress = no_progress) -> None:
    """Copies the open workspace to a file, whole or not at all, and checks the copy.

    From within ``progress``, which is called every few milliseconds, the workspace may be read and edited: what is
    written meanwhile is in the copy.
    """
    with replace_whole(target) as draft:
        _copy_database(workspace.connection, draft, target, progress)


def restore(backup: Path, target: Path, list_of: ListOf, amend: Amend) -> None:
    """Puts a backup in a workspace's place; what stood there, sound or not, is kept beside it as ``*.before-restore``.

    ``amend`` gets the restored workspace before it takes its place, with the lists of erasures (``list_of``) of the
    workspace that stood there, and those kept beside it and beside the backup. Trouble when the backup is no sound
    workspace, or the workspace is open elsewhere or is no workspace at all; nothing is then changed.
    """
    if not backup.is_file():
        raise Trouble(tr("There is no such file."), str(backup), tr("Choose a backup."))
    check_head(backup)
    lock = WorkspaceLock(target)
    if target.exists():
        lock.acquire()
    try:
        with troubles_told(target.name), replace_whole(target) as draft:
            with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as source:
                _copy_database(source, draft, backup)
            lists = [*stored_erasures(target), *stored_erasures(backup)]
            if target.exists():
                lists += _put_aside(target, list_of)
            with closing(open_draft(draft)) as restored:
                _refuse_damage(faults(restored.connection), backup)
                amend(restored, list(dict.fromkeys(lists)))
                known = list_of(restored.connection)
        store_erasures(target, known)
    finally:
        lock.release()


def stored_erasures(path: Path) -> list[str]:
    """The lists of erasures kept beside a workspace or a backup of it."""
    try:
        return erasures_file(path).read_text(encoding="ascii").split("\n")
    except (OSError, ValueError):
        return []


def store_erasures(path: Path, text: str) -> None:
    """Keeps the list of erasures beside a workspace too: an older backup put back when the file itself is lost must
    bring nobody back. It holds keyed hashes, and no text of anybody."""
    if text:
        write_whole(erasures_file(path), text.encode("ascii"))
    else:
        erasures_file(path).unlink(missing_ok=True)


def erasures_file(path: Path) -> Path:
    """Where the list of erasures of a workspace stands."""
    return path.with_name(path.name + ".erasures")


def faults(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the file, what and where: by SQLite's own check, between its tables, and in what is packed;
    empty when it is sound. Trouble where the disk fails at it."""
    found: list[str] = []
    try:
        found += [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"{row[0]}, row {row[1]}" for row in connection.execute("PRAGMA foreign_key_check")]
        if version_of(connection) == SCHEMA:  # an older backup is looked at again once it has been upgraded
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
            found += [f"no table {table.name}" for table in TABLES if table.name not in tables]
            found += packed_faults(connection)
    except sqlite3.DatabaseError as error:
        found.append(_fault_of(error, ""))
    return found


def _fault_of(error: sqlite3.DatabaseError, where: str) -> str:
    """What is damaged, in SQLite's words. Trouble where not the file is at fault but the disk, or who else uses it."""
    trouble = trouble_of(error, where)
    if trouble is not None and not isinstance(trouble, Damaged):
        raise trouble from error
    return str(error)


def _copy_database(source: sqlite3.Connection, draft: Path, where: Path, progress: Progress = no_progress) -> None:
    """Copies a database to a draft and checks it there. Trouble, naming ``where``, when it is damaged."""
    stopped: list[Cancelled] = []

    def tell(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total, tr("Making a backup"))

    def go_on() -> bool:
        """SQLite itself asks this while it checks; True stops it."""
        try:
            progress(0, 0, tr("Checking the backup"))
        except Cancelled as cancelled:
            stopped.append(cancelled)
        return bool(stopped)

    with closing(sqlite3.connect(draft)) as copy:
        try:
            source.backup(copy, pages=PAGES_AT_A_TIME, progress=tell)
            copy.set_progress_handler(go_on, STEPS_AT_A_TIME)
            found = faults(copy)
        except sqlite3.DatabaseError as error:
            found = [_fault_of(error, str(where))]
    if stopped:
        raise stopped[0]
    _refuse_damage(found, where)


def _refuse_damage(found: list[str], where: Path) -> None:
    if found:
        raise Damaged(tr("The workspace is damaged."), f"{where}: {found[0]}", tr("Use an older backup."))


def _put_aside(target: Path, list_of: ListOf) -> list[str]:
    """Keeps what stands in a workspace's place as ``*.before-restore``, byte by byte; returns its lists of erasures.

    Trouble for a file of another kind or of a newer version: only a workspace, however damaged, is replaced.
    """
    try:
        check_head(target)
    except Damaged:
        pass
    with replace_whole(target.with_name(f"{target.name}.before-restore")) as aside:
        shutil.copyfile(target, aside)
    with closing(sqlite3.connect(f"{target.resolve().as_uri()}?mode=ro", uri=True)) as present:
        try:
            return [list_of(present)]
        except sqlite3.DatabaseError:
            return []  # too damaged to say; what is kept beside it says it
