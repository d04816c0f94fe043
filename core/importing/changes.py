"""What a later file says otherwise of somebody known: shown as a change, old and new, to take or to leave.

A change is an issue of its import, at the row that says it, whose raw text is "old → new"; it stands open while the
person still bears the old text. What was decided is the issue's reason from then on, so undo brings it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.folding import fold
from core.i18n import tr
from core.importing import tables, traces
from core.importing.consolidate import chosen_rows
from core.importing.draft import Prepared
from core.importing.identity.groups import NOBODY
from core.model import Issue
from core.people import correction_tables, joining_tables, key_tables
from core.people import tables as people_tables
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace

FIELDS = ("name", "market", "organisation", "email")
ONCE_CORRECTED = ("url", "country", "language")
"""Fields in which files differ anyway: what one says of them is a change only for somebody whose was corrected."""
OTHERWISE = "This differs from what is known of the person; it changes nothing until it is taken."
TAKEN = "This differed from what was known of the person; it was taken."
LEFT = "This differs from what is known of the person; it was left."
CORRECTED = "The person had this corrected; the file still has the text of before, which changes nothing."
ARROW = " → "
AREAS = ("people", "observations", "stature", "campaign")


@dataclass(frozen=True)
class Change:
    """A text of somebody known that a file has otherwise: the issue's number, whose, which field, old, new, and from
    which file and row."""

    id: int
    person: int
    name: str
    field: str
    old: str
    new: str
    file: str
    row: int


def changes_of(workspace: Workspace, prepared: Prepared) -> list[Issue]:
    """What a file says otherwise of people who are known, as issues. A history speaks of the past and changes nothing.
    Call it before anything of the file is written."""
    people, clean = prepared.match.people, prepared.draft.clean
    known = int(np.count_nonzero(people.known))
    corrected = correction_tables.corrected_away(workspace)
    stated = {(person, field) for person, field, _ in corrected}
    asked = {field for _, field in stated if field in ONCE_CORRECTED}
    fields = [field for field in (*FIELDS, *ONCE_CORRECTED) if clean.has(field) and (field in FIELDS or field in asked)]
    if not known or not fields or prepared.draft.kind == "history":
        return []
    before = key_tables.texts_of_people(workspace, people.known[:known], fields)
    left = {(person, issue.field, issue.raw) for _, _, issue, person in _find_issues(workspace, LEFT)}
    found = []
    for field in fields:
        texts = clean.text(field)
        rows = chosen_rows(texts, people.of_row, len(people), clean.day)[:known]
        for at in np.flatnonzero(rows != NOBODY).tolist():
            person, row = int(people.known[at]), int(rows[at])
            old, new = before[person][field], texts[row].as_py()
            if field in ONCE_CORRECTED and (person, field) not in stated:
                continue
            if not old or fold(old) == fold(new) or _was_account(workspace, person, field, old):
                continue
            reason = CORRECTED if (person, field, fold(new)) in corrected else OTHERWISE
            change = Issue(int(clean.rows[row]), field, f"{old}{ARROW}{new}", reason)
            if (person, field, change.raw) not in left:
                found.append(change)
    return found


def _was_account(workspace: Workspace, person: int, field: str, old: str) -> bool:
    """Whether somebody went by the name of an account until now: a name for them is no change."""
    return field == "name" and old in people_tables.handles(workspace, person).values()


def open_changes(workspace: Workspace) -> list[Change]:
    """The changes still to be decided, the newest import first. What several files say is one change: the newest's."""
    found: dict[tuple[int, str, str], Change] = {}
    for change in _find_undecided(workspace):
        found.setdefault((change.person, change.field, change.new), change)
    return list(found.values())


def take_changes(workspace: Workspace, chosen: Iterable[int]) -> tuple[int, Changed]:
    """Gives people the texts that a file has otherwise; how many. One step, undone whole."""
    return _decide_changes(workspace, tr("Changes taken"), set(chosen), taken=True)


def leave_changes(workspace: Workspace, chosen: Iterable[int]) -> tuple[int, Changed]:
    """Leaves people as they are and asks no more, whatever later file says the same; how many. One step."""
    return _decide_changes(workspace, tr("Changes left"), set(chosen), taken=False)


def _decide_changes(workspace: Workspace, step: str, chosen: set[int], taken: bool) -> tuple[int, Changed]:
    these = [change for change in open_changes(workspace) if change.id in chosen]
    decided = {(change.person, change.field, change.new) for change in these}
    # The same text in an earlier file is decided with it.
    numbers = [one.id for one in _find_undecided(workspace) if (one.person, one.field, one.new) in decided]
    with workspace.step(step, *AREAS):
        for change in these if taken else ():
            people_tables.correct_person(workspace, change.person, **{change.field: change.new})
        for number in numbers:
            tables.set_issue_reason(workspace, number, TAKEN if taken else LEFT)
    return len(these), changed(step, *AREAS, people={change.person for change in these})


def _find_undecided(workspace: Workspace) -> Iterator[Change]:
    """Every change said of a text that still stands, the newest import first."""
    for batch, number, issue, person in _find_issues(workspace, OTHERWISE):
        now = people_tables.person(workspace, person)
        old = getattr(now, issue.field)
        if issue.raw.startswith(old + ARROW):
            new = issue.raw.removeprefix(old + ARROW)
            yield Change(number, person, now.name, issue.field, old, new, batch.file, issue.row)


def _find_issues(workspace: Workspace, reason: str) -> Iterator[tuple[tables.Batch, int, Issue, int]]:
    """The changes of every import with a reason, the newest first: import, issue's number, issue, and whose it is."""
    for batch in tables.batches(workspace):
        said = tables.issues_because(workspace, batch.id, reason)
        owners = _owners_of_rows(workspace, batch.id, [issue.row for _, issue in said]) if said else {}
        there = people_tables.existing_ids(workspace, sorted(set(owners.values())))
        for number, issue in said:
            person = owners.get(issue.row, 0)
            if person in there:
                yield batch, number, issue, person


def _owners_of_rows(workspace: Workspace, batch: int, rows: Sequence[int]) -> dict[int, int]:
    """Row of a batch's file -> the person it is of now."""
    since = joining_tables.since_joined(workspace, batch)
    found = traces.owners_of_rows(workspace, batch, rows)
    return {row: since.get(person, person) for row, person in found.items()}
