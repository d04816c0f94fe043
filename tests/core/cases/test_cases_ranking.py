"""Small inputs that once gave a wrong list: ranking, unknown values, ties, running totals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.cli import run

CASES = Path(__file__).parents[2] / "cases"


def screen(tmp_path: Path, *arguments: str | Path) -> dict[str, Any]:
    """The JSON of one ``screen``."""
    out = tmp_path / "out.json"
    assert run(["screen", *map(str, arguments), "--json", str(out)]) == 0
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def by_name(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in found["ranking"]}


def test_f12_a_lifetime_of_no_uploads_beside_31_million_subscribers_is_missing(tmp_path: Path) -> None:
    found = screen(tmp_path, CASES / "f12-lifetime-zero-posts-scores-0" / "in.csv")
    people = by_name(found)
    assert people["Luis Fonsi"]["score"] == people["Big One"]["score"] > people["Small"]["score"]
    assert people["Luis Fonsi"]["flags"] == []
    (issue,) = found["imports"][0]["issues"]
    assert (issue["row"], issue["field"], issue["raw"]) == (2, "posts", "0")


@pytest.mark.parametrize(("heading", "silent"), [("uploads last 30 days", True), ("videos", False)])
def test_no_uploads_in_a_period_are_silence(tmp_path: Path, heading: str, silent: bool) -> None:
    (tmp_path / "in.csv").write_text(f"name,youtube,subscribers,{heading}\nAnn Bel,annbel,90000,0\nCid Dor,cid,900,4\n")
    assert ("silent" in by_name(screen(tmp_path, tmp_path / "in.csv"))["Ann Bel"]["flags"]) is silent


def test_f12_a_count_that_only_grows_is_read_as_a_running_total(tmp_path: Path) -> None:
    """Three accounts over half a year, one of which stopped: it falls, and the reading is said and can be changed."""
    lines = ["date,name,twitter,followers,tweets"]
    for week in range(26):
        month, day = divmod(7 * week, 28)
        for number, name in enumerate(("Ann Bel", "Cid Dor", "Eve Fox")):
            tweets = 3000 + 9 * (min(week, 4) if name == "Cid Dor" else week)
            lines.append(f"2025-{month + 1:02}-{day + 1:02},{name},acc{number},9000,{tweets}")
    history = tmp_path / "history.csv"
    history.write_text("\n".join(lines) + "\n")
    (tmp_path / "in.csv").write_text("name,twitter\nAnn Bel,acc0\nCid Dor,acc1\nEve Fox,acc2\n")
    found = screen(tmp_path, tmp_path / "in.csv", "--history", history)
    people = by_name(found)
    assert people["Cid Dor"]["score"] < 10 < 50 < people["Ann Bel"]["score"] == people["Eve Fox"]["score"]
    assert people["Cid Dor"]["flags"] == ["running_total", "silent"]
    said = [issue for issue in found["imports"][1]["issues"] if issue["field"] == "posts"]
    assert [(issue["row"], issue["raw"]) for issue in said] == [(0, "tweets")]
    other = by_name(screen(tmp_path, tmp_path / "in.csv", "--history", history, "--counts", "posts=period"))
    assert other["Cid Dor"]["score"] == other["Ann Bel"]["score"] == people["Ann Bel"]["score"]
    assert run(["screen", str(tmp_path / "in.csv"), "--counts", "audience=total"]) == 3
    assert run(["screen", str(tmp_path / "in.csv"), "--counts", "posts"]) == 2
