"""A file in a form: chosen or dropped, refused before it is read where it cannot be kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.i18n import tr
from gui.desk import messages
from gui.parts.controls import QUIET, Button, Elided
from gui.parts.plain import plain_tip
from gui.parts.theme import SMALL


class FileField(QWidget):
    """``path`` is the file chosen, None for none; ``taken`` (path) says that there is another one."""

    taken = Signal(object)

    def __init__(self, name: str, title: str, limit: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.path: Path | None = None
        self.limit, self.title = limit, title
        self.words = Elided(f"{name}_words", SMALL, role=QUIET)
        self.choose = Button(f"{name}_choose", tr("Choose…"))
        self.choose.setAccessibleName(f"{title}{tr(': ')}{tr('Choose…')}")
        self.choose.clicked.connect(self._choose_file)
        self.setFocusProxy(self.choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.words, 1)
        row.addWidget(self.choose)
        self.take(None)

    def take(self, path: Path | None) -> None:
        """Takes a file, or none."""
        self.path = path
        self.words.setText(self.limit if path is None else path.name)
        self.words.setToolTip(plain_tip("" if path is None else str(path)))
        self.choose.setText(tr("Choose…") if path is None else tr("Leave out"))
        self.choose.setAccessibleName(f"{self.title}{tr(': ')}{self.choose.text()}")
        if path is not None:
            self.taken.emit(path)

    def _choose_file(self) -> None:
        if self.path is not None:
            self.take(None)
            return
        chosen = messages.ask_open_files(self, self.title, f"{tr('All files')} (*)")
        if chosen:
            self.take(chosen[0])


def dropped(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    """The files of a drop."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
