"""Assessing: one person after another, sheets for other assessors, what differs, lists, the rubric."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.i18n import tr, trn
from gui.desk import messages
from gui.desk.commands import Commands
from gui.parts.days import today
from gui.parts.form import Form

ON_A_SHEET, SHOWN_ROWS = 60, 8
WORKBOOKS = "Excel (*.xlsx)"


class Assessing(Commands):
    """The part of the Stature menu that is about many people."""

    def start(self) -> None:
        """One person after another, the most decisive first."""
        self.desk.name_assessor(self._start)

    def sheet_out(self) -> None:
        """A workbook for somebody else to fill in."""
        text = tr(
            "Each sheet is for one assessor, who sees nobody else’s levels. "
            "Those who can still change the list come first."
        )
        form = Form("sheet_dialog", tr("Export an assessment sheet"), tr("Export"), self.desk.parent_widget, text)
        name = form.line("sheet_assessor", tr("Assessor"))
        many = form.number("sheet_people", tr("People"), ON_A_SHEET, 1, 5000)
        form.accepted.connect(lambda: self._write_sheet(name.text(), many.value()))
        form.open()

    def sheet_in(self) -> None:
        """Takes in a sheet that came back."""
        chosen = messages.ask_open_files(self.desk.parent_widget, tr("Read a filled sheet"), WORKBOOKS)
        for path in chosen:
            self._read_sheet(path)

    def review(self) -> None:
        """Where assessors differ, and how far they agree."""
        from gui.assess.review_view import ReviewView

        self.desk.name_assessor(lambda: ReviewView(self.desk.parent_widget, self.session, self.settings).open())

    def lists(self) -> None:
        """The overlooked, the loud, and those whom no network knows."""
        from gui.assess.lists_view import ListsView

        view = ListsView(self.desk.parent_widget, self.session)
        view.chosen.connect(self.desk.show_person)
        view.open()

    def rubric(self) -> None:
        """The criteria, their weights and what their levels mean."""
        from gui.assess.rubric_dialog import RubricDialog

        def work(workspace: Any, progress: Any) -> Any:
            from core.campaign import rubrics

            return rubrics.rubric_versions(workspace)

        self.session.ask(work, lambda versions: RubricDialog(self.desk.parent_widget, self.session, versions).open())

    def _start(self) -> None:
        from gui.assess.assess_view import AssessView

        AssessView(self.desk.parent_widget, self.session, self.settings, self.live.weight).open()

    def _write_sheet(self, assessor: str, many: int) -> None:
        path = messages.ask_save_file(
            self.desk.parent_widget, tr("Export an assessment sheet"), tr("Assessment") + ".xlsx", WORKBOOKS
        )
        if path is None:
            return
        campaign, weight = self.campaign, self.live.weight

        def work(workspace: Any, progress: Any) -> int:
            from core.campaign import assessing, sheets

            queue = assessing.queue(workspace, campaign, weight)
            chosen = assessing.waiting(workspace, campaign, assessor.strip(), queue)[:many]
            return sheets.write_sheet(workspace, campaign, chosen, assessor, path, today())

        def written(count: int) -> None:
            self.desk.say(
                trn("{n} person on the sheet {file}", "{n} people on the sheet {file}", count, file=path.name)
            )

        self.session.ask(work, written)

    def _read_sheet(self, path: Path) -> None:
        def work(workspace: Any, progress: Any) -> Any:
            from core.campaign import sheets

            return sheets.read_back(workspace, path, today())

        self.session.act(work, lambda back: messages.inform(self.desk.parent_widget, *back_words(back, path.name)))


def back_words(back: Any, file: str) -> tuple[str, str]:
    """What a sheet brought, and what could not be taken, row by row."""
    from core.campaign import sheets

    said, *rows = sheets.back_words(back, file, SHOWN_ROWS)
    return said, "\n".join(rows)
