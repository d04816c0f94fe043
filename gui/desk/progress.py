"""The strip that shows long work half a second after it began, with a button to cancel it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from core.i18n import tr
from gui.desk.jobs import Jobs
from gui.parts.controls import Button, Elided
from gui.parts.named import named
from gui.parts.theme import SMALL


class ProgressStrip(QWidget):
    """Lives in the status bar; nothing is blocked while it shows."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        self.setAccessibleName(tr("Work under way"))
        self.words = Elided("progress_words", SMALL)
        self.words.setMinimumWidth(220)
        self.bar = named(QProgressBar(), "progress_bar")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setFixedSize(180, 8)
        self.cancel = Button("progress_cancel", tr("Cancel"), "link")
        self.cancel.setAccessibleName(tr("Cancel"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.words, self.bar, self.cancel):
            layout.addWidget(widget)
        self.hide()
        jobs.progressed.connect(self.show_progress)
        jobs.long.connect(self.show_long)
        self.cancel.clicked.connect(jobs.cancel)

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Where the work is; a total of 0 means that nobody knows how much there is."""
        self.words.setText(words)
        # Qt counts in 32 bits; the bytes of a large file go beyond.
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(round(1000 * done / total) if total else 0)

    def show_long(self, long: bool) -> None:
        """Work has been going on for a while, or has ended."""
        if not long:
            self.words.setText("")
            self.bar.setRange(0, 0)
        self.setVisible(long)
