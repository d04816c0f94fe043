"""Workbooks through the child process: what cells become, which sheet is read, what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from core.errors import Cancelled, Trouble
from core.importing.reading import sheet_xml, workbook, workbook_child
from core.importing.reading.read import read, sheets
from core.importing.reading.table import TextTable

Fill = Callable[[Any], None]


def made(tmp_path: Path, fill: Fill, **options: Any) -> Path:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(str(path), options)
    fill(book)
    book.close()
    return path


def rows(table: TextTable) -> list[list[str]]:
    return [list(row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)]


def write(sheet: Any, cells: list[list[Any]], top: int = 0, left: int = 0) -> None:
    for i, row in enumerate(cells):
        sheet.write_row(top + i, left, row)


def test_cells_become_text(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("People")
        write(sheet, [["name", "seen", "score"], ["Éric"], ["NA"], ["Ana"]])
        sheet.write_datetime(1, 1, datetime(2020, 1, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_datetime(2, 1, datetime(2020, 1, 1, 12, 5), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        sheet.write(1, 2, 12.0)
        sheet.write(2, 2, 1.5)
        sheet.write_formula(3, 2, "=6*7", None, 42)
        sheet.write_formula(3, 1, "=1/0", None, "#DIV/0!")

    table = read(made(tmp_path, fill))
    assert rows(table) == [["Éric", "2020-01-01", "12"], ["NA", "2020-01-01 12:05:00", "1.5"], ["Ana", "#DIV/0!", "42"]]
    assert (table.dialect.kind, table.dialect.sheet, table.rows.tolist()) == ("xlsx", "People", [2, 3, 4])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (12.0, "12"),
        (1e300, "1e+300"),
        (0.1, "0.1"),
        (-3.0, "-3"),
        (True, "TRUE"),
        (7, "7"),
        (date(2020, 1, 1), "2020-01-01"),
        (datetime(2020, 1, 1, 0, 0), "2020-01-01"),
        (time(8, 5), "08:05:00"),
        (timedelta(hours=30, minutes=2), "30:02:00"),
        (timedelta(seconds=-61), "-0:01:01"),
    ],
)
def test_each_type_of_cell(cell: Any, text: str) -> None:
    assert workbook_child.TEXTS[type(cell)](cell) == text


def test_a_table_away_from_the_corner(tmp_path: Path) -> None:
    cells = [["name", "score"], ["Eric", 59], ["Ana", 60]]
    table = read(made(tmp_path, lambda book: write(book.add_worksheet(), cells, top=4, left=3)))
    assert (table.headings, rows(table)) == (("name", "score"), [["Eric", "59"], ["Ana", "60"]])
    assert (table.dialect.header_row, table.rows.tolist()) == (5, [6, 7])


def test_dates_since_1904(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        write(sheet, [["name", "last seen", "followers"], ["Eric", 42369, 42369], ["Ana", 42370, 5]])

    table = read(made(tmp_path, fill, date_1904=True))
    assert rows(table) == [["Eric", "2020-01-01", "42369"], ["Ana", "2020-01-02", "5"]]
    assert workbook.OLD_DATES in [doubt.reason for doubt in table.doubts]
    assert sheet_xml.dates_from_1904("seen", ["42369", "12"]) is None


def test_sheets_and_hidden_ones(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("Notes").write(0, 0, "see the next sheet")
        write(book.add_worksheet("People"), [["name", "score"], ["Eric", 59]])
        hidden = book.add_worksheet("Old")
        write(hidden, [["name", "score"], ["Ana", 1]])
        hidden.hide()

    path = made(tmp_path, fill)
    assert sheets(path) == ["Notes", "People"]
    table = read(path)
    assert table.dialect.sheet == "People"
    assert [(d.reason, d.raw) for d in table.doubts] == [(workbook.OTHER_SHEETS, "Notes")]
    assert rows(read(path, sheet="Old")) == [["Ana", "1"]]
    with pytest.raises(Trouble, match="missing"):
        read(path, sheet="None")


def test_cells_merged_downwards(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        write(sheet, [["agency", "name", "n"], ["", "Eric", 1], ["", "Ana", 2], ["solo", "Zoé", 3]])
        sheet.merge_range(1, 0, 2, 0, "Both")

    table = read(made(tmp_path, fill))
    assert [row[0] for row in rows(table)] == ["Both", "Both", "solo"]
    assert [(d.row, d.reason) for d in table.doubts] == [(2, workbook.MERGED)]


def test_a_million_empty_styled_rows(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        write(sheet, [["name", "score"], ["Eric", 59]])
        bold = book.add_format({"bold": True})
        for row in range(2, 1_048_576, 10):
            sheet.set_row(row, 30, bold)
        sheet.write_blank(1_048_575, 16_383, None, bold)

    assert rows(read(made(tmp_path, fill, constant_memory=True))) == [["Eric", "59"]]


def rezipped(path: Path, change: Callable[[str, bytes], bytes], extra: tuple[str, ...] = ()) -> Path:
    out = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in archive.infolist():
            copy.writestr(member.filename, change(member.filename, archive.read(member)))
        for name in extra:
            copy.writestr(name, b"x")
    return out


def people(book: Any) -> None:
    write(book.add_worksheet(), [["name", "score"], ["Eric", 59]])


def declared(name: str, data: bytes) -> bytes:
    if name.endswith("sheet1.xml"):
        return data.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aa">]><worksheet', 1)
    return data


def bomb(name: str, data: bytes) -> bytes:
    return b"<sst>" + b" " * 80_000_000 if name.endswith("sharedStrings.xml") else data


@pytest.mark.parametrize(
    ("change", "extra", "words"),
    [
        (declared, (), "entities"),
        (bomb, (), "megabytes"),
        (lambda name, data: data, ("../../outside.xml",), "outside"),
        (lambda name, data: data, ("XL/workbook.xml",), "twice"),
        (lambda name, data: data[: len(data) // 2] if "sheet1" in name else data, (), "damaged"),
    ],
)
def test_hostile_archives_are_refused(
    tmp_path: Path, change: Callable[[str, bytes], bytes], extra: tuple[str, ...], words: str
) -> None:
    with pytest.raises(Trouble, match=words):
        read(rezipped(made(tmp_path, people), change, extra))


def test_a_truncated_and_an_empty_workbook(tmp_path: Path) -> None:
    path = made(tmp_path, people)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(Trouble, match="damaged"):
        read(path)
    with pytest.raises(Trouble, match="no row"):
        read(made(tmp_path, lambda book: book.add_worksheet()))


def test_a_child_that_lingers_or_starves_is_an_answer(tmp_path: Path) -> None:
    task = {"path": str(made(tmp_path, people)), "sheet": None, "list_only": False, "lean": False}
    assert workbook.run({**task, "memory": 1 << 40}, 0.001)[0] == {"problem": "time"}
    assert workbook.died(b"memory allocation of 549755813888 bytes failed") == "memory"
    assert workbook.died(b"thread 'main' panicked") == "damaged"


def test_columns_travel_whole() -> None:
    column = workbook_child.Column()
    column.add(["a", "", "é", 3.0])
    column.add(["b"])
    out = io.BytesIO()
    column.write(out)
    assert workbook.unpacked(out.getvalue(), [[5, 5]])[0].to_pylist() == ["a", "", "é", "3", "b"]


def test_a_workbook_on_its_way_can_be_given_up(tmp_path: Path) -> None:
    """The child is ended at once, not when it has come to its end."""
    path = tmp_path / "large.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row in range(20_000):
            sheet.write_row(row, 0, [f"Person {row}", row, "text"])

    def stop(done: int, total: int, words: str) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        workbook.read(path, "xlsx", progress=stop)
