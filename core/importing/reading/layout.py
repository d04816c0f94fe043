"""Where the table is on the page: titles above it, heading rows, notes below it, other tables beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.i18n import tr
from core.importing.columns.headings import names_fields
from core.importing.reading.kinds import filled, is_heading, kind, kinds_at, names_no_rows, usual, usual_kind, votes
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

NOTE_START = re.compile(
    r"\s*(?:[*†‡©¹²³]|\(\d\)|\[\d\]|(?:source|note|nota|nb|n\.b|generated|export|copyright|last updated|mis à jour"
    r"|données)\b)",
    re.IGNORECASE,
)

MOST_ABOVE = 5
"""Rows of a preamble that is as wide as the table."""
MOST_SHOWN = 10_000
"""Letters of a row that are named in a doubt."""

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
    if not is_heading(first, body) and not names_fields(first):
        numbered = tuple(tr("column {n}", n=n) for n in range(1, width + 1))
        return Start(begin, 0, numbered, width, (*above, Issue(0, "", "", NO_HEADINGS)))
    count = heading_rows(first, body)
    number = rows[begin][0]
    named = [cells for _, cells in rows[begin : begin + count]]
    if names_no_rows(first, body):
        named = [["", *first]]
    joined = join_headings(named, width)
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
    shapes = [usual([1 if is_prose(cells) else extent(cells) for _, cells in rows[a:b]]) for a, b in found]
    areas = [(b - a) * shape * (shape > 1) for (a, b), shape in zip(found, shapes, strict=True)]
    best = areas.index(max(areas)) if max(areas) else 0
    first = best
    width = usual([len(cells) for _, cells in rows[slice(*found[best])]])
    while first > 0 and belongs(rows, found[first - 1], shapes[first - 1], shapes[best], width):
        if has_headings(rows[slice(*found[first])], rows[found[first - 1][0]][1]):
            break
        first -= 1
    last = best
    while last + 1 < len(found) and shapes[last + 1] == shapes[best]:
        last += 1
    return found[first][0], found[last][1]


def belongs(rows: Sequence[Row], block: tuple[int, int], shape: int, wanted: int, width: int) -> bool:
    """Whether the block above a table is its beginning (or just its headings), parted by blank rows.

    It is of the table's shape, or its first row fills each of the ``width`` cells that the table's rows have.
    """
    if wanted in (1, shape):
        return True
    alone = block[1] - block[0] == 1 and shape > 1 and abs(shape - wanted) <= 1
    return alone or extent(rows[block[0]][1]) == len(rows[block[1] - 1][1]) == width


def has_headings(block: Sequence[Row], above: Sequence[str]) -> bool:
    """Whether a block begins with headings of its own, others than those of the block above it."""
    first, *body = [cells for _, cells in block]
    return first != above and votes(first, body) > 0


def skip_titles(rows: Sequence[Row], begin: int, end: int) -> int:
    """The place of the heading: rows much emptier than the table below them are titles, and so are comments."""
    typical = usual([filled(cells) for _, cells in rows[begin:end]])
    if typical < 2:
        return begin
    for i in range(begin, min(end, begin + 40)):
        cells, n = rows[i][1], filled(rows[i][1])
        below = [row for _, row in rows[i + 1 : min(end, i + 200)] if filled(row)]
        if is_comment(cells, below):
            continue
        if n > 1 and 2 * n > typical:
            return below_preamble(rows, i, end) or clearer_heading(rows, i, end)
        if groups(cells, below) or (2 * n == typical and names_rest(cells, below)):
            return i
    return begin


def is_comment(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row is a remark such as ``# made by hand``, and the headings follow it."""
    if not below or not cells or not cells[0].startswith("#"):
        return False
    if below[0][0].startswith("#") or len(cells) != len(below[0]):
        return True
    return (cells[0] == "#" or cells[0].startswith("# ")) and votes(below[0], below[1:]) > 0


