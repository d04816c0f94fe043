"""People: everyone in the campaign, files imported, possible duplicates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from core.i18n import tr, trn
from gui.desk.desk import Desk
from gui.desk.page_place import PagePlace
from gui.parts.card import Card
from gui.people.commands import People
from gui.people.importing.commands import Imports
from gui.people.people_table import PeopleTable


@dataclass(frozen=True)
class ImportWays:
    """How people come in: files chosen, a table pasted."""

    files: Callable[[], None]
    paste: Callable[[], None]


class PeoplePlace(PagePlace):
    """The people of the campaign in view."""

    def __init__(self, desk: Desk, people: People, imports: Imports, ways: ImportWays) -> None:
        super().__init__("people", tr("People"), desk)
        self._ways = ways
        self.add_button("people_duplicates", tr("Possible duplicates…"), imports.duplicates)
        self.add_button("people_imports", tr("Past imports…"), imports.past)
        self.add_button("people_add", tr("Add a person…"), people.add)
        self.add_button("people_paste", tr("Paste"), ways.paste)

    def make_page(self) -> QWidget:
        card = Card("people_card")
        card.setAccessibleName(tr("People"))
        self.table = PeopleTable(self.live)
        self.table.wanted.connect(lambda row: self.desk.go("rank"))
        card.contents.addWidget(self.table)
        card.setFocusProxy(self.table)
        return card

    def show_next(self) -> None:
        board = self.session.board
        count = 0 if board is None else len(board)
        words = trn("{n} person stands in this campaign.", "{n} people stand in this campaign.", count)
        empty = tr("Nobody is here yet: import a file of candidates, paste a table, or add a person.")
        self.say_next(words if count else empty)
        self.offer(tr("Import files…"), self._ways.files)
