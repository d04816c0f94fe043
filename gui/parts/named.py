"""Names for widgets: what tests, style sheets and screen readers know them by."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject

Thing = TypeVar("Thing", bound=QObject)


def named(thing: Thing, name: str) -> Thing:
    """The same object under an object name; the stubs of Qt do not know properties given to a constructor."""
    thing.setObjectName(name)
    return thing
