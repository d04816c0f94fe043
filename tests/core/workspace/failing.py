"""Disks that fail: SQLite's own calls of the system are made to fail one by one, and a small disk has no room left."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CALLS = ("write", "pwrite", "pwrite64", "ftruncate", "unlink", "openDirectory")
"""What SQLite may ask of the system that changes a file or a folder, by the names it has for them."""
_Call = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_long, ctypes.c_long, ctypes.c_long, ctypes.c_long, use_errno=True)


class _Vfs(ctypes.Structure):
    """``sqlite3_vfs``, version 3 (sqlite.org/c3ref/vfs.html)."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("version", "file_size", "longest_path")),
        *((name, ctypes.c_void_p) for name in ("next", "name", "data")),
        *((f"method_{number}", ctypes.c_void_p) for number in range(13)),
        ("set_call", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
        ("get_call", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
    )


class FailingCalls:
    """Counts SQLite's calls, and lets the ``at``-th fail (and, where it ``stays``, all after it) with an error; from
    ``resume`` to ``pause``."""

    def __init__(self) -> None:
        self.count, self.at, self.stays, self.error, self._runs = 0, 0, False, 0, False

    def fail(self, at: int, error: int, stays: bool) -> None:
        self.count, self.at, self.error, self.stays = 0, at, error, stays

    def resume(self) -> None:
        self._runs = True

    def pause(self) -> None:
        self._runs = False

    @property
    def failed(self) -> bool:
        """Whether it came to that call."""
        return self.count >= self.at

    def _is_to_fail(self) -> bool:
        if not self._runs:
            return False
        self.count += 1
        return self.count == self.at or (self.stays and self.count > self.at)

    def wrap(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(*values: int) -> int:
            if self._is_to_fail():
                ctypes.set_errno(self.error)
                return -1
            return real(*values)

        return call


@contextmanager
def failing_calls() -> Iterator[FailingCalls | None]:
    """SQLite's calls go through here; None where its library is not one that can be reached."""
    name = ctypes.util.find_library("sqlite3")
    if name is None or os.name == "nt":
        yield None
        return
    library = ctypes.CDLL(name)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None)
    calls, wrapped = FailingCalls(), []
    for call in CALLS:
        real = vfs.contents.get_call(vfs, call.encode())
        if real:
            wrapped.append(_Call(calls.wrap(_Call(real))))
            vfs.contents.set_call(vfs, call.encode(), ctypes.cast(wrapped[-1], ctypes.c_void_p))
    try:
        yield calls
    finally:
        vfs.contents.set_call(vfs, None, None)  # all as they were


@contextmanager
def small_disk(folder: Path) -> Iterator[Callable[[int], None] | None]:
    """A disk in memory, and what gives it so many free pages of 4096 bytes; None where none may be mounted."""
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", folder], capture_output=True).returncode:
        yield None
        return

    def leave_room(pages: int) -> None:
        found = os.statvfs(folder)
        used = (found.f_blocks - found.f_bfree) * found.f_frsize // 4096
        size = f"size={4 * (used + pages)}k" if pages >= 0 else "size=64m"
        subprocess.run(["mount", "-o", f"remount,{size}", folder], check=True)

    try:
        yield leave_room
    finally:
        with suppress(subprocess.CalledProcessError):
            subprocess.run(["umount", folder], check=True)
