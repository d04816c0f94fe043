"""Imports: the wizard, those of the past and what they changed, saved mappings, words for "not known", duplicates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from core.i18n import tr
from gui.desk import messages
from gui.desk.commands import Commands


class Imports(Commands):
    """What the menus say of imports. The import rooms of the core are loaded in the worker before their screens are
    made, so that the window need not wait for them."""

    def wizard(self, sources: Sequence[Path | str], kind: str) -> None:
        """Files or pasted texts, page by page."""

        def show(nothing: Any) -> None:
            from gui.people.importing.wizard import ImportWizard

            wizard = ImportWizard(self.desk.parent_widget, self.session, sources, kind)
            wizard.words_wanted.connect(lambda: self._words(wizard, wizard.clean_again))
            wizard.compare_wanted.connect(lambda batch: self._compare(wizard, batch))
            wizard.open()

        self.session.ask(_load, show)

    def past(self) -> None:
        """The imports of the workspace."""

        def show(nothing: Any) -> None:
            from gui.people.importing.past import ImportsView

            view = ImportsView(self.desk.parent_widget, self.session)
            view.compare_wanted.connect(lambda batch: self._compare(view, batch))
            view.open()

        self.session.ask(_load, show)

    def mappings(self) -> None:
        """The saved mappings."""

        def show(nothing: Any) -> None:
            from gui.people.importing.mappings import MappingsView

            MappingsView(self.desk.parent_widget, self.session).open()

        self.session.ask(_load, show)

    def words(self) -> None:
        """The words taken for "not known"."""
        self._words(self.desk.parent_widget, lambda: None)

    def duplicates(self) -> None:
        """The pairs of people who may be one."""

        def show(nothing: Any) -> None:
            from gui.people.importing.duplicates_view import DuplicatesView

            DuplicatesView(self.desk.parent_widget, self.session).open()

        self.session.ask(_load, show)

    def _words(self, parent: QWidget, then: Callable[[], None]) -> None:
        def look(workspace: Any, progress: Any) -> Any:
            from core.importing import missing_words

            return missing_words.words_in_force(workspace)

        def show(words: Sequence[str]) -> None:
            from gui.people.importing.missing import MissingDialog

            form = MissingDialog(parent, words)
            form.accepted.connect(lambda: self._keep(form.words(), then))
            form.open()

        self.session.ask(look, show)

    def _keep(self, words: Sequence[str], then: Callable[[], None]) -> None:
        def keep(workspace: Any, progress: Any) -> Any:
            from core.importing import missing_words

            return missing_words.save_words(workspace, words)

        self.session.act(keep, lambda nothing: then())

    def _compare(self, parent: QWidget, batch: int) -> None:
        def look(workspace: Any, progress: Any) -> Any:
            from core.importing import actions as imports

            return imports.compare_named(workspace, batch)

        def show(compared: Any) -> None:
            from gui.people.importing.compare import CompareView

            if compared is None:
                messages.inform(parent, tr("This is the first import of its kind: there is none to compare it with."))
            else:
                CompareView(parent, compared).open()

        self.session.ask(look, show)


def _load(workspace: Any, progress: Any) -> None:
    """Only loads: the first import takes a tenth of a second to load its rooms."""
    import core.importing.actions
    import core.importing.preview  # noqa: F401
