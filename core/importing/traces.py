"""Every value back to its raw text, file and row: each import keeps its table, packed, and the owner of each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.importing import tables
from core.importing.reading.table import TextTable
from core.model import BoolArray, LongArray
from core.people import joining_tables
from core.workspace.store import Workspace

CHUNK = 65_536


@dataclass(frozen=True)
class Trace:
    """One row that a person came from: the file, the row's number in it, and its cells as they stood."""

    batch: int
    file: str
    row: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Difference:
    """An import beside an earlier one: people (ids, ascending) only in the new, only in the old, and whose audience
    changed on a channel: (person, channel, before, after)."""

    new: tuple[int, ...]
    gone: tuple[int, ...]
    changed: tuple[tuple[int, str, float | None, float | None], ...]


def pack(table: TextTable) -> memoryview:
    """The raw table as compressed Arrow; the first column holds the rows' numbers in the file."""
    import pyarrow as pa

    columns = [pa.array(table.rows), *table.columns]
    return _packed(pa.Table.from_arrays(columns, names=["", *table.headings]))


def pack_owners(owners: LongArray) -> memoryview:
    """The person of each row (0: nobody), packed."""
    import pyarrow as pa

    return _packed(pa.table({"person": owners}))


def _packed(table: Any) -> memoryview:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_file(sink, table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=CHUNK)
    return memoryview(sink.getvalue())


def _unpacked(data: bytes) -> Any:
    import pyarrow as pa

    return pa.ipc.open_file(pa.BufferReader(data)).read_all()


def owners(workspace: Workspace, batch: int) -> LongArray:
    """The person of each row of a batch, 0 for a row left out."""
    column = _unpacked(tables.stored_rows(workspace, batch)[1])["person"]
    return np.asarray(column.to_numpy())


def owners_of_rows(workspace: Workspace, batch: int, rows: Sequence[int]) -> dict[int, int]:
    """Row of a batch's file -> the person it was of when it was imported."""
    stored = tables.stored_rows(workspace, batch)
    number = np.asarray(_unpacked(stored[0]).column(0).to_numpy())
    owner = np.asarray(_unpacked(stored[1])["person"].to_numpy())
    here = np.isin(number, rows)
    return dict(zip(number[here].tolist(), owner[here].tolist(), strict=True))


def trace(workspace: Workspace, person: int) -> list[Trace]:
    """Every row of every file that a person came from, the newest import first."""
    found: list[Trace] = []
    for batch in tables.batches(workspace):
        places = np.flatnonzero(
            np.isin(owners(workspace, batch.id), joining_tables.former_ids(workspace, person, batch.id))
        )
        if len(places):
            table = _unpacked(tables.stored_rows(workspace, batch.id)[0]).take(places)
            headings, columns = table.schema.names[1:], [column.to_pylist() for column in table.columns]
            for row, *cells in zip(*columns, strict=True):
                found.append(Trace(batch.id, batch.file, row, tuple(zip(headings, cells, strict=True))))
    return found


def texts(workspace: Workspace, batch: int, people: set[int]) -> dict[int, str]:
    """All that a file says of some people, in small letters: person -> the cells of their rows, one a line."""
    import pyarrow.compute as pc

    now = joining_tables.since_joined(workspace, batch)
    who = np.array([now.get(person, person) for person in owners(workspace, batch).tolist()], np.int64)
    places = np.flatnonzero(np.isin(who, list(people)))
    columns = _unpacked(tables.stored_rows(workspace, batch)[0]).take(places).columns[1:]
    lines = pc.utf8_lower(pc.binary_join_element_wise(*columns, "\n")).to_pylist()
    found: dict[int, list[str]] = {}
    for person, line in zip(who[places].tolist(), lines, strict=True):
        found.setdefault(person, []).append(line)
    return {person: "\n".join(rows) for person, rows in found.items()}


def forget(workspace: Workspace, person: int) -> None:
    """Blanks a person's rows in the raw table of every import; only inside an unrecorded change."""
    for batch in tables.batches(workspace):
        held = owners(workspace, batch.id)
        gone = held == person
        if gone.any():
            table = _blanked(_unpacked(tables.stored_rows(workspace, batch.id)[0]), gone)
            tables.replace_rows(workspace, batch.id, _packed(table), pack_owners(np.where(gone, 0, held)))


def _blanked(table: Any, gone: BoolArray) -> Any:
    """The table with the text of some rows taken out; their numbers stay."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = [table.column(0), *(pc.if_else(pa.array(gone), "", column) for column in table.columns[1:])]
    return pa.Table.from_arrays(columns, names=table.schema.names)


def compare_batches(workspace: Workspace, before: int, after: int) -> Difference:
    """What a later import changed against an earlier one: who is new, who is gone, whose audience moved."""
    old, new = (set(owners(workspace, batch).tolist()) - {0} for batch in (before, after))
    was, now = tables.observed(workspace, before), tables.observed(workspace, after)
    changed = [(*at, was[at][1], now[at][1]) for at in sorted(was.keys() & now.keys()) if was[at][1] != now[at][1]]
    return Difference(tuple(sorted(new - old)), tuple(sorted(old - new)), tuple(changed))
