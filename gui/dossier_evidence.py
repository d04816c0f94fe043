"""The Evidence tab: what supports the levels, added, opened in the browser, taken away."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.actions.dossier import Dossier
from core.i18n import day as day_words
from core.i18n import tr
from core.model import Evidence
from core.stature import evidence as pieces
from gui.controls import Button
from gui.plain import plain_tip

PIECE = Qt.ItemDataRole.UserRole


class EvidenceTab(QWidget):
    """Shows and asks only: ``wanted`` (a new piece), ``removed`` (its id)."""

    wanted = Signal(str)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__(objectName="evidence_tab")
        self.setAccessibleName(tr("Evidence"))
        self.list = QTreeWidget(objectName="evidence_list")
        self.list.setAccessibleName(tr("Evidence"))
        self.list.setHeaderLabels([tr("What"), tr("Supports"), tr("Where"), tr("Date")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.list.header()
        header.setObjectName("evidence_header")
        header.setAccessibleName(tr("Columns"))
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setMaximumSectionSize(260)
        self.add = Button("evidence_add", tr("Add evidence…"), "primary")
        self.open = Button("evidence_open", tr("Open the address"))
        self.remove = Button("evidence_remove", tr("Remove"))
        for button in (self.add, self.open, self.remove):
            button.setAccessibleName(button.text())
        self.add.clicked.connect(lambda: self.wanted.emit(""))
        self.open.clicked.connect(self._open)
        self.remove.clicked.connect(self._remove)
        self.list.itemDoubleClicked.connect(lambda item, column: self._open())
        self.list.currentItemChanged.connect(lambda now, before: self._offer())
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.add, self.open, self.remove):
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)

    def show_dossier(self, dossier: Dossier) -> None:
        """Shows the evidence on a candidate."""
        self.list.clear()
        names = {row.key: row.name for row in dossier.criteria}
        kinds = pieces.kinds()
        for piece in dossier.evidence:
            kind = kinds[piece.kind].name() if piece.kind in kinds else piece.kind
            shown = [piece.title, names.get(piece.criterion, ""), piece.where, day_words(piece.day, "medium")]
            item = QTreeWidgetItem(self.list, shown)
            item.setData(0, PIECE, piece)
            item.setToolTip(0, plain_tip("\n".join(text for text in (piece.title, kind, piece.url) if text)))
        self._offer()

    def chosen(self) -> Evidence | None:
        """The piece the keyboard is on."""
        item = self.list.currentItem()
        return None if item is None else item.data(0, PIECE)

    def _offer(self) -> None:
        piece = self.chosen()
        self.remove.setEnabled(piece is not None)
        self.open.setEnabled(piece is not None and pieces.openable(piece.url))

    def _open(self) -> None:
        piece = self.chosen()
        if piece is not None and pieces.openable(piece.url):
            QDesktopServices.openUrl(QUrl(piece.url, QUrl.ParsingMode.StrictMode))

    def _remove(self) -> None:
        piece = self.chosen()
        if piece is not None:
            self.removed.emit(piece.id)
