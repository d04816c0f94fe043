"""What was computed from the workspace, kept in it as packed arrays so that opening need not compute it again.

Nothing here is ever needed: whoever changes an area throws away, in the same transaction, what rests on it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.workspace.digests import digest_of
from core.workspace.sql import execute, execute_many, fetch_value

Arrays = Mapping[str, NDArray[Any]]


def store_arrays(connection: sqlite3.Connection, thing: str, key: str, areas: Iterable[str], arrays: Arrays) -> None:
    """Keeps arrays of one dimension under a name, in the place of older ones. ``key`` says what they were made for."""
    short = {part: narrow(array) for part, array in arrays.items()}
    named, rows = ",".join(areas), []
    for part, array in short.items():
        kind, data = array.dtype.str, array.tobytes()
        rows.append((thing, named, key, part, kind, data, digest_of(data, thing, part, key, kind)))
    execute(connection, "DELETE FROM derived WHERE thing=?", (thing,))
    into = "derived(thing, areas, key, part, kind, data, digest)"
    execute_many(connection, f"INSERT INTO {into} VALUES (?,?,?,?,?,?,?)", rows)


def narrow(array: NDArray[Any]) -> NDArray[Any]:
    """An array with its whole numbers of 64 bits in 32 where they fit: half the file and half the memory."""
    if array.dtype != np.int64 or not len(array):
        return array
    bounds = np.iinfo(np.int32)
    fits = bounds.min <= int(array.min()) and int(array.max()) <= bounds.max
    return array.astype(np.int32) if fits else array


def is_stored(connection: sqlite3.Connection, thing: str, key: str) -> bool:
    """Whether there is something under this name that was made for this key."""
    return bool(fetch_value(connection, "SELECT 1 FROM derived WHERE thing=? AND key=? LIMIT 1", (thing, key)))


def stored_arrays(connection: sqlite3.Connection, thing: str, key: str) -> dict[str, NDArray[Any]]:
    """The arrays kept under this name for this key, read-only; empty where there are none, or where one of them is not
    what was written: they are then computed again."""
    rows = connection.execute("SELECT part, kind, data, digest FROM derived WHERE thing=? AND key=?", (thing, key))
    arrays = {}
    for part, kind, data, digest in rows:
        if digest_of(data, thing, part, key, kind) != digest:
            return {}
        arrays[part] = np.frombuffer(data, kind)
    return arrays


def drop_derived(connection: sqlite3.Connection, areas: Sequence[str]) -> None:
    """Throws away what rests on any of these areas."""
    for area in areas:
        execute(connection, "DELETE FROM derived WHERE instr(areas, ?)", (area,))
