"""What waits for a decision beside the people: pairs that may be one person, and what files say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.campaign.doubles import OpenPairs
from core.i18n import integer, tr, trn
from gui.parts.card import Card
from gui.parts.controls import QUIET, Button, Elided, label, small
from gui.parts.named import named
from gui.parts.theme import CARD_TITLE, MEDIUM, STRONG
from gui.people.importing.duplicates import Duplicates
from gui.people.importing.fields import name_of

if TYPE_CHECKING:
    from core.importing.changes import Change

MOST = 20
"""Changes shown at once; as they are decided the next ones come up."""
LONGEST = 120


class ToDecide(QScrollArea):
    """``pair_decided`` (proposal, whether they are one); ``changes_decided`` (numbers, whether they are taken). It
    scrolls where the screen is too low for both cards."""

    pair_decided = Signal(object, bool)
    changes_decided = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("to_decide")
        self.setAccessibleName(tr("To decide"))
        self.pairs = Duplicates(narrow=True)
        self._pairs_card = Card("pairs_card")
        self._pairs_card.setAccessibleName(tr("Possible duplicates"))
        self._pairs_card.contents.setContentsMargins(16, 14, 8, 10)
        self._pairs_card.contents.addWidget(self.pairs)
        self.changes = ChangesCard()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inner = named(QWidget(), "to_decide_inner")
        inner.setAccessibleName(self.accessibleName())
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for card in (self._pairs_card, self.changes):
            card.hide()
            layout.addWidget(card, 1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.pairs.decided.connect(self.pair_decided)
        self.changes.decided.connect(self.changes_decided)

    def show_waiting(self, pairs: OpenPairs, changes: Sequence[Change]) -> None:
        """Shows what waits; a card with nothing to decide is not shown."""
        self.pairs.show_pairs(pairs)
        self._pairs_card.setVisible(bool(pairs.pairs))
        self.changes.show_changes(changes)
        self.changes.setVisible(bool(changes))


class ChangesCard(Card):
    """Each change with its old text and its new. ``decided`` (numbers of changes, whether they are taken)."""

    decided = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__("changes_card")
        self.setAccessibleName(tr("What files would change"))
        title = tr("What files would change")
        self.area = named(QScrollArea(), "changes_scroll")
        self.area.setAccessibleName(title)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.state = small("changes_card_state", wrap=True)
        self.contents.setContentsMargins(16, 14, 8, 10)
        self.contents.setSpacing(8)
        self.contents.addWidget(label("changes_card_title", title, size=CARD_TITLE, weight=STRONG, wrap=True))
        self.contents.addWidget(self.state)
        self.contents.addWidget(self.area, 1)
        self.take_all = Button("changes_card_take_all", tr("Take all"), "link")
        self.leave_all = Button("changes_card_leave_all", tr("Leave all"), "link")
        row = QHBoxLayout()
        for button, taken in ((self.take_all, True), (self.leave_all, False)):
            button.setAccessibleName(button.text())
            button.clicked.connect(partial(self._emit_all, taken))
            row.addWidget(button)
        row.addStretch()
        self.contents.addLayout(row)
        self._changes: Sequence[Change] = ()

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Shows the changes that wait, the newest file's first."""
        self._changes = changes
        self.state.setText(
            trn("{n} text differs from what is known.", "{n} texts differ from what is known.", len(changes))
        )
        inner = named(QWidget(), "changes_inner")
        inner.setAccessibleName(self.accessibleName())
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.setSpacing(10)
        for change in changes[:MOST]:
            lines.addLayout(self._make_change(change))
        lines.addStretch()
        self.area.setWidget(inner)
        inner.setAutoFillBackground(False)

    def _make_change(self, change: Change) -> QVBoxLayout:
        name = f"change_{change.id}"
        who = Elided(f"{name}_who", weight=MEDIUM)
        who.setText(f"{change.name} · {name_of(change.field)}")
        old, new = change.old[:LONGEST], change.new[:LONGEST]
        words = label(f"{name}_words", tr("“{old}” → “{new}”", old=old, new=new), wrap=True)
        where = Elided(f"{name}_where", role=QUIET)
        where.setText(tr("{file}, row {row}", file=change.file, row=integer(change.row)))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for taken, text in ((True, tr("Take")), (False, tr("Leave"))):
            button = Button(f"{name}_{'take' if taken else 'leave'}", text)
            button.setAccessibleName(f"{text}: {who.text()}, {words.text()}")
            button.clicked.connect(partial(self._emit_one, change.id, taken))
            buttons.addWidget(button)
        buttons.addStretch()
        lines = QVBoxLayout()
        lines.setSpacing(2)
        for part in (who, words, where):
            lines.addWidget(part)
        lines.addLayout(buttons)
        return lines

    def _emit_one(self, number: int, taken: bool, checked: bool = False) -> None:
        self.decided.emit([number], taken)

    def _emit_all(self, taken: bool, checked: bool = False) -> None:
        self.decided.emit([change.id for change in self._changes], taken)
