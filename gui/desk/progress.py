"""The strip that shows long work half a second after it began, with a button to cancel it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from core.i18n import tr
from gui.desk.jobs import Jobs
from gui.parts.controls import Button, Elided
from gui.parts.named import named
from gui.parts.theme import SMALL


class ProgressStrip(QWidget):
    """Lives in the status bar; nothing is blocked while it shows. Work that does not answer to Cancel can be abandoned:
    ``abandon`` then does it."""

    def __init__(self, jobs: Jobs, abandon: Callable[[], object], parent: QWidget | None = None) -> None:
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
        self._jobs, self._abandon, self._is_stuck = jobs, abandon, False
        self.hide()
        jobs.progressed.connect(self.show_progress)
        jobs.long.connect(self.show_long)
        jobs.stuck.connect(self._offer_abandoning)
        self.cancel.clicked.connect(self._cancel_work)

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
            self._name_button(tr("Cancel"))
            self._is_stuck = False
        self.setVisible(long)

    def _cancel_work(self) -> None:
        if self._is_stuck:
            self._abandon()
        else:
            self._jobs.cancel()

    def _offer_abandoning(self) -> None:
        self._is_stuck = True
        self._name_button(tr("Abandon it"))

    def _name_button(self, text: str) -> None:
        self.cancel.setText(text)
        self.cancel.setAccessibleName(text)
