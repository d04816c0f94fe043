"""A file as it is shown before its import: asked, read again in another way, its issues in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from core.errors import Trouble
from core.importing import actions as imports
from core.importing import preview, saved_mappings
from core.importing import tables as importing_tables
from core.importing.preview import Preview
from core.importing.run import AGAIN, run_import
from core.workspace.store import Workspace, temporary_workspace

TEXT = "Nom;Date;Abonnés\nZoé Bell;01/02/2026;1,234\nBob Roy;03/04/2026;2,500\n;;7\nAna Lin;05/06/2026;n.c.\n"


@pytest.fixture
def workspace() -> Workspace:
    return temporary_workspace()


def seen(workspace: Workspace, source: Path | str) -> Preview:
    return preview.preview_file(workspace, source, imports.look_at_file(workspace, source))


def again(workspace: Workspace, shown: Preview, **changes: object) -> Preview:
    found = preview.read_again(
        workspace, shown.prepared, shown.source, "candidates", lambda reading: replace(reading, **changes)
    )
    return preview.preview_file(workspace, shown.source, found)


def written(folder: Path, text: str = TEXT, encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_text(text, encoding=encoding)
    return path


def workbook(folder: Path) -> Path:
    path = folder / "people.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for sheet, name in (("First", "Ada Byron"), ("Second", "Bob Stone")):
            rows = book.add_worksheet(sheet)
            rows.write_row(0, 0, ["Name", "Handle", "Followers"])
            rows.write_row(1, 0, [name, "@" + name.split()[0].lower(), 12])
            rows.write_row(2, 0, ["Cyd Reed", "@cyd", 30])
    return path


def test_both_readings_of_real_values_are_shown(workspace: Workspace, tmp_path: Path) -> None:
    day, fans = seen(workspace, written(tmp_path)).asked
    assert day.question.heading == "Date"
    assert [readings[0] for readings in day.readings] == [date(2026, 2, 1), date(2026, 1, 2)]
    assert fans.question.examples[:2] == ("1,234", "2,500")
    assert [readings[:2] for readings in fans.readings] == [(1234.0, 2500.0), (1.234, 2.5)]
    assert (fans.taken, fans.answered) == (".", False)


def test_an_answered_question_stays_and_can_be_changed(workspace: Workspace, tmp_path: Path) -> None:
    shown = seen(workspace, written(tmp_path))
    answered = imports.answer_question(workspace, shown.prepared, 2, ",")
    after = preview.preview_file(workspace, shown.source, answered)
    assert [(one.taken, one.answered) for one in after.asked] == [("day first", False), (",", True)]
    assert after.asked[1].readings == shown.asked[1].readings


def test_an_answer_of_a_saved_mapping_can_be_changed(workspace: Workspace, tmp_path: Path) -> None:
    shown = seen(workspace, written(tmp_path))
    saved_mappings.save_mapping(workspace, "Fans", imports.answer_question(workspace, shown.prepared, 2, ","))
    fans = seen(workspace, written(tmp_path)).asked[1]
    assert (fans.question.heading, fans.question.examples, fans.taken) == ("Abonnés", ("1,234", "2,500"), ",")
    assert saved_mappings.mapped_fields(importing_tables.saved_mappings(workspace)[0]) == [
        ("audience", "Abonnés"),
        ("date", "Date"),
        ("name", "Nom"),
    ]


def test_refused_rows_come_first_and_missing_texts_are_counted(workspace: Workspace, tmp_path: Path) -> None:
    shown = seen(workspace, written(tmp_path))
    assert shown.issues[0][1].refused
    assert not any(issue.refused for _, issue in shown.issues[1:])
    assert (shown.rows_read, shown.rows_refused) == (4, 1)
    assert shown.missing == (("n.c.", 1),)


def test_another_sheet_is_read_and_is_another_import(workspace: Workspace, tmp_path: Path) -> None:
    first = seen(workspace, workbook(tmp_path))
    assert first.sheets == ("First", "Second")
    second = again(workspace, first, sheet="Second")
    assert second.prepared.draft.table.dialect.sheet == "Second"
    run_import(workspace, first.prepared)
    assert AGAIN not in {issue.reason for issue in run_import(workspace, second.prepared).issues}
    back = again(workspace, second, sheet="First")
    assert AGAIN in {issue.reason for issue in run_import(workspace, back.prepared).issues}


def test_another_encoding_and_another_delimiter(workspace: Workspace, tmp_path: Path) -> None:
    shown = seen(workspace, written(tmp_path, TEXT, "cp1252"))
    cyrillic = again(workspace, shown, encoding="cp1251")
    assert cyrillic.prepared.draft.table.dialect.encoding == "cp1251"
    assert cyrillic.prepared.draft.table.columns[0][0].as_py() == "Zoй Bell"
    commas = again(workspace, shown, encoding="", delimiter=",")
    assert commas.prepared.draft.table.dialect.delimiter == ","
    assert commas.prepared.draft.table.headings[0] == "Nom;Date;Abonnés"
    pasted = seen(workspace, "Name\tFans\nAda Byron\t12\nBob Stone\t7\n")
    assert again(workspace, pasted, delimiter=" ").prepared.draft.file == "the pasted text"


def test_a_saved_mapping_is_named_and_can_be_left(workspace: Workspace, tmp_path: Path) -> None:
    plain = seen(workspace, written(tmp_path))
    saved_mappings.save_mapping(
        workspace, "Fans", imports.change_columns(workspace, plain.prepared, {1: ""}, "candidates")
    )
    shown = seen(workspace, written(tmp_path))
    assert shown.saved == "Fans"
    assert shown.prepared.draft.mapping.of("date") is None
    # What was said of the saved mapping outlives another choice of columns.
    fields = imports.change_columns(workspace, shown.prepared, {2: "likes"}, "candidates")
    assert [issue.raw for issue in fields.issues if "mapping" in issue.reason] == ["Fans"]
    without = again(workspace, shown, saved=False)
    assert without.saved == ""
    assert without.prepared.draft.mapping.of("date") is not None


def test_columns_nobody_recognises_are_taken_by_hand(workspace: Workspace, tmp_path: Path) -> None:
    shown = seen(workspace, written(tmp_path, "Qui;Combien\nAda Byron;12\nBob Stone;7\n"))
    assert not shown.prepared.draft.mapping.identifies_people
    assert shown.rows_refused == shown.rows_read == 2
    with pytest.raises(Trouble, match="Say which columns"):
        run_import(workspace, shown.prepared)
    counted = imports.change_columns(workspace, shown.prepared, {1: "audience"}, "candidates")
    named = imports.change_columns(workspace, counted, {0: "name"}, "candidates")
    assert run_import(workspace, named).rows_imported == 2
    with pytest.raises(Trouble, match="who a row is about"):
        imports.change_columns(workspace, named, {0: ""}, "candidates")
