"""A ranking listed in another order, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.model import LongArray

if TYPE_CHECKING:
    from core.ranking.live import LiveRanking, Window


class ReadingOrder:
    """A listing in another order, for reading: the ranks, seats and line stay those of the ranking."""

    def __init__(self, ranking: LiveRanking, order: LongArray) -> None:
        self._ranking = ranking
        self._order = order

    def __len__(self) -> int:
        return len(self._order)

    def window(self, first: int, count: int) -> Window:
        """Some rows of the listing, with their ranks."""
        return self._ranking.described(first, self._order[first : first + count])

    def place_of(self, index: int) -> int | None:
        """The row of the listing where a candidate stands; None where it is not shown."""
        found = np.flatnonzero(self._order == index)
        return int(found[0]) if len(found) else None
