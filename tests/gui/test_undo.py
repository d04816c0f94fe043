"""Undo shows what it did: the views stand as before, the status line says what it was, and much is asked first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.model import Campaign
from gui.desk import messages
from gui.desk.actions import campaigns
from tests.gui.pages.window import WindowPage


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowPage]:
    shown = WindowPage(qtbot, tmp_path)
    shown.open_sample()
    yield shown
    shown.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What was asked before it was done; each time the answer is no."""
    words: list[tuple[str, ...]] = []
    monkeypatch.setattr(messages, "confirm", lambda parent, *said: bool(words.append(said)))
    return words


def _seen(page: WindowPage) -> tuple[object, ...]:
    """What the weight moves: slider, number, the first of the table and the line on the map."""
    window, top = page.rank, page.live.listing.window(0, 30)
    bar = window.header.weight_bar
    line = window.map.line(window.map.plane())
    return page.live.weight, bar.value(), bar.number.value(), top.index.tolist(), top.total.tolist(), line


def test_undo_of_the_weight_moves_slider_table_and_map(page: WindowPage, qtbot: QtBot) -> None:
    before = _seen(page)
    with qtbot.waitSignal(page.live.settled):
        page.live.set_weight(801)
    page.settle()
    moved = _seen(page)
    assert moved != before
    page.after(lambda: page.trigger("edit.undo"))
    assert _seen(page) == before
    page.after(lambda: page.trigger("edit.redo"))
    assert _seen(page) == moved


def test_undo_of_a_weight_that_has_not_come_to_rest(page: WindowPage) -> None:
    before = _seen(page)
    page.after(lambda: page.live.select(0))
    page.after(lambda: page.trigger("candidates.pin"))
    page.live.set_weight(640)
    page.after(lambda: page.trigger("edit.undo"))
    assert page.live.weight == before[0]
    assert "Pin" in page.action("edit.undo").text(), "the pin is not what was undone"


def test_undo_and_redo_say_what_it_was_and_the_way_back(page: WindowPage) -> None:
    page.after(lambda: page.live.select(4))
    page.after(lambda: page.trigger("candidates.pin"))
    page.after(lambda: page.trigger("edit.undo"))
    assert page.window.saved.text() == "Undone: “Pin”. Redo brings it back."
    page.after(lambda: page.trigger("edit.redo"))
    assert page.window.saved.text() == "Done again: “Pin”. Undo takes it back."


def test_an_import_is_not_undone_unasked(page: WindowPage, asked: list[tuple[str, ...]]) -> None:
    people = len(page.live.board)
    while not page.program.session.steps.undo_import:
        page.after(lambda: page.trigger("edit.undo"))
        if len(asked) > 3:
            break
    asked.clear()
    page.trigger("edit.undo")
    assert len(asked) == 1 and "import" in asked[0][1].casefold()
    page.settle()
    assert len(page.live.board) == people


def test_more_than_one_persons_data_are_not_undone_unasked(page: WindowPage, asked: list[tuple[str, ...]]) -> None:
    session = page.program.session
    page.after(lambda: page.live.select(3))
    page.after(lambda: page.trigger("candidates.pin"))
    assert not session.steps.undo_many, "one person's data"
    page.after(lambda: session.act(campaigns.start_campaign, Campaign(0, "Second")))
    page.trigger("edit.undo")
    page.settle()
    assert [said[1] for said in asked] == ["It concerns more than one person. Redo brings it back."]
    assert len(session.campaigns) == 2
