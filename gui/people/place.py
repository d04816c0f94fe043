"""People: everyone in the campaign, files imported, possible duplicates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from core.campaign.doubles import OpenPairs
from core.i18n import tr, trn
from gui.desk.desk import Desk
from gui.desk.drop_frame import DropFrame
from gui.desk.page_place import PagePlace
from gui.desk.seen import InView
from gui.people.commands import People
from gui.people.importing.commands import Imports
from gui.people.importing.duplicates import count_words
from gui.people.people_page import PeoplePage

if TYPE_CHECKING:
    from core.importing.changes import Change
    from gui.people.importing.files_read import Source
    from gui.people.importing.import_page import Head, ImportPage


@dataclass(frozen=True)
class ImportWays:
    """How people come in: files chosen, a table pasted, files dropped."""

    files: Callable[[], None]
    paste: Callable[[], None]
    paths: Callable[[Sequence[Path]], None]


class PeoplePlace(PagePlace):
    """The people of the campaign in view."""

    def __init__(self, desk: Desk, people: People, imports: Imports, ways: ImportWays) -> None:
        super().__init__("people", tr("People"), desk)
        self._imports, self._ways = imports, ways
        self._of_people = (
            self.add_button("people_imports", tr("Past imports…"), imports.past),
            self.add_button("people_add", tr("Add a person…"), people.add),
            self.add_button("people_paste", tr("Paste"), ways.paste),
        )
        self.back = self.add_button("people_back", tr("Back to the people"), self._leave_import)
        self.cancel = self.add_button("people_cancel_import", tr("Cancel"), self._cancel_import)
        self._imports_open: dict[InView, ImportPage] = {}
        self._imports_shown = False

    def make_page(self) -> QWidget:
        page = PeoplePage(self.desk, DropFrame("people_drop", self._ways.files))
        page.pasted.connect(self._ways.paste)
        page.empty.taken.connect(self._ways.paths)
        page.to_decide.pair_decided.connect(self._imports.decide_pair)
        page.to_decide.changes_decided.connect(self._imports.decide_changes)
        page.wanted.connect(lambda place: self.desk.go("rank"))
        self._show_own_import(page)
        return page

    def begin(self) -> None:
        page = self.importing if self._imports_shown else None
        if page is None:
            super().begin()
        elif self.blue.isVisibleTo(self):
            self.blue.setFocus(Qt.FocusReason.OtherFocusReason)
            page.begin()
        else:
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def regions(self) -> Sequence[QWidget]:
        page = self.importing if self._imports_shown else None
        return super().regions() if page is None else (page.main, page.causes, self.blue)

    def _show_own_import(self, card: QWidget) -> None:
        """The import that was begun in the campaign in view is shown as it was left; those of a workspace that is not
        open any more go."""
        now = self.session.in_view
        for of in [of for of in self._imports_open if of.opening != now.opening]:
            self.content.removeWidget(self._imports_open[of])
            self._imports_open.pop(of).deleteLater()
        self._imports_shown = self._imports_shown and now in self._imports_open
        for of, page in self._imports_open.items():
            page.setVisible(self._imports_shown and of == now)
        card.setVisible(not self._imports_shown)

    def show_next(self) -> None:
        self._fit_buttons()
        if self.importing is not None and self._imports_shown:
            self._say_head(self.importing.head)
            return
        self.title.setText(tr("People"))
        board = self.session.board
        count = 0 if board is None else len(board)
        words = trn("{n} person stands in this campaign.", "{n} people stand in this campaign.", count)
        empty = tr("Nobody is here yet: import a file of candidates, paste a table, or add a person.")
        if self.importing is not None:
            words += " " + tr("Files are read and wait to be imported.")
            self.say_next(words)
            self.offer(tr("Go on with the import"), self._resume_import)
        else:
            self.say_next(words if count else empty)
            self.offer(tr("Import files…"), self._ways.files)
        if count:
            self._imports.ask_waiting(lambda pairs, changes: self._say_waiting(words, pairs, changes))

    # --- the import under way ------------------------------------------------------------------------------------

    @property
    def importing(self) -> ImportPage | None:
        """The page of the import that was begun in the campaign in view."""
        return self._imports_open.get(self.session.in_view)

    def begin_import(self, sources: Sequence[Source]) -> None:
        """Reads files on the page of imports: beside those that wait there already, or on a page of its own."""
        page = self.importing
        if page is not None and page.is_importing:
            self.desk.say(tr("An import is under way: give these files once it is done."))
            return
        if page is not None and page.is_done:
            self._close_import(self.session.in_view)
            page = None
        if page is None:
            page = self._add_page()
        self._show_import(True)
        page.add(sources)

    def _add_page(self) -> ImportPage:
        page, of = self._imports.make_page(), self.session.in_view
        self._imports_open[of] = page
        self.content.addWidget(page, 1)
        page.headed.connect(lambda head: self.show_next() if page is self.importing else None)
        page.turned.connect(lambda: self.begin() if page.isVisible() else None)
        page.left.connect(self._leave_import)
        page.closed.connect(lambda: self._close_import(of))
        return page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back one step of an import, wherever in the place the keyboard is."""
        if event.key() == Qt.Key.Key_Escape and self.importing is not None and self._imports_shown:
            self.importing.step_back()
        else:
            super().keyPressEvent(event)

    def _show_import(self, shown: bool) -> None:
        """Shows the import in the place of the people, or the people again."""
        self._imports_shown = shown
        for of, page in self._imports_open.items():
            page.setVisible(shown and of == self.session.in_view)
        if self.page is not None:
            self.page.setVisible(not (shown and self.importing is not None))
        self.show_next()
        self.begin()

    def _resume_import(self) -> None:
        self._show_import(True)

    def _leave_import(self) -> None:
        self._show_import(False)

    def _cancel_import(self) -> None:
        if self.importing is not None:
            self.importing.cancel()

    def _close_import(self, of: InView) -> None:
        page = self._imports_open.pop(of, None)
        if page is not None:
            self.content.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._show_import(False)

    def _say_head(self, head: Head) -> None:
        """What stands over an import stands over the place."""
        page = self.importing
        self.title.setText(head.title)
        self.say_next(head.sentence)
        self.offer(head.blue, page.go_on if page is not None else lambda: None, head.ready)

    def _fit_buttons(self) -> None:
        """The buttons of the people, or those of an import."""
        page = self.importing if self._imports_shown else None
        for button in self._of_people:
            button.setVisible(page is None)
        self.back.setVisible(page is not None and page.can_wait)
        self.cancel.setVisible(page is not None and not page.is_done)
        self.cancel.setText(tr("Close") if page is not None and page.is_of_no_use else tr("Cancel"))

    # --- what waits ----------------------------------------------------------------------------------------------

    def _say_waiting(self, words: str, pairs: OpenPairs, changes: Sequence[Change]) -> None:
        """Says and shows what waits for a decision: pairs that may be one person, texts that files have otherwise."""
        if isinstance(self.page, PeoplePage):
            self.page.show_waiting(pairs, changes)
        if self._imports_shown:
            return
        said = [words, *([f"{count_words(pairs)}."] if pairs.pairs else [])]
        if changes:
            said.append(
                trn("{n} text differs from what is known.", "{n} texts differ from what is known.", len(changes))
            )
        self.say_next(" ".join(said))
