"""What leaves: exports, pages, the frozen shortlist."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.i18n import current, tr
from core.settings import ASSESSOR
from gui.desk import messages
from gui.desk.commands import Commands
from gui.parts.days import today
from gui.parts.form import Form


class Outputs(Commands):
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

    def vcard(self) -> None:
        """The guests as vCard."""
        self._export("vcard", tr("Export the guests as vCard"), ".vcf", "vCard (*.vcf)")

    def mail(self) -> None:
        """The guests for a mail merge."""
        self._export("mail", tr("Export a mail-merge file"), ".csv", "CSV (*.csv)")

    def table(self) -> None:
        """The whole ranking as a table for notebooks and other programs."""
        name = self.session.board.campaign.name if self.session.board else ""
        suggestion = "".join(c for c in name if c not in '\\/:*?"<>|').strip() + ".parquet"
        endings = "Parquet (*.parquet);;Feather (*.feather);;CSV (*.csv);;Excel (*.xlsx)"
        path = messages.ask_save_file(self.window, tr("Export the whole table"), suggestion, endings)
        campaign = self.campaign

        def work(workspace: Any, progress: Any) -> None:
            from core.campaign.frame import ranking_frame_of
            from core.frame_files import check_ending, write_frame

            check_ending(path)
            write_frame(ranking_frame_of(workspace, campaign), path)

        if path is not None:
            self.session.ask(work, lambda nothing: self.window.say(tr("Written: {file}", file=path.name)))

    def form(self) -> None:
        """The columns and the form of the files."""
        self._choices(self._show_form)

    def report_settings(self) -> None:
        """The look of the report."""
        self._choices(self._show_report_settings)

    def preview(self) -> None:
        """The pages on the screen."""
        from gui.lists.print_view import PrintView

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
            from core.shortlist.outputs import Wanted, output_choices
            from core.shortlist.printing import export_files

            how = output_choices(workspace, campaign)
            return export_files(workspace, campaign, Wanted(**{form: path}, language=language, choices=how), progress)

        self.session.ask(work, lambda paths: self.window.say(tr("Written: {file}", file=paths[0].name)))

    def _choices(self, show: Any) -> None:
        campaign = self.campaign

        def work(workspace: Any, progress: Any) -> Any:
            from core.shortlist import outputs, printing
            from core.shortlist.columns import columns_of

            return outputs.output_choices(workspace, campaign), columns_of(
                printing.current_list(workspace, campaign, progress)
            )

        self.session.ask(work, lambda found: show(*found))

    def _show_form(self, choices: Any, columns: Any) -> None:
        from gui.lists.output_settings import FileSettings

        self._open(FileSettings(self.window, choices, columns, current()))

    def _show_report_settings(self, choices: Any, columns: Any) -> None:
        from gui.lists.output_settings import ReportSettings

        self._open(ReportSettings(self.window, choices))

    def _open(self, form: Any) -> None:
        campaign = self.campaign

        def keep(workspace: Any, progress: Any) -> None:
            from core.shortlist import outputs

            outputs.store_choices(workspace, campaign, form.choices())

        form.accepted.connect(lambda: self.session.ask(keep, lambda nothing: self.window.say(tr("Settings kept"))))
        form.open()


class Shortlist(Commands):
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
        from gui.lists.frozen_lists import ShortlistView

        ShortlistView(self.window, self.session).open()

    def compare(self) -> None:
        """Any two lists side by side."""
        from gui.lists.comparison_view import ComparisonView

        ComparisonView(self.window, self.session, self.live.weight).open()

    def invitations(self) -> None:
        """The invitations and replies."""
        from gui.invitations.invitations_view import InvitationsView

        InvitationsView(self.window, self.session).open()

    def note(self) -> None:
        """What the client may read of the selected candidate."""
        person, campaign = self.person(), self.campaign

        def work(workspace: Any, progress: Any) -> str:
            from core.invitations import actions as invitations

            return invitations.client_note(workspace, campaign, person)

        if person is not None:
            self.session.ask(work, lambda text: self._write_note(person, text))

    def _write_note(self, person: int, text: str) -> None:
        hint = tr("The client reads this in the report and the exports. Assessors’ notes stay in the house.")
        form = Form("note_dialog", tr("Note for the client"), tr("Keep"), self.window, hint)
        field = form.line("client_note", tr("Note"), text)
        campaign = self.campaign

        def work(workspace: Any, progress: Any) -> Any:
            from core.invitations import actions as invitations

            return invitations.write_client_note(workspace, campaign, person, field.text())

        form.accepted.connect(lambda: self.session.act(work))
        form.open()

    def _freeze(self, name: str, signer: str) -> None:
        campaign = self.campaign

        def work(workspace: Any, progress: Any) -> Any:
            from core.shortlist import actions as shortlists
            from core.workspace.changed import changed

            frozen = shortlists.freeze_list(workspace, campaign, name, signer, today())
            return frozen, changed(tr("Freeze the shortlist"), "shortlists")

        self.session.act(work, lambda frozen: self.show())
