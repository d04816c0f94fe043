"""The invented cases of ``tests/cases`` that concern what leaves the program and what comes back."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cli import run

CASES = Path(__file__).parents[2] / "cases"


def case(name: str) -> Path:
    """The folder of one case by its number."""
    return next(CASES.glob(f"{name}-*"))


def replies_json(
    capsysbinary: pytest.CaptureFixture[bytes], workspace: Path, file: Path, *more: str
) -> dict[str, object]:
    capsysbinary.readouterr()
    assert run(["replies", str(file), "--workspace", str(workspace), "--json", "-", *more]) == 0
    found: dict[str, object] = json.loads(capsysbinary.readouterr().out)
    return found


def said(found: dict[str, object]) -> dict[str, str]:
    return {one["name"]: one["reply"] for one in found["replies"]}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("form", "column", "expected"),
    [
        ("form1", "Serez-vous des nôtres ?", {"Ann Bel": "accepted", "Cid Dor": "accepted", "Eve Fox": "accepted"}),
        ("form2", "Will you attend?", {"Ann Bel": "declined", "Cid Dor": "declined", "Eve Fox": "accepted"}),
        ("form4", "reply", {"Ann Bel": "declined", "Cid Dor": "accepted"}),
        ("form6", "Attending", {"Ann Bel": "declined", "Cid Dor": "accepted"}),
    ],
)
def test_b03_the_question_about_coming_is_the_reply(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], form: str, column: str, expected: dict[str, str]
) -> None:
    workspace = tmp_path / "w.entregent"
    assert run(["import", str(case("b03") / "c.csv"), "--workspace", str(workspace)]) == 0
    found = replies_json(capsysbinary, workspace, case("b03") / f"{form}.csv")
    assert (found["column"], said(found), found["doubts"]) == (column, expected, [])
    capsysbinary.readouterr()
    run(["campaigns", "--workspace", str(workspace), "--json", "-"])
    assert json.loads(capsysbinary.readouterr().out)[0]["state"] == "preparing"  # nothing is stored without --take
    replies_json(capsysbinary, workspace, case("b03") / f"{form}.csv", "--take")
    run(["campaigns", "--workspace", str(workspace), "--json", "-"])
    assert json.loads(capsysbinary.readouterr().out)[0] == {
        "id": 1, "name": "c", "day": None, "seats": 40, "candidates": 6, "state": "invited",
    }  # fmt: skip


def test_b04_a_reply_of_one_is_not_recorded_on_another(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    workspace = tmp_path / "w.entregent"
    assert run(["import", str(case("b04") / "c.csv"), "--workspace", str(workspace)]) == 0
    found = replies_json(capsysbinary, workspace, case("b04") / "form3.csv")
    assert said(found) == {"Eve Fox": "accepted"}
    assert [(one["row"], "different guests" in one["reason"]) for one in found["doubts"]] == [(2, True)]  # type: ignore[attr-defined]


def test_several_columns_are_asked_on_the_command_line_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace, form = tmp_path / "w.entregent", tmp_path / "form.csv"
    assert run(["import", str(case("b03") / "c.csv"), "--workspace", str(workspace)]) == 0
    form.write_text("name,Question 1,Question 2\nAnn Bel,yes,no\n", encoding="utf-8")
    capsys.readouterr()
    asked = ["replies", str(form), "--workspace", str(workspace)]
    assert run([*asked, "--take"]) == 3
    assert capsys.readouterr().err.count("\n") == 1
    assert run([*asked, "--column", "Question 2"]) == 0
    assert "2 Ann Bel: declined" in capsys.readouterr().out


def test_a_frozen_list_is_verified_and_what_was_altered_is_said(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    from core.workspace.sql import execute, fetch_value
    from core.workspace.store import open_workspace

    path = tmp_path / "w.entregent"
    assert run(["import", str(case("b03") / "c.csv"), "--workspace", str(path)]) == 0
    assert (
        run(["freeze", "--signed-by", "Odalie", "--on", "2026-05-01", "--name", "Final", "--workspace", str(path)]) == 0
    )
    capsysbinary.readouterr()
    assert run(["verify", "Final", "--workspace", str(path), "--json", "-"]) == 0
    (sound,) = json.loads(capsysbinary.readouterr().out)
    assert (sound.pop("guard"), len(sound.pop("fingerprint")), sound.pop("notes")) == ("signature", 40, [])
    assert sound == {"id": 1, "name": "Final", "valid": True, "signer": "Odalie", "changed": []}
    workspace = open_workspace(path)
    text = str(fetch_value(workspace.connection, "SELECT data FROM shortlist"))
    with workspace.unrecorded():
        execute(workspace.connection, "UPDATE shortlist SET data=?", (text.replace("Ann Bel", "Ann Bet"),))
    workspace.close()
    assert run(["verify", "--workspace", str(path), "--json", "-"]) == 0
    found = json.loads(capsysbinary.readouterr().out)[0]
    assert not found["valid"]
    assert found["changed"][0] == "the entry of Ann Bet, rank 1" and "“name” of everyone considered" in found["changed"]
    assert run(["verify", "--workspace", str(path)]) == 3
    assert run(["verify", "Draft", "--workspace", str(path)]) == 3


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> int:
    """Runs what must be refused with one line and no traceback; gives the exit code."""
    capsys.readouterr()
    code = run([str(one) for one in arguments])
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "Traceback" not in told, told
    return code


@pytest.mark.parametrize("name", ["n1.csv", "N1.CSV", "link.csv", "hard.csv", "../{folder}/n1.csv"])
@pytest.mark.parametrize("option", ["--csv", "--xlsx", "--report", "--json"])
def test_b17_an_output_over_an_input_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, option: str
) -> None:
    source = tmp_path / "n1.csv"
    data = (case("b17") / "n1.csv").read_bytes()
    source.write_bytes(data)
    (tmp_path / "link.csv").symlink_to(source)
    (tmp_path / "hard.csv").hardlink_to(source)
    before = sorted(tmp_path.iterdir())
    out = tmp_path / name.format(folder=tmp_path.name)
    assert refused(capsys, "screen", source, option, out, "--workspace", tmp_path / "w.entregent") == 3
    assert source.read_bytes() == data and sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "arguments",
    [
        "screen IN --csv x --xlsx x",
        "screen IN --csv x --json X",
        "screen IN --workspace w --csv w",
        "screen IN --workspace w --json w.lock",
        "screen IN --stature s.csv --report s.csv",
        "screen IN --csv x.csv --xlsx nowhere/x.xlsx",
        "read IN --csv out --json IN",
        "import IN --workspace w --json w",
        "backup --workspace w w",
        "sheet write w --assessor A --workspace w",
    ],
)
def test_b17_outputs_that_are_each_other_or_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.csv").write_text("name,standing\nBob Dylan,3\n", encoding="utf-8")
    if not arguments.startswith(("screen", "read")):
        assert run(["import", str(case("b17") / "n1.csv"), "--workspace", "w"]) == 0
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    words = [str(case("b17") / "n1.csv") if word == "IN" else word for word in arguments.split()]
    assert refused(capsys, *words) == 3
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("seats", ["1e20", "99999999999", "9" * 30, "9" * 5000, "-1", "abc", "1.5", "²", ""])
def test_f20_a_count_out_of_reach_is_wrong_usage(capsys: pytest.CaptureFixture[str], seats: str) -> None:
    for option in ("--seats", "--cutoff"):
        assert refused(capsys, "screen", case("f20") / "a.csv", f"{option}={seats}") == 2


@pytest.mark.parametrize(
    "options",
    ["--weight nan", "--half-life 1e-320", "--half-life inf", "--level standing=followers:nan,nan,nan,nan",
     "--as-of tomorrow", "--campaign abc", "--lang de"],
)  # fmt: skip
def test_f20_no_option_ends_in_a_traceback(capsys: pytest.CaptureFixture[str], options: str) -> None:
    assert refused(capsys, "screen", case("f20") / "a.csv", *options.split()) == 2
    assert refused(capsys, "rank", "--workspace", "w", "--campaign", "abc") == 2


def test_f20_what_is_no_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import os

    folder, pipe, good = tmp_path / "folder", tmp_path / "pipe", case("f20") / "a.csv"
    folder.mkdir()
    os.mkfifo(pipe)
    for bad in (folder, pipe, Path("/dev/zero"), Path()):
        for arguments in (
            ("screen", bad),
            ("screen", good, "--stature", bad),
            ("screen", good, "--workspace", bad),
            ("read", bad, "--csv", tmp_path / "out.csv"),
            ("rank", "--workspace", bad),
            ("restore", bad, "--workspace", tmp_path / "new"),
            ("screen", good, "--csv", bad),
        ):
            assert refused(capsys, *arguments) == 3, arguments
    assert refused(capsys, "sample", good) == 3
    assert sorted(tmp_path.iterdir()) == [folder, pipe]


def printed(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[str]:
    """What a command prints, line by line."""
    capsys.readouterr()
    assert run([str(one) for one in arguments]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("rich.csv", ["Studio [/noise] Paris", "Ann Bel [blog]", "Cid [red]Dor[/red]"]),
        ("rich2.csv", ["Ann Bel [blog]", "Cid [red]Dor[/red]", "[bold]Eve"]),
    ],
)
def test_b20_names_are_plain_text(capsys: pytest.CaptureFixture[str], file: str, names: list[str]) -> None:
    lines = printed(capsys, "screen", case("b20") / file, "--seats", 2)
    assert [name for name in names if not any(name in line for line in lines)] == []


@given(st.text(min_size=1, max_size=60), st.text(max_size=200))
def test_any_name_and_market_are_printed_with_rank_and_total(name: str, market: str) -> None:
    from core.cli.ranking_table import _strip_controls

    assert all(c == "\n" or c.isprintable() or c == "\ufffd" or ord(c) > 127 for c in _strip_controls(name + market))


@pytest.mark.parametrize("width", [40, 60, 80, 110])
def test_b29_a_long_market_hides_neither_rank_nor_total(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    monkeypatch.setattr("core.cli.ranking_table.WIDTH", width)
    lines = printed(capsys, "screen", case("b29") / "m.csv", "--seats", 2)
    assert max(map(len, lines)) <= width
    for rank, name, total in ((1, "Ann Bel", "61.9"), (2, "Cid Dor", "61.2"), (3, "Eve Fox", "59.3")):
        assert any(line.split()[0] == str(rank) and name in line and total in line for line in lines if line.strip())
    if width >= 80:
        assert any("Parenting" in line for line in lines)  # it wraps, nothing of it is cut


def test_every_guest_who_is_in_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,followers\n" + "".join(f"Person {n},{n * 100}\n" for n in range(1, 301)), encoding="utf-8")
    lines = printed(capsys, "screen", people, "--seats", 250)
    assert sum("Person" in line for line in lines) == 254  # and the reserve of four


def test_b24_a_tie_across_the_line_is_announced(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    tie, outputs = case("b24") / "tie.csv", [f"--{kind}={tmp_path / 'out'}.{kind}" for kind in ("csv", "json")]
    words = " ".join(printed(capsys, "screen", tie, "--seats", 2, *outputs))
    assert "A tie crosses the invitation line. Same total, in: Ann Bel, Cid Dor; same total, not in: Eve Fox." in words
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["Flags"] for row in rows] == ["tied at the line"] * 3
    ranking = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["ranking"]
    assert [one["in"] for one in ranking if "tied_at_line" in one["flags"]] == [True, True, False]
    assert "A tie crosses" not in " ".join(printed(capsys, "screen", tie, "--seats", 3))


def pdf_lines(path: Path, page: int) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return [line.strip() for line in document[page].get_textpage().get_text_range().splitlines()]


def test_b19_a_market_wraps_in_the_report_and_names_stay_whole(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    printed(capsys, "screen", case("b19") / "u.csv", "--report", tmp_path / "u.pdf")
    lines = pdf_lines(tmp_path / "u.pdf", 1)
    text = " ".join(lines)
    assert "Ann Bel provisional" in text and "QUÉBEC" in text and "Cid Dor provisional" in text
    assert [total for total in ("61.9", "61.7", "61.2") if total not in text] == []


def test_b19_letters_without_a_font_are_said_at_the_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,instagram,followers\nAnn \U000f0000,annpua,9000\nCid Dor,cid,8000\n", encoding="utf-8")
    printed(capsys, "screen", people, "--report", tmp_path / "r.pdf")
    text = " ".join(pdf_lines(tmp_path / "r.pdf", 1))
    assert text.count("no font here for this name") == 1 and "@annpua" in text


def read_back(tmp_path: Path, file: Path, *more: str) -> tuple[list[list[str]], list[dict[str, object]]]:
    """The plain table that was understood, and its doubts."""
    out, report = tmp_path / "plain.csv", tmp_path / "report.json"
    assert run(["read", str(file), "--csv", str(out), "--json", str(report), *more]) == 0
    with out.open(encoding="utf-8", newline="") as plain:
        return list(csv.reader(plain)), json.loads(report.read_text(encoding="utf-8"))["doubts"]


def test_a05_a_quote_that_opens_inside_a_cell_is_a_doubt(tmp_path: Path) -> None:
    rows, doubts = read_back(tmp_path, case("a05") / "a.csv")
    assert len(rows) == 4
    assert [(doubt["row"], "quote" in str(doubt["reason"])) for doubt in doubts] == [(3, True)]


@pytest.mark.parametrize("cell", ['5"', '"5"" pipe"', 'say ""hi""', '"a, b"'])
def test_a05_quotes_that_part_nothing_are_no_doubt(tmp_path: Path, cell: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"name,handle,note\nAnn,ann,{cell}\nBen,ben,fine\n", encoding="utf-8")
    assert read_back(tmp_path, file)[1] == []


def test_a06_a_workbook_of_hidden_sheets_says_so_and_how_to_read_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = case("a06") / "a.xlsx"
    assert refused(capsys, "screen", file) == 3
    run(["screen", str(file)])
    said = capsys.readouterr().err
    assert "hidden: Bloggers" in said and "--sheet" in said
    assert len(read_back(tmp_path, file, "--sheet", "Bloggers")[0]) > 1


@pytest.mark.parametrize("file", ["a.csv", "b.csv"])
def test_a09_control_characters_are_said_and_the_file_is_read(tmp_path: Path, file: str) -> None:
    rows, doubts = read_back(tmp_path, case("a09") / file)
    assert len(rows) == 41
    assert [doubt["reason"] for doubt in doubts] == [
        "control characters, which no text has: texts are imported without them"
    ]


def test_a09_texts_are_imported_without_them(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("name,followers\nL\x92Oréal,10\nAnn\x04Bel,20\n".encode())
    assert run(["screen", str(file), "--json", "-"]) == 0
    assert {one["name"] for one in json.loads(capsysbinary.readouterr().out)["ranking"]} == {"L’Oréal", "Ann Bel"}


def test_a10_rows_quoted_whole_over_several_lines(tmp_path: Path) -> None:
    rows, _ = read_back(tmp_path, case("a10") / "whole.csv")
    assert [len(row) for row in rows] == [5] * 4
    assert rows[2][3] == "First line\nsecond, line"


def test_a16_groups_are_joined_to_the_headings_under_them(tmp_path: Path) -> None:
    rows, _ = read_back(tmp_path, case("a16") / "real-shape.csv")
    groups = ["Reach Fans", "Reach Likes", "Reach Shares/Saves", "Reach Comments/Replies"]
    assert rows[0] == ["Name", "Handle", "Purpose", *groups, "Other", "Total"]
    assert [row[0] for row in rows[1:]] == ["Ana Doe", "Ben Roe"]


def test_a19_a_shorter_heading_row_further_down_is_left_out(tmp_path: Path) -> None:
    rows, doubts = read_back(tmp_path, case("a19") / "a.csv")
    assert len(rows) == 19 and not any(row[0] == "name" for row in rows[1:])
    assert (doubts[0]["row"], doubts[0]["reason"]) == (14, "the headings once more: left out")


def test_a_letter_lost_in_a_name_is_said_at_each_name(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("name,followers\nAnn B\ufffdl,10\nCid Dor,20\nZo\ufffd Fox,30\n", encoding="utf-8")
    assert run(["screen", str(file), "--json", "-"]) == 0
    issues = json.loads(capsysbinary.readouterr().out)["imports"][0]["issues"]
    assert [issue["row"] for issue in issues if "letter of this name" in issue["reason"]] == [2, 4]


def test_a_long_text_costs_no_quadratic_time() -> None:
    from time import process_time

    from core.importing.values.handles import NAMED

    begin = process_time()
    assert not any(NAMED.fullmatch("lorem ipsum " * 2000) for _ in range(50))
    assert process_time() - begin < 2
    assert NAMED.fullmatch("Ann Bell @ann") and not NAMED.fullmatch(" @ann")
