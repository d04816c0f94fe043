"""Where the table is on the page: titles above it, heading rows, notes below it, other tables beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.i18n import tr
from core.model import Issue

TITLE = "above the table: taken for a title, left out of it"
NOTE = "below the table: taken for a note, left out of it"
OTHER_TABLE = "another table in the file: left out, the largest was taken"
REPEATED = "the headings once more: left out"
NO_HEADINGS = "no row of headings was found: the columns are numbered"
SEVERAL_ROWS = "the headings stand in several rows, and were joined"
MISSING = "a column without a heading"
DUPLICATE = "several columns with the same heading"
BROKEN = "a heading with a line break"
SINGLE_COLUMN = "only one column was found"

NUMBER = re.compile(
    r"[-+~<>]?\s*[€$£]?\s*\d[\d\s.,'’\u00a0\u202f\u2009]*(?:e[-+]?\d+)?\s*(?:%|k|m|b|md|bn|€|\$|£|eur|usd)?",
    re.IGNORECASE,
)
DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]\d{1,2}:\d{2}.*)?|\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?", re.IGNORECASE
)
LINK = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|@\w\S*", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
NOTE_START = re.compile(
    r"\s*(?:[*†‡©¹²³]|\(\d\)|\[\d\]|(?:source|note|nota|nb|n\.b|generated|export|copyright|last updated|mis à jour"
    r"|données)\b)",
    re.IGNORECASE,
)
MISSING_MARKS = frozenset({"", "-", "--", "n/a", "na", "nan", "null", "none", "n.c.", "nc", "?"})

LONGEST = 1000
"""Letters of a cell that are looked at: one of 50 MB would hold up the whole program."""

Row = tuple[int, list[str]]
"""A row's number in the file, from 1, and its cells."""


@dataclass(frozen=True)
class Start:
    """Where the table begins. ``rows`` counts the rows before its body; ``header`` is the heading's number or 0."""

    rows: int
    header: int
    headings: tuple[str, ...]
    width: int
    doubts: tuple[Issue, ...]


def kind(cell: str) -> str:
    """What a cell's text looks like: number, date, link, text, or nothing."""
    text = cell[:LONGEST].strip()
    if text.lower() in MISSING_MARKS:
        return ""
    for name, pattern in (("date", DATE), ("number", NUMBER), ("link", LINK)):
        if pattern.fullmatch(text[:120]):
            return name
    return "text"


def filled(cells: Sequence[str]) -> int:
    """How many cells hold something."""
    return sum(1 for cell in cells if cell and not cell.isspace())


def extent(cells: Sequence[str]) -> int:
    """The cells up to the last one that holds something."""
    return next((n for n in range(len(cells), 0, -1) if cells[n - 1].strip()), 0)


