"""The last page of the import: pairs of people who may be one, confirmed or refused by a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from core.campaign.doubles import OpenPairs
from core.i18n import tr, trn
from core.importing.identity.both_sides import About, Point
from core.importing.proposals import Pending
from core.model import PLATFORMS
from gui.parts.controls import QUIET, Button, Elided, label, small
from gui.parts.named import named
from gui.parts.theme import STRONG
from gui.people.importing.fields import name_of

MOST = 40
"""Pairs shown at once; as they are decided the next ones come up."""
LONGEST = 200


def about_words(about: About, seated: bool) -> str:
    """What tells somebody from another of the same name: ``@ada (Instagram), France, holds a seat``."""
    kind, _, value = about.key.partition(":")
    account = "" if kind == "name" else f"@{value} ({name_of(kind)})" if kind in PLATFORMS else value
    seat = tr("holds a seat") if seated else ""
    known = [text[:60] for text in (account, about.country, about.organisation) if text]
    return ", ".join([*(known or [tr("nothing else known")]), *([seat] if seat else [])])


def side_words(points: Sequence[Point]) -> str:
    """One side of a pair: ``the same name, the same country``."""
    return ", ".join(tr(point.words, network=name_of(point.network)) for point in points) or tr("nothing known")


def count_words(found: OpenPairs) -> str:
    """``3 pairs may be one person; they hold 4 seats``."""
    words = trn("{n} pair may be one person", "{n} pairs may be one person", len(found.pairs))
    seats = trn("they hold {n} seat", "they hold {n} seats", found.seats)
    return tr("{pairs}; {seats}", pairs=words, seats=seats) if found.seats else words


class Duplicates(QWidget):
    """Shows and asks only: ``decided`` (the proposal's id, whether they are one). ``narrow``: the buttons of a pair
    stand below its words."""

    decided = Signal(object, bool)

    def __init__(self, narrow: bool = False) -> None:
        super().__init__()
        self._narrow = narrow
        self.setObjectName("duplicates")
        self.setAccessibleName(tr("Possible duplicates"))
        self.title = label("duplicates_title", weight=STRONG, wrap=narrow)
        self.area = named(QScrollArea(), "duplicates_scroll")
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(tr("Possible duplicates"))
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.viewport().setAutoFillBackground(False)
        if narrow:
            self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._buttons: list[list[Button]] = []
        self._decided: tuple[int, int] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        why = tr("A shared name alone never joins two people: say so yourself.")
        layout.addWidget(small("duplicates_text", why, wrap=narrow))
        layout.addWidget(self.area, 1)

    def show_pairs(self, found: OpenPairs) -> None:
        """Shows the pairs still to be decided; the next one stands where the last decision was made."""
        more = trn("the first is shown", "the first {n} are shown", MOST)
        self.title.setText(count_words(found) + (f" · {more}" if len(found.pairs) > MOST else ""))
        scrolled, self._buttons = self.area.verticalScrollBar().value(), []
        inner = named(QWidget(), "pairs")
        inner.setAccessibleName(tr("Pairs"))
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 4, 8, 4)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(2 if self._narrow else 0, 1)
        for row, pair in enumerate(found.pairs[:MOST]):
            self._add_pair(grid, row, pair, found.invited)
        grid.setRowStretch(2 * MOST, 1)
        self.area.setWidget(inner)
        inner.setAutoFillBackground(False)
        inner.adjustSize()
        self._resume_at(scrolled)

    def _resume_at(self, scrolled: int) -> None:
        self.area.verticalScrollBar().setValue(scrolled)
        if self._decided and self._buttons:
            row, column = self._decided
            self._buttons[min(row, len(self._buttons) - 1)][column].setFocus(Qt.FocusReason.OtherFocusReason)
        self._decided = None

    def _emit_decision(self, row: int, number: int, same: bool, checked: bool = False) -> None:
        self._decided = (row, 0 if same else 1)
        self.decided.emit(number, same)

    def _add_pair(self, grid: QGridLayout, row: int, pair: Pending, invited: Collection[int]) -> None:
        text = QVBoxLayout()
        text.setSpacing(0)
        names = Elided(f"pair_{pair.id}_names")
        names.setText(" = ".join(name[:LONGEST] for name in pair.names) + " ?")
        known = zip(pair.about, (pair.one, pair.other), strict=True)
        about = " = ".join(about_words(one, person in invited) for one, person in known)
        speaks = tr("For: {points}", points=side_words(pair.sides.speaks_for))
        against = tr("Against: {points}", points=side_words(pair.sides.against))
        text.addWidget(names)
        text.addWidget(small(f"pair_{pair.id}_about", about, role=QUIET, wrap=True))
        text.addWidget(small(f"pair_{pair.id}_sides", f"{speaks} · {against}", role=QUIET, wrap=True))
        words_at = (2 * row, 0, 1, 3) if self._narrow else (row, 0, 1, 1)
        grid.addLayout(text, *words_at)
        self._buttons.append([])
        for column, (same, words) in enumerate(((True, tr("One person")), (False, tr("Two people"))), 1):
            button = Button(f"pair_{pair.id}_{'one' if same else 'two'}", words)
            button.setAccessibleName(f"{names.text()} {words}")
            button.clicked.connect(partial(self._emit_decision, row, pair.id, same))
            self._buttons[row].append(button)
            at = (2 * row + 1, column - 1) if self._narrow else (row, column)
            grid.addWidget(button, *at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
