"""The step to schema 13, frozen like the others: the ids of an older file, which counted from 1, become random."""

from __future__ import annotations

import hashlib
import json
import re
from secrets import randbits

import numpy as np
from sqlite_utils import Database

_IDS = {
    "person": (
        *(("person", "id"), ("joined", "was")),
        *((table, "person") for table in ("handle", "observation", "external", "candidacy", "client_note", "joined")),
        *((table, "person") for table in ("assessment", "evidence", "absence", "told", "grounds")),
        *((table, "person") for table in ("request", "correction", "conflict", "assignment")),
    ),
    **{table: ((table, "id"),) for table in ("assessment", "evidence", "absence", "told")},
}
"""The tables whose ids become random, each with all columns in which its ids stand."""


def move_ids(db: Database) -> None:
    """Moves the ids of each of these tables, wherever they stand.

    All ids of a table move by one number: their order stays, and so do the ids of rows that are gone but stand in the
    undo log or in a join. Frozen lists name people by their keys, and proposals too: there is nothing to move. A
    campaign keeps its id, which is among what a signature covers; lists have numbers of their own, by which the
    register of signed lists names one that is gone.
    """
    moved: dict[str, dict[str, int]] = {}
    for columns in _IDS.values():
        by = (1 << 60) + randbits(60)
        for table, column in columns:
            moved.setdefault(table, {})[column] = by
    db.conn.execute("PRAGMA defer_foreign_keys=ON")
    for table, columns_of in moved.items():
        sets = ",".join(f"{column}={column}+{by}" for column, by in columns_of.items())
        db.conn.execute(f"UPDATE {table} SET {sets}")
    db.conn.execute("DELETE FROM derived")
    _move_owners(db, moved["person"]["id"])
    _mark_sheets(db, moved["person"]["id"])
    for number, sql in db.conn.execute("SELECT id, sql FROM undo_log").fetchall():
        db.conn.execute("UPDATE undo_log SET sql=? WHERE id=?", (_with_moved_ids(sql, moved), number))


def _move_owners(db: Database, by: int) -> None:
    """The person of each row of each import, packed; 0 for nobody stays."""
    import pyarrow as pa

    for (batch,) in db.conn.execute("SELECT id FROM batch WHERE owners IS NOT NULL").fetchall():
        (data,) = db.conn.execute("SELECT owners FROM batch WHERE id=?", (batch,)).fetchone()
        people = pa.ipc.open_file(pa.BufferReader(data)).read_all()["person"].to_numpy()
        table = pa.table({"person": np.where(people == 0, 0, people + by)})
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
            writer.write_table(table, max_chunksize=20_000)
        packed = sink.getvalue().to_pybytes()
        digest = hashlib.blake2b(b"owners" + packed, digest_size=16).digest()
        db.conn.execute("UPDATE batch SET owners=?, owners_digest=? WHERE id=?", (packed, digest, batch))


def _mark_sheets(db: Database, by: int) -> None:
    """The sheets that went out bear the ids of then, and say from here on how far those have moved."""
    for name, value in db.conn.execute("SELECT name, value FROM setting WHERE name LIKE 'sheet %'").fetchall():
        sent = json.dumps({**json.loads(value), "moved": by}, ensure_ascii=False)
        db.conn.execute("UPDATE setting SET value=? WHERE name=?", (sent, name))


_TEXT = re.compile(r"(X?'(?:[^']|'')*')")
_PUT_BACK = re.compile(r"(INSERT INTO (\w+)\((.*?)\) VALUES)\((.*)\)", re.DOTALL)
_VALUE = re.compile(r"X?'(?:[^']|'')*'|[^',]+")


def _with_moved_ids(sql: str, moved: dict[str, dict[str, int]]) -> str:
    """A statement of the undo log with its ids moved; what stands in quotes stays as it is."""
    if found := _PUT_BACK.fullmatch(sql):
        head, table, names, values = found.groups()
        columns = moved.get(table, {})
        pairs = zip(names.split(","), _VALUE.findall(values), strict=True)
        return f"{head}({','.join(_moved_id(value, columns.get(name, 0)) for name, value in pairs)})"
    table = sql.split(maxsplit=3)[1 if sql.startswith("UPDATE") else 2]
    columns = moved.get(table, {})

    def move(found: re.Match[str]) -> str:
        return f"{found[1]}={_moved_id(found[2], columns.get(found[1], 0))}"

    parts = _TEXT.split(sql)
    parts[::2] = [re.sub(r"\b(\w+)=(\d+)\b(?!\.)", move, part) for part in parts[::2]]
    return "".join(parts)


def _moved_id(value: str, by: int) -> str:
    return str(int(value) + by) if by and value.isdecimal() else value
