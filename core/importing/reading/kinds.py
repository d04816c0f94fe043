"""What cells look like, and whether a row of them names the columns below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

NUMBER = re.compile(
    r"\(?[-+~<>]?\s*[€$£]?\s*[-+]?\d[\d\s.,'’\u00a0\u202f\u2009]*(?:e[-+]?\d+)?\s*(?:%|k|m|b|md|bn|€|\$|£|eur|usd)?\)?",
    re.IGNORECASE,
)
MONTH = (
    r"(?:jan(?:uary|vier)?|feb(?:ruary)?|f[ée]v(?:rier)?|mar(?:ch|s)?|apr(?:il)?|avr(?:il)?|may|mai|june?|juin|july?"
    r"|juil(?:let)?|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|dec(?:ember)?"
    r"|d[ée]c(?:embre)?)\.?"
)
DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]\d{1,2}:\d{2}.*)?|\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th|er)?[ /-])?{MONTH}(?:[ ,/-]+\d{{4}}|-\d\d)",
    re.IGNORECASE,
)
LINK = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|@\w\S*", re.IGNORECASE)
YEAR = re.compile(r"19\d\d|20[0-4]\d")
MISSING_MARKS = frozenset({"", "-", "--", "n/a", "na", "nan", "null", "none", "n.c.", "nc", "?"})
LONGEST = 1000
"""Letters of a cell that are looked at: one of 50 MB would hold up the whole program."""


def kind(cell: str) -> str:
    """What a cell's text looks like: number, date, link, text, or nothing."""
    text = cell[:LONGEST].strip()
    if text.lower() in MISSING_MARKS:
        return ""
    for name, pattern in (("date", DATE), ("number", NUMBER), ("link", LINK)):
        if pattern.fullmatch(text[:120]):
            return name
    return "text"


def usual_kind(kinds: Sequence[str]) -> str:
    """The kind four of five cells have; empty when they are mixed."""
    found = Counter(kinds).most_common(1)
    return found[0][0] if found and found[0][1] * 5 >= len(kinds) * 4 else ""


def kinds_at(rows: Sequence[Sequence[str]], i: int) -> list[str]:
    """The kinds of a column's cells that hold something."""
    return [k for row in rows if i < len(row) if (k := kind(row[i]))]


def filled(cells: Sequence[str]) -> int:
    """How many cells hold something."""
    return sum(1 for cell in cells if cell and not cell.isspace())


def usual(values: Sequence[int]) -> int:
    """The most frequent value, the larger of equals; 0 for none."""
    counts = Counter(values)
    return max(counts, key=lambda v: (counts[v], v), default=0)


def is_heading(first: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: it does unless its cells are of the kinds below them."""
    numbers = sum(1 for cell in first if kind(cell) in ("number", "date") and not YEAR.fullmatch(cell.strip()))
    if not body:
        return not numbers
    found = votes(first, body)
    return found > 0 or (found == 0 and 2 * numbers <= filled(first))


def votes(first: Sequence[str], body: Sequence[Sequence[str]]) -> int:
    """For a heading: one for each word above numbers, dates or links; against it: each cell like those below it.

    Years above other numbers, dates above numbers, and numbers that count on (1, 2, 3) are words in this.
    """
    found, counted = 0, counts_on(first) and not any(map(counts_on, body[:5]))
    for i, cell in enumerate(first):
        below = [row[i] for row in body[:200] if i < len(row)]
        typed = usual_kind([k for k in map(kind, below) if k])
        if typed == "text" or not typed:
            found -= ordinary(cell, below)
        elif kind(cell) == "text" or (kind(cell) == "date" and typed == "number") or (counted and kind(cell)):
            found += 1
        elif kind(cell) == typed and (mostly_years(below) or not YEAR.fullmatch(cell.strip())):
            found -= 1
    return found


def names_no_rows(first: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether the headings leave out the first column, of the rows' numbers or names: they fit one further better."""
    if not body or not all(len(cells) == len(first) + 1 and cells[-1].strip() for cells in body):
        return False
    numbered = all(cells[0] == str(n) for n, cells in enumerate(body, start=1))
    return numbered or votes(["", *first], body) > votes(first, body)


def counts_on(cells: Sequence[str]) -> bool:
    """Whether a row's numbers, three or more, go up or down by the same step (or four in five), as years do."""
    numbers = [cell.strip() for cell in cells if kind(cell) == "number"]
    if len(numbers) < 3 or not all(map(str.isdecimal, numbers)):
        return False
    steps = [int(right) - int(left) for left, right in pairwise(numbers)]
    step = usual(steps)
    return step != 0 and 5 * steps.count(step) >= 4 * len(steps)


def mostly_years(cells: Sequence[str]) -> bool:
    """Whether more than half of the cells are years themselves."""
    return 2 * sum(1 for cell in cells if YEAR.fullmatch(cell.strip())) > len(cells)


def ordinary(cell: str, below: Sequence[str]) -> bool:
    """Whether a text of the first row is like its column's others: one of a few values, or a code of their form."""
    if not cell.strip():
        return False
    form = code(cell)
    return below.count(cell) * 4 > len(below) or (
        form != "" and sum(code(c) == form for c in below) * 5 > len(below) * 4
    )


def code(cell: str) -> str:
    """The form of a text with digits in it, such as A-99; empty for others."""
    return re.sub(r"[^\W\d_]+", "A", re.sub(r"\d+", "9", cell.strip())) if any(map(str.isdecimal, cell)) else ""
