"""The whole import: a file prepared and looked at, then taken into the workspace or left out without a trace."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from core.errors import Trouble
from core.i18n import day as day_words
from core.i18n import tr
from core.importing import changes, cleaning, erased, proposal_tables, proposals, tables, traces, write
from core.importing.checks.plausible import AS_STANDS
from core.importing.columns import days, recognise
from core.importing.columns.headings import missing_words
from core.importing.draft import Draft, ImportResult, Prepared, Reading
from core.importing.identity import nobodys
from core.importing.identity.names import folded
from core.importing.matching import Kind, Terms, match, source_of
from core.importing.reading import sheet_marks
from core.importing.reading.read import read
from core.importing.reading.table import TextTable
from core.importing.rows import Incoming, incoming
from core.importing.running_totals import running_total_issues, without_empty_totals
from core.importing.scales import scale_issues
from core.model import Issue, LongArray, Progress, no_progress
from core.scoring.external import SCALES
from core.workspace.bulk import BatchWrite
from core.workspace.preferences import setting
from core.workspace.store import Workspace

SMALL = 20_000
"""Rows up to which an import is undone and redone edit by edit; a larger one is undone as a batch."""
AREAS = ("people", "observations", "stature", "campaign")
AGAIN = "This file was imported before, in the same way: nothing new."
SAVED_MAPPING = "The mapping saved for files of this shape was taken."
NO_SUCH_COLUMN = "No column of this file has this heading; the choice does not touch it."


def prepare(
    workspace: Workspace,
    source: Path | TextTable,
    *,
    kind: Kind = "candidates",
    reading: Reading | None = None,
    file: str = "",
    confirm: bool = True,
    progress: Progress = no_progress,
) -> Prepared:
    """Reads a file (or takes a table pasted as ``file``) and finds its people; writes nothing.

    ``confirm``: a unique name joins a history or stature row to a known person, and is reported; else it is
    proposed. Raises Trouble for a file that cannot be read or has no usable column.
    """
    _use_lean_allocator()
    reading = reading or Reading()
    table = source if isinstance(source, TextTable) else _read_file(source, reading, progress)
    table = without_marked(table) if reading.skip_marked else table
    name = file or (source.name if isinstance(source, Path) else tr("the pasted text"))
    columns, doubts = _find_columns(workspace, table, name, reading)
    missing = tables.missing_words(workspace)
    if kind in ("history", "candidates"):
        words = missing_words() if missing is None else missing
        columns = days.with_days(columns, table, words, surely=kind == "history")
    clean = cleaned(table, columns, reading, missing, progress)
    clean = days.without_undated(clean, columns) if kind == "history" else clean
    doubts += [*table.doubts, *clean.issues]
    draft = Draft(name, _digest_of(source), kind, table, columns, clean, reading, confirm, missing)
    return matched(workspace, draft, doubts)


def cleaned(
    table: TextTable,
    columns: recognise.ColumnMap,
    reading: Reading,
    missing: frozenset[str] | None,
    progress: Progress = no_progress,
) -> Incoming:
    """The rows of a table as they are taken."""
    unknown, levels = _unknown_here(reading.unknown, table), _thresholds_here(reading, table)
    clean = cleaning.clean(table, columns, unknown=unknown, thresholds=levels, missing=missing, progress=progress)
    progress(0, 1, tr("Matching people"))
    return identifying(without_empty_totals(incoming(clean), columns, table), table.dialect.kind)


def identifying(clean: Incoming, kind: str) -> Incoming:
    """The rows without accounts, addresses and identifiers that identify nobody. ``kind``: of the file, as read."""
    clean = nobodys.without_placeholders(clean)
    if not clean.has("id"):
        return clean
    clean = nobodys.without_rounded_ids(clean, workbook=kind != "csv")
    return nobodys.without_row_ids(clean, folded(clean.text("name")))


def matched(workspace: Workspace, draft: Draft, doubts: Sequence[Issue] = ()) -> Prepared:
    """The people of a draft, found in the workspace as it is now."""
    source = source_of(workspace, draft.clean, family(draft.file))
    draft, said = erased.leave_out_erased(workspace, draft, source)
    terms = Terms(draft.kind, draft.confirm, draft.mapping.posts, draft.reading.strangers)
    found = match(workspace, draft.clean, source, terms)
    grown = running_total_issues(draft.clean, draft.mapping, found.people.of_row)
    stated = json.loads(setting(workspace, SCALES) or "{}")
    outside = scale_issues(draft.clean, draft.mapping, draft.table, stated)
    gone = erased.rows_left_out(said)
    issues = [*(issue for issue in (*doubts, *found.issues, *grown, *outside) if issue.row not in gone), *said]
    issues.sort(key=lambda issue: issue.row)
    return Prepared(draft, found, source, workspace.revisions("people"), tuple(doubts), tuple(dict.fromkeys(issues)))


def run_import(
    workspace: Workspace,
    prepared: Prepared,
    *,
    campaign: int | None = None,
    today: date | None = None,
    progress: Progress = no_progress,
) -> ImportResult:
    """Writes what was prepared: one step, undone whole. With a campaign, the file's people become its candidates.

    Cancelling (from ``progress``) or any trouble leaves the workspace as it was. The same bytes taken the same way
    a second time add nothing, and the result says so.
    """
    prepared = _match_again(workspace, prepared)
    if prepared.draft.kind == "history" and days.is_undated(prepared.draft.mapping):
        raise days.refused(prepared.draft.file)
    if prepared.rows_read == prepared.rows_refused:
        raise _nothing_usable(prepared)
    batch = _describe_batch(prepared, today)
    before = tables.same_import(workspace, batch)
    if before:
        return _add_nothing(workspace, prepared, before, campaign)
    name = tr("Import of {file}", file=prepared.draft.file)
    small = len(prepared.draft.table) <= SMALL
    with (workspace.step if small else workspace.bulk)(name, *AREAS) as step:
        number = tables.add_batch(workspace, batch)
        batch_write = BatchWrite(workspace, number, step, small)
        with ThreadPoolExecutor(1) as beside:
            # Packing needs no workspace: it goes on while the rows are written.
            left_out, ids = erased.rows_left_out(prepared.issues), write.person_ids(workspace, prepared)
            packed = beside.submit(traces.pack, prepared.draft.table, _owners_of_rows(prepared, ids), left_out)
            otherwise = changes.changes_of(workspace, prepared)
            issues, names = write.store(batch_write, prepared, ids, campaign, progress)
            tables.store_rows(workspace, number, *packed.result())
        del packed
        progress(0, 1, tr("Comparing names"))
        found, said = proposals.find(workspace, ids[prepared.match.people.known == 0], names.whole())
        said += otherwise
        tables.add_issues(workspace, number, said)
        pairs = proposals.keep(batch_write, [*prepared.match.proposed, *found])
        if not small:
            tables.mark_step(workspace, step, number)
    return _make_result(prepared, number, [*said, *issues], pairs)


def family(file: str) -> str:
    """The name shared by a tool's files of different dates: the file's name without its ending, digits and months."""
    words = re.split(r"[\W\d_]+", Path(file).stem.casefold())
    return "_".join(word for word in words if word and not _MONTHS.fullmatch(word)) or "file"


_MONTHS = re.compile(
    "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|"
    "november|december|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|"
    "janv|f[ée]vr|avr|juil"
)


def _use_lean_allocator() -> None:
    """Of Arrow's allocators jemalloc gives back what is freed: 0.84 GiB at most instead of 0.99 for a million rows."""
    import pyarrow as pa

    if "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())


