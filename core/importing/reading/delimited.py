"""A text of delimited cells as a table: its form, where the table begins, then its body the quick or careful way."""

from __future__ import annotations

import codecs
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np

from core.importing.reading import content, dialect, encoding, grid, layout, records
from core.importing.reading.records import MOST_COLUMNS, Form, Record
from core.importing.reading.table import Dialect, TextTable
from core.model import Issue

SAMPLE = 1 << 18
HEAD_RECORDS = 400
ROWS_IN_CELLS = "every row was quoted as one cell, and was read as a row"
CONTROLS = "control characters, which no text has: texts are imported without them"
SPACES = "cells are parted by several spaces: each run of them was read as one"
BLOCK = 1 << 19
WATCHED = 5_000
"""Records after which the user may stop the reading."""
END_OF_FILE = b"\x1a"
"""As DOS wrote it."""
LINE_ENDS = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}


def from_utf8(
    decoded: encoding.Decoded,
    where: str,
    quick: bool = True,
    delimiter: str = "",
    still: Callable[[], None] = lambda: None,
) -> TextTable:
    """The table in a text; its columns may still be in pieces (see ``grid.whole``).

    ``quick=False`` keeps to the careful way, for tests that compare both. ``delimiter``: the one the user says.
    ``still`` is called now and then; it may raise ``Cancelled``.
    """
    utf8 = decoded.utf8.removesuffix(END_OF_FILE)
    content.check_text(utf8, where)
    controls = content.count_controls(utf8)
    if controls and not any(doubt.reason == CONTROLS for doubt in decoded.doubts):
        decoded = replace(decoded, doubts=(*decoded.doubts, Issue(0, "", str(controls), CONTROLS)))
    declared, start_line = leading(utf8)
    utf8 = utf8[start_line:]
    lines = sample_lines(utf8)
    if not any(line.strip() for line in lines):
        raise content.no_rows(where)
    form = dialect.guess(lines, delimiter or declared)
    check_columns(lines, form, where)
    skipped = 1 if start_line else 0
    said = Dialect("csv", decoded.encoding, form.delimiter, form.quote, line_end(lines), escape=form.escape)
    for other, why in ((rows_in_cells, ROWS_IN_CELLS), (without_runs, SPACES)):
        inner = other(utf8, lines, form)
        if inner is not None:
            note = Issue(0, "", "", why)
            plain = encoding.Decoded(inner, decoded.encoding, (*decoded.doubts, note))
            return from_utf8(plain, where, quick, delimiter, still)
    quoting = records.quoting(utf8, form)
    if len(lines[0]) >= SAMPLE and (not form.quote or form.quote.encode() not in utf8):
        # Without quotes both readings agree, and csv would hold up the whole program over a line of 50 MB.
        quoting = records.Quoting(False, False)
    width = records.usual_width([c for c, _ in islice(read_records(iter(lines), form, quoting, 0), 200)])
    try:
        return Text(utf8, form, said, skipped, quoting, width, still).table(decoded.doubts, where, quick)
    except records.TooWide as row:
        raise content.too_wide(MOST_COLUMNS, where) from row


def leading(utf8: bytes) -> tuple[str, int]:
    """The delimiter a first ``sep=`` line declares, and the bytes that line takes."""
    first = utf8[:20].decode("utf-8", "replace").splitlines(keepends=True)[:1]
    declared = dialect.separator_line(first[0]) if first else ""
    return declared, len(first[0].encode()) if declared else 0


def sample_lines(utf8: bytes) -> list[str]:
    """The file's first lines with their ends; a line cut by the sample's end is left out unless it is the first."""
    text = utf8[:SAMPLE].decode("utf-8", "ignore")
    lines = list(io.StringIO(text, newline=""))
    return lines[:-1] if len(utf8) > SAMPLE and len(lines) > 1 else lines


def all_lines(utf8: bytes) -> io.TextIOWrapper:
    """Every line with its end, CR and CRLF too."""
    return io.TextIOWrapper(io.BytesIO(utf8), encoding="utf-8", newline="")


def line_end(lines: Sequence[str]) -> str:
    """CRLF, LF or CR; several are joined, the most frequent first."""
    ends = Counter(line[len(line.rstrip("\r\n")) :][-2:] for line in lines)
    return "+".join(LINE_ENDS[end] for end, _ in ends.most_common() if end in LINE_ENDS)


def check_columns(lines: Sequence[str], form: Form, where: str) -> None:
    """Refuses a table wider than any spreadsheet."""
    widest = max(line.count(form.delimiter) for line in lines[:100]) + 1
    if widest > MOST_COLUMNS and form.delimiter != " ":
        raise content.too_wide(MOST_COLUMNS, where)


def rows_in_cells(utf8: bytes, lines: Sequence[str], form: Form) -> bytes | None:
    """The text inside the quotes when every row was quoted as one cell, else None."""
    start = next((line for line in lines[1:] if line.strip()), lines[0]).lstrip()
    if not start.startswith('"'):
        return None
    inner = list(islice(unwrapped_rows(iter(lines)), 50))
    whole = all(wrapped or not row for row, wrapped in inner[1:])
    if len(inner) < 2 or not whole or not (inner[0][1] or form.delimiter in inner[0][0]):
        return None  # the headings alone may stand as they are
    if records.usual_width([c for c, _ in records.tolerant(lines, form)]) > 1:
        return None
    plain = list(io.StringIO("\n".join(row for row, _ in inner if row) + "\n", newline=""))
    widths = {len(row) for row, _ in records.tolerant(plain, dialect.guess(plain))}
    if len(widths) != 1 or widths == {1}:
        return None
    return "\n".join(row for row, _ in unwrapped_rows(iter(all_lines(utf8)))).encode()


