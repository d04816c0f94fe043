"""SQL over the connection of a workspace: only the ``tables`` modules of the rooms and this room may use it.

What is read after every edit and stands in a small table is joined with the candidacies by CROSS JOIN, which SQLite
takes at its word: it goes through the few rows, and does not look up each of 100,000 candidates among them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def fetch_rows(
    connection: sqlite3.Connection, sql: str, values: Sequence[object] | Mapping[str, object] = ()
) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    return connection.execute(sql, values).fetchall()


def fetch_value(connection: sqlite3.Connection, sql: str, values: Sequence[object] = ()) -> Any:
    """The first value of the first row, or None."""
    row = connection.execute(sql, values).fetchone()
    return row[0] if row else None


def execute(connection: sqlite3.Connection, sql: str, values: Sequence[object] = ()) -> int:
    """One statement of an edit; returns the new row's id. Only inside a transaction of the workspace."""
    assert connection.in_transaction, "an edit outside a step"
    return connection.execute(sql, values).lastrowid or 0


def execute_many(
    connection: sqlite3.Connection, sql: str, rows: Iterable[Sequence[object] | Mapping[str, object]]
) -> None:
    """One statement over many rows. Only inside a transaction of the workspace."""
    assert connection.in_transaction, "an edit outside a step"
    connection.executemany(sql, rows)
