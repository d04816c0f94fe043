"""The Source rows tab: the rows of the files a candidate came from, as they stood."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from core.campaign.dossier import Dossier
from core.i18n import integer, tr

MOST = 200


class SourcesTab(QTreeWidget):
    """One branch a row of a file, one leaf a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sources_tab")
        self.setAccessibleName(tr("Source rows"))
        self.setHeaderLabels([tr("Column"), tr("As it stood in the file")])
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(False)
        self.setUniformRowHeights(True)
        self.header().setObjectName("sources_header")
        self.header().setAccessibleName(tr("Columns"))
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setStretchLastSection(True)

    def show_dossier(self, dossier: Dossier) -> None:
        """Shows where a candidate comes from, the newest rows last."""
        self.clear()
        for source in dossier.sources[:MOST]:
            branch = QTreeWidgetItem(self, [source.file, tr("row {row}", row=integer(source.row))])
            branch.setFirstColumnSpanned(False)
            for heading, text in source.cells:
                if text:
                    branch.addChild(QTreeWidgetItem([heading, text]))
            branch.setExpanded(len(dossier.sources) < 3)
        if not dossier.sources:
            item = QTreeWidgetItem(self, [tr("Added by hand: no file holds this person.")])
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setFirstColumnSpanned(True)
