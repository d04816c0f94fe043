"""The child process that opens a workbook, within limits of memory, and hands its cells back as text.

Started as ``python -m core.importing.reading.workbook_child``: the task as JSON on its input, the answer on its
output: a JSON line, then for each column its cells' lengths (int32) and their letters (UTF-8). calamine may ask for
hundreds of gigabytes on a hostile file, and then the process is gone without an exception: that must not be the
window's process.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, BinaryIO

PIECE = 1_000
"""Rows turned into text at a time: few enough to stay near the processor."""
MOST_COLUMNS = 16_384
Answer = dict[str, Any]


def main() -> None:
    """One task, one answer. A failure that calamine names is part of the answer; any other ends the process."""
    task = json.load(sys.stdin)
    gc.disable()  # lists of texts hold no cycles; looking for some takes a fifth of the time
    limit_memory(task["memory"])
    import python_calamine

    out = os.fdopen(os.dup(1), "wb")
    try:
        book = python_calamine.load_workbook(source(task))
        answer, columns = opened(book, task)
        if columns is not None and task["kind"] == "xls":
            answer["marks"] = marks_of_xls(task["path"], answer["name"])
    except python_calamine.PasswordError:
        answer, columns = {"problem": "password"}, None
    except (python_calamine.CalamineError, OSError) as problem:
        answer, columns = {"problem": "damaged", "why": str(problem)[:200]}, None
    send(out, answer, columns)


def limit_memory(limit: int) -> None:
    """At most ``limit`` bytes of addresses, where the platform can say so."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def source(task: Answer) -> Any:
    """The file itself, or a copy without its empty cells where those alone made it too large."""
    if not task["lean"]:
        return task["path"]
    from core.importing.reading.archive import without_empty_cells

    return without_empty_cells(task["path"])


def opened(book: Any, task: Answer) -> tuple[Answer, list[Column] | None]:
    """The answer for an open workbook: its sheets, and the cells of the one chosen."""
    listed = [
        {"name": s.name, "visible": str(s.visible).endswith("Visible") and "Hidden" not in str(s.visible)}
        for s in book.sheets_metadata
        if str(s.typ).endswith("WorkSheet")
    ]
    answer: Answer = {"sheets": listed}
    if task["list_only"]:
        return answer, None
    wanted = task["sheet"]
    if wanted is not None and wanted not in [s["name"] for s in listed]:
        return {**answer, "problem": "sheet"}, None
    names = [wanted] if wanted is not None else [s["name"] for s in listed if s["visible"]]
    if listed and not names:
        return {**answer, "problem": "hidden"}, None
    name, sheet = first_table(book, names)
    if sheet is None:
        return {**answer, "problem": "sheet" if wanted or not names else "empty"}, None
    if sheet.width > MOST_COLUMNS or sheet.height * sheet.width > 2_000_000_000:
        return {**answer, "problem": "wide"}, None
    merged = [list(map(list, r)) for r in sheet.merged_cell_ranges or []]
    first_row, first_column = sheet.start or (0, 0)
    answer |= {"name": name, "first_row": first_row + 1, "first_column": first_column, "merged": merged}
    return answer, columns_of(sheet)


def marks_of_xls(path: str, sheet: str) -> Answer:
    """What an XLS shows beside its values, as JSON."""
    from core.importing.reading.xls_marks import xls_marks

    return xls_marks(path, sheet).as_json()


def first_table(book: Any, names: Sequence[str]) -> tuple[str, Any]:
    """The first sheet of several rows and columns, else the first that holds anything."""
    import python_calamine

    spare: tuple[str, Any] = ("", None)
    for name in names:
        try:
            sheet = book.get_sheet_by_name(name)
        except python_calamine.WorksheetNotFound:
            continue
        if sheet.start is None or not sheet.height:
            continue
        if sheet.height > 1 and sheet.width > 1:
            return name, sheet
        if spare[1] is None:
            spare = name, sheet
    return spare


class Column:
    """A column's cells on their way out: how many bytes each takes, and all their letters."""

    def __init__(self) -> None:
        self.lengths = array("i")
        self.letters: list[bytes] = []

    def add(self, cells: Sequence[Any]) -> None:
        """More cells, below those that are there."""
        items = [cell if type(cell) is str else TEXTS[type(cell)](cell) for cell in cells]
        joined = "".join(items)
        if joined.isascii():
            self.lengths.extend(map(len, items))
        else:
            self.lengths.extend([len(item.encode("utf-8", "replace")) for item in items])
        self.letters.append(joined.encode("utf-8", "replace"))

    def write(self, out: BinaryIO) -> None:
        """The lengths, then the letters."""
        out.write(self.lengths.tobytes())
        out.writelines(self.letters)


def columns_of(sheet: Any) -> list[Column]:
    """The columns from the sheet's first used cell on."""
    columns = [Column() for _ in range(sheet.width)]
    rows = used_rows(sheet)
    while piece := list(islice(rows, PIECE)):
        for column, cells in zip(columns, zip(*piece, strict=True), strict=True):
            column.add(cells)
    return columns


def used_rows(sheet: Any) -> Iterator[list[Any]]:
    """The rows from the first used one on. calamine's iterator leaves out unused columns, but begins at row 1."""
    return islice(sheet.iter_rows(), sheet.start[0], None)


def number(x: float) -> str:
    """The shortest text of a number: 12 for 12.0."""
    return str(int(x)) if x.is_integer() and -1e17 < x < 1e17 else repr(x)


def moment(at: datetime) -> str:
    """A date, with the time of day when it is not midnight."""
    return str(at.date()) if at.time() == time(0) else str(at)


def hours(span: timedelta) -> str:
    """A duration as h:mm:ss."""
    seconds = round(span.total_seconds())
    minutes, second = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60}:{minutes % 60:02}:{second:02}"


TEXTS: dict[type, Callable[[Any], str]] = {
    float: number,
    int: str,
    bool: lambda yes: "TRUE" if yes else "FALSE",
    datetime: moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: hours,
}
"""How a cell of each of calamine's types is written."""


def send(out: BinaryIO, answer: Answer, columns: Sequence[Column] | None) -> None:
    """Writes the answer's line, then the columns."""
    if columns is not None:
        answer["columns"] = [[len(c.lengths), sum(map(len, c.letters))] for c in columns]
    out.write(json.dumps(answer).encode() + b"\n")
    for column in columns or ():
        column.write(out)
    out.close()


if __name__ == "__main__":
    main()
