"""The fields of a list's rules: at most so many of an organisation, at least or at most so many of a kind, a budget."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QGridLayout, QSpinBox, QVBoxLayout, QWidget

from core.campaign import rules
from core.campaign.board import Board
from core.campaign.rules import Bound, Rules
from core.i18n import tr
from gui.parts import theme
from gui.parts.controls import Button, small, steps
from gui.parts.named import named

NO_BUDGET = ANY_NUMBER = -1
LINES = 2
"""So many bounds can be filled in at once; another line is added by its button."""
MOST = 1_000_000
HEIGHT = 28


@dataclass(frozen=True)
class BoundLine:
    """The fields of one bound: at least or at most ``number`` of a ``kind`` (market, language...), ``which`` one."""

    sense: QComboBox
    number: QSpinBox
    kind: QComboBox
    which: QComboBox

    def read(self) -> tuple[bool, Bound] | None:
        """Whether it is a ceiling, and the bound; None where a number or a name is missing."""
        which = self.which.currentText().strip()
        if not self.number.value() or not which:
            return None
        return self.sense.currentData(), Bound(self.kind.currentData(), which, self.number.value())


class RulesFields(QWidget):
    """``rules()`` is what stands in the fields; ``changed`` after any of them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rules_fields")
        self._board: Board | None = None
        self.bounds: list[BoundLine] = []
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self.most = self._add_number("rules_organisation", tr("At most of one organisation"), 0, MOST)
        self.provisional = self._add_number("rules_provisional", tr("At most provisional"), ANY_NUMBER, MOST)
        self.budget = self._add_number("rules_budget", tr("Budget for all guests"), NO_BUDGET, 100 * MOST)
        self.cost = self._add_number("rules_cost", tr("Cost of one guest"), 0, MOST)
        for field, words in (
            (self.most, tr("any number")),
            (self.provisional, tr("any number")),
            (self.budget, tr("none")),
        ):
            field.setSpecialValueText(words)
        for field in (self.budget, self.cost):
            field.setGroupSeparatorShown(True)
        self.more = Button("rules_more", tr("Add a rule"), "link")
        self.more.setAccessibleName(tr("Add a rule"))
        self.more.clicked.connect(lambda: self._add_bound().number.setFocus(Qt.FocusReason.OtherFocusReason))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._form)
        column.addLayout(self._lines)
        column.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)

    def offer(self, board: Board) -> None:
        """The names that a bound can have are those of this board."""
        if board is not self._board:
            self._board = board
            for line in self.bounds:
                typed = line.which.currentText()
                self._offer_values(line)
                line.which.setCurrentText(typed)

    def show_rules(self, held: Rules) -> None:
        """Fills the fields with these rules."""
        self.blockSignals(True)
        self.most.setValue(held.per_organisation)
        self.provisional.setValue(ANY_NUMBER if held.provisional is None else held.provisional)
        self.budget.setValue(NO_BUDGET if held.budget is None else held.budget)
        self.cost.setValue(held.cost)
        known = [*((bound, False) for bound in held.floors), *((bound, True) for bound in held.ceilings)]
        while len(self.bounds) < max(LINES, len(known) + 1):
            self._add_bound()
        for at, line in enumerate(self.bounds):
            bound, most = known[at] if at < len(known) else (None, False)
            line.sense.setCurrentIndex(int(most))
            line.number.setValue(bound.n if bound else 0)
            line.kind.setCurrentIndex(max(0, line.kind.findData(bound.kind if bound else rules.KINDS[0])))
            line.which.setCurrentText(bound.value if bound else "")
        self.blockSignals(False)

    def rules(self) -> Rules:
        """The rules as they stand in the fields; a bound without a name or a number is none."""
        budget, provisional = self.budget.value(), self.provisional.value()
        found = [read for line in self.bounds if (read := line.read()) is not None]
        return Rules(
            self.most.value(),
            tuple(bound for most, bound in found if not most),
            None if budget == NO_BUDGET else budget,
            self.cost.value(),
            tuple(bound for most, bound in found if most),
            None if provisional == ANY_NUMBER else provisional,
        )

    def _add_number(self, name: str, title: str, low: int, high: int) -> QSpinBox:
        field = steps(name)
        field.setRange(low, high)
        field.setAccessibleName(title)
        field.setMinimumSize(*(round(theme.scaled(self, side)) for side in (118, HEIGHT)))
        caption = small(f"{name}_label", title, wrap=True)
        caption.setBuddy(field)
        self._form.addRow(caption, field)
        field.valueChanged.connect(lambda value: self.changed.emit())
        return field

    def _add_bound(self) -> BoundLine:
        """One more line: at least or at most n, of a market (or language, ...), which."""
        name = f"rules_bound_{len(self.bounds)}"
        line = BoundLine(
            named(QComboBox(), f"{name}_sense"),
            steps(f"{name}_n"),
            named(QComboBox(), f"{name}_kind"),
            named(QComboBox(), f"{name}_value"),
        )
        self._fill_line(line)
        row = named(QWidget(), name)
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for column, field in enumerate((line.sense, line.number, line.kind)):
            grid.addWidget(field, 0, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(line.which, 1, 0, 1, 3)
        self._lines.addWidget(row)
        self.bounds.append(line)
        return line

    def _fill_line(self, line: BoundLine) -> None:
        for text, value in ((tr("At least"), False), (tr("At most"), True)):
            line.sense.addItem(text, value)
        line.number.setRange(0, MOST)
        line.number.setSpecialValueText("–")
        line.which.setEditable(True)
        for each in rules.KINDS:
            line.kind.addItem(tr(each), each)
        names = (tr("At least or at most"), tr("How many"), tr("Of which kind"), tr("Which one"))
        fields: tuple[QComboBox | QSpinBox, ...] = (line.sense, line.number, line.kind, line.which)
        for field, words in zip(fields, names, strict=True):
            field.setAccessibleName(words)
            field.setMinimumHeight(round(theme.scaled(self, HEIGHT)))
            if isinstance(field, QComboBox):
                field.view().setObjectName(f"{field.objectName()}_list")
                field.view().setAccessibleName(words)
        typed = line.which.lineEdit()
        if typed is not None:
            typed.setAccessibleName(names[-1])
            typed.setPlaceholderText(names[-1])
        self._offer_values(line)
        line.kind.currentIndexChanged.connect(lambda at: self._offer_values(line))
        for choice in (line.sense, line.kind):
            choice.currentIndexChanged.connect(lambda at: self.changed.emit())
        line.which.currentTextChanged.connect(lambda text: self.changed.emit())
        line.number.valueChanged.connect(lambda value: self.changed.emit())

    def _offer_values(self, line: BoundLine) -> None:
        line.which.clear()
        if self._board is not None:
            line.which.addItems(rules.bound_choices(self._board, line.kind.currentData()))
        line.which.setCurrentText("")
        completer = line.which.completer()
        if completer is not None:
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
