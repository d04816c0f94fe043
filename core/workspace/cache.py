"""What was computed from the workspace, kept in it as packed arrays so that opening need not compute it again.

Nothing here is ever needed: whoever changes an area throws away, in the same transaction, what rests on it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.workspace.sql import execute, execute_many, fetch_value

Arrays = Mapping[str, NDArray[Any]]


def store_arrays(connection: sqlite3.Connection, thing: str, key: str, areas: Iterable[str], arrays: Arrays) -> None:
    """Keeps arrays of one dimension under a name, in the place of older ones. ``key`` says what they were made for."""
    short = {part: narrow(array) for part, array in arrays.items()}
    rows = [(thing, ",".join(areas), key, part, a.dtype.str, a.tobytes()) for part, a in short.items()]
    execute(connection, "DELETE FROM derived WHERE thing=?", (thing,))
    execute_many(connection, "INSERT INTO derived(thing, areas, key, part, kind, data) VALUES (?,?,?,?,?,?)", rows)


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
    """The arrays kept under this name for this key, read-only; empty where there are none."""
    rows = connection.execute("SELECT part, kind, data FROM derived WHERE thing=? AND key=?", (thing, key))
    return {part: np.frombuffer(data, kind) for part, kind, data in rows}


def drop_derived(connection: sqlite3.Connection, areas: Sequence[str]) -> None:
    """Throws away what rests on any of these areas."""
    for area in areas:
        execute(connection, "DELETE FROM derived WHERE instr(areas, ?)", (area,))
