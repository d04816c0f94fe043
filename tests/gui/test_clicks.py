"""From first start to a signed PDF by mouse: every click is counted, those in a dialog of files too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from core.sample.files import write_sample
from gui.lists.frozen_lists import ShortlistView
from gui.window.file_commands import Files
from tests.gui.pages.forms import FormPage
from tests.gui.pages.window import WindowPage

MOST_CLICKS, FILES_CHOSEN, FILE_NAMED = 15, 2, 1


class Mouse:
    """A mouse that counts its clicks, and clicks only what lies uncovered under it."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.clicks = window, 0

    def click(self, widget: QWidget) -> None:
        """Clicks in the middle of a widget, and waits for what comes of it."""
        middle, top = widget.rect().center(), widget.window()
        assert widget.isVisible() and widget.isEnabled(), widget.objectName()
        assert top.childAt(widget.mapTo(top, middle)) is widget, widget.objectName()
        self.clicks += 1
        self.window.settle()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=middle)
        self.window.settle()


def test_a_newcomer_comes_to_a_signed_pdf_in_few_clicks(
    empty_window: WindowPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answering: Callable[[str, object], None],
) -> None:
    monkeypatch.setattr(Files, "folder", tmp_path / "Documents")
    candidates = next(path for path in write_sample(tmp_path / "files") if path.stem == "candidates")
    page, mouse = empty_window, Mouse(empty_window)
    place = page.window.stack
    field = page.window.focusWidget()
    assert field is not None and field.objectName() == "new_campaign_name"
    QTest.keyClicks(field, "Winter")
    mouse.click(place.shown.blue)
    answering("ask_open_files", [candidates])
    mouse.click(place.shown.blue)
    mouse.clicks += FILES_CHOSEN
    mouse.click(place.shown.blue)  # the rows are imported
    mouse.click(place.shown.blue)  # the page of the import is done
    mouse.click(page.window.rail.places["rank"])
    mouse.click(place.shown.blue)
    form = FormPage(page)
    mouse.click(form.view.findChild(QWidget, "freeze_signer"))
    form.fill(freeze_signer="Anne Morel")
    mouse.click(form.view.agree)
    signed = tmp_path / "signed.pdf"
    answering("ask_save_file", signed)
    view = page.window.findChild(ShortlistView)
    assert view is not None
    mouse.click(view.outputs[2])
    mouse.clicks += FILE_NAMED
    text = "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(signed))
    assert "Anne Morel" in text
    assert mouse.clicks <= MOST_CLICKS, mouse.clicks
