"""What a column's cells look like: shares of numbers, dates, addresses and handles in a sample of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.importing.values import dates, handles, numbers

SAMPLE = 400
LEVEL_WORDS = frozenset({"0", "1", "2", "3", "4", "0.0", "1.0", "2.0", "3.0", "4.0", "?"})


@dataclass(frozen=True)
class Contents:
    """Shares (0..1) among the cells that say something; ``filled`` is the share that does."""

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


LONGEST = 2000
"""Letters of a cell that are looked at: an address is shorter, and the patterns are slow over long ones."""


def look(column: Any, missing: frozenset[str]) -> Contents:
    """Looks at a fixed sample of a pyarrow column's cells; ``missing`` words say nothing."""
    cells = _sample(column)
    said = [cell for cell in (c[:LONGEST].strip() for c in cells) if cell and cell.casefold() not in missing]
    return Contents(
        filled=len(said) / max(1, len(cells)),
        number=_share(
            said, lambda cell: numbers.parse(cell).value is not None or numbers.parse(cell, ",").value is not None
        ),
        plain_number=_share(said, str.isdecimal),
        day=_share(said, lambda cell: any(dates.parse(cell, first)[0] for first in (True, False))),
        address=_share(said, lambda cell: "." in cell and handles.address(cell) is not None),
        email=_share(said, lambda cell: bool(handles.email(cell))),
        handle=_share(said, handles.looks_like_handle),
        named_handle=_share(said, lambda cell: bool(handles.NAMED.fullmatch(cell))),
        level=_share(said, LEVEL_WORDS.__contains__),
        platform=_share(said, lambda cell: bool(handles.platform(cell))),
        signed=_share(said, lambda cell: cell[0] in "+−-" and cell[1:].strip()[:1].isdigit()),
    )


def _sample(column: Any) -> list[str]:
    """The same cells at each look, from all over the column: the top of a file is often its best part."""
    n = len(column)
    places = range(n) if n <= SAMPLE else sorted(random.Random(n).sample(range(n), SAMPLE))
    return [column[place].as_py() for place in places]


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, cells)) / len(cells) if cells else 0.0
