"""A process that works on a workspace until it is killed, or so many times, and says what is done once it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

from core.campaign import actions as campaigns
from core.campaign import build, ranked, screening
from core.importing import actions as imports
from core.model import Person
from core.people import tables as people_tables
from core.rights import actions as rights
from core.shortlist import actions as shortlists
from core.shortlist import outputs
from core.workspace import automatic, backup
from core.workspace.store import Workspace, open_workspace
from tests.core.workspaces import cid, erase_person

DAY = date(2026, 3, 12)
NOON = datetime(2026, 3, 12, 12).astimezone()


def edit(workspace: Workspace, folder: Path, number: int) -> str:
    campaigns.add_person(workspace, cid(workspace), Person(0, f"Added {number}"))
    return f"Added {number}"


def undo(workspace: Workspace, folder: Path, number: int) -> str:
    """Adds somebody, takes that back, and adds somebody else: the first of the two must never be seen again."""
    edit(workspace, folder, -number)
    workspace.undo()
    return edit(workspace, folder, number)


def import_and_revert(workspace: Workspace, folder: Path, number: int) -> str:
    files = screening.Files("candidates", [folder / "more.csv"])
    result, _ = screening.import_files(workspace, cid(workspace), files)
    imports.revert_import(workspace, result[0].batch)
    return "60"


def erase(workspace: Workspace, folder: Path, number: int) -> str:
    names = people_tables.names_by_id(workspace)
    person = min(names)
    erase_person(workspace, person, DAY)
    return names[person]


def freeze(workspace: Workspace, folder: Path, number: int) -> str:
    shortlists.freeze_list(workspace, cid(workspace), f"List {number}", "Camille", DAY)
    return f"List {number}"


def export(workspace: Workspace, folder: Path, number: int) -> str:
    """Files in a folder of their own, where no workspace stands that would be opened there again."""
    out = folder / "out"
    campaigns.change_campaign(workspace, cid(workspace), name=f"Launch {number}")
    now = ranked.rank_board(build.build_board(workspace, cid(workspace)))
    wanted = outputs.Wanted(out / "a.csv", out / "a.xlsx", out / "a.pdf", "en", out / "a.json")
    outputs.write_files(workspace, now, wanted)
    return f"Launch {number}"


def back_up(workspace: Workspace, folder: Path, number: int) -> str:
    name = edit(workspace, folder, number)
    backup.back_up(workspace, folder / "new.entregent")
    return name


def back_up_by_itself(workspace: Workspace, folder: Path, number: int) -> str:
    name = edit(workspace, folder, number)
    made = automatic.back_up_by_itself(workspace, "work", NOON + timedelta(minutes=number))
    return f"{made.path.name if made else '-'}|{name}"


def upgrade(folder: Path, number: int) -> str:
    open_workspace(folder / "old.entregent").close()
    return "upgraded"


def make(folder: Path, number: int) -> str:
    open_workspace(folder / f"new.{number}.entregent").close()
    return f"new.{number}.entregent"


def restore(folder: Path, number: int) -> str:
    """What was added since the backup is gone once it has been put back."""
    with closing(open_workspace(folder / "a.entregent")) as workspace:
        edit(workspace, folder, number)
    rights.restore_backup(folder / "copy.entregent", folder / "a.entregent")
    return f"restored {number}"


ON_A_WORKSPACE: dict[str, Callable[[Workspace, Path, int], str]] = {
    "edit": edit,
    "undo": undo,
    "import": import_and_revert,
    "erase": erase,
    "freeze": freeze,
    "export": export,
    "backup": back_up,
    "automatic": back_up_by_itself,
}
ON_A_FOLDER: dict[str, Callable[[Path, int], str]] = {"upgrade": upgrade, "make": make, "restore": restore}


def work(operation: str, folder: Path, most: int | None) -> None:
    """Does one thing again and again. Whatever was said to be done must be there after any crash."""
    numbers = count(1) if most is None else iter(range(1, most + 1))
    workspace = open_workspace(folder / "a.entregent") if operation in ON_A_WORKSPACE else None
    print("ready", flush=True)
    for number in numbers:
        if workspace is not None:
            what = ON_A_WORKSPACE[operation](workspace, folder, number)
        else:
            what = ON_A_FOLDER[operation](folder, number)
        print(f"done {what}", flush=True)


if __name__ == "__main__":
    work(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else None)
