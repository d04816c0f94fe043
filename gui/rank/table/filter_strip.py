"""Above the table: that it shows only some, each condition as a chip that can be taken away, and the way back."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from core.campaign.board import Board
from core.i18n import integer, tr
from core.model import BoolArray, LongArray, PackedTexts
from gui.desk.live import QUICK_TO_SORT, Live, Mask
from gui.parts import theme
from gui.parts.controls import Button, small
from gui.parts.theme import SMALL
from gui.rank.table.columns import Column, columns
from gui.rank.table.filters import Filter

HEIGHT, GAP, CROSS, WIDEST = 24, 8, 24, 300


class Chip(QPushButton):
    """One condition. A click or Enter changes it; its cross, Delete or Backspace takes it away."""

    removed = Signal()

    def __init__(self, name: str, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setAccessibleDescription(tr("Enter changes this condition, Delete takes it away"))
        theme.dress(self, SMALL, theme.MEDIUM)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().horizontalAdvance(self.text()) + theme.scaled(self, 14 + CROSS)
        return QSize(round(min(text, theme.scaled(self, WIDEST))), round(theme.scaled(self, HEIGHT)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() > self.width() - theme.scaled(self, CROSS):
            self.removed.emit()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, unit = theme.colours(self), theme.scaled(self, 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(c.accent_text, 2 if self.hasFocus() else 1))
        painter.setBrush(c.chosen)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(c.accent_text)
        painter.setFont(self.font())
        room = box.adjusted(10 * unit, 0, -CROSS * unit, 0)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, round(room.width()) + 2)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QPen(c.accent_text, 1.4 * unit))
        middle, arm = QPointF(box.right() - 12 * unit, box.center().y()), 3 * unit
        painter.drawLine(middle - QPointF(arm, arm), middle + QPointF(arm, arm))
        painter.drawLine(middle - QPointF(arm, -arm), middle + QPointF(arm, -arm))
        painter.end()


class FilterStrip(QWidget):
    """The conditions in force, by column, all of which have to hold, and who was searched for.

    Hidden while everybody is shown. ``changed`` after another condition; ``wanted`` (column) to change one;
    ``everyone_wanted`` after the link. What moves with the weight is asked anew when it stands still.
    """

    changed = Signal()
    wanted = Signal(str)
    everyone_wanted = Signal()

    def __init__(self, live: Live) -> None:
        super().__init__()
        self.setObjectName("filter_strip")
        self.setAccessibleName(tr("Filter of the table"))
        self.live = live
        self.filters: dict[str, Filter] = {}
        self._found: LongArray | None = None
        self._figure: tuple[str, Mask] | None = None
        self._masks: dict[Filter, tuple[tuple[object, int | None], BoolArray]] = {}
        self.words = small("filter_words")
        self.words.setParent(self)
        self.chips: list[Chip] = []
        self.everyone = Button("filter_everyone", tr("Show everybody"), "link", self)
        self.everyone.setAccessibleName(tr("Show everybody"))
        self.everyone.clicked.connect(self.everyone_wanted)
        live.list_changed.connect(self._show_count)
        live.shown.connect(self._follow_board)
        live.settled.connect(self._follow_weight)
        self._show_count()

    # --- which conditions ----------------------------------------------------------------------------------------

    def put(self, *conditions: Filter) -> None:
        """Adds conditions, each in the place of its column's; one that asks nothing takes the column's away."""
        for each in conditions:
            self.filters.pop(each.column, None)
            if each:
                self.filters[each.column] = each
        self._make_chips()
        self._apply_filters()

    def show_figure(self, words: str, mask: Mask | None) -> None:
        """Shows those a figure counts, by a chip of these words; None takes that away."""
        self._figure = None if mask is None else (words, mask)
        self._make_chips()
        self._apply_filters()

    @property
    def has_figure(self) -> bool:
        """Whether those a figure counts are shown."""
        return self._figure is not None

    def show_everyone(self) -> None:
        """Takes all conditions away."""
        self._figure = None
        self.put(*(Filter(column) for column in self.filters))

    def show_found(self, people: LongArray | None) -> None:
        """Shows only these persons (ids), or again those of any name."""
        self._found = people
        self._apply_filters()

    def as_data(self) -> list[dict[str, object]]:
        """The conditions as plain data to be remembered."""
        return [each.as_data() for each in self.filters.values()]

    def forget(self) -> None:
        """Before another campaign, which begins with everybody."""
        self._found = self._figure = None
        self.filters.clear()
        self._masks.clear()

    def _follow_board(self) -> None:
        """Another board: its columns may be others, and so may the words for them."""
        self._make_chips()
        self._show_count()

    def _follow_weight(self, weight: int) -> None:
        known = self._known_columns()
        if self._figure is not None or any(known[key].moving for key in self.filters if key in known):
            self._apply_filters()

    def _apply_filters(self) -> None:
        """Lists those who fit; in a long list texts are looked through off the window's thread."""
        board = self.live.board
        # What an answer was read from stays in memory with it: a whole board.
        self._masks = {each: held for each, held in self._masks.items() if each in self.filters.values()}
        if board is not None and self._is_slow(board):
            self.live.work_out("filter", lambda progress: self._find_shown(board), lambda mask: self._list_shown())
        else:
            self._list_shown()

    def _list_shown(self) -> None:
        self.live.show_only(self._find_shown if self._shows_some() else None)

    def _shows_some(self) -> bool:
        return bool(self.filters) or self._found is not None or self._figure is not None

    def _is_slow(self, board: Board) -> bool:
        """Whether a million names would have to be looked through."""
        read = (column.texts for key, column in self._known_columns().items() if key in self.filters)
        return len(board) > QUICK_TO_SORT and any(texts and isinstance(texts(board), PackedTexts) for texts in read)

    def _find_shown(self, board: Board) -> BoolArray:
        """Who is shown (n,)."""
        shown = np.ones(len(board), np.bool_) if self._found is None else np.isin(board.person, self._found)
        if self._figure is not None:
            shown &= self._figure[1](board)
        known = {column.key: column for column in columns(board)}
        for key, each in tuple(self.filters.items()):
            if key in known:
                shown &= self._read_mask(each, known[key], board)
        return shown

    def _read_mask(self, each: Filter, column: Column, board: Board) -> BoolArray:
        """One condition's answer, kept while what it was read from stays: a million names take most of a second."""
        weight = self.live.weight
        source = (column.texts(board) if column.texts else board, weight if column.moving else None)
        held = self._masks.get(each)
        if held is None or held[0][0] is not source[0] or held[0][1] != source[1]:
            held = self._masks[each] = source, each.read(column, board, weight)
        return held[1]

    def _known_columns(self) -> dict[str, Column]:
        return {column.key: column for column in columns(self.live.board)}

    # --- how it looks --------------------------------------------------------------------------------------------

    def _make_chips(self) -> None:
        """One chip a condition."""
        focused = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        known = self._known_columns()
        self.chips = [self._make_chip(key, known[key]) for key in self.filters if key in known]
        if self._figure is not None:
            self.chips.insert(0, self._make_figure_chip(self._figure[0]))
        if focused:
            (self.chips[-1] if self.chips else self.everyone).setFocus(Qt.FocusReason.OtherFocusReason)
        self._place_parts()
        self.changed.emit()

    def _make_chip(self, key: str, column: Column) -> Chip:
        chip = Chip(f"filter_{key.replace(' ', '_')}", self.filters[key].words(column, self.live.seats), self)
        chip.clicked.connect(lambda: self.wanted.emit(key))
        chip.removed.connect(lambda: self.put(Filter(key)))
        chip.show()
        return chip

    def _make_figure_chip(self, words: str) -> Chip:
        chip = Chip("filter_figure", words, self)
        chip.removed.connect(lambda: self.show_figure("", None))
        chip.show()
        return chip

    def _show_count(self) -> None:
        live = self.live
        self.setVisible(live.filtered is not None)
        if live.filtered is not None and live.board is not None and live.listing is not None:
            shown, all_ = integer(len(live.listing)), integer(len(live.board))
            self.words.setText(tr("{shown} of {all} shown", shown=shown, all=all_))
            self._place_parts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_parts()

    def _place_parts(self) -> None:
        """From left to right, on as many rows as it takes, the way back at the right of the first."""
        unit = theme.scaled(self, 1)
        edge, gap, height = round(16 * unit), round(GAP * unit), round(HEIGHT * unit)
        link = self.everyone.sizeHint().width()
        x, y, end = edge, round(6 * unit), self.width() - edge - link - gap
        for part in (self.words, *self.chips):
            wide = min(part.sizeHint().width(), max(1, end - edge))
            if x > edge and x + wide > end:
                x, y = edge, y + height + gap // 2
            part.setGeometry(x, y, wide, height)
            x += wide + gap
        self.everyone.setGeometry(self.width() - edge - link, round(6 * unit), link, height)
        self.setFixedHeight(y + height + round(4 * unit))
