"""The cards of the versions of a list, and the buttons by which one leaves."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from core.i18n import decimal, integer, tr, trn
from core.shortlist.versions import Version, Versions
from gui.parts import theme
from gui.parts.controls import press_by_return
from gui.parts.painted_rows import PaintedRows
from gui.parts.theme import BODY, CARD_TITLE, MEDIUM, SMALL, STRONG

ROW, PAD = 104, 16
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LINES = Qt.ItemDataRole.UserRole
CHOSEN = Qt.ItemDataRole.UserRole + 1


class VersionDelegate(PaintedRows):
    """A card of the list: four lines of text, the weight at the right of the first; dashed for the draft."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        c, unit, lines = theme.colours(self.view), theme.scaled(self.view, 1), index.data(LINES)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect).adjusted(1, 1, -1, -7 * unit)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(c.accent_text if chosen else c.field_edge if lines.draft else c.edge, 2 if chosen else 1)
        if lines.draft and not chosen:
            pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(c.chosen if chosen else c.card)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        self._draw_lines(painter, box.adjusted(PAD * unit, 8 * unit, -PAD * unit, -6 * unit), lines, c)
        painter.restore()

    def _draw_lines(self, painter: QPainter, inner: QRectF, lines: VersionLines, c: theme.Colours) -> None:
        step, gap = inner.height() / 4, theme.scaled(self.view, 8)
        fonts = [theme.font_of(self.view, CARD_TITLE, STRONG), *[theme.font_of(self.view, SMALL)] * 3]
        inks = [c.ink, c.quiet, c.ink, c.worse if lines.broken else c.quiet if lines.draft else c.better]
        for at, (text, font, ink) in enumerate(zip(lines.texts, fonts, inks, strict=True)):
            row = QRectF(inner.left(), inner.top() + at * step, inner.width(), step)
            painter.setFont(font)
            painter.setPen(ink)
            if at == 0:
                painter.drawText(row, RIGHT, lines.weight)
                row.adjust(0, 0, -painter.fontMetrics().horizontalAdvance(lines.weight) - gap, 0)
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(row.width()))
            painter.drawText(row, LEFT, cut)


class VersionLines:
    """What a card of the list says: four lines and the weight."""

    def __init__(self, texts: tuple[str, str, str, str], weight: int, draft: bool, broken: bool) -> None:
        self.texts, self.draft, self.broken = texts, draft, broken
        self.weight = tr("{weight} %", weight=decimal(weight / 100, 1 if weight % 100 else 0))


def draft_lines(known: Versions) -> VersionLines:
    """The card of the list as it stands."""
    newest = known.frozen[0].number if known.frozen else 0
    same = tr("the same names as version {n}", n=newest)
    differs = trn("{n} name is not in version {last}", "{n} names are not in version {last}", known.moved, last=newest)
    moved = (differs if known.moved else same) if newest else tr("nothing is frozen yet")
    seats = trn("{n} seat", "{n} seats", known.draft.seats)
    return VersionLines(
        (tr("Draft"), tr("not signed, as it stands now"), seats, moved), known.draft.weight, True, False
    )


def version_lines(version: Version) -> VersionLines:
    """The card of a frozen list."""
    when = " · ".join(filter(None, (version.when, version.name)))
    signer = tr("signed by {name}", name=version.signed_by) if version.signed_by else tr("not signed")
    whole = tr("seal intact") if version.seal.valid else tr("seal broken")
    title = tr("Version {n}", n=integer(version.number))
    return VersionLines((title, when, signer, whole), version.snapshot.weight, False, not version.seal.valid)


class OutputButton(QPushButton):
    """One way out: what it is, what it holds, and its key."""

    def __init__(self, name: str, text: str, below: str, keys: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.below, self.keys = below, keys
        self.setAccessibleName(", ".join((text, below, keys)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_return(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, round(theme.scaled(self, 50)))

    def paintEvent(self, event: QPaintEvent) -> None:
        c, unit = theme.colours(self), theme.scaled(self, 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(c.accent_text if self.hasFocus() else c.field_edge, 2 if self.hasFocus() else 1))
        painter.setBrush(c.tint if self.underMouse() and self.isEnabled() else c.card)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        inner = QRectF(self.rect()).adjusted(PAD * unit, 6 * unit, -PAD * unit, -6 * unit)
        half = inner.height() / 2
        painter.setFont(theme.font_of(self, BODY, MEDIUM))
        painter.setPen(c.ink if self.isEnabled() else c.quiet)
        painter.drawText(inner.adjusted(0, 0, 0, -half), LEFT, self.text())
        painter.setFont(theme.font_of(self, SMALL))
        painter.setPen(c.quiet)
        painter.drawText(inner.adjusted(0, half, 0, 0), LEFT, self.below)
        painter.drawText(inner.adjusted(0, 0, 0, -half), RIGHT, self.keys)
        painter.end()
