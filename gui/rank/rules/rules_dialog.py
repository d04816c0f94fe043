"""The rules of a list: at most so many of an organisation, at least or at most so many of a kind, a budget."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from core.campaign import rules
from core.campaign.board import Board
from core.campaign.rules import Bound, Rules
from core.i18n import tr
from gui.parts import theme
from gui.parts.controls import QUIET, label
from gui.parts.form import Form
from gui.parts.named import named

NO_BUDGET = ANY_NUMBER = -1
LINES = 3
"""So many bounds can be filled in, and one more than there are."""
MOST = 1_000_000
HEIGHT = 28


class RulesDialog(Form):
    """``rules()`` is what was chosen. ``prices``: what the rules in force cost, a sentence each, or why they clash."""

    def __init__(self, parent: QWidget, board: Board, held: Rules, prices: Sequence[str]) -> None:
        text = tr("The best list that keeps them is found exactly; every rule says what it costs.")
        super().__init__("rules_dialog", tr("Rules of the list"), tr("Keep"), parent, text)
        self.setMinimumWidth(round(theme.scaled(self, 560)))
        self._board = board
        self.most = self.number("rules_organisation", tr("At most of one organisation"), held.per_organisation, 0, MOST)
        self.most.setSpecialValueText(tr("any number"))
        self.provisional = self.number("rules_provisional", tr("At most provisional"), ANY_NUMBER, ANY_NUMBER, MOST)
        self.provisional.setSpecialValueText(tr("any number"))
        self.provisional.setValue(ANY_NUMBER if held.provisional is None else held.provisional)
        known = [*((bound, False) for bound in held.floors), *((bound, True) for bound in held.ceilings)]
        spare = [(None, False)] * max(1, LINES - len(known))
        self.bounds = [self._add_bound(i, *each) for i, each in enumerate([*known, *spare])]
        self.budget = self.number("rules_budget", tr("Budget for all guests"), NO_BUDGET, NO_BUDGET, 100 * MOST)
        self.budget.setSpecialValueText(tr("none"))
        self.budget.setGroupSeparatorShown(True)
        self.budget.setValue(NO_BUDGET if held.budget is None else held.budget)
        self.cost = self.number("rules_cost", tr("Cost of one guest"), held.cost, 0, MOST)
        self.cost.setGroupSeparatorShown(True)
        for i, sentence in enumerate(prices):
            self.fields.addRow(label(f"rules_price_{i}", sentence, role=QUIET, wrap=True))

    def rules(self) -> Rules:
        """The rules as they stand in the form; a bound without a name or a number is none."""
        budget, provisional = self.budget.value(), self.provisional.value()
        return Rules(
            self.most.value(),
            self._read_bounds(most=False),
            None if budget == NO_BUDGET else budget,
            self.cost.value(),
            self._read_bounds(most=True),
            None if provisional == ANY_NUMBER else provisional,
        )

    def _read_bounds(self, most: bool) -> tuple[Bound, ...]:
        lines = [line[1:] for line in self.bounds if line[0].currentData() == most]
        typed = (Bound(kind.currentData(), value.currentText().strip(), n.value()) for n, kind, value in lines)
        return tuple(bound for bound in typed if bound.n and bound.value)

    def _add_bound(self, i: int, held: Bound | None, most: bool) -> tuple[QComboBox, QSpinBox, QComboBox, QComboBox]:
        """One line: at least or at most n, of a market (or language, ...), which."""
        name = f"rules_bound_{i}"
        row = named(QWidget(), name)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        sense, number = named(QComboBox(), f"{name}_sense"), named(QSpinBox(), f"{name}_n")
        number.setRange(0, MOST)
        for text, value in ((tr("At least"), False), (tr("At most"), True)):
            sense.addItem(text, value)
        sense.setCurrentIndex(int(most))
        number.setValue(held.n if held else 0)
        number.setSpecialValueText("–")
        kind, which = named(QComboBox(), f"{name}_kind"), named(QComboBox(), f"{name}_value")
        which.setEditable(True)
        for each in rules.KINDS:
            kind.addItem(tr(each), each)
        kind.setCurrentIndex(max(0, kind.findData(held.kind if held else rules.KINDS[0])))
        kind.currentIndexChanged.connect(lambda at: self._offer_values(kind, which))
        self._offer_values(kind, which)
        which.setCurrentText(held.value if held else "")
        names = (tr("At least or at most"), tr("How many"), tr("Of which kind"), tr("Which one"))
        fields: tuple[QWidget, ...] = (sense, number, kind, which)
        for field, words in zip(fields, names, strict=True):
            field.setAccessibleName(words)
            field.setMinimumHeight(round(theme.scaled(self, HEIGHT)))
            if field is not sense:
                line.addWidget(field, 2 if field is which else 1)
        for choice in (sense, kind, which):
            choice.view().setObjectName(f"{choice.objectName()}_list")
            choice.view().setAccessibleName(choice.accessibleName())
        self.fields.addRow(sense, row)
        return sense, number, kind, which

    def _offer_values(self, kind: QComboBox, value: QComboBox) -> None:
        value.clear()
        value.addItems(rules.bound_choices(self._board, kind.currentData()))
        value.setCurrentText("")
        completer = value.completer()
        if completer is not None:
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
