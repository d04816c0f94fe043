"""Random ids of 62 bits: an id of one file means nothing in another, and the rows of two desks can stand in one file.

The first id of a table stands anywhere; each further one a random step above the last. So what is younger has the
larger id, as the order of rows and of joined people wants it, and rows of bulk are stored in the order of their key.
Two files that began as copies give one id to two rows about once in 2^30 rows.
"""

from __future__ import annotations

import sqlite3
from secrets import randbits

import numpy as np

from core.model import LongArray
from core.workspace.sql import fetch_value

FIRST_BITS, STEP_BITS = 60, 30
"""From 2^60 to 2^61 at first, 2^29 further a row: a table has room for four thousand million rows, and no id is so
small that a float would hold it exactly, so that a mistake of that kind shows at once."""


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """The id of one new row of a table."""
    return _last_id(connection, table) + 1 + randbits(STEP_BITS)


def next_ids(connection: sqlite3.Connection, table: str, count: int) -> LongArray:
    """The ids of n new rows of a table, ascending: int64[n]."""
    steps = np.random.default_rng().integers(1, 1 << STEP_BITS, count, endpoint=True)
    return np.asarray(_last_id(connection, table) + np.cumsum(steps))


def _last_id(connection: sqlite3.Connection, table: str) -> int:
    """The largest id of a table; where it has no row, one that was drawn."""
    last = fetch_value(connection, f"SELECT max(id) FROM {table}")
    return (1 << FIRST_BITS) + randbits(FIRST_BITS) if last is None else int(last)
