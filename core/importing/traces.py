"""Every value back to its raw text, file and row: each import keeps its table, packed, and the owner of each row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
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


def pack(table: TextTable, left_out: Collection[int] = ()) -> memoryview:
    """The raw table as compressed Arrow; the first column holds the rows' numbers in the file.

    ``left_out``: rows, by number, of which only the number is kept.
    """
    import pyarrow as pa

    columns = [pa.array(table.rows), *table.columns]
    whole = pa.Table.from_arrays(columns, names=["", *table.headings])
    return _packed(_blanked(whole, np.isin(table.rows, list(left_out))) if left_out else whole)


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


def forget(workspace: Workspace, person: int, mentions: Callable[[str], bool]) -> int:
    """Blanks a person's rows in the raw table of every import, those of people joined with them included, and takes
    the issues of these rows away; returns how many rows they were. Only inside an unrecorded change.

    A row that came to nobody goes as well where one of its cells ``mentions`` the person.
    """
    count = 0
    for batch in tables.batches(workspace):
        held, table = owners(workspace, batch.id), _unpacked(tables.stored_rows(workspace, batch.id)[0])
        gone = np.isin(held, joining_tables.former_ids(workspace, person, batch.id))
        gone[_mentioning(table, np.flatnonzero(held == 0), mentions)] = True
        if gone.any():
            count += int(np.count_nonzero(gone))
            tables.remove_issues(workspace, batch.id, table.column(0).to_numpy()[gone].tolist())
            tables.replace_rows(
                workspace, batch.id, _packed(_blanked(table, gone)), pack_owners(np.where(gone, 0, held))
            )
    return count


def _mentioning(table: Any, places: LongArray, mentions: Callable[[str], bool]) -> list[int]:
    """Those of some rows of a raw table in which a cell mentions somebody."""
    rows = zip(*(column.to_pylist() for column in table.take(places).columns[1:]), strict=True)
    return [
        place for place, cells in zip(places.tolist(), rows, strict=False) if any(map(mentions, filter(None, cells)))
    ]


def everything(workspace: Workspace, batch: int) -> list[list[str]]:
    """The raw rows of a batch as they are kept, without their numbers."""
    table = _unpacked(tables.stored_rows(workspace, batch)[0])
    return [list(cells) for cells in zip(*(column.to_pylist() for column in table.columns[1:]), strict=True)]


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
