"""Operations to be tried on disks that fail: actions on an open workspace, and commands from opening to closing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from core.campaign import actions as campaigns
from core.campaign import screening
from core.cli import run
from core.errors import Trouble
from core.importing import actions as imports
from core.importing import tables as importing_tables
from core.model import Evidence, Person
from core.rights import actions as rights
from core.shortlist import actions as shortlists
from core.stature import actions as stature
from core.workspace import automatic, backup
from core.workspace.registry import TABLES
from core.workspace.store import Workspace, open_workspace
from tests.core.workspace.aftermath import assert_whole_outputs, hidden_files
from tests.core.workspaces import cid, erase_person, pid

DAY = date(2026, 3, 12)
NOON = datetime(2026, 3, 12, 12).astimezone()
Rows = dict[str, list[tuple[object, ...]]]
Action = Callable[[Workspace, Path], object]

ACTIONS: dict[str, Action] = {
    "add": lambda w, folder: campaigns.add_person(w, cid(w), Person(0, "Ann Bel")),
    "level": lambda w, folder: stature.set_level(w, pid(w, 3), "peers", 3),
    "evidence": lambda w, folder: stature.add_evidence(
        w, Evidence(0, pid(w, 3), "peers", "book", "A book"), folder / "more.csv"
    ),
    "weight": lambda w, folder: campaigns.change_campaign(w, cid(w), weight=420),
    "pin": lambda w, folder: campaigns.pin(w, cid(w), pid(w, 9), "Speaks"),
    "undo": lambda w, folder: w.undo(),
    "import": lambda w, folder: screening.import_files(w, cid(w), screening.Files("candidates", [folder / "more.csv"])),
    "revert": lambda w, folder: imports.revert_import(w, importing_tables.batches(w)[-1].id),
    "freeze": lambda w, folder: shortlists.freeze_list(w, cid(w), "First", "Camille", DAY),
    "erase": lambda w, folder: erase_person(w, pid(w, 3), DAY),
    "backup": lambda w, folder: backup.back_up(w, folder / "new.entregent"),
    "automatic": lambda w, folder: automatic.back_up_by_itself(w, "work", NOON),
}


def command(*words: str) -> Action:
    """A command on the folder's workspace, or the one it names. Trouble, with what it said, where it refuses; a
    traceback, an exception or a second line is a failure of the test."""

    def run_it(_: Workspace, folder: Path) -> None:
        said, shown = StringIO(), StringIO()
        with redirect_stderr(said), redirect_stdout(shown):
            code = run(in_folder(words, folder))
        assert code in (0, 3), said.getvalue()
        if code:
            lines = said.getvalue().splitlines()
            assert len(lines) <= 2 and all(lines), lines  # that there is no backup may be said before
            raise Trouble(lines[-1], remedy="-")

    return run_it


def in_folder(words: Sequence[str], folder: Path) -> list[str]:
    """The words of a command, with what begins with ``./`` in a folder."""
    return [str(folder / word.removeprefix("./")) if word.startswith("./") else word for word in words]


HERE = ("--workspace", "./a.entregent")
WORDS: dict[str, tuple[str, ...]] = {
    "import": ("import", "./more.csv", *HERE),
    "new": ("import", "./more.csv", "--workspace", "./new.entregent"),
    "rank": ("rank", "--seats", "7", *HERE),
    "freeze": ("freeze", "--name", "First", "--signed-by", "Camille", "--on", "2026-03-12", *HERE),
    "export": (
        "export",
        "--csv",
        "./out/a.csv",
        "--xlsx",
        "./out/a.xlsx",
        "--json",
        "./out/a.json",
        *HERE,
    ),
    "erase": ("person", "erase", "@person59", "--yes", *HERE),
    "backup": ("backup", "./new.entregent", *HERE),
    "restore": ("restore", "./copy.entregent", *HERE),
    "upgrade": ("rank", "--workspace", "./old.entregent"),
}
"""Commands, each from opening to closing."""
COMMANDS: dict[str, Action] = {
    **{f"{name} command": command(*words) for name, words in WORDS.items()},
    "restore action": lambda w, folder: rights.restore_backup(folder / "copy.entregent", folder / "a.entregent"),
}
"""What opens and closes workspaces by itself."""


@dataclass(frozen=True)
class State:
    """What stands in a folder: the rows of each workspace's tables."""

    rows: dict[str, Rows]

    @property
    def size(self) -> dict[str, dict[str, int]]:
        """How many rows; what a second run adds has other ids."""
        return {name: {table: len(rows) for table, rows in tables.items()} for name, tables in self.rows.items()}


def rows_of(workspace: Workspace) -> Rows:
    """The rows of every table that a user's work stands in."""
    tables = (table.name for table in TABLES if table.undone)
    return {name: workspace.connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}


def state_after(folder: Path) -> State:
    """Opens every workspace, as the next start would, and reads it; all are sound, and nothing is left behind. Of one
    that may be of an older version the people are read as they stand, since opening it would upgrade it."""
    found: dict[str, Rows] = {}
    for path in sorted(folder.rglob("*.entregent")):
        if path.name.startswith("old."):
            found[path.name] = {"person": _people_of(path)}
            continue
        workspace = open_workspace(path)
        assert backup.faults(workspace.connection) == [], path
        if path.parent == folder:
            found[path.name] = rows_of(workspace)
        workspace.close()
    assert_whole_outputs(folder / "out")
    assert hidden_files(folder) == []
    return State(found)


def _people_of(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("SELECT name FROM person ORDER BY name").fetchall()
