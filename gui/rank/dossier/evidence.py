"""The Evidence tab: what supports the levels, added, opened in the browser, its files kept and saved, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.campaign.dossier import Dossier
from core.i18n import day as day_words
from core.i18n import tr
from core.links import mixes_scripts, shown_address
from core.model import Evidence
from core.stature import evidence as pieces
from gui.desk import messages
from gui.desk.file_field import dropped
from gui.parts import theme
from gui.parts.controls import Button
from gui.parts.days import today
from gui.parts.named import named
from gui.parts.plain import plain_tip
from gui.parts.trees import Roomy

PIECE = Qt.ItemDataRole.UserRole
WHAT, SUPPORTS, WHERE, DATE, FILE = range(5)


class EvidenceTab(QWidget):
    """Shows and asks only: ``wanted`` (a new piece, with the file that was dropped or None), ``removed`` (its id),
    ``attached`` and ``saved`` (its id, a path); ids go beyond Qt's int. A file that is kept is only ever saved, never
    opened from here."""

    wanted = Signal(object)
    removed = Signal(object)
    attached = Signal(object, object)
    saved = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("evidence_tab")
        self.setAccessibleName(tr("Evidence"))
        self.list = named(QTreeWidget(), "evidence_list")
        self.list.setAccessibleName(tr("Evidence"))
        self.list.setHeaderLabels([tr("What"), tr("Supports"), tr("Where"), tr("Date"), tr("File")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.list.header()
        header.setObjectName("evidence_header")
        header.setAccessibleName(tr("Columns"))
        header.setStretchLastSection(False)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in ((SUPPORTS, 132), (WHERE, 104)):
            header.resizeSection(column, round(theme.scaled(self, width)))
        for column in (DATE, FILE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setItemDelegate(Roomy(self.list))
        self.add = Button("evidence_add", tr("Add…"), "primary")
        self.open = Button("evidence_open", tr("Open the address"), "link")
        self.file = Button("evidence_file", tr("Attach a file…"), "link")
        self.remove = Button("evidence_remove", tr("Remove"), "link")
        for button in (self.open, self.remove):
            button.setAccessibleName(button.text())
        self.add.setAccessibleName(tr("Add evidence…"))
        self.add.clicked.connect(lambda: self.wanted.emit(None))
        self.open.clicked.connect(self._open_address)
        self.file.clicked.connect(self._attach_or_save)
        self.remove.clicked.connect(self._remove_piece)
        self.setAcceptDrops(True)
        self._person = 0
        self._shown: Sequence[Evidence] = ()
        self.list.itemDoubleClicked.connect(lambda item, column: self._open_address())
        self.list.currentItemChanged.connect(lambda now, before: self._offer_actions())
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(18)
        for button in (self.add, self.open, self.file, self.remove):
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)

    def show_dossier(self, dossier: Dossier) -> None:
        """Shows the evidence on a candidate; the keyboard stays on its piece, or goes to one just added."""
        kept = {piece.id for piece in self._shown}
        added = [piece for piece in dossier.evidence if piece.id not in kept]
        same = dossier.person.id == self._person
        chosen = added[-1] if same and added else self.chosen()
        self._person, self._shown = dossier.person.id, dossier.evidence
        self.list.clear()
        names = {row.key: row.name for row in dossier.criteria}
        for piece in dossier.evidence:
            self._add_piece(piece, names.get(piece.criterion, ""), chosen)
        self.list.setColumnHidden(FILE, not any(piece.file_name for piece in dossier.evidence))
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        self._offer_actions()

    def _add_piece(self, piece: Evidence, supports: str, chosen: Evidence | None) -> None:
        ending = Path(piece.file_name).suffix[1:].upper() or piece.file_name
        item = QTreeWidgetItem(self.list, [piece.title, supports, piece.where, day_text(piece), ending[:8]])
        item.setData(WHAT, PIECE, piece)
        for column, text in enumerate((piece_words(piece), supports, piece.where, "", piece.file_name)):
            item.setToolTip(column, plain_tip(text))
        if not piece.current(today()):
            for column in range(self.list.columnCount()):
                item.setForeground(column, self.palette().placeholderText())
        if chosen is not None and chosen.id == piece.id:
            self.list.setCurrentItem(item)

    def chosen(self) -> Evidence | None:
        """The piece the keyboard is on."""
        item = self.list.currentItem()
        return None if item is None else item.data(WHAT, PIECE)

    def _offer_actions(self) -> None:
        piece = self.chosen()
        self.remove.setEnabled(piece is not None)
        self.open.setEnabled(piece is not None and pieces.openable(piece.url))
        self.file.setEnabled(piece is not None)
        held = piece is not None and bool(piece.file_name)
        self.file.setText(tr("Save the file…") if held else tr("Attach a file…"))
        self.file.setAccessibleName(self.file.text())
        self.file.updateGeometry()

    def _open_address(self) -> None:
        piece = self.chosen()
        if piece is not None and pieces.openable(piece.url) and self._is_meant(piece.url):
            QDesktopServices.openUrl(QUrl(piece.url, QUrl.ParsingMode.StrictMode))

    def _is_meant(self, address: str) -> bool:
        """Whether an address that looks like another is to be opened all the same."""
        if not mixes_scripts(address):
            return True
        question = tr("This address mixes letters of several scripts: it may look like another.")
        return messages.confirm(self, question, shown_address(address), tr("Open"))

    def _remove_piece(self) -> None:
        piece = self.chosen()
        if piece is not None:
            self.removed.emit(piece.id)

    def _attach_or_save(self) -> None:
        """Saves the file of the piece in hand where the user says; where it has none, attaches one."""
        piece = self.chosen()
        if piece is None:
            return
        every = f"{tr('All files')} (*)"
        if piece.file_name:
            name = pieces.harmless_name(piece.file_name)
            path = messages.ask_save_file(self, tr("Save the file"), name, every)
            if path is not None:
                self.saved.emit(piece.id, path)
        else:
            for chosen in messages.ask_open_files(self, tr("Attach a file"), every)[:1]:
                self.attached.emit(piece.id, chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._remove_piece()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self._open_address()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.wanted.emit(dropped(event)[0])


def day_text(piece: Evidence) -> str:
    """When a piece is from; once it has expired, that it has."""
    if piece.current(today()):
        return day_words(piece.day, "medium")
    return tr("expired {day}", day=day_words(piece.expires, "medium"))


def piece_words(piece: Evidence) -> str:
    """A piece in a few lines: title, kind, address, until when it counts, who added it."""
    kinds = pieces.kinds()
    lines = [piece.title, kinds[piece.kind].name() if piece.kind in kinds else "", shown_address(piece.url)]
    if mixes_scripts(piece.url):
        lines.append(tr("This address mixes letters of several scripts: it may look like another."))
    if piece.expires is not None:
        lines.append(tr("expires {day}", day=day_words(piece.expires, "medium")))
    if piece.added_by:
        lines.append(tr("added by {name}", name=piece.added_by))
    return "\n".join(line for line in lines if line)
