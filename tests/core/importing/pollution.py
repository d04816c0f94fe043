"""Clean tables spoiled in every way that published CSV files are, and how well a reading of them did."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from core.errors import Trouble
from core.importing.reading import delimited, encoding
from core.importing.reading.read import named, plain_rows
from tests.core.importing.clean import Base, Cells, Form, cell, line, written


@dataclass(frozen=True)
class Polluted:
    """A file, and the table that a sound reader finds in it. ``kind`` names the pollution, ``place`` where it is."""

    base: str
    kind: str
    place: str
    raw: bytes
    header: Cells
    rows: list[Cells]


def polluted(base: Base) -> Iterator[Polluted]:
    """The clean table itself, then every polluted version of it."""
    yield whole(base, "clean", "", written([base.header, *base.rows], base.form))
    for spoil in (edges, beside, headers, encodings, dialects, delimiters, quotes, ends):
        yield from spoil(base)


def whole(
    base: Base, kind: str, place: str, text: str, header: Cells | None = None, rows: list[Cells] | None = None
) -> Polluted:
    """A polluted file in UTF-8; the table in it is the clean one unless another is given."""
    found = base.header if header is None else header
    return Polluted(base.name, kind, place, text.encode(), found, base.rows if rows is None else rows)


def edges(base: Base) -> Iterator[Polluted]:
    """What is missing or too much at the file's ends."""
    text, end = written([base.header, *base.rows], base.form), base.form.end
    yield whole(base, "headings only", "", written([base.header], base.form), rows=[])
    yield whole(base, "one row", "", written([base.header, base.rows[0]], base.form), rows=base.rows[:1])
    yield whole(base, "no line end at the end", "", text.removesuffix(end))
    yield whole(base, "two line ends at the end", "", text + end)
    yield whole(base, "many blank lines at the end", "", text + 5 * end)
    commas = base.form.delimiter * (len(base.header) - 1)
    yield whole(base, "blank rows of delimiters at the end", "", text + (commas + end) * 3)
    table = [[*cells, ""] for cells in [base.header, *base.rows]]
    yield whole(base, "a delimiter after every row", "", written(table, base.form), table[0], table[1:])


def beside(base: Base) -> Iterator[Polluted]:
    """Titles above the table, notes below it, other tables."""
    form, width = base.form, len(base.header)
    text, end = written([base.header, *base.rows], form), form.end
    pad = form.delimiter * (width - 1)
    title = f"Register of 2021{end}"
    about = f"Register of 2021{end}Published by the town hall on 3 May{end}"
    yield whole(base, "preamble", "one line", title + text)
    yield whole(base, "preamble", "a line, a blank one", title + end + text)
    yield whole(base, "preamble", "two lines", about + text)
    yield whole(base, "preamble", "two lines, a blank one", about + end + text)
    yield whole(base, "preamble", "padded", f"Register of 2021{pad}{end}{pad}{end}" + text)
    yield whole(base, "preamble", "comments", f"# register of 2021{end}# made by hand, checked twice{end}" + text)
    if width > 2:
        facts = (("Title", "Register"), ("Year", "2021"), ("Contact", "hall@town.example"))
        known = "".join(form.delimiter.join(fact) + end for fact in facts)
        yield whole(base, "preamble", "names and values", known + text)
        yield whole(base, "preamble", "names and values, a blank one", known + end + text)
    yield whole(base, "footnote", "source", text + f"Source: the town hall{end}")
    yield whole(base, "footnote", "after a blank line", text + f"{end}Figures are rounded.{end}")
    yield whole(base, "footnote", "padded", text + f"{pad}{end}Figures are rounded.{pad}{end}")
    yield whole(base, "footnote", "several", text + f"{end}Notes{end}1. Figures are rounded.{end}* estimate{end}")
    yield whole(base, "footnote", "with delimiters", text + f"{end}Figures are rounded{form.delimiter} or not.{end}")
    for n, other in other_tables(base):
        small = written(other, form)
        yield whole(base, "two tables", f"below, {n}", text + end + small)
        yield whole(base, "two tables", f"above, {n}", small + end + text)


def other_tables(base: Base) -> Iterator[tuple[str, list[Cells]]]:
    """Small tables of fewer and more columns than the base."""
    for name, width in (("narrower", max(2, len(base.header) - 2)), ("wider", len(base.header) + 2)):
        if width != len(base.header):
            yield (
                name,
                [[f"Word {c}" for c in range(width)], *([f"w{r}{c}" for c in range(width)] for r in range(3))][:3],
            )


