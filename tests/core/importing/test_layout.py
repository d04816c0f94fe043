"""Where the table is: titles, headings of several rows, notes, other tables."""

from __future__ import annotations

from core.importing import layout
from core.importing.read import read_text
from core.importing.table import TextTable


def rows(table: TextTable) -> list[list[str]]:
    return [list(row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)]


def said(table: TextTable) -> list[tuple[int, str]]:
    return [(doubt.row, doubt.reason) for doubt in table.doubts]


BODY = "name,city,followers\nEric,Lyon,59\nAna,Pau,60\nZoé,Aix,61\n"


def test_titles_above_are_left_out_and_said() -> None:
    table = read_text(f"Bloggers of the month\nExported by a tool,,\n\n{BODY}")
    assert (table.headings, len(table)) == (("name", "city", "followers"), 3)
    assert (table.dialect.header_row, table.rows.tolist()) == (4, [5, 6, 7])
    assert said(table) == [(1, layout.TITLE), (2, layout.TITLE)]


def test_notes_below_are_left_out_and_said() -> None:
    table = read_text(f"{BODY}Source: a tool,,\n\nPrinted on Monday,,\n")
    assert len(table) == 3
    assert said(table) == [(5, layout.NOTE), (7, layout.NOTE)]


def test_a_person_known_by_name_only_is_a_row() -> None:
    table = read_text(f"{BODY}Jean Dupont,,\n")
    assert rows(table)[-1] == ["Jean Dupont", "", ""]
    assert said(table) == []


def test_the_largest_of_several_tables() -> None:
    table = read_text(f"market,guests\nFrance,12\n\n{BODY}\ncode,meaning,kind,of\nA,alpha,x,y\nB,beta,x,y\n")
    assert table.headings == ("name", "city", "followers")
    assert [row[0] for row in rows(table)] == ["Eric", "Ana", "Zoé"]
    assert said(table) == [(n, layout.OTHER_TABLE) for n in (1, 2, 9, 10, 11)]


def test_groups_parted_by_blank_rows_are_one_table() -> None:
    table = read_text(f"{BODY}\nMax,Évry,62\nIda,Metz,63\n\nname,city,followers\nLéo,Nice,64\n")
    assert [row[0] for row in rows(table)] == ["Eric", "Ana", "Zoé", "Max", "Ida", "Léo"]
    assert said(table) == [(9, layout.REPEATED)]


def test_a_blank_row_after_the_headings() -> None:
    assert len(read_text(BODY.replace("followers\n", "followers\n,,\n"))) == 3


def test_headings_in_two_rows() -> None:
    table = read_text("name,Instagram,,YouTube,\n,followers,likes,followers,likes\nEric,1,2,3,4\nAna,5,6,7,8\n")
    assert table.headings == ("name", "Instagram followers", "Instagram likes", "YouTube followers", "YouTube likes")
    assert said(table)[0] == (1, layout.SEVERAL_ROWS)


def test_no_headings() -> None:
    table = read_text("Eric,59,2020-01-01\nAna,60,2020-01-02\nZoé,61,2020-01-03\n")
    assert table.headings == ("column 1", "column 2", "column 3")
    assert (len(table), table.dialect.header_row) == (3, 0)
    assert said(table) == [(0, layout.NO_HEADINGS)]


def test_years_are_headings() -> None:
    assert read_text("city,2019,2020\nLyon,1500,1200\nPau,1,2\n").headings == ("city", "2019", "2020")


def test_headings_keep_their_text() -> None:
    table = read_text('name,"\nFollowers",score,score,\nEric,1,2,3,x\n')
    assert table.headings == ("name", "\nFollowers", "score", "score", "")
    assert {reason for _, reason in said(table)} == {layout.DUPLICATE, layout.MISSING}


def test_headings_alone() -> None:
    table = read_text("name,city,followers\n")
    assert (table.headings, len(table)) == (("name", "city", "followers"), 0)


def test_a_single_column() -> None:
    table = read_text("Klout_score\n25.10\n60.9\n10\n")
    assert (table.headings, len(table)) == (("Klout_score",), 3)
