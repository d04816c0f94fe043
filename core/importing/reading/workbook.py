"""Workbooks by way of a child process with limits of memory and time: XLSX, XLSM, XLS, XLSB, ODS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import Trouble
from core.i18n import tr
from core.importing.reading import archive, content, grid, layout, sheet_marks, sheet_xml
from core.importing.reading.records import MOST_COLUMNS
from core.importing.reading.table import Dialect, TextTable
from core.model import Issue, Progress, no_progress

KINDS = ("xlsx", "xlsb", "xls", "ods")
ROOT = Path(__file__).resolve().parents[3]
MEMORY = 1_500_000_000
"""Bytes of addresses a child may take, plus a share by the workbook's size; libraries alone take half of it."""
SECONDS = 6.0
PACE, XLS_PACE = 4_000_000, 400_000
"""Bytes a second that are waited for beyond that: the formats of an XLS are read by slower means."""
STEP = 0.1
"""Seconds after which the user may stop the waiting."""
HEAD_ROWS = 400

OTHER_SHEETS = "other sheets of the workbook were left out"
MERGED = "a cell merged over several rows: its value was given to each"
OLD_DATES = "numbers read as days since 1904, as the workbook counts its dates"
NUL_REPLACED = "NUL characters were replaced by \ufffd"


def read(path: Path, kind: str, sheet: str | None = None, progress: Progress = no_progress) -> TextTable:
    """The table in a workbook's sheet. Raises ``Trouble`` when it is damaged, locked, hostile or empty."""
    size = archive.inspect(path) if kind != "xls" else path.stat().st_size
    with ThreadPoolExecutor(1) as beside:
        early = beside.submit(sheet_xml.extras, path, sheet) if kind == "xlsx" else None
        answer, columns = ask(path, kind, size, sheet, progress=progress)
    progress(2, 3, tr("Reading {name}", name=path.name))
    if columns is None:
        raise trouble(answer, path.name, sheet)
    extra = (early.result() or sheet_xml.extras(path, answer["name"]) if early else None) or sheet_xml.Extras()
    marks = marks_in(answer) or sheet_marks.marks(path, kind, answer["name"])
    body, doubts = cells(answer, columns, replace(extra, errors=extra.errors | marks.errors))
    body = with_shown(body, answer["first_column"], marks)
    head = [(int(body.rows[i]), body.cells(i)) for i in range(min(len(body), HEAD_ROWS))]
    start = layout.find(head)
    if not start.width:
        raise trouble({"problem": "empty"}, path.name, sheet)
    others = [s["name"] for s in answer["sheets"] if s["visible"] and s["name"] != answer["name"]]
    if others and sheet is None:
        doubts.append(Issue(0, "", ", ".join(others), OTHER_SHEETS))
    rest = body.take(np.arange(start.rows, len(body)))
    table = grid.to_table(start, rest, Dialect(kind, sheet=answer["name"]), doubts)
    numbers = table.rows.tolist()
    table = replace(
        table,
        doubts=(*table.doubts, *marks.issues(numbers)),
        marked=tuple(sorted(marks.rows().intersection(numbers))),
    )
    progress(3, 3, tr("Reading {name}", name=path.name))
    return with_old_dates(table) if extra.from_1904 else table


def marks_in(answer: dict[str, Any]) -> sheet_marks.Marks | None:
    """The marks that came with the cells, as those of an XLS do."""
    return sheet_marks.Marks.from_json(answer["marks"]) if "marks" in answer else None


def with_shown(body: grid.Grid, left: int, marks: sheet_marks.Marks) -> grid.Grid:
    """The cells with figures as the workbook shows them, in percent or in thousands."""
    changes: dict[int, dict[int, str]] = {}
    first = int(body.rows[0]) if len(body) else 0
    for (row, column), power in marks.shown.items():
        place, at = row - first + 1, column - left
        if 0 <= at < len(body.columns) and 0 <= place < len(body):
            changes.setdefault(at, {})[place] = sheet_marks.shown_as(body.columns[at][place].as_py(), power)
    columns = [changed(column, changes[at]) if at in changes else column for at, column in enumerate(body.columns)]
    return replace(body, columns=columns)


def with_old_dates(table: TextTable) -> TextTable:
    """The table with bare serial numbers as dates where the workbook counts days from 1904."""
    import pyarrow as pa

    columns, doubts = list(table.columns), list(table.doubts)
    for i, heading in enumerate(table.headings):
        dates = sheet_xml.dates_from_1904(heading, columns[i].to_pylist())
        if dates:
            columns[i] = pa.array(dates, pa.string())
            doubts.append(Issue(0, "", heading, OLD_DATES))
    return replace(table, columns=tuple(columns), doubts=tuple(doubts))


def sheets(path: Path, kind: str) -> list[str]:
    """The names of the visible sheets. Raises ``Trouble`` as ``read`` does."""
    size = archive.inspect(path) if kind != "xls" else path.stat().st_size
    answer, _ = ask(path, kind, size, list_only=True)
    if "problem" in answer:
        raise trouble(answer, path.name, None)
    return [s["name"] for s in answer["sheets"] if s["visible"]]


