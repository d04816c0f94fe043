"""Freezing a shortlist, looking at the frozen ones, and printing their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pypdfium2
from PySide6.QtGui import QColor
from pytest import MonkeyPatch

from core.errors import Trouble
from core.i18n import percent, time_words
from gui.desk import messages
from gui.lists.frozen_lists import ShortlistView
from tests.gui.pages.forms import FormPage
from tests.gui.pages.lists import PrintPage, ShortlistPage, freeze
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
    assert page.can_leave()
    pages = page.show_pages()
    picture = pages.picture(0)
    assert len({picture.pixelColor(x, 200).name() for x in range(0, picture.width(), 20)}) > 1
    assert picture.pixelColor(2, picture.height() - 3) == QColor("white")
    pages.close()
    page.close()


def test_without_a_frozen_list_the_page_says_how_to_make_one(sample_window: WindowPage) -> None:
    page = ShortlistPage(sample_window)
    assert "Freeze" in page.state and "draft" in page.state
    assert len(page.cards()) == 1 and page.cards()[0].startswith("Draft, not signed, as it stands now, 40 seats")
    assert "Freeze" in sample_window.window.stack.shown.blue.text()
    page.close()


def test_versions_are_told_apart_and_what_leaves_is_the_one_chosen(
    sample_window: WindowPage, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    asked: list[str] = []
    paths = iter([tmp_path / f"{number}.csv" for number in range(9)])

    def answer(parent: object, title: str, *more: object) -> Path:
        asked.append(title)
        return next(paths)

    monkeypatch.setattr(messages, "ask_save_file", answer)
    freeze(sample_window, "Anne Morel")
    with_42 = ShortlistPage(sample_window, sample_window.dialog(ShortlistView)).names()
    sample_window.after(lambda: sample_window.program.session.save_weight(900))
    freeze(sample_window, "Bea Sand")
    page = ShortlistPage(sample_window, sample_window.dialog(ShortlistView))
    assert page.signers() == ["Bea Sand", "Anne Morel"]
    assert [card.split(",")[0] for card in page.cards()] == ["Draft", "Version 2", "Version 1"]
    assert "90 %" in page.cards()[1] and "42 %" in page.cards()[2] and "seal intact" in page.cards()[2]
    page.choose(2)
    assert page.names() == with_42
    page.write("list_csv")
    assert "version 1, signed by Anne Morel" in asked[-1] and "Anne Morel" in sample_window.window.saved.text()
    page.close()
    sample_window.after(lambda: sample_window.trigger("outputs.csv"))
    sample_window.settle()
    assert "version 1" in asked[-1], "the menu writes what was chosen"
    assert (tmp_path / "0.csv").read_bytes() == (tmp_path / "1.csv").read_bytes()
    written = (tmp_path / "0.csv").read_text(encoding="utf-8-sig")
    assert all(name in written for name in with_42[:40])
    page = ShortlistPage(sample_window)
    page.choose(0)
    page.write("list_csv")
    assert "the draft" in asked[-1]


def test_a_signed_list_is_printed_as_signed(sample_window: WindowPage, answering: Callable[..., None]) -> None:
    pdf = sample_window.folder / "list.pdf"
    answering("ask_save_file", pdf)
    freeze(sample_window, "Anne Morel")
    sample_window.go("rank")
    sample_window.after(lambda: sample_window.trigger("outputs.pdf"))
    sample_window.settle()
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert "Anne Morel" in text and "Draft" not in text


def test_a_version_is_renamed_and_its_seal_holds(sample_window: WindowPage) -> None:
    freeze(sample_window, "Anne Morel")
    page = ShortlistPage(sample_window, sample_window.dialog(ShortlistView))
    page.view.rename.click()
    FormPage(sample_window).fill(rename_name="Sent to the client").agree()
    sample_window.settle()
    assert "Sent to the client" in page.cards()[1] and "seal intact" in page.cards()[1]
    assert "Sent to the client" in page.view.heading.text()
    sample_window.after(lambda: sample_window.trigger("edit.undo"))
    sample_window.settle()
    assert "Sent to the client" not in page.cards()[1], "undone"
    page.choose(0)
    assert page.view.rename.isHidden(), "a draft has no name of its own"


def test_a_version_says_its_time_of_day(sample_window: WindowPage) -> None:
    before = datetime.now().astimezone()
    freeze(sample_window, "Anne Morel")
    page = ShortlistPage(sample_window, sample_window.dialog(ShortlistView))
    after = datetime.now().astimezone()
    assert {time_words(one.time()) for one in (before, after)} & {
        word.strip() for word in page.cards()[1].replace(" · ", ",").split(",")
    }


def test_the_preview_has_pages_zoom_and_small_pages(sample_window: WindowPage, answering: Callable[..., None]) -> None:
    answering("ask_save_file", sample_window.folder / "list.pdf")
    pages = PrintPage(sample_window)
    sample_window.settle()
    view = pages.view
    assert view.page_number.maximum() == pages.count() == view.thumbnails.count() > 3
    wide = view.pages[0].width()
    view.larger.click()
    assert view.pages[0].width() > wide and view.zoom_words.text() == percent(125)
    view.smaller.click()
    assert view.pages[0].width() == wide
    view.page_number.setValue(3)
    assert (view.page_in_view(), view.thumbnails.currentRow()) == (3, 2)
    view.thumbnails.setCurrentRow(0)
    assert (view.page_in_view(), view.page_number.value()) == (1, 1)
    view.fit.click()
    assert abs(view.pages[0].width() - view.area.viewport().width()) < 60
    sample_window.after(view.pdf_button.click)
    sample_window.settle()
    assert (sample_window.folder / "list.pdf").read_bytes().startswith(b"%PDF")
    pages.close()
