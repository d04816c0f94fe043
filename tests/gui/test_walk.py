"""Every place at every size of window and text, in both languages and a long one: nothing is cut, nothing overlaps."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core import i18n
from core.settings import ASSESSOR, THEME
from gui.parts import theme
from gui.window import places
from gui.window.zoom import ZOOM
from tests.gui.pages.dialogs import answer_nothing, open_dialogs
from tests.gui.pages.window import WindowPage
from tests.gui.painted import cut_when_painted
from tests.gui.walk import cut_texts

SIZES = ((1280, 720), (1366, 768), (1440, 900), (1920, 1080))
ZOOMS = (1.0, 1.5, 2.0)
LANGUAGES = ("en", "fr", "long")
LONGER = 0.3
EVERY = list(product(LANGUAGES, ZOOMS, ("light", "dark")))
SOME = (("en", 1.0, "light"), ("fr", 2.0, "dark"), ("long", 1.0, "light"), ("long", 2.0, "light"), ("fr", 1.5, "light"))
"""Each language, each size of text and each look, the hardest together; all of them with ENTREGENT_WALK=1."""
SAMPLED = SIZES[:2]


class Pseudo(dict[str, str]):
    """A language in which every text is a third longer than in English."""

    def get(self, key: str, default: object = None) -> str:  # type: ignore[override]
        return key + " " + "ähm " * max(1, round(len(key) * LONGER / 4))


def cases() -> Sequence[tuple[str, float, str]]:
    return EVERY if os.environ.get("ENTREGENT_WALK") else SOME


def sizes() -> Sequence[tuple[int, int]]:
    return SIZES if os.environ.get("ENTREGENT_WALK") else SAMPLED


def texts_of_the_user(page: WindowPage) -> list[str]:
    """What is not the program's: names, organisations and markets, the campaign, the assessor, addresses."""
    board = page.live.board
    rows = range(len(board))
    texts = {
        text for column in (board.name, board.organisation, board.market, board.country) for text in column.take(rows)
    }
    return sorted(text for text in {*texts, board.campaign.name, "sample", "Anne", "entregent", "@", "http"} if text)


@pytest.fixture
def page(
    request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WindowPage]:
    """The sample's window in a language, a size of text and a look, somebody selected."""
    language, zoom, look = request.param
    if language == "long":
        monkeypatch.setattr(i18n, "catalogue", lambda lang: Pseudo())
    made = WindowPage(qtbot, tmp_path, "en" if language == "en" else "fr")
    made.program.settings.put(ASSESSOR, "Anne")
    made.open_sample()
    made.settle()
    for name, value in ((ZOOM, zoom), (THEME, look)):
        made.program.settings.put(name, value)
    made.program.reshow()
    made.settle()
    made.after(lambda: made.live.select(3))
    yield made
    made.close()


@pytest.mark.parametrize("page", cases(), indirect=True, ids=lambda case: "-".join(map(str, case)))
def test_nothing_is_cut_and_nothing_overlaps(page: WindowPage) -> None:
    own, found = texts_of_the_user(page), list[str]()
    for size in sizes():
        page.window.resize(*size)
        for key in places.KEYS:
            page.go(key)
            found += look(page, f"{size[0]} x {size[1]} {key}", own, size)
        page.go("rank")
        for cutoff in (False, True):
            page.rank.open_rules(cutoff)
            page.settle()
            found += look(page, f"{size[0]} x {size[1]} rules", own, size)
        page.rank.close_rules()
    assert not found, "\n".join(found)


ELSEWHERE = ("imports_", "score_model", "assessing_rubric", "candidates_why", "stature_")
"""Commands whose dialogs are still larger than a screen of 1366 x 768 at 200 %, or cut a sentence there."""
DIALOGS = (("fr", 2.0, "dark"), ("long", 1.0, "light"))


@pytest.mark.parametrize("page", DIALOGS, indirect=True, ids=lambda case: "-".join(map(str, case)))
def test_no_dialog_is_cut_nor_larger_than_its_screen(page: WindowPage, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_nothing(monkeypatch)
    screen = QSize(*SAMPLED[1])  # the screen of tests is smaller than any desk's
    monkeypatch.setattr(theme, "fitted_size", lambda widget, size: size.boundedTo(screen))
    own, found, seen = texts_of_the_user(page), list[str](), set()
    page.window.resize(*SAMPLED[1])
    for name, dialog in open_dialogs(page):
        seen.add(dialog.objectName())
        if name.startswith(ELSEWHERE):
            continue
        for _ in range(3):
            QApplication.processEvents()
        found += [f"{name}: {what}" for what in cut_texts(dialog) if not any(text in what for text in own)]
        found += [f"{name}: painted “{text}”" for text in cut_when_painted(dialog, own)]
        if dialog.width() > screen.width() or dialog.height() > screen.height():
            found.append(f"{name}: {dialog.size().toTuple()} on a screen of {screen.toTuple()}")
    assert not found, "\n".join(found)
    assert len(seen) > 18, seen


def look(page: WindowPage, where: str, own: Sequence[str], size: tuple[int, int]) -> Iterator[str]:
    """What is cut or overlaps in the window as it stands, or makes it larger than asked for."""
    for _ in range(3):  # a text that wraps asks for its height once its width is known
        QApplication.processEvents()
    for what in cut_texts(page.window):
        if not any(text in what for text in own):
            yield f"{where}: {what}"
    for text in cut_when_painted(page.window, own):
        yield f"{where}: painted “{text}”"
    if (page.window.width(), page.window.height()) != size:
        yield f"{where}: the window takes {page.window.size().toTuple()}"
