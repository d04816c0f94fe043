"""What leaves: exports, pages, the frozen shortlist."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.i18n import current, tr
from core.settings import ASSESSOR
from gui import messages
from gui.commands.room import Room
from gui.days import today
from gui.form import Form


class Outputs(Room):
    """The File menu's exports and pages."""

    def csv(self) -> None:
        """The list as CSV."""
        self._export("csv", tr("Export as CSV"), ".csv", "CSV (*.csv)")

    def xlsx(self) -> None:
        """The list as a workbook."""
        self._export("xlsx", tr("Export as Excel workbook"), ".xlsx", "Excel (*.xlsx)")

    def pdf(self) -> None:
        """The printed report as a file."""
        self._export("report", tr("Export the report as PDF"), ".pdf", "PDF (*.pdf)")

    def preview(self) -> None:
        """The pages on the screen."""
        from gui.print_view import PrintView

        PrintView(self.window, self.session).open()

    def print(self) -> None:
        """The pages on paper."""
        self.preview()

    def _export(self, form: str, title: str, ending: str, filters: str) -> None:
        name = self.session.board.campaign.name if self.session.board else ""
        suggestion = "".join(c for c in name if c not in '\\/:*?"<>|').strip() + ending
        path = messages.ask_save_file(self.window, title, suggestion, filters)
        if path is None:
            return
        campaign, language = self.campaign, current()

        def work(workspace: Any, progress: Any) -> Sequence[Path]:
            from core.actions.outputs import Wanted
            from core.actions.pages import export

            return export(workspace, campaign, Wanted(**{form: path}, language=language), progress)

        self.session.ask(work, lambda paths: self.window.say(tr("Written: {file}", file=paths[0].name)))


class Shortlist(Room):
    """The Shortlist menu."""

    def freeze(self) -> None:
        """Freezes the list, signed off by a named person."""
        text = tr("The list is kept as it stands, with its weight, rules, model and data. It is never rewritten.")
        form = Form("freeze_dialog", tr("Freeze and sign"), tr("Freeze"), self.window, text)
        name = form.line("freeze_name", tr("Name"), self.session.board.campaign.name if self.session.board else "")
        signer = form.line("freeze_signer", tr("Signed off by"), self.kept.get(ASSESSOR))
        form.accepted.connect(lambda: self._freeze(name.text().strip(), signer.text().strip()))
        form.open()

    def show(self) -> None:
        """The frozen shortlists of this campaign."""
        from gui.shortlist_view import ShortlistView

        ShortlistView(self.window, self.session).open()

    def _freeze(self, name: str, signer: str) -> None:
        campaign = self.campaign

        def work(workspace: Any, progress: Any) -> Any:
            from core.actions import freezing
            from core.actions.changed import changed

            frozen = freezing.freeze(workspace, campaign, name, signer, today())
            return frozen, changed(tr("Freeze the shortlist"), "shortlists")

        self.session.act(work, lambda frozen: self.show())
