"""Edits refused since another program changed the file, until the user has said what is to become of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.workspace.refused import ChangedOutside

Again = Callable[[], object]


class Refusals(QObject):
    """Gathers what was refused in one opening of a workspace; it means nothing in another one.

    ``noticed`` (ChangedOutside) once in each opening, however many edits are refused before the user has chosen.
    """

    noticed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._edits: list[Again] = []
        self._opening: int | None = None

    def take(self, opening: int, trouble: ChangedOutside, again: Again | None = None) -> None:
        """An edit was refused in an opening; ``again`` makes it anew, where it was the user's own."""
        known, self._opening = self._opening == opening, opening
        if not known:
            self._edits.clear()
        if again is not None:
            self._edits.append(again)
        if not known:
            self.noticed.emit(trouble)

    def settle(self, opening: int) -> list[Again]:
        """It is decided what becomes of them: gives what was refused in this opening; the next refusal is told anew."""
        edits = self._edits if self._opening == opening else []
        self._edits, self._opening = [], None
        return edits
