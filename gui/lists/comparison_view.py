"""Any two lists side by side: a slope chart, who came in and went out, why, and a frozen list recomputed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.i18n import day, integer, tr, trn
from core.shortlist.comparison import Change, Comparison, Recomputed
from gui.desk.actions import shortlists
from gui.desk.session import Session
from gui.lists.slope_chart import SlopeChart
from gui.parts import theme
from gui.parts.chart_table import TableLink, TextTable
from gui.parts.controls import QUIET, Button, Number, label
from gui.parts.named import named
from gui.parts.theme import HEADING, STRONG

if TYPE_CHECKING:
    from core.shortlist.actions import Side
    from core.shortlist.seal import Opened
    from core.shortlist.tables import FrozenList

SIZE = (1040, 780)
NOW: Side = ("list", 0)
BY_SCORE: Side = ("weight", 0)
BY_CREDIBILITY: Side = ("weight", 1000)
ANY_WEIGHT: Side = ("weight", -1)
"""Stands for the weight in the field beside."""


class ComparisonView(QDialog):
    """Two pull-downs and what lies between them; where a weight is chosen, its number is typed beside. It begins with
    the list as it stands and the version signed last, or with version ``after`` and the one before it."""

    def __init__(self, parent: QWidget, session: Session, weight: int = 0, after: int | None = None) -> None:
        super().__init__(parent)
        self._chosen = after
        self.setObjectName("comparison_view")
        self.setWindowTitle(tr("Compare lists"))
        self.setAccessibleName(tr("Compare lists"))
        self.resize(theme.fitted(self, SIZE))
        self.session, self.campaign = session, session.campaign
        self.comparison: Comparison | None = None
        self.frozen: list[FrozenList] = []
        self.sides: list[Side] = []
        self.before = self._make_pull_down("comparison_before", tr("Before"))
        self.after = self._make_pull_down("comparison_after", tr("After"))
        self.weights = {field: self._make_weight(field, weight) for field in (self.before, self.after)}
        self.counts = label("comparison_counts", weight=STRONG)
        self.facts = label("comparison_facts", role=QUIET, wrap=True)
        self.why = label("comparison_why", role=QUIET, wrap=True)
        self.chart = SlopeChart()
        self.chart.chosen.connect(self._explain_change)
        self.recompute = Button("comparison_recompute", tr("&Recompute from the data"))
        self.close_button = Button("comparison_close", tr("Close"), "primary")
        for button in (self.recompute, self.close_button):
            button.setAccessibleName(button.text().replace("&", ""))
        self.recompute.clicked.connect(self._recompute_frozen)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._ask_frozen()

    def _make_pull_down(self, name: str, title: str) -> QComboBox:
        field = named(QComboBox(), name)
        field.setAccessibleName(title)
        field.view().setObjectName(f"{name}_list")
        field.view().setAccessibleName(title)
        field.setMinimumHeight(round(theme.scaled(self, 28)))
        field.activated.connect(lambda at: self._show_weight(field))
        return field

    def _make_weight(self, field: QComboBox, weight: int) -> Number:
        number = Number(self)
        number.setObjectName(f"{field.objectName()}_weight")
        number.setFrame(True)
        number.setFixedWidth(round(theme.scaled(self, 76)))
        number.setMinimumHeight(field.minimumHeight())
        number.setValue(weight / 10)
        number.hide()
        number.valueChanged.connect(lambda value: self.compare())
        return number

    def _show_weight(self, field: QComboBox) -> None:
        """A list or a weight: for one that is typed, its field comes up."""
        number = self.weights[field]
        number.setVisible(self.sides[field.currentIndex()] == ANY_WEIGHT)
        if number.isVisible():
            number.setFocus(Qt.FocusReason.OtherFocusReason)
            number.selectAll()
        self.compare()

    def _read_side(self, field: QComboBox) -> Side:
        """What a pull-down says, as an action takes it."""
        side = self.sides[field.currentIndex()]
        return ("weight", round(self.weights[field].value() * 10)) if side == ANY_WEIGHT else side

    def _lay_out(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(10)
        for field, title in ((self.before, tr("Before")), (self.after, tr("After"))):
            caption = label(f"{field.objectName()}_label", title, role=QUIET)
            caption.setBuddy(field)
            choice.addWidget(caption)
            choice.addWidget(field, 1)
            choice.addWidget(self.weights[field])
        scroll = self.area = named(QScrollArea(), "comparison_scroll")
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(tr("Slope chart"))
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self.chart)
        buttons = QHBoxLayout()
        buttons.addWidget(self.recompute)
        buttons.addWidget(TableLink("comparison_table", self, self._list_changes))
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(label("comparison_title", tr("Compare lists"), size=HEADING, weight=STRONG))
        layout.addLayout(choice)
        for widget in (self.counts, self.facts):
            layout.addWidget(widget)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.why)
        layout.addLayout(buttons)

    # --- what it shows -------------------------------------------------------------------------------------------

    def _ask_frozen(self) -> None:
        self.session.ask(shortlists.frozen_lists, self.campaign).then(self._offer_sides)

    def _offer_sides(self, known: Sequence[tuple[FrozenList, Opened]]) -> None:
        self.frozen = [frozen for frozen, _ in known]
        choices: list[tuple[str, Side]] = [(tr("As it stands now"), NOW)]
        for frozen in self.frozen:
            signed = ", ".join(part for part in (frozen.title, day(frozen.signed_on, "medium")) if part)
            choices.append((tr("Frozen: {name}", name=signed), ("list", frozen.id)))
        choices += [(tr("By the score alone"), BY_SCORE), (tr("By credibility alone"), BY_CREDIBILITY)]
        choices.append((tr("At the weight"), ANY_WEIGHT))
        self.sides = [side for _, side in choices]
        for field in (self.before, self.after):
            field.addItems([text for text, _ in choices])
        ids = [frozen.id for frozen in self.frozen]
        newest = 1 if self._chosen not in ids else 1 + ids.index(self._chosen)
        alone = len(ids) + 1  # by the score alone, where there is no version before
        self.after.setCurrentIndex(0 if self._chosen not in ids else newest)
        before = newest if self._chosen not in ids else newest + 1
        self.before.setCurrentIndex(before if before <= len(ids) else alone)
        self.compare()

    def compare(self) -> None:
        """Compares what the two pull-downs say."""
        before, after = self._read_side(self.before), self._read_side(self.after)
        self.recompute.setEnabled(before[0] == "list" and before[1] > 0)
        found = self.session.ask_latest("comparison", shortlists.compare_sides, self.campaign, before, after)
        found.then(self.show_comparison)

    def show_comparison(self, found: Comparison, words: str = "") -> None:
        """Shows a comparison, under a sentence of its own or its counts."""
        self.comparison = found
        self.counts.setText(words or counts_words(found))
        self.facts.setText(" · ".join(found.facts))
        self.facts.setVisible(bool(found.facts))
        self.chart.show_comparison(found)
        self.why.setText(tr("Choose a name to see why it moved.") if not found.same else "")

    def _list_changes(self) -> TextTable:
        found, title = self.comparison, tr("Compare lists")
        if found is None:
            return TextTable(title, (), ())
        headings = (tr("Name"), found.before, found.after, tr("In before"), tr("In after"))
        rows = [
            (
                one.name,
                integer(one.before) if one.before else "–",
                integer(one.after) if one.after else "–",
                tr("yes") if one.was_in else tr("no"),
                tr("yes") if one.is_in else tr("no"),
            )
            for one in found.changes
        ]
        return TextTable(title, headings, rows)

    def _explain_change(self, change: Change) -> None:
        reasons = "  ·  ".join(change.reasons) or (
            tr("It stands where it stood.") if change.before == change.after else tr("Only the weight is another.")
        )
        self.why.setText(tr("{name}: {why}", name=change.name, why=reasons))
        self.area.ensureVisible(0, self.chart.place_of(change), 0, round(theme.scaled(self, 60)))

    def _recompute_frozen(self) -> None:
        def show_recomputed(found: Recomputed) -> None:
            self.show_comparison(found.comparison, found.words)

        _, number = self._read_side(self.before)
        found = self.session.ask_latest("comparison", shortlists.recompute_stored, self.campaign, number)
        found.then(show_recomputed)


def counts_words(found: Comparison) -> str:
    """How many came, went and moved."""
    if found.same:
        return tr("Both lists are the same, name by name.")
    return " · ".join(
        (
            trn("{n} came in", "{n} came in", len(found.into)),
            trn("{n} went out", "{n} went out", len(found.out)),
            trn("{n} changed rank", "{n} changed rank", len(found.moved)),
        )
    )
