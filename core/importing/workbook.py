"""Workbooks by way of a child process with limits of memory and time: XLSX, XLSM, XLS, XLSB, ODS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import Trouble
from core.i18n import integer, tr
from core.importing import archive, content, grid, layout
from core.importing.table import Dialect, TextTable
from core.model import Issue, Progress, no_progress

KINDS = ("xlsx", "xlsb", "xls", "ods")
ROOT = Path(__file__).resolve().parent.parent.parent
MEMORY = 1_500_000_000
"""Bytes of addresses a child may take, plus a share by the workbook's size; libraries alone take half of it."""
SECONDS = 6.0
HEAD_ROWS = 400

OTHER_SHEETS = "other sheets of the workbook were left out"
MERGED = "a cell merged over several rows: its value was given to each"
NUL_REPLACED = "NUL characters were replaced by \ufffd"


def read(path: Path, kind: str, sheet: str | None = None, progress: Progress = no_progress) -> TextTable:
    """The table in a workbook's sheet. Raises ``Trouble`` when it is damaged, locked, hostile or empty."""
    answer, columns = ask(path, kind, sheet=sheet)
    progress(2, 3, tr("Reading {name}", name=path.name))
    if columns is None:
        raise trouble(answer, path.name, sheet)
    body, doubts = cells(answer, columns)
    head = [(int(body.rows[i]), body.cells(i)) for i in range(min(len(body), HEAD_ROWS))]
    start = layout.find(head)
    others = [s["name"] for s in answer["sheets"] if s["visible"] and s["name"] != answer["name"]]
    if others and sheet is None:
        doubts.append(Issue(0, "", ", ".join(others), OTHER_SHEETS))
    rest = body.take(np.arange(start.rows, len(body)))
    table = grid.to_table(start, rest, Dialect(kind, sheet=answer["name"]), doubts)
    progress(3, 3, tr("Reading {name}", name=path.name))
    return table


def sheets(path: Path, kind: str) -> list[str]:
    """The names of the visible sheets. Raises ``Trouble`` as ``read`` does."""
    answer, _ = ask(path, kind, list_only=True)
    if "problem" in answer:
        raise trouble(answer, path.name, None)
    return [s["name"] for s in answer["sheets"] if s["visible"]]


def ask(path: Path, kind: str, sheet: str | None = None, list_only: bool = False) -> tuple[dict[str, Any], Any]:
    """The child's answer, and the columns it sent. A sheet of mostly empty cells is tried again without them."""
    size = archive.inspect(path) if kind != "xls" else path.stat().st_size
    task = {
        "path": str(path.resolve()),
        "sheet": sheet,
        "list_only": list_only,
        "lean": False,
        "memory": MEMORY + 12 * size,
    }
    answer, columns = run(task, SECONDS + size / 4_000_000)
    if answer.get("problem") == "memory" and kind == "xlsx" and not list_only:
        answer, columns = run({**task, "lean": True}, SECONDS + size / 4_000_000)
    return answer, columns


def run(task: dict[str, Any], seconds: float) -> tuple[dict[str, Any], Any]:
    """Starts the child with one task and reads its answer; a child that dies or lingers is an answer too."""
    import pyarrow as pa

    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }
    command = [sys.executable, "-m", "core.importing.workbook_child"]
    try:
        done = subprocess.run(
            command, input=json.dumps(task).encode(), capture_output=True, env=environment, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return {"problem": "time"}, None
    line, _, stream = done.stdout.partition(b"\n")
    if done.returncode or not line:
        return {"problem": died(done.stderr)}, None
    answer = json.loads(line)
    if not stream:
        return answer, None
    return answer, pa.ipc.open_stream(stream).read_all()


def died(words: bytes) -> str:
    """Why the child ended without an answer."""
    return "memory" if b"memory" in words.lower() or b"MemoryError" in words or not words else "damaged"


def trouble(answer: dict[str, Any], where: str, sheet: str | None) -> Trouble:
    """The sentence for a workbook that gave no cells."""
    problem = answer.get("problem")
    if problem == "password":
        return archive.locked(where)
    if problem == "sheet":
        visible = ", ".join(s["name"] for s in answer["sheets"])
        return Trouble(
            tr("The sheet {name} is missing.", name=sheet or ""), where, tr("It has: {names}.", names=visible)
        )
    if problem == "empty":
        return Trouble(tr("The workbook holds no row."), where, tr("Choose a file with a table in it."))
    if problem == "wide":
        most = integer(16_384)
        return Trouble(
            tr("The table has more than {n} columns.", n=most),
            where,
            tr("Keep only the columns you need and try again."),
        )
    if problem in ("time", "memory"):
        return archive.refused(tr("The workbook asks for too much memory or time."), where)
    return content.damaged(where)


def cells(answer: dict[str, Any], columns: Any) -> tuple[grid.Grid, list[Issue]]:
    """The sheet's cells with their row numbers; merged cells filled downwards, NUL replaced."""
    doubts: list[Issue] = []
    texts = [without_nul(grid.join(column.chunks), doubts) for column in columns.columns]
    first = answer["first_row"]
    fill_merged(texts, answer["merged"], first - 1, answer["first_column"], doubts)
    numbers = np.arange(first, first + columns.num_rows, dtype=np.int64)
    return grid.Grid(texts, numbers), doubts


def without_nul(column: Any, doubts: list[Issue]) -> Any:
    """The column with U+FFFD for NUL, said once a column."""
    import pyarrow.compute as pc

    if not pc.any(pc.match_substring(column, "\0")).as_py():
        return column
    doubts.append(Issue(0, "", "", NUL_REPLACED))
    return pc.replace_substring(column, "\0", "\ufffd")


def fill_merged(
    texts: list[Any], merged: Sequence[Sequence[Sequence[int]]], top: int, left: int, doubts: list[Issue]
) -> None:
    """Gives the value of a cell merged downwards to each row it covers; across columns it stays where it is."""
    import pyarrow as pa

    changed: dict[int, list[str]] = {}
    for (row, column), (last, right) in merged:
        place = column - left
        if last == row or right != column or not 0 <= place < len(texts):
            continue
        values = changed.setdefault(place, texts[place].to_pylist())
        for i in range(max(row - top, 0) + 1, min(last - top + 1, len(values))):
            values[i] = values[row - top]
        doubts.append(Issue(row + 1, "", values[row - top], MERGED))
    for place, values in changed.items():
        texts[place] = pa.array(values, pa.string())
