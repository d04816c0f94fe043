"""Lines into records: by the standard where quotes keep to it, else by the reading that fits the table's width."""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.importing.reading.kinds import kind
from core.model import LongArray

WRONG_QUOTES = "quotes that do not close or open as they should: read by the table's width"
OTHER_DELIMITER = "the row's cells are parted by another delimiter than the others'"
OTHERS = (";", ",", "\t", "|", " ")
ROW_IN_A_CELL = "the whole row was quoted as one cell, and was read as a row"
MOST_LETTERS = 4096
"""Of a row whose quotes are tried one by one."""
LETTER = "\ue000"
"""Stands for a quote that is no quote."""
LOOK_AHEAD = 40
"""Lines a quoted cell may go on for in a file whose quotes are wrong."""

PIECE = 1 << 20
"""Letters of one line that are read in one go."""

Way = Literal["usual", "strict", "loose"]
Record = tuple[list[str], str]
"""The cells, and why they were read in an unusual way (or nothing)."""


MOST_COLUMNS = 16_384
"""As many as a spreadsheet has; more is no table of people."""


class TooWide(Exception):
    """A row of more cells than any table has."""


@dataclass(frozen=True)
class Form:
    """The characters that part and quote cells. ``quote`` may be empty; ``escape`` is a backslash or empty."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""


def standard(lines: Iterable[str], form: Form, width: int = 0) -> Iterator[Record]:
    """Records of a file whose quotes are regular (see ``regular``), as RFC 4180 has them."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    quote = form.quote or None
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE
    for cells in csv.reader(in_pieces(lines, form.quote), delimiter=form.delimiter, quotechar=quote, quoting=quoting):
        yield unwrapped(cells, cells[0], form, width) if len(cells) == 1 else (cells, "")


def in_pieces(lines: Iterable[str], quote: str) -> Iterator[str]:
    """The lines, a very long one cut inside its quoted cells, where that changes nothing: csv takes each in one call,
    and all else in the program would wait for 50 MB."""
    inside = False
    for line in lines:
        start = done = 0
        for at in range(PIECE, len(line), PIECE) if quote else ():
            inside ^= bool(line.count(quote, done, at) % 2)
            done = at
            if inside and quote not in line[at - 1 : at + 1]:
                yield line[start:at]
                start = at
        inside ^= bool(quote and line.count(quote, done) % 2)
        yield line[start:] if start else line


def unwrapped(cells: list[str], text: str, form: Form, width: int) -> Record:
    """A row of one cell as the row it is: quoted as a whole, or parted by another delimiter than the others.

    ``text`` is the row as it stands in the file, where that is known.
    """
    if width < 2 or not cells[0]:
        return cells, ""
    inner = split(cells[0], form) if form.quote and form.delimiter in cells[0] else None
    if inner and len(inner) == width:
        return inner, ROW_IN_A_CELL
    for other in OTHERS if width > 2 and form.quote else ():
        parted = split(text, replace(form, delimiter=other)) if other in text else None
        if parted and len(parted) == width and (other != " " or typed(parted)):
            return parted, OTHER_DELIMITER
    return cells, ""


def typed(cells: Sequence[str]) -> bool:
    """Whether half of the cells are numbers or dates: words parted by spaces are a sentence."""
    return 2 * sum(kind(cell) in ("number", "date") for cell in cells) >= len(cells)


def tolerant(lines: Iterable[str], form: Form, width: int = 0) -> Iterator[Record]:
    """Records of a file whose quotes are wrong somewhere; ``width`` is the cells a row should have, if known."""
    source = Ahead(lines)
    for line in source:
        text = line.rstrip("\r\n")
        if not text:
            yield [], ""
        elif not form.quote or form.quote not in text:
            cells = plain(text, form)
            yield unwrapped(cells, text, form, width) if len(cells) == 1 else (cells, "")
        else:
            yield quoted(line, source, form, width)


