"""The rules of a list: at most so many of an organisation, at least so many from somewhere, a budget."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from core.actions import rules
from core.actions.board import Board
from core.actions.rules import Floor, Rules
from core.i18n import tr
from gui import theme
from gui.controls import QUIET, label
from gui.form import Form

NO_BUDGET = -1
FLOORS = 3
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
        self.floors = [self._floor(i, held.floors[i] if i < len(held.floors) else None) for i in range(FLOORS)]
        self.budget = self.number("rules_budget", tr("Budget for all guests"), NO_BUDGET, NO_BUDGET, 100 * MOST)
        self.budget.setSpecialValueText(tr("none"))
        self.budget.setGroupSeparatorShown(True)
        self.budget.setValue(NO_BUDGET if held.budget is None else held.budget)
        self.cost = self.number("rules_cost", tr("Cost of one guest"), held.cost, 0, MOST)
        self.cost.setGroupSeparatorShown(True)
        for i, sentence in enumerate(prices):
            self.fields.addRow(label(f"rules_price_{i}", sentence, role=QUIET, wrap=True))

    def rules(self) -> Rules:
        """The rules as they stand in the form; a floor without a name or a number is none."""
        floors = (Floor(kind.currentData(), value.currentText().strip(), n.value()) for n, kind, value in self.floors)
        budget = self.budget.value()
        return Rules(
            self.most.value(),
            tuple(floor for floor in floors if floor.n and floor.value),
            None if budget == NO_BUDGET else budget,
            self.cost.value(),
        )

    def _floor(self, i: int, held: Floor | None) -> tuple[QSpinBox, QComboBox, QComboBox]:
        """One line: at least n, of a market (or language, ...), which."""
        row = QWidget(objectName=f"rules_floor_{i}")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        number = QSpinBox(objectName=f"rules_floor_{i}_n", minimum=0, maximum=MOST, value=held.n if held else 0)
        number.setSpecialValueText("–")
        kind, value = QComboBox(objectName=f"rules_floor_{i}_kind"), QComboBox(objectName=f"rules_floor_{i}_value")
        value.setEditable(True)
        for name in rules.KINDS:
            kind.addItem(tr(name), name)
        kind.setCurrentIndex(max(0, kind.findData(held.kind if held else rules.KINDS[0])))
        kind.currentIndexChanged.connect(lambda at: self._offer(kind, value))
        self._offer(kind, value)
        value.setCurrentText(held.value if held else "")
        names = (tr("How many at least"), tr("Of which kind"), tr("Which one"))
        for field, name in zip((number, kind, value), names, strict=True):
            field.setAccessibleName(name)
            field.setMinimumHeight(round(theme.scaled(self, HEIGHT)))
            line.addWidget(field, 2 if field is value else 1)
        for field in (kind, value):
            field.view().setObjectName(f"{field.objectName()}_list")
            field.view().setAccessibleName(field.accessibleName())
        caption = label(f"rules_floor_{i}_label", tr("At least"), role=QUIET)
        caption.setBuddy(number)
        self.fields.addRow(caption, row)
        return number, kind, value

    def _offer(self, kind: QComboBox, value: QComboBox) -> None:
        value.clear()
        value.addItems(rules.choices(self._board, kind.currentData()))
        value.setCurrentText("")
        value.completer().setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
