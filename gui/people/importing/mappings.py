"""The saved mappings: which column feeds which field, renamed and deleted; each is taken again for like files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.i18n import tr, trn
from core.importing.tables import SavedMapping
from gui.desk import messages
from gui.desk.actions import import_tables, saved_mappings
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
        self.list = LongList("mappings_list", tr("Saved mappings"), (tr("Name"),), (1,), name_cells)
        headings = (tr("Column of the file"), tr("Field"))
        self.columns = LongList("mappings_columns", tr("What the columns are"), headings, (5, 4), column_cells)
        self.rename = Button("mappings_rename", tr("Rename…"))
        self.delete = Button("mappings_delete", tr("Delete"))
        parts = QuietSplitter("mappings_parts", Qt.Orientation.Horizontal)
        parts.addWidget(self.list)
        parts.addWidget(self.columns)
        parts.setSizes([300, 500])
        self.lay_out(self.state, parts, grow=(parts,), buttons=(self.rename, self.delete))
        self.list.selectionModel().currentRowChanged.connect(lambda now, before: self._show_chosen())
        self.rename.clicked.connect(self._rename_chosen)
        self.delete.clicked.connect(self._delete_chosen)
        self.follow(session.changed, self._ask_mappings)

    def _ask_mappings(self) -> None:
        self.session.ask_latest("mappings", import_tables.saved_mappings).then(self._show_mappings)

    def _show_mappings(self, known: Sequence[SavedMapping]) -> None:
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
        self._show_chosen()

    def _show_chosen(self) -> None:
        one = self.list.item
        self.columns.show_items([] if one is None else saved_mappings.mapped_fields(one))
        for button in (self.rename, self.delete):
            button.setEnabled(one is not None)

    def _rename_chosen(self) -> None:
        one = self.list.item
        if one is None:
            return
        name = messages.ask_text(self, tr("Rename the mapping"), tr("Name"), one.name)
        if name and name.strip() and name.strip() != one.name:
            self.session.act(saved_mappings.rename_mapping, one.id, name.strip())

    def _delete_chosen(self) -> None:
        """Undo brings it back, so nothing is asked."""
        if self.list.item is not None:
            self.session.act(saved_mappings.remove_mapping, self.list.item.id)


def column_cells(use: tuple[str, str]) -> Sequence[str]:
    """A column and the field it feeds."""
    name, heading = use
    field, _, platform = (name, "", "") if name.startswith("external:") else name.partition(":")
    return heading, f"{name_of(field)} · {name_of(platform)}" if platform else name_of(field)


def name_cells(mapping: SavedMapping) -> Sequence[str]:
    """The one cell of a saved mapping."""
    return (mapping.name,)