def headers(base: Base) -> Iterator[Polluted]:
    """Headings missing, in several rows, twice, blank, with a line break."""
    form, width = base.form, len(base.header)
    body = written(base.rows, form)
    numbered = [f"column {n}" for n in range(1, width + 1)]
    yield whole(base, "no headings", "", body, numbered)
    if width > 4 and any(text.replace(".", "").isdecimal() for text in base.rows[0]):
        above = ["Group A", *[""] * (width // 2 - 1), "Group B", *[""] * (width - width // 2 - 1)]
        joined = [f"{'Group A' if i < width // 2 else 'Group B'} {h}" for i, h in enumerate(base.header)]
        yield whole(base, "headings in two rows", "", written([above, base.header], form) + body, joined)
        units = [f"unit {i}" for i in range(width)]
        three = [f"{h} {u}" for h, u in zip(joined, units, strict=True)]
        yield whole(base, "headings in three rows", "", written([above, base.header, units], form) + body, three)
    for i in range(width):
        one = [*base.header[:i], "", *base.header[i + 1 :]]
        yield whole(base, "a blank heading", str(i), written([one], form) + body, one)
        two = [*base.header[:i], base.header[i - 1], *base.header[i + 1 :]]
        yield whole(base, "a heading twice", str(i), written([two], form) + body, two)
    broken = [f"{h}{form.end}(1)" if i % 2 else h for i, h in enumerate(base.header)]
    yield whole(base, "line breaks in headings", "", written([broken], form) + body, broken)
    same = ["x"] * width
    yield whole(base, "headings all the same", "", written([same], form) + body, same)


def encodings(base: Base) -> Iterator[Polluted]:
    """The same letters as other bytes."""
    text = written([base.header, *base.rows], base.form)
    for name in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "mac-roman"):
        try:
            raw = text.encode(name)
        except UnicodeEncodeError:
            continue
        yield replace(whole(base, "encoding", name, ""), raw=raw)


def dialects(base: Base) -> Iterator[Polluted]:
    """The whole file written in another way."""
    table = [base.header, *base.rows]

    def as_written(kind: str, place: str, form: Form) -> Polluted:
        return whole(base, kind, place, written(table, form))

    for delimiter in (",", ";", "\t", " ", "|", ", ", "; ", "||", "::", "~"):
        for all_quoted in (False, True):
            form = replace(base.form, delimiter=delimiter, all_quoted=all_quoted)
            yield as_written("delimiter", f"{delimiter!r}, {'all' if all_quoted else 'few'} quoted", form)
    declared = f"sep={base.form.delimiter}{base.form.end}"
    yield whole(base, "sep=", "", declared + written(table, base.form))
    for end in ("\n", "\r", "\r\n"):
        lines = [[text.replace("\r\n", end) for text in cells] for cells in table]
        form = replace(base.form, end=end)
        yield whole(base, "record separator", repr(end), written(lines, form), rows=lines[1:])
    mixed = "".join(line(cells, base.form) + ("\n", "\r\n")[i % 2] for i, cells in enumerate(table))
    yield whole(base, "record separator", "mixed", mixed)
    for all_quoted in (False, True):
        form = replace(base.form, all_quoted=all_quoted)
        yield as_written("quotes", f"' {all_quoted}", replace(form, quote="'", escape="'"))
        yield as_written("quotes", f'" {all_quoted}', form)
        yield as_written("escape", f"backslash {all_quoted}", replace(form, escape="\\"))
    bare = [[plain_text(text, base.form) for text in cells] for cells in table]
    yield whole(base, "quotes", "none", written(bare, replace(base.form, quote="")), rows=bare[1:])


def plain_text(text: str, form: Form) -> str:
    """A text that needs no quotes."""
    return text.replace(form.delimiter, " ").replace("\r\n", " ").replace('"', "")


def swapped(base: Base, kind: str, row: int, place: str, text: str, cells: Cells, end: str = "") -> Polluted:
    """The table with another text for one row (0 is the headings), which is read as ``cells``."""
    table = [base.header, *base.rows]
    lines = [line(given, base.form) + base.form.end for given in table]
    lines[row] = text + (end or base.form.end)
    table[row] = cells
    return whole(base, kind, f"row {row} {place}", "".join(lines), table[0], table[1:])


def parts(base: Base, row: int) -> tuple[Cells, list[str]]:
    """A row's cells, and how they are written."""
    cells = [base.header, *base.rows][row]
    return cells, [cell(text, base.form) for text in cells]


def as_others_read(text: str, form: Form) -> Cells:
    """The cells of one line as the csv module reads them."""
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=form.delimiter, quotechar=form.quote))


