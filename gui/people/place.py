"""People: everyone in the campaign, files imported, possible duplicates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from core.campaign.doubles import OpenPairs
from core.i18n import tr, trn
from gui.desk.desk import Desk
from gui.desk.page_place import PagePlace
from gui.parts.card import Card
from gui.people.commands import People
from gui.people.importing.commands import Imports
from gui.people.importing.duplicates import count_words
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
        self._imports, self._ways = imports, ways
        self.duplicates = self.add_button("people_duplicates", tr("Duplicates…"), imports.duplicates)
        self.changes = self.add_button("people_changes", tr("Changes…"), imports.changes)
        for button in (self.duplicates, self.changes):  # shown while something waits to be decided
            button.hide()
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
        if count:
            self._imports.ask_waiting(lambda pairs, changes: self._say_waiting(words, pairs, changes))

    def _say_waiting(self, words: str, pairs: OpenPairs, changes: int) -> None:
        """Says what waits for a decision: pairs that may be one person, texts that files have otherwise."""
        said = [words, *([f"{count_words(pairs)}."] if pairs.pairs else [])]
        if changes:
            said.append(trn("{n} text differs from what is known.", "{n} texts differ from what is known.", changes))
        self.say_next(" ".join(said))
        self.duplicates.setVisible(bool(pairs.pairs))
        self.changes.setVisible(changes > 0)
