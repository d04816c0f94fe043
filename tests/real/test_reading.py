"""Published and hostile files: each is read as it is, or refused with one sentence."""

from __future__ import annotations

import csv
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.errors import Trouble
from core.importing.reading import encoding, grid, layout
from core.importing.reading.read import read, read_text, write_plain
from core.importing.reading.table import TextTable

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
TEXTS = (".csv", ".psv", ".txt", ".unknown")


def rows(table: TextTable) -> list[list[str]]:
    return [list(row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)]


REFUSED = {
    "billion_laughs_sheet.xlsx": "entities",
    "quadratic_blowup.xlsx": "entities",
    "zip_bomb_1GB_sst.xlsx": "megabytes",
    "sheet_target_traversal.xlsx": "no row",
    "empty_0_bytes.xlsx": "empty",
    "is_html.xlsx": "web page",
    "is_png.csv": "PNG",
    "100k_columns.csv": "columns",
}
READ = {
    "used_range_1M_empty_rows.xlsx": [["Eric", "59"]],
    "external_link.xlsx": [["Eric", "59"], ["Ext", "7"]],
    "control_chars_escaped.xlsx": [["A\ufffdB\rC", "59"]],
    "date1904.xlsx": [["2020-01-01"]],
    "is_csv.xlsx": [["Éric", "59"]],
    "is_xlsx.csv": [["Eric", "59"]],
    "nul_bytes.csv": [["Er\ufffdic", "59"]],
    "dup_headers.csv": [["Eric", "59", "60", "x"]],
    "mixed_newlines.csv": [["A", "1"], ["B", "2"], ["C", "3"]],
    "csv_bom_sep.csv": [["Éric", "59"]],
}
COUNTED = {"huge_cell_32767plus.xlsx": 1, "numbers_as_text_and_locale.xlsx": 14, "bidi_override.csv": 4}


def test_every_hostile_file_is_spoken_for(shared: Path) -> None:
    expected = json.loads((shared / "corpora/hostile/expected.json").read_text())
    assert set(expected) == {*REFUSED, *READ, *COUNTED}


@pytest.mark.parametrize(("name", "words"), REFUSED.items())
def test_hostile_files_refused(shared: Path, name: str, words: str) -> None:
    begin = time.monotonic()
    with pytest.raises(Trouble, match=words) as trouble:
        read(shared / "corpora/hostile" / name)
    assert "\n" not in str(trouble.value)
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(("name", "expected"), READ.items())
def test_hostile_files_read(shared: Path, name: str, expected: list[list[str]]) -> None:
    assert rows(read(shared / "corpora/hostile" / name)) == expected


def test_hostile_files_counted(shared: Path) -> None:
    for name, count in COUNTED.items():
        assert len(read(shared / "corpora/hostile" / name)) == count
    cells = rows(read(shared / "corpora/hostile/huge_cell_32767plus.xlsx"))
    assert max(map(len, cells[0])) == 1_000_000


def test_csv_spectrum(shared: Path) -> None:
    folder = shared / "corpora/csv-spectrum"
    for path in sorted((folder / "csvs").iterdir()):
        table = read(path)
        found = [dict(zip(table.headings, row, strict=True)) for row in rows(table)]
        expected = json.loads((folder / "json" / f"{path.stem}.json").read_text())
        if path.stem == "newlines_crlf":  # the file itself has lost its carriage returns upstream
            expected = json.loads(json.dumps(expected).replace("\\r\\n", "\\n"))
        assert found == expected, path.name


def test_naughty_strings_go_in_and_come_out(shared: Path, tmp_path: Path) -> None:
    text = (shared / "corpora/blns/blns.txt").read_bytes().decode()
    naughty = [line for line in text.split("\n") if line.strip() and not line.startswith("#\t")]
    path = tmp_path / "naughty.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(
            [["n", "name", "x"], *([i, s, "x"] for i, s in enumerate(naughty))]
        )
    table = read(path)
    assert [row[1] for row in rows(table)] == naughty
    write_plain(table, path)
    assert [row[1] for row in rows(read(path))] == naughty


def test_lone_surrogates_are_replaced_and_said() -> None:
    table = read_text("n,name\n1,a\udc00b\n")
    assert rows(table) == [["1", "a\ufffdb"]]
    assert [doubt.reason for doubt in table.doubts] == [encoding.SURROGATES]


