"""What a user does with imports: look at a file, say what its columns are, import it, settle doubles, revert it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from core.errors import Trouble
from core.files import neutralise, write_whole
from core.i18n import tr
from core.importing import proposals, revert, tables
from core.importing.columns.recognise import ColumnUse
from core.importing.draft import Draft, ImportResult, Prepared, Reading
from core.importing.matching import Kind
from core.importing.rows import Undecided
from core.importing.run import cleaned, family, matched, prepare, run_import
from core.importing.tables import Batch
from core.importing.traces import compare_batches
from core.importing.values import dates
from core.model import CRITERIA, METRICS, Progress, no_progress
from core.people import tables as people_tables
from core.workspace.automatic import backed_up_before
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace

EXAMPLES, LOOKED_AT = 5, 2000
VALUES = 60
"""Dates of a column that contradicts itself that are asked one by one; more are for the column as a whole."""
AREAS = ("people", "observations", "stature", "campaign")


@dataclass(frozen=True)
class Question:
    """A column whose values can be read in two ways: some of them, and the two ways.

    They are "." and "," for the decimal mark of numbers, two of "day first", "month first" and "year first" for dates,
    "left out" and "as it stands" for figures that cannot be. ``value``: the one date that is asked about, where a
    column contradicts itself; such a column is asked about as a whole as well.
    """

    column: int
    heading: str
    examples: tuple[str, ...]
    one: str
    other: str
    value: str = ""


def look_at_file(
    workspace: Workspace,
    source: Path | str,
    kind: Kind | None = None,
    progress: Progress = no_progress,
    reading: Reading | None = None,
) -> Prepared:
    """A file, or a pasted text, as it would be imported; nothing is written. ``kind`` None: what it looks like."""
    reading = replace(reading or Reading(), by_hand=True)
    if isinstance(source, Path):
        seen = prepare(workspace, source, kind=kind or "candidates", reading=reading, progress=progress)
    else:
        seen = _look_at_pasted(workspace, source, kind or "candidates", reading, progress)
    likely = kind or guess_kind(seen)
    return seen if likely == seen.draft.kind else change_columns(workspace, seen, {}, likely, progress)


def guess_kind(seen: Prepared) -> Kind:
    """Levels without any metric are stature; the rest are candidates."""
    fields = {use.field for use in seen.draft.mapping.uses}
    return "stature" if fields & set(CRITERIA) and not fields & set(METRICS) else "candidates"


def change_columns(
    workspace: Workspace,
    seen: Prepared,
    fields: Mapping[int, str],
    kind: Kind,
    progress: Progress = no_progress,
) -> Prepared:
    """The same file with other fields for some columns (by place; "" leaves one out), or of another kind.

    A field given to a column is taken from the one that had it. Trouble when nothing says any more who a row is about.
    """
    from core.importing.columns import days, recognise
    from core.importing.columns.headings import missing_words

    draft, table = seen.draft, seen.draft.table
    given = {field for field in fields.values() if field}
    kept = [use for use in draft.mapping.uses if use.column not in fields and use.field not in given]
    chosen = [
        recognise.use_of(field, column, table.headings[column], 1.0, "chosen")
        for column, field in fields.items()
        if field
    ]
    columns = replace(draft.mapping, uses=tuple(sorted((*kept, *chosen), key=lambda use: use.column)))
    columns = recognise.apply_choices(columns, table, {}, allow_unidentified=not draft.mapping.identifies_people)
    if kind == "history" and kind != draft.kind:
        columns = days.with_days(columns, table, missing_words() if draft.missing is None else draft.missing)
    return _clean_again(workspace, seen, replace(draft, mapping=columns, kind=kind), progress)


def open_questions(seen: Prepared) -> list[Question]:
    """What a file's columns cannot decide themselves, in their order; each is answered by ``answer_question``."""
    draft = seen.draft
    found: list[Question] = []
    for use in draft.mapping.uses:
        asked = draft.clean.undecided.get(use.column)
        if asked:
            heading = draft.table.headings[use.column]
            found.append(Question(use.column, heading, asked.examples, asked.one, asked.other))
            found += _value_questions(use.column, heading, asked.each)
    return found