def groups(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row names groups of the columns below it: several names, each over blank cells to its right."""
    named = [i for i in range(extent(cells)) if cells[i].strip()]
    if len(named) < 2 or not below or len(cells) != len(below[0]):
        return False
    apart = all(right - left > 1 for left, right in pairwise(named))
    words = all(kind(cells[i]) == "text" and not cells[i].rstrip().endswith(":") for i in named)
    return apart and words and filled(below[0]) == len(below[0]) and votes(below[0], below[1:]) > 0


def completes(first: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether the row below the headings names, in words, every column that they leave blank, and no other but the
    first column of each group: "Reach" over three columns, and below it "Fans", "Likes", "Shares"."""
    width = extent(first)
    gaps = [i for i in range(width) if not first[i].strip()]
    if not gaps or len(body) < 2 or extent(body[0]) > width:
        return False
    row = [*body[0], *[""] * width][:width]
    starts = {i - 1 for i in gaps}
    named = [i for i in range(width) if row[i].strip()]
    in_words = all(kind(row[i]) == "text" for i in named)
    return in_words and set(gaps) <= set(named) <= set(gaps) | starts and not row[0].strip()


def names_rest(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row with blank cells is the heading all the same: as wide as the first row of data right below it."""
    return bool(below) and len(cells) == len(below[0]) and not is_heading(below[0], below[1:])


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


def below_preamble(rows: Sequence[Row], place: int, end: int) -> int:
    """The place of the headings below a preamble as wide as the table ("Report,Audience,Q1,2026"); 0 where there is
    none."""
    for i in range(place + 1, min(end, place + 1 + MOST_ABOVE)):
        cells, above = rows[i][1], [row for _, row in rows[place:i]]
        below = [row for _, row in rows[i + 1 : end] if filled(row)][:50]
        in_words = filled(cells) == len(cells) > 1 and all(kind(cell) == "text" for cell in cells)
        if not in_words or not below or votes(cells, below) <= 0:
            continue
        typed = {
            at: usual for at in range(len(cells)) if (usual := usual_kind(kinds_at(below, at))) not in ("text", "")
        }
        kinds = [[kind(row[at]) if at < len(row) else "" for at in typed] for row in above]
        alike = sum(one == usual for row in kinds for one, usual in zip(row, typed.values(), strict=True))
        if 2 * alike > len(typed) * len(kinds):
            continue  # these are rows of the table
        mixed = len(typed) > 1 and all(len(set(row) - {""}) > 1 for row in kinds)
        if mixed or (names_fields(cells, least=3) and all(map(is_remark, above))):
            return i
    return 0


def is_remark(cells: Sequence[str]) -> bool:
    """Whether a row above the headings names neither fields nor groups of columns: no cell of it stands twice."""
    said = [cell.strip() for cell in cells if cell.strip()]
    return bool(said) and len(set(said)) == len(said) and not names_fields(cells) and not groups(cells, [list(cells)])


def heading_rows(first: Sequence[str], body: Sequence[Sequence[str]]) -> int:
    """How many rows the headings take: a second or third row without a value where all below are typed."""
    if groups(first, body):
        return 1 + heading_rows(body[0], body[1:])
    if completes(first, body):
        return 2
    count = 1
    while count < 4 and len(body) > count + 1:
        row, below = body[count - 1], body[count : count + 200]
        typed = [i for i in range(len(row)) if usual_kind(kinds_at(below, i)) in ("number", "date")]
        texts = [i for i in typed if kind(row[i]) == "text"]
        if names_fields(first) and any(row[i].strip()[:1].isdigit() for i in texts):
            break  # "3+" below "Network" is somebody's cell
        gaps = any(not cell.strip() for cell in first[1 : extent(first)])
        enough = len(texts) >= 2 or (gaps and texts)
        if not (
            enough and len(texts) * 5 >= len(typed) * 4 and not any(kind(row[i]) in ("number", "date") for i in typed)
        ):
            break
        count += 1
    return count


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


def repeats_headings(cells: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a row is the headings once more, or their first ones: at least two, and half of them."""
    said = cells[: extent(cells)]
    named = sum(1 for heading in headings if heading.strip())
    short = len(said) >= 2 and 2 * filled(said) >= named and tuple(said) == tuple(headings[: len(said)])
    return short or tuple([*cells, *[""] * len(headings)][: len(headings)]) == tuple(headings)


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
    """A row as one text, for a report, cut where it is very long."""
    text = " | ".join(cell[:MOST_SHOWN] for cell in cells if cell.strip())
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"


def is_prose(cells: Sequence[str]) -> bool:
    """Whether a row's cells are one sentence cut at its commas: each but the first begins with a space."""
    return len(cells) > 1 and all(cell.startswith(" ") and not cell.isspace() for cell in cells[1:])


def is_sentence(cells: Sequence[str], width: int) -> bool:
    """Whether a row is one text alone, or one cut at its commas, in a table of ``width`` columns."""
    return filled(cells) == 1 or (len(cells) < width and is_prose(cells))


def is_note(cells: Sequence[str], parted: bool) -> bool:
    """Whether a sentence at the end is a note: after a blank row, or beginning as notes do.

    A person of whom only the name is known is a row too, so nothing else is taken for a note.
    """
    text = next((cell for cell in cells if cell.strip()), "")
    return (parted and text != "") or bool(NOTE_START.match(text)) or (len(cells) == 1 and len(text) > 60)


def is_other_table(
    first: Sequence[str], rest: Sequence[Sequence[str]], typed: Sequence[str], shape: int, headings: Sequence[str]
) -> bool:
    """Whether rows after a blank one are a table of their own: with headings, and most of these other ones.

    Headings are words where the main table has numbers; in a table as wide as that, also words above numbers.
    """
    rows = [first, *rest]
    if len(rows) < 2 or filled(first) < 2:
        return False
    as_wide = usual([extent(row) for row in rows]) == shape
    shared = sum(1 for one, other in zip(first, headings, strict=False) if one == other)
    if as_wide and (2 * shared >= filled(first) or votes(first, rest) <= 0):
        return False
    names_only = all(kind(cell) in ("text", "") for cell in first)
    return names_only and any(
        kind(cell) == "text" and k in ("number", "date") for cell, k in zip(first, typed, strict=False)
    )
