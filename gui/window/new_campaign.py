"""A new campaign is one field and its seats; it is saved by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.i18n import tr
from core.model import Campaign, CampaignValues
from gui.parts import theme
from gui.parts.card import Card
from gui.parts.controls import WORSE, Button, label, small, steps
from gui.parts.named import named
from gui.parts.theme import CARD_TITLE, STRONG

SIDE, FIELD = 16, 32


class NewCampaign(Card):
    """``wanted`` (values) once a name is there and Enter is pressed; ``changed`` while the name is typed;
    ``details_wanted``: day, place and market are to be given at once."""

    wanted = Signal(object)
    changed = Signal()
    details_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("new_campaign_card")
        self.setAccessibleName(tr("New campaign"))
        self.name = named(QLineEdit(), "new_campaign_name")
        self.name.setPlaceholderText(tr("Autumn preview"))
        self.seats = steps("new_campaign_seats")
        self.seats.setRange(1, 1_000_000)
        self.seats.setValue(Campaign(0, "").seats)
        self.fault = small("new_campaign_fault", role=WORSE, wrap=True)
        self.fault.hide()
        self.stored = small("new_campaign_stored", wrap=True)
        self.details = Button("new_campaign_details", tr("Give day, place and market now…"), "link")
        self.details.setAccessibleName(self.details.text())
        self.details.clicked.connect(self.details_wanted)
        self.name.returnPressed.connect(self.ask_for_it)
        self.seats.lineEdit().returnPressed.connect(self.ask_for_it)
        self.name.textChanged.connect(self._follow_name)
        self._lay_out()
        self.setFocusProxy(self.name)

    def _lay_out(self) -> None:
        lines = QVBoxLayout()
        lines.setContentsMargins(SIDE, SIDE, SIDE, SIDE)
        lines.setSpacing(8)
        lines.addWidget(label("new_campaign_title", tr("New campaign"), size=CARD_TITLE, weight=STRONG))
        for field, words in ((self.name, tr("What is it called?")), (self.seats, tr("Seats"))):
            caption = label(f"{field.objectName()}_label", words)
            caption.setBuddy(field)
            field.setAccessibleName(words)
            field.setMinimumHeight(round(theme.scaled(field, FIELD)))
            lines.addWidget(caption)
            lines.addLayout(_beside(field)) if field is self.seats else lines.addWidget(field)
        for widget in (self.fault, self.stored, self.details):
            lines.addWidget(widget)
        self.contents.addLayout(lines)

    @property
    def typed(self) -> str:
        """The name as it was typed."""
        return self.name.text().strip()

    def values(self) -> CampaignValues:
        """What was typed, as a campaign takes it."""
        return {"name": self.typed, "seats": self.seats.value()}

    def ask_for_it(self) -> None:
        """Asks for the campaign; without a name the keyboard goes to its field."""
        if self.typed:
            self.wanted.emit(self.values())
        else:
            self.fault.setText(tr("A campaign needs a name."))
            self.fault.show()
            self.begin()

    def begin(self) -> None:
        """Puts the keyboard in the field of the name."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()

    def clear(self) -> None:
        """Empties the form: the campaign has been made."""
        self.name.clear()

    def _follow_name(self) -> None:
        self.fault.hide()
        self.changed.emit()


def _beside(field: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(field)
    row.addStretch()
    return row
