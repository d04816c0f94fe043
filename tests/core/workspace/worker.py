"""A process that works on a workspace until it is killed, and says what is done once it is done."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from core.campaign import actions as campaigns
from core.campaign import screening
from core.importing import actions as imports
from core.model import Person
from core.people import tables as people_tables
from core.rights import actions as rights
from core.workspace import backup
from core.workspace.store import open_workspace
from tests.core.workspaces import cid, erase_person

DAY = date(2026, 3, 12)


def done(what: object) -> None:
    """Acknowledges: whatever was said to be done must be there after any crash."""
    print(f"done {what}", flush=True)


def work(operation: str, folder: Path) -> None:
    """Does one thing again and again."""
    path, number = folder / "a.entregent", 0
    if operation in ("edit", "import", "erase", "backup"):
        workspace = open_workspace(path)
    print("ready", flush=True)
    while True:
        number += 1
        if operation == "edit":
            campaigns.add_person(workspace, cid(workspace), Person(0, f"Added {number}"))
            done(f"Added {number}")
        elif operation == "import":
            result, _ = screening.import_files(
                workspace, cid(workspace), screening.Files("candidates", [folder / "more.csv"])
            )
            imports.revert_import(workspace, result[0].batch)
        elif operation == "erase":
            names = people_tables.names_by_id(workspace)
            person = min(names)
            erase_person(workspace, person, DAY)
            done(names[person])
        elif operation == "backup":
            backup.back_up(workspace, folder / "new.entregent")
        elif operation == "upgrade":
            open_workspace(folder / "old.entregent").close()
        elif operation == "make":
            open_workspace(folder / f"new.{number}.entregent").close()
        else:
            rights.restore_backup(folder / "copy.entregent", path)


if __name__ == "__main__":
    work(sys.argv[1], Path(sys.argv[2]))
