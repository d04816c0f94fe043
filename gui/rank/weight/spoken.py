"""What a move of the weight changes, said at once: on the slider's description, and aloud by a screen reader."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from core.i18n import percent, tr, trn
from core.model import LongArray
from gui.desk.live import Live


class SpokenEffect(QObject):
    """Follows a ``Live``: ``words`` say how many names changed since the weight last stood still. They are there
    when ``Live.moved`` has been heard: nobody waits for them."""

    def __init__(self, slider: QWidget, live: Live) -> None:
        super().__init__(slider)
        self._slider, self._live = slider, live
        self._held: LongArray = np.empty(0, np.int64)
        self.words = ""
        live.moved.connect(self._say_effect)
        live.settled.connect(self._end_move)
        live.shown.connect(self._begin_anew)
        self._stand_still()

    def _stand_still(self) -> None:
        """From here on names are counted anew."""
        ranking = self._live.ranking
        self._held = np.empty(0, np.int64) if ranking is None else ranking.invited()

    def _end_move(self, weight: int) -> None:
        self._stand_still()

    def _begin_anew(self) -> None:
        """Another board: nothing has moved on it yet."""
        self.words = ""
        self._stand_still()

    def _say_effect(self) -> None:
        ranking = self._live.ranking
        if ranking is None:
            return
        changed = int(np.count_nonzero(~np.isin(ranking.invited(), self._held)))
        self.words = effect_words(self._live.weight, changed)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._slider, self.words))


def effect_words(weight: int, changed: int) -> str:
    """``42 %: 2 names change``."""
    at = percent(weight / 10, 0 if weight % 10 == 0 else 1)
    if not changed:
        return tr("{weight}: no name changes", weight=at)
    return trn("{weight}: {n} name changes", "{weight}: {n} names change", changed, weight=at)
