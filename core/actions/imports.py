"""The imports of a workspace: listed, compared with the one before, their issues written out, one taken back whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.files import neutralise, write_whole
from core.i18n import tr
from core.importing import taking_back
from core.importing.intake import ImportResult, family
from core.importing.traces import Difference, compare_batches
from core.model import Issue
from core.people import tables as people_tables
from core.workspace import imports, undo
from core.workspace.changed import Changed, changed
from core.workspace.imports import Batch
from core.workspace.store import Workspace

__all__ = [
    "Batch",
    "Compared",
    "Difference",
    "all_imports",
    "before",
    "compare",
    "compare_named",
    "comparison",
    "for_good",
    "issues",
    "undo_import",
    "write_issues",
]

AREAS = ("people", "observations", "stature", "campaign")


@dataclass(frozen=True)
class Compared:
    """An import beside the one before: the names of those only in the later, only in the earlier, and whose audience
    changed on a channel: (name, channel, before, after)."""

    earlier: Batch
    later: Batch
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[tuple[str, str, float | None, float | None], ...]


def all_imports(workspace: Workspace) -> list[Batch]:
    """Every import, the newest first."""
    return imports.batches(workspace)


def before(workspace: Workspace, number: int) -> Batch | None:
    """The import before this one of the same tool's files (by their names without dates) and kind."""
    known = imports.batches(workspace)
    mine = next(batch for batch in known if batch.id == number)
    alike = (b for b in known if b.id < number and (family(b.file), b.kind) == (family(mine.file), mine.kind))
    return next(alike, None)


def compare(workspace: Workspace, earlier: int, later: int) -> Difference:
    """Who is new, who is gone and whose audience changed from one import to another."""
    return compare_batches(workspace, earlier, later)


def compare_named(workspace: Workspace, number: int) -> Compared | None:
    """An import beside the one before, people by their names; None for the first of its kind."""
    earlier = before(workspace, number)
    if earlier is None:
        return None
    found = compare(workspace, earlier.id, number)
    called = people_tables.names_by_id(workspace)
    later = next(batch for batch in imports.batches(workspace) if batch.id == number)
    changes = [(called.get(person, ""), channel, was, now) for person, channel, was, now in found.changed]
    new, gone = ([called.get(person, "") for person in side] for side in (found.new, found.gone))
    return Compared(earlier, later, tuple(sorted(new)), tuple(sorted(gone)), tuple(sorted(changes, key=_by_name)))


def _by_name(change: tuple[str, str, float | None, float | None]) -> tuple[str, str]:
    return change[:2]


def comparison(workspace: Workspace, done: ImportResult) -> Mapping[str, Any] | None:
    """An import beside the one before, as the command line's JSON has it; None for the first of its kind."""
    earlier = before(workspace, done.batch)
    if earlier is None:
        return None
    found = compare(workspace, earlier.id, done.batch)
    return {
        "file": earlier.file,
        "imported_on": earlier.day.isoformat() if earlier.day else None,
        "new": list(found.new),
        "gone": list(found.gone),
        "changed": [list(one) for one in found.changed],
    }


def issues(workspace: Workspace, number: int) -> list[Issue]:
    """What an import did not take as it stood, row by row."""
    return imports.issues(workspace, number)


def write_issues(workspace: Workspace, numbers: Sequence[int], path: Path) -> None:
    """Writes what imports did not take as it stood: row, field, raw text, reason, whether the row was refused; before
    them the file, where there are several."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    files = {batch.id: [neutralise(batch.file)] if len(numbers) > 1 else [] for batch in imports.batches(workspace)}
    heading = [tr("row"), tr("field"), tr("text in the file"), tr("reason"), tr("refused")]
    writer.writerow(heading if len(numbers) == 1 else [tr("file"), *heading])
    for number in numbers:
        for issue in imports.issues(workspace, number):
            refused = tr("yes") if issue.refused else tr("no")
            what = (issue.row or "", issue.field, neutralise(issue.raw), tr(issue.reason), refused)
            writer.writerow([*files[number], *what])
    write_whole(path, out.getvalue().encode("utf-8-sig", "replace"))


def for_good(workspace: Workspace, number: int) -> bool:
    """Whether an import, once taken back, is gone until its file is imported again: a large one that came last."""
    return imports.last_step_is(workspace, number)


def undo_import(workspace: Workspace, number: int) -> Changed:
    """Takes one import back whole, whatever came after: its figures, levels and keys, and the people nobody else named.

    The last import is undone as its step; an earlier one by a step of its own, which can be undone in turn.
    """
    batch = next(batch for batch in imports.batches(workspace) if batch.id == number)
    name = tr("Import of {file} taken back", file=batch.file)
    if imports.last_step_is(workspace, number):
        undo.undo(workspace)
    else:
        with workspace.step(name, *AREAS):
            taking_back.take_back(workspace, number)
    return changed(name, *AREAS)
