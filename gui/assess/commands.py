"""Assessing: one person after another, sheets for other assessors, what differs, lists, the rubric."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.i18n import tr, trn
from gui.desk import messages
from gui.desk.actions import rubrics, sheets
from gui.desk.commands import Commands
from gui.parts.days import today
from gui.parts.form import Form

if TYPE_CHECKING:
    from core.stature.rubric import Rubric

ON_A_SHEET, SHOWN_ROWS = 60, 8
WORKBOOKS = "Excel (*.xlsx)"


class Assessing(Commands):
    """The part of the Stature menu that is about many people."""

    def start(self) -> None:
        """One person after another, the most decisive first."""
        self.desk.name_assessor(lambda: self.desk.go("assess"))

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
        for path in messages.ask_open_files(self.desk.parent_widget, tr("Read a filled sheet"), WORKBOOKS):
            self._read_sheet(path)

    def review(self) -> None:
        """Where assessors differ, and how far they agree."""
        from gui.assess.review_view import ReviewView

        self.desk.name_assessor(lambda: ReviewView(self.desk.parent_widget, self.session, self.settings).open())

    def assessors(self) -> None:
        """Who assesses, how strict each is, conflicts of interest, and who assesses whom."""
        from gui.assess.assessors_view import AssessorsView

        view = AssessorsView(self.desk.parent_widget, self.session, self.settings)
        view.finished.connect(lambda code: self.session.refresh())
        view.open()

    def lists(self) -> None:
        """The overlooked, the loud, and those whom no network knows."""
        from gui.assess.lists_view import ListsView

        if self.session.board is not None:
            view = ListsView(self.desk.parent_widget, self.session, self.session.board)
            view.chosen.connect(self.desk.show_person)
            view.open()

    def rubric(self) -> None:
        """The criteria, their weights and what their levels mean."""
        self.session.ask(rubrics.rubric_versions, self.session.campaign).then(self._open_rubric)

    def _open_rubric(self, versions: Sequence[Rubric]) -> None:
        from gui.assess.rubric_dialog import RubricDialog

        RubricDialog(self.desk.parent_widget, self.session, versions).open()

    def _write_sheet(self, assessor: str, many: int) -> None:
        title, file = tr("Export an assessment sheet"), tr("Assessment") + ".xlsx"
        path = messages.ask_save_file(self.desk.parent_widget, title, file, WORKBOOKS)
        if path is None:
            return

        def say_written(count: int) -> None:
            self.desk.say(
                trn("{n} person on the sheet {file}", "{n} people on the sheet {file}", count, file=path.name)
            )

        order = sheets.SheetOrder(assessor, many, self.live.weight)
        self.session.ask(sheets.write_next_sheet, self.campaign, order, path, today()).then(say_written)

    def _read_sheet(self, path: Path) -> None:
        def show_back(back: sheets.Back) -> None:
            said, *rows = sheets.back_words(back, path.name, SHOWN_ROWS)
            messages.inform(self.desk.parent_widget, said, "\n".join(rows))

        self.session.act(sheets.read_back, path, today()).then(show_back)
