"""The rail at the left of the window: which campaign is open, the seven places with their state, and what finds all."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from core.i18n import tr
from gui.parts import theme
from gui.parts.controls import press_by_return
from gui.parts.icons import draw_icon
from gui.parts.plain import plain_tip
from gui.parts.theme import BODY, MEDIUM, REGULAR, SMALL, STRONG, TINY
from gui.window.places import PlaceState, titles

WIDE, NARROW = 208, 56
"""Widths in pixels at 100 %."""
NARROW_UNDER, NARROW_FROM = 1400, 1.5
"""Icons alone under so many pixels of window, or from so large a text."""
ICON, SIDE, TEXT_AT = 20, 12, 56
ENTRY, CARD, LINK, NARROW_ENTRY = 48, 56, 36, 40
LARGEST_ICON = 1.2
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class RailButton(QAbstractButton):
    """One entry of the rail: an icon, a name, a line below it and a key at the right; the icon alone where narrow."""

    def __init__(self, name: str, icon: str, text: str, height: int, key: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.icon_name, self.key = icon, key
        self.below, self.waits, self.narrow = "", False, False
        self._height = height
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say("")

    def say(self, below: str, waits: bool = False) -> None:
        """The line below the name, and whether something waits there; both are read out with the name."""
        self.below, self.waits = below, waits
        parts = [self.text(), below, tr("something waits here") if waits else ""]
        self.setAccessibleName(", ".join(filter(None, parts)))
        self.setToolTip(plain_tip(" ".join(filter(None, [self.accessibleName(), self.key]))))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_return(self, event):
            super().keyPressEvent(event)

    @property
    def unit(self) -> float:
        """A pixel at 100 %; icons alone need not be as large as the largest text."""
        return min(theme.scaled(self, 1), LARGEST_ICON) if self.narrow else theme.scaled(self, 1)

    def sizeHint(self) -> QSize:
        height = min(self._height, NARROW_ENTRY) if self.narrow else self._height
        return QSize(round(NARROW * self.unit), round(height * self.unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        c, unit = theme.colours(self), self.unit
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, c, unit)
        ink = c.accent_text if self.isChecked() else c.ink if self.isEnabled() else c.quiet
        size = ICON * unit
        left = (self.width() - size) / 2 if self.narrow else 2 * SIDE * unit
        draw_icon(painter, self.icon_name, QRectF(left, (self.height() - size) / 2, size, size), ink)
        if self.waits:
            right = self.width() - (14 if self.narrow else 26) * unit
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.accent_text)
            painter.drawEllipse(QPointF(right, 12 * unit if self.narrow else self.height() / 2), 4 * unit, 4 * unit)
        if not self.narrow:
            self._draw_words(painter, c, unit, ink)
        painter.end()

    def _draw_ground(self, painter: QPainter, c: theme.Colours, unit: float) -> None:
        inner = QRectF(self.rect()).adjusted(SIDE * unit, 1, -SIDE * unit, -1)
        if self.narrow:
            inner = QRectF(self.rect()).adjusted(8 * unit, 1, -8 * unit, -1)
        painter.setPen(QPen(c.accent_text, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(c.chosen if self.isChecked() or self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner, 6, 6)
        if self.isChecked():
            painter.fillRect(QRectF(0, 6 * unit, 3 * unit, self.height() - 12 * unit), c.accent_text)

    def _draw_words(self, painter: QPainter, c: theme.Colours, unit: float, ink: QColor) -> None:
        beside = 34 if self.waits or self.key else 12
        box = QRectF(TEXT_AT * unit, 0, self.width() - (TEXT_AT + beside) * unit, self.height())
        font = theme.font_of(self, BODY, STRONG if self.isChecked() else MEDIUM)
        if not self.below:
            _draw_line(painter, box, self.text(), font, ink)
        else:
            half = box.height() / 2
            above = QRectF(box.left(), 5 * unit, box.width(), half - 5 * unit)
            below = QRectF(box.left(), half, box.width(), half - 5 * unit)
            _draw_line(painter, above, self.text(), font, ink)
            quiet = c.ink if self.isChecked() else c.quiet
            _draw_line(painter, below, self.below, theme.font_of(self, SMALL, REGULAR), quiet)
        if self.key:
            painter.setFont(theme.font_of(self, TINY, MEDIUM))
            painter.setPen(c.quiet)
            right = QRectF(self.rect()).adjusted(0, 0, -22 * unit, 0)
            painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.key)


class CampaignButton(RailButton):
    """The card at the top of the rail: the campaign in view. It opens the list of all of them."""

    def __init__(self) -> None:
        super().__init__("campaign_switcher", "switch", tr("No campaign yet"), CARD)
        self.setAccessibleDescription(tr("Opens the list of all campaigns"))

    def show_campaign(self, name: str, below: str) -> None:
        """Names the campaign in view."""
        self.setText(name or tr("No campaign yet"))
        self.say(below)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, unit = theme.colours(self), self.unit
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = (8 if self.narrow else SIDE) * unit
        box = QRectF(self.rect()).adjusted(side, 1, -side, -1)
        painter.setPen(QPen(c.accent_text if self.hasFocus() else c.field_edge, 2 if self.hasFocus() else 1))
        painter.setBrush(c.card)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if self.narrow:
            painter.setFont(theme.font(BODY * unit, STRONG))
            painter.setPen(c.ink)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), initials(self.text()))
        else:
            self._draw_name(painter, box, c, unit)
        painter.end()

    def _draw_name(self, painter: QPainter, box: QRectF, c: theme.Colours, unit: float) -> None:
        inner = box.adjusted(12 * unit, 6 * unit, -32 * unit, -6 * unit)
        above = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        name = above if self.below else inner
        _draw_line(painter, name, self.text(), theme.font_of(self, BODY, STRONG), c.ink)
        _draw_line(painter, above.translated(0, above.height()), self.below, theme.font_of(self, SMALL), c.quiet)
        size = ICON * unit
        at = QRectF(box.right() - 28 * unit, box.center().y() - size / 2, size, size)
        draw_icon(painter, "switch", at, c.quiet)


class Rail(QWidget):
    """``chosen`` (key): a place is wanted. Its other buttons are for whoever makes it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(tr("Places"))
        self.campaign = CampaignButton()
        self.places = {key: RailButton(f"rail_{key}", key, title, ENTRY, "") for key, title in titles().items()}
        self.find_button = RailButton("rail_find", "find", tr("Find, or do"), LINK, "Ctrl K")
        self.settings_button = RailButton("rail_settings", "settings", tr("Settings"), LINK, "Ctrl ,")
        self.help_button = RailButton("rail_help", "help", tr("Help"), LINK, "F1")
        self.narrow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 12)
        column.setSpacing(4)
        column.addWidget(self.campaign)
        column.addSpacing(12)
        for number, (key, button) in enumerate(self.places.items(), start=1):
            button.setCheckable(True)
            button.setAccessibleDescription(f"Ctrl+{number}")
            button.clicked.connect(lambda checked=False, key=key: self.chosen.emit(key))
            column.addWidget(button)
        column.addStretch()
        for button in (self.find_button, self.settings_button, self.help_button):
            column.addWidget(button)
        self.make_narrow(False)

    def turn(self, current: str) -> None:
        """Marks the place in view."""
        for key, button in self.places.items():
            button.setChecked(key == current)

    def say_states(self, states: Mapping[str, PlaceState]) -> None:
        """How far each place is."""
        for key, state in states.items():
            self.places[key].say(state.words, state.waits)

    def fit(self, window_width: int) -> None:
        """Icons alone where the window is small or the text large."""
        self.make_narrow(window_width < NARROW_UNDER or theme.scaled(self, 1) >= NARROW_FROM)

    def make_narrow(self, narrow: bool) -> None:
        """Icons alone, or icons and words."""
        self.narrow = narrow

        for button in (self.campaign, *self.places.values(), self.find_button, self.settings_button, self.help_button):
            button.narrow = narrow
            button.updateGeometry()
            button.update()
        self.setFixedWidth(round(NARROW * self.campaign.unit if narrow else theme.scaled(self, WIDE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from one entry to the next."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), c.rail)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), c.edge)
        painter.end()


def initials(name: str) -> str:
    """The first letters of the first two words of a campaign's name."""
    return "".join(re.findall(r"\b\w", name)[:2]).upper()


def _draw_line(painter: QPainter, box: QRectF, text: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(box.width()))
    painter.drawText(box, LEFT, cut)
