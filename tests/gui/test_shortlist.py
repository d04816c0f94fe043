"""Freezing a shortlist, looking at the frozen ones, and printing their pages."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from gui.desk import messages
from gui.lists.frozen_lists import ShortlistView
from gui.lists.print_view import PrintView
from gui.parts.form import Form
from tests.gui.pages.window import WindowPage


def test_a_named_person_freezes_the_list(qtbot: QtBot, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    said = []
    monkeypatch.setattr(messages, "show_trouble", lambda parent, trouble: said.append(trouble))
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    for signer in ("", "Anne Morel"):
        page.trigger("shortlist.freeze")
        form = page.dialog(Form)
        form.findChild(type(form.line("spare", "")), "freeze_signer").setText(signer)
        page.after(form.agree.click)
        page.settle()
    assert len(said) == 1
    view = page.dialog(ShortlistView)
    assert view.lists.topLevelItemCount() == 1
    assert view.lists.topLevelItem(0).text(1) == "Anne Morel"
    assert view.names.topLevelItemCount() == 44
    assert "intact" in view.state.text()
    page.after(view.pages.click)
    preview = next(d for d in page.window.findChildren(PrintView) if d.isVisible())
    picture = preview.pages[0].grab().toImage()
    assert len({picture.pixelColor(x, 200).name() for x in range(0, picture.width(), 20)}) > 1
    assert picture.pixelColor(2, picture.height() - 3) == QColor("white")
    preview.reject()
    view.reject()
    page.close()


def test_without_a_frozen_list_the_page_says_how_to_make_one(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    page.after(lambda: page.trigger("shortlist.show"))
    view = page.dialog(ShortlistView)
    assert "Freeze" in view.state.text()
    assert not view.pages.isEnabled()
    view.reject()
    page.close()
