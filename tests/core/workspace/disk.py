"""A disk that loses its power: what was synced stays, what was not may be there, in part, or not at all.

Data and names are apart, as on a real disk: syncing a file does not make its name last, and a name that was made,
changed or removed lasts once its folder was synced. What is stricter here than most file systems is so on purpose.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

SECTOR = 512
Change = TypeVar("Change")
Fate = Literal["none", "all", "first", "some"]
FATES: tuple[Fate, ...] = ("none", "all", "first", "some")
"""What happens to the unsynced operations of a file or a folder: the disk may do the last of them first."""


@dataclass(frozen=True)
class Write:
    """Bytes written at a place; without any, the file was cut or filled up to there."""

    at: int
    data: bytes | None


@dataclass
class Node:
    """A file (or a folder) whatever its names are: what is synced, what was done since, and what programs see."""

    is_folder: bool = False
    synced: bytearray = field(default_factory=bytearray)
    since: list[Write] = field(default_factory=list)
    seen: bytearray = field(default_factory=bytearray)

    def write(self, change: Write) -> None:
        self.since.append(change)
        _apply(self.seen, change)

    def sync(self) -> None:
        self.synced, self.since = bytearray(self.seen), []


@dataclass(frozen=True)
class Naming:
    """``new`` became a name of the node, and ``old`` is none any more; either may be empty."""

    new: str
    old: str
    node: Node | None


class Disk:
    """Paths are relative to the folder that is looked at, with ``/``; "" is the folder itself."""

    def __init__(self, start: Path) -> None:
        self.seen: dict[str, Node] = {}
        for path in sorted(start.rglob("*")):
            data = b"" if path.is_dir() else path.read_bytes()
            self.seen[path.relative_to(start).as_posix()] = Node(path.is_dir(), bytearray(data), [], bytearray(data))
        self.synced = dict(self.seen)
        self.since: dict[str, list[Naming]] = {}

    def name(self, new: str, old: str, node: Node | None) -> None:
        """Makes, changes or removes a name."""
        naming = Naming(new, old, node)
        _apply_name(self.seen, naming)
        self.since.setdefault(_folder_of(new or old), []).append(naming)

    def sync_folder(self, folder: str) -> None:
        for naming in self.since.pop(folder, []):
            _apply_name(self.synced, naming)

    def held(self) -> dict[str, bytes | None]:
        """What programs see: the bytes of each file, None for a folder."""
        return {path: None if node.is_folder else bytes(node.seen) for path, node in self.seen.items()}

    def cut_power(self, rng: random.Random) -> dict[str, bytes | None]:
        """What the disk may hold at the next start: the bytes of each file, None for a folder."""
        names = dict(self.synced)
        for namings in self.since.values():
            for naming in _survivors(namings, rng):
                _apply_name(names, naming)
        found: dict[str, bytes | None] = {}
        for path in sorted(names):
            if not _folder_of(path) or _folder_of(path) in found:
                found[path] = None if names[path].is_folder else _content_after(names[path], rng)
        return found


def write_out(held: dict[str, bytes | None], folder: Path) -> None:
    """Puts what a disk holds into a folder."""
    folder.mkdir()
    for path, data in held.items():
        if data is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(data)


def _content_after(node: Node, rng: random.Random) -> bytes:
    data = bytearray(node.synced)
    for change in _survivors(node.since, rng):
        torn = change.data and len(change.data) > SECTOR and rng.random() < 0.1
        if change.data and torn:
            change = Write(change.at, change.data[: rng.randrange(SECTOR, len(change.data), SECTOR)])
        _apply(data, change)
    return bytes(data)


def _survivors(changes: list[Change], rng: random.Random) -> list[Change]:
    """Those of the unsynced changes that reached the disk, in their order."""
    fate = rng.choice(FATES)
    if fate == "first":
        return changes[: rng.randint(0, len(changes))]
    if fate == "some":
        return [change for change in changes if rng.random() < 0.5]
    return changes if fate == "all" else []


def _apply(data: bytearray, change: Write) -> None:
    end = change.at + len(change.data or b"")
    if len(data) < end:
        data.extend(bytes(end - len(data)))
    if change.data is None:
        del data[change.at :]
    else:
        data[change.at : end] = change.data


def _apply_name(names: dict[str, Node], naming: Naming) -> None:
    if naming.old:
        names.pop(naming.old, None)
    if naming.new and naming.node is not None:
        names[naming.new] = naming.node


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]