class Ahead:
    """Lines with a look ahead."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = iter(lines)
        self.seen: list[str] = []

    def __iter__(self) -> Iterator[str]:
        while self.peek(1):
            yield self.seen.pop(0)

    def peek(self, n: int) -> list[str]:
        """Up to the next n lines, still to be read."""
        while len(self.seen) < n:
            line = next(self.lines, None)
            if line is None:
                break
            self.seen.append(line)
        return self.seen[:n]

    def skip(self, n: int) -> None:
        """Leaves out n lines that were looked at."""
        del self.seen[:n]


def quoted(line: str, source: Ahead, form: Form, width: int) -> Record:
    """The record that begins on this line: strictly, over several lines, loosely, or as it stands."""
    text = line.rstrip("\r\n")
    cells = split(text, form)
    if cells is not None and width in (0, len(cells)):
        return cells, ""
    if cells is None:
        over = over_lines(line, source, form, width)
        if over:
            return over
    if text.count(form.delimiter) >= MOST_COLUMNS:
        raise TooWide
    loose = split(text, form, "loose") or plain(text, form)
    if len(cells or loose) == 1 < width:
        whole = unwrapped(cells or loose, text, form, width)
        if whole[1]:
            return whole
    bare = plain(text, form)
    if len(loose) != width == len(bare):
        return [unquoted(cell, form) for cell in bare], WRONG_QUOTES
    saved = all_but_one(text, form, width) if len(loose) != width else None
    if saved or cells is None or len(loose) == width:
        return saved or loose, WRONG_QUOTES
    return cells, ""


def over_lines(line: str, source: Ahead, form: Form, width: int) -> Record | None:
    """The record when a quoted cell goes on over the next lines; None when that leads nowhere."""
    text = line
    for n, following in enumerate(source.peek(LOOK_AHEAD), start=1):
        text += following
        if form.quote not in following:
            continue
        cells = split(text.rstrip("\r\n"), form, "strict")
        if cells is not None:
            if not cells or (width and len(cells) != width):
                return None
            source.skip(n)
            return cells, ""
    return None


def plain(text: str, form: Form) -> list[str]:
    """Cells of a line without regard to quotes."""
    if not form.escape or form.escape not in text:
        return text.split(form.delimiter)
    parts = re.split(rf"(?<!\\){re.escape(form.delimiter)}", text)
    return [unescape(part, form) for part in parts]


def all_but_one(text: str, form: Form, width: int) -> list[str] | None:
    """The cells of a row that is right once one of its quotes is a letter; None when there is no such quote."""
    places = [found.start() for found in re.finditer(re.escape(form.quote), text[:MOST_LETTERS])]
    for at in places if len(places) % 2 and len(text) <= MOST_LETTERS else ():
        cells = split(f"{text[:at]}{LETTER}{text[at + 1 :]}", form)
        if cells and len(cells) == width:
            return [cell.replace(LETTER, form.quote) for cell in cells]
    return None


def unquoted(text: str, form: Form) -> str:
    """A cell without the quotes around it, if it has both and none inside."""
    inner = text[1:-1]
    return inner if text == form.quote + inner + form.quote and form.quote not in inner else text


def unescape(text: str, form: Form) -> str:
    """A bare cell's text without the backslashes before quotes and delimiters."""
    if not form.escape or form.escape not in text:
        return text
    return text.replace(form.escape + form.delimiter, form.delimiter).replace(form.escape + form.quote, form.quote)


def split(text: str, form: Form, way: Way = "usual") -> list[str] | None:
    """The cells of one record; None when a quote stays open.

    Usually a quote that stands before no delimiter is a letter like others; strictly, quotes inside must be doubled,
    and there are no cells where one is not; loosely, a quote before a delimiter always closes, and one that never
    closes is a letter too.
    """
    opens, closed, bare = patterns(form, way)
    cells, at = [], 0
    while True:
        found = closed.match(text, at)
        if found:
            cells.append(unquote(found[1], form))
        elif way != "loose" and (opened := opens.match(text, at)):
            stays_open = opened.end() >= len(text) - len(form.escape)
            return None if stays_open or way == "usual" else []
        else:
            found = bare.match(text, at)
            assert found is not None
            cells.append(unescape(found[0], form))
        at = found.end()
        if at >= len(text):
            return cells
        at += len(form.delimiter)


