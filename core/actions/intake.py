"""Import as the window does it: look at a file, change what its columns are taken for, take it, settle duplicates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from core.i18n import tr
from core.importing.identity import proposals
from core.importing.identity.proposals import Pending
from core.importing.intake import Draft, ImportResult, Kind, Prepared, Reading, cleaned, matched, prepare, take
from core.importing.mapping.mapping import ColumnUse
from core.model import CRITERIA, METRICS, Progress, no_progress
from core.workspace import presets
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace

__all__ = [
    "ImportResult",
    "Kind",
    "Pending",
    "Prepared",
    "Question",
    "answer",
    "answered",
    "decide",
    "likely_kind",
    "look",
    "pending",
    "questions",
    "remap",
    "take_all",
]

EXAMPLES, LOOKED_AT = 5, 2000
AREAS = ("people", "observations", "stature", "campaign")


@dataclass(frozen=True)
class Question:
    """A column whose values can be read in two ways: some of them, and the two ways.

    They are "." and "," for the decimal mark of numbers, "day first" and "month first" for dates.
    """

    column: int
    heading: str
    examples: tuple[str, ...]
    one: str
    other: str


def look(
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
        seen = _pasted(workspace, source, kind or "candidates", reading, progress)
    likely = kind or likely_kind(seen)
    return seen if likely == seen.draft.kind else remap(workspace, seen, {}, likely, progress)


def likely_kind(seen: Prepared) -> Kind:
    """Levels without any metric are stature; the rest are candidates."""
    fields = {use.field for use in seen.draft.mapping.uses}
    return "stature" if fields & set(CRITERIA) and not fields & set(METRICS) else "candidates"


def remap(
    workspace: Workspace,
    seen: Prepared,
    fields: Mapping[int, str],
    kind: Kind,
    progress: Progress = no_progress,
) -> Prepared:
    """The same file with other fields for some columns (by place; "" leaves one out), or of another kind.

    A field given to a column is taken from the one that had it. Trouble when nothing says any more who a row is about.
    """
    from core.importing.mapping import mapping
    from core.importing.mapping.headings import understand

    draft, table = seen.draft, seen.draft.table
    given = {field for field in fields.values() if field}
    kept = [use for use in draft.mapping.uses if use.column not in fields and use.field not in given]
    chosen = [
        mapping.ColumnUse(field, column, 1.0, "chosen", understand(table.headings[column]).average)
        for column, field in fields.items()
        if field
    ]
    columns = replace(draft.mapping, uses=tuple(sorted((*kept, *chosen), key=lambda use: use.column)))
    columns = mapping.apply_choices(columns, table, {}, nobody_yet=not draft.mapping.says_who)
    return _cleaned(workspace, seen, replace(draft, mapping=columns, kind=kind), progress)


def questions(seen: Prepared) -> list[Question]:
    """What a file's columns cannot decide themselves, in their order; each is answered by ``answer``."""
    draft = seen.draft
    return [
        Question(use.column, draft.table.headings[use.column], draft.clean.undecided[use.column], *_ways(use.field))
        for use in draft.mapping.uses
        if use.column in draft.clean.undecided
    ]


def answered(seen: Prepared) -> list[Question]:
    """What was asked and is answered, by a user or by a saved mapping: the answer can be changed."""
    draft = seen.draft
    return [
        Question(use.column, draft.table.headings[use.column], _examples(draft, use), *_ways(use.field))
        for use in draft.mapping.uses
        if use.form
    ]


def _examples(draft: Draft, use: ColumnUse) -> tuple[str, ...]:
    """Some of a column's first texts that can be read in two ways; any, where none can."""
    from core.importing.cleaning import dates, numbers

    texts = draft.table.columns[use.column].slice(0, LOOKED_AT).unique().to_pylist()
    if use.field == "date":
        doubtful = tuple(text for text in texts if dates.parse(text, True) != dates.parse(text, False))
    else:
        doubtful = numbers.decimal_mark(texts).doubtful
    return (doubtful or tuple(texts))[:EXAMPLES]


def answer(workspace: Workspace, seen: Prepared, column: int, form: str, progress: Progress = no_progress) -> Prepared:
    """The same file with one column read in one of the ways its question offers ("" as the column itself says)."""
    uses = tuple(replace(use, form=form) if use.column == column else use for use in seen.draft.mapping.uses)
    return _cleaned(workspace, seen, replace(seen.draft, mapping=replace(seen.draft.mapping, uses=uses)), progress)


def _ways(field: str) -> tuple[str, str]:
    from core.importing.mapping.mapping import DAY_FIRST, MONTH_FIRST

    return (DAY_FIRST, MONTH_FIRST) if field == "date" else (".", ",")


def _cleaned(workspace: Workspace, seen: Prepared, draft: Draft, progress: Progress) -> Prepared:
    """A draft cleaned anew by its columns and the workspace's words for "not known" as they are now. What was said of
    the choice of its columns stays said."""
    missing = presets.missing_words(workspace)
    clean = cleaned(draft.table, draft.mapping, draft.reading, missing, progress)
    said = seen.doubts[: len(seen.doubts) - len(draft.table.doubts) - len(draft.clean.issues)]
    doubts = (*said, *draft.table.doubts, *clean.issues)
    return matched(workspace, replace(draft, clean=clean, missing=missing), doubts)


def take_all(
    workspace: Workspace, campaign: int, files: Sequence[Prepared], today: date, progress: Progress = no_progress
) -> tuple[list[ImportResult], Changed]:
    """Imports what was prepared into a campaign, all of it or nothing."""
    with workspace.together():
        done = [take(workspace, seen, campaign=campaign, today=today, progress=progress) for seen in files]
    return done, changed(tr("Import"), *AREAS)


def pending(workspace: Workspace) -> list[Pending]:
    """The pairs of people who may be one, still to be decided."""
    return proposals.pending(workspace)


def decide(workspace: Workspace, number: int, same: bool) -> Changed:
    """Confirms or refuses that two people are one; both are remembered, and undone like any edit."""
    step = tr("One person") if same else tr("Two people")
    with workspace.step(step, *AREAS):
        proposals.decide(workspace, number, same)
    return changed(step, *AREAS)


def _pasted(workspace: Workspace, text: str, kind: Kind, reading: Reading, progress: Progress) -> Prepared:
    from core.importing.reading.read import read_text

    name = tr("the pasted text")
    progress(0, 1, tr("Reading {name}", name=name))
    table = read_text(text, reading.delimiter)
    return prepare(workspace, table, kind=kind, reading=reading, file=name, progress=progress)