def without_marked(table: TextTable) -> TextTable:
    """The table without the rows that the workbook hides or strikes through, each of them said."""
    if not table.marked:
        return table
    import pyarrow as pa

    stay = ~np.isin(table.rows, table.marked)
    said = [Issue(row, "", _first_words(table, row), sheet_marks.LEFT_OUT, True) for row in table.marked]
    known = [issue for issue in table.doubts if issue.reason not in (sheet_marks.HIDDEN, sheet_marks.STRUCK)]
    return replace(
        table,
        columns=tuple(column.filter(pa.array(stay)) for column in table.columns),
        rows=table.rows[stay],
        widths=None if table.widths is None else table.widths[stay],
        doubts=(*known, *said),
        marked=(),
    )


def _first_words(table: TextTable, row: int) -> str:
    place = int(np.searchsorted(table.rows, row))
    return " | ".join(filter(None, (column[place].as_py() for column in table.columns[:4])))


def _read_file(path: Path, how: Reading, progress: Progress) -> TextTable:
    return read(path, sheet=how.sheet, encoding=how.encoding, delimiter=how.delimiter, progress=progress)


def _find_columns(
    workspace: Workspace, table: TextTable, file: str, reading: Reading
) -> tuple[recognise.ColumnMap, list[Issue]]:
    """The columns recognised, with what was saved for this shape and the user's choices; one that names no column here
    is reported."""
    here = {name: column for name, column in reading.choices.items() if _is_here(column, table)}
    absent = [column for column in reading.choices.values() if not _is_here(column, table)]
    absent += [heading for heading, _ in reading.thresholds.values() if heading not in table.headings]
    absent += [heading for heading, _ in reading.unknown if heading not in table.headings]
    doubts = [Issue(0, "", heading, NO_SUCH_COLUMN) for heading in sorted(set(absent))]
    columns = recognise.recognise(table, file, tables.missing_words(workspace))
    saved = tables.mapping_of_shape(workspace, recognise.shape(table)) if reading.saved else None
    if saved:
        columns = recognise.apply_choices(
            columns, table, _saved_choices(saved, columns, table), allow_unidentified=True
        )
        columns = recognise.with_forms(columns, saved.mapping)
        doubts.append(Issue(0, "", saved.name, SAVED_MAPPING))
    columns = recognise.apply_choices(columns, table, here, allow_unidentified=reading.by_hand)
    uses = (replace(use, form=AS_STANDS) if use.field in reading.confirmed else use for use in columns.uses)
    return replace(columns, uses=tuple(uses)), doubts


