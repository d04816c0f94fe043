"""Find or do: everything by a few letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core import i18n
from gui.window.menus import Entry
from gui.window.palette import Offer, Palette, find_offers
from tests.gui.pages.events import press
from tests.gui.pages.window import WindowPage


def offer(text: str, kind: str = "Ranking", ready: bool = True) -> Offer:
    return Offer(text, kind, "", lambda: None, ready)


def opened(window: WindowPage) -> Palette:
    window.trigger("edit.anything")
    return window.dialog(Palette)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cut", ["Cut-off audit…"]),
        ("off aud", ["Cut-off audit…"]),
        ("régl", ["Règles"]),
        ("REGL", ["Règles"]),
        ("rank", ["Cut-off audit…", "Go to the weight", "Règles", "Undo"]),
        ("nothing like it", []),
    ],
)
def test_each_word_begins_a_word(typed: str, found: list[str]) -> None:
    offers = [offer("Undo", ready=False), offer("Cut-off audit…"), offer("Go to the weight"), offer("Règles")]
    assert [one.text for one in find_offers(offers, typed)] == found


def test_every_command_stands_in_it(sample_window: WindowPage) -> None:
    texts = opened(sample_window).texts()
    for menu in sample_window.window.menus:
        for entry in menu.entries:
            if isinstance(entry, Entry):
                assert i18n.tr(entry.text).replace("&", "").split("“")[0].strip() in " ".join(texts), entry.name


def test_a_command_is_run_by_keyboard(sample_window: WindowPage) -> None:
    palette = opened(sample_window)
    palette.field.setText("people")
    press(palette, Qt.Key.Key_Return)
    sample_window.settle()
    assert sample_window.place == "people" and not palette.isVisible()


def test_people_and_campaigns_are_found(sample_window: WindowPage, qtbot: object) -> None:
    name = sample_window.live.board.name.take([17])[0]
    palette = opened(sample_window)
    palette.field.setText(name[:9].upper())
    sample_window.after(palette._seek_people)
    assert name in palette.texts()
    palette.field.setText("autumn")
    assert palette.texts()[0].startswith("Autumn")
    palette.field.setText(name)
    sample_window.after(palette._seek_people)
    sample_window.after(lambda: press(palette, Qt.Key.Key_Return))
    assert sample_window.live.selected == 17 and sample_window.place == "rank"


def test_what_is_of_no_use_now_is_last_and_does_nothing(empty_window: WindowPage) -> None:
    palette = opened(empty_window)
    palette.field.setText("export")
    press(palette, Qt.Key.Key_Return)
    assert palette.isVisible()
    press(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
