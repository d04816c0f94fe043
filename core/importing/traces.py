"""Every value back to its raw text, file and row: each import keeps its table, packed, and the owner of each row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.importing import tables
from core.importing.reading.table import TextTable
from core.importing.tables import Buffer, Part
from core.model import BoolArray, LongArray
from core.people import joining_tables
from core.workspace.store import Workspace

CHUNK = 65_536
PART_ROWS = 16_384
"""Rows of a part: a person's rows are read in a few milliseconds, and a file of millions has some hundred parts."""


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


def pack(table: TextTable, owner: LongArray, left_out: Collection[int] = ()) -> tuple[list[Part], memoryview]:
    """The raw table as compressed Arrow, and the person of each row (0: nobody) likewise.

    The rows are stored person by person, so that those of one person lie in few parts, however many dates a file has;
    the first column holds their numbers in the file. ``left_out``: rows, by number, of which only the number is kept.
    """
    order = np.argsort(owner, kind="stable")
    gone = np.isin(table.rows, list(left_out)) if left_out else None
    parts = []
    for first in range(0, max(len(order), 1), PART_ROWS):
        places = order[first : first + PART_ROWS]
        rows = _take_out(table, places)
        parts.append(Part(first, _pack_table(rows if gone is None else _blank_cells(rows, gone[places]))))
    return parts, pack_owners(owner[order])


def pack_owners(owners: LongArray) -> memoryview:
    """The person of each row (0: nobody), packed as runs: each person with the number of their rows."""
    import pyarrow as pa

    new = np.append(True, owners[1:] != owners[:-1])[: len(owners)]
    starts = np.flatnonzero(new)
    return _pack_table(pa.table({"person": owners[starts], "rows": np.diff(starts, append=len(owners))}))


def _take_out(table: TextTable, places: LongArray) -> Any:
    """Some rows of a table as it is packed: their numbers, then the columns."""
    import pyarrow as pa

    at = pa.array(places)
    columns = [pa.array(table.rows[places]), *(column.take(at) for column in table.columns)]
    return pa.Table.from_arrays(columns, names=["", *table.headings])


def _pack_table(table: Any) -> memoryview:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_file(sink, table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=CHUNK)
    return memoryview(sink.getvalue())


def _unpack_table(data: Buffer, fields: list[int] | None = None) -> Any:
    """A packed table, or some of its columns by number."""
    import pyarrow as pa

    options = pa.ipc.IpcReadOptions(included_fields=fields)
    return pa.ipc.open_file(pa.BufferReader(data), options=options).read_all()


def owners(workspace: Workspace, batch: int) -> LongArray:
    """The person of each row of a batch as its raw table is stored, 0 for a row left out."""
    return np.repeat(*_read_runs(workspace, batch))


def _read_runs(workspace: Workspace, batch: int) -> tuple[LongArray, LongArray]:
    """The owners of a batch's rows as runs: a person, and of how many rows. Until schema 13 each row was a run."""
    table = _unpack_table(tables.stored_owners(workspace, batch))
    person = np.asarray(table["person"].to_numpy())
    return person, np.asarray(table["rows"].to_numpy()) if "rows" in table.column_names else np.ones(len(person), int)


def owners_of_rows(workspace: Workspace, batch: int, rows: Sequence[int]) -> dict[int, int]:
    """Row of a batch's file -> the person it was of when it was imported."""
    numbers = [_row_numbers(table) for _, table in _split_parts(workspace, batch, fields=[0])]
    number, owner = np.concatenate(numbers), owners(workspace, batch)
    here = np.isin(number, rows)
    return dict(zip(number[here].tolist(), owner[here].tolist(), strict=True))


def _row_numbers(table: Any) -> LongArray:
    return np.asarray(table.column(0).to_numpy())


def _split_parts(workspace: Workspace, batch: int, fields: list[int] | None = None) -> Iterator[tuple[int, Any]]:
    """The raw table of a batch part by part, each with the place at which it begins."""
    for first in tables.part_starts(workspace, batch):
        yield first, _unpack_table(tables.stored_part(workspace, batch, first), fields)


def _rows_at(workspace: Workspace, batch: int, places: LongArray) -> Any:
    """The rows of a batch's raw table at some places (ascending, at least one)."""
    import pyarrow as pa

    starts = np.array(tables.part_starts(workspace, batch))
    part = np.searchsorted(starts, places, side="right") - 1
    found = [
        _unpack_table(tables.stored_part(workspace, batch, first)).take(places[starts[part] == first] - first)
        for first in np.unique(starts[part]).tolist()
    ]
    return pa.concat_tables(found)


