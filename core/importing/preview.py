"""A file as it is shown before it is imported: what it holds, what is to be asked, the rows with an issue first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from core.importing import actions, saved_mappings, tables
from core.importing.actions import Question
from core.importing.checks.notes import MISSING
from core.importing.checks.plausible import LEFT_OUT
from core.importing.draft import ImportResult, Prepared, Reading
from core.importing.matching import Kind
from core.importing.reading.read import sheets
from core.importing.tables import Batch
from core.importing.values import dates, numbers
from core.model import Issue, Progress, no_progress
from core.workspace.changed import Changed
from core.workspace.store import Workspace

FileIssue = tuple[str, Issue]
"""A file's name, and what it did not take as it stood."""


class Change(Protocol):
    """What turns a file that was prepared into the same file read or understood in another way."""

    def __call__(self, workspace: Workspace, seen: Prepared, *, progress: Progress) -> Prepared:
        """The file as it is after the change; it writes nothing."""


@dataclass(frozen=True)
class Asked:
    """A question, what each of its two ways makes of the examples (numbers or dates, None for nothing), the way in
    force ("" for none: the values are left out until it is said), and whether the user chose it."""

    question: Question
    readings: tuple[tuple[Any, ...], tuple[Any, ...]]
    taken: str
    answered: bool


@dataclass(frozen=True)
class Preview:
    """One file before its import. ``source`` is its path or pasted text; ``sheets`` those of a workbook; ``saved`` the
    name of the saved mapping it was read with; ``missing`` the texts taken for "not known" and how many cells have
    them, the most frequent first; ``issues`` refused rows first."""

    source: Path | str
    prepared: Prepared
    rows_read: int
    rows_refused: int
    sheets: tuple[str, ...]
    asked: tuple[Asked, ...]
    saved: str
    missing: tuple[tuple[str, int], ...]
    issues: tuple[FileIssue, ...]


def preview_file(workspace: Workspace, source: Path | str, prepared: Prepared) -> Preview:
    """All that is to be shown of a file that was prepared."""
    draft = prepared.draft
    used = saved_mappings.mapping_used(workspace, prepared) if draft.reading.saved else None
    counts = Counter(issue.raw.strip() for issue in draft.clean.issues if issue.reason == MISSING)
    return Preview(
        source,
        prepared,
        prepared.rows_read,
        prepared.rows_refused,
        tuple(sheets(source)) if isinstance(source, Path) and draft.table.dialect.sheet else (),
        _ask_questions(prepared),
        used.name if used else "",
        tuple(counts.most_common()),
        tuple(refused_first([(draft.file, issue) for issue in prepared.issues])),
    )


def _ask_questions(prepared: Prepared) -> tuple[Asked, ...]:
    uses = {use.column: use for use in prepared.draft.mapping.uses}
    found = [*actions.answered_questions(prepared), *actions.open_questions(prepared)]
    found.sort(key=lambda question: (question.column, question.value != ""))
    return tuple(
        _both_ways(
            question, dict(uses[question.column].days).get(question.value) or uses[question.column].form, prepared
        )
        for question in found
    )


def _both_ways(question: Question, form: str, prepared: Prepared) -> Asked:
    ways, undecided = (question.one, question.other), prepared.draft.clean.undecided
    if question.one in dates.ORDERS:
        days = [tuple(_read_day(text, order) for text in question.examples) for order in ways]
        contrary = question.column in undecided and undecided[question.column].each
        return Asked(question, (days[0], days[1]), form or ("" if contrary else question.one), bool(form))
    use = next(use for use in prepared.draft.mapping.uses if use.column == question.column)
    convention = numbers.Convention(use.power)
    default: numbers.Mark = "," if prepared.draft.table.dialect.delimiter == ";" else "."
    likely = numbers.decimal_mark(question.examples, default).mark
    if LEFT_OUT in ways:
        stands = tuple(numbers.parse(text, likely, convention).value for text in question.examples)
        return Asked(question, ((None,) * len(stands), stands), form or LEFT_OUT, bool(form))
    values = [
        tuple(numbers.parse(text, mark, convention).value for text in question.examples) for mark in numbers.MARKS
    ]
    return Asked(question, (values[0], values[1]), form or likely, bool(form))


