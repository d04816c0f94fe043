"""A colour in a form: typed as # and six digits, or chosen behind the patch that shows it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from core.i18n import tr
from gui.desk import messages
from gui.parts import theme
from gui.parts.controls import Button
from gui.parts.named import named

PATCH, PAD = 40, 6


class ColourField(QWidget):
    """``text()`` is what was typed, "" for the ``usual`` colour, which the patch then shows."""

    def __init__(self, name: str, title: str, text: str, usual: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}_field")
        self._title, self._usual = title, usual
        self.line = named(QLineEdit(text), name)
        self.line.setPlaceholderText(usual)
        self.line.setAccessibleName(title)
        self.line.setMinimumHeight(round(theme.scaled(self.line, 28)))
        self.patch = Patch(f"{name}_patch", self)
        self.patch.setAccessibleName(f"{title}: {tr('Choose…')}")
        self.patch.setToolTip(tr("Choose…"))
        self.patch.clicked.connect(self._choose_colour)
        self.line.textChanged.connect(lambda text: self.patch.update())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.patch)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """What was typed or chosen."""
        return self.line.text()

    @property
    def colour(self) -> QColor:
        """The colour in force; an invalid one for what is none."""
        return QColor(self.text().strip() or self._usual)

    def _choose_colour(self) -> None:
        chosen = messages.ask_colour(self, self._title, self.colour)
        if chosen is not None:
            self.line.setText(chosen)


class Patch(Button):
    """A button in the colour of its field; crossed where that is none."""

    def __init__(self, name: str, field: ColourField) -> None:
        super().__init__(name, "")
        self._field = field
        self.setFixedWidth(round(theme.scaled(self, PATCH)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        c, pad, colour = theme.colours(self), theme.scaled(self, PAD), self._field.colour
        box = QRectF(self.rect()).adjusted(pad, pad, -pad, -pad)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(c.field_edge, 1))
        painter.setBrush(colour if colour.isValid() else c.card)
        painter.drawRoundedRect(box, 3, 3)
        if not colour.isValid():
            painter.drawLine(box.topLeft(), box.bottomRight())
        painter.end()
