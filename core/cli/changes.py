"""The command on what later files say otherwise of people who are known: listed, taken, left."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Any

from core.cli import show
from core.cli.opening import opened
from core.errors import Trouble
from core.i18n import tr, trn
from core.importing import changes as importing_changes
from core.importing.changes import Change
from core.people import tables as people_tables
from core.workspace.store import Workspace


def changes(args: Namespace) -> None:
    """Takes and leaves the changes named, and lists those that are still to be decided."""
    with opened(args) as workspace, workspace.transaction():
        before = importing_changes.open_changes(workspace)
        take, leave = _find_changes(before, args.take), _find_changes(before, args.leave)
        if set(take) & set(leave):
            raise Trouble(tr("A change cannot be both taken and left."), "--take --leave", tr("Name it once."))
        taken = importing_changes.take_changes(workspace, take)[0] if take else 0
        left = importing_changes.leave_changes(workspace, leave)[0] if leave else 0
        found = importing_changes.open_changes(workspace)
        if args.json:
            still = [_change_json(workspace, one) for one in found]
            show.write_json({"taken": taken, "left": left, "open": still}, args.json)
    if str(args.json) != "-":
        _print_changes(found, taken, left)


def _find_changes(known: Sequence[Change], numbers: Sequence[int]) -> list[int]:
    """The changes with these numbers; all of them for 0. Trouble for a number that none has."""
    ids = [change.id for change in known]
    if 0 in numbers:
        return ids
    unknown = [number for number in numbers if number not in ids]
    if unknown:
        raise Trouble(tr("There is no such change."), ", ".join(map(str, unknown)), tr("List them without options."))
    return list(numbers)


def _print_changes(found: Sequence[Change], taken: int, left: int) -> None:
    for one in found:
        where = tr("{file}, row {row}", file=one.file, row=one.row)
        print(f"{one.id} {one.name}, {one.field}: {one.old} → {one.new} ({where})")
    if taken:
        print(trn("{n} change taken.", "{n} changes taken.", taken))
    if left:
        print(trn("{n} change left.", "{n} changes left.", left))
    if not found:
        print(tr("No file says anything otherwise of somebody known."))


def _change_json(workspace: Workspace, one: Change) -> dict[str, Any]:
    return {
        "id": one.id,
        "person": people_tables.stable_key(workspace, one.person),
        "name": one.name,
        "field": one.field,
        "old": one.old,
        "new": one.new,
        "file": one.file,
        "row": one.row,
    }


COMMANDS: dict[str, Callable[[Namespace], None]] = {"changes": changes}
