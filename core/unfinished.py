"""Files that are being written, and what a crash left of them: found and removed at the next start or the next writing.

An unfinished file has a hidden name in the folder where it will stand, is locked while it is written, and is noted in
the user's own folder, so that it is found wherever it was to go.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from core.folders import make_folder, sync_folder

_PART = re.compile(r"\..*\.?[0-9a-f]{8}\.part(-journal)?", re.DOTALL)


@contextmanager
def unfinished(target: Path, mode: int = 0o666) -> Iterator[Path]:
    """A new, empty file to write, beside ``target``, which it may be renamed to; if it still has its own name at the
    end, it is gone. ``mode`` is its mode from the start, less the umask. OSError when it cannot be made."""
    part = target.with_name(f".{target.name[:80]}.{os.urandom(4).hex()}.part")
    with _noted(part):
        try:
            part.touch(mode, exist_ok=False)
            with part.open("rb") as file:
                _hold(file)
                yield part
        finally:
            if part.exists():
                part.unlink()
                sync_folder(part.parent)  # or a power cut could bring it back when the note is gone


def remove_unfinished(*folders: Path) -> None:
    """Removes what crashes left behind: the files that were noted, wherever they stand, and those in these folders.
    One that is being written stays."""
    for folder in folders:
        with suppress(OSError):
            for part in sorted(folder.iterdir()):
                if _PART.fullmatch(part.name):
                    _remove_part(part)
    with suppress(OSError):
        for note in sorted(notes_folder().iterdir()):
            with suppress(OSError), note.open("rb") as file:
                _hold(file)
                _remove_noted(note, Path(os.fsdecode(file.read())))


def notes_folder() -> Path:
    """Where it is noted, for this user, what is being written."""
    from platformdirs import user_state_path

    return user_state_path("Entregent", appauthor=False) / "unfinished"


@contextmanager
def _noted(part: Path) -> Iterator[None]:
    """Notes a file while it is written. Where no note can be written the file is found by its folder alone."""
    note = notes_folder() / part.name[-13:]
    try:
        make_folder(note.parent)
        file = note.open("xb")
    except OSError:
        yield
        return
    try:
        with file:
            with suppress(OSError):
                _hold(file)
                file.write(os.fsencode(part))
                file.flush()
                os.fsync(file.fileno())
                sync_folder(note.parent)
            yield
    finally:
        with suppress(OSError):
            note.unlink()


def _remove_noted(note: Path, part: Path) -> None:
    """Removes a noted file, and the note; the note stays while the file's folder is not there, as on another disk."""
    if _PART.fullmatch(part.name):
        if not part.parent.is_dir():
            return
        _remove_part(part)
        _remove_part(part.with_name(f"{part.name}-journal"))
    note.unlink()


def _remove_part(part: Path) -> None:
    """Removes a leftover; the journal of one goes with it. OSError is none of anybody's business: it is being written,
    or not ours to remove."""
    written = part.with_name(part.name.removesuffix("-journal"))
    with suppress(OSError):
        if written == part:
            with part.open("rb") as file:
                _hold(file)
                part.unlink()
        elif not written.exists():
            part.unlink()


if sys.platform == "win32":

    def _hold(file: IO[bytes]) -> None:
        """Windows keeps an open file in its place by itself, and could not rename one that is held."""

else:
    import fcntl

    def _hold(file: IO[bytes]) -> None:
        """Locks a file so that nobody takes it for a leftover. OSError when somebody else holds it; a folder that
        knows no locks is none."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES):
                raise
