"""What keeps the table where it is read while sorting, filters and new data change the list."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QTableView

from core.model import LongArray
from gui.desk.live import Live


class Anchor:
    """Remembers who was in sight when the table was last painted: the selected one stays where it stood on the
    screen. A filter begins at the top, and the way back leads to where one came from."""

    def __init__(self, view: QTableView, live: Live, rows_in_sight: Callable[[], int]) -> None:
        self._view, self._live, self._rows_in_sight = view, live, rows_in_sight
        self._people: LongArray = np.empty(0, np.int64)
        self._first = 0
        self._home: tuple[int, int] | None = None

    def see(self, index: LongArray) -> None:
        """These candidates (rows of the board, from the top) are in sight."""
        board = self._live.board
        if board is not None:
            self._first = self._view.verticalScrollBar().value()
            self._people = board.person[index[: self._rows_in_sight()]]

    def hold(self, before: int) -> None:
        """Scrolls to where reading goes on; ``before`` is how long the list was."""
        bar, count = self._view.verticalScrollBar(), self._view.model().rowCount()
        if count < before and self._home is None:
            self._home = before, self._first
        back = self._home is not None and count >= self._home[0]
        place, offset = self._find_selected()
        if place is not None:
            bar.setValue(place - offset)
        elif back and self._home is not None:
            bar.setValue(self._home[1])
        elif count < before:
            bar.setValue(0)
        if back:
            self._home = None

    def _find_selected(self) -> tuple[int | None, int]:
        """Where the selected one stands now, if it was in sight, and how far from the top it stood."""
        live = self._live
        if live.board is None or live.selected is None:
            return None, 0
        seen = np.flatnonzero(self._people == live.board.person[live.selected])
        if live.listing is None or not len(seen):
            return None, 0
        return live.listing.place_of(live.selected), int(seen[0])
