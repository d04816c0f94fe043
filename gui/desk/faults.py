"""Bugs are seen: whatever is raised in a slot, a timer, the worker or a paint event is said once and written down.

What is written never holds a person's data: the kind of the error and the lines of the program it went through, no
message, no value.
"""

from __future__ import annotations

import re
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from gui.desk import messages

ROOT = Path(__file__).resolve().parents[2]
LOG_BYTES, LOG_FILES = 200_000, 3
OF_THE_PLATFORM = "This plugin does not support"
PAINTING = ("paintEvent", "data", "headerData", "sizeHint", "paint")
"""Qt asks for these again and again: what fails in one of them is said once."""


class StoredNevertheless(Exception):
    """The file has what was asked for; its cause is what failed after that."""


class Faults(QObject):
    """Writes faults into ``log`` and shows them over ``parent()``; from any thread. ``seen`` (error) after each."""

    seen = Signal(object)
    _heard = Signal(object)

    def __init__(self, log: Path, parent_widget: Callable[[], QWidget | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log = log
        self.box: QMessageBox | None = None
        self._parent_widget = parent_widget
        self._said: set[str] = set()
        self._busy = False
        # Queued: a dialog cannot be opened in the middle of a paint event, nor in another thread.
        self._heard.connect(self._take_fault, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Hears of everything that nobody catches, and of what Qt has to complain of."""
        sys.excepthook = self._hear_uncaught
        threading.excepthook = lambda raised: self._hear_uncaught(
            raised.exc_type, raised.exc_value, raised.exc_traceback
        )
        qInstallMessageHandler(self._hear_qt)

    def report(self, error: BaseException) -> None:
        """Writes a fault down and shows it, as soon as the window's thread comes to it."""
        self._heard.emit(error)

    def _hear_uncaught(
        self, kind: type[BaseException], error: BaseException | None, where: TracebackType | None, /
    ) -> None:
        if error is None or not isinstance(error, Exception):
            sys.__excepthook__(kind, error if error is not None else kind(), where)
        else:
            self.report(error)

    def _take_fault(self, error: BaseException) -> None:
        print_fault(error)
        lines = fault_lines(error)
        if self._busy or not self._is_news(error, lines):
            return
        self._busy = True
        try:
            write_entry(self.log, " < ".join(reversed(lines)))
            self._show_fault("\n".join(lines), isinstance(error, StoredNevertheless))
        finally:
            self._busy = False
        self.seen.emit(error)

    def _is_news(self, error: BaseException, lines: list[str]) -> bool:
        """What fails while it is painted would be said at every repaint: it is said once."""
        entry = traceback.extract_tb(error.__traceback__)[:1]
        if not entry or entry[0].name not in PAINTING:
            return True
        key = "\n".join(lines)
        if key in self._said:
            return False
        self._said.add(key)
        return True

    def _show_fault(self, details: str, stored: bool) -> None:
        if self.box is not None:
            self.box.setDetailedText(f"{self.box.detailedText()}\n\n{details}")
            return
        self.box = messages.show_fault(QApplication.activeModalWidget() or self._parent_widget(), details, stored)
        self.box.finished.connect(self._forget_box)

    def _forget_box(self) -> None:
        self.box = None

    def _hear_qt(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not text.startswith(OF_THE_PLATFORM):
            write_entry(self.log, f"Qt {kind.name}: {without_quotes(text)}")


def fault_lines(error: BaseException) -> list[str]:
    """The kinds of an error and of what caused it, each after the lines of the program it went through."""
    lines: list[str] = []
    if error.__cause__ is not None or error.__context__ is not None:
        lines += fault_lines(error.__cause__ or error.__context__ or error)
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(*path.parts[-2:])
        lines.append(f"{shown.as_posix()}:{frame.lineno} {frame.name}")
    return [*lines, type(error).__name__]


def without_quotes(text: str) -> str:
    """A message of Qt without what it quotes, which may be a file's name or somebody's."""
    return re.sub(r"([\"'“‘«]).*?[\"'”’»]", "…", text.replace("\n", " "))[:300]


def write_entry(log: Path, text: str) -> None:
    """Adds a line to the log; the oldest lines go. A log that cannot be written stops nobody."""
    from logging import LogRecord
    from logging.handlers import RotatingFileHandler

    line = f"{datetime.now().astimezone().isoformat(timespec='seconds')} {text}"
    with suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
        try:
            handler.emit(LogRecord("entregent", 0, "", 0, line, None, None))
        finally:
            handler.close()


def print_fault(error: BaseException) -> None:
    """A bug is shown whole where the program was started from."""
    traceback.print_exception(error, file=sys.stderr)
