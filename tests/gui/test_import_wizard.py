"""The import wizard: columns changed, problem rows first, files that cannot be read, cancel, duplicates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gui.desk import messages
from gui.people.importing.fields import confidence_words
from gui.people.importing.wizard import CHECK, COLUMNS, RESULT, ImportWizard
from tests.gui.pages.window import WindowPage

TABLE = "Name,Handle,Followers,Remark\nAda Byron,@ada,1200,x\nBob Stone,@bob,twelve,y\n,,50,z\n"


def _wizard(page: WindowPage, *sources: Any) -> ImportWizard:
    page.after(lambda: page.window.rooms.files.import_paths(list(sources)))
    return page.dialog(ImportWizard)


def _file(folder: Path, text: str = TABLE, name: str = "few.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_are_shown_with_what_they_are_taken_for(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    wizard = _wizard(page, _file(tmp_path))
    assert wizard.pages.currentIndex() == COLUMNS
    assert list(wizard.columns.chosen_fields().values())[:3] == ["name", "handle", "audience"]
    assert wizard.columns.item(1, 0).text() == confidence_words(1.0)[0]
    assert wizard.columns.item(2, 0).text() == "Ada Byron"
    wizard.reject()
    page.close()


def test_a_column_can_be_taken_for_something_else_or_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    wizard = _wizard(page, _file(tmp_path))
    remark, followers = wizard.columns.fields[3], wizard.columns.fields[2]
    page.after(lambda: remark.setCurrentIndex(remark.findData("organisation")))
    page.after(lambda: followers.setCurrentIndex(followers.findData("")))
    fields = {use.column: use.field for use in wizard.files[0].prepared.draft.mapping.uses}
    assert fields == {0: "name", 1: "handle", 3: "organisation"}
    for column in (1, 0):
        combo = wizard.columns.fields[column]
        page.after(lambda combo=combo: combo.setCurrentIndex(combo.findData("")))
    assert wizard.fault.text()
    assert wizard.columns.fields[0].currentData() == "name"
    wizard.reject()
    page.close()


def test_problem_rows_come_first_and_every_row_is_accounted_for(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    count = len(page.live.board)
    wizard = _wizard(page, _file(tmp_path))
    wizard.next.click()
    assert wizard.pages.currentIndex() == CHECK
    assert "3 rows read, 2 to import, 1 left out" in wizard.text.text()
    assert wizard.issues.list.cells(0)[4].startswith("Left out")
    page.after(wizard.next.click)
    assert wizard.pages.currentIndex() == RESULT
    assert len(page.live.board) == count + 2
    wizard.next.click()
    monkeypatch.setattr(messages, "confirm", lambda parent, *words: True)
    page.after(lambda: page.trigger("edit.undo"))
    assert len(page.live.board) == count
    page.close()


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    wizard = _wizard(page, _file(tmp_path, "", "empty.csv"), _file(tmp_path))
    assert "empty.csv" in wizard.fault.text()
    assert wizard.pages.currentIndex() == COLUMNS
    assert [seen.prepared.draft.file for seen in wizard.files] == ["few.csv"]
    wizard.reject()
    page.close()


def test_nothing_readable_leaves_only_a_way_out(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    wizard = _wizard(page, _file(tmp_path, "", "empty.csv"))
    assert not wizard.next.isVisible()
    assert "empty.csv" in wizard.fault.text()
    wizard.cancel.click()
    assert not wizard.isVisible()
    page.close()


def test_a_cancelled_import_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    count = len(page.live.board)
    wizard = _wizard(page, _file(tmp_path))
    wizard.next.click()

    def start_and_cancel() -> None:
        wizard.next.click()
        wizard.cancel.click()

    page.after(start_and_cancel)
    assert wizard.pages.currentIndex() == CHECK
    assert wizard.isVisible()
    page.after(lambda: page.program.session.refresh())
    assert len(page.live.board) == count
    wizard.reject()
    page.close()


def test_a_pasted_table_is_a_file_like_any_other(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    QGuiApplication.clipboard().setText(TABLE.replace(",", "\t"))
    page.after(lambda: page.trigger("files.paste"))
    wizard = page.dialog(ImportWizard)
    assert wizard.files[0].prepared.draft.file == "the pasted text"
    assert wizard.files[0].rows_read == 3
    wizard.reject()
    page.close()


def test_people_of_one_name_are_proposed_and_decided(qtbot: QtBot, tmp_path: Path) -> None:
    page = WindowPage(qtbot, tmp_path)
    page.open_sample()
    text = "Name,Handle,Followers\nWilhelmina Quackenbush,@wq1,10\nWilhelmina Quackenbush,@wq2,20\n"
    wizard = _wizard(page, _file(tmp_path, text))
    wizard.next.click()
    page.after(wizard.next.click)
    count = len(page.live.board)
    button = next(b for b in wizard.duplicates.findChildren(type(wizard.next)) if "Wilhelmina" in b.accessibleName())
    page.after(button.click)
    page.settle()
    assert len(page.live.board) == count - 1
    wizard.accept()
    page.close()
