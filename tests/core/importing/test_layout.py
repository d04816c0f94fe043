"""Where the table is: titles, headings of several rows, notes, other tables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.importing.reading import grid, layout
from core.importing.reading.read import read_text
from core.importing.reading.table import TextTable


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


@pytest.mark.parametrize(
    "line",
    ["id,1,2,3,4", "id,2005,2010,2015,2020", "Country,2020-01-01,2020-02-01,2020-03-01,2020-04-01", ",a,b,c,d"],
)
def test_what_may_be_a_heading(line: str) -> None:
    body = "x,62,1970,439,3\ny,129,2001,191,5\nz,7,5,12,7\n"
    assert read_text(f"{line}\n{body}").headings == tuple(line.split(","))
    assert read_text(f"{line}\n").headings == tuple(line.split(",")) or "1,2" in line or "-" in line


@pytest.mark.parametrize("day", ["{}-Apr-19", "{} April 2019", "{}er mars 2019", "{} déc. 2019", "0{}/04/19"])
def test_dates_and_sums_under_words(day: str) -> None:
    body = "".join(f"{day.format(n)},Acme,({n},000.50)\n".replace("(", '"(').replace(")", ')"') for n in range(1, 6))
    assert read_text(f"Day,Supplier,Sum\n{body}").headings == ("Day", "Supplier", "Sum")
    assert read_text(body).dialect.header_row == 0


def test_codes_and_years_below_are_no_headings() -> None:
    assert read_text("A-12,2019\nB-77,2020\nC-31,2018\nD-40,2019\n").dialect.header_row == 0


def test_headings_over_groups_of_columns() -> None:
    table = read_text("Person,,Reach,,\nname,town,posts,likes,views\nEric,Lyon,1,2,3\nAna,Pau,4,5,6\n")
    assert table.headings == ("Person name", "Person town", "Reach posts", "Reach likes", "Reach views")


def test_a_heading_with_gaps_over_words_names_no_groups() -> None:
    assert read_text("name,,town\nAna,x,Pau\nMax,y,Lyon\n").headings == ("name", "", "town")


def test_headings_that_leave_out_the_names_of_the_rows() -> None:
    assert read_text('"name" "n"\n"1" "Ana" 4\n"2" "Max" 5\n').headings == ("", "name", "n")
    assert read_text("name,n\n1,Ana,4\n2,Max,5\n").headings == ("", "name", "n")
    assert read_text("name,n\nAna,4,\nMax,5,\n").headings == ("name", "n", "")


def test_comments_above_the_headings() -> None:
    table = read_text(f"#made by hand\n# twice, by two, and three, and four\n{BODY}")
    assert (table.headings, len(table)) == (("name", "city", "followers"), 3)
    assert read_text("# by hand, twice\nitem,n\nlamp,4\nrug,5\n").headings == ("item", "n")
    assert read_text("#name,n\nEric,4\nAna,5\n").headings == ("#name", "n")


def test_names_and_values_above_a_table_as_wide() -> None:
    table = read_text("Title,Register\nYear,2021\n\nItem,Count\nlamp,4\nrug,5\nvase,6\n")
    assert (table.headings, len(table)) == (("Item", "Count"), 3)
    assert said(table) == [(1, layout.OTHER_TABLE), (2, layout.OTHER_TABLE)]


def test_another_table_as_wide_below() -> None:
    table = read_text(f"{BODY}\ntown,river,km\nLyon,Rhône,4\nPau,Gave,2\n")
    assert [row[0] for row in rows(table)] == ["Eric", "Ana", "Zoé"]
    assert said(table) == [(n, layout.OTHER_TABLE) for n in (6, 7, 8)]


def test_notes_cut_at_their_commas() -> None:
    notes = "".join(f"{n}. Counted by hand, then checked, and rounded, too.\n" for n in range(9))
    table = read_text(f"{BODY}\nRounded, all of them.\n")
    assert (len(table), said(table)) == (3, [(6, layout.NOTE)])
    assert len(read_text(f"{BODY}\n{notes}")) == 3


def test_a_row_of_spaces_at_the_end_is_no_note() -> None:
    assert not any(
        reason == layout.NOTE for _, reason in said(read_text(f"{BODY}\n{' ' * 40}\n{' ' * 9},{' ' * 30}\n"))
    )


def test_a_blank_row_after_the_first_row_of_a_table_with_a_blank_column() -> None:
    assert len(read_text('name,city,remark\nEric,Lyon,""\n\nAna,Pau,""\nZoé,Aix,""\nMax,Évry,""\n')) == 4


def test_a_row_shifted_by_a_delimiter_is_said() -> None:
    table = read_text("name,city,remark\nEric,Lyon,\n,Ana,Pau,\nZoé,Aix,\n")
    assert [(d.row, d.reason) for d in table.doubts] == [(3, grid.LONG)]


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


@settings(max_examples=80)
@given(
    st.lists(st.tuples(st.sampled_from(["Report", "Made by", "Lumen", "Period"]), st.integers(1, 28)), max_size=3),
    st.integers(2, 5),
)
def test_a_preamble_as_wide_as_the_table_is_said_and_left_out(above: list[tuple[str, int]], rows: int) -> None:
    head = ["Name", "Instagram", "Followers", "Likes"]
    preamble = [[what, f"of {day}", f"no {n}", f"{day} May 2026"] for n, (what, day) in enumerate(above)]
    people = [[f"Ada Roy {at}", f"@ada{at}", str(at * 7), str(at)] for at in range(rows)]
    text = "".join(",".join(cells) + "\n" for cells in (*preamble, head, *people))
    table = read_text(text)
    assert list(table.headings) == head
    assert [column[0].as_py() for column in table.columns] == people[0]
    assert [doubt.row for doubt in table.doubts] == list(range(1, len(preamble) + 1))


def test_rows_of_a_table_without_known_headings_are_no_preamble() -> None:
    table = read_text("Lieu,Sorte,Prix\nLyon,unknown,see note\nPau,rouge,12\nAix,bleu,13\n")
    assert (table.headings, len(table)) == (("Lieu", "Sorte", "Prix"), 3)


@settings(max_examples=60)
@given(st.sampled_from([",,", ";;"]), st.lists(st.booleans(), min_size=2, max_size=8), st.integers(2, 4))
def test_a_delimiter_written_twice_beside_single_ones_in_the_cells(mark: str, commas: list[bool], width: int) -> None:
    head = [f"Word {at}" for at in range(width)]
    body = [[f"Roy{mark[0]} Ada" if comma else "Ada", *("x1y" for _ in range(width - 1))] for comma in commas]
    table = read_text("".join(mark.join(cells) + "\n" for cells in (head, *body)))
    assert [list(table.headings), *rows(table)] == [head, *body]


def test_rows_quoted_whole_under_bare_headings_with_a_line_break_within() -> None:
    table = read_text('name,city,note\n"Ana,Pau,""two\nlines"""\n"Zoé,Aix,one"\n')
    assert rows(table) == [["Ana", "Pau", "two\nlines"], ["Zoé", "Aix", "one"]]


def test_a_quoted_text_right_behind_a_bare_one_in_a_short_row_is_said() -> None:
    table = read_text('name,city,followers\nEric"Lyon",59\nAna,Pau "Sud",60\n')
    assert [row for row, why in said(table) if why == grid.QUOTE_INSIDE] == [2]
