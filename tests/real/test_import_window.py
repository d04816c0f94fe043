"""Every hostile file through the real window: looked at and imported, or refused with a sentence; nothing hangs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.people.importing.wizard import CHECK, COLUMNS, RESULT, ImportWizard
from tests.conftest import SHARED
from tests.gui.conftest import no_word_from_qt, qapp  # noqa: F401
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
    wizard = page.dialog(ImportWizard)
    if path.name in REFUSED:
        assert path.name in wizard.fault.text()
        assert not wizard.next.isVisible()
    else:
        assert wizard.pages.currentIndex() == COLUMNS
        assert wizard.columns.item(2, 0) is not None
        for _ in range(2):
            wizard.next.click()
            page.settle()
        done = wizard.pages.currentIndex()
        assert done == RESULT or (done == CHECK and wizard.fault.text())
    wizard.reject()
    page.close()
