"""What the import asks: how a column is read whose values cannot decide, with both readings side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QScrollArea, QWidget

from core.i18n import day, decimal, tr
from core.importing.preview import Asked
from gui.parts import theme
from gui.parts.controls import QUIET, Elided, label
from gui.parts.named import named
from gui.parts.theme import MEDIUM

IN_SIGHT = 4
"""Questions shown at once; more are scrolled."""
ROW, SHOWN = 30, 3


class Questions(QScrollArea):
    """``answered`` (column, answer): the user says how a column is read."""

    answered = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_questions")
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Columns that cannot decide how they are read"))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet(radio_look(self))
        self.groups: dict[int, QButtonGroup] = {}
        self._shown: Sequence[Asked] = ()
        self.hide()

    def show_questions(self, questions: Sequence[Asked]) -> None:
        """Shows what is to be asked; nothing is asked twice, and an answer can be changed."""
        self.setVisible(bool(questions))
        if questions != self._shown:
            self._shown = questions
            self._lay_out_questions(questions)

    def _lay_out_questions(self, questions: Sequence[Asked]) -> None:
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

    def _add_question(self, grid: QGridLayout, row: int, asked: Asked) -> None:
        question = asked.question
        heading = Elided(f"question_{question.column}", weight=MEDIUM)
        heading.setText(asked_words(asked))
        grid.addWidget(heading, row, 0)
        grid.addWidget(label(f"question_{question.column}_means", tr("means"), role=QUIET), row, 1)
        group = self.groups[question.column] = QButtonGroup(self)
        for position, (answer, readings) in enumerate(zip((question.one, question.other), asked.readings, strict=True)):
            button = named(QRadioButton(reading_words(readings)), f"question_{question.column}_{position}")
            button.setAccessibleName(f"{heading.text()} {tr('means')} {button.text()}")
            button.setChecked(answer == asked.taken)
            button.clicked.connect(
                lambda checked=False, column=question.column, answer=answer: self.answered.emit(column, answer)
            )
            group.addButton(button, position)
            grid.addWidget(button, row, 2 + position)


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
    values = " · ".join(text[:40] for text in asked.question.examples[:SHOWN])
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
