"""Find or do: one field in which every command, place, campaign and person is found by a few letters of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.folding import fold
from core.i18n import tr
from gui.parts import theme
from gui.parts.controls import small
from gui.parts.named import named
from gui.parts.painted_rows import PaintedRows
from gui.parts.plain import without_mnemonic
from gui.parts.theme import BODY, MEDIUM, SMALL
from gui.parts.timers import single_shot
from gui.window.menus import Choices, Command, Entry, Menu

WIDTH, ROW, ROWS, PAD = 560, 32, 11, 12
OFFER = Qt.ItemDataRole.UserRole
PAUSE_MS, LEAST_LETTERS = 120, 2
"""Letters from which on people are looked for, and how long the keys have to rest before."""


@dataclass(frozen=True)
class Offer:
    """One line: what it is, what kind of thing, the key that does the same, and what it runs; ``ready``: it is of
    use now."""

    text: str
    kind: str
    keys: str
    run: Callable[[], object]
    ready: bool = True


Seek = Callable[[str, Callable[[Sequence[Offer]], None]], None]
"""Looks for people by a text, and hands over what it found."""


def command_offers(shown: Iterable[Menu], actions: Mapping[Command, QAction]) -> list[Offer]:
    """Every command of the menus."""
    offers: list[Offer] = []
    for menu in shown:
        kind = without_mnemonic(tr(menu.title))
        for entry in menu.entries:
            if isinstance(entry, Entry):
                action = actions[entry.command]
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                text = without_mnemonic(action.text())
                offers.append(Offer(text, kind, keys, action.trigger, action.isEnabled()))
            elif isinstance(entry, Choices):
                offers += _choice_offers(entry)
    return offers


def _choice_offers(entry: Choices) -> list[Offer]:
    kind = without_mnemonic(tr(entry.text))
    return [
        Offer(without_mnemonic(tr(text)), kind, "", lambda value=value: entry.command(value))  # type: ignore[misc]
        for value, text in entry.values
    ]


def find_offers(offers: Iterable[Offer], typed: str) -> list[Offer]:
    """Those of which each word typed begins a word of the name or the kind: of use now first, then those whose name
    begins so; the rest stays in its order."""
    words = fold(typed).split()

    def fits(offer: Offer) -> bool:
        known = f"{fold(offer.text)} {fold(offer.kind)}".replace("-", " ").split()
        return all(any(one.startswith(word) for one in known) for word in words)

    def rank(offer: Offer) -> tuple[bool, bool]:
        return not offer.ready, not fold(offer.text).startswith(" ".join(words))

    return sorted(filter(fits, offers), key=rank)


class OfferDelegate(PaintedRows):
    """A line of the list: name, kind behind it, key at the right; quiet where it is of no use now."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        offer, c, pad = index.data(OFFER), theme.colours(self.view), theme.scaled(self.view, PAD)
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, c.chosen)
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), c.accent_text)
        inner = box.adjusted(pad, 0, -pad, 0)
        left, right = (
            int(side | Qt.AlignmentFlag.AlignVCenter)
            for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
        )
        painter.setFont(theme.font_of(self.view, SMALL))
        painter.setPen(c.quiet)
        keys = painter.fontMetrics().horizontalAdvance(offer.keys)
        painter.drawText(inner, right, offer.keys)
        kind = painter.fontMetrics().horizontalAdvance(offer.kind)
        room = inner.adjusted(0, 0, -keys - pad, 0)
        painter.setFont(theme.font_of(self.view, BODY, MEDIUM))
        painter.setPen(c.ink if offer.ready else c.quiet)
        metrics = painter.fontMetrics()
        cut = metrics.elidedText(offer.text, Qt.TextElideMode.ElideRight, round(room.width() - kind - pad))
        painter.drawText(room, left, cut)
        painter.setFont(theme.font_of(self.view, SMALL))
        painter.setPen(c.quiet)
        painter.drawText(room.adjusted(metrics.horizontalAdvance(cut) + pad, 0, 0, 0), left, offer.kind)
        painter.restore()


class Palette(QDialog):
    """``offers`` stand in the order of the menus; ``seek`` adds people. What is chosen runs once this is closed."""

    def __init__(self, parent: QWidget, offers: Sequence[Offer], seek: Seek) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setAccessibleName(tr("Find, or do"))
        self.offers, self._seek = offers, seek
        self.people: Sequence[Offer] = ()
        self._typed = ""
        self.field = named(QLineEdit(), "palette_field")
        self.field.setAccessibleName(tr("Find, or do"))
        self.field.setPlaceholderText(tr("A command, a place, a campaign, a person"))
        self.field.setMinimumHeight(round(theme.scaled(self.field, 36)))
        self.list = named(QListWidget(), "palette_list")
        self.list.setAccessibleName(tr("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(OfferDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.none = small("palette_none", tr("Nothing bears this name."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        for widget in (self.field, self.list, self.none):
            layout.addWidget(widget)
        self._pause = single_shot(self, PAUSE_MS, self._seek_people)
        self.field.textChanged.connect(self._follow_text)
        self.list.itemClicked.connect(lambda item: self.run_current())
        self._show_found()
        self._fit_parent(parent)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def run_current(self) -> None:
        """Closes, and runs what is chosen."""
        item = self.list.currentItem()
        offer = item.data(OFFER) if item is not None else None
        if offer is not None and offer.ready:
            self.accept()
            offer.run()

    def texts(self) -> list[str]:
        """The names in the list, in its order."""
        return [self.list.item(row).data(OFFER).text for row in range(self.list.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, rows = event.key(), self.list.count()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run_current()
        elif key in steps and rows:
            self.list.setCurrentRow(max(0, min(rows - 1, self.list.currentRow() + steps[Qt.Key(key)])))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), c.card)
        painter.setPen(QPen(c.field_edge, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _follow_text(self, typed: str) -> None:
        self._typed, self.people = typed.strip(), ()
        self._show_found()
        self._pause.start()

    def _seek_people(self) -> None:
        typed = self._typed
        if len(typed) >= LEAST_LETTERS:
            self._seek(typed, lambda found: self._show_people(typed, found))

    def _show_people(self, typed: str, found: Sequence[Offer]) -> None:
        if typed == self._typed:
            self.people = found
            self._show_found()

    def _show_found(self) -> None:
        before = self.list.currentItem()
        kept = before.data(OFFER) if before is not None else None
        found = [*find_offers(self.offers, self._typed), *self.people]
        self.list.clear()
        for offer in found:
            item = QListWidgetItem()
            item.setData(OFFER, offer)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (offer.text, offer.kind, offer.keys)))
            )
            self.list.addItem(item)
        self.list.setCurrentRow(found.index(kept) if kept in found and self.people else 0)
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)

    def _fit_parent(self, parent: QWidget) -> None:
        """Over the upper half of the window."""
        size = theme.fitted(self, (WIDTH, 36 + ROW * ROWS + 4 * PAD)).boundedTo(parent.size())
        self.resize(size)
        self.move(
            parent.mapToGlobal(parent.rect().topLeft()).x() + (parent.width() - size.width()) // 2,
            parent.mapToGlobal(parent.rect().topLeft()).y() + parent.height() // 10,
        )