def ask(
    path: Path,
    kind: str,
    size: int,
    sheet: str | None = None,
    list_only: bool = False,
    progress: Progress = no_progress,
) -> tuple[dict[str, Any], Any]:
    """The child's answer, and the columns it sent; ``size`` is the workbook's, unpacked, in bytes.

    A sheet of mostly empty cells is tried again without them.
    """
    task = {
        "path": str(path.resolve()),
        "kind": kind,
        "sheet": sheet,
        "list_only": list_only,
        "lean": False,
        "memory": MEMORY + 12 * size,
    }
    seconds = SECONDS + size / (XLS_PACE if kind == "xls" else PACE)
    answer, columns = run(task, seconds, progress)
    if answer.get("problem") == "memory" and kind == "xlsx" and not list_only:
        answer, columns = run({**task, "lean": True}, seconds, progress)
    return answer, columns


def run(task: dict[str, Any], seconds: float, progress: Progress = no_progress) -> tuple[dict[str, Any], Any]:
    """Starts the child with one task and reads its answer; a child that dies or lingers is an answer too."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "core.importing.reading.workbook_child"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as child:
        try:
            said = waited(child, json.dumps(task).encode(), seconds, lambda: progress(1, 3, reading(task)))
        finally:
            child.kill()
    if said is None:
        return {"problem": "time"}, None
    line, _, stream = said[0].partition(b"\n")
    if child.returncode or not line:
        return {"problem": died(said[1])}, None
    answer = json.loads(line)
    return answer, unpacked(stream, answer["columns"]) if "columns" in answer else None


def reading(task: dict[str, Any]) -> str:
    """What is going on, in words."""
    return tr("Reading {name}", name=Path(task["path"]).name)


def waited(
    child: subprocess.Popen[bytes], task: bytes, seconds: float, still: Callable[[], None]
) -> tuple[bytes, bytes] | None:
    """What the child says and complains of; None when it takes too long. ``still`` is called now and then: it may
    raise ``Cancelled``."""
    left: bytes | None = task
    for _ in range(round(seconds / STEP)):
        try:
            return child.communicate(left, STEP)
        except subprocess.TimeoutExpired:
            left = None  # it is on its way
            still()
    return None


def unpacked(stream: bytes, shapes: Sequence[Sequence[int]]) -> list[Any]:
    """String arrays from what the child sent; ``shapes`` gives each column's cells and bytes."""
    import pyarrow as pa

    columns, at = [], 0
    for count, size in shapes:
        offsets = np.zeros(count + 1, np.int32)
        np.cumsum(np.frombuffer(stream, np.int32, count, at), out=offsets[1:])
        at += 4 * count
        column = pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(stream[at : at + size]))
        column.validate(full=True)
        columns.append(column)
        at += size
    return columns


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
    if problem == "hidden":
        names = ", ".join(s["name"] for s in answer["sheets"])
        return Trouble(
            tr("Every sheet of the workbook is hidden: {names}.", names=names),
            where,
            tr("Choose one by its name (on the command line --sheet), or show it in the spreadsheet."),
        )
    if problem == "empty":
        return Trouble(tr("The workbook holds no row."), where, tr("Choose a file with a table in it."))
    if problem == "wide":
        return content.too_wide(MOST_COLUMNS, where)
    if problem in ("time", "memory"):
        return archive.refused(tr("The workbook asks for too much memory or time."), where)
    return content.damaged(where)


def cells(answer: dict[str, Any], columns: list[Any], extra: sheet_xml.Extras) -> tuple[grid.Grid, list[Issue]]:
    """The sheet's cells with their row numbers; errors in their places, merged cells filled downwards, no NUL."""
    first, left = answer["first_row"], answer["first_column"]
    doubts: list[Issue] = []
    texts = without_nul(columns, doubts)
    changes = merged_values(texts, answer["merged"], first - 1, left, doubts)
    for (row, column), error in extra.errors.items():
        changes.setdefault(column - left, {})[row - first + 1] = error
    count = len(texts[0]) if texts else 0
    for place, values in changes.items():
        if 0 <= place < len(texts):
            texts[place] = changed(texts[place], values)
    return grid.Grid(texts, np.arange(first, first + count, dtype=np.int64)), doubts


def changed(column: Any, values: dict[int, str]) -> Any:
    """The column with other values at some places."""
    import pyarrow as pa

    items = column.to_pylist()
    for place, value in values.items():
        if 0 <= place < len(items):
            items[place] = value
    return pa.array(items, pa.string())


def without_nul(columns: list[Any], doubts: list[Issue]) -> list[Any]:
    """The columns with U+FFFD for NUL, said once."""
    import pyarrow.compute as pc

    nul = [bool(pc.any(pc.match_substring(column, "\0")).as_py()) for column in columns]
    if any(nul):
        doubts.append(Issue(0, "", str(sum(nul)), NUL_REPLACED))
    return [pc.replace_substring(c, "\0", "\ufffd") if bad else c for c, bad in zip(columns, nul, strict=True)]


def merged_values(
    texts: list[Any], merged: Sequence[Sequence[Sequence[int]]], top: int, left: int, doubts: list[Issue]
) -> dict[int, dict[int, str]]:
    """For cells merged downwards, their value for each row they cover, by column and row.

    Across columns a merged cell stays where it is: there it is a title, and filled out it would look like a row.
    """
    changes: dict[int, dict[int, str]] = {}
    for (row, column), (last, right) in merged:
        place, first = column - left, row - top
        if last == row or right != column or not 0 <= place < len(texts) or not 0 <= first < len(texts[place]):
            continue
        value = texts[place][first].as_py()
        end = min(last - top + 1, len(texts[place]))
        if value and end > first + 1:
            changes.setdefault(place, {}).update(dict.fromkeys(range(first + 1, end), value))
            doubts.append(Issue(row + 1, "", value, MERGED))
    return changes
