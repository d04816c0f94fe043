"""What an XLS workbook shows beside its values, read in the child process: xlrd knows formats, which calamine drops."""

from __future__ import annotations

import io
import struct
from typing import Any

from core.importing.reading.sheet_marks import Marks, power_of

BLANK = 0, 6
"""xlrd's types of cells without a value."""


def xls_marks(path: str, sheet: str) -> Marks:
    """Rows hidden or struck through, and figures in percent or in thousands; nothing where xlrd finds the file
    damaged: calamine has read its cells by then."""
    import xlrd

    try:
        book = xlrd.open_workbook(path, logfile=io.StringIO(), formatting_info=True, on_demand=True)
        return _marks_of(book, book.sheet_by_name(sheet))
    except (xlrd.XLRDError, struct.error, ValueError, LookupError, AssertionError, OSError, MemoryError):
        return Marks()


def _marks_of(book: Any, sheet: Any) -> Marks:
    found = Marks(hidden={row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden})
    powers, struck = _read_styles(book)
    for row in range(sheet.nrows) if powers or struck else ():
        for column in range(sheet.row_len(row)):
            style = sheet.cell_xf_index(row, column)
            if (style not in powers and style not in struck) or sheet.cell_type(row, column) in BLANK:
                continue
            if style in struck:
                found.struck.add(row + 1)
            if style in powers:
                found.shown[row, column] = powers[style]
    return found


def _read_styles(book: Any) -> tuple[dict[int, int], set[int]]:
    """Cell styles that show figures in a power of ten, and those that strike through."""
    powers, struck = {}, set()
    for at, style in enumerate(book.xf_list):
        power = power_of(book.format_map[style.format_key].format_str)
        if power:
            powers[at] = power
        if book.font_list[style.font_index].struck_out:
            struck.add(at)
    return powers, struck
