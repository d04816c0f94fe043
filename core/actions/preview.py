"""A file as it is shown before it is imported: what it holds, what is to be asked, the rows with a problem first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.actions import intake, presets
from core.actions.intake import Kind, Prepared
from core.importing import cleaning
from core.importing.intake import Reading
from core.importing.questions import Question, questions
from core.importing.read import sheets
from core.model import Issue, Progress, no_progress
from core.workspace.store import Workspace

__all__ = ["Preview", "Question", "Reading", "ordered", "preview", "read_again"]

Remark = tuple[str, Issue]
"""A file's name, and what it did not take as it stood."""


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
    questions: tuple[Question, ...]
    saved: str
    missing: tuple[tuple[str, int], ...]
    remarks: tuple[Remark, ...]


def preview(workspace: Workspace, source: Path | str, prepared: Prepared) -> Preview:
    """All that is to be shown of a file that was prepared."""
    draft = prepared.draft
    used = presets.used(workspace, prepared) if draft.reading.saved else None
    counts = Counter(issue.raw.strip() for issue in draft.clean.issues if issue.reason == cleaning.MISSING)
    return Preview(
        source,
        prepared,
        prepared.rows_read,
        prepared.rows_refused,
        tuple(sheets(source)) if isinstance(source, Path) and draft.table.dialect.sheet else (),
        questions(draft.table, draft.mapping, draft.clean.issues),
        used.name if used else "",
        tuple(counts.most_common()),
        tuple(ordered([(draft.file, issue) for issue in prepared.issues])),
    )


def ordered(remarks: Sequence[Remark]) -> list[Remark]:
    """Refused rows first, then by row; remarks on the whole file stand before its rows."""
    return sorted(remarks, key=lambda remark: (not remark[1].refused, remark[0], remark[1].row))


def read_again(
    workspace: Workspace, seen: Preview, kind: Kind, progress: Progress = no_progress, **changes: object
) -> Preview:
    """The same file read in another way: another ``sheet``, ``encoding`` or ``delimiter``, or not by the ``saved``
    mapping."""
    reading = replace(seen.prepared.draft.reading, **changes)  # type: ignore[arg-type]
    return preview(workspace, seen.source, intake.look(workspace, seen.source, kind, progress, reading))
