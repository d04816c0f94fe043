"""Campaign: every campaign of the workspace that is open, a new one, other workspaces, the sample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from core.i18n import tr, trn
from gui.desk.drop_frame import DropFrame
from gui.parts.card import Card
from gui.parts.columns import Column, Columns
from gui.parts.controls import Button, label, small
from gui.parts.named import named
from gui.parts.place import GUTTER, Place
from gui.parts.theme import CARD_TITLE, STRONG
from gui.window.campaign_cards import CampaignCard, FileLine, SampleCard
from gui.window.file_commands import Files
from gui.window.new_campaign import NewCampaign

if TYPE_CHECKING:
    from core.invitations.actions import ListedCampaign

ACROSS, SIDE, RIGHT_WIDTH = 2, 16, 384


class CampaignPlace(Place):
    """``chosen`` (id): a campaign of this workspace is to come into view."""

    chosen = Signal(object)

    def __init__(self, files: Files) -> None:
        super().__init__("campaign", tr("Campaigns"))
        self._files = files
        self.cards: list[CampaignCard] = []
        self.new = NewCampaign()
        self.drop = DropFrame("drop", files.import_files)
        self.sample = SampleCard(files.sample)
        self.files = Card("files_card")
        self.files.setAccessibleName(tr("Where they are kept"))
        self._file_lines: QWidget | None = None
        self._lay_out()
        self.new.changed.connect(self._offer_new)
        self.new.wanted.connect(self._create)
        self.new.details_wanted.connect(lambda: files.ask_details(self.new.values(), self.new.clear))
        self.drop.taken.connect(files.import_paths)
        self.show_campaigns([], 0)

    def _lay_out(self) -> None:
        self._cards = QGridLayout()
        self._cards.setSpacing(GUTTER)
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(SIDE, 12, SIDE, 12)
        self.files.contents.addLayout(self._inside)
        self._inside.addWidget(label("files_title", tr("Where they are kept"), size=CARD_TITLE, weight=STRONG))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(GUTTER)
        left.addLayout(self._cards)
        left.addWidget(self.files)
        left.addStretch()
        for part in (self.new, self.drop):
            right.addWidget(part)
        right.addStretch()
        beside = named(QWidget(), "campaigns_beside")
        beside.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        known = named(QWidget(), "campaigns_inside")
        known.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        new, all_ = (tr("New campaign"), _scroll(beside, "new_scroll")), (tr("Campaigns"), _scroll(known, "all_scroll"))
        self.columns = Columns("campaign_columns", (Column(*all_), Column(*new, RIGHT_WIDTH)))
        self.content.addWidget(self.columns, 1)

    def come(self) -> None:
        self._show_files()

    def follow(self) -> None:
        self._show_files()

    def begin(self) -> None:
        opened = next((card for card in self.cards if card.is_open), None)
        if opened is None or self._files.has_waiting:
            self.begin_new()
        else:
            opened.setFocus(Qt.FocusReason.OtherFocusReason)

    def regions(self) -> Sequence[QWidget]:
        return (*self.cards[:1], self.new, self.blue)

    def begin_new(self) -> None:
        """Puts the keyboard where a new campaign is named."""
        self.columns.show_part(1)
        self.new.begin()

    def show_campaigns(self, listed: Sequence[ListedCampaign], shown: int) -> None:
        """The campaigns of the workspace that is open; ``shown`` is the id of the one in view (0: none)."""
        for card in self.cards:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards.removeWidget(self.sample)
        self.cards = [CampaignCard(one, one.campaign.id == shown) for one in listed]
        for at, card in enumerate(self.cards):
            card.clicked.connect(lambda checked=False, number=listed[at].campaign.id: self.chosen.emit(number))
        for at, widget in enumerate((*self.cards, self.sample)):
            self._cards.addWidget(widget, at // ACROSS, at % ACROSS, Qt.AlignmentFlag.AlignTop)
        count = trn("{n} campaign stands in this workspace.", "{n} campaigns stand in this workspace.", len(listed))
        first = tr("Whom do you invite? Name a campaign, drop a file of candidates, or look at the sample first.")
        self.say_next(count if listed else first)
        self._offer_new()
        self._show_files()

    def _offer_new(self) -> None:
        """The blue button creates what was typed, or leads to the field."""
        if self.new.typed:
            self.offer(tr("Create “{name}”", name=short_name(self.new.typed)).replace("&", "&&"), self.new.ask_for_it)
        else:
            self.offer(tr("New campaign…"), self.begin_new)
        self.new.stored.setText(self._files.where_stored(self.new.typed))

    def _create(self, values: object) -> None:
        self._files.create(self.new.values())
        self.new.clear()

    def _show_files(self) -> None:
        """The workspace that is open, those opened lately, one link each, and the way to another."""
        if self._file_lines is not None:
            self._inside.removeWidget(self._file_lines)
            self._file_lines.hide()
            self._file_lines.deleteLater()
        self._file_lines = named(QWidget(), "recent")
        self._file_lines.setAccessibleName(tr("Opened lately"))
        lines = QVBoxLayout(self._file_lines)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.setSpacing(2)
        here = self._files.session.path
        if here is not None:
            lines.addWidget(small("file_here", str(here), wrap=True))
        for at, path in enumerate(path for path in self._files.recent() if path != here):
            lines.addWidget(FileLine(at, path, self._files.open_path))
        another = Button("file_open", tr("Open another workspace…"), "link")
        another.setAccessibleName(another.text())
        another.clicked.connect(lambda: self._files.open())
        lines.addWidget(another)
        self._inside.addWidget(self._file_lines)


def short_name(name: str, most: int = 28) -> str:
    """A name as it fits on a button."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _scroll(inside: QWidget, name: str) -> QScrollArea:
    scroll = named(QScrollArea(), name)
    scroll.setAccessibleName(tr("Campaigns"))
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    scroll.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return scroll
