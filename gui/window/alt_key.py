"""The menu bar is hidden until it is wanted: Alt alone shows it, and hides it again."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class AltKey(QObject):
    """Watches the keys of the application while its window stands. The native menu bar of macOS always stands."""

    def __init__(self, window: QMainWindow, shown: bool) -> None:
        super().__init__(window)
        self._window, self._alone = window, False
        self._show_bar(shown)

    def watch(self, watching: bool) -> None:
        """Begins or ends to watch."""
        application = QCoreApplication.instance()
        if application is not None:
            (application.installEventFilter if watching else application.removeEventFilter)(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._alone = event.key() == Qt.Key.Key_Alt
        elif event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if self._alone and event.key() == Qt.Key.Key_Alt and QApplication.activeModalWidget() is None:
                self._show_bar(not self._window.menuBar().isVisible())
            self._alone = False
        return False

    def _show_bar(self, shown: bool) -> None:
        bar = self._window.menuBar()
        bar.setVisible(shown or bar.isNativeMenuBar())
