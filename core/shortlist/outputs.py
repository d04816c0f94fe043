"""What leaves a campaign: CSV, XLSX, JSON, vCard, mail merge and the printed report of its list; and their settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from core.campaign.ranked import Ranked
from core.errors import Trouble
from core.files import is_same_file
from core.i18n import current, tr
from core.model import Progress, no_progress
from core.shortlist import choices as chosen
from core.shortlist import exports
from core.shortlist.choices import Choices
from core.shortlist.figures import signed_list
from core.shortlist.report.render import render_pdf
from core.shortlist.snapshot import Snapshot
from core.shortlist.taking import take_snapshot
from core.workspace import preferences
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace

AS_HANDED_IN = Choices(assessors_notes=True)
"""On the command line the notes come out as they were handed in; the window asks."""


@dataclass(frozen=True)
class Wanted:
    """Which files are asked for, the language they are written in, and how."""

    csv: Path | None = None
    xlsx: Path | None = None
    report: Path | None = None
    language: str = "en"
    json: Path | None = None
    vcard: Path | None = None
    mail: Path | None = None
    choices: Choices = AS_HANDED_IN

    @property
    def paths(self) -> list[Path]:
        """Every file asked for."""
        asked = (self.csv, self.xlsx, self.report, self.json, self.vcard, self.mail)
        return [path for path in asked if path]


def write_files(workspace: Workspace, ranked: Ranked, wanted: Wanted, progress: Progress = no_progress) -> None:
    """Writes the files asked for, each whole or not at all; the report bears the signature of the list signed last
    where the list as it stands is that one. Trouble when a file cannot be written, or is the workspace."""
    for path in wanted.paths:
        if is_same_file(path, workspace.path):
            raise Trouble(tr("This output is the workspace."), str(path), tr("Choose another name."))
    if wanted.paths:
        taken = take_snapshot(workspace, ranked, choices=wanted.choices)
        signed = signed_list(workspace, ranked.board.campaign.id, taken) if wanted.report else None
        write_snapshot(taken, wanted, progress, signed)


def write_snapshot(
    taken: Snapshot, wanted: Wanted, progress: Progress = no_progress, signed: Snapshot | None = None
) -> None:
    """Writes the files asked for from a snapshot, such as a frozen one; the report from the ``signed`` one."""
    files = list(_list_writers(taken, replace(wanted, report=None), progress))
    tasks = [
        *files,
        *_list_writers(
            signed or taken, Wanted(report=wanted.report, language=wanted.language, choices=wanted.choices), progress
        ),
    ]
    for done, (path, task) in enumerate(tasks):
        if len(tasks) > 1:  # a single file tells of its own progress
            progress(done, len(tasks), tr("Writing {file}", file=path.name))
        task()


def output_choices(workspace: Workspace, campaign: int) -> Choices:
    """How this campaign's lists leave, or those of the campaign set last where it has no choices of its own; before
    any choice the CSV is one that a spreadsheet in the language in force opens."""
    stored = preferences.setting(workspace, f"outputs:{campaign}") or preferences.setting(workspace, "outputs")
    return chosen.from_json(stored) if stored else chosen.in_form(Choices(), chosen.csv_form(current()))


def store_choices(workspace: Workspace, campaign: int, new: Choices) -> Changed:
    """Stores how a campaign's lists leave; new campaigns start with the same. It is no step: undo leaves it alone."""
    with workspace.unrecorded():
        for name in (f"outputs:{campaign}", "outputs"):
            preferences.store_setting(workspace, name, chosen.to_json(new))
    return changed("", said=tr("Settings saved"))


def _list_writers(taken: Snapshot, wanted: Wanted, progress: Progress) -> Iterator[tuple[Path, Callable[[], object]]]:
    how = wanted.choices
    lang = how.language or wanted.language or current()
    plain: dict[str, Any] = {"bom": how.bom, "delimiter": how.delimiter, "lang": lang}
    form = {**plain, "decimal": how.decimal, "columns": how.columns}
    if wanted.csv:
        yield wanted.csv, partial(exports.write_csv, wanted.csv, taken, **form)
    if wanted.xlsx:
        yield wanted.xlsx, partial(exports.write_xlsx, wanted.xlsx, taken, columns=how.columns, lang=lang)
    if wanted.json:
        yield wanted.json, partial(exports.write_json, wanted.json, taken)
    if wanted.vcard:
        yield wanted.vcard, partial(exports.write_vcard, wanted.vcard, taken)
    if wanted.mail:
        yield wanted.mail, partial(exports.write_mail_merge, wanted.mail, taken, **plain)
    if wanted.report:
        options = how.options(taken)
        yield wanted.report, partial(render_pdf, taken, wanted.report, lang=lang, options=options, progress=progress)
