"""What a column's cells look like: shares of numbers, dates, addresses and handles in a sample of them."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.importing.columns.headings import folded, words
from core.importing.values import dates, handles, levels, numbers

SAMPLE = 400
RATE_TOP = 100
EXAMPLES = 3


@dataclass(frozen=True)
class Contents:
    """Shares (0..1) among the cells that say something; ``filled`` is the share that does. ``over``: numbers beyond
    the highest level; ``large``: numbers beyond any rate in percent; ``lowered``: cells without a capital; ``tier``:
    words for sizes of an audience. ``examples``: some of the cells."""

    filled: float
    number: float
    plain_number: float
    day: float
    address: float
    email: float
    handle: float
    named_handle: float
    level: float
    platform: float
    signed: float
    over: float = 0.0
    large: float = 0.0
    lowered: float = 0.0
    tier: float = 0.0
    examples: tuple[str, ...] = ()


LONGEST = 2000
"""Letters of a cell that are looked at: an address is shorter, and the patterns are slow over long ones."""

_DIGIT = re.compile(r"\d")


def look(column: Any, missing: frozenset[str]) -> Contents:
    """Looks at a fixed sample of a pyarrow column's cells; ``missing`` words say nothing."""
    cells = sample(column)
    said = _cells_that_say(cells, missing)
    # A column filled for a few of many rows holds something nevertheless.
    said = said or _cells_that_say(_first_filled(column), missing)
    distinct = Counter(said)
    values = {cell: _parse_number(cell) for cell in distinct}
    share_fitting = partial(_share_fitting, distinct)
    return Contents(
        filled=len(said) / max(1, len(cells)),
        number=share_fitting(lambda cell: values[cell] is not None),
        plain_number=share_fitting(str.isdecimal),
        day=share_fitting(lambda cell: any(dates.parse(cell, first)[0] for first in (True, False))),
        address=share_fitting(lambda cell: "." in cell and handles.address(cell) is not None),
        email=share_fitting(handles.emails),
        handle=share_fitting(handles.looks_like_handle),
        named_handle=share_fitting(handles.NAMED.fullmatch),
        level=share_fitting(lambda cell: cell == "?" or levels.parse(cell) is not None),
        platform=share_fitting(handles.platform),
        signed=share_fitting(lambda cell: cell[0] in "+−-" and cell[1:].strip()[:1].isdigit()),
        over=share_fitting(lambda cell: (values[cell] or 0) > levels.HIGHEST),
        large=share_fitting(lambda cell: (values[cell] or 0) > RATE_TOP),
        lowered=share_fitting(lambda cell: cell == cell.lower()),
        tier=share_fitting(lambda cell: folded(cell) in words()["tiers"]),
        examples=tuple(dict.fromkeys(cell[:60] for cell in distinct))[:EXAMPLES],
    )


def _cells_that_say(cells: Sequence[str], missing: frozenset[str]) -> list[str]:
    return [cell for cell in (c[:LONGEST].strip() for c in cells) if cell and cell.casefold() not in missing]


def _parse_number(cell: str) -> float | None:
    if not _DIGIT.search(cell):
        return None
    value = numbers.parse(cell).value
    return numbers.parse(cell, ",").value if value is None else value


def sample(column: Any) -> list[str]:
    """The same cells at each look, from all over the column: the top of a file is often its best part."""
    n = len(column)
    taken = column if n <= SAMPLE else column.take(sorted(random.Random(n).sample(range(n), SAMPLE)))
    found: list[str] = taken.to_pylist()
    return found


def _first_filled(column: Any) -> list[str]:
    import pyarrow.compute as pc

    filled = column.filter(pc.not_equal(pc.utf8_trim_whitespace(column), ""))
    found: list[str] = filled.slice(0, SAMPLE).to_pylist()
    return found


def _share_fitting(cells: Counter[str], fits: Callable[[str], object]) -> float:
    """The share of cells that fit (0..1); each text is looked at once, however many cells hold it."""
    return sum(n for cell, n in cells.items() if fits(cell)) / max(1, cells.total())
