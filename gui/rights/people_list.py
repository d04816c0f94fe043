"""The people by what is to be done about them: told or not, asked, due to go, erased; those to be written to ticked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout

from core.i18n import day, integer, tr, trn
from gui.parts import theme
from gui.parts.card import Card
from gui.parts.controls import Button, Tabs, small
from gui.parts.named import named
from gui.parts.plain import plain_tip

if TYPE_CHECKING:
    from core.rights.overview import Overview
    from core.rights.state import Standing

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW = 30
WIDTHS = {"told": (80, 90, 124, 90)}
USUAL_WIDTHS = 80, 90, 70, 128
"""Of the columns after the name, which takes what is left; looking at every cell for its width took 0.1 s."""
TO_TELL, TOLD, OBJECTED, DUE, NO_ADDRESS, ERASED = TABS = ("to_tell", "told", "objected", "due", "no_address", "erased")
STATES = {
    TO_TELL: ("overdue", "to_tell"),
    TOLD: ("told",),
    OBJECTED: ("objected",),
    DUE: ("to_erase",),
    NO_ADDRESS: ("no_address",),
}
ALWAYS = (TO_TELL, TOLD)
"""The tabs that stand there even where nobody is on them."""
TICKED = (TO_TELL, DUE)
"""The tabs whose rows are ticked, for letters or for erasure."""


class PeopleModel(QAbstractTableModel):
    """People in the order of their urgency. ``ticked`` after a tick was set or taken away."""

    ticked = Signal()

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self.rows: Sequence[Standing] = ()
        self.tab = TO_TELL
        self.unticked: set[int] = set()
        self._cells: dict[int, tuple[str, ...]] = {}  # a date takes longer to write than to paint
        self.table = parent

    def show_rows(self, rows: Sequence[Standing], tab: str) -> None:
        """Shows other people; who was unticked stays so."""
        self.beginResetModel()
        self.rows, self.tab = rows, tab
        self._cells.clear()
        self.endResetModel()

    @property
    def chosen(self) -> list[int]:
        """The people whose rows are ticked."""
        return [one.person.id for one in self.rows if one.person.id not in self.unticked]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else LAST + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == 0 and self.tab in TICKED:
            return Qt.CheckState.Unchecked if one.person.id in self.unticked else Qt.CheckState.Checked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._texts_of(index.row())[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._texts_of(index.row())[column])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(column))
        if role == Qt.ItemDataRole.ForegroundRole and column == LAST and one.state in ("overdue", "to_erase"):
            return theme.colours(self.table).worse
        return None

    def _texts_of(self, row: int) -> tuple[str, ...]:
        """The texts of a row, made when they are first in sight."""
        if row not in self._cells:
            self._cells[row] = _cells(self.rows[row])
        return self._cells[row]

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(section))
        return _headings()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        ticks = index.isValid() and index.column() == 0 and self.tab in TICKED
        return usual | Qt.ItemFlag.ItemIsUserCheckable if ticks else usual

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick(index.row(), Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def tick(self, row: int, on: bool) -> None:
        """Ticks a row, or unticks it."""
        (self.unticked.discard if on else self.unticked.add)(self.rows[row].person.id)
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        self.ticked.emit()


LAST = 4


def _headings() -> tuple[str, ...]:
    return tr("Person"), tr("From where"), tr("Held since"), tr("How"), tr("Due")


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == LAST else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _cells(one: Standing) -> tuple[str, ...]:
    who = one.person
    return who.name, source_words(one), day(who.since, "short") or tr("not known"), _how(one), due_words(one)


def source_words(one: Standing) -> str:
    """Where somebody came from: a file, or whoever typed them."""
    by = one.person.added_by
    return one.person.source or (tr("typed by {who}", who=by) if by else tr("typed by hand"))


def _how(one: Standing) -> str:
    if one.person.told is not None:
        return one.person.how or tr("told")
    return {"mail": tr("mail"), "message": tr("letter"), "": tr("no address")}[one.person.way]


def due_words(one: Standing) -> str:
    """What is due on a person, and since when or until when."""
    until = day(one.tell_by, "short")
    if one.state == "overdue":
        return tr("overdue {day}", day=until) if until else tr("overdue")
    if one.state == "to_tell":
        return until
    return day({"to_erase": one.erase_on, "objected": one.person.objected}.get(one.state, one.person.told), "short")


class PeopleList(Card):
    """``moved`` with a person's id, 0 for none; ``chosen_changed`` after a tick; ``erase_due`` and ``told_already`` are
    the two links below the list."""

    moved = Signal(object)
    chosen_changed = Signal()
    erase_due = Signal()
    told_already = Signal()

    def __init__(self) -> None:
        super().__init__("rights_people")
        self.seen: Overview | None = None
        self.tabs = Tabs("rights_tabs")
        self.tabs.setAccessibleName(tr("What is to be done"))
        self.tabs.setUsesScrollButtons(True)  # in French, with every tab there, they are wider than the list
        for tab in TABS:
            self.tabs.addTab("")
            self.tabs.setTabData(self.tabs.count() - 1, tab)
        self.table = self._make_table()
        self.model = PeopleModel(self.table)
        self.table.setModel(self.model)
        self._size_columns()
        self.empty = small("rights_empty", wrap=True)
        self.below = small("rights_below", wrap=True)
        self.link = Button("rights_link", "", "link")
        self.link.clicked.connect(self._follow_link)
        self._lay_out()
        self.tabs.currentChanged.connect(lambda place: self._show_tab())
        self.model.ticked.connect(self._tell_ticks)
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._tell_person())

    def _make_table(self) -> QTableView:
        table = named(QTableView(), "rights_table")
        table.setAccessibleName(tr("People"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setTabKeyNavigation(False)
        table.setCornerButtonEnabled(False)
        table.setFont(theme.font_of(table, theme.SMALL))
        c, pad = theme.colours(table), round(theme.scaled(table, 5))
        table.setStyleSheet(
            f"QTableView {{ background: {c.card.name()}; selection-background-color: {c.chosen.name()};"
            f" selection-color: {c.ink.name()}; outline: 0; }}"
            f"QTableView::item {{ padding: 0 {pad}px; }}"
            f"QHeaderView::section {{ background: {c.card.name()}; color: {c.quiet.name()}; border: none;"
            f" border-bottom: 1px solid {c.edge.name()}; padding: {pad}px; }}"
        )
        return table

    def _size_columns(self) -> None:
        header, rows = self.table.horizontalHeader(), self.table.verticalHeader()
        for part, name in ((header, "rights_header"), (rows, "rights_rows")):
            part.setObjectName(name)
            part.setAccessibleName(tr("People"))
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(round(theme.scaled(self, 80)))
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(theme.scaled(self, ROW)))

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(self.below, 1)
        foot.addWidget(self.link)
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.addWidget(self.tabs)
        middle = QVBoxLayout()
        middle.setContentsMargins(8, 0, 8, 0)
        middle.addWidget(self.table, 1)
        middle.addWidget(self.empty)
        self.empty.setContentsMargins(8, 16, 8, 16)
        for part, grow in ((head, 0), (middle, 1), (foot, 0)):
            self.contents.addLayout(part, grow)

    @property
    def tab(self) -> str:
        """The tab in view."""
        return str(self.tabs.tabData(self.tabs.currentIndex()))

    @property
    def person(self) -> int:
        """The person whose row is current, 0 for none."""
        row = self.table.currentIndex().row()
        return self.model.rows[row].person.id if 0 <= row < len(self.model.rows) else 0

    def to_write(self) -> list[int]:
        """Those still to be told who are ticked, whichever tab is in view."""
        waiting = [] if self.seen is None else self.seen.of_state("overdue", "to_tell")
        return [one.person.id for one in waiting if one.person.id not in self.model.unticked]

    def show_people(self, seen: Overview) -> None:
        """Shows where everybody stands; the tab and the person in view stay."""
        self.seen = seen
        for place, tab in enumerate(TABS):
            count = self._count(tab)
            self.tabs.setTabText(place, f"{_tab_title(tab)} {integer(count)}")
            self.tabs.setTabVisible(place, bool(count) or tab in ALWAYS or tab == self.tab)
        self._show_tab(self.person)

    def show_tab(self, tab: str) -> None:
        """Brings a tab into view."""
        self.tabs.setCurrentIndex(TABS.index(tab))

    def find_person(self, person: int) -> None:
        """Brings a person into view, on whichever tab they stand."""
        seen = self.seen
        for tab, states in STATES.items() if seen else ():
            if any(one.person.id == person for one in seen.standings if one.state in states):  # type: ignore[union-attr]
                self.show_tab(tab)
                self._choose(person)
                return

    def _count(self, tab: str) -> int:
        assert self.seen is not None
        return len(self.seen.erasures) if tab == ERASED else len(self.seen.of_state(*STATES[tab]))  # type: ignore[arg-type]

    def _show_tab(self, person: int = 0) -> None:
        if self.seen is None:
            return
        tab = self.tab
        rows = [] if tab == ERASED else self.seen.of_state(*STATES[tab])  # type: ignore[arg-type]
        self.model.show_rows(rows, tab)
        for column, width in enumerate(WIDTHS.get(tab, USUAL_WIDTHS), 1):
            self.table.setColumnWidth(column, round(theme.scaled(self, width)))
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.empty.setText(_erased_words(self.seen.erasures) if tab == ERASED else _empty_words(tab))
        self._choose(person or self.person)
        self._tell_person()
        self._tell_ticks()

    def _choose(self, person: int) -> None:
        places = [place for place, one in enumerate(self.model.rows) if one.person.id == person]
        if self.model.rows:
            self.table.setCurrentIndex(self.model.index(places[0] if places else 0, 0))

    def _tell_person(self) -> None:
        self.moved.emit(self.person)

    def _tell_ticks(self) -> None:
        chosen = [one for one in self.model.rows if one.person.id not in self.model.unticked]
        mails = sum(one.person.way == "mail" for one in chosen)
        words = trn("{n} mail", "{n} mails", mails) + " · " + trn("{n} letter", "{n} letters", len(chosen) - mails)
        self.below.setText(tr("{ways}, each in the person’s language", ways=words) if self.tab == TO_TELL else "")
        link = {TO_TELL: tr("Told already…"), DUE: tr("Erase those ticked…")}.get(self.tab, "")
        self.link.setText(link)
        self.link.setAccessibleName(link)
        self.link.setVisible(bool(link and chosen))
        self.link.updateGeometry()
        self.chosen_changed.emit()

    def _follow_link(self) -> None:
        (self.told_already if self.tab == TO_TELL else self.erase_due).emit()


def _tab_title(tab: str) -> str:
    return {
        TO_TELL: tr("Still to tell"),
        TOLD: tr("Already told"),
        OBJECTED: tr("Objected"),
        DUE: tr("Due to go"),
        NO_ADDRESS: tr("No address"),
        ERASED: tr("Erased"),
    }[tab]


def _empty_words(tab: str) -> str:
    return {
        TO_TELL: tr("Everybody who can be written to has been told."),
        TOLD: tr("Nobody has been told yet."),
        OBJECTED: tr("Nobody objects."),
        DUE: tr("Nobody is held for longer than needed."),
        NO_ADDRESS: tr("There is an address or an account of everybody."),
    }[tab]


def _erased_words(days: Sequence[date | None]) -> str:
    if not days:
        return tr("Nobody has been erased.")
    lines = [day(one, "long") or tr("on a day not known") for one in days]
    more = tr("Nothing is kept of them but a mark by which a later file cannot bring them back.")
    return "\n".join([more, "", *lines])
