"""Single events of the keyboard and the mouse, sent to a widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def press(widget: QWidget, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = NONE) -> None:
    """One key, down and up, with its text: QTest's keyClicks cannot type what is not ASCII."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def mouse(widget: QWidget, kind: QEvent.Type, at: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """One event of the left button."""
    where = QPointF(widget.mapToGlobal(at))
    down = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
    QApplication.sendEvent(widget, QMouseEvent(kind, at, where, LEFT, down, modifiers))


def click(widget: QWidget, at: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """The left button, down and up."""
    mouse(widget, QEvent.Type.MouseButtonPress, at, modifiers)
    mouse(widget, QEvent.Type.MouseButtonRelease, at, modifiers)


def drag(widget: QWidget, *path: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """The left button held along a path."""
    mouse(widget, QEvent.Type.MouseButtonPress, path[0], modifiers)
    for at in path[1:]:
        mouse(widget, QEvent.Type.MouseMove, at, modifiers)
    mouse(widget, QEvent.Type.MouseButtonRelease, path[-1], modifiers)


def wheel(widget: QWidget, at: QPointF, notches: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Notches of the wheel, away from the user if positive."""
    turned = QPoint(0, 120 * notches)
    where = QPointF(widget.mapToGlobal(at))
    no_button, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, where, QPoint(), turned, no_button, modifiers, phase, False)
    QApplication.sendEvent(widget, event)