def unquote(text: str, form: Form) -> str:
    """A quoted cell's text with its escapes undone."""
    text = text.replace(form.quote * 2, form.quote)
    if form.escape and form.escape in text:
        text = re.sub(rf"\\([\\{re.escape(form.quote)}])", r"\1", text)
    return text


@cache
def patterns(form: Form, way: Way) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A quoted cell as far as it goes, a whole one (group 1 is what is between the quotes), and a bare one."""
    q, d = re.escape(form.quote), re.escape(form.delimiter)
    end = rf"(?=\s*(?:{d}|\Z))" if form.delimiter.strip() else rf"(?={d}|\Z)"
    escaped = r"\\.|" if form.escape else ""
    other = rf"[^{q}\\]" if form.escape else rf"[^{q}]"
    doubled = rf"{q}{q}(?!\s*(?:{d}|\Z))" if way == "loose" else rf"{q}{q}"
    single = "" if way == "strict" else rf"|{q}(?!\s*(?:{d}|\Z))"
    space = r"[ ]*" if form.delimiter.strip() else ""
    inside = rf"(?:{escaped}{other}|{doubled}{single})*+"
    closed = rf"{space}{q}({inside}){q}{end}{space}"
    other = rf"[^{d}\\]" if len(form.delimiter) == 1 else rf"(?!{d})[^\\]"
    bare = rf"(?:\\.|{other}|\\)*+" if form.escape else rf"[^{d}]*" if len(form.delimiter) == 1 else rf"(?:(?!{d}).)*"
    return re.compile(rf"{space}{q}{inside}", re.DOTALL), re.compile(closed, re.DOTALL), re.compile(bare, re.DOTALL)


def usual_width(rows: Sequence[Sequence[str]]) -> int:
    """The width most rows have; the wider of two as usual."""
    widths = Counter(len(row) for row in rows if any(row))
    return max(widths, key=lambda w: (widths[w], w), default=0)


@dataclass(frozen=True)
class Quoting:
    """Whether every quote opens after a delimiter and closes before one, and whether a quoted cell has several lines.

    Where quotes are regular all readers agree on the cells.
    """

    regular: bool
    multiline: bool


def quoting(utf8: bytes, form: Form) -> Quoting:
    """How a whole text is quoted."""
    if not form.quote or form.quote.encode() not in utf8:
        return Quoting(not form.escape, False)
    if form.escape or len(form.delimiter) != 1 or not form.delimiter.isascii():
        return Quoting(False, True)
    data = np.frombuffer(utf8, np.uint8)
    quotes = places(data, ord(form.quote))
    if len(quotes) % 2:
        return Quoting(False, True)
    opening, closing = quotes[::2], quotes[1::2]
    edges = np.zeros(256, bool)
    edges[[ord(form.delimiter), 10, 13, ord(form.quote)]] = True
    before = edges[data[opening[opening > 0] - 1]]
    after = edges[data[closing[closing < len(data) - 1] + 1]]
    return Quoting(bool(before.all() and after.all()), any(between(data, opening, closing, end) for end in (10, 13)))


def between(data: NDArray[np.uint8], opening: LongArray, closing: LongArray, byte: int) -> bool:
    """Whether the byte stands inside some quotes."""
    found = places(data, byte)
    return bool((np.searchsorted(found, opening) != np.searchsorted(found, closing)).any())


def places(data: NDArray[np.uint8], byte: int) -> LongArray:
    """Where a byte occurs, found a piece at a time."""
    step = 1 << 23
    pieces = [np.flatnonzero(data[i : i + step] == byte) + i for i in range(0, len(data), step)]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.int64)
