"""The assessment sheet goes out and comes back with nothing lost, doubled or changed."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given as draws
from hypothesis import settings
from hypothesis import strategies as st

from core import i18n
from core.errors import Trouble
from core.model import Assessment
from core.stature.rubric import changed, load
from core.stature.sheet import CELL_LIMIT, Filled, Listed, fresh, make_sheet, read_sheet

DAY = date(2026, 3, 12)
PEOPLE = [
    Listed(7, "Zoë Œuvrard", "Revue du fer\nLyon"),
    Listed(12, '=HYPERLINK("http://x")', "007"),
    Listed(3, "NA", "'+1"),
    Listed(41, "  @nouk  ", "http://example.org"),
    Listed(99, "None", ""),
]
GIVEN = {
    (7, "profession"): (4, "Chairs a listed company\nsince 2019"),
    (7, "peers"): (None, "asked two people"),
    (12, "standing"): (0, "=1+1"),
    (3, "network"): (2, ""),
}


def texts(data: bytes | str) -> list[list[str]]:
    """The first sheet as rows of texts, hidden ones included."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data) if isinstance(data, bytes) else data)
    return [["" if value is None else str(value) for value in row] for row in book.worksheets[0].values]


def sheet(**changes: object) -> bytes:
    values = {"rubric": load(), "people": PEOPLE, "assessor": "Anne", "campaign": "c1", "day": DAY, "given": GIVEN}
    return make_sheet(**{**values, **changes})


def read(rows: list[list[str]]) -> Filled:
    return read_sheet(rows, load(), [who.person for who in PEOPLE], "c1")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_out_and_back(language: str) -> None:
    i18n.use(language)
    back = read(texts(sheet()))
    assert back == Filled("Anne", GIVEN, blank=[41, 99])
    assert back.assessments(DAY)[0] == Assessment(7, "profession", "Anne", 4, GIVEN[7, "profession"][1], DAY)


levels = st.one_of(st.none(), st.integers(0, 4))
notes = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]), max_size=20)
cells = st.tuples(st.sampled_from([7, 12, 3, 41, 99]), st.sampled_from(load().keys))


@settings(max_examples=40, deadline=None)
@draws(st.dictionaries(cells, st.tuples(levels, notes.map(str.strip).map(lambda t: "\n".join(t.splitlines())))))
def test_any_levels_and_notes_come_back(given: dict[tuple[int, str], tuple[int | None, str]]) -> None:
    assert read(texts(sheet(given=given))).given == given


def test_one_row_a_person_pull_downs_and_anchors_in_the_header() -> None:
    from openpyxl import load_workbook

    i18n.use("fr")
    page = load_workbook(BytesIO(sheet())).worksheets[0]
    assert page.title == "Évaluation"
    assert page.max_row == 4 + len(PEOPLE)
    assert page.row_dimensions[1].hidden and page.column_dimensions["A"].hidden
    pull_downs = page.data_validations.dataValidation
    assert [(str(rule.sqref), rule.formula1) for rule in pull_downs] == [
        (f"{column}5:{column}9", '"0,1,2,3,4,?"') for column in "DFHJ"
    ]
    assert page["H3"].value == "Stature professionnelle"
    assert "3  Stature nationale" in page["I4"].value
    assert page["H3"].comment.text == page["I4"].value


def test_no_text_becomes_a_formula_or_a_link() -> None:
    from openpyxl import load_workbook

    page = load_workbook(BytesIO(sheet())).worksheets[0]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert page._hyperlinks == []
    assert page["B6"].value == '=HYPERLINK("http://x")'


def test_sorted_moved_and_translated_rows_come_back() -> None:
    rows = texts(sheet())
    order = [0, *range(3, len(rows[0])), 2, 1]
    rows = [[row[column] for column in order] for row in rows]
    people = rows[4:]
    random.Random(5).shuffle(people)
    rows[2] = ["x"] * len(rows[2])
    rows[2][0] = "head"
    back = read([[""], *rows[:4], [""], *people])
    assert (back.given, set(back.blank), back.issues) == (GIVEN, {41, 99}, [])