def unwrapped_rows(lines: Iterator[str]) -> Iterator[tuple[str, bool]]:
    """Each row of a text, over as many lines as its quotes hold, and whether it stood in quotes as one cell, which
    are then taken off."""
    text = ""
    for line in lines:
        text += line
        if text.count('"') % 2:
            continue
        row, text = text.strip("\r\n"), ""
        wrapped = len(row) > 1 and row[0] == row[-1] == '"' and '"' not in row[1:-1].replace('""', "")
        yield (row[1:-1].replace('""', '"') if wrapped else row), wrapped
    if text:
        yield text.rstrip("\r\n"), False


def without_runs(utf8: bytes, lines: Sequence[str], form: Form) -> bytes | None:
    """The text with one space for each run of them where such runs part its cells, else None."""
    if not dialect.in_runs(lines, form) or form.quote.encode() in utf8:
        return None
    return dialect.squeezed(utf8.decode()).encode()


def read_records(lines: Iterator[str], form: Form, quoting: records.Quoting, width: int) -> Iterator[records.Record]:
    """Records from lines, by the standard when every quote keeps to it; ``width`` is the usual one, 0 if unknown."""
    way = records.standard if quoting.regular and len(form.delimiter) == 1 else records.tolerant
    return way(lines, form, width)


@dataclass(frozen=True)
class Text:
    """One text on its way to a table. ``skipped`` is the rows above it, such as a ``sep=`` line."""

    utf8: bytes
    form: Form
    said: Dialect
    skipped: int
    quoting: records.Quoting
    width: int
    still: Callable[[], None]

    def table(self, doubts: Sequence[Issue], where: str, quick: bool) -> TextTable:
        """The table that was understood. Raises ``Trouble`` when it has no row."""
        head, ends = self.head()
        start = layout.find(head)
        if not start.width:
            raise content.no_rows(where)
        body = self.quick_body(start, ends) if quick else None
        if body is None:
            body = self.careful_body(start)
        return grid.to_table(start, body, self.said, doubts)

    def records(self, lines: Iterator[str]) -> Iterator[records.Record]:
        """The text's records."""
        return read_records(lines, self.form, self.quoting, self.width)

    def head(self) -> tuple[list[layout.Row], list[int]]:
        """The first records with their numbers, and the byte where each one ends (in a text with regular quotes)."""
        counted = Counting(all_lines(self.utf8))
        head: list[layout.Row] = []
        ends: list[int] = []
        for cells, _ in islice(self.records(counted), HEAD_RECORDS):
            head.append((self.skipped + len(head) + 1, cells))
            ends.append(counted.bytes)
        return head, ends

    def careful_body(self, start: layout.Start) -> grid.Grid:
        """The rows after the headings, record by record."""
        found = islice(self.watched(self.records(all_lines(self.utf8))), start.rows, None)
        return grid.from_records(found, self.skipped + start.rows + 1, len(start.headings))

    def watched(self, found: Iterator[Record]) -> Iterator[Record]:
        """The same records, on which the reading may be given up."""
        for count, record in enumerate(found):
            if not count % WATCHED:
                self.still()
            yield record

    def quick_body(self, start: layout.Start, ends: Sequence[int]) -> grid.Grid | None:
        """The rows after the headings by pyarrow; None when the careful way must read them."""
        begin, end = ends[start.rows - 1] if start.rows else 0, len(self.utf8)
        if not self.quoting.regular or len(self.form.delimiter) != 1 or not self.form.delimiter.isascii():
            return None
        if begin >= end or self.utf8.startswith(codecs.BOM_UTF8, begin):  # which pyarrow would leave out
            return None
        columns = arrow_columns(self.utf8, begin, end, self.form, len(start.headings), self.quoting.multiline)
        if columns is None:
            return None
        first = self.skipped + start.rows + 1
        return grid.Grid(columns, np.arange(first, first + len(columns[0]), dtype=np.int64))


def arrow_columns(utf8: bytes, begin: int, end: int, form: Form, width: int, multiline: bool) -> list[Any] | None:
    """Rectangular rows as chunked string arrays; None when a row has another width or is longer than a block.

    One thread: of a million rows two save 0.06 s of 0.9, and leave 60 MB of half-filled pages behind.
    """
    import pyarrow as pa
    from pyarrow import csv

    names = [str(i) for i in range(width)]
    parse = csv.ParseOptions(
        delimiter=form.delimiter,
        quote_char=form.quote or False,
        ignore_empty_lines=False,
        newlines_in_values=multiline,
    )
    try:
        table = csv.read_csv(
            pa.py_buffer(memoryview(utf8)[begin:end]),
            csv.ReadOptions(column_names=names, block_size=BLOCK, use_threads=False),
            parse,
            csv.ConvertOptions(check_utf8=False, column_types=dict.fromkeys(names, pa.string()), null_values=[]),
        )
    except pa.ArrowInvalid:
        return None
    return list(table.columns)


class Counting:
    """Lines, and the bytes of those handed out."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.bytes = lines, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.bytes += len(line.encode())
        return line
