"""Digests over what is packed: SQLite notices a spoilt page, but not a spoilt byte within a blob."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator

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


def packed_faults(connection: sqlite3.Connection, between: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Which packed columns are not what was written, by name and place.

    ``between`` is called before each: a row that is gone by then is passed over, and each is read at once with its
    digest.
    """
    for batch, file in fetch_rows(connection, "SELECT id, file FROM batch ORDER BY id"):
        for column in ("raw", "owners"):
            between()
            for data, digest in fetch_rows(
                connection, f"SELECT {column}, {column}_digest FROM batch WHERE id=?", (batch,)
            ):
                if data is not None and digest_of(data, column) != digest:
                    yield f"batch {batch} ({file}), {column}"
        for (first,) in fetch_rows(connection, "SELECT first FROM batch_part WHERE batch=? ORDER BY first", (batch,)):
            between()
            sql = "SELECT data, digest FROM batch_part WHERE batch=? AND first=?"
            for data, digest in fetch_rows(connection, sql, (batch, first)):
                if part_digest(data, first) != digest:
                    yield f"batch {batch} ({file}), raw" + (f" from {first}" if first else "")
    for (number,) in fetch_rows(connection, "SELECT rowid FROM derived ORDER BY rowid"):
        between()
        sql = "SELECT data, digest, thing, part, key, kind FROM derived WHERE rowid=?"
        for data, digest, *names in fetch_rows(connection, sql, (number,)):
            if digest_of(data, *names) != digest:
                yield f"derived, {names[0]} {names[1]}"
