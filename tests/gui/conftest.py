"""The window's tests: offscreen, in one language, and no word from Qt passes unseen."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from gui.desk.live import Live
from gui.parts import theme
from tests.gui.fiction import board

HARMLESS = ("This plugin does not support propagateSizeHints()",)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, dressed as the program dresses it."""
    theme.apply(qapp, dark=False)
    return qapp


@pytest.fixture(autouse=True)
def nothing_is_left_to_the_worker() -> object:
    """What a test lets go goes in this thread: a timer that the worker's thread collects would end the process."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def no_word_from_qt(qapp: QApplication) -> object:
    """A message of Qt that no test asked for is a failure."""
    said: list[str] = []

    def hear(kind: QtMsgType, context: object, text: str) -> None:
        if text not in HARMLESS:
            said.append(f"{kind.name}: {text}")

    before = qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(before)
    assert not said, said


@pytest.fixture
def live(qapp: QApplication) -> Live:
    """512 candidates at 42 %, worked out at once."""
    made = Live()
    made.show(board())
    return made
