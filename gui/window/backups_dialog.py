"""The backups of the workspace in view: when and why each was made, what it holds, and the way back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QTreeWidgetItem, QVBoxLayout, QWidget

from core.i18n import day, decimal, integer, tr, trn
from gui.desk import messages
from gui.desk.actions import automatic
from gui.desk.session import Session
from gui.desk.work_backups import restore
from gui.parts import theme
from gui.parts.controls import QUIET, Button, label
from gui.parts.trees import plain_tree, select_row

if TYPE_CHECKING:
    from core.workspace.automatic import Listed

SIZE = (760, 520)


class BackupsDialog(QDialog):
    """The backups, the newest first. One is put back only after it was asked for, and what was there is kept."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setObjectName("backups")
        self.setWindowTitle(tr("Backups"))
        self.setAccessibleName(tr("Backups"))
        self.resize(theme.fitted(self, SIZE))
        self.around, self.session = parent, session
        self.words = label("backups_words", role=QUIET, wrap=True)
        headings = (tr("Made on"), tr("Why"), tr("People"), tr("Campaigns"), tr("Lists"), tr("Imports"), tr("Size"))
        self.list = plain_tree("backups_list", tr("Backups"), headings, (3, 3, 2, 2, 1, 2, 2))
        self.make = Button("backups_make", tr("Back up now"))
        self.restore = Button("backups_restore", tr("Restore…"), "primary")
        self.leave = Button("backups_done", tr("Close"))
        buttons = QHBoxLayout()
        for button in (self.make, self.restore, self.leave):
            button.setAccessibleName(button.text())
            buttons.addWidget(button)
        buttons.insertStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(self.words)
        layout.addWidget(self.list)
        layout.addLayout(buttons)
        self._listed: list[Listed] = []
        self.make.clicked.connect(self._make_backup)
        self.restore.clicked.connect(self._restore_backup)
        self.leave.clicked.connect(self.reject)
        self.list.currentItemChanged.connect(lambda: self._show_what_can_be_done())
        self._list_backups()

    def _list_backups(self) -> None:
        self.session.ask(automatic.list_backups).then(self._show_backups)

    def _show_backups(self, listed: list[Listed]) -> None:
        self._listed = listed
        self.list.clear()
        for one in listed:
            self.list.addTopLevelItem(QTreeWidgetItem(_cells(one)))
        select_row(self.list, 0)
        self.words.setText(_words(listed))
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        chosen = self._chosen()
        self.restore.setEnabled(chosen is not None and chosen.content is not None)
        self.make.setEnabled(self.session.path is not None)

    def _chosen(self) -> Listed | None:
        row = self.list.currentIndex().row()
        return self._listed[row] if 0 <= row < len(self._listed) else None

    def _make_backup(self) -> None:
        self.session.ask(automatic.back_up_now).then(lambda made: self._list_backups())

    def _restore_backup(self) -> None:
        chosen, path = self._chosen(), self.session.path
        if chosen is None or path is None:
            return
        consequence = tr(
            "What is here now is kept beside it, as “{file}”. People who were erased since are erased again.",
            file=f"{path.name}.before-restore",
        )
        question = tr("Put the backup of {when} in the place of this workspace?", when=_when(chosen))
        if messages.confirm(self, question, consequence, tr("Restore")):
            restore(self.session, chosen.backup.path).then(self._say_restored)

    def _say_restored(self, again: int) -> None:
        self.accept()
        said = trn("{n} person was erased again.", "{n} people were erased again.", again) if again else ""
        messages.inform(self.around, tr("The backup is in its place."), said)


def _words(listed: list[Listed]) -> str:
    if not listed:
        return tr("There is no backup yet. One is made before each import and erasure, and after half an hour of work.")
    return tr("One is made before each import and erasure, and after half an hour of work; older ones are thinned out.")


def _cells(one: Listed) -> list[str]:
    held = one.content
    counts = [integer(n) for n in (held.people, held.campaigns, held.lists, held.imports)] if held else ["–"] * 4
    return [_when(one), _why(one.backup.occasion), *counts, tr("{n} MB", n=decimal(one.size / 1e6))]


def _when(one: Listed) -> str:
    return f"{day(one.backup.made.date(), 'medium')} {one.backup.made:%H:%M}"


def _why(occasion: str) -> str:
    return {
        "import": tr("before an import"),
        "upgrade": tr("before an upgrade"),
        "erasure": tr("before an erasure"),
        "work": tr("while working"),
        "asked": tr("asked for"),
    }[occasion]