def _read_day(text: str, order: str) -> Any:
    return dates.parse(text, order == dates.DAY_FIRST, order == dates.YEAR_FIRST)[0]


def refused_first(issues: Sequence[FileIssue]) -> list[FileIssue]:
    """Refused rows first; each kind stays in the order it has, by row."""
    return [*(one for one in issues if one[1].refused), *(one for one in issues if not one[1].refused)]


def issues_of_results(results: Sequence[ImportResult]) -> list[FileIssue]:
    """What imports did not take as it stood, in order."""
    by_row = [(done.file, issue) for done in results for issue in sorted(done.issues, key=lambda issue: issue.row)]
    return refused_first(by_row)


def read_again(
    workspace: Workspace,
    seen: Prepared,
    source: Path | str,
    kind: Kind,
    change: Callable[[Reading], Reading],
    progress: Progress = no_progress,
) -> Prepared:
    """The same file read in another way: another sheet, encoding or delimiter, or not by the saved mapping."""
    return actions.look_at_file(workspace, source, kind, progress, change(seen.draft.reading))


def preview_source(
    workspace: Workspace, source: Path | str, kind: Kind | None, progress: Progress = no_progress
) -> Preview:
    """A file, or a pasted text, looked at for the first time; ``kind`` None: what it looks like."""
    return preview_file(workspace, source, actions.look_at_file(workspace, source, kind, progress))


def preview_changed(
    workspace: Workspace, seen: Preview, changes: Sequence[Change], progress: Progress = no_progress
) -> Preview:
    """A file after some changes, made one after another."""
    found = seen.prepared
    for change in changes:
        found = change(workspace, found, progress=progress)
    return preview_file(workspace, seen.source, found)


def preview_cleaned(workspace: Workspace, files: Sequence[Preview], progress: Progress = no_progress) -> list[Preview]:
    """The files cleaned anew, by the words for "not known" as they are now."""
    return [preview_changed(workspace, seen, [_clean_again], progress) for seen in files]


def save_previewed_mapping(workspace: Workspace, seen: Preview, name: str) -> tuple[Preview, Changed]:
    """Keeps what the columns of a file are under a name; with the file, which is then read by that mapping."""
    what = saved_mappings.save_mapping(workspace, name, seen.prepared)
    return preview_file(workspace, seen.source, seen.prepared), what


def _clean_again(workspace: Workspace, seen: Prepared, *, progress: Progress) -> Prepared:
    return actions.change_columns(workspace, seen, {}, seen.draft.kind, progress)


@dataclass(frozen=True)
class Imported:
    """What came of an import: one result a file, their issues with refused rows first, and the imports that have one
    before to be compared with."""

    results: Sequence[ImportResult]
    issues: Sequence[FileIssue]
    comparable: Sequence[int]


def import_previewed(
    workspace: Workspace, campaign: int, files: Sequence[Preview], today: date, progress: Progress = no_progress
) -> tuple[Imported, Changed]:
    """Imports files into a campaign, all of them or nothing, and gathers what is to be seen of it."""
    results, what = actions.import_all(workspace, campaign, [seen.prepared for seen in files], today, progress)
    comparable = [done.batch for done in results if actions.import_before(workspace, done.batch)]
    return Imported(results, issues_of_results(results), comparable), what


def issues_of_import(workspace: Workspace, batch: Batch) -> tuple[list[FileIssue], bool]:
    """The issues of a past import, refused rows first, and whether there is one before to compare it with."""
    found = refused_first([(batch.file, issue) for issue in tables.issues(workspace, batch.id)])
    return found, actions.import_before(workspace, batch.id) is not None
