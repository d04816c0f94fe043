"""Campaign: every campaign of the workspace that is open, a new one, other workspaces, the sample."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.i18n import day, tr, trn
from core.invitations.actions import ListedCampaign
from gui.parts import theme
from gui.parts.controls import INK, QUIET, Elided, small
from gui.parts.named import named
from gui.parts.place import GUTTER, Place
from gui.parts.theme import CARD_TITLE, SMALL, STRONG
from gui.window.file_commands import Files
from gui.window.places import state_words
from gui.window.welcome import Welcome

CARD_HEIGHT, ACROSS = 116, 2


class CampaignCard(QPushButton):
    """One campaign: its name, place and day, how many people and seats, and how far it is."""

    def __init__(self, listed: ListedCampaign, is_open: bool) -> None:
        super().__init__()
        one = listed.campaign
        self.setObjectName(f"campaign_card_{one.id}")
        self.is_open = is_open
        self.setMinimumHeight(round(theme.scaled(self, CARD_HEIGHT)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        where = " · ".join(filter(None, (one.place, day(one.day, "medium"), one.market)))
        people = trn("{n} person", "{n} people", listed.candidates)
        counts = " · ".join((people, trn("{n} seat", "{n} seats", one.seats)))
        state = " · ".join(filter(None, (state_words(listed.state), tr("open") if is_open else "")))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GUTTER, 12, GUTTER, 12)
        lines.setSpacing(4)
        for name, text, size, weight in (
            ("name", one.name, CARD_TITLE, STRONG),
            ("where", where, SMALL, theme.REGULAR),
            ("counts", counts, SMALL, theme.REGULAR),
            ("state", state, SMALL, theme.MEDIUM),
        ):
            line = Elided(f"campaign_{name}_{one.id}", size, weight, QUIET if name == "where" else INK)
            line.setText(text)
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            lines.addWidget(line)
        self.setAccessibleName(", ".join(filter(None, (one.name, where, counts, state))))

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.is_open or self.hasFocus()
        painter.setPen(QPen(c.accent_text if strong else c.edge, 2 if strong else 1))
        painter.setBrush(c.tint if self.underMouse() or self.hasFocus() else c.card)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()


class CampaignPlace(Place):
    """``chosen`` (id): a campaign of this workspace is to come into view."""

    chosen = Signal(int)

    def __init__(self, files: Files) -> None:
        super().__init__("campaign", tr("Campaigns"))
        self._files = files
        self.cards: list[CampaignCard] = []
        self.welcome = Welcome(files)
        self.inside = named(QWidget(), "campaigns_inside")
        self.inside.setAccessibleName(tr("Campaigns"))
        self._column = QVBoxLayout(self.inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GUTTER)
        self._grid = QGridLayout()
        self._grid.setSpacing(GUTTER)
        self._here = small("campaigns_here", tr("In this workspace"))
        self._column.addWidget(self._here)
        self._column.addLayout(self._grid)
        self._column.addWidget(self.welcome, 1)
        scroll = named(QScrollArea(), "campaigns_scroll")
        scroll.setAccessibleName(tr("Campaigns"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.inside)
        scroll.viewport().setAutoFillBackground(False)
        self.inside.setAutoFillBackground(False)
        self.content.addWidget(scroll, 1)
        self.show_campaigns([], 0)

    def come(self) -> None:
        self.welcome.show_recent(self._files.recent())

    def begin(self) -> None:
        first = next((card for card in self.cards if card.is_open), None) or self.blue
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_campaigns(self, listed: Sequence[ListedCampaign], shown: int) -> None:
        """The campaigns of the workspace that is open; ``shown`` is the id of the one in view (0: none)."""
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [CampaignCard(one, one.campaign.id == shown) for one in listed]
        for at, card in enumerate(self.cards):
            card.clicked.connect(lambda checked=False, number=listed[at].campaign.id: self.chosen.emit(number))
            self._grid.addWidget(card, at // ACROSS, at % ACROSS)
        self._here.setVisible(bool(listed))
        self.offer(tr("New campaign…"), self._files.new_campaign)
        count = trn("{n} campaign stands in this workspace.", "{n} campaigns stand in this workspace.", len(listed))
        first = tr("Make a campaign, open a workspace, or look at the sample first.")
        self.say_next(count if listed else first)