def test_what_was_done_to_rows_is_told() -> None:
    rows = texts(sheet())
    rows[4][3], rows[4][4] = "5", ""
    rows[6][9] = "a word"
    twice = list(rows[5])
    stranger = ["1000", *rows[5][1:]]
    other = list(rows[5])
    other[3] = "1"
    back = read([*rows[:8], twice, stranger, other])
    assert back.missing == [99]
    assert [(issue.row, issue.field, issue.raw, issue.refused) for issue in back.issues if not issue.refused] == [
        (5, "profession", "5", False),
        (7, "peers", "a word", False),
    ]
    assert [issue.row for issue in back.issues if issue.refused] == [10, 11]
    assert back.given[12, "standing"] == (0, "=1+1")


def test_a_note_without_a_level_is_not_lost() -> None:
    rows = texts(sheet(given={}))
    rows[4][4] = "met at a fair"
    back = read(rows)
    assert back.notes == {(PEOPLE[0].person, "profession"): "met at a fair"}
    assert not back.given and not back.issues


@pytest.mark.parametrize("level", ["3", "3.0", "3,0", " 3 "])
def test_levels_as_programs_write_them(level: str) -> None:
    rows = texts(sheet(given={}))
    rows[4][3] = level
    assert read(rows).given == {(7, "profession"): (3, "")}


def test_a_deleted_column_is_told() -> None:
    rows = [row[:9] for row in texts(sheet())]
    back = read(rows)
    assert [(issue.row, issue.field) for issue in back.issues] == [(0, "peers")]
    assert set(back.given) == set(GIVEN) - {(7, "peers")}


def test_another_campaign_rubric_or_people_is_refused() -> None:
    rows, ids = texts(sheet()), [who.person for who in PEOPLE]
    heavier = changed(load(), weights={"peers": 30})
    for rubric, people, campaign in ((heavier, ids, "c1"), (load(), ids[1:], "c1"), (load(), ids, "c2")):
        with pytest.raises(Trouble, match="another campaign"):
            read_sheet(rows, rubric, people, campaign)


@pytest.mark.parametrize("rows", [[], [["name", "profession"], ["Anne", "3"]]])
def test_any_other_table_is_refused(rows: list[list[str]]) -> None:
    with pytest.raises(Trouble, match="not an assessment sheet"):
        read(rows)


def test_a_column_that_is_there_twice_is_refused() -> None:
    with pytest.raises(Trouble, match="twice"):
        read([[*row, row[3]] for row in texts(sheet())])


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    with pytest.raises(Trouble, match="longer than a cell"):
        sheet(given={(7, "peers"): (1, "x" * (CELL_LIMIT + 1))})


def test_read_twice_adds_nothing() -> None:
    first = read(texts(sheet())).assessments(DAY)
    assert fresh(first, []) == first
    assert fresh(first, first) == []
    later = [replace(first[0], level=1, day=date(2026, 4, 1))]
    assert fresh([first[0]], [*later, *first]) == [first[0]]


def test_nobody_on_the_sheet() -> None:
    rows = texts(sheet(people=[], given={}))
    assert read_sheet(rows, load(), [], "c1") == Filled("Anne")


def test_through_libreoffice_nothing_changes(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed on this machine")
    (tmp_path / "sheet.xlsx").write_bytes(sheet())
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore"]
    convert = [*command, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "back")]
    subprocess.run([*convert, str(tmp_path / "sheet.xlsx")], check=True, capture_output=True, timeout=120)
    went, came = texts(sheet()), texts(str(tmp_path / "back" / "sheet.xlsx"))
    assert [row[: len(went[0])] for row in came[: len(went)]] == went
    assert read(came) == Filled("Anne", GIVEN, blank=[41, 99])
