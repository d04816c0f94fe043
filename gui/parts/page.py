"""A dialog to look at something: its title, what it shows, and a row of buttons that ends with Close."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import tr
from gui.parts import theme
from gui.parts.controls import Button, label
from gui.parts.theme import HEADING, STRONG


class Page(QDialog):
    """``key`` stands at the head of its parts' names; ``size`` (width, height) is cut to the screen."""

    def __init__(self, parent: QWidget, key: str, title: str, size: tuple[int, int]) -> None:
        super().__init__(parent)
        self.setObjectName(f"{key}_view")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(theme.fitted(self, size))
        self.heading = label(f"{key}_heading", title, size=HEADING, weight=STRONG)
        self.leave = Button(f"{key}_close", tr("Close"), "primary")
        self.leave.clicked.connect(self.reject)

    def lay_out(self, *parts: QWidget, grow: Collection[QWidget], buttons: Sequence[Button] = ()) -> None:
        """The parts under the title, those in ``grow`` taking the room there is, the buttons before Close."""
        row = QHBoxLayout()
        row.setSpacing(10)
        for button in buttons:
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.leave)
        for button in (*buttons, self.leave):
            button.setAccessibleName(button.text())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(self.heading)
        for part in parts:
            layout.addWidget(part, int(part in grow))
        layout.addLayout(row)

    def follow(self, changed: SignalInstance, ask: Callable[[], None]) -> None:
        """Asks now, and after every change until it is closed. ``changed`` is the session's signal."""

        def again(what: object, steps: object) -> None:
            ask()

        changed.connect(again)
        self.finished.connect(lambda code: changed.disconnect(again))
        ask()
