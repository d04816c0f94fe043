"""Any file as the plain table that was understood: reads it, writes it plainly, and reports how it was read."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core import files
from core.i18n import tr
from core.importing.reading import content, delimited, grid, workbook
from core.importing.reading import encoding as letters
from core.importing.reading.table import TextTable
from core.model import Progress, no_progress

PIECE = 20_000


def read(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str = "",
    delimiter: str = "",
    progress: Progress = no_progress,
) -> TextTable:
    """The table in a file, whatever its ending says.

    ``sheet``: a workbook's sheet by name, hidden ones too; else the first visible one that holds a table.
    ``encoding`` and ``delimiter``: a text file's, where the user knows better; else they are found.
    Raises ``Trouble`` for a file that is missing, empty, damaged, locked by a password, hostile or no table.
    """
    progress(0, 3, tr("Reading {name}", name=path.name))
    found = content.kind(path)
    if found in workbook.KINDS:
        return workbook.read(path, found, sheet, progress)
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise content.unreadable(path, problem) from problem

    def still() -> None:
        progress(1, 3, tr("Reading {name}", name=path.name))

    still()
    decoded = letters.to_utf8(raw, encoding)
    del raw
    parts = [delimited.from_utf8(decoded, path.name, delimiter=delimiter, still=still)]
    del decoded
    table = grid.whole(parts)
    progress(3, 3, tr("Reading {name}", name=path.name))
    return table


def read_text(text: str, delimiter: str = "") -> TextTable:
    """The table in a text, such as one pasted from a spreadsheet; ``delimiter`` as in ``read``. Raises ``Trouble``
    when there is none."""
    return grid.whole([delimited.from_utf8(letters.from_text(text), tr("the pasted text"), delimiter=delimiter)])


def sheets(path: Path) -> list[str]:
    """The names of a workbook's visible sheets; none for a text file. Raises ``Trouble`` as ``read`` does."""
    found = content.kind(path)
    return workbook.sheets(path, found) if found in workbook.KINDS else []


def write_plain(table: TextTable, path: Path) -> None:
    """Writes the table as CSV: UTF-8, commas, double quotes, headings first, each row with the cells it had.

    The file is replaced whole or not at all. Raises ``Trouble`` when it cannot be written.
    """
    with files.replace_whole(path) as part, part.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(table.headings[: named(table)])
        for begin in range(0, len(table), PIECE):
            writer.writerows(plain_rows(table, begin))


def named(table: TextTable) -> int:
    """The columns the heading row had: those beyond it came from longer rows."""
    count = len(table.headings)
    while table.widths is not None and count and not table.headings[count - 1]:
        count -= 1
    return count


def plain_rows(table: TextTable, begin: int) -> Iterator[Sequence[str]]:
    """Some rows as written plainly."""
    columns = [column.slice(begin, PIECE).to_pylist() for column in table.columns]
    rows = zip(*columns, strict=True)
    if table.widths is None:
        return rows
    widths = table.widths[begin : begin + PIECE].tolist()
    return (row[:width] for row, width in zip(rows, widths, strict=True))


def report(table: TextTable) -> dict[str, Any]:
    """How the file was read, as JSON data: dialect, counts of rows and columns, headings, every doubt."""
    found = table.dialect
    return {
        "kind": found.kind,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "quote": found.quote,
        "escape": found.escape,
        "line_end": found.line_end,
        "sheet": found.sheet,
        "header_row": found.header_row,
        "headings": list(table.headings),
        "rows": len(table),
        "columns": len(table.columns),
        "doubts": [
            {"row": d.row, "field": d.field, "raw": d.raw, "reason": tr(d.reason), "refused": d.refused}
            for d in table.doubts
        ],
    }
