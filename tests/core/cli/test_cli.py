"""The command line as a contract: exit codes, one line of trouble, files whole or not at all, JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from core.campaign import build, cache, column_tables
from core.cli import run
from core.files import neutralise
from core.scoring import tables as scoring_tables
from core.workspace.sql import fetch_rows
from core.workspace.store import open_workspace
from tests.core.workspaces import cid

PEOPLE = "Name,Handle,Platform,Followers,Likes per post,Date\nAldo Bel,@aldo,Instagram,1000,50,2026-01-05\n"
MORE = PEOPLE + "Bruna Cor,@bruna,Instagram,90000,900,2026-01-05\nCaspar Dal,@caspar,Instagram,300,9,2026-01-05\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(MORE, encoding="utf-8")
    return path


def screened(arguments: list[str], tmp_path: Path) -> dict[str, object]:
    out = tmp_path / "out.json"
    assert run(["screen", *arguments, "--json", str(out)]) == 0
    return json.loads(out.read_text(encoding="utf-8"))


def test_screen_ranks_and_says_what_it_did(people: Path, tmp_path: Path) -> None:
    result = screened([str(people), "--seats", "1", "--weight", "0"], tmp_path)
    assert [entry["name"] for entry in result["ranking"]] == ["Bruna Cor", "Aldo Bel", "Caspar Dal"]
    assert [entry["in"] for entry in result["ranking"]] == [True, False, False]
    done = result["imports"][0]
    assert (done["rows_read"], done["rows_imported"], done["rows_refused"]) == (3, 3, 0)
    assert done["mapping"]["audience"] == "Followers"
    assert result["campaign"]["as_of"] == "2026-01-05"
    assert result["ranking"][0]["id"] == "instagram:bruna"


def test_the_json_is_the_same_whatever_the_order_of_the_rows(people: Path, tmp_path: Path) -> None:
    first = screened([str(people)], tmp_path)
    head, *rows = MORE.strip().split("\n")
    people.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    assert screened([str(people)], tmp_path)["ranking"] == first["ranking"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n" + bytes(50), b"PK\x03\x04 a truncated workbook", b"colour,size\nred,1\nblue,2\n"],
    ids=["empty", "picture", "truncated workbook", "no usable column"],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    content: bytes, people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, bad = tmp_path / "kept.entregent", tmp_path / "bad.xlsx"
    assert run(["screen", str(people), "--workspace", str(workspace)]) == 0
    before = workspace.read_bytes()
    bad.write_bytes(content)
    capsys.readouterr()
    assert run(["screen", str(people), str(bad), "--workspace", str(workspace)]) == 3
    assert run(["import", "--workspace", str(workspace), str(bad)]) == 3
    errors = capsys.readouterr().err.strip().split("\n")
    assert len(errors) == 2 and all("bad.xlsx" in line for line in errors)
    assert workspace.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.xlsx", "kept.entregent", "people.csv"]


def test_a_missing_file_is_refused_and_makes_no_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = tmp_path / "new.entregent"
    assert run(["screen", str(tmp_path / "nowhere.csv"), "--workspace", str(workspace)]) == 3
    assert "nowhere.csv" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["screen"],
        ["nonsense"],
        ["screen", "a.csv", "--weight", "101"],
        ["screen", "a.csv", "--weight", "33.33"],
        ["screen", "a.csv", "--map", "audience"],
        ["screen", "a.csv", "--level", "standing=Years:5,1,2,3"],
    ],
)
def test_wrong_usage_ends_with_two_and_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert len(capsys.readouterr().err.strip().split("\n")) == 1


def test_help_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for language, word in (("en", "Do the whole job"), ("fr", "Tout faire sans fenêtre")):
        with pytest.raises(SystemExit) as ended:
            run(["screen", "--lang", language, "--help"])
        assert ended.value.code == 0
        assert word in " ".join(capsys.readouterr().out.split())


def test_a_kept_workspace_can_be_ranked_frozen_backed_up_and_restored(people: Path, tmp_path: Path) -> None:
    workspace, copy = str(tmp_path / "a.entregent"), str(tmp_path / "copy.entregent")
    assert run(["screen", str(people), "--workspace", workspace]) == 0
    assert run(["rank", "--workspace", workspace, "--seats", "2", "--weight", "12.5"]) == 0
    assert run(["explain", "--workspace", workspace, "aldo"]) == 0
    assert run(["freeze", "--workspace", workspace, "--signed-by", "Camille", "--on", "2026-02-01"]) == 0
    assert run(["backup", "--workspace", workspace, copy]) == 0
    assert run(["person", "--workspace", workspace, "show", "caspar dal", "--json", str(tmp_path / "p.json")]) == 0
    assert run(["person", "--workspace", workspace, "erase", "caspar dal"]) == 3
    assert run(["person", "--workspace", workspace, "erase", "caspar dal", "--yes"]) == 0
    assert run(["person", "--workspace", workspace, "show", "caspar dal"]) == 3
    assert run(["restore", "--workspace", workspace, copy]) == 0
    assert run(["person", "--workspace", workspace, "show", "caspar dal"]) == 3
    assert run(["check", "--workspace", workspace]) == 0


def test_erasing_leaves_no_trace_in_the_file(people: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.entregent"
    assert run(["screen", str(people), "--workspace", str(path)]) == 0
    assert run(["person", "--workspace", str(path), "erase", "Bruna Cor", "--yes"]) == 0
    content = path.read_bytes().lower()
    assert b"bruna" not in content
    assert b"aldo" in content
    workspace = open_workspace(path)
    assert not any("bruna" in str(row).lower() for row in fetch_rows(workspace.connection, "SELECT * FROM person"))
    workspace.close()


def test_output_files_are_whole(people: Path, tmp_path: Path) -> None:
    names = {"--csv": "a.csv", "--xlsx": "a.xlsx", "--report": "a.pdf"}
    outputs = [word for option, name in names.items() for word in (option, str(tmp_path / name))]
    assert run(["screen", str(people), "--cutoff", "60", "--lang", "fr", *outputs]) == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert "Rang" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert run(["screen", str(people), "--csv", str(tmp_path / "no" / "such" / "a.csv")]) == 3


def test_what_goes_out_comes_back_in(people: Path, tmp_path: Path) -> None:
    out = tmp_path / "again.csv"
    assert run(["screen", str(people), "--csv", str(out)]) == 0
    again = screened([str(out)], tmp_path)
    assert {entry["id"] for entry in again["ranking"]} == {"instagram:aldo", "instagram:bruna", "instagram:caspar"}


def test_read_writes_the_plain_table(people: Path, tmp_path: Path) -> None:
    out, report = tmp_path / "plain.csv", tmp_path / "report.json"
    assert run(["read", str(people), "--csv", str(out), "--json", str(report)]) == 0
    assert "Aldo Bel" in out.read_text(encoding="utf-8")
    assert json.loads(report.read_text(encoding="utf-8"))["rows"] == 3
    assert run(["read", str(people)]) == 2


def test_the_sample_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run(["sample", str(tmp_path / name)]) == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_every_name_is_printed_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["sample", str(tmp_path)])
    capsys.readouterr()
    files = [str(tmp_path / "candidates.csv"), "--stature", str(tmp_path / "stature.csv"), "--weight", "42"]
    assert run(["screen", *files]) == 0
    printed = capsys.readouterr().out
    assert "Greta Torinville" in printed and "…" not in printed


def test_a_cut_off_is_audited_on_paper_too(people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    offline = tmp_path / "offline.csv"
    offline.write_text("Name,Profession,Network,Standing,Peers\nDina Ferro,4,4,4,4\n", encoding="utf-8")
    options = ["--offline", str(offline), "--seats", "2", "--weight", "90", "--cutoff", "60"]
    result = screened([str(people), *options], tmp_path)
    assert run(["screen", str(people), *options]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert result["cutoff_audit"]["dropped"] == ["name:dina ferro"]
    assert "A cut-off at 60 would drop 1 name: Dina Ferro" in printed and "and let " in printed


@pytest.mark.parametrize("name", ["=1+1", "+Aldo+", "-jBel", "@nouk @ldo", "'=quoted", "Bel; =cmd", "d'Azay"])
def test_a_name_that_looks_like_a_formula_comes_back_equal(name: str, tmp_path: Path) -> None:
    first, out = tmp_path / "people.csv", tmp_path / "again.csv"
    with first.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Name", "Instagram", "Followers"), (neutralise(name), "someone", 1000)])
    assert screened([str(first), "--csv", str(out)], tmp_path)["ranking"][0]["name"] == name
    assert screened([str(out)], tmp_path)["ranking"][0]["name"] == name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_guest_of_the_report_has_one_page(language: str, tmp_path: Path) -> None:
    """Cover, list, map, sensitivity, cut-off, method, forty guests, legal: a dossier that runs over is a fault."""
    import pypdfium2

    run(["sample", str(tmp_path)])
    given = [
        word
        for option in ("stature", "history", "offline")
        for word in (f"--{option}", str(tmp_path / f"{option}.csv"))
    ]
    out = tmp_path / "report.pdf"
    wanted = ["--weight", "42", "--cutoff", "60", "--lang", language, "--report", str(out)]
    assert run(["screen", str(tmp_path / "candidates.csv"), *given, *wanted]) == 0
    with pypdfium2.PdfDocument(out) as pages:
        assert len(pages) == 6 + 40 + 1
        text = " ".join(pages[6].get_textpage().get_text_bounded().split())
        assert {"en": "newest level of", "fr": "dernier niveau du"}[language] in text.lower()


def test_an_import_leaves_the_workspace_ready_to_be_opened(
    people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept.entregent"
    monkeypatch.setattr(cache, "WORTH_STORING", 3)
    assert run(["import", "--workspace", str(kept), str(people)]) == 0
    monkeypatch.setattr(scoring_tables, "observation_columns", None)
    monkeypatch.setattr(column_tables, "known_people", None)
    workspace = open_workspace(kept)
    board = build.build_board(workspace, cid(workspace))
    assert board.name.take(range(3)) == ["Aldo Bel", "Bruna Cor", "Caspar Dal"]
    assert board.candidates.score.known.all()
    workspace.close()


def test_changes_are_listed_taken_and_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace, out = str(tmp_path / "kept.entregent"), tmp_path / "out.json"
    first, later = tmp_path / "first.csv", tmp_path / "later.csv"
    first.write_text("Name,Instagram,Market\nAda Roy,@ada,FR\nBob Lin,@bob,FR\n", encoding="utf-8")
    later.write_text("Name,Instagram,Market\nAda Roi,@ada,BE\nBob Lin,@bob,BE\n", encoding="utf-8")
    assert run(["import", str(first), "--workspace", workspace]) == 0
    assert run(["import", str(later), "--workspace", workspace]) == 0
    assert "later.csv: 3 texts differ from what is known." in capsys.readouterr().err
    assert run(["changes", "--workspace", workspace, "--json", str(out)]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))["open"]
    said = [(one["person"], one["field"], one["old"], one["new"], one["file"], one["row"]) for one in found]
    assert said[0] == ("instagram:ada", "name", "Ada Roy", "Ada Roi", "later.csv", 2)
    numbers = [str(one["id"]) for one in found]
    both = ["changes", "--workspace", workspace, "--take", numbers[0], "--leave", numbers[1]]
    assert run([*both, "--json", str(out)]) == 0
    done = json.loads(out.read_text(encoding="utf-8"))
    assert (done["taken"], done["left"], [str(one["id"]) for one in done["open"]]) == (1, 1, numbers[2:])
    assert run(["changes", "--workspace", workspace, "--take", "4000"]) == 3
    assert run(["changes", "--workspace", workspace, "--take", "x"]) == 2
    assert run(["changes", "--workspace", workspace, "--take", numbers[2], "--leave", "all"]) == 3
    capsys.readouterr()
    assert run(["changes", "--workspace", workspace, "--take", "all"]) == 0
    assert capsys.readouterr().out.startswith("1 change taken.")


@pytest.mark.parametrize(
    ("wanted", "order"), [([], "ABC"), (["--external", "Kred"], "CBA"), (["--external", "klout"], "ABC")]
)
def test_of_two_external_scores_the_one_to_use_is_said_and_chosen(
    wanted: list[str], order: str, tmp_path: Path
) -> None:
    path, kept = tmp_path / "people.csv", tmp_path / "kept.entregent"
    path.write_text("Name,Followers,Klout,Kred\nA,100,90,100\nB,200,50,500\nC,300,10,900\n", encoding="utf-8")
    common = [str(path), "--weight", "0", "--score", "external", "--workspace", str(kept)]
    result = screened([*common, *wanted], tmp_path)
    assert "".join(entry["name"] for entry in result["ranking"]) == order
    issues = [one for one in result["imports"][0]["issues"] if one["field"] == "external"]
    assert [one["raw"] for one in issues] == ["klout, kred"]
    again = screened([*common, *wanted], tmp_path)
    assert "".join(entry["name"] for entry in again["ranking"]) == order


def test_an_external_score_that_came_with_no_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Followers,Klout\nA,100,90\n", encoding="utf-8")
    assert run(["screen", str(path), "--score", "external", "--external", "kred"]) == 3
    assert "No file brought this score" in capsys.readouterr().err
