"""Where each datum on a person comes from: file, row and day of an import, whoever typed it, or a correction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.folding import fold
from core.i18n import integer, tr, trn
from core.importing import tables as importing_tables
from core.importing import traces
from core.importing.tables import Batch
from core.importing.traces import Trace
from core.people import correction_tables
from core.people import tables as people_tables
from core.people.correction_tables import Correction
from core.people.tables import TEXT_COLUMNS
from core.rights import record_tables
from core.rights.record_tables import HeldDatum, HeldPerson
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Datum:
    """One datum with its source: what it is, its text, where from (a file, a name), the row in that file (0: none),
    and the day it was obtained (None: not known)."""

    what: str
    value: str
    source: str
    row: int
    day: date | None


@dataclass(frozen=True)
class _Sources:
    """What the imports and the corrections say of one person."""

    batches: Mapping[int, Batch]
    found: Sequence[Trace]
    corrections: Sequence[Correction]
    held: HeldPerson


def data_of(workspace: Workspace, person: int) -> list[Datum]:
    """Every datum on a person with its source and day: their own texts first, then accounts, figures, levels,
    evidence and decisions. Gone when there is nobody of this id."""
    who = people_tables.person(workspace, person)
    sources = _Sources(
        {batch.id: batch for batch in importing_tables.batches(workspace)},
        traces.trace(workspace, person)[::-1],  # the oldest import first: it is where a text was obtained
        correction_tables.corrections(workspace, person),
        record_tables.held_people(workspace, person)[0],
    )
    texts = [_trace_text(name, str(getattr(who, name)), sources) for name in TEXT_COLUMNS if getattr(who, name)]
    if who.offline:
        texts.append(Datum(tr("Off line by choice"), tr("yes"), *_typed(sources.held)))
    return texts + [_describe(datum, sources) for datum in record_tables.data_on(workspace, person)]


def field_label(name: str) -> str:
    """What a text of a person is called."""
    return {
        "name": tr("Name"),
        "email": tr("E-mail"),
        "url": tr("Address on the web"),
        "country": tr("Country"),
        "language": tr("Language"),
        "market": tr("Market"),
        "organisation": tr("Organisation"),
    }[name]


def _trace_text(name: str, value: str, sources: _Sources) -> Datum:
    """A text of the person's own row: from the correction that gave it, else the first row that holds it."""
    for one in sources.corrections:
        if one.field == name and one.new == value:
            return Datum(field_label(name), value, tr("corrected by {who}", who=one.who or "–"), 0, one.day)
    rows = [(row, _cell(row, name, sources.batches[row.batch])) for row in sources.found]
    said = [row for row, cell in rows if cell and (fold(cell) == fold(value) or fold(value) in fold(cell))]
    said = said or [row for row, cell in rows if cell]
    if said:
        return Datum(field_label(name), value, said[0].file, said[0].row, sources.batches[said[0].batch].day)
    if sources.found and not sources.held.added_by:  # an account that stands for the name, a market of the whole file
        first = sources.found[0]
        return Datum(field_label(name), value, first.file, first.row, sources.batches[first.batch].day)
    return Datum(field_label(name), value, *_typed(sources.held))


def _cell(row: Trace, name: str, batch: Batch) -> str:
    """What a row has in the column, or the columns, that were read as a field."""
    mapping = json.loads(batch.mapping)
    headings = [mapping.get(field) for field in ((name, "first_name", "last_name") if name == "name" else (name,))]
    cells = dict(row.cells)
    return " ".join(str(cells[heading]) for heading in headings if isinstance(heading, str) and cells.get(heading))


def _describe(datum: HeldDatum, sources: _Sources) -> Datum:
    what, value = _words(datum)
    batch = sources.batches.get(datum.batch) if datum.batch is not None else None
    if batch is not None:
        rows = [row.row for row in sources.found if row.batch == batch.id]
        return Datum(what, value, batch.file, rows[0] if rows else 0, batch.day)
    source, row, day = _typed(sources.held)
    return Datum(what, value, datum.by or source, row, datum.day or day)


def _typed(held: HeldPerson) -> tuple[str, int, date | None]:
    """The source of what came from no file."""
    by = held.added_by
    return (tr("typed by {who}", who=by) if by else tr("typed by hand")), 0, held.since


def _words(datum: HeldDatum) -> tuple[str, str]:
    """What a datum is called, and its text."""
    if datum.kind == "account":
        return tr("Account"), f"{datum.what}{tr(': ')}{datum.value}"
    if datum.kind == "series":
        days = trn("{n} day of figures", "{n} days of figures", int(datum.value))
        return tr("Figures"), f"{datum.what}{tr(': ')}{days}" if datum.what else days
    if datum.kind == "score":
        return tr("Score of another tool"), f"{datum.what}{tr(': ')}{datum.value}"
    if datum.kind in ("level", "settlement", "note"):
        level = integer(round(float(datum.value))) if datum.value else tr("no level")
        return tr("Assessment"), f"{datum.what}{tr(': ')}{level}"
    return {
        "evidence": (tr("Evidence"), f"{datum.what}{tr(': ')}{datum.value}"),
        "decision": (tr("Candidate in"), datum.what),
        "client_note": (tr("Note for the client"), f"{datum.what}{tr(': ')}{datum.value}"),
        "absence": (tr("Declared absence"), datum.value),
        "set_aside": (tr("Flag set aside"), f"{datum.what}{tr(': ')}{datum.value}"),
    }[datum.kind]
