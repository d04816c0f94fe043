"""One program at a time on a workspace: an operating system's lock on a file beside it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from core.errors import Trouble
from core.i18n import tr


class WorkspaceLock:
    """Held from opening to closing. The system lets go of it when the process ends, however it ends."""

    def __init__(self, workspace: Path) -> None:
        self.path = workspace.with_name(workspace.name + ".lock")
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Takes the lock. Trouble when another program holds it or the folder cannot be written."""
        try:
            self._file = self.path.open("a+")
        except OSError as error:
            raise Trouble(
                tr("The folder cannot be written to."),
                str(self.path.parent),
                tr("Choose a folder of your own, or ask for the right to write there."),
            ) from error
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            self._file = None
            raise Trouble(
                tr("This workspace is open in another window."),
                self.path.name.removesuffix(".lock"),
                tr("Close it there, then open it here."),
            ) from error

    def release(self) -> None:
        """Lets go of the lock and takes its file away."""
        if self._file is None:
            return
        if os.name == "posix":
            self.path.unlink(missing_ok=True)
        self._file.close()
        self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