def _saved_choices(saved: tables.SavedMapping, columns: recognise.ColumnMap, table: TextTable) -> dict[str, str]:
    """What a saved mapping says otherwise than was recognised: fields left out ("") and other columns.

    A figure of several platforms is left as it was recognised.
    """
    fields = [
        name if name.startswith("external:") else name.partition(":")[0]
        for name in recognise.saved_headings(saved.mapping)
    ]
    left = {use.field: "" for use in columns.uses if use.field not in fields}
    here = recognise.from_json(saved.mapping, table)
    other = {name: heading for name, heading in here.items() if heading != columns.headings.get(name)}
    return left | {name: heading for name, heading in other.items() if fields.count(name) == 1}


def _is_here(column: str, table: TextTable) -> bool:
    """A column is named by its heading, by its number from 1, or by nothing to leave a field out."""
    return column in table.headings or not column or (column.isdecimal() and 0 < int(column) <= len(table.columns))


def _unknown_here(unknown: Sequence[tuple[str, str]], table: TextTable) -> list[tuple[str, str]]:
    return [(heading, value) for heading, value in unknown if heading in table.headings]


def _thresholds_here(reading: Reading, table: TextTable) -> dict[str, tuple[str, tuple[float, ...]]]:
    return {
        name: (heading, bounds) for name, (heading, bounds) in reading.thresholds.items() if heading in table.headings
    }


def _digest_of(source: Path | TextTable) -> str:
    if isinstance(source, Path):
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    digest = hashlib.sha256("\0".join(source.headings).encode())
    for column in source.columns:
        for text in column.to_pylist():
            digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _match_again(workspace: Workspace, prepared: Prepared) -> Prepared:
    """People matched anew when the workspace has changed since the file was prepared."""
    if workspace.revisions("people") == prepared.revision:
        return prepared
    return matched(workspace, prepared.draft, prepared.doubts)


