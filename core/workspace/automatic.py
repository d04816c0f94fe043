"""Backups by themselves, in a folder beside the workspace: made on an occasion, checked, thinned, never by the clock.

Each has a running number in its name. The number says which is newer; the date only says which belong together, so a
clock that was moved makes another day at most, and deletes nothing.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Literal

from core.errors import Trouble
from core.files import trouble_writing
from core.folders import make_folder
from core.model import Progress, no_progress
from core.settings import BACKUP_FOLDER, BACKUPS, Settings
from core.workspace.backup import back_up
from core.workspace.opening import SUFFIX
from core.workspace.sql import fetch_rows, fetch_value
from core.workspace.store import Workspace, backups_beside

Occasion = Literal["import", "upgrade", "erasure", "work", "asked"]
ALL_OF_DAYS, DAILY, WEEKLY, MONTHLY = 2, 12, 10, 9
_NAME = re.compile(r"(\d{6}) (\d{4}-\d\d-\d\d \d{4}) (import|upgrade|erasure|work|asked)" + re.escape(SUFFIX))


@dataclass(frozen=True)
class Backup:
    """One backup: its running number, when it was made by the clock of then, and before what."""

    path: Path
    number: int
    made: datetime
    occasion: str


@dataclass(frozen=True)
class Content:
    """What a backup holds, counted: people, campaigns, frozen lists, imports."""

    people: int
    campaigns: int
    lists: int
    imports: int


@dataclass(frozen=True)
class Listed:
    """A backup as a page shows it: what it holds (None: it cannot be read), and its bytes."""

    backup: Backup
    content: Content | None
    size: int


def chosen_folder(settings: Settings, workspace: Path) -> Path | None:
    """Where the backups of a workspace go by the user's settings: beside it, or in a folder of all of them, there under
    a name that tells workspaces of one name apart. None where none are to be made."""
    if not settings.get(BACKUPS):
        return None
    folder = settings.get(BACKUP_FOLDER)
    if not folder:
        return backups_beside(workspace)
    whole = workspace.resolve()
    mark = hashlib.sha256(str(whole.parent).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return Path(folder) / f"{whole.stem}-{mark}.backups"


def list_backups(workspace: Workspace) -> list[Listed]:
    """The backups of an open workspace, the newest first, with what each holds."""
    found = all_backups(workspace.backup_folder or backups_beside(workspace.path))
    return [Listed(one, _content_or_none(one.path), one.path.stat().st_size) for one in found]


def all_backups(folder: Path) -> list[Backup]:
    """The backups that stand in a folder, the newest first."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        if named := _NAME.fullmatch(path.name):
            made = datetime.strptime(named[2], "%Y-%m-%d %H%M").astimezone()
            found.append(Backup(path, int(named[1]), made, named[3]))
    return sorted(found, key=lambda backup: -backup.number)


@contextmanager
def backed_up_before(workspace: Workspace, occasion: Occasion, progress: Progress = no_progress) -> Iterator[None]:
    """A backup before what is done inside, as ``back_up_before`` makes it; one that was made for nothing, since what
    it was for was refused or stopped, goes again."""
    before = workspace.backed_up
    made = back_up_before(workspace, occasion, progress)
    try:
        yield
    except BaseException:
        if made is not None:
            workspace.backed_up = before
            made.path.unlink(missing_ok=True)
            if not any(made.path.parent.iterdir()):
                made.path.parent.rmdir()
        raise


def back_up_before(workspace: Workspace, occasion: Occasion, progress: Progress = no_progress) -> Backup | None:
    """``back_up_by_itself`` before something that a user asked for, which is not held up by a backup that cannot be
    made: the trouble is kept in ``backup_trouble``, for the window and the command line to say."""
    try:
        return back_up_by_itself(workspace, occasion, datetime.now().astimezone(), progress)
    except Trouble as trouble:
        workspace.backup_trouble = trouble
        return None


def back_up_by_itself(
    workspace: Workspace, occasion: Occasion, now: datetime, progress: Progress = no_progress
) -> Backup | None:
    """Makes a backup of an open workspace, checks it by opening it, and thins the older ones.

    None where none is to be made, where nobody and nothing is in the workspace yet, where nothing was written since the
    last backup, and within a transaction, which SQLite copies only once it has ended. Trouble, as ``back_up`` raises
    it, leaves the older ones as they are.
    """
    written = workspace.connection.total_changes
    if workspace.backup_folder is None or workspace.connection.in_transaction or workspace.backed_up == written:
        return None
    if not _holds_anything(workspace):
        return None
    made = _make_backup(workspace, workspace.backup_folder, occasion, now, progress)
    workspace.backed_up, workspace.backup_trouble = written, None
    return made


def back_up_now(workspace: Workspace, progress: Progress = no_progress) -> Backup:
    """A backup that was asked for, also where none are made by themselves."""
    folder = workspace.backup_folder or backups_beside(workspace.path)
    return _make_backup(workspace, folder, "asked", datetime.now().astimezone(), progress)


def _make_backup(workspace: Workspace, folder: Path, occasion: Occasion, now: datetime, progress: Progress) -> Backup:
    try:
        make_folder(folder)
    except OSError as error:
        raise trouble_writing(folder, error) from error
    known = all_backups(folder)
    number = known[0].number + 1 if known else 1
    path = folder / f"{number:06d} {now:%Y-%m-%d %H%M} {occasion}{SUFFIX}"
    back_up(workspace, path, progress)
    content_of(path)
    for old in superfluous(all_backups(folder)):
        old.path.unlink(missing_ok=True)
    return Backup(path, number, now, occasion)


def superfluous(backups: Sequence[Backup]) -> list[Backup]:
    """Those of the backups (the newest first) that are thinned away.

    Of the last two days on which there was one all stay; of the 12 days before, the 10 weeks before these and the 9
    months before these, each that had one, the last stays. Days without any count for nothing, so that long holidays,
    or a clock that jumped, delete nothing.
    """
    stay: list[Backup] = []
    rest = list(backups)
    for count, period, every in (
        (ALL_OF_DAYS, lambda one: one.made.date(), True),
        (DAILY, lambda one: one.made.date(), False),
        (WEEKLY, lambda one: one.made.isocalendar()[:2], False),
        (MONTHLY, lambda one: (one.made.year, one.made.month), False),
    ):
        groups = _group_by_period(rest, period)
        stay += [one for group in groups[:count] for one in (group if every else group[:1])]
        rest = [one for group in groups[count:] for one in group]
    return [one for one in backups if one not in stay]


def content_of(backup: Path) -> Content:
    """What a backup holds. sqlite3.DatabaseError for one that cannot be opened."""
    with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        there = {name for (name,) in fetch_rows(connection, "SELECT name FROM sqlite_master")}
        tables = ("person", "campaign", "shortlist", "batch")  # of the oldest files some have none
        return Content(*(_count_rows(connection, table) if table in there else 0 for table in tables))


def _content_or_none(backup: Path) -> Content | None:
    try:
        return content_of(backup)
    except sqlite3.DatabaseError:
        return None


def _holds_anything(workspace: Workspace) -> bool:
    sql = "SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM campaign)"
    return bool(fetch_value(workspace.connection, sql))


def _group_by_period(backups: Sequence[Backup], period: Callable[[Backup], Hashable]) -> list[list[Backup]]:
    """The backups that follow each other in one period of time, together."""
    return [list(group) for _, group in groupby(backups, period)]


def _count_rows(connection: sqlite3.Connection, table: str) -> int:
    return int(fetch_value(connection, f"SELECT count(*) FROM {table}"))
