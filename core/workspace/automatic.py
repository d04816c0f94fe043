"""Backups by themselves, in a folder beside the workspace: made on an occasion, checked, thinned, never by the clock.

Each has a running number in its name. The number says which is newer; the date only says which belong together, so a
clock that was moved makes another day at most, and deletes nothing.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Hashable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Literal

from core.files import remove_leftovers
from core.workspace.backup import back_up
from core.workspace.opening import SUFFIX, connect_read_only
from core.workspace.sql import fetch_value
from core.workspace.store import Workspace

Occasion = Literal["import", "upgrade", "erasure", "work"]
ALL_OF_DAYS, DAILY, WEEKLY, MONTHLY = 2, 12, 10, 9
_NAME = re.compile(r"(\d{6}) (\d{4}-\d\d-\d\d \d{4}) (import|upgrade|erasure|work)" + re.escape(SUFFIX))


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


def backups_folder(workspace: Path) -> Path:
    """Where the backups of a workspace stand."""
    return workspace.with_name(f"{workspace.name}.backups")


def all_backups(workspace: Path) -> list[Backup]:
    """The backups of a workspace, the newest first."""
    folder = backups_folder(workspace)
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        if named := _NAME.fullmatch(path.name):
            made = datetime.strptime(named[2], "%Y-%m-%d %H%M").astimezone()
            found.append(Backup(path, int(named[1]), made, named[3]))
    return sorted(found, key=lambda backup: -backup.number)


def back_up_by_itself(workspace: Workspace, occasion: Occasion, now: datetime) -> Backup | None:
    """Makes a backup of an open workspace, checks it by opening it, and thins the older ones; None for a workspace in
    memory or one that is read-only. Trouble, as ``back_up`` raises it, leaves the older ones as they are."""
    if not workspace.is_file or workspace.read_only:
        return None
    folder = backups_folder(workspace.path)
    folder.mkdir(exist_ok=True)
    remove_leftovers(folder, "")
    known = all_backups(workspace.path)
    number = known[0].number + 1 if known else 1
    path = folder / f"{number:06d} {now:%Y-%m-%d %H%M} {occasion}{SUFFIX}"
    back_up(workspace, path)
    content_of(path)
    for old in superfluous(all_backups(workspace.path)):
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
        groups = _periods(rest, period)
        stay += [one for group in groups[:count] for one in (group if every else group[:1])]
        rest = [one for group in groups[count:] for one in group]
    return [one for one in backups if one not in stay]


def content_of(backup: Path) -> Content:
    """What a backup holds. sqlite3.DatabaseError for one that cannot be opened."""
    with closing(connect_read_only(backup)) as connection:
        return Content(*(_count(connection, table) for table in ("person", "campaign", "shortlist", "batch")))


def _periods(backups: Sequence[Backup], period: Callable[[Backup], Hashable]) -> list[list[Backup]]:
    """The backups that follow each other in one period of time, together."""
    return [list(group) for _, group in groupby(backups, period)]


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(fetch_value(connection, f"SELECT count(*) FROM {table}"))
