"""The saved mappings: which column feeds which field, renamed and deleted; each is taken again for like files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.i18n import tr, trn
from core.importing import saved_mappings
from core.importing.tables import SavedMapping
from gui.desk import messages
from gui.desk.session import Session
from gui.parts.controls import QUIET, Button, QuietSplitter, label
from gui.parts.long_list import LongList
from gui.parts.page import Page
from gui.people.importing.fields import name_of

SIZE = (860, 520)


class MappingsView(Page):
    """Names on the left, the columns of the one chosen on the right."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, "mappings", tr("Saved mappings"), SIZE)
        self.session = session
        self.state = label("mappings_state", role=QUIET, wrap=True)
        self.list = LongList("mappings_list", tr("Saved mappings"), (tr("Name"),), (1,), lambda one: (one.name,))
        headings = (tr("Column of the file"), tr("Taken for"))
        self.columns = LongList("mappings_columns", tr("What the columns are"), headings, (5, 4), column_cells)
        self.rename = Button("mappings_rename", tr("Rename…"))
        self.delete = Button("mappings_delete", tr("Delete"))
        parts = QuietSplitter("mappings_parts", Qt.Orientation.Horizontal)
        parts.addWidget(self.list)
        parts.addWidget(self.columns)
        parts.setSizes([300, 500])
        self.lay_out(self.state, parts, grow=(parts,), buttons=(self.rename, self.delete))
        self.list.selectionModel().currentRowChanged.connect(lambda now, before: self._choose())
        self.rename.clicked.connect(self._rename)
        self.delete.clicked.connect(self._delete)
        self.follow(session.changed, self._ask)

    def _ask(self) -> None:
        self.session.ask(
            lambda workspace, progress: saved_mappings.all_mappings(workspace), self._show, kind="mappings"
        )

    def _show(self, known: Sequence[SavedMapping]) -> None:
        self.list.show_items(known)
        self.state.setText(
            trn(
                "{n} mapping, taken again for files with the same headings",
                "{n} mappings, taken again for files with the same headings",
                len(known),
            )
            if known
            else tr("None yet: save one while you import a file, under the table of its columns.")
        )
        self._choose()

    def _choose(self) -> None:
        one = self.list.item
        self.columns.show_items([] if one is None else saved_mappings.mapped_fields(one))
        for button in (self.rename, self.delete):
            button.setEnabled(one is not None)

    def _rename(self) -> None:
        one = self.list.item
        name = messages.ask_text(self, tr("Rename the mapping"), tr("Name"), one.name)
        if name and name.strip() and name.strip() != one.name:
            self.session.act(lambda workspace, progress: saved_mappings.rename_mapping(workspace, one.id, name.strip()))

    def _delete(self) -> None:
        """Undo brings it back, so nothing is asked."""
        one = self.list.item
        self.session.act(lambda workspace, progress: saved_mappings.remove_mapping(workspace, one.id))


def column_cells(use: tuple[str, str]) -> Sequence[str]:
    """A column and the field it feeds."""
    name, heading = use
    field, _, platform = (name, "", "") if name.startswith("external:") else name.partition(":")
    return heading, f"{name_of(field)} · {name_of(platform)}" if platform else name_of(field)