def delimiters(base: Base) -> Iterator[Polluted]:
    """One row with a delimiter too many, too few, or with other delimiters."""
    mark = base.form.delimiter
    for row in range(len(base.rows) + 1):
        cells, texts = parts(base, row)
        for i in range(len(cells)):
            more = mark.join([*texts[:i], "", *texts[i:]])
            yield swapped(base, "a delimiter more", row, str(i), more, [*cells[:i], "", *cells[i:]])
            if i:
                less = mark.join([*texts[: i - 1], texts[i - 1] + texts[i], *texts[i + 1 :]])
                yield swapped(base, "a delimiter less", row, str(i), less, as_others_read(less, base.form))
        for other in (",", ";", "\t", " ", "|", ", "):
            if other != mark:
                text = line(cells, replace(base.form, delimiter=other))
                yield swapped(base, "another delimiter", row, repr(other), text, cells)


def quotes(base: Base) -> Iterator[Polluted]:
    """One cell with a quote too many, too few, or in the middle: the row's other cells and all other rows hold."""
    mark, quote = base.form.delimiter, base.form.quote
    for row in range(len(base.rows) + 1):
        cells, texts = parts(base, row)
        for i, text in enumerate(texts):
            bare = not text.startswith(quote)
            if bare:
                for kind, spoiled in (
                    ("before", quote + text),
                    ("after", text + quote),
                    ("within", f"{text[:2]}{quote}{text[2:]}"),
                ):
                    given = mark.join([*texts[:i], spoiled, *texts[i + 1 :]])
                    yield swapped(base, f"a quote {kind}", row, str(i), given, [*cells[:i], spoiled, *cells[i + 1 :]])
            elif "\n" not in text:
                for kind, spoiled in (("opening", text[1:]), ("closing", text[:-1])):
                    given = mark.join([*texts[:i], spoiled, *texts[i + 1 :]])
                    read = [*cells[:i], *spoiled.split(mark), *cells[i + 1 :]]
                    yield swapped(base, f"no {kind} quote", row, str(i), given, read)
                middle = f"{text[:3]}{quote}{text[3:]}"
                given = mark.join([*texts[:i], middle, *texts[i + 1 :]])
                read = [*cells[:i], cells[i][:2] + quote + cells[i][2:], *cells[i + 1 :]]
                yield swapped(base, "a quote within quotes", row, str(i), given, read)


def ends(base: Base) -> Iterator[Polluted]:
    """One row that ends otherwise than the rest, or not at all."""
    for row in range(len(base.rows) + 1):
        cells, texts = parts(base, row)
        text = base.form.delimiter.join(texts)
        for end in ("\n", "\r", "\r\n"):
            if end != base.form.end:
                yield swapped(base, "another line end", row, repr(end), text, cells, end)
        yield swapped(base, "a blank line after", row, "", text, cells, 2 * base.form.end)
        everything = base.form.quote + text.replace(base.form.quote, 2 * base.form.quote) + base.form.quote
        if not base.form.all_quoted:
            yield swapped(base, "a row quoted as one cell", row, "", everything, cells)


def reading(raw: bytes) -> tuple[Cells, list[Cells]] | None:
    """The headings and rows that come out of a file as ``read --csv`` writes them; None when it is refused."""
    try:
        table = delimited.from_utf8(encoding.to_utf8(raw), "a file")
    except Trouble:
        return None
    return list(table.headings[: named(table)]), [list(row) for row in plain_rows(table, 0)]


def likeness(found: Iterable[Hashable], wanted: Iterable[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean of one bag against another."""
    ours, theirs = Counter(found), Counter(wanted)
    if not ours and not theirs:
        return 1.0, 1.0, 1.0
    both = (ours & theirs).total()
    precision, recall = both / max(ours.total(), 1), both / max(theirs.total(), 1)
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def points(file: Polluted) -> float:
    """How well a file is read, 0 to 10: read at all, then headings, records and cells as bags."""
    found = reading(file.raw)
    if found is None:
        return 0.0
    header, rows = found
    cells = [text for row in rows for text in row]
    wanted = [text for row in file.rows for text in row]
    measures = (
        likeness(header, file.header),
        likeness(map(tuple, rows), map(tuple, file.rows)),
        likeness(cells, wanted),
    )
    return 1.0 + sum(map(sum, measures))
