"""The headings of the ranked table: which columns are shown, where, how wide, and what the list is read by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from core.i18n import integer, tr
from gui.parts import theme
from gui.rank.table.cells import PAD, triangle
from gui.rank.table.model import RankingModel

LEAST = {"name": 150, "bars": 112, "strip": 96, "market": 96}
"""How narrow the columns that give way may become, in pixels at 100 %."""
MOST = {"name": 200, "market": 170}
"""How much room their longest text may ask for before the bars have theirs, in pixels at 100 %."""
LOOKED_AT = 64
"""Rows from the top whose texts are measured."""


class Place(TypedDict):
    """How a column was left: its place from the left, its width in pixels at 100 %, and whether it is shown."""

    place: int
    width: int
    shown: bool


Layout = dict[str, Place]
"""Columns by key."""


class RankingHeader(QHeaderView):
    """Flat headings over a ``RankingModel``.

    A click lists by a column for reading (best first, then the other way, then the ranking again); columns can be
    dragged; a right click chooses them, or filters by one (``filter_wanted``, its key). ``layout_kept`` and
    ``set_layout`` remember all of it, by key. The columns the list is ``filtered`` by are
    underlined.
    """

    filter_wanted = Signal(str)

    def __init__(self, model: RankingModel, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = parent
        self.setObjectName("ranking_header")
        self.setAccessibleName(tr("Columns of the ranking"))
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(24)
        self.setHighlightSections(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.sectionClicked.connect(self.read_by)
        self.ranking_model = model
        self.sorted: tuple[str, bool] | None = None
        self.filtered: frozenset[str] = frozenset()

    def start(self) -> None:
        """The columns as a new window shows them."""
        columns, digits = self.ranking_model.columns, len(integer(max(1, self.ranking_model.rowCount())))
        for i, column in enumerate(columns):
            self.setSectionHidden(i, not column.shown)
            self.resizeSection(i, max(self._scale_pixels(column.width), self._heading_room(i)))
        self.resizeSection(self.ranking_model.column("rank"), self._scale_pixels(max(48, 30 + 9 * digits)))
        self.resizeSection(self.ranking_model.column("change"), self._scale_pixels(max(48, 31 + 7 * digits)))
        self.fit()

    def fit(self) -> None:
        """The name takes the room the others leave; where there is none, bars and strip give way before it scrolls."""
        model = self.ranking_model
        room = self._table.viewport().width()
        name, text_room = model.column("name"), self._text_rooms()
        others = sum(self.sectionSize(i) for i in range(len(model.columns)) if i != name)
        short = others + text_room["name"] - room
        for key in ("bars", "strip", "market"):
            i = model.column(key)
            if self.isSectionHidden(i):
                continue
            wanted, now = text_room.get(key) or self._scale_pixels(model.columns[i].width), self.sectionSize(i)
            least = max(self._scale_pixels(LEAST[key]), self._heading_room(i))
            size = max(least, min(max(wanted, now), now - short))
            self.resizeSection(i, size)
            others, short = others + size - now, short + size - now
        self.resizeSection(name, max(self._scale_pixels(LEAST["name"]), room - others))

    def _text_rooms(self) -> dict[str, int]:
        """What names and markets need to stand whole, as far as the first rows show it, in pixels."""
        model = self.ranking_model
        found = model.rows(0, LOOKED_AT)
        rooms = {}
        for key, font in (
            ("name", theme.font_of(self, 13.5, theme.MEDIUM)),
            ("market", theme.font_of(self, theme.SMALL)),
        ):
            texts = [] if found is None else model.columns[model.column(key)].read(found)
            metrics, pads = QFontMetrics(font), 2 * self._scale_pixels(PAD) + 2
            longest = max((metrics.horizontalAdvance(text) for text in texts), default=0) + pads
            rooms[key] = max(self._scale_pixels(LEAST[key]), min(self._scale_pixels(MOST[key]), longest))
        return rooms

    def _heading_room(self, at: int) -> int:
        """What a heading needs to stand whole, in pixels."""
        title = self.ranking_model.columns[at].title(self.ranking_model.live.seats)
        metrics = QFontMetrics(theme.font_of(self, theme.SMALL, theme.STRONG))
        return metrics.horizontalAdvance(title) + 2 * self._scale_pixels(PAD) + 2

    def _scale_pixels(self, pixels: float) -> int:
        return round(theme.scaled(self, pixels))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._scale_pixels(36))

    def layout_kept(self) -> Layout:
        """Order, width and visibility of the columns by key, as plain data to be remembered."""
        return {
            column.key: {
                "place": self.visualIndex(i),
                "width": round(self.sectionSize(i) / theme.scaled(self, 1)),
                "shown": not self.isSectionHidden(i),
            }
            for i, column in enumerate(self.ranking_model.columns)
        }

    def set_layout(self, layout: Layout) -> None:
        """Puts the columns back as they were; columns it does not know stay as they are."""
        known = [c.key for c in self.ranking_model.columns if c.key in layout]
        for key in known:
            i = self.ranking_model.column(key)
            self.setSectionHidden(i, not layout[key]["shown"])
            if layout[key]["shown"]:
                self.resizeSection(i, self._scale_pixels(layout[key]["width"]))
        for key in sorted(known, key=lambda key: layout[key]["place"]):
            self.moveSection(self.visualIndex(self.ranking_model.column(key)), layout[key]["place"])
        self.fit()

    def show_column(self, key: str, shown: bool) -> None:
        """Shows or hides a column."""
        i = self.ranking_model.column(key)
        self.setSectionHidden(i, not shown)
        if shown:
            self.resizeSection(i, self._scale_pixels(self.ranking_model.columns[i].width))
        self.fit()

    def menu(self) -> QMenu:
        """A menu with one check mark a column, and the columns the list can be read by."""
        menu = QMenu(tr("Columns"), self)
        menu.setObjectName("columns_menu")
        for i, column in enumerate(self.ranking_model.columns):
            action = menu.addAction(column.named(self.ranking_model.live.seats).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(i))
            action.toggled.connect(lambda on, key=column.key: self.show_column(key, on))
        menu.addSeparator()
        self._offer_orders(menu.addMenu(tr("List by")))
        self._offer_moves(menu.addMenu(tr("Move to the left")), -1)
        self._offer_moves(menu.addMenu(tr("Move to the right")), 1)
        return menu

    def move_column(self, key: str, step: int) -> None:
        """Moves a column past the next one shown, to the left (-1) or to the right (1); none beyond the last."""
        start = place = self.visualIndex(self.ranking_model.column(key))
        while 0 <= place + step < self.count():
            place += step
            if not self.isSectionHidden(self.logicalIndex(place)):
                self.moveSection(start, place)
                return

    def _offer_moves(self, menu: QMenu, step: int) -> None:
        """What dragging a heading does, for the keyboard."""
        menu.setObjectName("left_menu" if step < 0 else "right_menu")
        for i, column in enumerate(self.ranking_model.columns):
            if not self.isSectionHidden(i):
                action = menu.addAction(column.named(self.ranking_model.live.seats).replace("&", "&&"))
                action.triggered.connect(lambda on, key=column.key: self.move_column(key, step))

    def _offer_orders(self, menu: QMenu) -> None:
        """What a click on a heading does, for the keyboard."""
        menu.setObjectName("orders_menu")
        for i, column in enumerate(self.ranking_model.columns):
            if column.values is not None:
                action = menu.addAction(column.named(self.ranking_model.live.seats).replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(self.sorted is not None and self.sorted[0] == column.key)
                action.triggered.connect(lambda on, section=i: self.read_by(section))

    def menu_of(self, section: int) -> QMenu:
        """The same menu, the filter by one column before it."""
        menu = self.menu()
        column, first = self.ranking_model.columns[section], menu.actions()[0]
        if column.filtered:
            name = column.named(self.ranking_model.live.seats).replace("&", "&&")
            action = QAction(tr("Show only by “{column}”…", column=name), menu)
            action.triggered.connect(lambda: self.filter_wanted.emit(column.key))
            menu.insertAction(first, action)
            menu.insertSeparator(first)
        return menu

    def _show_menu(self, at: QPoint) -> None:
        section = self.logicalIndexAt(at)
        menu = self.menu_of(section) if section >= 0 else self.menu()
        menu.exec(self.mapToGlobal(at))
        menu.deleteLater()

    def show_filtered(self, keys: Iterable[str]) -> None:
        """Marks the columns the list is filtered by."""
        self.filtered = frozenset(keys)
        self.viewport().update()

    def read_by(self, section: int) -> None:
        """Lists by a column: best first, then the other way, then the ranking again."""
        column = self.ranking_model.columns[section]
        ways = ((column.key, not column.ascending), (column.key, column.ascending))
        if column.values is None or self.sorted == ways[1]:
            self.read_by_rank()
        else:
            self.read_in(ways[1] if self.sorted == ways[0] else ways[0])

    def read_in(self, order: tuple[str, bool]) -> None:
        """Lists by the column of a key, descending or not; by rank where there is no such column."""
        values = next((c.values for c in self.ranking_model.columns if c.key == order[0]), None)
        if values is None:
            self.read_by_rank()
            return
        self.sorted = order
        if self.isSectionHidden(self.ranking_model.column(order[0])):
            self.show_column(order[0], True)  # its heading says what the list is read by
        self.ranking_model.live.sort_by(values, order[1])
        self.viewport().update()

    def read_by_rank(self) -> None:
        """The ranking's own order again."""
        self.sorted = None
        self.ranking_model.live.sort_by(None)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        c, column = theme.colours(self), self.ranking_model.columns[section]
        painter.fillRect(rect, c.card)
        painter.setPen(c.edge)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(c.quiet)
        font = theme.font_of(self, theme.SMALL, theme.STRONG)
        painter.setFont(font)
        inside = rect.adjusted(self._scale_pixels(PAD), 0, -self._scale_pixels(PAD), 0)
        align = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        title = column.title(self.ranking_model.live.seats)
        text = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, align | Qt.AlignmentFlag.AlignVCenter, text)
        if column.key in self.filtered:
            painter.fillRect(
                rect.left(), rect.bottom() - self._scale_pixels(2), rect.width(), self._scale_pixels(2), c.accent_text
            )
        if self.sorted is not None and self.sorted[0] == column.key:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(c.quiet)
            painter.drawPolygon(
                triangle(
                    inside.center().x(), rect.top() + self._scale_pixels(6), self._scale_pixels(3), not self.sorted[1]
                )
            )
