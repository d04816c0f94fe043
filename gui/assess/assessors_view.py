"""The assessors of a campaign: how strict each is, whom they are too close to, who assesses whom, and how it counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QTreeWidgetItem, QVBoxLayout, QWidget

from core.campaign.assessors.views import AssessorsPage, AssessorView
from core.i18n import tr, trn
from core.settings import ASSESSOR, Settings
from core.stature.choices import AssessingChoices
from core.stature.conflicts import DECLARED, Conflict, kind_words
from gui.desk import messages
from gui.desk.actions import assessor_views, assessors, assigning
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.controls import QUIET, Button, label
from gui.parts.days import today
from gui.parts.form import Form
from gui.parts.named import named
from gui.parts.theme import HEADING, MEDIUM, STRONG
from gui.parts.trees import plain_tree, select_row, wrapped_tree

SIZE = (980, 640)
CONFLICT = Qt.ItemDataRole.UserRole
MOST_EACH = 9


class AssessorsView(QDialog):
    """Who assesses above, conflicts of interest below; three switches say how the campaign assesses."""

    def __init__(self, parent: QWidget, session: Session, settings: Settings) -> None:
        super().__init__(parent)
        self.setObjectName("assessors_view")
        self.setWindowTitle(tr("Assessors"))
        self.setAccessibleName(tr("Assessors"))
        self.resize(theme.fitted(self, SIZE))
        self.session, self.campaign, self.by = session, session.campaign, settings.get(ASSESSOR)
        self._make_parts()
        self._lay_out()
        self._ask_page()

    def _make_parts(self) -> None:
        self.state = label("assessors_state", role=QUIET, wrap=True)
        self.table = wrapped_tree(
            "assessors_table",
            tr("Assessors"),
            (tr("Name"), tr("Levels"), tr("To assess"), tr("How strict")),
            (4, 2, 2, 9),
        )
        self.conflicts = plain_tree(
            "assessors_conflicts",
            tr("Conflicts of interest"),
            (tr("Assessor"), tr("Candidate"), tr("Why"), tr("Levels")),
            (4, 4, 5, 4),
        )
        self.severity = self._make_switch(
            "assessors_severity", tr("Levels count corrected for how strict assessors are")
        )
        self.blind = self._make_switch("assessors_blind", tr("Assess without seeing the others"))
        self.order = self._make_switch("assessors_order", tr("Begin where assessors differ most"))
        self.assign = Button("assessors_assign", tr("Who assesses whom…"))
        self.declare = Button("assessors_declare", tr("Declare a conflict…"))
        self.waive = Button("assessors_waive", tr("Waive the conflict…"))
        self.leave = Button("assessors_close", tr("Close"), "primary")
        acts: tuple[tuple[Button, Callable[[], object]], ...] = (
            (self.assign, self._ask_assignment),
            (self.declare, self._ask_conflict),
            (self.waive, self._ask_waiver),
            (self.leave, self.reject),
        )
        for button, act in acts:
            button.setAccessibleName(button.text())
            button.clicked.connect(act)
        self.conflicts.currentItemChanged.connect(lambda now, before: self._follow_conflict())

    def _make_switch(self, name: str, text: str) -> QCheckBox:
        box = named(QCheckBox(text), name)
        box.setAccessibleName(text)
        box.clicked.connect(self._store_choices)
        return box

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.assign, self.declare, self.waive):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(label("assessors_title", tr("Assessors"), size=HEADING, weight=STRONG))
        layout.addWidget(self.state)
        layout.addWidget(self.table, 3)
        for box in (self.severity, self.blind, self.order):
            layout.addWidget(box)
        layout.addWidget(label("assessors_conflicts_title", tr("Conflicts of interest"), weight=MEDIUM))
        layout.addWidget(self.conflicts, 2)
        layout.addLayout(buttons)

    # --- what is shown -------------------------------------------------------------------------------------------

    def _ask_page(self) -> None:
        self.session.ask_latest("assessors", assessor_views.read_page, self.campaign).then(self._show_page)

    def _show_page(self, page: AssessorsPage) -> None:
        self.table.clear()
        for one in page.assessors:
            QTreeWidgetItem(self.table, assessor_cells(one))
        self.conflicts.clear()
        for conflict, name, given in page.conflicts:
            item = QTreeWidgetItem(self.conflicts, conflict_cells(conflict, name, given))
            item.setData(0, CONFLICT, conflict)
        select_row(self.conflicts, 0)
        for box, on in (
            (self.severity, page.choices.severity),
            (self.blind, page.choices.blind),
            (self.order, page.choices.order == "disagreement"),
        ):
            box.setChecked(on)
        self.state.setText(state_words(page))
        self._follow_conflict()

    @property
    def chosen(self) -> Conflict | None:
        """The conflict chosen."""
        item = self.conflicts.currentItem()
        one = None if item is None else item.data(0, CONFLICT)
        return one if isinstance(one, Conflict) else None

    def _follow_conflict(self) -> None:
        self.waive.setEnabled(self.chosen is not None and not self.chosen.waived_by)

    # --- what is asked -------------------------------------------------------------------------------------------

    def _store_choices(self) -> None:
        order = self.order.isChecked()
        chosen = AssessingChoices(
            self.severity.isChecked(), self.blind.isChecked(), "disagreement" if order else "decisive"
        )
        self.session.act(assigning.choose_assessing, self.campaign, chosen).then(lambda nothing: self._ask_page())

    def _ask_conflict(self) -> None:
        text = tr(
            "The levels they give to this candidate are kept, and count only once a named person waives the conflict."
        )
        form = Form("conflict_dialog", tr("Declare a conflict of interest"), tr("Declare"), self, text)
        who = form.line("conflict_assessor", tr("Assessor"), self.by)
        person = form.line(
            "conflict_person", tr("Candidate"), hint=tr("a whole name, an account as @name, or an e-mail")
        )
        kinds = [(kind, kind_words(kind)) for kind in DECLARED]
        kind = form.choice("conflict_kind", tr("Why"), kinds, DECLARED[0])
        reason = form.line("conflict_reason", tr("Reason"))

        def declare() -> None:
            new = Conflict(0, 0, who.text(), kind.currentData(), reason.text(), today())
            done = self.session.act(assessors.declare_conflict_by_name, person.text(), new)
            done.then(lambda nothing: self._ask_page())

        form.accepted.connect(declare)
        form.open()

    def _ask_waiver(self) -> None:
        conflict = self.chosen
        if conflict is None:
            return
        text = tr("The levels of {name} on this candidate will count all the same.", name=conflict.assessor)
        form = Form("waiver_dialog", tr("Waive a conflict of interest"), tr("Waive"), self, text)
        by = form.line("waiver_by", tr("Your name"), self.by)
        reason = form.line("waiver_reason", tr("Reason"))
        pair = (conflict.person, conflict.assessor)

        def waive() -> None:
            done = self.session.act(assessors.waive_conflict, self.campaign, pair, by.text(), reason.text(), today())
            done.then(lambda nothing: self._ask_page())

        form.accepted.connect(waive)
        form.open()

    def _ask_assignment(self) -> None:
        text = tr("Loads are balanced, nobody gets whom they are too close to, and enough people are shared.")
        form = Form("assignment_dialog", tr("Who assesses whom"), tr("Assign"), self, text)
        known = ", ".join(
            item.text(0) for item in map(self.table.topLevelItem, range(self.table.topLevelItemCount())) if item
        )
        names = form.line("assignment_names", tr("Assessors, parted by commas"), known)
        each = form.number("assignment_each", tr("Each candidate by"), 2, 1, MOST_EACH)
        sheets = form.tick("assignment_sheets", tr("Write a sheet for each of them"))

        def assign() -> None:
            listed = [name.strip() for name in names.text().split(",") if name.strip()]
            done = self.session.act(assigning.assign_assessors, self.campaign, listed, each.value())
            done.then(lambda nothing: self._follow_assignment(sheets.isChecked()))

        form.accepted.connect(assign)
        form.open()

    def _follow_assignment(self, sheets: bool) -> None:
        self._ask_page()
        folder = messages.ask_folder(self, tr("Folder for the sheets")) if sheets else None
        if folder is not None:
            written = self.session.ask(assigning.write_sheets, self.campaign, folder, today())
            written.then(lambda files: self.state.setText(trn("{n} sheet written", "{n} sheets written", len(files))))


def state_words(page: AssessorsPage) -> str:
    """What there is to say of the assessors as a whole."""
    if not page.assessors:
        return tr("Nobody has assessed yet. Say who assesses whom, or give the first level.")
    if not any(one.severity and one.severity.error is not None for one in page.assessors):
        return tr("No two of them have rated the same people: how strict each is cannot be told.")
    strict = [one.who.name for one in page.assessors if one.severity and one.severity.shift]
    if not strict:
        return tr("Nobody is found to be stricter or more lenient than the others.")
    names = ", ".join(strict)
    if page.choices.severity:
        return tr("Not as strict as the others: {names}. Their levels count corrected.", names=names)
    return tr("Not as strict as the others: {names}. Their levels count as given.", names=names)


def assessor_cells(one: AssessorView) -> list[str]:
    """One assessor as a row."""
    return [one.who.name, str(one.levels), str(one.assigned) if one.assigned else "", one.words]


def conflict_cells(one: Conflict, name: str, given: int) -> list[str]:
    """One conflict as a row."""
    why = f"{kind_words(one.kind)}{tr(': ')}{one.reason}" if one.reason else kind_words(one.kind)
    if one.waived_by:
        return [one.assessor, name, why, tr("count: waived by {by}, {reason}", by=one.waived_by, reason=one.waived_why)]
    return [one.assessor, name, why, trn("{n} level not counted", "{n} levels not counted", given)]
