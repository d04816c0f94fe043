"""What must hold after any crash: everything opens and is sound, an operation is whole or not at all, and whatever was
said to be done is there."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from core.people import tables as people_tables
from core.shortlist.verify import verify_lists
from core.workspace import backup, checking
from core.workspace.store import Workspace, open_workspace
from tests.core.workspaces import cid

DAY = date(2026, 3, 12)
PEOPLE, MORE = 60, 400
"""How many people are in the workspace before, and how many more rows an import brings."""
LISTED = 9
"""How many of them are on the list, with those in reserve."""


def check_after(operation: str, folder: Path, done: Sequence[str]) -> None:
    """Opens every workspace that stands there, as the next start would, and looks into it. AssertionError names what
    is not as it must be."""
    for path in sorted(folder.glob("*.entregent")):
        workspace = open_workspace(path)
        try:
            assert backup.faults(workspace.connection) == [], path
            checking.check_by_itself(workspace, DAY)
            if path.name == "a.entregent":
                CHECKS.get(operation, _check_nothing)(workspace, folder, done)
        finally:
            workspace.close()
    for name in MADE.get(operation, _nothing_made)(done):
        assert (folder / name).exists(), f"{name} was acknowledged"


def hidden_files(folder: Path) -> list[str]:
    """Whatever stands in the folder, however deep, that an unfinished piece of work left behind."""
    return [str(one.relative_to(folder)) for one in folder.rglob("*") if one.name.startswith(".") and one.is_file()]


def _check_nothing(workspace: Workspace, folder: Path, done: Sequence[str]) -> None:
    pass


def _nothing_made(done: Sequence[str]) -> list[str]:
    return []


def _names(workspace: Workspace) -> set[str]:
    return set(people_tables.names_by_id(workspace).values())


def _check_edits(workspace: Workspace, folder: Path, done: Sequence[str]) -> None:
    assert set(done) <= _names(workspace)


def _check_undone(workspace: Workspace, folder: Path, done: Sequence[str]) -> None:
    names = _names(workspace)
    assert set(done) <= names
    assert not {name.replace("Added ", "Added -") for name in done} & names


def _check_import(workspace: Workspace, folder: Path, done: Sequence[str]) -> None:
    assert len(_names(workspace)) in (PEOPLE, MORE)


def _check_erased(workspace: Workspace, folder: Path, done: Sequence[str]) -> None:
    assert not set(done) & _names(workspace)
    lists = set(backup.stored_erasures(workspace.path))
    assert not done or lists - {""}, "the list of erasures beside the file"


def _check_frozen(workspace: Workspace, folder: Path, done: Sequence[str]) -> None:
    lists = verify_lists(workspace, [cid(workspace)])
    assert set(done) <= {one.name for one in lists}
    assert all(one.valid for one in lists), [one.changed for one in lists]


def _check_exported(workspace: Workspace, folder: Path, done: Sequence[str]) -> None:
    last = len(done)
    name = workspace.connection.execute("SELECT name FROM campaign").fetchone()[0]
    assert name in ("Launch" if not last else f"Launch {last}", f"Launch {last + 1}")
    assert_whole_outputs(folder / "out", last)


def assert_whole_outputs(out: Path, last: int = 0) -> None:
    """Every file that was exported is whole, and not older than the ``last`` export that was acknowledged."""
    if (out / "a.csv").exists():
        with (out / "a.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == LISTED
    if (out / "a.json").exists():
        said = json.dumps(json.loads((out / "a.json").read_text(encoding="utf-8")))
        assert not last or any(int(number) >= last for number in re.findall(r"Launch (\d+)", said))
    if (out / "a.xlsx").exists():
        assert zipfile.ZipFile(out / "a.xlsx").testzip() is None
    if (out / "a.pdf").exists():
        data = (out / "a.pdf").read_bytes()
        assert data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF")


def _check_backup(workspace: Workspace, folder: Path, done: Sequence[str]) -> None:
    _check_edits(workspace, folder, done)
    if done:
        _assert_holds(folder / "new.entregent", done[-1])


def _check_automatic(workspace: Workspace, folder: Path, done: Sequence[str]) -> None:
    made = [one.split("|") for one in done]
    _check_edits(workspace, folder, [name for _, name in made])
    for file, name in made:
        _assert_holds(folder / "a.entregent.backups" / file, name)


def _check_restored(workspace: Workspace, folder: Path, done: Sequence[str]) -> None:
    added = {name for name in _names(workspace) if name.startswith("Added")}
    assert added <= {f"Added {len(done) + 1}"}
    assert len(_names(workspace) - added) == PEOPLE


def _assert_holds(path: Path, name: str) -> None:
    workspace = open_workspace(path)
    try:
        assert name in _names(workspace), path
    finally:
        workspace.close()


CHECKS: dict[str, Callable[[Workspace, Path, Sequence[str]], None]] = {
    "edit": _check_edits,
    "undo": _check_undone,
    "import": _check_import,
    "erase": _check_erased,
    "freeze": _check_frozen,
    "export": _check_exported,
    "backup": _check_backup,
    "automatic": _check_automatic,
    "restore": _check_restored,
}
MADE: dict[str, Callable[[Sequence[str]], Sequence[str]]] = {
    "make": lambda done: done,
    "export": lambda done: [f"out/a.{kind}" for kind in ("csv", "xlsx", "pdf", "json")] if done else [],
    "automatic": lambda done: ["a.entregent.backups/" + one.split("|")[0] for one in done],
}
