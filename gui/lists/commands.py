"""What leaves: exports, pages, the frozen shortlist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.files import safe_name
from core.i18n import current, tr
from core.settings import ASSESSOR
from gui.desk import messages
from gui.desk.actions import frame, outputs, printing, shortlists, versions
from gui.desk.commands import Commands
from gui.desk.desk import Desk
from gui.desk.jobs import Answer
from gui.desk.seen import InView
from gui.parts.days import time_of_day, today
from gui.parts.form import Form

if TYPE_CHECKING:
    from core.shortlist.choices import Choices
    from core.shortlist.columns import Column
    from core.shortlist.versions import Version
    from gui.lists.output_settings import FileSettings, ReportSettings


class Outputs(Commands):
    """The File menu's exports and pages: of the version chosen on List, else of the newest, else of the draft."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen: tuple[InView, int] | None = None

    def choose(self, version: int) -> None:
        """The version that leaves from now on, by its id; 0 is the draft."""
        self._chosen = (self.session.in_view, version)

    def csv(self) -> None:
        """The list as CSV."""
        self._export(tr("Export as CSV"), ".csv", "CSV", lambda path: outputs.Wanted(csv=path, language=current()))

    def xlsx(self) -> None:
        """The list as a workbook."""
        title = tr("Export as Excel workbook")
        self._export(title, ".xlsx", "Excel", lambda path: outputs.Wanted(xlsx=path, language=current()))

    def pdf(self) -> None:
        """The printed report as a file."""
        title = tr("Export the report as PDF")
        self._export(title, ".pdf", "PDF", lambda path: outputs.Wanted(report=path, language=current()))

    def vcard(self) -> None:
        """The guests as vCard."""
        title = tr("Export the guests as vCard")
        self._export(title, ".vcf", "vCard", lambda path: outputs.Wanted(vcard=path, language=current()))

    def mail(self) -> None:
        """The guests for a mail merge."""
        title = tr("Export a mail-merge file")
        self._export(title, ".csv", "CSV", lambda path: outputs.Wanted(mail=path, language=current()))

    def table(self) -> None:
        """The whole ranking as a table for notebooks and other programs."""
        name = self.session.board.campaign.name if self.session.board else ""
        suggestion = safe_name(name) + ".parquet"
        endings = "Parquet (*.parquet);;Feather (*.feather);;CSV (*.csv);;Excel (*.xlsx)"
        path = messages.ask_save_file(self.desk.parent_widget, tr("Export the whole table"), suggestion, endings)
        if path is not None:
            written = tr("Written: {file}", file=path.name)
            self.session.ask(frame.write_ranking, self.campaign, path).then(lambda nothing: self.desk.say(written))

    def form(self) -> None:
        """The columns and the form of the files."""
        self.session.ask(printing.choices_and_columns, self.campaign).then(lambda found: self._ask_form(*found))

    def report_settings(self) -> None:
        """The look of the report."""
        self.session.ask(outputs.output_choices, self.campaign).then(self._ask_report_settings)

    def preview(self) -> None:
        """The pages on the screen."""

        def show(version: Version | None) -> None:
            from gui.lists.print_view import PrintView

            PrintView(self.desk.parent_widget, self.session, version, self.pdf).open()

        self._find_version().then(show)

    def print(self) -> None:
        """The pages on paper."""
        self.preview()

    def _ask_path(self, title: str, which: str, ending: str, kind: str) -> Path | None:
        """Where a file is to go; the campaign's name and which version it is are suggested."""
        name = self.session.board.campaign.name if self.session.board else ""
        suggestion = safe_name(f"{name} {which}") + ending
        return messages.ask_save_file(self.desk.parent_widget, title, suggestion, f"{kind} (*{ending})")

    def _find_version(self) -> Answer[Version | None]:
        """The version that leaves; it may have gone meanwhile, as when its freezing was undone."""
        of, wanted = self._chosen or (None, None)
        wanted = wanted if of == self.session.in_view else None
        return self.session.ask(versions.find_version, self.campaign, wanted)

    def _export(self, title: str, ending: str, kind: str, want: Callable[[Path], outputs.Wanted]) -> None:
        """Asks where a file is to go, saying which version it will hold, and writes it."""

        def ask_path(version: Version | None) -> None:
            which = tr("the draft") if version is None else version.words()
            short = tr("draft") if version is None else tr("version {n}", n=version.number)
            path = self._ask_path(f"{title} – {which}", short, ending, kind)
            if path is not None:
                written = self.session.ask(versions.export_version, self.campaign, version, want(path))
                written.then(lambda paths: self.desk.say(tr("Written: {file}", file=path.name) + f" · {which}"))

        self._find_version().then(ask_path)

    def _ask_form(self, choices: Choices, columns: list[Column]) -> None:
        from gui.lists.output_settings import FileSettings

        self._open_form(FileSettings(self.desk.parent_widget, choices, columns, current()))

    def _ask_report_settings(self, choices: Choices) -> None:
        from gui.lists.output_settings import ReportSettings

        self._open_form(ReportSettings(self.desk.parent_widget, choices))

    def _open_form(self, form: FileSettings | ReportSettings) -> None:
        campaign = self.campaign
        form.accepted.connect(lambda: self.session.act(outputs.store_choices, campaign, form.choices()))
        form.open()


class Shortlist(Commands):
    """The Shortlist menu."""

    def freeze(self) -> None:
        """Freezes the list, signed off by a named person."""
        campaign = self.campaign
        text = tr("The list is kept as it stands, with its weight, rules, model and data. It is never rewritten.")
        form = Form("freeze_dialog", tr("Freeze and sign"), tr("Freeze"), self.desk.parent_widget, text)
        name = form.line("freeze_name", tr("Name"), self.session.board.campaign.name if self.session.board else "")
        signer = form.line("freeze_signer", tr("Signed off by"), self.settings.get(ASSESSOR))
        form.accepted.connect(lambda: self._freeze_list(campaign, name.text().strip(), signer.text().strip()))
        form.open()

    def show(self) -> None:
        """The frozen shortlists of this campaign."""
        self.desk.go("list")

    def compare(self, version: Version | None = None) -> None:
        """Any two lists side by side; ``version`` with the one before it where one is given."""
        from gui.lists.comparison_view import ComparisonView

        after = None if version is None else version.id
        ComparisonView(self.desk.parent_widget, self.session, self.live.weight, after).open()

    def rename(self, version: Version) -> None:
        """Calls a frozen version by another name; what was signed stays as it is."""
        text = tr("Only what it is called here changes: its names, weight and seal stay as they were signed.")
        form = Form("rename_dialog", tr("Rename a version"), tr("Rename"), self.desk.parent_widget, text)
        name = form.line("rename_name", tr("Name"), version.name)
        name.selectAll()
        form.accepted.connect(lambda: self.session.act(shortlists.rename_version, version.id, name.text()))
        form.open()

    def _freeze_list(self, campaign: int, name: str, signer: str) -> None:
        frozen = self.session.act(shortlists.freeze_list, campaign, name, signer, today(), time_of_day())
        frozen.then(lambda nothing: self.show())
