"""What other programs get: typed, tame, in the order of the list, in both languages."""

from __future__ import annotations

import csv
import io
import warnings
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from core.errors import Trouble
from core.files import restore
from core.importing.columns.headings import understand
from core.model import CRITERIA, METRICS, PLATFORMS
from core.shortlist import exports, seal
from core.shortlist.columns import chosen, columns_of
from core.shortlist.snapshot import Snapshot

EXPECTED = Path(__file__).parents[2] / "expected"


def read_csv(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_csv_is_the_expected_file(small: Snapshot, tmp_path: Path, lang: str, update_expected: bool) -> None:
    out, expected = tmp_path / "list.csv", EXPECTED / f"export-{lang}.csv"
    french = {"delimiter": ";", "decimal": ","} if lang == "fr" else {}
    exports.write_csv(out, small, lang=lang, **french)
    if update_expected:
        expected.write_bytes(out.read_bytes())
    assert out.read_bytes().replace(b"\r\n", b"\n") == expected.read_bytes().replace(b"\r\n", b"\n")


def test_csv_says_what_the_snapshot_says(small: Snapshot, tmp_path: Path) -> None:
    exports.write_csv(tmp_path / "list.csv", small)
    rows = read_csv(tmp_path / "list.csv")
    assert [row["Rank"] for row in rows] == [str(e.rank) for e in small.entries]
    assert [row["Name"] for row in rows] == [e.name for e in small.entries]
    assert [round(float(row["Total"]) * 100) for row in rows] == [e.total for e in small.entries]
    assert {row["Weight of credibility (%)"] for row in rows} == {"42.00"}


@pytest.mark.parametrize("bom", [True, False])
def test_the_mark_of_utf8_is_a_choice(small: Snapshot, tmp_path: Path, bom: bool) -> None:
    exports.write_csv(tmp_path / "list.csv", small, bom=bom)
    assert (tmp_path / "list.csv").read_bytes().startswith(b"\xef\xbb\xbf") is bom


def test_chosen_columns_keep_the_order_rank_ties_total_and_weight(small: Snapshot) -> None:
    assert [c.key for c in chosen(small, ["email", "name"])] == [
        "rank", "tied", "in", "name", "email", "total", "weight",
    ]  # fmt: skip


def test_headings_are_unlike_each_other_in_each_language(small: Snapshot) -> None:
    for lang in ("en", "fr"):
        headings = [column.heading(lang) for column in chosen(small, None)]
        assert len(set(headings)) == len(headings)


SAME_FIELD = ("name", "instagram", "youtube", "tiktok", "twitter", "facebook", "linkedin", "email", "url",
              "organisation", "market", "country", "language", "audience", "profession", "network", "standing",
              "peers", "note", "evidence")  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_headings_are_known_again_on_import(small: Snapshot, lang: str) -> None:
    read = {column.key: understand(column.heading(lang)).field for column in columns_of(small)}
    assert {key: read[key] for key in SAME_FIELD} == {key: key for key in SAME_FIELD}
    assert read["id"] == ""
    measured = {*METRICS, *CRITERIA, *PLATFORMS, "name", "id"}
    assert not [key for key, field in read.items() if key not in SAME_FIELD and field in measured]


HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''@x", "'plain", '=HYPERLINK("http://x","y")', "＝1")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_goes_out_tame_and_comes_back(small: Snapshot, tmp_path: Path, text: str) -> None:
    entry = replace(small.entries[0], name=text, organisation=text, notes=(text,))
    armed = replace(small, entries=(entry,), campaign=text)
    exports.write_csv(tmp_path / "list.csv", armed)
    exports.write_xlsx(tmp_path / "list.xlsx", armed)
    row = read_csv(tmp_path / "list.csv")[0]
    assert restore(row["Name"]) == restore(row["Organisation"]) == text
    assert restore(row["Note"]) == text
    assert not row["Name"].startswith(tuple("=+-@\t\r＝"))
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    cells = {sheet.cell(1, c).value: sheet.cell(2, c) for c in range(1, sheet.max_column + 1)}
    assert cells["Name"].data_type == "s"
    assert restore(cells["Name"].value.replace("_x000D_", "\r")) == text


def test_xlsx_is_typed_frozen_and_filtered(small: Snapshot, tmp_path: Path) -> None:
    exports.write_xlsx(tmp_path / "list.xlsx", small)
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    kinds = {sheet.cell(1, c).value: sheet.cell(2, c).data_type for c in range(1, sheet.max_column + 1)}
    assert kinds["Rank"] == kinds["Total"] == kinds["Audience"] == "n"
    assert kinds["Name"] == kinds["Entregent key"] == "s"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_xlsx_is_the_same_file_twice(small: Snapshot, tmp_path: Path) -> None:
    exports.write_xlsx(tmp_path / "a.xlsx", small)
    exports.write_xlsx(tmp_path / "b.xlsx", small)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_text_longer_than_a_cell_is_cut_and_says_so(small: Snapshot, tmp_path: Path) -> None:
    armed = replace(small, entries=(replace(small.entries[0], name="é" * 40_000),))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exports.write_xlsx(tmp_path / "list.xlsx", armed)
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    names = [sheet.cell(2, c).value for c in range(1, sheet.max_column + 1) if sheet.cell(1, c).value == "Name"]
    assert len(names[0]) == 32767
    assert names[0].endswith("…")


def test_json_is_the_sealed_snapshot(small: Snapshot, tmp_path: Path) -> None:
    exports.write_json(tmp_path / "list.json", small)
    assert seal.from_json((tmp_path / "list.json").read_text()).snapshot == small


def test_mail_merge_holds_the_guests_and_no_score(small: Snapshot, tmp_path: Path) -> None:
    exports.write_mail_merge(tmp_path / "mail.csv", small, lang="fr")
    rows = read_csv(tmp_path / "mail.csv")
    assert len(rows) == small.seats
    assert rows[0]["Événement"] == small.campaign
    assert not any("core" in heading for heading in rows[0])


def test_vcard_lines_are_folded_and_escaped(small: Snapshot, tmp_path: Path) -> None:
    guest = replace(small.entries[0], name="Zoë; of, the\\Fog\nEND:VCARD\x00" + "é" * 100, email="zoe@x.example")
    exports.write_vcard(tmp_path / "guests.vcf", replace(small, entries=(guest,)))
    data = (tmp_path / "guests.vcf").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    unfolded = data.decode().replace("\r\n ", "")
    assert unfolded.count("\r\nEND:VCARD\r\n") == 1
    assert "FN:Zoë\\; of\\, the\\\\Fog\\nEND:VCARD" + "é" * 100 in unfolded


def test_a_full_disk_leaves_the_old_export(small: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "list.xlsx"
    exports.write_xlsx(out, small)
    before = out.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    for write in (exports.write_csv, exports.write_xlsx, exports.write_json, exports.write_vcard):
        with pytest.raises(Trouble, match="disk is full"):
            write(out, small)
    assert out.read_bytes() == before


def test_no_entries_still_makes_a_file(small: Snapshot, tmp_path: Path) -> None:
    empty = replace(small, entries=())
    exports.write_csv(tmp_path / "list.csv", empty)
    exports.write_xlsx(tmp_path / "list.xlsx", empty)
    assert next(iter(csv.reader(io.StringIO((tmp_path / "list.csv").read_text("utf-8-sig")))))[:3] == [
        "Rank",
        "Tied",
        "In",
    ]