def blocks(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Runs of rows without a blank one between them, as half-open ranges of places in ``rows``."""
    found, begin = [], None
    for i, (_, cells) in enumerate(rows):
        if filled(cells) and begin is None:
            begin = i
        elif not filled(cells) and begin is not None:
            found.append((begin, i))
            begin = None
    return found + ([(begin, len(rows))] if begin is not None else [])


def usual(values: Sequence[int]) -> int:
    """The most frequent value, the larger of equals; 0 for none."""
    counts = Counter(values)
    return max(counts, key=lambda v: (counts[v], v), default=0)


def find(rows: Sequence[Row]) -> Start:
    """Where the table begins, from a file's first rows."""
    begin, end = main_block(rows)
    width = usual([len(cells) for _, cells in rows[begin:end] if filled(cells)])
    begin = skip_titles(rows, begin, end)
    body = [cells for _, cells in rows[begin + 1 : end] if filled(cells)]
    above = left_above(rows[:begin])
    if begin >= end:
        return Start(begin, 0, (), 0, tuple(above))
    first = rows[begin][1]
    width = max(width, len(first) if extent(first) == len(first) else extent(first))
    if not is_heading(first, body):
        numbered = tuple(tr("column {n}", n=n) for n in range(1, width + 1))
        return Start(begin, 0, numbered, width, (*above, Issue(0, "", "", NO_HEADINGS)))
    count = heading_rows(first, body)
    number = rows[begin][0]
    joined = join_headings([cells for _, cells in rows[begin : begin + count]], width)
    several = [Issue(number, "", "", SEVERAL_ROWS)] if count > 1 else []
    return Start(begin + count, number, joined, width, (*above, *several, *heading_doubts(joined, number)))


def left_above(rows: Sequence[Row]) -> list[Issue]:
    """The doubts about rows above the table: a title, or rows of a smaller table."""
    doubts = []
    for begin, end in blocks(rows):
        table = end - begin > 1 and all(filled(cells) > 1 for _, cells in rows[begin:end])
        why = OTHER_TABLE if table else TITLE
        doubts += [Issue(number, "", shown(cells), why) for number, cells in rows[begin:end]]
    return doubts


def main_block(rows: Sequence[Row]) -> tuple[int, int]:
    """The range of the largest table among the first rows, with what follows it in the same shape."""
    found = blocks(rows)
    if not found:
        return 0, 0
    shapes = [usual([extent(cells) for _, cells in rows[a:b]]) for a, b in found]
    areas = [(b - a) * shape * (shape > 1) for (a, b), shape in zip(found, shapes, strict=True)]
    best = areas.index(max(areas)) if max(areas) else 0
    first = best
    while first > 0 and belongs(rows, found[first - 1], shapes[first - 1], shapes[best]):
        first -= 1
    last = best
    while last + 1 < len(found) and shapes[last + 1] == shapes[best]:
        last += 1
    return found[first][0], found[last][1]


def belongs(rows: Sequence[Row], block: tuple[int, int], shape: int, wanted: int) -> bool:
    """Whether the block above a table is its beginning (or just its headings), parted by blank rows."""
    if wanted == 1:
        return True
    return shape == wanted or (block[1] - block[0] == 1 and shape > 1 and abs(shape - wanted) <= 1)


def skip_titles(rows: Sequence[Row], begin: int, end: int) -> int:
    """The place of the heading: rows much emptier than the table below them are titles."""
    typical = usual([filled(cells) for _, cells in rows[begin:end]])
    if typical < 2:
        return begin
    for i in range(begin, min(end, begin + 40)):
        n = filled(rows[i][1])
        if n > 1 and 2 * n > typical:
            return clearer_heading(rows, i, end)
    return begin


def clearer_heading(rows: Sequence[Row], place: int, end: int) -> int:
    """A fuller row of names a few rows below, with typed columns under it, when those above are words as well."""
    if any(kind(cell) in ("number", "date") for cell in rows[place][1]):
        return place
    for i in range(place + 2, min(end, place + 12)):
        cells = rows[i][1]
        if any(kind(cell) in ("number", "date") for cell in rows[i - 1][1]):
            break
        below = [row for _, row in rows[i + 1 : end] if filled(row)][:50]
        names = filled(cells) > filled(rows[place][1]) and all(kind(cell) in ("text", "") for cell in cells)
        if names and sum(usual_kind(kinds_at(below, c)) in ("number", "date") for c in range(len(cells))) >= 2:
            return i
    return place


def is_heading(first: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: it does unless its cells are of the kinds below them."""
    kinds = [kind(cell) for cell in first]
    if not body:
        return not any(k in ("number", "date") for k in kinds)
    votes = 0
    for i, k in enumerate(kinds):
        below = [kind(row[i]) for row in body[:200] if i < len(row)]
        typed = usual_kind([b for b in below if b])
        if typed == "text" or not typed:
            votes -= repeated(first[i], [row[i] for row in body[:200] if i < len(row)])
        elif k == typed:
            votes -= 0 if YEAR.fullmatch(first[i].strip()) else 1
        elif k == "text":
            votes += 1
    plain_numbers = sum(
        1 for k, c in zip(kinds, first, strict=True) if k in ("number", "date") and not YEAR.fullmatch(c.strip())
    )
    return votes > 0 or (votes == 0 and 2 * plain_numbers <= filled(first))


def repeated(cell: str, below: Sequence[str]) -> int:
    """1 when a text of the first row is an ordinary value of its column."""
    return 1 if cell.strip() and below.count(cell) * 4 > len(below) else 0


def usual_kind(kinds: Sequence[str]) -> str:
    """The kind four of five cells have; empty when they are mixed."""
    found = Counter(kinds).most_common(1)
    return found[0][0] if found and found[0][1] * 5 >= len(kinds) * 4 else ""


def heading_rows(first: Sequence[str], body: Sequence[Sequence[str]]) -> int:
    """How many rows the headings take: a second or third row without a value where all below are typed."""
    count = 1
    while count < 4 and len(body) > count + 1:
        row, below = body[count - 1], body[count : count + 200]
        typed = [i for i in range(len(row)) if usual_kind(kinds_at(below, i)) in ("number", "date")]
        texts = [i for i in typed if kind(row[i]) == "text"]
        gaps = any(not cell.strip() for cell in first[1 : extent(first)])
        enough = len(texts) >= 2 or (gaps and texts)
        if not (
            enough and len(texts) * 5 >= len(typed) * 4 and not any(kind(row[i]) in ("number", "date") for i in typed)
        ):
            break
        count += 1
    return count


def kinds_at(rows: Sequence[Sequence[str]], i: int) -> list[str]:
    """The kinds of a column's cells that hold something."""
    return [k for row in rows if i < len(row) if (k := kind(row[i]))]


def join_headings(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """The headings, one a column; of several rows, the upper ones reach over the blank cells to their right."""
    padded = [[*row, *[""] * width][:width] for row in rows]
    for row, below in pairwise(padded):
        for i in range(1, width):
            if not row[i].strip() and below[i].strip():
                row[i] = row[i - 1]
    if len(padded) == 1:
        return tuple(padded[0])
    columns = zip(*padded, strict=True)
    return tuple(" ".join(dict.fromkeys(cell.strip() for cell in column if cell.strip())) for column in columns)


def heading_doubts(headings: Sequence[str], number: int) -> list[Issue]:
    """What a reader should know of the headings: missing, duplicate, broken over lines."""
    counts = Counter(heading.strip() for heading in headings)
    doubts = [Issue(number, "", name, DUPLICATE) for name, n in counts.items() if name and n > 1]
    if counts[""]:
        blank = [str(i) for i, heading in enumerate(headings, start=1) if not heading.strip()]
        doubts.append(Issue(number, "", ", ".join(blank), MISSING))
    doubts += [Issue(number, "", h, BROKEN) for h in headings if "\n" in h.strip() or "\r" in h.strip()]
    return doubts + ([Issue(0, "", headings[0], SINGLE_COLUMN)] if len(headings) == 1 else [])


def shown(cells: Sequence[str]) -> str:
    """A row as one text, for a report."""
    return " | ".join(cell for cell in cells if cell.strip())


def is_note(cells: Sequence[str], parted: bool) -> bool:
    """Whether a row at the end is a note: one text alone, after a blank row or beginning as notes do.

    A person of whom only the name is known is a row too, so nothing else is taken for a note.
    """
    if filled(cells) != 1:
        return False
    text = next(cell for cell in cells if cell.strip())
    return parted or bool(NOTE_START.match(text)) or (len(cells) == 1 and len(text) > 60)


def is_other_table(first: Sequence[str], rest: Sequence[Sequence[str]], typed: Sequence[str], shape: int) -> bool:
    """Whether rows after a blank one are a table of their own: headings, and another shape than the main table's."""
    rows = [first, *rest]
    if len(rows) < 2 or filled(first) < 2 or usual([extent(row) for row in rows]) == shape:
        return False
    names_only = all(kind(cell) in ("text", "") for cell in first)
    return names_only and any(
        kind(cell) == "text" and k in ("number", "date") for cell, k in zip(first, typed, strict=False)
    )
