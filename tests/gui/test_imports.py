"""What an import asks and lets one choose, and the screens of imports: past ones, mappings, words, duplicates."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt

from gui.desk import messages
from tests.gui.pages.imports import open_import, paste_text, start_import
from tests.gui.pages.past_imports import MappingsPage, MissingWordsPage, PastImportsPage
from tests.gui.pages.proposals import ChangesPage, DuplicatesPage
from tests.gui.pages.window import WindowPage

MARCH = "Nom;Compte Instagram;Abonnés\nAda Byron;@ada;1,234\nBob Stone;@bob;2,500\nCyd Reed;@cyd;n.c.\n;;7\n"
APRIL = "Nom;Compte Instagram;Abonnés\nAda Byron;@ada;1,300\nBob Stone;@bob;2,500\nDee Lark;@dee;3,700\n"
Answering = Callable[[str, object], None]


def march(window: WindowPage) -> Path:
    """Four rows: two audiences that can be read in two ways, one not known, and nobody in the last."""
    return written(window, "list-2026-03.csv", MARCH)


def april(window: WindowPage) -> Path:
    """The month after: one is gone, one is new, one has grown."""
    return written(window, "list-2026-04.csv", APRIL)


def written(window: WindowPage, name: str, text: str) -> Path:
    path = window.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_column_that_cannot_decide_is_asked_with_both_readings(sample_window: WindowPage) -> None:
    wizard = open_import(sample_window, march(sample_window))
    assert wizard.answers(2) == ["1,234 · 2,500", "1.234 · 2.500"]
    assert wizard.answer(2) == 0
    assert wizard.how_sure(2) == "? asked above"
    wizard.choose_answer(2, 1)
    assert wizard.audience() == [1.234, 2.5]
    assert wizard.answer(2) == 1
    wizard.choose_answer(2, 0)
    assert wizard.audience() == [1234, 2500]
    assert wizard.how_sure(2).startswith("✓ sure")
    wizard.close()


def test_another_sheet_of_a_workbook(sample_window: WindowPage) -> None:
    path = sample_window.folder / "people.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, who in (("One", "Ada Byron"), ("Two", "Bob Stone")):
            sheet = book.add_worksheet(name)
            for row, cells in enumerate((("Name", "Handle"), (who, "@x"), ("Cyd Reed", "@cyd"))):
                sheet.write_row(row, 0, cells)
    wizard = open_import(sample_window, path)
    assert wizard.sheets() == ["One", "Two"]
    assert not wizard.offers_encoding()
    assert wizard.cell(0, 0) == "Ada Byron"
    wizard.read_as(sheet="Two")
    assert wizard.page == "columns"
    assert wizard.cell(0, 0) == "Bob Stone"
    wizard.close()


def test_another_encoding_and_delimiter_and_back(sample_window: WindowPage) -> None:
    wizard = open_import(sample_window, march(sample_window))
    wizard.read_as(encoding="cp1252")
    assert wizard.headings()[2] == "AbonnÃ©s"
    wizard.read_as(delimiter="|")
    assert "Say which column" in wizard.fault
    wizard.read_as(encoding="utf-8", delimiter=";")
    assert wizard.fault == ""
    assert wizard.fields() == ["name", "instagram", "audience"]
    wizard.close()


def test_unknown_headings_are_taken_by_hand(sample_window: WindowPage) -> None:
    odd = written(sample_window, "odd.csv", "Qui,Combien\nAda Byron,12\nBob Stone,7\n")
    wizard = open_import(sample_window, odd)
    assert "Say which column" in wizard.fault
    wizard.choose_field(0, "name")
    assert wizard.fault == ""
    assert "2 to import" in wizard.summary
    wizard.close()


def test_changes_in_a_row_are_all_made_before_going_on(sample_window: WindowPage) -> None:
    wizard = open_import(sample_window, march(sample_window))

    def two_changes() -> None:
        wizard.pick_field(0, "organisation")
        wizard.pick_field(2, "likes")
        wizard.place.blue.click()

    sample_window.after(two_changes)
    assert wizard.page == "columns"
    assert wizard.fields() == ["organisation", "instagram", "likes"]
    wizard.go_on()
    assert wizard.page == "result"
    wizard.close()


def test_a_mapping_is_saved_and_done_without(sample_window: WindowPage, answering: Answering) -> None:
    wizard = open_import(sample_window, march(sample_window))
    wizard.choose_field(2, "likes")
    answering("ask_text", "Watch")
    wizard.save_mapping()
    assert "“Watch”" in wizard.saved_mapping()
    wizard.close()
    wizard = open_import(sample_window, april(sample_window))
    assert wizard.fields()[2] == "likes"
    wizard.drop_mapping()
    assert wizard.fields()[2] == "audience"
    assert not wizard.saved_mapping()
    wizard.close()


def test_a_saved_mapping_is_renamed_and_deleted(sample_window: WindowPage, answering: Answering) -> None:
    wizard = open_import(sample_window, march(sample_window))
    wizard.choose_field(2, "likes")
    answering("ask_text", "Watch")
    wizard.save_mapping()
    wizard.close()
    mappings = MappingsPage(sample_window)
    assert mappings.columns() == [["Compte Instagram", "Instagram"], ["Abonnés", "Likes"], ["Nom", "Name"]]
    answering("ask_text", "Monthly watch")
    answering("confirm", True)
    mappings.rename()
    assert mappings.names() == ["Monthly watch"]
    mappings.delete()
    assert mappings.names() == []
    assert not mappings.can_delete()
    sample_window.undo()
    assert mappings.names() == ["Monthly watch"]
    mappings.close()


def test_the_words_for_not_known_are_counted_and_edited(sample_window: WindowPage) -> None:
    wizard = open_import(sample_window, march(sample_window))
    assert wizard.unknown_words() == "Treated as unknown: “n.c.” 1 ×"
    form = wizard.open_words()
    usual = form.words()
    assert "n.c." in usual
    form.write(*(word for word in usual if word != "n.c."))
    form.agree()
    assert wizard.page == "columns"
    assert wizard.unknown_words() == "No text was treated as unknown."
    wizard.close()
    form = MissingWordsPage(sample_window)
    form.take_usual()
    assert form.words() == usual
    form.write("x" * 100)
    form.agree()
    assert form.fault
    form.close()


def test_each_file_that_asks_something_is_seen_before_going_on(sample_window: WindowPage) -> None:
    plain = written(sample_window, "plain.csv", "Name,Handle\nAda Byron,@ada\nBob Stone,@bob\n")
    wizard = open_import(sample_window, plain, march(sample_window))
    wizard.go_on()
    assert (wizard.page, wizard.file) == ("columns", "list-2026-03.csv")
    assert wizard.step == "Import 5 rows"
    wizard.close()


def test_issues_are_filtered_by_reason_and_text(sample_window: WindowPage) -> None:
    other = written(sample_window, "other.csv", MARCH.replace(",", "|"))
    wizard = open_import(sample_window, march(sample_window), other)
    issues = wizard.issues
    assert [row[0] for row in issues.rows()[:2]] == ["list-2026-03.csv", "other.csv"]
    assert issues.reasons()[1] == "Rows left out (2)"
    issues.choose_reason(1)
    assert len(issues.rows()) == 2
    issues.choose_reason(0)
    issues.search("N.C.")
    assert {row[3] for row in issues.rows()} == {"n.c."}
    wizard.close()


def test_the_issues_are_saved_as_csv_with_their_files(sample_window: WindowPage, answering: Answering) -> None:
    other = written(sample_window, "other.csv", MARCH.replace("@", "@o_"))
    wizard = open_import(sample_window, march(sample_window), other).import_all(files=2)
    assert "8 rows read, 6 imported, 2 left out" in wizard.summary
    answering("ask_save_file", sample_window.folder / "out.csv")
    wizard.export_issues()
    with (sample_window.folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    assert heading[0] == "file"
    assert {row[0] for row in rows} == {"list-2026-03.csv", "other.csv"}
    assert sum(row[-1] == "yes" for row in rows) == 2
    wizard.close()


def test_an_import_is_compared_with_the_one_before(sample_window: WindowPage) -> None:
    open_import(sample_window, march(sample_window)).import_all().close()
    wizard = open_import(sample_window, april(sample_window)).import_all()
    compared = wizard.compare()
    assert compared.tabs() == ["New (1)", "Gone (1)", "Changed (1)"]
    changed = ["Ada Byron", "Instagram", "1,234", "1,300", "+66"]
    assert compared.first_rows() == [["Dee Lark"], ["Cyd Reed"], changed]
    compared.close()
    wizard.close()


def test_past_imports_are_listed_opened_and_reverted(
    sample_window: WindowPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = len(sample_window.live.board)
    open_import(sample_window, march(sample_window)).import_all().close()
    open_import(sample_window, april(sample_window)).import_all().close()
    past = PastImportsPage(sample_window)
    assert past.files()[0] == "list-2026-04.csv"
    assert (past.content(0), past.figures(0)) == ("candidates and their figures", ["3", "3", "0"])
    past.choose(1)
    assert past.figures(1) == ["4", "3", "1"]
    assert past.issues.rows()[0][4].startswith("Left out")
    assert not past.can_compare()
    said: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda parent, *words: said.extend(words) or True)
    past.revert()
    assert "Undo brings it back." in said[1]
    assert past.files()[0] == "list-2026-04.csv"
    assert "list-2026-03.csv" not in past.files()
    assert len(sample_window.live.board) == count + 3
    sample_window.undo()
    assert "list-2026-03.csv" in past.files()
    assert len(sample_window.live.board) == count + 4
    past.close()


def test_pairs_are_reached_later_and_a_decision_is_undone(sample_window: WindowPage, answering: Answering) -> None:
    answering("confirm", True)  # what concerns more than one person is not undone unasked
    text = "Name,Handle,Followers\nWilhelmina Quackenbush,@wq1,10\nWilhelmina Quackenbush,@wq2,20\n"
    open_import(sample_window, written(sample_window, "twins.csv", text)).import_all().close()
    duplicates = DuplicatesPage(sample_window)
    count = len(sample_window.live.board)
    duplicates.pairs.decide("Quackenbush", same=True)
    assert len(sample_window.live.board) == count - 1
    assert not any("Quackenbush" in name for name in duplicates.pairs.names())
    sample_window.undo()
    assert any("Quackenbush" in name for name in duplicates.pairs.names())
    duplicates.close()


def test_the_next_pair_stands_where_the_last_was_decided(sample_window: WindowPage) -> None:
    names = ("Wilhelmina Quackenbush", "Bartholomew Inkwell", "Philippa Thistledown")
    people = "".join(f"{name},@{name[:3]}{n},10\n" for name in names for n in (1, 2))
    twins = written(sample_window, "twins.csv", "Name,Handle,Followers\n" + people)
    wizard = open_import(sample_window, twins).import_all()
    row, count = wizard.pairs.row_of("Quackenbush"), len(wizard.pairs.names())
    wizard.pairs.decide("Quackenbush", same=False)
    assert len(wizard.pairs.names()) == count - 1
    assert wizard.pairs.focused_row() == min(row, count - 2)
    wizard.close()


def test_a_pasted_table_may_hold_half_characters(sample_window: WindowPage) -> None:
    wizard = paste_text(sample_window, "Name\tFans\nAda\ud800\t12\nBob\t7\n")
    assert wizard.cell(0, 0) == "Ada\ufffd"
    wizard.close()


def test_cancelling_while_a_file_is_read_leaves_nothing(sample_window: WindowPage) -> None:
    lines = "".join(f"Ada {n:x} Byron;@ada{n};{n}\n" for n in range(30_000))
    path = written(sample_window, "large.csv", "Nom;Compte Instagram;Abonnés\n" + lines)
    wizard = start_import(sample_window, path)
    assert wizard.page == "work"
    wizard.press_escape()
    assert not wizard.is_open
    assert wizard.files() == []
    assert "large.csv" not in PastImportsPage(sample_window).files()


def test_giving_up_another_reading_shows_the_file_as_it_was(sample_window: WindowPage) -> None:
    wizard = open_import(sample_window, march(sample_window))

    def choose_and_cancel() -> None:
        wizard.pick_reading("delimiter", ",")
        wizard.cancel()

    sample_window.after(choose_and_cancel)
    assert wizard.is_open
    assert wizard.page == "columns"
    assert wizard.delimiter() == ";"
    wizard.close()


def test_a_wide_file_shows_the_columns_that_count(sample_window: WindowPage) -> None:
    names = ",".join([*(f"Extra {n}" for n in range(200)), "Name", "Handle"])
    line = ",".join([*("x" for _ in range(200)), "Ada Byron", "@ada"])
    wide = written(sample_window, "wide.csv", f"{names}\n{line}\n{line.replace('a', 'o')}\n")
    wizard = open_import(sample_window, wide)
    assert wizard.shown_columns()[-2:] == [200, 201]
    assert wizard.more_columns() == "140 more columns are left out"
    wizard.close()


def test_the_whole_import_by_keyboard(sample_window: WindowPage) -> None:
    wizard = open_import(sample_window, march(sample_window))
    wizard.press_on("question_2", Qt.Key.Key_Right)
    assert wizard.audience() == [1.234, 2.5]
    wizard.press_on("field_2", Qt.Key.Key_Down)
    assert wizard.fields()[2] == "posts"
    wizard.tab_to("people_blue")
    wizard.press_enter()
    assert wizard.page == "result"
    wizard.press_enter()
    assert not wizard.is_open


def test_what_a_file_would_change_is_taken_or_left_and_undone(sample_window: WindowPage, answering: Answering) -> None:
    answering("confirm", True)
    open_import(sample_window, march(sample_window)).import_all().close()
    text = APRIL.replace("Ada Byron", "Ada Lovelace").replace("Bob Stone", "Bob Stones")
    wizard = open_import(sample_window, written(sample_window, "later.csv", text)).import_all()
    assert "2 texts differ from what is known" in wizard.summary
    changes = wizard.changes()
    assert changes.rows() == [
        ["Ada Byron", "Name", "Ada Byron", "Ada Lovelace", "later.csv, row 2"],
        ["Bob Stone", "Name", "Bob Stone", "Bob Stones", "later.csv, row 3"],
    ]
    changes.choose(0)
    changes.take()
    assert [row[2] for row in changes.rows()] == ["Bob Stone"]
    names = sample_window.live.board.name
    assert "Ada Lovelace" in names.take(range(len(names)))
    changes.close()
    wizard.close()
    sample_window.go("people")
    sample_window.settle()
    assert "1 text differs from what is known." in sample_window.window.stack.shown.sentence.text()
    changes = ChangesPage(sample_window)
    changes.choose(0)
    changes.leave()
    assert changes.rows() == []
    sample_window.undo()
    sample_window.undo()
    assert len(changes.rows()) == 2
    changes.take_all()
    assert changes.rows() == []
    changes.close()


def test_pairs_that_hold_seats_stand_first_with_both_sides(sample_window: WindowPage) -> None:
    """Two of one name with great audiences come after two without any, and are asked first."""
    rows = [("Orla Quill", "@oq1", 10), ("Orla Quill", "@oq2", 11), ("Zed Zuber", "@zz1", 9_000_000)]
    rows += [("Zed Zuber", "@zz2", 8_000_000)]
    text = "Name,Instagram,Followers\n" + "".join(f"{name},{handle},{fans}\n" for name, handle, fans in rows)
    wizard = open_import(sample_window, written(sample_window, "twins.csv", text)).import_all()
    invited = set(sample_window.live.board.person[sample_window.live.ranking.invited()].tolist())
    assert "seat" in wizard.pairs.title() and invited
    seats = [wizard.pairs.about(row).count("holds a seat") for row in range(len(wizard.pairs.names()))]
    assert seats == sorted(seats, reverse=True) and seats[0] > 0
    sides = wizard.pairs.sides(wizard.pairs.row_of("Zed Zuber"))
    assert sides == "For: the same name · Against: another account on Instagram"
    wizard.close()


def test_dates_that_contradict_one_another_are_asked_one_by_one(sample_window: WindowPage) -> None:
    text = "Name,Instagram,Date,Followers\nAda,@a1,25/03/2026,1\nBob,@b1,03/28/2026,2\n"
    text += "Cyd,@c1,03/04/2026,3\nDee,@d1,02/05/2026,4\n"
    wizard = open_import(sample_window, written(sample_window, "torn.csv", text))
    assert wizard.answer(2) == wizard.answer(2, "03/04/2026") == -1
    assert wizard.days() == ["2026-03-25", "2026-03-28", "", ""]
    assert wizard.answers(2, "03/04/2026") == ["3 Apr 2026", "4 Mar 2026"]
    wizard.choose_answer(2, 1, "03/04/2026")
    assert wizard.days() == ["2026-03-25", "2026-03-28", "2026-03-04", ""]
    assert (wizard.answer(2, "03/04/2026"), wizard.answer(2, "02/05/2026")) == (1, -1)
    wizard.choose_answer(2, 0, "02/05/2026")
    assert wizard.days()[2:] == ["2026-03-04", "2026-05-02"]
    assert wizard.how_sure(2) != "? asked above"
    wizard.choose_answer(2, 1, "02/05/2026")
    assert wizard.days()[2:] == ["2026-03-04", "2026-02-05"]
    wizard.close()
    wizard = open_import(sample_window, written(sample_window, "torn again.csv", text))
    wizard.choose_answer(2, 0)
    assert wizard.days()[2:] == ["2026-04-03", "2026-05-02"], "or all at once"
    wizard.choose_answer(2, 1, "02/05/2026")
    assert wizard.days()[2:] == ["2026-04-03", "2026-02-05"]
    wizard.close()