@pytest.mark.parametrize("endings", [WORKBOOKS, TEXTS])
def test_every_file_of_the_corpora_is_read_or_refused(shared: Path, endings: tuple[str, ...]) -> None:
    paths = [p for p in sorted((shared / "corpora").rglob("*")) if p.suffix in endings and "hostile" not in p.parts]
    assert len(paths) > 20
    with ThreadPoolExecutor(2) as pool:
        known = list(pool.map(read_or_refused, paths))
    assert sum(known) > 0.8 * len(paths)


def read_or_refused(path: Path) -> bool:
    """True when the file was read, False when it was refused with a sentence and a remedy."""
    begin = time.monotonic()
    try:
        table = read(path)
    except Trouble as trouble:
        assert trouble.what
        assert trouble.remedy
        return False
    finally:
        assert time.monotonic() - begin < 8, path.name
    assert {len(column) for column in table.columns} == {len(table.rows)}
    return True


def facts(shared: Path, folder: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((shared / "data" / folder / "facts.json").read_text())
    return found


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("insta-top200/top_insta_influencers_data.csv", 200),
        ("fr-senateurs-weekly/senateurs_weekly_followers.csv", 129_858),
        ("fr-deputes-2024-utf8/liste_deputes_excel.csv", 575),
        ("fr-deputes-2024-utf8/deputes-active.csv", 575),
        ("fr-influenceurs-small/influenceurs.csv", 28),
        ("fr-influenceurs-small/influenceurs.xlsx", 28),
        ("pantheon/pantheon.tsv", 11_341),
        ("twitter-scientists/twitter_scientists.csv", 45_867),
        ("hn-bloggers/domains-meta.csv", 856),
        ("klout-1048/klout_scores.csv", 1_048),
        ("peerindex-pairs/train.csv", 5_500),
        ("youtube-global-2023/Global YouTube Statistics.csv", 977),
        ("ru-youtube-bloggers/bloggers-20250927-1843.xlsx", 3),  # 10 with the blank ones and a stray note
        ("ru-youtube-bloggers/bloggers-20250927-2034.xlsx", 30),
        ("ru-youtube-bloggers/bloggers-20250928-1216.xlsx", 23),
    ],
)
def test_row_counts(shared: Path, path: str, count: int) -> None:
    assert len(read(shared / "data" / path)) == count


def test_the_ten_hypeauditor_files(shared: Path) -> None:
    folder = shared / "data/hypeauditor-tiktok-youtube-2022"
    for name, fact in facts(shared, folder.name).items():
        if not name.endswith(".csv"):
            continue
        assert isinstance(fact, dict)
        table = read(folder / name)
        assert len(table) == fact["rows_nonblank"], name
        assert list(table.headings) == fact["header"]
        duplicates = {d.raw for d in table.doubts if d.reason == layout.DUPLICATE}
        assert duplicates == {heading.strip() for heading in fact["duplicate_header_names"]}


def test_journals(shared: Path) -> None:
    for name, fact in facts(shared, "journals-monthly-followers").items():
        if name.startswith("followers-"):
            assert isinstance(fact, dict)
            table = read(shared / "data/journals-monthly-followers" / name)
            assert len(table) == fact["rows"]
            assert sum(int(n) for n in table.columns[2].to_pylist()) == fact["sum_followers"]


def test_meta_files_in_utf16_with_a_title(shared: Path) -> None:
    folder = shared / "data/meta-utf16-oigetit"
    for name, fact in facts(shared, folder.name).items():
        if not isinstance(fact, dict) or "days" not in fact:
            continue
        table = read(folder / name)
        assert (table.dialect.encoding, table.dialect.header_row) == ("utf-16-le-bom", 3)
        assert len(table) == fact["days"]
        assert [rows(table)[0], rows(table)[-1]] == [fact["first"], fact["last"]]
        assert [(d.row, d.reason) for d in table.doubts] == [(2, layout.TITLE)]


def test_short_rows_of_a_meta_export_are_said(shared: Path) -> None:
    table = read(shared / "data/meta-utf16-oigetit/Jan-14-2025_Apr-14-2025_1396269028466733.csv")
    assert len(table) == 261
    assert [d.reason for d in table.doubts if d.row > 1] == [grid.SHORT] * 5


def test_a_carriage_return_inside_a_handle_stays(shared: Path) -> None:
    table = read(shared / "data/fr-deputes-2024-utf8/deputes-active.csv")
    handles = table.columns[table.headings.index("twitter")].to_pylist()
    assert len([handle for handle in handles if handle.endswith("\r")]) == 1
