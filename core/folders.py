"""Folders whose entries are on the disk: a file that is safe there is lost all the same while its name is not."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def make_folder(path: Path) -> None:
    """Makes a folder, and those above it, to last; nothing where it is there. OSError when it cannot be made."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """What was made, renamed or removed in a folder reaches the disk; Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network folders refuse it: the file is whole all the same
            os.fsync(handle)
    finally:
        os.close(handle)
