"""A file's cells as columns of text, and the table they become once titles, notes and blank rows are out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from typing import Any

import numpy as np

from core.importing.reading import kinds, layout
from core.importing.reading.layout import Start
from core.importing.reading.records import MOST_COLUMNS, Record, TooWide
from core.importing.reading.table import Dialect, TextTable
from core.model import BoolArray, IntArray, Issue, LongArray

SHORT = "fewer cells than headings: the missing ones are blank"
LONG = "more cells than headings: kept in columns without a heading"
MORE_ROWS = "more rows with the same issue"
STRAY_QUOTE = "a quote opens inside a cell and closes in another: a delimiter before it may be lost"
QUOTE_INSIDE = "a quote opens inside a cell of a row that lacks one: a delimiter before it may be lost"
_OPENS_AND_CLOSES = re.compile(r'[^"]+"[^"]*"')
_OPENS_INSIDE = r'^[^"]+("[^"]*"[^"]*)*"[^"]+$'
LISTED = 1000
"""Rows named one by one for the same doubt; beyond it they are counted."""
PIECE = 20_000


@dataclass(frozen=True)
class Grid:
    """n rows of cells: string arrays without nulls, the rows' numbers in the file, and the cells each row had."""

    columns: list[Any]
    rows: LongArray
    widths: IntArray | None = None
    doubts: tuple[Issue, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, places: LongArray) -> Grid:
        """Some of the rows."""
        widths = None if self.widths is None else self.widths[places]
        return replace(self, columns=[c.take(places) for c in self.columns], rows=self.rows[places], widths=widths)

    def cells(self, place: int) -> list[str]:
        """One row, as wide as it was in the file."""
        width = len(self.columns) if self.widths is None else int(self.widths[place])
        return [column[place].as_py() for column in self.columns[:width]]


def from_records(records: Iterable[Record], first: int, least: int) -> Grid:
    """Columns from records, piece by piece; ``first`` is the first one's number, ``least`` the fewest columns."""
    import pyarrow as pa

    pieces: list[list[Any]] = []
    widths: list[int] = []
    doubts: list[Issue] = []
    source = iter(records)
    while piece := list(islice(source, PIECE)):
        at = first + len(widths)
        doubts += [Issue(at + i, "", layout.shown(cells), why) for i, (cells, why) in enumerate(piece) if why]
        widths += [len(cells) for cells, _ in piece]
        if max(widths[at - first :]) > MOST_COLUMNS:
            raise TooWide
        columns = zip_longest(*(cells for cells, _ in piece), fillvalue="")
        pieces.append([pa.array(column, pa.string()) for column in columns])
    count = max([least, *(len(piece) for piece in pieces)])
    lengths = [min(PIECE, len(widths) - i * PIECE) for i in range(len(pieces))]
    joined = [
        join([p[i] if i < len(p) else blank(n) for p, n in zip(pieces, lengths, strict=True)]) for i in range(count)
    ]
    numbers = np.arange(first, first + len(widths), dtype=np.int64)
    return Grid(joined, numbers, np.array(widths, np.int32), limited(doubts))


def join(pieces: Sequence[Any]) -> Any:
    """One string array from several."""
    import pyarrow as pa

    return pa.concat_arrays(pieces) if pieces else pa.array([], pa.string())


def blank(n: int) -> Any:
    """A column of n blank cells."""
    import pyarrow as pa

    return pa.array([""] * n, pa.string())


def chunks(column: Any) -> list[Any]:
    """The pieces of a column, whole or not."""
    return list(getattr(column, "chunks", [column]))


def lengths(column: Any) -> IntArray:
    """The bytes of each cell of a string array, from its offsets."""
    found = [np.zeros(0, np.int32)]
    for piece in chunks(column):
        offsets = np.frombuffer(piece.buffers()[1], np.int32)[piece.offset : piece.offset + len(piece) + 1]
        found.append(np.diff(offsets))
    return np.concatenate(found)


def whole(given: list[TextTable]) -> TextTable:
    """The table with each column in one piece; it is taken out of the list, so that its pieces can go one by one.

    Done last, when the file's text is gone: for a million rows that is 100 MB less at the peak.
    """
    import pyarrow as pa

    table = given.pop()
    left, columns = list(reversed(table.columns)), []
    table = replace(table, columns=())
    while left:  # a column's pieces are let go as soon as they are joined
        columns.append(join(chunks(left.pop())))
        pa.default_memory_pool().release_unused()
    return replace(table, columns=tuple(columns))


