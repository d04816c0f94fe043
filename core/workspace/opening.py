"""How a workspace file comes to be open: made whole, its head looked at, upgraded in one transaction, or refused in a
sentence with not a byte changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

from core.errors import Damaged, Trouble
from core.files import replace_whole
from core.i18n import tr
from core.workspace.troubles import restore_words, troubles_told

SUFFIX = ".entregent"
APPLICATION_ID = 0x456E7467  # "Entg"
SCHEMA = 17
# One file, nothing beside it that a synced folder could tear apart. EXTRA also syncs the folder once the journal is
# gone: with FULL alone, 7 of 1,200 simulated power cuts brought the journal back, and so lost an acknowledged edit.
PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "secure_delete=ON",
    "cache_size=-65536",
)


def connect(path: Path | str) -> sqlite3.Connection:
    """A connection that may write, with every commit on the disk when it returns.

    It is used by one thread at a time; another may take it from one that hangs.
    """
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. A file of an older version is read as an upgraded copy in memory."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        if version_of(connection) == SCHEMA:
            connection.execute("PRAGMA query_only=ON")
            return connection
        copy = connect(":memory:")
        connection.backup(copy)
    except BaseException:
        connection.close()
        raise
    connection.close()
    upgrade(copy)
    return copy


def drop_stale_journal(path: Path, connection: sqlite3.Connection) -> None:
    """Takes away a journal that a crash left before it meant anything: it holds pages as they were. One that is to be
    played back has been by now."""
    if journal_of(path).exists():
        for mode in ("TRUNCATE", "DELETE"):
            connection.execute(f"PRAGMA journal_mode={mode}")


def make_file(path: Path) -> None:
    """A new, empty workspace: made under another name and renamed, so that it is there whole or not at all."""
    with troubles_told(path.name), replace_whole(path) as draft, closing(connect(draft)) as connection:
        upgrade(connection)


def may_write(path: Path) -> bool:
    """Whether a file and its folder, in which the journal stands, may be written to."""
    try:
        with path.open("r+b"):
            pass
    except OSError:
        return False
    return os.access(path.resolve().parent, os.W_OK)


def check_head(path: Path) -> None:
    """Reads the head only: a file that is not ours is refused before anything could write to it.

    Trouble for a file of another kind or of a newer version, or that cannot be read; ``Damaged`` for one that is
    called a workspace and is empty or has another head.
    """
    if path.exists() and not path.is_file():  # reading a pipe would wait for ever
        raise _not_ours(path)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise unreadable(path, error) from error
    if not size and path.suffix == SUFFIX:
        raise Damaged(tr("The workspace is empty: nothing is left in the file."), path.name, restore_words())
    if not head.startswith(b"SQLite format 3\0") or len(head) < 100:
        raise _not_ours(path)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise _not_ours(path)
    if int.from_bytes(head[60:64], "big") > SCHEMA:
        raise Trouble(
            tr("This workspace was written by a newer version of Entregent."),
            path.name,
            tr("Install that version; nothing was changed in the file."),
        )
    if not journal_of(path).exists():  # or SQLite is yet to put back what a crash interrupted
        _check_length(path, size, head)


def check_length(path: Path) -> None:
    """``Damaged`` where a part of the file is missing, once SQLite has put back what a crash interrupted."""
    with path.open("rb") as file:
        _check_length(path, path.stat().st_size, file.read(100))


def _check_length(path: Path, size: int, head: bytes) -> None:
    pages, page = int.from_bytes(head[28:32], "big"), int.from_bytes(head[16:18], "big")
    if size < pages * (65536 if page == 1 else page):
        raise Damaged(tr("The workspace is cut short: a part of the file is missing."), path.name, restore_words())


def journal_of(path: Path) -> Path:
    """Where SQLite keeps the pages as they were while it writes."""
    return path.resolve().with_name(path.resolve().name + "-journal")


def version_of(connection: sqlite3.Connection) -> int:
    """The number of the schema; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def upgrade(connection: sqlite3.Connection) -> None:
    """Brings the tables to today's schema, in one transaction; a database that holds nothing gets them as a copy."""
    version = version_of(connection)
    if not version and not connection.execute("PRAGMA schema_version").fetchone()[0]:
        _open_empty().backup(connection)
    elif version != SCHEMA:
        _migrate(connection)


@cache
def _open_empty() -> sqlite3.Connection:
    """An empty workspace in memory. The migrations that lead to it take 8 ms, a copy of it less than one."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _migrate(connection)
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    from core.workspace.migrations import NAMES, migrations

    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(connection))
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={len(NAMES)}")
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # where the disk fails at this too, it is done at the next opening
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise


@contextmanager
def older_kept(path: Path, connection: sqlite3.Connection) -> Iterator[None]:
    """Before an upgrade, the file as it was stays beside the new one; no older copy is written over. Where the upgrade
    fails, the copy goes again: the file itself is as it was."""
    version = version_of(connection)
    names = [f"{path.stem}.version-{version}{more}{path.suffix}" for more in ("", *(f"-{n}" for n in range(2, 100)))]
    target = next((place for name in names if not (place := path.with_name(name)).exists()), None)
    if target is not None:
        with replace_whole(target) as draft, closing(sqlite3.connect(draft)) as copy:
            connection.backup(copy)
    try:
        yield
    except BaseException:
        if target is not None:
            target.unlink(missing_ok=True)
        raise


def unreadable(path: Path, error: OSError) -> Trouble:
    """The sentence for a file that cannot be read at all."""
    if isinstance(error, IsADirectoryError):
        return Trouble(tr("This is a folder, not a workspace."), str(path), tr("Choose a file."))
    if isinstance(error, PermissionError):
        return Trouble(
            tr("This file may not be read."), str(path), tr("Look at the rights of the file and its folder.")
        )
    if isinstance(error, FileNotFoundError):
        return Trouble(tr("There is no such workspace."), str(path), tr("Choose another file."))
    reason = error.strerror or str(error)
    return Trouble(tr("The file could not be read: {reason}.", reason=reason), str(path), tr("Try again."))


def _not_ours(path: Path) -> Trouble:
    """The sentence for a file of another kind, which may be a workspace whose first bytes are lost."""
    kind = Damaged if path.suffix == SUFFIX else Trouble
    return kind(
        tr("This is not an Entregent workspace."),
        path.name,
        tr("Import it as a file of candidates, or choose another."),
    )
