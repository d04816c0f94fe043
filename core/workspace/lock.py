"""One writer at a time: an operating system's lock on the workspace file itself, whatever name it is reached by.

The lock is flock's on POSIX, on a descriptor of our own: it neither meets SQLite's own locks nor goes when another
descriptor is closed, and the system lets go of it however the process ends. Who holds it is written beside the file,
and by the file's number in the system's folder for passing things, for those who come by a hard link.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import platform
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import IO

from core.errors import Trouble
from core.i18n import tr

_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
_FAR_BYTE = 1 << 40  # Windows locks bytes: one that is far beyond those SQLite reads and locks


class WorkspaceLock:
    """Held from opening to closing. ``kept`` says whether the folder knows locks at all; ``was_left`` whether the last
    holder let go of it without a word, as in a crash."""

    def __init__(self, workspace: Path) -> None:
        self.path = workspace.resolve()
        self.kept = True
        self.was_left = False
        self._file: IO[bytes] | None = None
        self._notes: tuple[Path, ...] = ()

    def acquire(self) -> None:
        """Takes the lock on a file that is there. Trouble, naming the holder, when another program has it."""
        file = _open_any(self.path)
        self._notes = (self.path.with_name(self.path.name + ".lock"), _note_by_number(file))
        try:
            _lock_file(file)
        except OSError as error:
            file.close()
            if error.errno in _NO_LOCKS:
                self.kept = False
                return
            raise Trouble(
                tr("This workspace is open in another window."),
                self.path.name,
                " ".join(filter(None, (self._read_holder(), tr("Close it there, then open it here.")))),
            ) from error
        self._file = file
        self.was_left = self._notes[0].exists()
        self._write_notes()

    def is_same_file(self) -> bool:
        """Whether the file's name still means the file that is locked."""
        if self._file is None:
            return True
        try:
            return os.path.samestat(self.path.stat(), os.fstat(self._file.fileno()))
        except OSError:
            return False

    def release(self) -> None:
        """Takes the notes away and lets go of the lock."""
        if self._file is None:
            return
        for note in self._notes:
            _remove_file(note)
        self._file.close()
        self._file = None

    def _write_notes(self) -> None:
        when = datetime.now().astimezone().isoformat(timespec="minutes")
        held = {"who": _find_user(), "machine": platform.node(), "since": when, "process": os.getpid()}
        for note in self._notes:
            try:
                note.write_text(json.dumps(held), encoding="utf-8")
            except OSError:
                pass  # a note is a courtesy: without one the holder has no name

    def _read_holder(self) -> str:
        for note in self._notes:
            try:
                held = json.loads(note.read_text(encoding="utf-8"))
                who, machine, since = str(held["who"]), str(held["machine"]), str(held["since"])
            except (OSError, ValueError, KeyError, TypeError):
                continue
            when = since.replace("T", " ")[:16]
            return tr("{who} has had it open on {machine} since {when}.", who=who, machine=machine, when=when)
        return ""


def _open_any(path: Path) -> IO[bytes]:
    """The file open for a lock, for writing where that is allowed."""
    try:
        return path.open("r+b")
    except OSError:
        return path.open("rb")


def _note_by_number(file: IO[bytes]) -> Path:
    found = os.fstat(file.fileno())
    return Path(tempfile.gettempdir()) / f"entregent-{found.st_dev:x}-{found.st_ino:x}.lock"


def _find_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def _remove_file(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        pass  # a note left behind is written over by the next holder


if sys.platform == "win32":
    import msvcrt

    def _lock_file(file: IO[bytes]) -> None:
        file.seek(_FAR_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock_file(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
