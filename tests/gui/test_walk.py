"""Every place at every size of window and text, in both languages and a long one: nothing is cut, nothing overlaps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core import i18n
from core.settings import ASSESSOR
from gui.window import places
from gui.window.zoom import ZOOM
from tests.gui.pages.window import WindowPage
from tests.gui.walk import cut_texts

SIZES = ((1280, 720), (1366, 768), (1440, 900), (1920, 1080))
ZOOMS = (1.0, 1.5, 2.0)
LONGER = 0.3


class Pseudo(dict[str, str]):
    """A language in which every text is a third longer than in English."""

    def get(self, key: str, default: object = None) -> str:  # type: ignore[override]
        return key + " " + "ähm " * max(1, round(len(key) * LONGER / 4))


@pytest.fixture(params=["en", "fr", "long"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A language of the window."""
    if request.param == "long":
        monkeypatch.setattr(i18n, "catalogue", lambda lang: Pseudo())
    yield "en" if request.param == "en" else "fr"


@pytest.mark.parametrize("zoom", ZOOMS)
def test_nothing_is_cut_and_nothing_overlaps(qtbot: QtBot, tmp_path: Path, language: str, zoom: float) -> None:
    page = WindowPage(qtbot, tmp_path, language)
    page.program.settings.put(ASSESSOR, "Anne")
    page.open_sample()
    page.settle()
    page.program.settings.put(ZOOM, zoom)
    page.program.reshow()
    page.settle()
    found: list[str] = []
    for size in SIZES:
        page.window.resize(*size)
        for key in places.KEYS:
            page.go(key)
            for _ in range(3):  # a text that wraps asks for its height once its width is known
                QApplication.processEvents()
            found += [f"{size[0]} x {size[1]} {key}: {what}" for what in cut_texts(page.window)]
            if (page.window.width(), page.window.height()) != size:
                found.append(f"{size[0]} x {size[1]} {key}: the window takes {page.window.size().toTuple()}")
    page.close()
    assert not found, "\n".join(found)
