"""What SQLite says of disks and of damage, as sentences; whatever else it raises is a bug."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import Damaged, Trouble
from core.i18n import tr

_PRIMARY = 0xFF
"""The bits of a result code that tell the kind of error."""
_SPOILT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NOT_TO_BE_WRITTEN = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def trouble_of(error: BaseException, where: str, unchanged: bool = False) -> Trouble | None:
    """The trouble behind an error: the disk is full or fails, the file may not be written, or it is damaged
    (``Damaged``); None for any other. ``unchanged``: what was begun was taken back, and the sentence may say so."""
    code = error.sqlite_errorcode & _PRIMARY if hasattr(error, "sqlite_errorcode") else None
    if code in _SPOILT:
        return damaged(where)
    if code in _NOT_TO_BE_WRITTEN:
        return Trouble(
            tr("The workspace cannot be written to."), where, tr("Look at the rights of the file and its folder.")
        )
    if code in _IN_USE:
        return Trouble(
            tr("Another program is writing to this workspace."), where, tr("Wait for it, or close it, and try again.")
        )
    if code == sqlite3.SQLITE_FULL:
        again = tr("Make room and try again; the workspace is as it was before.")
        return Trouble(tr("The disk is full."), where, again if unchanged else tr("Make room and try again."))
    if code == sqlite3.SQLITE_IOERR and unchanged:
        again = tr("Look at the disk and try again; the workspace is as it was before.")
        return Trouble(tr("The workspace could not be written to the end."), where, again)
    if code == sqlite3.SQLITE_IOERR:
        return Trouble(tr("The disk failed under the workspace."), where, tr("Look at the disk and try again."))
    return None


@contextmanager
def troubles_told(where: str) -> Iterator[None]:
    """What SQLite raises inside becomes a ``Trouble`` where it is one."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if trouble := trouble_of(error, where):
            raise trouble from error
        raise


def damaged(where: str) -> Damaged:
    """The sentence for a workspace that cannot be read."""
    return Damaged(tr("The workspace is damaged."), where, restore_words())


def restore_words() -> str:
    """What to do about a damaged workspace."""
    return tr("Restore the newest backup; the file was left as it is.")
