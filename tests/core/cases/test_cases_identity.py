"""The invented cases of ``tests/cases`` about who is who, each through the command line with its right value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.cli import run
from core.importing import disputes, matching
from core.importing.identity import nobodys

CASES = Path(__file__).parents[2] / "cases"


def screened(tmp_path: Path, *arguments: object) -> dict[str, Any]:
    out = tmp_path / "out.json"
    assert run(["screen", *map(str, arguments), "--json", str(out)]) == 0
    result: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    for done in result["imports"]:
        assert done["rows_read"] == done["rows_imported"] + done["rows_refused"]
    return result


def files(case: str, *names: str) -> list[Path]:
    folder = next(CASES.glob(f"{case}-*"))
    return [folder / f"{name}.csv" for name in names]


def reasons(result: dict[str, Any]) -> list[str]:
    return [issue["reason"] for done in result["imports"] for issue in done["issues"]]


@pytest.mark.parametrize(
    ("case", "names", "people"),
    [
        ("a03", ["b"], 4),
        ("b01", ["ida", "idb"], 8),
        ("b01", ["em-a", "em-b"], 4),
        ("b01", ["vna", "vnb"], 8),
        ("b01", ["r1", "r2"], 6),
        ("b01", ["r1", "r3"], 7),
        ("b05", ["b"], 8),
        ("b05", ["s2"], 20),
        ("b05", ["s3"], 4),
        ("b05", ["h1", "h2"], 2),
        ("b06", ["h1"], 14),
        ("b07", ["tw"], 3),
        ("b07", ["t1", "t2"], 2),
        ("b08", ["a"], 4),
        ("b22", ["pair0", "pair1"], 50),
        ("b25", ["dm"], 3),
    ],
)
def test_so_many_people_in_either_order_of_files(tmp_path: Path, case: str, names: list[str], people: int) -> None:
    assert screened(tmp_path, *files(case, *names))["people"] == people
    assert screened(tmp_path, *reversed(files(case, *names)))["people"] == people


def test_ranks_move_nobodys_figures(tmp_path: Path) -> None:
    ranking = screened(tmp_path, *files("b01", "r1", "r2"))["ranking"]
    found = {entry["name"]: (entry["handles"]["instagram"], entry["audience"]) for entry in ranking}
    assert found["Eve Fox"] == ("evefox", 7100)
    assert found["Gus Hop"] == ("gushop", 7900)


def test_a_shared_address_is_put_up_with_both_sides(tmp_path: Path) -> None:
    for names in (["b"], ["h1", "h2"], ["s3"]):
        result = screened(tmp_path, *files("b05", *names))
        pairs = {"b": 4, "h1": 1, "s3": 2}[names[0]]
        both = f"{disputes.SAME_ADDRESS}; {disputes.OTHER_NAMES}"
        assert [reason for *_, reason in result["proposed_duplicates"]].count(both) == pairs
    assert disputes.SHARED in reasons(result)


def test_a_newspapers_account_is_put_up_for_two_and_for_many_is_nobodys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two = screened(tmp_path, *files("b07", "t1", "t2"))
    assert [pair[2] for pair in two["proposed_duplicates"]] == [f"{disputes.SAME_ACCOUNT}; {disputes.OTHER_NAMES}"]
    assert "1 pair may be one person; they hold 2 seats." in capsys.readouterr().err
    assert screened(tmp_path, *files("b07", "tw"))["proposed_duplicates"] == []


def test_a_rounded_number_is_an_issue_a_row(tmp_path: Path) -> None:
    assert reasons(screened(tmp_path, *files("b08", "a"))).count(nobodys.ROUNDED) == 4


def test_every_pair_is_proposed(tmp_path: Path) -> None:
    found = screened(tmp_path, *files("b22", "pair0", "pair1"))["proposed_duplicates"]
    assert {(one, other) for one, other, _ in found} == {
        (f"instagram:a{at:02}x", f"tiktok:b{at:02}x") for at in range(0, 50, 2)
    }


def test_a_history_brings_no_stranger_unless_asked_to(tmp_path: Path) -> None:
    candidates, history = files("f21", "a", "h")
    result = screened(tmp_path, candidates, "--history", history)
    assert result["people"] == 3
    refused = [issue for issue in result["imports"][1]["issues"] if issue["reason"] == matching.NOBODY_KNOWN]
    assert [(issue["row"], issue["raw"]) for issue in refused] == [(2, "ghost")]
    assert screened(tmp_path, candidates, "--history", history, "--strangers")["people"] == 4


def test_a_name_two_candidates_bear_is_said_to_be_two(tmp_path: Path) -> None:
    stature = tmp_path / "stature.csv"
    stature.write_text("name,standing\nAnn Lee,3\nBob,2\n", encoding="utf-8")
    result = screened(tmp_path, *files("f21", "a"), "--stature", stature)
    said = {issue["raw"]: issue["reason"] for issue in result["imports"][1]["issues"]}
    assert said["Ann Lee"] == matching.SEVERAL_KNOWN
