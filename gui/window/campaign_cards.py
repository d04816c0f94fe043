"""The cards of the page of all campaigns: one a campaign, the sample, workspaces opened lately."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.i18n import day, tr, trn
from gui.parts import theme
from gui.parts.controls import INK, QUIET, Button, Elided, label, press_by_return, small
from gui.parts.theme import CARD_TITLE, MEDIUM, REGULAR, SMALL, STRONG, TINY
from gui.window.places import STATES, state_words

if TYPE_CHECKING:
    from core.invitations.actions import ListedCampaign

SIDE, LINE = 16, 40


class StateLine(QWidget):
    """How far a campaign is: a dot a state on one line, those behind it filled, the present one open and named."""

    def __init__(self, name: str, state: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.at = STATES.index(state)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(round(theme.scaled(self, LINE)))

    def paintEvent(self, event: QPaintEvent) -> None:
        c, unit = theme.colours(self), theme.scaled(self, 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right, y = 6 * unit, self.width() - 6 * unit, 9 * unit
        dots = [left + (right - left) * at / (len(STATES) - 1) for at in range(len(STATES))]
        painter.setPen(QPen(c.groove, 2 * unit))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setPen(QPen(c.accent_text, 2 * unit))
        painter.drawLine(QPointF(left, y), QPointF(dots[self.at], y))
        for at, x in enumerate(dots):
            painter.setPen(QPen(c.accent_text if at <= self.at else c.groove, 2 * unit))
            painter.setBrush(c.accent_text if at < self.at else c.card)
            painter.drawEllipse(QPointF(x, y), 4 * unit, 4 * unit)
            self._draw_name(painter, c, at, x)
        painter.end()

    def _draw_name(self, painter: QPainter, c: theme.Colours, at: int, x: float) -> None:
        here, unit = at == self.at, theme.scaled(self, 1)
        painter.setFont(theme.font_of(self, TINY, STRONG if here else REGULAR))
        painter.setPen(c.ink if here else c.quiet)
        text = state_words(STATES[at])
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        start = max(0.0, min(x - width / 2, self.width() - width))
        painter.drawText(QRectF(start, 18 * unit, width, 20 * unit), int(Qt.AlignmentFlag.AlignCenter), text)


class CampaignCard(QPushButton):
    """One campaign: its name, place and day, how many people and seats, and how far it is."""

    def __init__(self, listed: ListedCampaign, is_open: bool) -> None:
        super().__init__()
        one = listed.campaign
        self.setObjectName(f"campaign_card_{one.id}")
        self.is_open = is_open
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        where = " · ".join(filter(None, (one.place, day(one.day, "medium"), one.market))) or tr("no day yet")
        counts = " · ".join(
            (trn("{n} person", "{n} people", listed.candidates), trn("{n} seat", "{n} seats", one.seats))
        )
        if is_open:
            counts += " · " + tr("in view")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(SIDE, 12, SIDE, 12)
        self._lines.setSpacing(4)
        for name, text, size, weight in (
            ("name", one.name, CARD_TITLE, STRONG),
            ("where", where, SMALL, REGULAR),
            ("counts", counts, SMALL, MEDIUM),
        ):
            line = Elided(f"campaign_{name}_{one.id}", size, weight, QUIET if name == "where" else INK)
            line.setText(text)
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._lines.addWidget(line)
        self._lines.addSpacing(6)
        self._lines.addWidget(StateLine(f"campaign_state_{one.id}", listed.state))
        self.setAccessibleName(", ".join((one.name, where, counts, state_words(listed.state))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_return(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return self._lines.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.is_open or self.hasFocus()
        painter.setPen(QPen(c.accent_text if strong else c.edge, 2 if strong else 1))
        painter.setBrush(c.tint if self.underMouse() or self.hasFocus() else c.card)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()


class SampleCard(QWidget):
    """The fictional campaign, to look around in."""

    def __init__(self, look: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("sample_card")
        self.setAccessibleName(tr("Sample campaign"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.open = Button("sample_open", tr("Look around"), "link")
        self.open.setAccessibleName(tr("Look at the sample campaign"))
        self.open.clicked.connect(lambda: look())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(SIDE, 12, SIDE, 12)
        lines.setSpacing(6)
        lines.addWidget(label("sample_title", tr("Sample campaign"), size=CARD_TITLE, weight=STRONG))
        lines.addWidget(small("sample_text", tr("Invented people, to change whatever you like."), wrap=True))
        lines.addWidget(self.open)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(c.edge, 1))
        painter.setBrush(c.tint)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        painter.end()


class FileLine(Button):
    """A workspace opened lately, by its name; its whole path stands in the tooltip."""

    def __init__(self, at: int, path: Path, open_path: Callable[[Path], object]) -> None:
        super().__init__(f"recent_{at}", path.stem.replace("&", "&&"), "link")
        self.setAccessibleName(path.stem)
        self.setToolTip(str(path))
        self.clicked.connect(lambda: open_path(path))
