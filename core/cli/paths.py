"""What a command reads and what it writes: no output may be an input, the workspace or another output."""

from __future__ import annotations

import errno
import os
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from core.errors import Trouble
from core.files import is_same_file, trouble_writing
from core.i18n import tr

_READ = ("files", "file", "stature", "history", "offline")
_WRITTEN = ("csv", "xlsx", "report", "json")
_WRITES_ITS_FILES = ("backup", "sheet write")
_BESIDE_WORKSPACE = ("", ".lock", "-journal")


def refuse_overwriting(args: Namespace) -> None:
    """Trouble where a command would write over what it reads, over the workspace, or twice to one file; and where
    one of several outputs cannot be written, before the others are."""
    read, written = list(_paths_read(args)), list(_paths_written(args))
    for at, path in enumerate(written):
        _refuse_unwritable(path)
        if any(is_same_file(path, other) for other in written[:at]):
            raise Trouble(tr("Two outputs are the same file."), str(path), tr("Give each a name of its own."))
        if any(is_same_file(path, other) for other in _paths_of_workspace(args)):
            raise Trouble(tr("This output is the workspace."), str(path), tr("Choose another name."))
        if any(is_same_file(path, other) for other in read):
            raise Trouble(tr("This output is a file that is read."), str(path), tr("Choose another name."))


def _refuse_unwritable(path: Path) -> None:
    if not path.parent.is_dir():
        raise trouble_writing(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
    if path.exists() and not path.is_file():
        raise trouble_writing(path, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))


def _paths_read(args: Namespace) -> Iterator[Path]:
    if not _writes_its_files(args):
        for name in _READ:
            yield from _paths_in(args, name)


def _paths_written(args: Namespace) -> Iterator[Path]:
    for name in _WRITTEN:
        yield from (path for path in _paths_in(args, name) if str(path) != "-")
    if _writes_its_files(args):
        yield from (*_paths_in(args, "files"), *_paths_in(args, "file"))
    if args.command == "restore":
        yield args.workspace


def _paths_of_workspace(args: Namespace) -> Iterator[Path]:
    if args.command != "restore":
        for path in _paths_in(args, "workspace"):
            yield from (path.parent / f"{path.name}{ending}" for ending in _BESIDE_WORKSPACE)


def _writes_its_files(args: Namespace) -> bool:
    return f"{args.command} {getattr(args, 'what', '')}".strip() in _WRITES_ITS_FILES


def _paths_in(args: Namespace, name: str) -> list[Path]:
    value = getattr(args, name, None)
    return list(value) if isinstance(value, list) else [value] if isinstance(value, Path) else []
