"""What the import asks: how a column, or one date of it, is read that cannot decide, with both readings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QScrollArea, QWidget

from core.i18n import day, decimal, tr
from core.importing.actions import Question
from core.importing.preview import Asked
from gui.parts import theme
from gui.parts.controls import QUIET, Elided, label
from gui.parts.named import named
from gui.parts.theme import MEDIUM, REGULAR

IN_SIGHT = 4
"""Questions shown at once; more are scrolled."""
ROW, SHOWN = 30, 3


class Questions(QScrollArea):
    """``answered`` (column, value, answer): the user says how a column is read, or one value of it ("" for all)."""

    answered = Signal(int, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_questions")
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Columns that cannot decide how they are read"))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet(radio_look(self))
        self.groups: dict[tuple[int, str], QButtonGroup] = {}
        self._shown: Sequence[Asked] = ()
        self._last: tuple[int, str, int] | None = None
        self.hide()

    def show_questions(self, questions: Sequence[Asked]) -> None:
        """Shows what is to be asked; nothing is asked twice, and an answer can be changed."""
        self.setVisible(bool(questions))
        if questions != self._shown:
            self._shown = questions
            self._lay_out_questions(questions)

    def begin(self) -> None:
        """Puts the keyboard on the first question that has no answer yet."""
        for asked in self._shown:
            if not asked.answered:
                group = self.groups[asked.question.column, asked.question.value]
                (group.checkedButton() or group.button(0)).setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _lay_out_questions(self, questions: Sequence[Asked]) -> None:
        scrolled = self.verticalScrollBar().value()
        inner = named(QWidget(), "questions")
        inner.setAccessibleName(self.accessibleName())
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self.groups = {}
        for row, asked in enumerate(questions):
            self._add_question(grid, row, asked)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.setFixedHeight(round(theme.scaled(self, ROW)) * min(len(questions), IN_SIGHT))
        inner.adjustSize()
        self._resume_at(scrolled)

    def _resume_at(self, scrolled: int) -> None:
        """The list stays where it was scrolled, and the keyboard on the answer that was just given."""
        self.verticalScrollBar().setValue(scrolled)
        group = self.groups.get(self._last[:2]) if self._last else None
        if self._last and group:
            group.button(self._last[2]).setFocus(Qt.FocusReason.OtherFocusReason)
        self._last = None

    def _add_question(self, grid: QGridLayout, row: int, asked: Asked) -> None:
        question = asked.question
        name = f"question_{question.column}" + (f"_value_{row}" if question.value else "")
        heading = Elided(name, weight=MEDIUM if not question.value else REGULAR)
        heading.setText(asked_words(asked))
        grid.addWidget(heading, row, 0)
        grid.addWidget(label(f"{name}_means", tr("means"), role=QUIET), row, 1)
        group = self.groups[question.column, question.value] = QButtonGroup(self)
        for position, (answer, readings) in enumerate(zip((question.one, question.other), asked.readings, strict=True)):
            button = named(QRadioButton(reading_words(readings)), f"{name}_{position}")
            button.setAccessibleName(f"{heading.text()} {tr('means')} {button.text()}")
            button.setChecked(answer == asked.taken)
            button.clicked.connect(partial(self._emit_answer, question, answer))
            group.addButton(button, position)
            grid.addWidget(button, row, 2 + position)

    def _emit_answer(self, question: Question, answer: str, checked: bool = False) -> None:
        self._last = question.column, question.value, int(answer == question.other)
        self.answered.emit(question.column, question.value, answer)


def radio_look(widget: QWidget) -> str:
    """Round marks that are seen on a dark ground as well, and grow with the text."""
    c, wide = theme.colours(widget), round(theme.scaled(widget, 14))
    edge, dot = max(1, wide // 12), wide // 3
    return f"""
        QRadioButton {{ spacing: {wide // 2}px; }}
        QRadioButton:focus {{ color: {c.accent_text.name()}; text-decoration: underline; }}
        QRadioButton::indicator {{ width: {wide - 2 * edge}px; height: {wide - 2 * edge}px;
            border: {edge}px solid {c.quiet.name()}; border-radius: {wide // 2}px; background: {c.card.name()}; }}
        QRadioButton::indicator:checked {{ width: {wide - 2 * dot}px; height: {wide - 2 * dot}px;
            border: {dot}px solid {c.accent.name()}; }}
    """


def asked_words(asked: Asked) -> str:
    """``“Followers”: 1,234 · 2,500``: the heading and a few values as they stand."""
    heading = " ".join(asked.question.heading[:300].split())
    if asked.question.value:
        return tr("only “{value}”", value=asked.question.value)
    values = " · ".join(text[:40] for text in asked.question.examples[:SHOWN])
    if not asked.taken:
        return tr("“{heading}” writes days both ways round: {values}", heading=heading, values=values)
    return tr("“{heading}”: {values}", heading=heading, values=values)


def reading_words(readings: Sequence[float | date | None]) -> str:
    """The same values as they would be read, in the reader's own way of writing."""
    return " · ".join(_value_words(value) for value in readings[:SHOWN])


def _value_words(value: float | date | None) -> str:
    if value is None:
        return tr("nothing")
    if isinstance(value, date):
        return day(value, "medium")
    return decimal(value, 3) if value % 1 else decimal(value, 0)
