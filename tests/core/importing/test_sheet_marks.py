"""What a workbook shows beside its values: hidden and struck rows, percent and thousands, errors of ODS sheets."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from core.importing.reading import sheet_marks
from core.importing.reading.read import read
from core.importing.run import without_marked

OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(f'xmlns:{name}="{OPEN_DOCUMENT}:{name}:1.0"' for name in ("office", "table", "text", "style"))
ODS = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="1.3">
 <office:automatic-styles><style:style style:name="struck" style:family="table-cell">
 <style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles><office:body>
 <office:spreadsheet><table:table table:name="S">{{rows}}</table:table></office:spreadsheet></office:body>
 </office:document-content>"""


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def text(words: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{words}</text:p></table:table-cell>'


def rate(value: float) -> str:
    return (
        f'<table:table-cell office:value-type="percentage" office:value="{value}"><text:p>x</text:p></table:table-cell>'
    )


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("People")
        formats = {code: book.add_format({"num_format": code}) for code in ("0.0%", "#,##0.0,", '0.0,,"M"', "0")}
        struck = book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, ["Name", "Followers", "Rate"])
        for at, (name, followers, code) in enumerate(
            (("Ann Bel", 12_500, "#,##0.0,"), ("Cid Dor", 1_200_000, '0.0,,"M"'), ("Eve Fox", 900, "0")), 1
        ):
            sheet.write(at, 0, name, struck if name == "Cid Dor" else None)
            sheet.write(at, 1, followers, formats[code])
            sheet.write(at, 2, at / 100, formats["0.0%"])
        sheet.set_row(3, None, None, {"hidden": True})
    return path


def test_figures_come_as_the_workbook_shows_them(workbook: Path) -> None:
    table = read(workbook)
    assert [column.to_pylist() for column in table.columns[1:]] == [["12.5 k", "1.2 M", "900"], ["1%", "2%", "3%"]]


def test_hidden_and_struck_rows_are_said_and_can_be_left_out(workbook: Path) -> None:
    table = read(workbook)
    assert {(issue.raw, issue.reason) for issue in table.doubts} == {
        ("1: 4", sheet_marks.HIDDEN),
        ("1: 3", sheet_marks.STRUCK),
    }
    rest = without_marked(table)
    assert rest.columns[0].to_pylist() == ["Ann Bel"]
    assert [(issue.row, issue.refused) for issue in rest.doubts] == [(3, True), (4, True)]


def test_an_ods_sheet(tmp_path: Path) -> None:
    struck = text("Cid Dor", 'table:style-name="struck"')
    rows = [row(text("Name"), text("Rate")), row(text("Ann Bel"), rate(0.042)), row(struck, rate(0.05))]
    rows += [row(text("Eve Fox"), rate(1.35), more='table:visibility="filter"')]
    path = tmp_path / "list.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows="".join(rows)))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    found = sheet_marks.marks(path, "ods", "S")
    assert (found.hidden, found.struck) == ({4}, {3})
    assert found.shown == dict.fromkeys([(1, 1), (2, 1), (3, 1)], sheet_marks.PERCENT)


@pytest.mark.parametrize(
    ("value", "power", "shown"), [("0.0421", -2, "4.21%"), ("1.35", -2, "135%"), ("12500", 3, "12.5 k"), ("x", 3, "x")]
)
def test_a_figure_as_it_is_shown(value: str, power: int, shown: str) -> None:
    assert sheet_marks.shown_as(value, power) == shown


@pytest.mark.parametrize(
    ("code", "power"),
    [
        ("0.00%", -2),
        ("0%", -2),
        ("#,##0", 0),
        ("0.0,", 3),
        ("#,##0.0,,", 6),
        ('0" %"', 0),
        ("General", 0),
        ("0.0, k", 3),
    ],
)
def test_the_power_of_a_format(code: str, power: int) -> None:
    assert sheet_marks.power_of(code) == power


def test_an_xls_says_its_hidden_and_struck_rows_and_shows_its_figures(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    book = xlwt.Workbook()
    sheet = book.add_sheet("People")
    struck = xlwt.easyxf("font: struck_out on")
    for column, heading in enumerate(("Name", "Followers", "Rate")):
        sheet.write(0, column, heading)
    rows = (("Ann Bel", 12_500, "#,##0.0,"), ("Cid Dor", 1_200_000, '0.0,,"M"'), ("Eve Fox", 900, "0"))
    for at, (name, followers, code) in enumerate(rows, 1):
        sheet.write(at, 0, name, struck if name == "Cid Dor" else xlwt.easyxf())
        sheet.write(at, 1, followers, xlwt.easyxf(num_format_str=code))
        sheet.write(at, 2, at / 100, xlwt.easyxf(num_format_str="0.0%"))
    sheet.row(3).hidden = True
    book.save(str(path))
    table = read(path)
    assert [column.to_pylist() for column in table.columns[1:]] == [["12.5 k", "1.2 M", "900"], ["1%", "2%", "3%"]]
    assert {(issue.raw, issue.reason) for issue in table.doubts} == {
        ("1: 4", sheet_marks.HIDDEN),
        ("1: 3", sheet_marks.STRUCK),
    }
    assert without_marked(table).columns[0].to_pylist() == ["Ann Bel"]
