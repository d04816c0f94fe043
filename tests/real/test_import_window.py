"""Every hostile file through the real window: looked at and imported, or refused with a sentence; nothing hangs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.people.importing.import_page import COLUMNS, RESULT
from tests.conftest import SHARED
from tests.gui.conftest import no_word_from_qt, qapp  # noqa: F401
from tests.gui.pages.imports import people_place
from tests.gui.pages.window import WindowPage

FOLDER = SHARED / "corpora" / "hostile"
FILES = [path for path in sorted(FOLDER.glob("*")) if path.suffix in (".csv", ".xlsx")]
REFUSED = {
    "100k_columns.csv",
    "billion_laughs_sheet.xlsx",
    "empty_0_bytes.xlsx",
    "is_html.xlsx",
    "is_png.csv",
    "quadratic_blowup.xlsx",
    "sheet_target_traversal.xlsx",
    "zip_bomb_1GB_sst.xlsx",
}


@pytest.fixture
def page(shared: Path, qtbot: QtBot, tmp_path: Path) -> WindowPage:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    return page


@pytest.mark.parametrize("path", FILES or [FOLDER], ids=lambda path: path.name)
def test_a_hostile_file_is_imported_or_refused(page: WindowPage, path: Path) -> None:
    page.after(lambda: page.window.rooms.files.import_paths([path]))
    page.settle()
    place = people_place(page)
    wizard = place.importing
    assert wizard is not None
    if path.name in REFUSED:
        assert path.name in wizard.fault.text()
        assert not place.blue.isVisible()
    else:
        assert wizard.state == COLUMNS
        assert wizard.columns.item(2, 0) is not None
        place.blue.click()
        page.settle()
        done = wizard.state
        assert done == RESULT or (done == COLUMNS and wizard.fault.text())
    wizard.cancel()
    page.close()