def filled(grid: Grid) -> IntArray:
    """How many cells of each row hold something other than spaces."""
    count = np.zeros(len(grid), np.int32)
    letters = np.zeros(len(grid), np.int64)
    for column in grid.columns if len(grid) else ():
        size = lengths(column)
        count += size > 0
        letters += size
    thin = np.flatnonzero((count > 0) & (letters <= 2 * len(grid.columns)))
    for place in thin.tolist() if len(thin) < LISTED else spaced(grid, thin):
        count[place] = kinds.filled([column[place].as_py() for column in grid.columns])
    return count


def spaced(grid: Grid, places: LongArray) -> list[int]:
    """Those of many short rows that are nothing but spaces."""
    import pyarrow.compute as pc

    some = np.zeros(len(places), bool)
    for column in grid.columns:
        some |= lengths(pc.utf8_trim_whitespace(column.take(places))) > 0
    return [int(place) for place in places[~some]]


def to_table(start: Start, body: Grid, dialect: Dialect, doubts: Sequence[Issue]) -> TextTable:
    """The table: the body without blank rows, notes, repeated headings and other tables, each said."""
    count = filled(body)
    keep = count > 0
    said: list[Issue] = []
    if len(body):
        said += drop_notes(body, start.width, count, keep)
        said += drop_other_tables(body, start, count, keep)
        said += drop_repeated(body, start, keep)
    if not keep.all():
        body = body.take(np.flatnonzero(keep))
    said += [*stray_quotes(body, dialect), *quotes_inside(body, start.width, dialect)]
    body, ragged = level(body, start)
    headings = start.headings + ("",) * (len(body.columns) - len(start.headings))
    return TextTable(
        headings,
        tuple(body.columns),
        body.rows,
        replace(dialect, header_row=start.header),
        (*doubts, *start.doubts, *body.doubts, *said, *ragged),
        body.widths,
    )


def drop_notes(body: Grid, width: int, count: IntArray, keep: BoolArray) -> list[Issue]:
    """Takes the notes below the table out of ``keep``."""
    said: list[Issue] = []
    if len(body.columns) < 2:
        return said
    place = len(body) - 1
    tail: list[int] = []
    while (
        place >= 0
        and len(body) - place <= LISTED
        and (count[place] <= 1 or (count[place] < width and layout.is_sentence(body.cells(place), width)))
    ):
        tail.append(place)
        place -= 1
    parted = False
    for place in reversed(tail):
        parted = parted or not count[place] or bool(place and not count[place - 1])
        if count[place] and layout.is_note(body.cells(place), parted):
            keep[place], parted = False, True
            said.append(Issue(int(body.rows[place]), "", layout.shown(body.cells(place)), layout.NOTE))
    return said


def drop_other_tables(body: Grid, start: Start, count: IntArray, keep: BoolArray) -> list[Issue]:
    """Takes tables of another shape, parted by blank rows, out of ``keep``."""
    gaps = breaks(count)
    if not gaps:
        return []
    said: list[Issue] = []
    sample = [body.cells(int(p)) for p in np.flatnonzero(keep[: gaps[0]])[:200]] or [
        body.cells(int(p)) for p in np.flatnonzero(keep)[:200]
    ]
    typed = [kinds.usual_kind(kinds.kinds_at(sample, i)) for i in range(start.width)]
    shape = kinds.usual([layout.extent(cells) for cells in sample])
    for begin, end in zip(gaps, [*gaps[1:], len(body)], strict=True):
        below = [body.cells(p) for p in range(begin + 1, min(end, begin + 20))]
        if layout.is_other_table(body.cells(begin), below, typed, shape, start.headings):
            places = [p for p in range(begin, end) if keep[p]]
            keep[begin:end] = False
            said += [
                Issue(int(body.rows[p]), "", layout.shown(body.cells(p)), layout.OTHER_TABLE) for p in places[:LISTED]
            ]
            said += more(len(places))
    return said


def breaks(count: IntArray) -> list[int]:
    """The places of the first rows after blank ones, but for the table's own first row."""
    after = np.flatnonzero((count[1:] > 0) & (count[:-1] == 0)) + 1
    own = len(count) > 0 and count[0] == 0
    return [int(place) for place in after[int(own) : 10 * LISTED]]


