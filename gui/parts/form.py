"""A small dialog of labelled fields: what every form of the window is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.errors import Trouble
from core.i18n import tr
from gui.parts import theme
from gui.parts.controls import QUIET, WORSE, Button, label, small, steps
from gui.parts.days import day_hint, day_taken, day_written
from gui.parts.named import named
from gui.parts.theme import HEADING, STRONG

Field = TypeVar("Field", bound=QWidget)
WIDTH = 460
LEAST_HIGH = 60
FRAME = QSize(8, 40)
"""What the desktop draws around a dialog."""


class FieldsArea(QScrollArea):
    """The fields of a form, as high as they are where the screen has the room."""

    def __init__(self, name: str, title: str, fields: QFormLayout) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._inner = named(QWidget(), f"{name}_inner")
        self._inner.setLayout(fields)
        fields.setContentsMargins(2, 2, 2, 2)
        self.setWidget(self._inner)
        self.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        hint, wide = self._inner.sizeHint(), max(self.width(), self._inner.minimumSizeHint().width())
        layout = self._inner.layout()
        high = layout.heightForWidth(wide) if layout is not None and layout.hasHeightForWidth() else hint.height()
        return QSize(hint.width(), max(high, self._inner.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inner.minimumSizeHint().width(), min(self.sizeHint().height(), LEAST_HIGH))


class Form(QDialog):
    """``open()`` it and listen to ``accepted``; ``check`` refuses what is not fit, in the form itself.

    The keyboard begins in the first field, and goes to the one that ``check`` says is at fault.
    """

    def __init__(self, name: str, title: str, agree: str, parent: QWidget, text: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setWindowTitle(title)
        self.setMinimumWidth(round(theme.scaled(self, WIDTH)))
        self._first: QWidget | None = None
        self._at_fault: QWidget | None = None
        self.fields = QFormLayout()
        self.fields.setHorizontalSpacing(16)
        self.fields.setVerticalSpacing(10)
        self.fields.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.fault = small(f"{name}_fault", role=WORSE, wrap=True)
        self.agree = Button(f"{name}_accept_checked", agree, "primary")
        self.agree.setDefault(True)
        self.decline = Button(f"{name}_cancel", tr("Cancel"))
        for button in (self.agree, self.decline):
            button.setAccessibleName(button.text())
        self.agree.clicked.connect(self._accept_checked)
        self.decline.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(14)
        layout.addWidget(label(f"{name}_title", title, size=HEADING, weight=STRONG))
        if text:
            layout.addWidget(label(f"{name}_text", text, role=QUIET, wrap=True))
        layout.addWidget(FieldsArea(f"{name}_fields", title, self.fields))
        layout.addWidget(self.fault)
        layout.addStretch()
        layout.addLayout(self._make_buttons())

    def showEvent(self, event: QShowEvent) -> None:
        """As large as its fields, and never larger than the screen: then they scroll, and the buttons stay in sight."""
        super().showEvent(event)
        wanted = self.sizeHint().expandedTo(self.size()) + FRAME
        self.resize(theme.fitted_size(self, wanted) - FRAME)

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch()
        row.addWidget(self.decline)
        row.addWidget(self.agree)
        return row

    def line(self, name: str, title: str, text: str = "", hint: str = "") -> QLineEdit:
        """Adds a line of text."""
        field = named(QLineEdit(text), name)
        field.setPlaceholderText(hint)
        field.setMinimumHeight(round(theme.scaled(field, 28)))
        return self.add_field(field, title)

    def number(self, name: str, title: str, value: int, low: int, high: int) -> QSpinBox:
        """Adds a whole number."""
        field = steps(name)
        field.setRange(low, high)
        field.setValue(value)
        field.setMinimumHeight(round(theme.scaled(field, 28)))
        return self.add_field(field, title)

    def choice(self, name: str, title: str, choices: Sequence[tuple[object, str]], chosen: object) -> QComboBox:
        """Adds a list to choose from: values and their texts."""
        field = named(QComboBox(), name)
        field.setMinimumHeight(round(theme.scaled(field, 28)))
        for value, text in choices:
            field.addItem(text, value)
        field.setCurrentIndex(max(0, field.findData(chosen)))
        field.view().setObjectName(f"{name}_list")
        field.view().setAccessibleName(title)
        return self.add_field(field, title)

    def tick(self, name: str, text: str, on: bool = False) -> QCheckBox:
        """Adds something to tick."""
        field = named(QCheckBox(text), name)
        field.setChecked(on)
        field.setAccessibleName(text)
        self.fields.addRow("", field)
        self._begin_at(field)
        return field

    def day(self, name: str, title: str, value: date | None, last: bool = False) -> QLineEdit:
        """Adds a date, which may stay blank; what is taken for what is typed stands below it. ``last``: a year or a
        month alone means its last day."""
        field = self.line(name, title, hint=day_hint())
        taken = small(f"{name}_taken")
        self.fields.addRow("", taken)

        def say_taken(text: str) -> None:
            taken.setText(day_taken(text, last))
            field.setAccessibleDescription(taken.text())

        field.textChanged.connect(say_taken)
        field.setText(day_written(value))
        return field

    def check(self) -> None:
        """Raises Trouble when what was typed is not fit, within ``about`` its field."""

    @contextmanager
    def about(self, field: QWidget) -> Iterator[None]:
        """What is checked inside is about this field: trouble puts the keyboard there."""
        try:
            yield
        except Trouble:
            self._at_fault = field
            raise

    def add_field(self, field: Field, title: str) -> Field:
        """Adds any field under its title, and returns it."""
        caption = label(f"{field.objectName()}_label", title, role=QUIET)
        caption.setBuddy(field)
        field.setAccessibleName(title)
        self.fields.addRow(caption, field)
        self._begin_at(field)
        return field

    def _begin_at(self, field: QWidget) -> None:
        """The first field has the keyboard when the form opens."""
        if self._first is None:
            self._first = field
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept_checked(self) -> None:
        self._at_fault = None
        try:
            self.check()
        except Trouble as trouble:
            self.fault.setText(str(trouble))
            field = self._at_fault or self._first
            if field is not None:
                field.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(field, QLineEdit):
                field.selectAll()
        else:
            self.accept()