def answered_questions(seen: Prepared) -> list[Question]:
    """What was asked and is answered, by a user or by a saved mapping: the answer can be changed."""
    draft = seen.draft
    found: list[Question] = []
    for use in draft.mapping.uses:
        heading = draft.table.headings[use.column]
        asked = _asked_again(draft, use) if use.form or use.days else None
        if asked and use.form:
            found.append(Question(use.column, heading, asked.examples, asked.one, asked.other))
        values = asked.each if asked and use.form else tuple(text for text, _ in use.days)
        found += _value_questions(use.column, heading, values)
    return found


def _value_questions(column: int, heading: str, values: Sequence[str]) -> list[Question]:
    """A question for each date of a column that contradicts itself, as far as anybody goes through them."""
    ways = (dates.DAY_FIRST, dates.MONTH_FIRST)
    return [Question(column, heading, (value,), *ways, value) for value in values[:VALUES]]


def _asked_again(draft: Draft, use: ColumnUse) -> Undecided:
    """What was asked of a column that is answered, as it would be asked again."""
    from core.importing import cleaning

    unsaid = tuple(replace(one, form="", days=()) for one in draft.mapping.uses if one == use)
    again = cleaning.clean(draft.table, replace(draft.mapping, uses=unsaid), missing=draft.missing)
    texts = tuple(draft.table.columns[use.column].slice(0, LOOKED_AT).unique().to_pylist()[:EXAMPLES])
    return again.undecided.get(use.column) or Undecided(texts, *_ways_of(use))


def answer_question(
    workspace: Workspace, seen: Prepared, column: int, form: str, value: str = "", progress: Progress = no_progress
) -> Prepared:
    """The same file with one column, or one ``value`` of a column of dates, read in one of the ways its question offers
    ("" as the column itself says)."""

    def answered(use: ColumnUse) -> ColumnUse:
        if not value:
            return replace(use, form=form, days=())
        others = tuple(one for one in use.days if one[0] != value)
        return replace(use, days=(*others, (value, form)) if form else others)

    uses = tuple(answered(use) if use.column == column else use for use in seen.draft.mapping.uses)
    return _clean_again(workspace, seen, replace(seen.draft, mapping=replace(seen.draft.mapping, uses=uses)), progress)


def _ways_of(use: ColumnUse) -> tuple[str, str]:
    """The two ways of a question that the column would not ask any more."""
    from core.importing.checks.plausible import AS_STANDS, LEFT_OUT

    if use.field == "date":
        return (dates.DAY_FIRST, dates.MONTH_FIRST)
    return (LEFT_OUT, AS_STANDS) if use.form in (LEFT_OUT, AS_STANDS) else (".", ",")


def _clean_again(workspace: Workspace, seen: Prepared, draft: Draft, progress: Progress) -> Prepared:
    """A draft cleaned anew by its columns and the workspace's words for "not known" as they are now. What was said of
    the choice of its columns stays said."""
    from core.importing.columns import days

    missing = tables.missing_words(workspace)
    clean = cleaned(draft.table, draft.mapping, draft.reading, missing, progress)
    if draft.kind == "history":
        clean = days.without_undated(clean, draft.mapping)
    said = seen.doubts[: len(seen.doubts) - len(draft.table.doubts) - len(draft.clean.issues)]
    doubts = (*said, *draft.table.doubts, *clean.issues)
    return matched(workspace, replace(draft, clean=clean, missing=missing), doubts)


def import_all(
    workspace: Workspace, campaign: int, files: Sequence[Prepared], today: date, progress: Progress = no_progress
) -> tuple[list[ImportResult], Changed]:
    """Imports what was prepared into a campaign, all of it or nothing."""
    with backed_up_before(workspace, "import", progress), workspace.transaction():
        done = [run_import(workspace, seen, campaign=campaign, today=today, progress=progress) for seen in files]
    return done, changed(tr("Import"), *AREAS)


def decide_pair(workspace: Workspace, number: int, same: bool) -> Changed:
    """Confirms or refuses that two people are one; both are remembered, and undone like any edit."""
    step = tr("One person") if same else tr("Two people")
    with workspace.step(step, *AREAS):
        proposals.decide(workspace, number, same)
    return changed(step, *AREAS)


