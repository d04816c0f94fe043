"""The invented cases of ``tests/cases`` that concern what leaves the program and what comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
    assert json.loads(capsysbinary.readouterr().out) == [
        {"id": 1, "name": "Final", "valid": True, "signer": "Odalie", "changed": []}
    ]
    workspace = open_workspace(path)
    text = str(fetch_value(workspace.connection, "SELECT data FROM shortlist"))
    with workspace.unrecorded():
        execute(workspace.connection, "UPDATE shortlist SET data=?", (text.replace("Ann Bel", "Ann Bet"),))
    workspace.close()
    assert run(["verify", "--workspace", str(path), "--json", "-"]) == 0
    found = json.loads(capsysbinary.readouterr().out)[0]
    assert (found["valid"], found["changed"]) == (False, ["the sealed text"])
    assert run(["verify", "--workspace", str(path)]) == 3
    assert run(["verify", "Draft", "--workspace", str(path)]) == 3
