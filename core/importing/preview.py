"""A file as it is shown before it is imported: what it holds, what is to be asked, the rows with a problem first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.importing import actions, saved_mappings
from core.importing.actions import Question
from core.importing.draft import ImportResult, Prepared
from core.importing.matching import Kind
from core.importing.notes import MISSING
from core.importing.plausible import LEFT_OUT
from core.importing.reading.read import sheets
from core.importing.values import dates, numbers
from core.model import Issue, Progress, no_progress
from core.workspace.store import Workspace

Remark = tuple[str, Issue]
"""A file's name, and what it did not take as it stood."""


@dataclass(frozen=True)
class Asked:
    """A question, what each of its two ways makes of the examples (numbers or dates, None for nothing), the way in
    force, and whether the user chose it."""

    question: Question
    readings: tuple[tuple[Any, ...], tuple[Any, ...]]
    taken: str
    answered: bool


@dataclass(frozen=True)
class Preview:
    """One file before its import. ``source`` is its path or pasted text; ``sheets`` those of a workbook; ``saved`` the
    name of the saved mapping it was read with; ``missing`` the texts taken for "not known" and how many cells have
    them, the most frequent first; ``remarks`` its issues, refused rows first."""

    source: Path | str
    prepared: Prepared
    rows_read: int
    rows_refused: int
    sheets: tuple[str, ...]
    asked: tuple[Asked, ...]
    saved: str
    missing: tuple[tuple[str, int], ...]
    remarks: tuple[Remark, ...]


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
        _asked(prepared),
        used.name if used else "",
        tuple(counts.most_common()),
        tuple(refused_first([(draft.file, issue) for issue in prepared.issues])),
    )


def _asked(prepared: Prepared) -> tuple[Asked, ...]:
    forms = {use.column: use.form for use in prepared.draft.mapping.uses if use.form}
    found = sorted(
        [*actions.answered_questions(prepared), *actions.open_questions(prepared)], key=lambda question: question.column
    )
    return tuple(_both_ways(question, forms.get(question.column, ""), prepared) for question in found)


def _both_ways(question: Question, form: str, prepared: Prepared) -> Asked:
    ways = (question.one, question.other)
    if question.one in dates.ORDERS:
        days = [tuple(_day(text, order) for text in question.examples) for order in ways]
        return Asked(question, (days[0], days[1]), form or question.one, bool(form))
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


def _day(text: str, order: str) -> Any:
    return dates.parse(text, order == dates.DAY_FIRST, order == dates.YEAR_FIRST)[0]


def refused_first(remarks: Sequence[Remark]) -> list[Remark]:
    """Refused rows first; each kind stays in the order it has, by row."""
    return [*(one for one in remarks if one[1].refused), *(one for one in remarks if not one[1].refused)]


def issues_of_results(results: Sequence[ImportResult]) -> list[Remark]:
    """What imports did not take as it stood, in order."""
    by_row = [(done.file, issue) for done in results for issue in sorted(done.issues, key=lambda issue: issue.row)]
    return refused_first(by_row)


def read_again(
    workspace: Workspace,
    source: Path | str,
    seen: Prepared,
    kind: Kind,
    progress: Progress = no_progress,
    **changes: object,
) -> Prepared:
    """The same file read in another way: another ``sheet``, ``encoding`` or ``delimiter``, or not by the ``saved``
    mapping."""
    reading = replace(seen.draft.reading, **changes)  # type: ignore[arg-type]
    return actions.look_at_file(workspace, source, kind, progress, reading)
