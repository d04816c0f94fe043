"""The workspace file: opened, locked, migrated, and changed one named step at a time."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from core.errors import Damaged, Trouble
from core.i18n import tr
from core.workspace import cache, undo
from core.workspace.lock import WorkspaceLock

SUFFIX = ".entregent"
APPLICATION_ID = 0x456E7467  # "Entg"
SCHEMA = 7
Made = TypeVar("Made")


class Workspace:
    """One open workspace, used by the thread that opened it.

    ``revision`` counts the changes of each area (people, observations, stature, campaign), so that what was
    computed from an area can be kept until it changes.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: WorkspaceLock | None) -> None:
        self.path = path
        self.connection = connection
        self.revision: Counter[str] = Counter()
        self._lock = lock
        self._step = 0
        self._cached: dict[str, tuple[Hashable, Any]] = {}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Several steps that are kept or lost as a whole: one transaction, each step still undone by itself."""
        with self._transaction():
            yield

    @contextmanager
    def step(self, name: str, *areas: str) -> Iterator[int]:
        """A named edit: one transaction, undone and redone as a whole; gives the step's id.

        A step inside a step joins it, so an action may be built from others.
        """
        outer = self._step
        with self._transaction():
            number = self._step = outer or undo.begin_step(self.connection, name)
            try:
                yield number
            finally:
                self._step = outer
            if not outer:
                undo.end_step(self.connection, number)
            cache.drop_derived(self.connection, areas)
        self._touch(areas)

    @contextmanager
    def bulk(self, name: str, *areas: str) -> Iterator[int]:
        """A large import: one transaction outside the undo log, undone later as its batch."""
        with self._transaction():
            yield undo.begin_bulk_step(self.connection, name)
            cache.drop_derived(self.connection, areas)
        self._touch(areas)

    @contextmanager
    def unrecorded(self, *areas: str) -> Iterator[None]:
        """A change that undo never takes back: erasing a person, a setting."""
        with self._transaction():
            yield
            cache.drop_derived(self.connection, areas)
        self._touch(areas)

    def cached(self, name: str, key: Hashable, compute: Callable[[], Made]) -> Made:
        """What ``compute`` gave last time under this name, made anew when the key has changed."""
        held = self._cached.get(name)
        if held is None or held[0] != key:
            held = (key, compute())
            self._cached[name] = held
        made: Made = held[1]
        return made

    def revisions(self, *areas: str) -> tuple[int, ...]:
        """The revisions of some areas, as part of a key for ``cached``."""
        return tuple(self.revision[area] for area in areas)

    @property
    def is_file(self) -> bool:
        """Whether the workspace outlives its closing."""
        return str(self.path) != ":memory:"

    def forget_cached(self) -> None:
        """Throws away everything ``cached``, as when somebody was erased."""
        self._cached.clear()

    def shrink_memory(self) -> None:
        """Lets go of SQLite's cache: up to 64 MiB of pages that whole columns were read from, and nobody asks again."""
        self.connection.execute("PRAGMA shrink_memory")

    def undo(self) -> str:
        """Takes the last step back and returns its name; "" when there is none."""
        if not undo.steps(self.connection).undo:
            return ""
        with self.unrecorded(*undo.AREAS):
            return undo.undo(self.connection)

    def redo(self) -> str:
        """Does the last undone step again and returns its name; "" when there is none."""
        if not undo.steps(self.connection).redo:
            return ""
        with self.unrecorded(*undo.AREAS):
            return undo.redo(self.connection)

    def close(self) -> None:
        """Closes the file and lets others open it."""
        self.connection.close()
        if self._lock:
            self._lock.release()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._open():
            yield
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self._open():
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise _disk_trouble(self.path, error) from error
            raise

    def _open(self) -> bool:
        return self.connection.in_transaction

    def _touch(self, areas: Sequence[str]) -> None:
        self.revision.update(areas)


def open_workspace(path: Path) -> Workspace:
    """Opens a workspace, making it if it is not there yet.

    Raises Trouble when the file is something else, comes from a newer version, is damaged, or is open elsewhere.
    """
    if path.exists() and not path.is_file():
        raise _not_ours(path)
    fresh = not path.exists() or path.stat().st_size == 0
    if not fresh:
        check_head(path)
    lock = WorkspaceLock(path)
    lock.acquire()
    try:
        connection = _connect(path)
        _upgrade(path, connection)
    except BaseException as error:
        lock.release()
        if isinstance(error, sqlite3.DatabaseError):
            raise damaged(path) from error
        raise
    return Workspace(path, connection, lock)


def open_copy(path: Path) -> Workspace:
    """A workspace in memory that holds what the file holds now. The file is only read, even while a window has it open.

    Raises Trouble when the file is something else, comes from a newer version, or is damaged.
    """
    check_head(path)
    connection = _connect(Path(":memory:"))
    try:
        source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        source.backup(connection)
        source.close()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise damaged(path) from error
    _upgrade(Path(":memory:"), connection, keep=False)
    return Workspace(Path(":memory:"), connection, None)


def open_draft(path: Path) -> Workspace:
    """Opens a copy that is nobody's workspace yet: unlocked, and upgraded without a copy of what it was."""
    connection = _connect(path)
    _upgrade(Path(":memory:"), connection, keep=False)
    return Workspace(path, connection, None)


def temporary_workspace() -> Workspace:
    """A workspace in memory, gone when it is closed."""
    connection = _connect(Path(":memory:"))
    _upgrade(Path(":memory:"), connection)
    return Workspace(Path(":memory:"), connection, None)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    # One file, nothing beside it that a synced folder could tear apart; every commit reaches the disk.
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=DELETE",
        "synchronous=FULL",
        "secure_delete=ON",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def check_head(path: Path) -> None:
    """Reads the head only: a file that is not ours is refused before anything could write to it.

    Trouble for a file of another kind or of a newer version; ``Damaged`` for one that is called a workspace and has
    no such head.
    """
    with path.open("rb") as file:
        head = file.read(100)
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


def _upgrade(path: Path, connection: sqlite3.Connection, keep: bool = True) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == SCHEMA:
        return
    from sqlite_utils import Database

    from core.workspace.migrations import NAMES, migrations

    if version and keep:
        _keep_copy(path, connection, version)
    database = Database(connection)
    migrations.apply(database)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={len(NAMES)}")


def _keep_copy(path: Path, connection: sqlite3.Connection, version: int) -> None:
    """Before an upgrade, the file as it was stays beside the new one."""
    copy = sqlite3.connect(path.with_name(f"{path.stem}.version-{version}{path.suffix}"))
    with copy:
        connection.backup(copy)
    copy.close()


def _not_ours(path: Path) -> Trouble:
    """The sentence for a file of another kind, which may be a workspace whose first bytes are lost."""
    kind = Damaged if path.suffix == SUFFIX else Trouble
    return kind(
        tr("This is not an Entregent workspace."),
        path.name,
        tr("Import it as a file of candidates, or choose another."),
    )


def damaged(path: Path) -> Damaged:
    """The sentence for a workspace that cannot be read."""
    return Damaged(
        tr("The workspace is damaged."), path.name, tr("Restore the newest backup; the file was left as it is.")
    )


def _disk_trouble(path: Path, error: sqlite3.OperationalError) -> Trouble:
    if "full" in str(error):
        return Trouble(
            tr("The disk is full."), path.name, tr("Make room and try again; the workspace is as it was before.")
        )
    if "readonly" in str(error) or "unable to open" in str(error):
        return Trouble(
            tr("The workspace cannot be written to."), path.name, tr("Look at the rights of the file and its folder.")
        )
    raise error