def _in_order_of_file(table: Any) -> Any:
    return table.take(np.argsort(_row_numbers(table), kind="stable"))


def trace(workspace: Workspace, person: int) -> list[Trace]:
    """Every row of every file that a person came from, the newest import first."""
    found: list[Trace] = []
    for batch in tables.batches(workspace):
        places = _places_of(workspace, batch.id, person)
        if len(places):
            table = _in_order_of_file(_rows_at(workspace, batch.id, places))
            headings, columns = table.schema.names[1:], [column.to_pylist() for column in table.columns]
            for row, *cells in zip(*columns, strict=True):
                found.append(Trace(batch.id, batch.file, row, tuple(zip(headings, cells, strict=True))))
    return found


def _places_of(workspace: Workspace, batch: int, person: int) -> LongArray:
    """The places of a person's rows in a batch's raw table, those of people joined with them included."""
    owner, rows = _read_runs(workspace, batch)
    ends, mine = np.cumsum(rows), np.isin(owner, joining_tables.former_ids(workspace, person, batch))
    spans = zip((ends - rows)[mine].tolist(), ends[mine].tolist(), strict=True)
    return np.concatenate([np.empty(0, np.int64), *(np.arange(*span) for span in spans)])


def texts(workspace: Workspace, batch: int, people: set[int]) -> dict[int, str]:
    """All that a file says of some people, in small letters: person -> the cells of their rows, one a line."""
    import pyarrow.compute as pc

    now = joining_tables.since_joined(workspace, batch)
    owner = owners(workspace, batch)
    wanted = [person for person in np.unique(owner).tolist() if now.get(person, person) in people]
    places = np.flatnonzero(np.isin(owner, wanted))
    found: dict[int, list[str]] = {}
    if len(places):
        columns = _rows_at(workspace, batch, places).columns[1:]
        lines = pc.utf8_lower(pc.binary_join_element_wise(*columns, "\n")).to_pylist()
        for person, line in zip(owner[places].tolist(), lines, strict=True):
            found.setdefault(now.get(person, person), []).append(line)
    return {person: "\n".join(rows) for person, rows in found.items()}


def forget(workspace: Workspace, person: int, mentions: Callable[[str], bool]) -> int:
    """Blanks a person's rows in the raw table of every import, those of people joined with them included, and takes
    the issues of these rows away; returns how many rows they were. Only inside an unrecorded change.

    A row that came to nobody goes as well where one of its cells ``mentions`` the person.
    """
    count = 0
    for batch in tables.batches(workspace):
        held = owners(workspace, batch.id)
        gone = np.zeros(len(held), np.bool_)
        gone[_places_of(workspace, batch.id, person)] = True
        for first, table in _split_parts(workspace, batch.id):
            here = gone[first : first + len(table)]
            here[_rows_mentioning(table, np.flatnonzero(held[first : first + len(table)] == 0), mentions)] = True
            if here.any():
                tables.remove_issues(workspace, batch.id, _row_numbers(table)[here].tolist())
                tables.replace_part(workspace, batch.id, Part(first, _pack_table(_blank_cells(table, here))))
        if gone.any():
            count += int(np.count_nonzero(gone))
            tables.replace_owners(workspace, batch.id, pack_owners(np.where(gone, 0, held)))
    return count


def _rows_mentioning(table: Any, places: LongArray, mentions: Callable[[str], bool]) -> list[int]:
    """Those of some rows of a raw table in which a cell mentions somebody."""
    rows = zip(*(column.to_pylist() for column in table.take(places).columns[1:]), strict=True)
    return [
        place for place, cells in zip(places.tolist(), rows, strict=False) if any(map(mentions, filter(None, cells)))
    ]


def everything(workspace: Workspace, batch: int) -> list[list[str]]:
    """The raw rows of a batch in the order of its file, without their numbers."""
    import pyarrow as pa

    table = _in_order_of_file(pa.concat_tables(part for _, part in _split_parts(workspace, batch)))
    return [list(cells) for cells in zip(*(column.to_pylist() for column in table.columns[1:]), strict=True)]


def _blank_cells(table: Any, gone: BoolArray) -> Any:
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
