"""Any text as the plain table it is: ragged rows, wrong quotes, the quick way and the careful one."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Cancelled, Trouble
from core.importing.reading import delimited, encoding, grid, layout, records
from core.importing.reading.read import read, read_text, report, sheets, write_plain
from core.importing.reading.table import TextTable

PEOPLE = 'name,city,followers\nEric,Lyon,59\nÉlodie,"Aix, Provence",1200\nNA,None,12\n'


def rows(table: TextTable) -> list[list[str]]:
    return [list(row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)]


def reasons(table: TextTable) -> list[str]:
    return [doubt.reason for doubt in table.doubts]


def put(tmp_path: Path, text: str | bytes, name: str = "people.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_plain_file(tmp_path: Path) -> None:
    table = read(put(tmp_path, PEOPLE))
    assert table.headings == ("name", "city", "followers")
    assert rows(table) == [["Eric", "Lyon", "59"], ["Élodie", "Aix, Provence", "1200"], ["NA", "None", "12"]]
    assert table.rows.tolist() == [2, 3, 4]
    assert table.doubts == ()


def test_an_ending_says_nothing(tmp_path: Path) -> None:
    assert len(read(put(tmp_path, PEOPLE, "people.xlsx"))) == 3


def test_blank_rows_are_left_out_and_numbers_stay() -> None:
    table = read_text("a,b\n\n1,2\n,\n  ,\t\n3,4\n\n\n")
    assert rows(table) == [["1", "2"], ["3", "4"]]
    assert table.rows.tolist() == [3, 6]


def test_ragged_rows_are_kept_and_said() -> None:
    table = read_text("a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,1,1\n")
    assert rows(table) == [["1", "2", "3", ""], ["4", "5", "", ""], ["6", "7", "8", "9"], ["1", "1", "1", ""]]
    assert table.headings == ("a", "b", "c", "")
    assert [(d.row, d.reason) for d in table.doubts] == [(3, grid.SHORT), (4, grid.LONG)]


def test_a_separator_line() -> None:
    table = read_text("sep=;\nname;score\nEric;59\n")
    assert (rows(table), table.dialect.header_row, table.rows.tolist()) == ([["Eric", "59"]], 2, [3])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "||", "::", ", ", "~"])
def test_delimiters(delimiter: str) -> None:
    lines = [["name", "city", "n"], ["Eric", "Lyon", "1"], ["Ana", "Aix", "2"], ["Zoé", "Pau", "3"]]
    table = read_text("\n".join(delimiter.join(line) for line in lines))
    assert (table.dialect.delimiter, rows(table)) == (delimiter, lines[1:])


def test_spaces_part_cells_only_beside_numbers() -> None:
    assert read_text("name n day\nEric 5 2020-01-01\nAna 6 2020-01-02\n").dialect.delimiter == " "
    assert rows(read_text("people\nJean Dupont\nMarie Curie\nAda Lovelace\n")) == [
        ["Jean Dupont"],
        ["Marie Curie"],
        ["Ada Lovelace"],
    ]


def test_spaces_and_colons_part_cells() -> None:
    assert read_text("400 0.25\n401 0.31\n402 0.33\n").dialect.delimiter == " "
    assert rows(read_text('"Ana Ruiz" "Le Mans"\n"Max Ek" Pau\n')) == [["Max Ek", "Pau"]]
    assert rows(read_text("name:age:town\nAna:5:Pau\nMax:6:Lyon\n")) == [["Ana", "5", "Pau"], ["Max", "6", "Lyon"]]
    assert len(read_text("time\n12:03:00\n12:04:00\n").columns) == 1


def test_a_space_beside_another_delimiter_parts_nothing() -> None:
    assert read_text("name \t n \nAna \t 1 \nMax \t 2 \n").dialect.delimiter == "\t"
    assert read_text("name | n\nAna | 1\nMax | 2\n").dialect.delimiter == "| "


def test_a_byte_order_mark_before_the_first_row_stays() -> None:
    assert rows(read_text("name,n\n\ufeffAna,1\n")) == [["\ufeffAna", "1"]]


def test_escaped_delimiters() -> None:
    table = read_text("name,town,n\nA\\, B,Pau,1\nC,Aix\\, P,2\nD,Lyon,3\n")
    assert rows(table) == [["A, B", "Pau", "1"], ["C", "Aix, P", "2"], ["D", "Lyon", "3"]]
    assert rows(read_text("path,next\nC:\\new\\,x\nD:\\old\\,y\n")) == [["C:\\new\\", "x"], ["D:\\old\\", "y"]]


def test_marks_of_old_systems_are_no_cells(tmp_path: Path) -> None:
    assert rows(read_text("name,n\nAna,1\n\x1a")) == [["Ana", "1"]]
    assert read(put(tmp_path, "\ufeff\ufeffname,n\nAna,1\n")).headings == ("name", "n")


def test_columns_set_with_several_spaces() -> None:
    table = read_text(
        "# run 5\nwave    absorb   err\n  400.0   0.25   0.1\n  401.0   0.5    0.2\n  402.0  10.5    0.2\n"
    )
    assert table.headings == ("wave", "absorb", "err")
    assert rows(table) == [["400.0", "0.25", "0.1"], ["401.0", "0.5", "0.2"], ["402.0", "10.5", "0.2"]]
    assert delimited.SPACES in reasons(table)


def test_sentences_in_one_column_are_not_parted() -> None:
    table = read_text("Comment\nGood, but late\nBad; very bad\nNice | nice\nfine, thanks\n")
    assert rows(table) == [["Good, but late"], ["Bad; very bad"], ["Nice | nice"], ["fine, thanks"]]


@pytest.mark.parametrize("delimiter", [", ", "; "])
def test_a_space_after_each_delimiter(delimiter: str) -> None:
    cells = [["Ana", "12,5", f"a{delimiter}b", "x"], ["Max", "7,25", "c", ""], ["Ida", "8", "two\nlines", "y"]]
    text = "\n".join(
        delimiter.join(f'"{c}"' if delimiter in c or "\n" in c else c for c in row)
        for row in [["name", "n", "note", "more"], *cells]
    )
    assert rows(read_text(text)) == cells


def test_every_row_quoted_as_one_cell() -> None:
    table = read_text('"name,city,n"\n"Eric,""Aix, Provence"",5"\n"Ana,Pau,6"\n')
    assert rows(table) == [["Eric", "Aix, Provence", "5"], ["Ana", "Pau", "6"]]
    assert delimited.ROWS_IN_CELLS in reasons(table)


def test_some_rows_quoted_as_one_cell() -> None:
    table = read_text('name,city,n\n"Eric,""Aix, Provence"",5"\nAna,Pau,6\nZoé,Lyon,7\n')
    assert rows(table)[0] == ["Eric", "Aix, Provence", "5"]
    assert [(d.row, d.reason) for d in table.doubts] == [(2, records.ROW_IN_A_CELL)]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('Eric,"Lyon,5', ["Eric", '"Lyon', "5"]),
        ('Eric,Ly"on,5', ["Eric", 'Ly"on', "5"]),
        ('Eric,"Le "Grand" Lyon",5', ["Eric", 'Le "Grand" Lyon', "5"]),
        ('Eric,Lyon","5"', ["Eric", 'Lyon"', "5"]),
        ('"Eric, "Lyon",5', ['"Eric', ' "Lyon"', "5"]),
        ('Eric,""Lyon",5', ["Eric", '"Lyon', "5"]),
        ('"Eric,"Aix, P",5', ['"Eric', "Aix, P", "5"]),
        ('"Eric","Lyon,"5"', ["Eric", '"Lyon', "5"]),
        ("Eric;Lyon;5", ["Eric", "Lyon", "5"]),
    ],
)
def test_wrong_quotes_harm_one_row_only(line: str, cells: list[str]) -> None:
    after = [["Ana", "Pau", "6"], ["Zoé", "Aix, P", "7"], ["Max", "Évry", "8"]]
    table = read_text(f'name,city,n\nBo,Nice,4\n{line}\nAna,Pau,6\nZoé,"Aix, P",7\nMax,Évry,8\n')
    assert rows(table)[0] == ["Bo", "Nice", "4"]
    assert rows(table)[1] == cells
    assert rows(table)[2:] == after


def test_backslash_escapes() -> None:
    table = read_text('name,bio,n\nEric,"the \\"gifted\\", C:\\new",5\nAna,"x, y",6\n')
    assert rows(table) == [["Eric", 'the "gifted", C:\\new', "5"], ["Ana", "x, y", "6"]]
    assert table.dialect.escape == "\\"


def test_single_quotes() -> None:
    text = "'name','bio','n'\n'Eric','a, b','5'\n'Ana','it''s, so','6'\n"
    assert rows(read_text(text)) == [["Eric", "a, b", "5"], ["Ana", "it's, so", "6"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert rows(read_text(PEOPLE.replace("\n", end))) == rows(read_text(PEOPLE))


def test_a_cell_of_several_lines() -> None:
    table = read_text('name,bio,n\nEric,"one\ntwo\n\nthree",5\nAna,x,6\n')
    assert rows(table) == [["Eric", "one\ntwo\n\nthree", "5"], ["Ana", "x", "6"]]
    assert table.rows.tolist() == [2, 3]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"%PDF-1.7 x", "PDF"),
        (b"<html><table><tr><td>a</td></tr></table>", "web page"),
        (b'[{"name": "Eric"}]', "JSON"),
        (bytes(range(1, 32)) * 40, "no text"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more", "damaged"),
        (",".join(f"c{i}" for i in range(20_000)).encode() + b"\n", "columns"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(Trouble, match=words):
        read(put(tmp_path, content))


def test_missing_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(Trouble):
            read(path)


def test_a_row_named_in_a_doubt_is_cut() -> None:
    table = read_text("name,bio,n\nAna,x,1\nEric," + "x" * 50_000 + "\nMax,y,2\n")
    assert [(d.row, len(d.raw)) for d in table.doubts] == [(3, layout.MOST_SHOWN + 1)]
    assert len(rows(table)[1][1]) == 50_000


def test_blank_rows_without_end() -> None:
    assert len(read_text("name,bio\n" + "\n" * 300_000 + "Ana,x\n" + "\n,\n" * 1000)) == 1


def test_a_quote_that_opens_in_every_row() -> None:
    table = read_text("name,bio,n\n" + 'Eric,"open,1\n' * 5_000)
    assert (len(table), rows(table)[-1]) == (5_000, ["Eric", '"open', "1"])


def test_one_huge_line() -> None:
    table = read_text("name\n" + "x" * 5_000_000)
    assert len(rows(table)[0][0]) == 5_000_000


def test_an_open_quote_before_a_huge_line_is_refused() -> None:
    with pytest.raises(Trouble, match="columns"):
        read_text('name,bio\n1,"' + "x, " * 1_000_000)


def test_cancel_ends_the_reading(tmp_path: Path) -> None:
    def cancel(done: int, total: int, words: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read(put(tmp_path, PEOPLE), progress=cancel)


def test_a_ragged_file_on_its_way_can_be_given_up(tmp_path: Path) -> None:
    lines = "".join(f"Ada {n},{n}{',x' * (n % 2)}\n" for n in range(12_000))
    seen: list[int] = []

    def cancel(done: int, total: int, words: str) -> None:
        seen.append(done)
        if len(seen) == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        read(put(tmp_path, "name,fans\n" + lines), progress=cancel)
    assert seen == [0, 1, 1, 1]


def test_text_has_no_sheets(tmp_path: Path) -> None:
    assert sheets(put(tmp_path, PEOPLE)) == []


def test_plain_form_comes_back_the_same(tmp_path: Path) -> None:
    table = read_text('a;b;c\n1,5;x;"y""z"\n4;"two\nlines"\n6;7;8;9\n1;=1+1;3\n')
    write_plain(table, tmp_path / "plain.csv")
    again = read(tmp_path / "plain.csv")
    assert (again.headings, rows(again)) == (table.headings, rows(table))
    lines = list(csv.reader(io.StringIO((tmp_path / "plain.csv").read_text("utf-8"), newline="")))
    assert list(map(len, lines)) == [3, 3, 2, 4, 3]


def test_report_is_data() -> None:
    found = report(read_text("title\n\na,b,b\n1,2,3\n4,5,6\n"))
    assert (found["header_row"], found["rows"], found["columns"]) == (3, 2, 3)
    assert [d["reason"] for d in found["doubts"]] == [layout.TITLE, layout.DUPLICATE]


CELL = st.text(st.sampled_from("ab Zé0159.,;|\t\"'\n\r-\\ …"), max_size=6) | st.sampled_from(
    ["", "NA", "null", "1 234"]
)
WIDE = st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=8))
RAGGED = st.lists(st.lists(CELL, min_size=0, max_size=4), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(WIDE | RAGGED, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_the_quick_way_equals_the_careful_one(
    cells: list[list[str]], delimiter: str, end: str, all_quoted: bool
) -> None:
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(cells)
    compare(out.getvalue())


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from('ab1,;"\n\r \t'), max_size=60))
def test_any_text_reads_the_same_both_ways_or_is_refused(text: str) -> None:
    compare(text)


@settings(max_examples=150, deadline=None)
@given(WIDE, st.sampled_from(["\n", "\r\n"]))
def test_a_line_cut_inside_its_quotes_reads_as_a_whole(cells: list[list[str]], end: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(cells)
    lines = list(io.StringIO(out.getvalue(), newline=""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "PIECE", 3)
        pieces = list(records.in_pieces(lines, '"'))
        read_so = [found for found, _ in records.standard(lines, records.Form(), 0)]
    assert "".join(pieces) == "".join(lines)
    assert read_so == list(csv.reader(lines))


WORD = st.sampled_from(
    ["name", "Ana", "2019", "2020", "1", "2", "A-12", "# x", "* note", "a b", "x.y/1", "5.5", "", ""]
)
PAGE = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(WORD, min_size=n, max_size=n) | st.lists(WORD, max_size=7), min_size=1, max_size=14)
)


@settings(max_examples=200, deadline=None)
@given(PAGE, st.sampled_from(",;\t|"))
def test_every_row_is_in_the_table_or_named(page: list[list[str]], delimiter: str) -> None:
    try:
        table = read_text("\n".join(delimiter.join(row) for row in page))
    except Trouble:
        return
    given_rows = {number for number, row in enumerate(page, start=1) if any(row)}
    left_out = (layout.TITLE, layout.NOTE, layout.OTHER_TABLE, layout.REPEATED)
    named = {doubt.row for doubt in table.doubts if doubt.reason in left_out}
    headings = given_rows - named - set(table.rows.tolist())
    assert len(headings) <= (4 if layout.SEVERAL_ROWS in reasons(table) else bool(table.dialect.header_row))
    assert not headings or table.dialect.header_row == min(headings)


def compare(text: str) -> None:
    decoded = encoding.from_text(text)
    try:
        quick = delimited.from_utf8(decoded, "x")
    except Trouble:
        return
    careful = delimited.from_utf8(decoded, "x", quick=False)
    assert (quick.headings, rows(quick)) == (careful.headings, rows(careful))
    assert quick.rows.tolist() == careful.rows.tolist()
    assert quick.doubts == careful.doubts


@pytest.mark.parametrize("text", ['\t""', ' ""', '"" ""', '\t""\n\t""', '""\t""\n""\t""'])
def test_quotes_beside_blanks_end(text: str) -> None:
    """Nothing is unwrapped for ever."""
    try:
        read_text(text)
    except Trouble as trouble:
        assert trouble.what
