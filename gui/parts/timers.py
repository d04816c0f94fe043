"""A timer that runs once, each time it is started anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def single_shot(parent: QObject, interval_ms: int, then: Callable[[], object]) -> QTimer:
    """A timer of ``parent``: ``then`` is called so many milliseconds after its last ``start()``."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)
    timer.timeout.connect(then)
    return timer
