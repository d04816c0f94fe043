"""The workspace file: opened, locked, migrated, and changed one named step at a time."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from core.errors import Trouble
from core.i18n import tr
from core.unfinished import remove_unfinished
from core.workspace import cache, undo
from core.workspace.lock import WorkspaceLock
from core.workspace.opening import (
    SCHEMA,
    check_head,
    check_length,
    connect,
    connect_read_only,
    drop_stale_journal,
    make_file,
    may_write,
    older_kept,
    upgrade,
    version_of,
)
from core.workspace.refused import ChangedOutside, Gone
from core.workspace.troubles import damaged, trouble_of

Made = TypeVar("Made")
CHECKED = "checked"
"""The setting that holds the day of the last check that found nothing; without one a check is due."""


class Workspace:
    """One open workspace, used by the thread that opened it.

    ``revision`` counts the changes of each area (people, observations, stature, campaign), so that what was
    computed from an area can be kept until it changes. ``read_only``: the file or its folder may not be written.
    ``is_locked``: nobody else can write to the file meanwhile; in a folder that knows no locks somebody could.
    ``backup_folder`` is where backups by themselves go, None where none are made; ``backup_trouble`` what the last one
    could not be made for, and ``backed_up`` how much this connection had written when it was made. ``commits`` counts
    the transactions that the file has.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, lock: WorkspaceLock | None, read_only: bool = False
    ) -> None:
        self.path = path
        self.connection = connection
        self.read_only = read_only
        self.is_locked = lock is not None and lock.kept
        self._seen = _data_version(connection)
        self.backup_folder = backups_beside(path) if lock is not None else None
        self.backup_trouble: Trouble | None = None
        self.backed_up = -1
        self.revision: Counter[str] = Counter()
        self.commits = 0
        self._lock = lock
        self._step = 0
        self._cached: dict[str, tuple[Hashable, Any]] = {}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Several steps that are kept or lost as a whole: one transaction, each step still undone by itself."""
        with self._begin_transaction():
            yield

    @contextmanager
    def step(self, name: str, *areas: str) -> Iterator[int]:
        """A named edit: one transaction, undone and redone as a whole; gives the step's id.

        A step inside a step joins it, so an action may be built from others.
        """
        outer = self._step
        with self._begin_transaction():
            number = self._step = outer or undo.begin_step(self.connection, name)
            try:
                yield number
            finally:
                self._step = outer
            if not outer:
                undo.end_step(self.connection, number)
            cache.drop_derived(self.connection, areas)
        self._touch_areas(areas)

    @contextmanager
    def bulk(self, name: str, *areas: str) -> Iterator[int]:
        """A large import: one transaction outside the undo log, undone later as its batch.

        It adds rows under ids it has drawn or matched itself and deletes nobody, so SQLite need not look up each row's
        person again: a sixth of the time of writing.
        """
        with self._unlinked(), self._begin_transaction():
            yield undo.begin_bulk_step(self.connection, name)
            cache.drop_derived(self.connection, areas)
        self._touch_areas(areas)

    @contextmanager
    def unrecorded(self, *areas: str) -> Iterator[None]:
        """A change that undo never takes back: erasing a person, a setting."""
        with self._begin_transaction():
            yield
            cache.drop_derived(self.connection, areas)
        self._touch_areas(areas)

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

    def warnings(self) -> list[str]:
        """What whoever opened the file should know, in sentences."""
        if self.read_only:
            return [tr("This workspace was opened to be read only.")]
        said = []
        if self.is_file and self._lock and not self.is_locked:
            said.append(tr("This folder knows no locks: see to it that nobody else opens the workspace meanwhile."))
        if self.backup_trouble is not None:
            said.append(tr("No backup could be made: {why}", why=self.backup_trouble))
        return said

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
        with self.unrecorded(*undo.areas_of_next(self.connection, undone=False)):
            return undo.undo(self.connection)

    def redo(self) -> str:
        """Does the last undone step again and returns its name; "" when there is none."""
        if not undo.steps(self.connection).redo:
            return ""
        with self.unrecorded(*undo.areas_of_next(self.connection, undone=True)):
            return undo.redo(self.connection)

    def taken_over(self) -> Workspace:
        """The same file opened anew in the place of this one, whose thread hangs: what was not finished is taken back,
        and whatever that thread still asks of this one is refused. To be called from another thread."""
        self.connection.interrupt()
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        self.connection.close()
        lock, self._lock = self._lock, None
        new = Workspace(self.path, connect(self.path), lock, self.read_only)
        new.backup_folder = self.backup_folder
        return new

    def opened_anew(self) -> Workspace:
        """The file of this name as it is now, changed or replaced by another program; this one then only reads what it
        had, and its lock has gone to the new one where that is the same file. Trouble as ``open_workspace`` raises."""
        if self._lock is None or not self._lock.is_same_file():
            return open_workspace(self.path)
        check_head(self.path)
        connection = connect(self.path)
        if version_of(connection) != SCHEMA:
            connection.close()
            raise ChangedOutside(self.path)
        lock, self._lock = self._lock, None
        return Workspace(self.path, connection, lock)

    def close(self) -> None:
        """Closes the file and lets others open it."""
        self.connection.close()
        if self._lock:
            self._lock.release()

    @contextmanager
    def _begin_transaction(self) -> Iterator[None]:
        if self._is_in_transaction():
            yield
            return
        self._refuse_writing()
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            self._refuse_changed()
            yield
            self.connection.execute("COMMIT")
            self.commits += 1
        except BaseException as error:
            self._roll_back()
            if trouble := trouble_of(error, self.path.name, unchanged=True):
                raise trouble from error
            if isinstance(error, sqlite3.IntegrityError) and "FOREIGN KEY" in str(error):
                raise Gone from error
            raise

    def _roll_back(self) -> None:
        """Takes back what was begun. Where the disk fails at this too, SQLite does so at the next opening."""
        with suppress(sqlite3.Error):
            if self._is_in_transaction():
                self.connection.execute("ROLLBACK")

    @contextmanager
    def _unlinked(self) -> Iterator[None]:
        """Foreign keys are not looked up. SQLite lets that change between transactions only: inside one they are."""
        self.connection.execute("PRAGMA foreign_keys=OFF")
        try:
            yield
        finally:
            self.connection.execute("PRAGMA foreign_keys=ON")

    def _refuse_writing(self) -> None:
        """Trouble where the file is read-only, or its name means another file by now."""
        if self.read_only:
            raise Trouble(
                tr("This workspace was opened to be read only."),
                self.path.name,
                tr("Save a copy where you may write, and open that."),
            )
        if self._lock and not self._lock.is_same_file():
            raise ChangedOutside(self.path)

    def _refuse_changed(self) -> None:
        """Trouble where another program has written to the file since it was opened here."""
        if self._seen != _data_version(self.connection):
            raise ChangedOutside(self.path)

    def _is_in_transaction(self) -> bool:
        return self.connection.in_transaction

    def _touch_areas(self, areas: Sequence[str]) -> None:
        self.revision.update(areas)


def backups_beside(path: Path) -> Path:
    """The folder beside a workspace for its backups."""
    return path.with_name(f"{path.name}.backups")


def open_workspace(path: Path) -> Workspace:
    """Opens a workspace, making it whole if it is not there yet; read-only where it may not be written.

    Trouble when the file is something else, comes from a newer version, is damaged or empty, or is open elsewhere:
    it is then left as it is. What a crash left behind beside it is removed.
    """
    if not path.exists():
        make_file(path)
    check_head(path)
    if not may_write(path):
        return _open_read_only(path)
    lock = WorkspaceLock(path)
    lock.acquire()
    try:
        remove_unfinished(path.parent, backups_beside(path))
        connection = _connect_upgraded(path)
    except BaseException as error:
        lock.release()
        if isinstance(error, sqlite3.DatabaseError):
            raise trouble_of(error, path.name, unchanged=True) or damaged(path.name) from error
        raise
    workspace = Workspace(path, connection, lock)
    if lock.was_left:
        _forget_check(workspace)
    return workspace


def _forget_check(workspace: Workspace) -> None:
    """Whoever had the file open last did not close it: it counts as never checked. Where not even that can be written,
    whoever works with the file is told why."""
    with suppress(Trouble, sqlite3.DatabaseError), workspace.unrecorded():
        workspace.connection.execute("DELETE FROM setting WHERE name=?", (CHECKED,))


def _connect_upgraded(path: Path) -> sqlite3.Connection:
    """A connection to a file of today's schema, after what a crash interrupted has been put back."""
    connection = connect(path)
    try:
        version = version_of(connection)  # the first reading: it is now that SQLite puts back
        check_length(path)
        if version != SCHEMA:
            with older_kept(path, connection):
                upgrade(connection)
        drop_stale_journal(path, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _open_read_only(path: Path) -> Workspace:
    try:
        connection = connect_read_only(path)
    except sqlite3.DatabaseError as error:
        raise trouble_of(error, path.name) or damaged(path.name) from error
    return Workspace(path, connection, None, read_only=True)


def open_copy(path: Path) -> Workspace:
    """A workspace in memory that holds what the file holds now. The file is only read, even while a window has it open.

    Raises Trouble when the file is something else, comes from a newer version, or is damaged.
    """
    check_head(path)
    connection = connect(Path(":memory:"))
    try:
        source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        source.backup(connection)
        source.close()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise trouble_of(error, path.name) or damaged(path.name) from error
    upgrade(connection)
    return Workspace(Path(":memory:"), connection, None)


def open_draft(path: Path) -> Workspace:
    """Opens a copy that is nobody's workspace yet: unlocked, and upgraded without a copy of what it was."""
    connection = connect(path)
    upgrade(connection)
    return Workspace(path, connection, None)


def temporary_workspace() -> Workspace:
    """A workspace in memory, gone when it is closed."""
    return open_draft(Path(":memory:"))


def _data_version(connection: sqlite3.Connection) -> int:
    """SQLite's count of what others changed in the file; what this connection writes leaves it as it is."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
