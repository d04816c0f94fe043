"""Stature on the command line: a sheet goes out and comes back, agreement, the lists beyond the score."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from core.cli import run

CRITERIA = "Profession,Network,Standing,Peers"
PEOPLE = "Name,Handle,Platform,Followers,Date\nAldo Bel,@aldo,Instagram,1000,2026-01-05\n"
PEOPLE += "Bruna Cor,@bruna,Instagram,900000,2026-01-05\nCaspar Dal,@caspar,Instagram,300,2026-01-05\n"
LEVELS = f"Name,Handle,Platform,{CRITERIA},Assessor,Date\n"
LEVELS += "Aldo Bel,@aldo,Instagram,4,4,4,4,Bea,2026-01-06\nBruna Cor,@bruna,Instagram,1,1,0,1,Bea,2026-01-06\n"


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    """Three candidates, two rated by Bea, and one person whom no network knows."""
    files = {"people": PEOPLE, "levels": LEVELS, "offline": f"Name,{CRITERIA}\nDina Ferro,4,4,4,4\n"}
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    path = str(tmp_path / "a.entregent")
    given = ["--stature", str(tmp_path / "levels.csv"), "--offline", str(tmp_path / "offline.csv")]
    assert run(["screen", str(tmp_path / "people.csv"), *given, "--seats", "2", "--workspace", path]) == 0
    return path


def answer(command: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    assert run([*command, "--json", "-"]) == 0
    return json.loads(capsys.readouterr().out)


def filled(path: Path, level: int) -> None:
    """The workbook as an assessor sends it back: one level, given to everybody on every criterion."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    columns = [cell.column for cell in sheet[1] if cell.value in ("profession", "network", "standing", "peers")]
    for row in range(5, sheet.max_row + 1):
        for column in columns:
            sheet.cell(row, column).value = level
    book.save(path)


def test_a_sheet_goes_out_and_comes_back(workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "anne.xlsx"
    assert run(["sheet", "write", str(path), "--workspace", workspace, "--assessor", "Anne", "--on", "2026-02-01"]) == 0
    people = load_workbook(path).worksheets[0].max_row - 4
    assert f"{people} people on the sheet anne.xlsx" in capsys.readouterr().out
    filled(path, 2)
    read = ["sheet", "read", str(path), "--workspace", workspace, "--on", "2026-02-03"]
    [back] = answer(read, capsys)
    assert back == {
        "file": "anne.xlsx",
        "assessor": "Anne",
        "added": 4 * people,
        "blank": 0,
        "missing": 0,
        "issues": [],
    }
    assert answer(read, capsys)[0]["added"] == 0
    assert run([*read, "--lang", "fr"]) == 0
    assert "anne.xlsx\u00a0: 0 niveau ou note de Anne" in capsys.readouterr().err


def test_agreement_and_differences_are_said(workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["agreement", "--workspace", workspace]
    assert {one["meaning"] for one in answer(command, capsys)["agreement"]} == {"unmeasured"}
    path = tmp_path / "anne.xlsx"
    run(["sheet", "write", str(path), "--workspace", workspace, "--assessor", "Anne"])
    filled(path, 1)
    assert run(["sheet", "read", str(path), "--workspace", workspace]) == 0
    said = answer(command, capsys)
    assert said["agreement"][2]["criterion"] == "standing" and said["agreement"][2]["people"] == 2
    assert {(one["id"], one["market"], one["levels"]["Bea"]) for one in said["differences"]} == {
        ("instagram:aldo", "", 4)
    }
    assert run(command) == 0
    printed = capsys.readouterr().out
    assert "Aldo Bel, Professional stature: Anne 1, Bea 4" in printed


def test_the_lists_beyond_the_score(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["beyond", "--workspace", workspace]
    found = answer(command, capsys)
    assert [one["name"] for one in found["overlooked"]] == ["Dina Ferro", "Aldo Bel"]
    assert [one["id"] for one in found["loud"]] == ["instagram:bruna"]
    assert [(one["name"], one["level"], one["candidate"]) for one in found["on_no_network"]] == [
        ("Dina Ferro", 4, True)
    ]
    assert run([*command, "--lang", "fr"]) == 0
    assert "Sur aucun réseau\u00a0: Dina Ferro" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["sheet"], 2),
        (["sheet", "send", "a.xlsx"], 2),
        (["sheet", "write", "a.xlsx", "b.xlsx", "--assessor", "Anne"], 2),
        (["sheet", "write", "a.xlsx"], 3),
        (["sheet", "write", "a.xlsx", "--assessor", "Anne", "--people", "0"], 3),
        (["sheet", "write", "no/such/folder/a.xlsx", "--assessor", "Anne"], 3),
        (["sheet", "read", "nowhere.xlsx"], 3),
        (["agreement", "--campaign", "9"], 3),
    ],
)
def test_exit_codes(arguments: list[str], code: int, workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    before = Path(workspace).read_bytes()
    assert run([*arguments, "--workspace", workspace]) == code
    assert len(capsys.readouterr().err.strip().split("\n")) == 1
    assert Path(workspace).read_bytes() == before and not Path("a.xlsx").exists()


def test_of_two_sheets_one_that_is_refused_keeps_both_out(
    workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "anne.xlsx", tmp_path / "bad.xlsx"
    run(["sheet", "write", str(good), "--workspace", workspace, "--assessor", "Anne"])
    filled(good, 3)
    bad.write_bytes(b"PK\x03\x04")
    assert run(["sheet", "read", str(good), str(bad), "--workspace", workspace]) == 3
    assert answer(["sheet", "read", str(good), "--workspace", workspace], capsys)[0]["added"] > 0
