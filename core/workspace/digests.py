"""Digests over what is packed: SQLite notices a spoilt page, but not a spoilt byte within a blob."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from core.workspace.sql import fetch_rows

Buffer = bytes | memoryview
SIZE = 16


def digest_of(data: Buffer, *names: str) -> bytes:
    """The digest (16 bytes, BLAKE2b) of a packed column and of what names it, so that neither stands for another."""
    made = hashlib.blake2b("\0".join(names).encode(), digest_size=SIZE)
    made.update(data)
    return made.digest()


def part_digest(data: Buffer, first: int) -> bytes:
    """The digest of a part of an import's raw table that begins at a place; an older file's whole table is part 0."""
    return digest_of(data, "raw", *([str(first)] if first else []))


def packed_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Which packed columns are not what was written, by name and place."""
    for batch, file in fetch_rows(connection, "SELECT id, file FROM batch ORDER BY id"):
        for column in ("raw", "owners"):
            sql = f"SELECT {column}, {column}_digest FROM batch WHERE id=?"
            data, digest = fetch_rows(connection, sql, (batch,))[0]
            if data is not None and digest_of(data, column) != digest:
                yield f"batch {batch} ({file}), {column}"
        for (first,) in fetch_rows(connection, "SELECT first FROM batch_part WHERE batch=? ORDER BY first", (batch,)):
            sql = "SELECT data, digest FROM batch_part WHERE batch=? AND first=?"
            data, digest = fetch_rows(connection, sql, (batch, first))[0]
            if part_digest(data, first) != digest:
                yield f"batch {batch} ({file}), raw" + (f" from {first}" if first else "")
    for row in fetch_rows(connection, "SELECT rowid, thing, part FROM derived ORDER BY rowid"):
        number, thing, part = row
        sql = "SELECT data, digest, thing, part, key, kind FROM derived WHERE rowid=?"
        data, digest, *names = fetch_rows(connection, sql, (number,))[0]
        if digest_of(data, *names) != digest:
            yield f"derived, {thing} {part}"
