"""The columns of a page, beside each other where there is room, as tabs where the window is small or the text large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import tr
from gui.parts import theme
from gui.parts.controls import Tabs

LEAST_WIDE, LARGE_TEXT = 1044, 1.5
"""Under so many pixels of page, or from so large a text, the columns become tabs."""
MOST = 16_777_215


def is_narrow(page: QWidget) -> bool:
    """Whether the columns of a page have to become tabs: nothing is cut, nothing shrinks."""
    return page.width() < LEAST_WIDE or theme.scaled(page, 1) >= LARGE_TEXT


@dataclass(frozen=True)
class Column:
    """One column: the words of its tab, and its width in pixels at 100 % (0: the room the others leave)."""

    words: str
    widget: QWidget
    width: int = 0


class Columns(QWidget):
    """``parts`` from left to right; as tabs the left one comes first."""

    def __init__(self, name: str, parts: Sequence[Column], gap: int = 16) -> None:
        super().__init__()
        self.setObjectName(name)
        self.parts = parts
        self._alone: int | None = None
        self.narrow = theme.scaled(self, 1) >= LARGE_TEXT
        self.tabs = Tabs(f"{name}_tabs", self)
        self.tabs.setAccessibleName(tr("Parts of the page"))
        for part in parts:
            self.tabs.addTab(part.words)
        self.tabs.currentChanged.connect(lambda at: self._arrange())
        row = QHBoxLayout()
        row.setSpacing(gap)
        for part in parts:
            row.addWidget(part.widget, 0 if part.width else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addLayout(row, 1)
        self._arrange()

    def show_part(self, at: int) -> None:
        """Brings a column into sight."""
        if self.narrow:
            self.tabs.setCurrentIndex(at)

    def show_only(self, at: int | None) -> None:
        """Shows one column alone, without tabs; None shows them all again."""
        if at != self._alone:
            self._alone = at
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if is_narrow(self) != self.narrow:
            self.narrow = not self.narrow
            self._arrange()

    def _arrange(self) -> None:
        self.tabs.setVisible(self.narrow and self._alone is None)
        shown = self.tabs.currentIndex() if self._alone is None else self._alone
        for at, part in enumerate(self.parts):
            part.widget.setVisible(at == shown or (not self.narrow and self._alone is None))
            fixed = part.width and not self.narrow
            wide = round(theme.scaled(self, part.width))
            part.widget.setMinimumWidth(wide if fixed else 0)
            part.widget.setMaximumWidth(wide if fixed else MOST)
