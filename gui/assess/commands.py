"""Assessing: one person after another, sheets for other assessors, what differs, lists, the rubric."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.campaign.dossier import Dossier
from core.errors import Trouble
from core.i18n import tr, trn
from core.settings import ASSESSOR
from gui.assess.evidence_dialog import EvidenceDialog
from gui.assess.fact_dialog import FactDialog
from gui.desk import messages
from gui.desk.commands import Commands
from gui.parts.days import day_typed, today
from gui.parts.form import Form
from gui.rank.dossier.commands import _action

ON_A_SHEET, SHOWN_ROWS = 60, 8
WORKBOOKS = "Excel (*.xlsx)"


class Assessing(Commands):
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
        from gui.assess.review_view import ReviewView

        self.named(lambda: ReviewView(self.window, self.session, self.kept).open())

    def lists(self) -> None:
        """The overlooked, the loud, and those whom no network knows."""
        from gui.assess.lists_view import ListsView

        view = ListsView(self.window, self.session)
        view.chosen.connect(self.window.show_person)
        view.open()

    def rubric(self) -> None:
        """The criteria, their weights and what their levels mean."""
        from gui.assess.rubric_dialog import RubricDialog

        def work(workspace: Any, progress: Any) -> Any:
            from core.campaign import rubrics

            return rubrics.rubric_versions(workspace)

        self.session.ask(work, lambda versions: RubricDialog(self.window, self.session, versions).open())

    def _start(self) -> None:
        from gui.assess.assess_view import AssessView

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


class Stature(Commands):
    """The Stature menu."""

    def next(self) -> None:
        """Selects the candidate whose assessment could change the list most, and puts the keyboard there."""
        queue = self.live.triage
        if queue is None or not len(queue):
            return
        waiting = [int(place) for place in queue[:2] if int(place) != self.live.selected] or [int(queue[0])]
        self.live.select(waiting[0])
        self.window.ranking.reveal(waiting[0])
        self.window.dossier.assess()

    def assess(self) -> None:
        """Puts the keyboard on the selected candidate's criteria."""
        self.window.dossier.assess()

    def evidence(self, criterion: str = "", file: Path | None = None) -> None:
        """Adds a piece of evidence, with a file where one was dropped."""
        held = self.window.dossier.dossier
        if held is None:
            return
        form = EvidenceDialog(self.window, held.person.name, held.criteria, criterion, file)
        form.accepted.connect(lambda: self._add(form, held.person.id))
        form.open()

    def fact(self) -> None:
        """Gives the level that a number stands for."""
        held = self.window.dossier.dossier
        if held is not None:
            form = FactDialog(self.window, held.person.name, held.criteria)
            form.accepted.connect(lambda: self._state(form, held))
            form.open()

    def file(self) -> None:
        """Attaches a file to the piece of evidence the keyboard is on, or saves the one it has."""
        self.window.dossier.evidence_file()

    def others(self) -> None:
        """Shows what other assessors said before one has rated, or hides it again."""
        self.window.dossier.toggle_others()

    def import_levels(self) -> None:
        """Imports levels and notes from files."""
        self.window.run("files.import_files", "stature")

    def _add(self, form: EvidenceDialog, person: int) -> None:
        piece, file = form.piece(person, self.kept.get(ASSESSOR)), form.file.path
        self.session.act(lambda ws, progress: _action("stature", "add_evidence")(ws, piece, file))

    def _state(self, form: FactDialog, held: Dossier) -> None:
        fact, value, person = form.fact, form.value.value(), held.person.id
        if fact is None:
            return
        given = {"where": form.where.text().strip(), "dated": day_typed(form.when.text()), "day": today()}
        said = {"assessor": self.kept.get(ASSESSOR), "campaign": self.campaign}
        said["market"] = held.market_of(fact.criterion)
        self.session.act(
            lambda ws, progress: _action("stature", "state_fact")(ws, person, fact, value, **given, **said)
        )
