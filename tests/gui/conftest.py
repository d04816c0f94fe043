"""The window's tests: offscreen, in one language, and no word from Qt passes unseen."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.campaign import plausible
from core.settings import ASSESSOR
from gui.desk import messages
from gui.desk.live import Live
from gui.parts import theme
from tests.gui.fiction import board
from tests.gui.pages.window import WindowPage
from tests.gui.small import small_workspace

HARMLESS = tuple(
    f"This plugin does not support {what}" for what in ("propagateSizeHints()", "raise()", "grabbing the keyboard")
)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, dressed as the program dresses it."""
    theme.apply(qapp, dark=False)
    return qapp


@pytest.fixture(autouse=True, scope="module")
def collecting_is_quick() -> None:
    """What stands before a module begins, the program itself above all, is not looked through again after each test.

    Nothing of a window may stand then: it would never be collected. The last test of the module before is over.
    """
    gc.collect()
    gc.freeze()


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


@pytest.fixture
def parent(qapp: QApplication) -> QWidget:
    """A widget that dialogs belong to where there is no window."""
    return QWidget()


@pytest.fixture
def empty_window(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowPage]:
    """The window of a first start: no workspace is open."""
    made = WindowPage(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def sample_window(empty_window: WindowPage) -> WindowPage:
    """The window with the sample campaign in view."""
    empty_window.open_sample()
    empty_window.settle()
    return empty_window


@pytest.fixture
def small_window(empty_window: WindowPage) -> WindowPage:
    """The window with sixteen people on no network in view, Anne before it."""
    empty_window.program.settings.put(ASSESSOR, "Anne")
    empty_window.open(small_workspace(empty_window.folder))
    return empty_window


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, object], None]:
    """Answers a question of ``gui.desk.messages`` by its name, instead of the user."""

    def answer(question: str, said: object) -> None:
        monkeypatch.setattr(messages, question, lambda *values: said)

    return answer


@pytest.fixture(autouse=True)
def few_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window draws plausible worlds whenever its list changes: a few are enough where they are not what is tried."""
    monkeypatch.setattr(plausible, "WORLDS", plausible.FEWEST_WORLDS)