def decide_two(workspace: Workspace, one: int, other: int, same: bool) -> tuple[int, Changed]:
    """Says of two people whether they are one, whether anybody proposed it or not; with the id of who stays (0 where
    they are two). Trouble for somebody and themselves."""
    if one == other:
        raise Trouble(tr("This is one person already."), "", tr("Choose two."))
    step = tr("One person") if same else tr("Two people")
    with workspace.step(step, *AREAS):
        stays = proposals.decide_by_hand(workspace, one, other, same)
    return stays, changed(step, *AREAS)


def _look_at_pasted(workspace: Workspace, text: str, kind: Kind, reading: Reading, progress: Progress) -> Prepared:
    from core.importing.reading.read import read_text

    name = tr("the pasted text")
    progress(0, 1, tr("Reading {name}", name=name))
    table = read_text(text, reading.delimiter)
    return prepare(workspace, table, kind=kind, reading=reading, file=name, progress=progress)


@dataclass(frozen=True)
class Compared:
    """An import beside the one before: the names of those only in the later, only in the earlier, and whose audience
    changed on a channel: (name, channel, before, after)."""

    earlier: Batch
    later: Batch
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[tuple[str, str, float | None, float | None], ...]


def import_before(workspace: Workspace, number: int) -> Batch | None:
    """The import before this one of the same tool's files (by their names without dates) and kind."""
    known = tables.batches(workspace)
    mine = next(batch for batch in known if batch.id == number)
    alike = (b for b in known if b.id < number and (family(b.file), b.kind) == (family(mine.file), mine.kind))
    return next(alike, None)


def compare_named(workspace: Workspace, number: int) -> Compared | None:
    """An import beside the one before, people by their names; None for the first of its kind."""
    earlier = import_before(workspace, number)
    if earlier is None:
        return None
    found = compare_batches(workspace, earlier.id, number)
    called = people_tables.names_by_id(workspace)
    later = next(batch for batch in tables.batches(workspace) if batch.id == number)
    changes = [(called.get(person, ""), channel, was, now) for person, channel, was, now in found.changed]
    new, gone = ([called.get(person, "") for person in side] for side in (found.new, found.gone))
    return Compared(earlier, later, tuple(sorted(new)), tuple(sorted(gone)), tuple(sorted(changes, key=_by_name)))


def _by_name(change: tuple[str, str, float | None, float | None]) -> tuple[str, str]:
    return change[:2]


def comparison(workspace: Workspace, done: ImportResult) -> Mapping[str, Any] | None:
    """An import beside the one before, as the command line's JSON has it; None for the first of its kind."""
    earlier = import_before(workspace, done.batch)
    if earlier is None:
        return None
    found = compare_batches(workspace, earlier.id, done.batch)
    return {
        "file": earlier.file,
        "imported_on": earlier.day.isoformat() if earlier.day else None,
        "new": list(found.new),
        "gone": list(found.gone),
        "changed": [list(one) for one in found.changed],
    }


def write_issues(workspace: Workspace, numbers: Sequence[int], path: Path) -> None:
    """Writes what imports did not take as it stood: row, field, raw text, reason, whether the row was refused; before
    them the file, where there are several."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    files = {batch.id: [neutralise(batch.file)] if len(numbers) > 1 else [] for batch in tables.batches(workspace)}
    heading = [tr("row"), tr("field"), tr("text in the file"), tr("reason"), tr("refused")]
    writer.writerow(heading if len(numbers) == 1 else [tr("file"), *heading])
    for number in numbers:
        for issue in tables.issues(workspace, number):
            refused = tr("yes") if issue.refused else tr("no")
            what = (issue.row or "", issue.field, neutralise(issue.raw), tr(issue.reason), refused)
            writer.writerow([*files[number], *what])
    write_whole(path, out.getvalue().encode("utf-8-sig", "replace"))


def revert_import(workspace: Workspace, number: int) -> Changed:
    """Takes one import back whole, whatever came after: its figures, levels and keys, and the people nobody else named.

    The last import is undone as its step; an earlier one by a step of its own, which can be undone in turn.
    """
    batch = next(batch for batch in tables.batches(workspace) if batch.id == number)
    name = tr("Import of {file} reverted", file=batch.file)
    if tables.last_step_is(workspace, number):
        workspace.undo()
    else:
        with workspace.step(name, *AREAS):
            revert.revert_batch(workspace, number)
    return changed(name, *AREAS)
