"""The frame that every place of the window has: its title, one sentence of what is next, one blue button, content."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from gui.parts import theme
from gui.parts.columns import LARGE_TEXT
from gui.parts.controls import QUIET, Button, label
from gui.parts.flow import FlowLayout
from gui.parts.named import named
from gui.parts.plain import plain_tip
from gui.parts.theme import BODY, PLACE_TITLE, STRONG

MARGIN, HEAD_GAP, TOP, GUTTER = 24, 4, 20, 16
BLUE_HEIGHT = 36
MOST_BUTTONS = 0.62
"""Of the width of a place, so much may be its buttons while they stand beside the title."""


class Place(QWidget):
    """A place by its ``key``. ``offered`` after its blue button has become another.

    ``repeatable`` after what it can undo or redo by its own means has changed.

    A room makes its place of this: it fills the content, names what is next, and offers one step. The window calls
    ``come`` each time the place comes into view, ``leave`` when another does, and ``undo`` and ``redo`` before it
    undoes anything by itself.
    """

    offered = Signal()
    repeatable = Signal()

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self.key = key
        self.setObjectName(f"place_{key}")
        self.setAccessibleName(title)
        self.title = label(f"{key}_title", title, size=PLACE_TITLE, weight=STRONG)
        self.sentence = label(f"{key}_next", size=BODY, role=QUIET, wrap=True)
        self.blue = Button(f"{key}_blue", "", "primary")
        self.blue.hide()
        self._step: Callable[[], object] = lambda: None
        self.blue.clicked.connect(lambda: self._step())
        self._row = FlowLayout(12)
        self.content = QVBoxLayout()
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(GUTTER)
        self._lay_out_frame()

    def _lay_out_frame(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(HEAD_GAP)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        words.addStretch()
        buttons = named(QWidget(), f"{self.key}_buttons")
        buttons.setLayout(self._row)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(GUTTER)
        self._head.addLayout(words, 1)
        self._head.addWidget(buttons)
        self._row.addWidget(self.blue)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self.content, 1)
        self._fit_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """The buttons stand beside the title where half of the width is left to the words, else below them."""
        beside = self._row.sizeHint().width() <= self.width() * MOST_BUTTONS
        large = theme.scaled(self, 1) >= LARGE_TEXT
        self._column.setSpacing(6 if large else GUTTER)
        self.content.setSpacing(6 if large else GUTTER)
        self._column.setContentsMargins(MARGIN, 4 if large else TOP, MARGIN, 4 if large else GUTTER)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._head.direction() != way:
            self._head.setDirection(way)

    def say_next(self, sentence: str, tip: str = "") -> None:
        """One sentence of what is next here; ``tip`` says more where the mouse rests on it."""
        self.sentence.setText(sentence)
        self.sentence.setToolTip(plain_tip(tip))
        self.sentence.setVisible(bool(sentence))

    def offer(self, text: str, step: Callable[[], object], ready: bool = True) -> None:
        """The one next step, on the blue button; an empty text hides it."""
        self._step = step
        self.blue.setText(text)
        self.blue.setAccessibleName(text.replace("&", ""))
        self.blue.setVisible(bool(text))
        self.blue.setEnabled(ready)
        self.blue.setMinimumHeight(round(theme.scaled(self, BLUE_HEIGHT)))
        self.blue.updateGeometry()
        self._row.invalidate()
        self._fit_head()
        self.offered.emit()

    def add_button(self, name: str, text: str, step: Callable[[], object]) -> Button:
        """A further step, on a plain button before the blue one."""
        button = Button(name, text)
        button.setAccessibleName(text.replace("&", ""))
        button.setMinimumHeight(round(theme.scaled(self, BLUE_HEIGHT)))
        button.clicked.connect(lambda: step())
        self._row.insert_before_last(button)
        return button

    def come(self) -> None:
        """The place comes into view."""

    def follow(self) -> None:
        """The campaign in view is another one, or has changed, while the place is in view."""

    def begin(self) -> None:
        """Puts the keyboard where work begins: the list of a page, the first field of a form."""

    def regions(self) -> Sequence[QWidget]:
        """The parts of the place that F6 goes through, in the order of reading."""
        return (self.blue,)

    def leave(self) -> None:
        """Another place comes into view."""

    def can_repeat(self) -> set[str]:
        """Which of "undo" and "redo" this place can do by its own means."""
        return set()

    def undo(self) -> bool:
        """Takes back what was done last by this place's own means; False where it has none."""
        return False

    def redo(self) -> bool:
        """Does it again; False where there is nothing of this place's own."""
        return False
