"""A form as a user fills it in, by the names of its fields."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QLineEdit, QSpinBox, QWidget

from gui.parts.form import Form
from tests.gui.pages.window import WindowPage


class FormPage:
    """The form that is open."""

    def __init__(self, window: WindowPage, kind: type[Form] = Form) -> None:
        self.window, self.view = window, window.dialog(kind)

    def fill(self, **values: str | int) -> FormPage:
        """Types texts and numbers into fields, and chooses in lists by the words shown."""
        for name, value in values.items():
            field = self._field(name)
            if isinstance(field, QLineEdit):
                field.setText(str(value))
            elif isinstance(field, QSpinBox):
                field.setValue(int(value))
            else:
                assert isinstance(field, QComboBox), name
                field.setCurrentIndex(field.findText(str(value)))
        return self

    def tick(self, name: str, on: bool = True) -> FormPage:
        """Ticks something, or takes the tick away."""
        field = self._field(name)
        assert isinstance(field, QCheckBox)
        field.setChecked(on)
        return self

    def text(self, name: str) -> str:
        """What stands in a field."""
        field = self._field(name)
        assert isinstance(field, QLineEdit)
        return field.text()

    def words(self, name: str) -> str:
        """What a label says."""
        found = self._field(name)
        assert isinstance(found, QLabel)
        return found.text()

    def press(self, name: str) -> None:
        """Presses a button of the form."""
        found = self._field(name)
        assert isinstance(found, QAbstractButton)
        found.click()

    def agree(self) -> None:
        """Presses the button that agrees, and waits for what comes of it."""
        self.window.after(self.view.agree.click)
        self.window.settle()

    def try_to_agree(self) -> str:
        """Presses it where the form will not have it, and says why."""
        self.view.agree.click()
        assert self.view.isVisible()
        return self.view.fault.text()

    def focused(self) -> str:
        """The name of the field that has the keyboard."""
        field = self.view.focusWidget()
        return "" if field is None else field.objectName()

    def close(self) -> None:
        self.view.reject()

    def _field(self, name: str) -> QWidget:
        found = self.view.findChild(QWidget, name)
        assert isinstance(found, QWidget), name
        return found
