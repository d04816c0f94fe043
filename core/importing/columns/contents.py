"""What a column's cells look like: shares of numbers, dates, addresses and handles in a sample of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


def look(column: Any, missing: frozenset[str]) -> Contents:
    """Looks at a fixed sample of a pyarrow column's cells; ``missing`` words say nothing."""
    cells = sample(column)
    said = _cells_that_say(cells, missing)
    # A column filled for a few of many rows holds something nevertheless.
    said = said or _cells_that_say(_first_filled(column), missing)
    values = [_parse_number(cell) for cell in said]
    return Contents(
        filled=len(said) / max(1, len(cells)),
        number=_share_fitting(values, lambda value: value is not None),
        plain_number=_share_fitting(said, str.isdecimal),
        day=_share_fitting(said, lambda cell: any(dates.parse(cell, first)[0] for first in (True, False))),
        address=_share_fitting(said, lambda cell: "." in cell and handles.address(cell) is not None),
        email=_share_fitting(said, lambda cell: bool(handles.emails(cell))),
        handle=_share_fitting(said, handles.looks_like_handle),
        named_handle=_share_fitting(said, lambda cell: bool(handles.NAMED.fullmatch(cell))),
        level=_share_fitting(said, lambda cell: cell == "?" or levels.parse(cell) is not None),
        platform=_share_fitting(said, lambda cell: bool(handles.platform(cell))),
        signed=_share_fitting(said, lambda cell: cell[0] in "+−-" and cell[1:].strip()[:1].isdigit()),
        over=_share_fitting(values, lambda value: value is not None and value > levels.HIGHEST),
        large=_share_fitting(values, lambda value: value is not None and value > RATE_TOP),
        lowered=_share_fitting(said, lambda cell: cell == cell.lower()),
        tier=_share_fitting(said, lambda cell: folded(cell) in words()["tiers"]),
        examples=tuple(dict.fromkeys(cell[:60] for cell in said))[:EXAMPLES],
    )


def _cells_that_say(cells: Sequence[str], missing: frozenset[str]) -> list[str]:
    return [cell for cell in (c[:LONGEST].strip() for c in cells) if cell and cell.casefold() not in missing]


def _parse_number(cell: str) -> float | None:
    value = numbers.parse(cell).value
    return numbers.parse(cell, ",").value if value is None else value


def sample(column: Any) -> list[str]:
    """The same cells at each look, from all over the column: the top of a file is often its best part."""
    n = len(column)
    places = range(n) if n <= SAMPLE else sorted(random.Random(n).sample(range(n), SAMPLE))
    return [column[place].as_py() for place in places]


def _first_filled(column: Any) -> list[str]:
    import pyarrow.compute as pc

    filled = column.filter(pc.not_equal(pc.utf8_trim_whitespace(column), ""))
    found: list[str] = filled.slice(0, SAMPLE).to_pylist()
    return found


def _share_fitting(cells: Sequence[Any], fits: Callable[[Any], bool]) -> float:
    return sum(map(fits, cells)) / len(cells) if cells else 0.0
