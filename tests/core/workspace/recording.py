"""What a process did to the files of a folder, call by call, as the system saw it (strace); done again on a disk."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.core.workspace.disk import Disk, Node, Write

CALLS = (
    "open openat creat close dup dup2 dup3 lseek write pwrite64 writev pwritev sendfile copy_file_range truncate "
    "ftruncate fallocate fsync fdatasync rename renameat renameat2 link linkat unlink unlinkat mkdir mkdirat rmdir"
)
STRACE = shutil.which("strace")
_LINE = re.compile(r"(\d+) +(.*)")
_CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+)")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>")
NOT_YET = " <unfinished ...>"


@dataclass(frozen=True)
class Call:
    """A call that did not fail."""

    name: str
    values: tuple[str, ...]
    result: int


def record(command: Sequence[str], environment: Mapping[str, str], folder: Path, log: Path) -> list[Call]:
    """Runs a command to its end; returns what it asked of the system, in order."""
    traced = ",".join(f"?{name}" for name in CALLS.split())
    options = ["-f", "-xx", "-s", "100000000", "-e", f"trace={traced}", "-e", "signal=none", "-o", str(log)]
    done = subprocess.run(
        [STRACE or "strace", *options, *command], env={**os.environ, **environment}, cwd=folder, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    with log.open(encoding="ascii") as lines:
        return list(_read_calls(lines))


def _read_calls(lines: Iterator[str]) -> Iterator[Call]:
    waiting: dict[str, str] = {}
    for line in lines:
        process, text = _LINE.match(line.rstrip("\n")).groups()  # type: ignore[union-attr]  # strace writes no other
        if text.endswith(NOT_YET):
            waiting[process] = text.removesuffix(NOT_YET)
            continue
        if resumed := _RESUMED.match(text):
            text = waiting.pop(process) + text[resumed.end() :]
        if (found := _CALL.match(text)) and int(found[3]) >= 0:
            yield Call(found[1], tuple(found[2].split(", ")), int(found[3]))


class Replay:
    """Does recorded calls on the files of a folder again on a disk, one after another. ``done`` is what was
    acknowledged so far."""

    def __init__(self, disk: Disk, at: Path) -> None:
        self.disk, self.at, self.done = disk, str(at), list[str]()
        self._open: dict[int, _Open] = {}
        self._said = b""

    def repeat(self, call: Call) -> None:
        """One call; those on other files do nothing."""
        if call.name in _DOES:
            _DOES[call.name](self, call)

    # --- names and descriptors -------------------------------------------------------------------------------------

    def path(self, call: Call, at: int, folder_at: int | None = None) -> str | None:
        """A path among the values, relative to the folder looked at; None for one elsewhere."""
        text = os.fsdecode(_bytes_of(call.values[at]))
        if folder_at is not None and call.values[folder_at] != "AT_FDCWD":
            held = self.held(call, folder_at)
            text = f"{self.at}/{held.path}/{text}" if held else text
        text = os.path.normpath(text)
        if text == self.at:
            return ""
        return text.removeprefix(self.at + "/") if text.startswith(self.at + "/") else None

    def open(self, call: Call, path: str | None, flags: str) -> None:
        self._open.pop(call.result, None)
        if path is None:
            return
        node = self.disk.seen.get(path)
        if node is None and path and "O_CREAT" in flags:
            node = Node()
            self.disk.name(path, "", node)
        if node is not None and "O_TRUNC" in flags and node.seen:
            node.write(Write(0, None))
        self._open[call.result] = _Open(path, node, "O_APPEND" in flags)

    def held(self, call: Call, at: int = 0) -> _Open | None:
        return self._open.get(int(call.values[at]))

    def close(self, call: Call) -> None:
        self._open.pop(int(call.values[0]), None)

    def copy_descriptor(self, call: Call) -> None:
        if held := self.held(call):
            self._open[call.result] = held

    # --- what is written -------------------------------------------------------------------------------------------

    def write(self, call: Call, data: bytes, at: int | None = None) -> None:
        held = self.held(call)
        if held is not None and held.node is not None:
            place = held.place_of(at)
            held.node.write(Write(place, data[: call.result]))
            if at is None:
                held.place = place + call.result
        elif call.values[0] == "1":
            self._said += data[: call.result]
            *lines, self._said = self._said.split(b"\n")
            self.done += [line.decode().removeprefix("done ") for line in lines if line.startswith(b"done ")]

    def send(self, call: Call, source: _Open | None, target_at: int) -> None:
        """Bytes from one file into another, within the system: taken from where the source was."""
        held = self.held(call, target_at)
        if held is not None and held.node is not None:
            assert source is not None and source.node is not None, "copied from a file that is not looked at"
            data = bytes(source.node.seen[source.place : source.place + call.result])
            held.node.write(Write(held.place, data))
            held.place += len(data)
            source.place += len(data)

    def seek(self, call: Call) -> None:
        if held := self.held(call):
            held.place = call.result

    def resize(self, node: Node | None, length: int, shrink: bool = True) -> None:
        if node is not None and (shrink or length > len(node.seen)):
            node.write(Write(length, None))

    def sync(self, call: Call) -> None:
        held = self.held(call)
        if held is None:
            return
        if held.node is None or held.node.is_folder:
            self.disk.sync_folder(held.path)
        else:
            held.node.sync()

    def rename(self, old: str | None, new: str | None, keeps: bool = False) -> None:
        node = self.disk.seen.get(old) if old else None
        if node is not None and new:
            self.disk.name(new, "" if keeps else old or "", node)

    def remove(self, path: str | None) -> None:
        if path:
            self.disk.name("", path, None)

    def make_folder(self, path: str | None) -> None:
        if path:
            self.disk.name(path, "", Node(is_folder=True))


@dataclass
class _Open:
    """An open file: its path then, its node (None: the folder looked at itself), and where it is written next."""

    path: str
    node: Node | None
    append: bool
    place: int = 0

    def place_of(self, at: int | None) -> int:
        if at is not None:
            return at
        return len(self.node.seen) if self.append and self.node else self.place


def _bytes_of(text: str) -> bytes:
    """The bytes of a string as strace writes it."""
    return bytes.fromhex(text.strip('"').replace("\\x", ""))


def _vector(call: Call) -> bytes:
    return b"".join(map(_bytes_of, re.findall(r'iov_base=("[^"]*")', ", ".join(call.values))))


_DOES: dict[str, Callable[[Replay, Call], None]] = {
    "open": lambda replay, call: replay.open(call, replay.path(call, 0), call.values[1]),
    "openat": lambda replay, call: replay.open(call, replay.path(call, 1, 0), call.values[2]),
    "creat": lambda replay, call: replay.open(call, replay.path(call, 0), "O_CREAT|O_TRUNC"),
    "close": Replay.close,
    "dup": Replay.copy_descriptor,
    "dup2": Replay.copy_descriptor,
    "dup3": Replay.copy_descriptor,
    "lseek": Replay.seek,
    "write": lambda replay, call: replay.write(call, _bytes_of(call.values[1])),
    "writev": lambda replay, call: replay.write(call, _vector(call)),
    "pwrite64": lambda replay, call: replay.write(call, _bytes_of(call.values[1]), int(call.values[3])),
    "pwritev": lambda replay, call: replay.write(call, _vector(call), int(call.values[-1])),
    "sendfile": lambda replay, call: replay.send(call, replay.held(call, 1), 0),
    "copy_file_range": lambda replay, call: replay.send(call, replay.held(call, 0), 2),
    "truncate": lambda replay, call: replay.resize(
        replay.disk.seen.get(replay.path(call, 0) or ""), int(call.values[1])
    ),
    "ftruncate": lambda replay, call: (
        replay.resize(held.node, int(call.values[1])) if (held := replay.held(call)) else None
    ),
    "fallocate": lambda replay, call: (
        replay.resize(held.node, int(call.values[2]) + int(call.values[3]), shrink=False)
        if (held := replay.held(call))
        else None
    ),
    "fsync": Replay.sync,
    "fdatasync": Replay.sync,
    "rename": lambda replay, call: replay.rename(replay.path(call, 0), replay.path(call, 1)),
    "renameat": lambda replay, call: replay.rename(replay.path(call, 1, 0), replay.path(call, 3, 2)),
    "renameat2": lambda replay, call: replay.rename(replay.path(call, 1, 0), replay.path(call, 3, 2)),
    "link": lambda replay, call: replay.rename(replay.path(call, 0), replay.path(call, 1), keeps=True),
    "linkat": lambda replay, call: replay.rename(replay.path(call, 1, 0), replay.path(call, 3, 2), keeps=True),
    "unlink": lambda replay, call: replay.remove(replay.path(call, 0)),
    "unlinkat": lambda replay, call: replay.remove(replay.path(call, 1, 0)),
    "rmdir": lambda replay, call: replay.remove(replay.path(call, 0)),
    "mkdir": lambda replay, call: replay.make_folder(replay.path(call, 0)),
    "mkdirat": lambda replay, call: replay.make_folder(replay.path(call, 1, 0)),
}
