"""The form for one piece of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from core.campaign.assessing import CriterionView
from core.campaign.dossier import CriterionRow
from core.errors import Trouble
from core.i18n import tr
from core.model import Evidence
from core.stature import evidence as pieces
from gui.desk.actions import stature
from gui.desk.file_field import FileField, dropped
from gui.parts.days import day_typed
from gui.parts.form import Form


class EvidenceDialog(Form):
    """``piece`` is what was typed, ``file.path`` the file to keep with it; a file may be dropped anywhere on it."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        criteria: Sequence[CriterionRow] | Sequence[CriterionView],
        criterion: str,
        file: Path | None = None,
    ) -> None:
        super().__init__("evidence_dialog", tr("Evidence on {name}", name=name), tr("Add"), parent)
        self.criterion = self.choice(
            "evidence_criterion", tr("Supports"), [(row.key, row.name) for row in criteria], criterion
        )
        kinds = [(key, kind.name()) for key, kind in pieces.kinds().items()]
        self.kind = self.choice("evidence_kind", tr("Kind"), kinds, kinds[0][0])
        self.what = self.line("evidence_title", tr("What"), hint=tr("the book, the entry, the article…"))
        self.where = self.line("evidence_where", tr("Where"), hint=tr("publisher, directory, page"))
        self.url = self.line("evidence_url", tr("Address"), hint="https://")
        self.when = self.day("evidence_day", tr("Date"), None)
        self.until = self.day("evidence_expires", tr("Expires"), None, last=True)
        limit = tr("{n} MB at most; or drop it here", n=pieces.MOST_MEGABYTES)
        self.file = self.add_field(FileField("evidence_attached", tr("File"), limit), tr("File"))
        self.file.taken.connect(self._give_title)
        self.setAcceptDrops(True)
        if file is not None:
            self.file.take(file)
        self.what.setFocus()

    def piece(self, person: int, assessor: str) -> Evidence:
        """The piece as it was typed."""
        return Evidence(
            0,
            person,
            self.criterion.currentData(),
            self.kind.currentData(),
            self.what.text().strip(),
            self.where.text().strip(),
            self.url.text().strip(),
            self.day_of(),
            assessor,
            day_typed(self.until.text(), last=True),
        )

    def day_of(self) -> date | None:
        """The date that was typed."""
        return day_typed(self.when.text())

    def check(self) -> None:
        with self.about(self.what):
            if not self.what.text().strip():
                raise Trouble(
                    tr("A piece of evidence needs a title."), "", tr("Name the book, the entry, the article…")
                )
        url = self.url.text().strip()
        with self.about(self.url):
            if url and not pieces.openable(url):
                raise Trouble(tr("Only web addresses can be kept."), url, tr("Start it with https://"))
        for field in (self.when, self.until):
            with self.about(field):
                day_typed(field.text())
        with self.about(self.file):
            if self.file.path is not None:
                stature.check_file(self.file.path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.file.take(dropped(event)[0])

    def _give_title(self, path: Path) -> None:
        """A file gives its name to a piece that has none yet."""
        if not self.what.text().strip():
            self.what.setText(path.stem)
