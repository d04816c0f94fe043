"""Cleaned rows made by hand, as the cleaning room would give them, and a whole import of them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa

from core.importing.draft import Draft, ImportResult, Prepared, Reading
from core.importing.matching import Kind
from core.importing.reading.table import Dialect, TextTable
from core.importing.rows import CleanRows, incoming
from core.importing.run import matched, run_import
from core.model import METRICS, PLATFORMS, UNDATED
from core.workspace.store import Workspace

TEXTS = ("id", "name", "email", "url", "country", "market", "organisation", "note", "evidence", "assessor")


def cleaned(rows: list[dict[str, Any]]) -> CleanRows:
    """Rows as dictionaries: texts, platforms, ``day``, metrics, ``external`` and ``levels`` by name."""

    def texts(name: str) -> pa.Array:
        return pa.array([row.get(name, "") for row in rows], pa.string())

    def numbers(name: str) -> np.ndarray:
        return np.array([row.get(name, np.nan) for row in rows], float)

    def used(names: tuple[str, ...]) -> list[str]:
        return [name for name in names if any(name in row for row in rows)]

    return CleanRows(
        rows=np.array([row.get("row", at + 2) for at, row in enumerate(rows)], np.int64),
        texts={name: texts(name) for name in used(TEXTS)},
        handles={name: texts(name) for name in used(PLATFORMS)},
        channel=texts("channel"),
        day=np.array([row.get("day", UNDATED) for row in rows], np.int64),
        metrics={name: numbers(name) for name in used(METRICS)},
        per_post=np.zeros(len(rows), bool),
        external={name: numbers(name) for name in used(("klout",))},
        levels={name: numbers(name) for name in used(("profession", "network", "standing", "peers"))},
        refused=np.array([row.get("refused", False) for row in rows], bool),
        issues=(),
    )


def draft(
    rows: list[dict[str, Any]], kind: Kind = "candidates", file: str = "people.csv", confirm: bool = True
) -> Draft:
    """The draft of a file of these rows; its raw table holds each row's dictionary as text."""
    clean = cleaned(rows)
    headings = tuple(sorted({name for row in rows for name in row}))
    columns = tuple(pa.array([str(row.get(name, "")) for row in rows], pa.string()) for name in headings)
    table = TextTable(headings, columns, clean.rows, Dialect("csv"))
    columns_map = SimpleNamespace(
        headings={name: name for name in headings}, posts=False, uses=(), day=0, of=lambda field: None
    )
    return Draft(file, repr(rows), kind, table, columns_map, incoming(clean), Reading(), confirm)


def prepared(workspace: Workspace, rows: list[dict[str, Any]], *args: Any, **options: Any) -> Prepared:
    """These rows prepared."""
    return matched(workspace, draft(rows, *args, **options))


def imported(workspace: Workspace, rows: list[dict[str, Any]], *args: Any, **options: Any) -> ImportResult:
    """These rows imported."""
    return run_import(workspace, prepared(workspace, rows, *args, **options))
