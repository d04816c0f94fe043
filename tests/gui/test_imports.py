"""What the wizard asks and lets one choose, and the screens of imports: past ones, mappings, words, duplicates."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.desk import messages
from gui.people.importing.compare import CompareView
from gui.people.importing.duplicates_view import DuplicatesView
from gui.people.importing.mappings import MappingsView
from gui.people.importing.missing import MissingDialog
from gui.people.importing.past import ImportsView
from gui.people.importing.wizard import CHECK, COLUMNS, RESULT, WORK, ImportWizard
from tests.gui.pages.events import press
from tests.gui.pages.window import WindowPage

MARCH = "Nom;Compte Instagram;Abonnés\nAda Byron;@ada;1,234\nBob Stone;@bob;2,500\nCyd Reed;@cyd;n.c.\n;;7\n"
APRIL = "Nom;Compte Instagram;Abonnés\nAda Byron;@ada;1,300\nBob Stone;@bob;2,500\nDee Lark;@dee;3,700\n"


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowPage]:
    made = WindowPage(qtbot, tmp_path)
    made.open_sample()
    yield made
    made.close()


def written(page: WindowPage, name: str = "list-2026-03.csv", text: str = MARCH) -> Path:
    path = page.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def wizard_on(page: WindowPage, *sources: Any) -> ImportWizard:
    page.after(lambda: page.window.rooms.files.import_paths(list(sources)))
    return page.dialog(ImportWizard)


def go_on(page: WindowPage, wizard: ImportWizard) -> None:
    """To the next page, once its list is there."""
    wizard.next.click()
    page.settle()


def imported(page: WindowPage, *sources: Any, files: int = 1) -> ImportWizard:
    """``files``: how many of them ask something, and so are looked at one by one."""
    wizard = wizard_on(page, *sources)
    for _ in range(files):
        go_on(page, wizard)
    go_on(page, wizard)
    assert wizard.pages.currentIndex() == RESULT
    return wizard


def screen(page: WindowPage, command: str, kind: type) -> Any:
    page.after(lambda: page.trigger(command))
    page.settle()
    return page.dialog(kind)


def answering(monkeypatch: pytest.MonkeyPatch, name: str, answer: Any) -> None:
    monkeypatch.setattr(messages, name, lambda *values: answer)


def audience(wizard: ImportWizard) -> list[float]:
    return wizard.files[0].prepared.draft.clean.metrics["audience"].tolist()[:2]


def test_a_column_that_cannot_decide_is_asked_with_both_readings(page: WindowPage) -> None:
    wizard = wizard_on(page, written(page))
    group = wizard.page.questions.groups[2]
    assert [button.text() for button in group.buttons()] == ["1,234 · 2,500", "1.234 · 2.500"]
    assert group.checkedId() == 0
    assert wizard.columns.item(1, 2).text() == "? asked above"
    page.after(group.button(1).click)
    assert audience(wizard) == [1.234, 2.5]
    group = wizard.page.questions.groups[2]
    assert group.checkedId() == 1
    page.after(group.button(0).click)
    assert audience(wizard) == [1234, 2500]
    assert wizard.columns.item(1, 2).text() == "✓ sure"
    wizard.reject()


def test_another_sheet_of_a_workbook(page: WindowPage) -> None:
    path = page.folder / "people.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, who in (("One", "Ada Byron"), ("Two", "Bob Stone")):
            sheet = book.add_worksheet(name)
            for row, cells in enumerate((("Name", "Handle"), (who, "@x"), ("Cyd Reed", "@cyd"))):
                sheet.write_row(row, 0, cells)
    wizard = wizard_on(page, path)
    bar = wizard.page.bar
    assert [bar.sheet.itemData(at) for at in range(bar.sheet.count())] == ["One", "Two"]
    assert not bar.encoding.isVisible()
    assert wizard.columns.item(2, 0).text() == "Ada Byron"
    page.after(lambda: bar.sheet.setCurrentIndex(1))
    assert wizard.pages.currentIndex() == COLUMNS
    assert wizard.columns.item(2, 0).text() == "Bob Stone"
    wizard.reject()


def test_another_encoding_and_delimiter_and_back(page: WindowPage) -> None:
    wizard = wizard_on(page, written(page))
    bar = wizard.page.bar
    page.after(lambda: bar.encoding.setCurrentIndex(bar.encoding.findData("cp1252")))
    assert wizard.columns.horizontalHeaderItem(2).text() == "AbonnÃ©s"
    page.after(lambda: bar.delimiter.setCurrentIndex(bar.delimiter.findData("|")))
    assert "Say which column" in wizard.fault.text()
    page.after(lambda: bar.encoding.setCurrentIndex(bar.encoding.findData("utf-8")))
    page.after(lambda: bar.delimiter.setCurrentIndex(bar.delimiter.findData(";")))
    assert wizard.fault.text() == ""
    assert list(wizard.columns.chosen_fields().values()) == ["name", "instagram", "audience"]
    wizard.reject()


def test_unknown_headings_are_taken_by_hand(page: WindowPage) -> None:
    wizard = wizard_on(page, written(page, "odd.csv", "Qui,Combien\nAda Byron,12\nBob Stone,7\n"))
    assert "Say which column" in wizard.fault.text()
    first = wizard.columns.fields[0]
    page.after(lambda: first.setCurrentIndex(first.findData("name")))
    assert wizard.fault.text() == ""
    go_on(page, wizard)
    assert "2 to import" in wizard.text.text()
    wizard.reject()


def test_changes_in_a_row_are_all_made_before_going_on(page: WindowPage) -> None:
    wizard = wizard_on(page, written(page))
    first, followers = wizard.columns.fields[0], wizard.columns.fields[2]

    def two_changes() -> None:
        first.setCurrentIndex(first.findData("organisation"))
        followers.setCurrentIndex(followers.findData("likes"))
        wizard.next.click()

    page.after(two_changes)
    assert wizard.pages.currentIndex() == COLUMNS
    assert list(wizard.columns.chosen_fields().values()) == ["organisation", "instagram", "likes"]
    go_on(page, wizard)
    assert wizard.pages.currentIndex() == CHECK
    wizard.reject()


def test_a_mapping_is_saved_said_dropped_renamed_and_deleted(page: WindowPage, monkeypatch: pytest.MonkeyPatch) -> None:
    wizard = wizard_on(page, written(page))
    followers = wizard.columns.fields[2]
    page.after(lambda: followers.setCurrentIndex(followers.findData("likes")))
    answering(monkeypatch, "ask_text", "Watch")
    page.after(wizard.page.save.click)
    assert "“Watch”" in wizard.page.saved.text()
    wizard.reject()
    wizard = wizard_on(page, written(page, "list-2026-04.csv", APRIL))
    assert wizard.columns.fields[2].currentData() == "likes"
    assert wizard.page.drop.isVisible()
    page.after(wizard.page.drop.click)
    assert wizard.columns.fields[2].currentData() == "audience"
    assert not wizard.page.saved.isVisible()
    wizard.reject()
    view = screen(page, "imports.mappings", MappingsView)
    assert [view.columns.cells(row) for row in range(3)] == [
        ["Compte Instagram", "Instagram"],
        ["Abonnés", "Likes"],
        ["Nom", "Name"],
    ]
    answering(monkeypatch, "ask_text", "Monthly watch")
    page.after(view.rename.click)
    page.settle()
    assert view.list.cells(0) == ["Monthly watch"]
    page.after(view.delete.click)
    page.settle()
    assert not view.list.items
    assert not view.delete.isEnabled()
    page.after(lambda: page.trigger("edit.undo"))
    page.settle()
    assert view.list.cells(0) == ["Monthly watch"]
    view.reject()


def test_the_words_for_not_known_are_counted_and_edited(page: WindowPage) -> None:
    wizard = wizard_on(page, written(page))
    go_on(page, wizard)
    assert wizard.check.missing.text() == "Taken for “not known”: “n.c.” 1 ×"
    page.after(wizard.check.words.click)
    form = next(f for f in wizard.findChildren(MissingDialog) if f.isVisible())
    words = form.words()
    assert "n.c." in words
    form.field.setPlainText("\n".join(word for word in words if word != "n.c."))
    page.after(form.agree.click)
    page.settle()
    assert wizard.pages.currentIndex() == CHECK
    assert wizard.check.missing.text() == "No text was taken for “not known”."
    wizard.reject()
    form = screen(page, "imports.words", MissingDialog)
    form.usual.click()
    assert form.words() == words
    form.field.setPlainText("x" * 100)
    form.agree.click()
    assert form.fault.text()
    form.reject()


def test_each_file_that_asks_something_is_seen_before_going_on(page: WindowPage) -> None:
    plain = written(page, "plain.csv", "Name,Handle\nAda Byron,@ada\nBob Stone,@bob\n")
    wizard = wizard_on(page, plain, written(page))
    wizard.next.click()
    assert (wizard.pages.currentIndex(), wizard.page.bar.file.currentText()) == (COLUMNS, "list-2026-03.csv")
    go_on(page, wizard)
    assert wizard.pages.currentIndex() == CHECK
    wizard.reject()


def test_remarks_are_filtered_by_reason_and_text(page: WindowPage) -> None:
    wizard = wizard_on(page, written(page), written(page, "other.csv", MARCH.replace(",", "|")))
    go_on(page, wizard)
    issues = wizard.issues
    assert [issues.list.cells(row)[0] for row in (0, 1)] == ["list-2026-03.csv", "other.csv"]
    assert issues.reason.itemText(1) == "Rows left out (2)"
    page.after(lambda: issues.reason.setCurrentIndex(1))
    assert len(issues.list.items) == 2
    issues.reason.setCurrentIndex(0)
    page.after(lambda: issues.text.setText("N.C."))
    assert {remark[1].raw for remark in issues.list.items} == {"n.c."}
    wizard.reject()


def test_the_remarks_are_kept_as_csv_with_their_files(page: WindowPage, monkeypatch: pytest.MonkeyPatch) -> None:
    wizard = imported(page, written(page), written(page, "other.csv", MARCH.replace("@", "@o_")), files=2)
    assert "8 rows read, 6 imported, 2 left out" in wizard.text.text()
    answering(monkeypatch, "ask_save_file", page.folder / "out.csv")
    page.after(wizard.result.export.click)
    with (page.folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    assert heading[0] == "file"
    assert {row[0] for row in rows} == {"list-2026-03.csv", "other.csv"}
    assert sum(row[-1] == "yes" for row in rows) == 2
    wizard.accept()


def test_an_import_is_compared_with_the_one_before(page: WindowPage) -> None:
    imported(page, written(page)).accept()
    wizard = imported(page, written(page, "list-2026-04.csv", APRIL))
    page.after(wizard.result.compare.click)
    view = next(v for v in wizard.findChildren(CompareView) if v.isVisible())
    assert [view.tabs.tabText(at) for at in range(3)] == ["New (1)", "Gone (1)", "Changed (1)"]
    assert view.new.cells(0) == ["Dee Lark"]
    assert view.gone.cells(0) == ["Cyd Reed"]
    assert view.changed.cells(0) == ["Ada Byron", "Instagram", "1,234", "1,300", "+66"]
    view.reject()
    wizard.accept()


def test_past_imports_are_listed_opened_and_taken_back(page: WindowPage, monkeypatch: pytest.MonkeyPatch) -> None:
    count = len(page.live.board)
    imported(page, written(page)).accept()
    imported(page, written(page, "list-2026-04.csv", APRIL)).accept()
    view = screen(page, "imports.past", ImportsView)
    cells = view.list.cells(0)
    assert cells[1:6] == ["list-2026-04.csv", "candidates and their figures", "3", "3", "0"]
    page.after(lambda: view.list.selectRow(1))
    assert view.list.cells(1)[3:6] == ["4", "3", "1"]
    assert view.issues.list.cells(0)[4].startswith("Left out")
    assert not view.compare.isEnabled()
    said: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda parent, *words: said.extend(words) or True)
    page.after(view.take_back.click)
    page.settle()
    assert "Undo brings it back." in said[1]
    files = [batch.file for batch in view.list.items]
    assert files[0] == "list-2026-04.csv"
    assert "list-2026-03.csv" not in files
    assert len(page.live.board) == count + 3
    page.after(lambda: page.trigger("edit.undo"))
    page.settle()
    assert "list-2026-03.csv" in [batch.file for batch in view.list.items]
    assert len(page.live.board) == count + 4
    view.reject()


def test_pairs_are_reached_later_and_a_decision_is_undone(page: WindowPage) -> None:
    text = "Name,Handle,Followers\nWilhelmina Quackenbush,@wq1,10\nWilhelmina Quackenbush,@wq2,20\n"
    imported(page, written(page, "twins.csv", text)).accept()
    view = screen(page, "imports.duplicates", DuplicatesView)
    count = len(page.live.board)
    one = next(b for b in view.findChildren(type(view.leave)) if "Quackenbush" in b.accessibleName())
    page.after(one.click)
    page.settle()
    assert len(page.live.board) == count - 1
    assert not [b for b in view.findChildren(type(view.leave)) if "Quackenbush" in b.accessibleName() and b.isVisible()]
    page.after(lambda: page.trigger("edit.undo"))
    page.settle()
    assert [b for b in view.findChildren(type(view.leave)) if "Quackenbush" in b.accessibleName() and b.isVisible()]
    view.reject()


def test_the_next_pair_stands_where_the_last_was_decided(page: WindowPage) -> None:
    names = ("Wilhelmina Quackenbush", "Bartholomew Inkwell", "Philippa Thistledown")
    people = "".join(f"{name},@{name[:3]}{n},10\n" for name in names for n in (1, 2))
    wizard = imported(page, written(page, "twins.csv", "Name,Handle,Followers\n" + people))
    first = next(row for row in wizard.duplicates._buttons if "Quackenbush" in row[0].accessibleName())
    place = wizard.duplicates._buttons.index(first)
    count = len(wizard.duplicates._buttons)
    page.after(first[1].click)
    page.settle()
    assert len(wizard.duplicates._buttons) == count - 1
    assert wizard.duplicates._buttons[min(place, count - 2)][1].hasFocus()
    wizard.accept()


def test_a_pasted_table_may_hold_half_characters(page: WindowPage) -> None:
    page.after(lambda: page.window.rooms.imports.wizard(["Name\tFans\nAda\ud800\t12\nBob\t7\n"], "candidates"))
    wizard = page.dialog(ImportWizard)
    assert wizard.columns.item(2, 0).text() == "Ada\ufffd"
    wizard.reject()


def test_cancelling_while_a_file_is_read_leaves_nothing(page: WindowPage) -> None:
    lines = "".join(f"Ada {n:x} Byron;@ada{n};{n}\n" for n in range(30_000))
    path = written(page, "large.csv", "Nom;Compte Instagram;Abonnés\n" + lines)
    page.window.rooms.files.import_paths([path])
    page.qtbot.waitUntil(lambda: any(w.isVisible() for w in page.window.findChildren(ImportWizard)))
    wizard = page.dialog(ImportWizard)
    assert wizard.pages.currentIndex() == WORK
    press(wizard, Qt.Key.Key_Escape)
    page.settle()
    assert not wizard.isVisible()
    assert wizard.files == []
    assert "large.csv" not in [batch.file for batch in screen(page, "imports.past", ImportsView).list.items]


def test_giving_up_another_reading_shows_the_file_as_it_was(page: WindowPage) -> None:
    wizard = wizard_on(page, written(page))
    bar = wizard.page.bar

    def choose_and_cancel() -> None:
        bar.delimiter.setCurrentIndex(bar.delimiter.findData(","))
        wizard.cancel.click()

    page.after(choose_and_cancel)
    assert wizard.isVisible()
    assert wizard.pages.currentIndex() == COLUMNS
    assert bar.delimiter.currentData() == ";"
    wizard.reject()


def test_a_wide_file_shows_the_columns_that_count(page: WindowPage) -> None:
    names = ",".join([*(f"Extra {n}" for n in range(200)), "Name", "Handle"])
    line = ",".join([*("x" for _ in range(200)), "Ada Byron", "@ada"])
    wizard = wizard_on(page, written(page, "wide.csv", f"{names}\n{line}\n{line.replace('a', 'o')}\n"))
    assert list(wizard.columns.shown[-2:]) == [200, 201]
    assert wizard.page.more.text() == "140 more columns are left out"
    wizard.reject()


def walk(wizard: ImportWizard, until: Callable[[Any], bool]) -> Any:
    """Presses Tab until the focus stands on what is looked for."""
    for _ in range(60):
        focused = QApplication.focusWidget()
        if focused is not None and until(focused):
            return focused
        QTest.keyClick(focused or wizard, Qt.Key.Key_Tab)
    raise AssertionError("the keyboard does not reach it")


def test_the_whole_import_by_keyboard(page: WindowPage) -> None:
    wizard = wizard_on(page, written(page))
    wizard.activateWindow()
    radio = walk(wizard, lambda w: w.objectName().startswith("question_2"))
    page.after(lambda: QTest.keyClick(radio, Qt.Key.Key_Right))
    assert audience(wizard) == [1.234, 2.5]
    combo = walk(wizard, lambda w: w.objectName() == "field_2")
    page.after(lambda: QTest.keyClick(combo, Qt.Key.Key_Down))
    assert wizard.columns.fields[2].currentData() == "posts"
    walk(wizard, lambda w: w.objectName() == "import_next")
    QTest.keyClick(wizard, Qt.Key.Key_Return)
    page.settle()
    assert wizard.pages.currentIndex() == CHECK
    page.after(lambda: QTest.keyClick(wizard, Qt.Key.Key_Return))
    assert wizard.pages.currentIndex() == RESULT
    QTest.keyClick(wizard, Qt.Key.Key_Return)
    assert not wizard.isVisible()
