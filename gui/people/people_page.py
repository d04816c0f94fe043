"""Everyone in the campaign: a line to search in, the table, and what can be done with the rows that are chosen."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.errors import Trouble
from core.files import neutralise
from core.i18n import tr, trn
from core.settings import ASSESSOR
from gui.desk import messages
from gui.desk.actions import campaigns, find, imports, people_actions, people_tables
from gui.desk.desk import Desk
from gui.desk.drop_frame import DropFrame
from gui.parts import theme
from gui.parts.card import Card
from gui.parts.columns import Column, Columns, is_narrow
from gui.parts.controls import Button, small
from gui.parts.days import today
from gui.parts.flow import FlowLayout
from gui.parts.named import named
from gui.parts.timers import single_shot
from gui.people.people_model import cells_of, headings
from gui.people.people_table import PeopleTable
from gui.people.to_decide import ToDecide

if TYPE_CHECKING:
    from core.campaign.doubles import OpenPairs
    from core.importing.changes import Change
    from core.people.tables import Contact

PAUSE_MS = 120
A_PAIR = 2
SIDE = 372


class PeoplePage(QWidget):
    """``wanted`` (place) when somebody is to be seen in the ranking; ``pasted`` when a table is to be pasted. ``empty``
    is shown while nobody is there."""

    wanted = Signal(int)
    pasted = Signal()

    def __init__(self, desk: Desk, empty: DropFrame) -> None:
        super().__init__()
        self.setObjectName("people_page")
        self.empty = empty
        self.desk, self.session, self.live = desk, desk.session, desk.live
        self.table = PeopleTable(desk.session, desk.live)
        self.search = named(QLineEdit(clearButtonEnabled=True), "people_search")
        self.search.setAccessibleName(tr("Find by name, handle or organisation"))
        self.search.setPlaceholderText(tr("Find by name, handle or organisation"))
        self.search.setMinimumHeight(round(theme.scaled(self, 30)))
        self.search.setMaximumWidth(round(theme.scaled(self, 360)))
        self.state = small("people_state")
        self.hint = small("people_hint", tr("F2 or a double click corrects a cell; Enter shows the person."), wrap=True)
        self.copy = self._make_button("people_copy", tr("Copy rows"), self.copy_rows)
        self.join = self._make_button("people_join", tr("One person"), self.join_two)
        self.part = self._make_button("people_part", tr("Two people"), self.part_two)
        self.remove = self._make_button("people_remove", tr("Out of the campaign"), self.remove_chosen)
        self._pause = single_shot(self, PAUSE_MS, self._search_people)
        self._lay_out()
        self._connect_parts()
        self._show_chosen()
        self._show_people()

    def _make_button(self, name: str, text: str, step: Callable[[], None]) -> Button:
        button = Button(name, text)
        button.setAccessibleName(text)
        button.clicked.connect(lambda: step())
        return button

    def _lay_out(self) -> None:
        card = Card("people_card")
        card.setAccessibleName(tr("People"))
        card.contents.addWidget(self.table)
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.search, 2)
        above.addWidget(self.hint, 3)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.state)
        buttons = named(QWidget(), "people_chosen")
        row = FlowLayout(8, buttons)
        for button in (self.copy, self.join, self.part, self.remove):
            row.addWidget(button)
        below.addWidget(buttons, 1)
        self._there = named(QWidget(), "people_there")
        column = QVBoxLayout(self._there)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(card, 1)
        column.addLayout(below)
        self.to_decide = ToDecide()
        parts = (Column(tr("People"), self._there), Column(tr("To decide"), self.to_decide, SIDE))
        self.columns = Columns("people_columns", parts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.empty, alignment=Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hint.setVisible(not is_narrow(self))

    def _connect_parts(self) -> None:
        self.live.shown.connect(self._show_people)
        self.table.wanted.connect(self.wanted)
        self.table.copied.connect(self.copy_rows)
        self.table.chosen.connect(self._show_chosen)
        self.table.people.corrected.connect(self._correct_text)
        self.search.textChanged.connect(lambda text: self._pause.start())
        self.search.returnPressed.connect(self.table.setFocus)
        keys = QKeySequence.StandardKey
        for key, step in ((keys.Find, self.search.setFocus), (keys.Paste, self.pasted.emit)):
            here = QShortcut(QKeySequence(key), self)
            here.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            here.activated.connect(step)

    # --- what is done --------------------------------------------------------------------------------------------

    def copy_rows(self) -> None:
        """Puts the rows chosen on the clipboard as a table with its headings, to be pasted in a spreadsheet or here."""
        board, places = self.live.board, [self.table.people.place(row) for row in self.table.chosen_rows()]
        if board is None or not places:
            return

        def copy(contacts: Mapping[int, Contact]) -> None:
            QGuiApplication.clipboard().setText(tab_separated(cells_of(board, places, contacts)))
            self.desk.say(trn("{n} row copied", "{n} rows copied", len(places)))

        people = [int(person) for person in board.person[np.asarray(places, np.int64)].tolist()]
        self.session.ask_latest("copy", people_tables.contacts, people).then(copy)

    def join_two(self) -> None:
        """Makes one person of the two chosen."""
        self._decide_two(same=True)

    def part_two(self) -> None:
        """Says that the two chosen are two people: nobody is asked again."""
        self._decide_two(same=False)

    def remove_chosen(self) -> None:
        """Takes the people chosen out of the campaign."""
        people = self.table.chosen_people()
        if people:
            self.session.act(campaigns.remove_people, self.session.campaign, people)

    def _decide_two(self, same: bool) -> None:
        people = self.table.chosen_people()
        if len(people) == A_PAIR:
            one, other = people
            self.session.act(imports.decide_two, one, other, same).then(self._select_person)

    def _correct_text(self, person: int, field: str, text: str) -> None:
        written = people_actions.Written(today(), self.desk.settings.get(ASSESSOR))
        done = self.session.act(people_actions.correct_texts, person, {field: text}, written)
        done.then(lambda nothing: self.desk.say(tr("Corrected: it outlives the next import"))).failed(self._say_trouble)

    def _say_trouble(self, trouble: Trouble) -> None:
        messages.show_trouble(self, trouble)

    def show_waiting(self, pairs: OpenPairs, changes: Sequence[Change]) -> None:
        """What waits for a decision stands beside the table, while there is any."""
        self.to_decide.show_waiting(pairs, changes)
        self.columns.show_only(0 if not (pairs.pairs or changes) else None)

    # --- what is shown -------------------------------------------------------------------------------------------

    def _select_person(self, person: int) -> None:
        board = self.live.board
        if person and board is not None:
            row = self.table.people.row_of(int(board.person.searchsorted(person)))
            if row is not None:
                self.table.selectRow(row)

    def _show_people(self) -> None:
        """The table, or where nobody is in the campaign yet the frame that files are dropped on."""
        there = self.live.board is not None and len(self.live.board) > 0
        self.columns.setVisible(there)
        self.empty.setVisible(not there)
        self.setFocusProxy(self.table if there else self.empty.choose)

    def _show_chosen(self) -> None:
        count = self.table.count_chosen()
        self.state.setText(trn("{n} chosen", "{n} chosen", count) if count else tr("Nobody is chosen"))
        for button, there in (
            (self.copy, count > 0),
            (self.remove, count > 0),
            (self.join, count == A_PAIR),
            (self.part, count == A_PAIR),
        ):
            button.setEnabled(there)

    def _search_people(self) -> None:
        text = self.search.text().strip()
        if not text:
            self.table.people.show_found(None)
            return
        found = self.session.ask_latest("find people", find.find_people, text)
        found.then(lambda people: self.table.people.show_found(people))


def tab_separated(rows: list[tuple[str, ...]]) -> str:
    """Rows under their headings, parted by tabs, as a spreadsheet takes them; nothing in them is read as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(headings())
    writer.writerows([neutralise(cell) for cell in row] for row in rows)
    return out.getvalue()