def drop_repeated(body: Grid, start: Start, keep: BoolArray) -> list[Issue]:
    """Takes rows that repeat the headings out of ``keep``."""
    import pyarrow.compute as pc

    named = [i for i, heading in enumerate(start.headings) if heading.strip() and i < len(body.columns)]
    if not start.header or len(named) < 2:
        return []
    same = pc.equal(body.columns[named[0]], start.headings[named[0]])
    said = []
    for place in pc.indices_nonzero(same).to_pylist():
        cells = body.cells(place)
        if keep[place] and layout.repeats_headings(cells, start.headings):
            keep[place] = False
            said.append(Issue(int(body.rows[place]), "", layout.shown(cells), layout.REPEATED))
    return said


def stray_quotes(body: Grid, dialect: Dialect) -> list[Issue]:
    """The rows in which a quote opens inside one cell and closes in another: what lies between was parted by a
    delimiter that may belong to the text, or a delimiter before the quote was lost."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if dialect.kind != "csv" or dialect.quote != '"' or not len(body):
        return []
    some = np.zeros(len(body), bool)
    for column in body.columns:
        texts = pa.chunked_array(chunks(column))
        quoted = pc.indices_nonzero(pc.match_substring(texts, '"'))  # few cells hold any: the pattern looks at these
        opening = pc.match_substring_regex(texts.take(quoted), _OPENS_INSIDE)
        some[quoted.filter(opening).to_numpy(zero_copy_only=False)] = True
    said = []
    for place in np.flatnonzero(some).tolist():
        cells = body.cells(place)
        opened = next(at for at, cell in enumerate(cells) if re.fullmatch(_OPENS_INSIDE, cell))
        if any(cell.endswith('"') and cell.count('"') % 2 for cell in cells[opened + 1 :]):
            said.append(Issue(int(body.rows[place]), "", layout.shown(cells), STRAY_QUOTE))
    return list(limited(said))


def quotes_inside(body: Grid, width: int, dialect: Dialect) -> list[Issue]:
    """The rows with fewer cells than the headings in which a quoted text stands right behind a bare one:
    ``Ada Roy"@ada",1200``."""
    if dialect.kind != "csv" or dialect.quote != '"' or body.widths is None:
        return []
    said = []
    for place in np.flatnonzero(body.widths < width)[:LISTED].tolist():
        cells = body.cells(place)
        if any(map(_OPENS_AND_CLOSES.fullmatch, cells)):
            said.append(Issue(int(body.rows[place]), "", layout.shown(cells), QUOTE_INSIDE))
    return said


def level(body: Grid, start: Start) -> tuple[Grid, list[Issue]]:
    """Every row as wide as the table; a blank column beyond the headings goes if no row or most rows have it."""
    columns = list(body.columns)
    while len(columns) > len(start.headings) and spare(body, len(columns)) and not lengths(columns[-1]).any():
        columns.pop()
    columns += [blank(len(body)) for _ in range(len(start.headings) - len(columns))]
    if body.widths is None:
        return replace(body, columns=columns), []
    widths = np.minimum(body.widths, max(len(columns), 1))
    odd = np.flatnonzero(widths != len(start.headings))
    doubts = [ragged(body, int(place), int(widths[place]), len(start.headings)) for place in odd[:LISTED]]
    return (
        replace(body, columns=columns, widths=widths if len(odd) else None),
        [*doubts, *more(len(odd))],
    )


def spare(body: Grid, count: int) -> bool:
    """Whether no row or most rows have as many cells as that: then blank ones are there by the file's form."""
    wide = 0 if body.widths is None else int((body.widths >= count).sum())
    return wide == 0 or 2 * wide > len(body)


def ragged(body: Grid, place: int, width: int, usual: int) -> Issue:
    """The doubt about a row of unusual width."""
    return Issue(int(body.rows[place]), "", layout.shown(body.cells(place)), SHORT if width < usual else LONG)


def limited(doubts: Sequence[Issue]) -> tuple[Issue, ...]:
    """The first of many doubts, and how many more there are."""
    return (*doubts[:LISTED], *more(len(doubts)))


def more(count: int) -> list[Issue]:
    """The line that stands for the doubts beyond those listed."""
    return [Issue(0, "", str(count - LISTED), MORE_ROWS)] if count > LISTED else []