def _owners_of_rows(prepared: Prepared, ids: LongArray) -> LongArray:
    """The person of each row of the raw table, 0 for a row left out. ``ids`` are those of the file's people."""
    clean, of_row = prepared.draft.clean, prepared.match.people.of_row
    ids = np.append(ids, 0)
    order = np.argsort(clean.rows, kind="stable")
    at = np.searchsorted(clean.rows[order], prepared.draft.table.rows).clip(max=max(len(order) - 1, 0))
    place = order[at]
    return np.asarray(np.where(clean.rows[place] == prepared.draft.table.rows, ids[of_row[place]], 0))


def _describe_batch(prepared: Prepared, today: date | None) -> tables.Batch:
    """The import as it is kept."""
    draft = prepared.draft
    dialect = json.dumps(vars(draft.table.dialect), ensure_ascii=False)
    rows, out = prepared.rows_read, prepared.rows_refused
    whole = (draft.file, draft.sha256, draft.kind, dialect, _way_taken(draft))
    return tables.Batch(0, *whole, rows, rows - out, out, today)


def _way_taken(draft: Draft) -> str:
    """How a file was taken, as JSON: field -> heading, and what else somebody chose. The same bytes taken the same way
    bring nothing new."""
    way: dict[str, object] = dict(draft.mapping.headings)
    chosen = {
        "forms": {use.field: use.form for use in draft.mapping.uses if use.form},
        "days": {use.field: sorted(use.days) for use in draft.mapping.uses if use.days},
        "thresholds": draft.reading.thresholds,
        "unknown": draft.reading.unknown,
        "strangers": draft.reading.strangers,
        "missing": None if draft.missing is None else sorted(draft.missing),
    }
    way |= {name: value for name, value in chosen.items() if value or (name, value) == ("missing", [])}
    return json.dumps(way, ensure_ascii=False)


def _nothing_usable(prepared: Prepared) -> Trouble:
    first = next((issue for issue in prepared.issues if issue.refused), None)
    return Trouble(
        tr("None of the rows can be imported.") + (f" {tr(first.reason)}" if first else ""),
        prepared.draft.file,
        tr("Say which columns hold the name, the account or the address of each person."),
    )


def _add_nothing(workspace: Workspace, prepared: Prepared, before: tables.Batch, campaign: int | None) -> ImportResult:
    """Nothing is imported twice; only candidates missing from the campaign are added."""
    owners = np.unique(traces.owners(workspace, before.id))
    people = np.array(sorted(proposal_tables.contexts(workspace, owners.tolist())), np.int64)
    if campaign is not None:
        with workspace.step(tr("Import of {file}", file=prepared.draft.file), "campaign"):
            tables.add_candidacies(workspace, before.id, campaign, people)
    issues = [Issue(0, "", day_words(before.day), AGAIN), *prepared.issues]
    done = _make_result(prepared, before.id, issues, [])
    return replace(done, people_new=0, people_known=len(people), merged=done.rows_imported)


def _make_result(
    prepared: Prepared, batch: int, issues: Sequence[Issue], proposed: Sequence[tuple[str, str, str]]
) -> ImportResult:
    imported = prepared.rows_read - prepared.rows_refused
    return ImportResult(
        batch=batch,
        file=prepared.draft.file,
        dialect=prepared.draft.table.dialect,
        decimal=prepared.draft.clean.decimal,
        mapping=dict(prepared.draft.mapping.headings),
        rows_read=prepared.rows_read,
        rows_imported=imported,
        rows_refused=prepared.rows_refused,
        people_new=prepared.people_new,
        people_known=prepared.people_known,
        merged=imported - prepared.people_new,
        issues=tuple(issues),
        proposed=tuple(proposed),
    )
