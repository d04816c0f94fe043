"""Imports: the page of files, those of the past and what they changed, saved mappings, words for "not known", pairs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from core.i18n import tr
from gui.desk import messages
from gui.desk.actions import changes, doubles, imports, missing_words, preview
from gui.desk.commands import Commands
from gui.desk.desk import Desk

if TYPE_CHECKING:
    from core.campaign.doubles import OpenPairs
    from core.importing.actions import Compared
    from core.importing.changes import Change
    from core.importing.matching import Kind
    from core.workspace.store import Workspace
    from gui.people.importing.files_read import Source
    from gui.people.importing.import_page import ImportPage


class ImportShelf(Protocol):
    """The place that shows imports."""

    def begin_import(self, sources: Sequence[Source]) -> None:
        """Shows files on the page of imports."""


class Imports(Commands):
    """What the menus say of imports. The import rooms of the core are loaded in the worker before their screens are
    made, so that the window need not wait for them. ``place`` is People, brought into view."""

    def __init__(self, desk: Desk, place: Callable[[], ImportShelf]) -> None:
        super().__init__(desk)
        self._place = place

    def begin(self, sources: Sequence[Path | str], kind: Kind) -> None:
        """Files or pasted texts, shown on the page of imports; "candidates" lets each say what it looks like."""
        given = [(source, None if kind == "candidates" else kind) for source in sources]
        self.session.ask(_load_rooms).then(lambda nothing: self._place().begin_import(given))

    def make_page(self) -> ImportPage:
        """The page of an import into the campaign in view."""
        from gui.people.importing.import_page import ImportPage

        page = ImportPage(self.session, self._invited_people)
        page.words_wanted.connect(lambda: self._ask_words(self.desk.parent_widget, page.clean_again))
        page.compare_wanted.connect(lambda batch: self._ask_comparison(self.desk.parent_widget, batch))
        page.changes_wanted.connect(lambda: self._show_changes(self.desk.parent_widget))
        return page

    def past(self) -> None:
        """The imports of the workspace."""

        def show(nothing: None) -> None:
            from gui.people.importing.past import ImportsView

            view = ImportsView(self.desk.parent_widget, self.session)
            view.compare_wanted.connect(lambda batch: self._ask_comparison(view, batch))
            view.open()

        self.session.ask(_load_rooms).then(show)

    def mappings(self) -> None:
        """The saved mappings."""

        def show(nothing: None) -> None:
            from gui.people.importing.mappings import MappingsView

            MappingsView(self.desk.parent_widget, self.session).open()

        self.session.ask(_load_rooms).then(show)

    def words(self) -> None:
        """The words for "not known"."""
        self._ask_words(self.desk.parent_widget, lambda: None)

    def duplicates(self) -> None:
        """The pairs of people who may be one."""

        def show(nothing: None) -> None:
            from gui.people.importing.duplicates_view import DuplicatesView

            DuplicatesView(self.desk.parent_widget, self.session, self._invited_people).open()

        self.session.ask(_load_rooms).then(show)

    def changes(self) -> None:
        """What later files say otherwise of people who are known."""
        self.session.ask(_load_rooms).then(lambda nothing: self._show_changes(self.desk.parent_widget))

    def ask_waiting(self, then: Callable[[OpenPairs, Sequence[Change]], None]) -> None:
        """Looks for what waits for a decision: pairs that may be one person, and changes by files."""

        def ask_changes(pairs: OpenPairs) -> None:
            found = self.session.ask_latest("changes waiting", changes.open_changes)
            found.then(lambda open_: then(pairs, open_))

        self.session.ask_latest("pairs waiting", doubles.open_pairs, self._invited_people()).then(ask_changes)

    def decide_pair(self, number: int, same: bool) -> None:
        """Says whether the two of a pair are one person."""
        self.session.act(imports.decide_pair, number, same)

    def decide_changes(self, numbers: Sequence[int], taken: bool) -> None:
        """Takes what files say otherwise, or leaves people as they are."""
        self.session.act(changes.take_changes if taken else changes.leave_changes, numbers)

    def _invited_people(self) -> Collection[int]:
        """Who is in now, as the window shows it: ids of people."""
        board, ranking = self.live.board, self.live.ranking
        return [] if board is None or ranking is None else board.person[ranking.invited()].tolist()

    def _show_changes(self, parent: QWidget) -> None:
        from gui.people.importing.changes import ChangesView

        ChangesView(parent, self.session).open()

    def _ask_words(self, parent: QWidget, then: Callable[[], None]) -> None:
        def show(words: Sequence[str]) -> None:
            from gui.people.importing.missing import MissingDialog

            form = MissingDialog(parent, words)
            form.accepted.connect(
                lambda: self.session.act(missing_words.save_words, form.words()).then(lambda nothing: then())
            )
            form.open()

        self.session.ask(missing_words.words_in_force).then(show)

    def _ask_comparison(self, parent: QWidget, batch: int) -> None:
        def show(compared: Compared | None) -> None:
            from gui.people.importing.compare import CompareView

            if compared is None:
                messages.inform(parent, tr("This is the first import of its kind: there is none to compare it with."))
            else:
                CompareView(parent, compared).open()

        self.session.ask(imports.compare_named, batch).then(show)


def _load_rooms(workspace: Workspace) -> None:
    """Only loads, in the worker: the first import takes a tenth of a second to load its rooms."""
    _ = imports.look_at_file, preview.preview_source
