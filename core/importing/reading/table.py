"""The plain table that was understood from a file: all text, with the dialect found and every doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.model import IntArray, Issue, LongArray


@dataclass(frozen=True)
class Dialect:
    """How a file was read. ``kind`` is csv, xlsx, xls, xlsb, ods; fields that do not apply are empty.

    ``header_row`` is the heading's row number in the file, from 1; 0 when the file has none. ``escape`` is the
    backslash where quotes are escaped by it, empty where they are doubled.
    """

    kind: str
    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    line_end: str = ""
    sheet: str = ""
    header_row: int = 1
    escape: str = ""


@dataclass(frozen=True)
class TextTable:
    """n rows of text in columns, as they stand in the file: nothing trimmed away, nothing made missing.

    ``columns`` are pyarrow string arrays of length n without nulls (a blank cell is ""). ``rows`` (int64, n) are
    the rows' numbers in the file, from 1. Blank rows are left out, and are not counted as read.
    ``doubts`` are whole-file or per-row remarks; a doubt with ``refused`` is a row that could not be read as one.
    ``marked``: the rows that a workbook hides or strikes through.
    ``widths`` (int32, n) are the cells each row had in the file, where some had fewer or more than the headings.
    """

    headings: tuple[str, ...]
    columns: tuple[Any, ...]
    rows: LongArray
    dialect: Dialect
    doubts: tuple[Issue, ...] = ()
    widths: IntArray | None = None
    marked: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)
