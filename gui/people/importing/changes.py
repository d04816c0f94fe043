"""What later files say otherwise of people who are known: old and new side by side, to take or to leave."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from core.i18n import integer, tr, trn
from core.importing.changes import Change
from gui.desk.actions import changes
from gui.desk.session import Session
from gui.parts.controls import QUIET, Button, label
from gui.parts.long_list import LongList
from gui.parts.page import Page
from gui.people.importing.fields import name_of

SIZE = (980, 600)


class ChangesView(Page):
    """One decision on all rows that are selected is one step, undone like any other."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, "changes", tr("What files would change"), SIZE)
        self.session = session
        self.state = label("changes_state", role=QUIET, wrap=True)
        headings = (tr("Name"), tr("Field"), tr("Known so far"), tr("In the file"), tr("File and row"))
        self.list: LongList[Change] = LongList(
            "changes_list", tr("Changes to decide"), headings, (2.8, 2, 3, 3, 3), cells
        )
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.none = label("changes_none", tr("No file says anything otherwise of somebody known."), role=QUIET)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.take = Button("changes_take", tr("Take what the file says"))
        self.stay = Button("changes_leave", tr("Leave as it is"))
        self.take_all = Button("changes_take_all", tr("Take all"))
        self.leave_all = Button("changes_leave_all", tr("Leave all"))
        self.buttons = (self.take, self.stay, self.take_all, self.leave_all)
        self.lay_out(self.state, self.none, self.list, grow=(self.none, self.list), buttons=self.buttons)
        self.take.clicked.connect(lambda: self.session.act(changes.take_changes, self._list_selected()))
        self.stay.clicked.connect(lambda: self.session.act(changes.leave_changes, self._list_selected()))
        self.take_all.clicked.connect(lambda: self.session.act(changes.take_changes, _list_numbers(self.list.items)))
        self.leave_all.clicked.connect(lambda: self.session.act(changes.leave_changes, _list_numbers(self.list.items)))
        self.follow(session.changed, self._ask_changes)

    def _ask_changes(self) -> None:
        self.session.ask_latest("changes", changes.open_changes).then(self._show_changes)

    def _show_changes(self, found: Sequence[Change]) -> None:
        self.list.show_items(found)
        self.state.setText(_count_words(len(found)))
        for part in (self.list, self.state, *self.buttons):
            part.setVisible(bool(found))
        self.none.setVisible(not found)

    def _list_selected(self) -> list[int]:
        """The numbers of the changes selected."""
        rows = self.list.selectionModel().selectedRows()
        return _list_numbers([self.list.items[index.row()] for index in rows])


def cells(change: Change) -> Sequence[str]:
    """One change in columns."""
    where = tr("{file}, row {row}", file=change.file, row=integer(change.row))
    return change.name, name_of(change.field), change.old, change.new, where


def _list_numbers(found: Sequence[Change]) -> list[int]:
    return [change.id for change in found]


def _count_words(count: int) -> str:
    said = trn("{n} text differs from what is known.", "{n} texts differ from what is known.", count)
    return f"{said} {tr('Nothing changes until you take it.')}"
