"""Freezing a shortlist, looking at the frozen ones, and printing their pages."""

from __future__ import annotations

from PySide6.QtGui import QColor
from pytest import MonkeyPatch

from core.errors import Trouble
from gui.desk import messages
from gui.lists.frozen_lists import ShortlistView
from tests.gui.pages.lists import ShortlistPage, freeze
from tests.gui.pages.window import WindowPage


def test_nobody_freezes_the_list_without_a_name(sample_window: WindowPage, monkeypatch: MonkeyPatch) -> None:
    said: list[Trouble] = []
    monkeypatch.setattr(messages, "show_trouble", lambda parent, trouble: said.append(trouble))
    freeze(sample_window, "")
    assert [trouble.what for trouble in said] == ["A shortlist must be signed off by a named person."]
    assert ShortlistPage(sample_window).signers() == []


def test_a_named_person_freezes_the_list(sample_window: WindowPage) -> None:
    freeze(sample_window, "Anne Morel")
    page = ShortlistPage(sample_window, sample_window.dialog(ShortlistView))
    assert page.signers() == ["Anne Morel"]
    assert len(page.names()) == 44
    assert "intact" in page.state
    pages = page.show_pages()
    picture = pages.picture(0)
    assert len({picture.pixelColor(x, 200).name() for x in range(0, picture.width(), 20)}) > 1
    assert picture.pixelColor(2, picture.height() - 3) == QColor("white")
    pages.close()
    page.close()


def test_without_a_frozen_list_the_page_says_how_to_make_one(sample_window: WindowPage) -> None:
    page = ShortlistPage(sample_window)
    assert "Freeze" in page.state
    assert not page.can_show_pages()
    page.close()
