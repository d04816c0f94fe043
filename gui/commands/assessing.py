"""Assessing: one person after another, sheets for other assessors, what differs, lists, the rubric."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.errors import Trouble
from core.i18n import tr, trn
from core.settings import ASSESSOR
from gui import messages
from gui.commands.room import Room
from gui.parts.days import today
from gui.parts.form import Form

ON_A_SHEET, SHOWN_ROWS = 60, 8
WORKBOOKS = "Excel (*.xlsx)"


class Assessing(Room):
    """The part of the Stature menu that is about many people."""

    def start(self) -> None:
        """One person after another, the most decisive first."""
        self.named(self._start)

    def sheet_out(self) -> None:
        """A workbook for somebody else to fill in."""
        text = tr(
            "Each sheet is for one assessor, who sees nobody else’s levels. "
            "Those who can still change the list come first."
        )
        form = Form("sheet_dialog", tr("Export an assessment sheet"), tr("Export"), self.window, text)
        name = form.line("sheet_assessor", tr("Assessor"))
        many = form.number("sheet_people", tr("People"), ON_A_SHEET, 1, 5000)
        form.accepted.connect(lambda: self._write_sheet(name.text(), many.value()))
        form.open()

    def sheet_in(self) -> None:
        """Takes in a sheet that came back."""
        chosen = messages.ask_open_files(self.window, tr("Read a filled sheet"), WORKBOOKS)
        for path in chosen:
            self._read_sheet(path)

    def review(self) -> None:
        """Where assessors differ, and how far they agree."""
        from gui.stature.review_view import ReviewView

        self.named(lambda: ReviewView(self.window, self.session, self.kept).open())

    def lists(self) -> None:
        """The overlooked, the loud, and those whom no network knows."""
        from gui.stature.lists_view import ListsView

        view = ListsView(self.window, self.session)
        view.chosen.connect(self.window.show_person)
        view.open()

    def rubric(self) -> None:
        """The criteria, their weights and what their levels mean."""
        from gui.stature.rubric_dialog import RubricDialog

        def work(workspace: Any, progress: Any) -> Any:
            from core.campaign import rubrics

            return rubrics.rubric_versions(workspace)

        self.session.ask(work, lambda versions: RubricDialog(self.window, self.session, versions).open())

    def _start(self) -> None:
        from gui.stature.assess_view import AssessView

        AssessView(self.window, self.session, self.kept, self.live.weight).open()

    def named(self, then: Callable[[], None]) -> None:
        """Levels bear a name, or several assessors could not be told apart: it is asked once."""
        if self.kept.get(ASSESSOR):
            then()
            return
        text = tr(
            "It stands beside the levels you give, so that several people can assess without seeing each other’s."
        )
        form = AssessorForm("assessor_dialog", tr("Your name"), tr("Begin"), self.window, text)
        form.accepted.connect(lambda: (self.kept.put(ASSESSOR, form.name.text().strip()), then()))
        form.open()

    def _write_sheet(self, assessor: str, many: int) -> None:
        path = messages.ask_save_file(
            self.window, tr("Export an assessment sheet"), tr("Assessment") + ".xlsx", WORKBOOKS
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
            self.window.say(
                trn("{n} person on the sheet {file}", "{n} people on the sheet {file}", count, file=path.name)
            )

        self.session.ask(work, written)

    def _read_sheet(self, path: Path) -> None:
        def work(workspace: Any, progress: Any) -> Any:
            from core.campaign import sheets

            return sheets.read_back(workspace, path, today())

        self.session.act(work, lambda back: messages.inform(self.window, *back_words(back, path.name)))


class AssessorForm(Form):
    """Asks for the name that stands beside one's levels."""

    def __init__(self, *form: Any) -> None:
        super().__init__(*form)
        self.name = self.line("assessor_name", tr("Name"))

    def check(self) -> None:
        if not self.name.text().strip():
            raise Trouble(tr("Levels bear the name of whoever gives them."), "", tr("Type yours."))


def back_words(back: Any, file: str) -> tuple[str, str]:
    """What a sheet brought, and what could not be taken, row by row."""
    from core.campaign import sheets

    said, *rows = sheets.back_words(back, file, SHOWN_ROWS)
    return said, "\n".join(rows)
