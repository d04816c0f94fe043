"""The main job on published files, through the command line, as a user runs it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.campaign import online
from core.cli import run
from core.importing import matching
from core.scoring import model as models
from core.scoring.smoothing import trace
from core.workspace.sql import fetch_rows, fetch_value
from core.workspace.store import open_workspace

pytestmark = pytest.mark.real


def screened(tmp_path: Path, *arguments: object) -> dict[str, Any]:
    out = tmp_path / "out.json"
    assert run(["screen", *map(str, arguments), "--json", str(out)]) == 0
    result: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    for done in result["imports"]:
        assert done["rows_read"] == done["rows_imported"] + done["rows_refused"]
    return result


def test_two_hundred_accounts(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/insta-top200/top_insta_influencers_data.csv"
    result = screened(tmp_path, path, "--seats", 40, "--weight", 0)
    done, ranking = result["imports"][0], result["ranking"]
    assert (done["rows_read"], done["rows_imported"], len(ranking)) == (200, 200, 200)
    assert sum(entry["audience"] for entry in ranking) == 15_481_900_000
    assert "433" in {entry["handles"]["instagram"] for entry in ranking}
    assert [issue["raw"] for issue in done["issues"] if issue["field"] == "engagement_rate"] == ["NaN%"]
    assert sum(entry["in"] for entry in ranking) == 40


def test_blank_countries_are_missing(shared: Path, tmp_path: Path) -> None:
    path, kept = shared / "data/insta-top200/top_insta_influencers_data.csv", tmp_path / "kept.entregent"
    screened(tmp_path, path, "--workspace", kept)
    workspace = open_workspace(kept)
    countries = Counter(country for (country,) in fetch_rows(workspace.connection, "SELECT country FROM person"))
    workspace.close()
    assert countries[""] == 62
    assert not {"nan", "NaN", "None"} & set(countries)


def test_ten_files_of_five_moments(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data/hypeauditor-tiktok-youtube-2022"
    facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    kept = tmp_path / "kept.entregent"
    result = screened(tmp_path, *sorted(folder.glob("*.csv")), "--workspace", kept)
    for done in result["imports"]:
        if done["file"] in facts:
            assert done["rows_read"] == facts[done["file"]]["rows_nonblank"]
        assert done["rows_refused"] == 0
    raws = Counter(issue["raw"] for done in result["imports"] for issue in done["issues"])
    assert raws["#VALOR!"] > 0 and raws["N/A'"] > 0
    assert _moments(kept) == {
        int(k): v for k, v in facts["_dated_history"]["histogram_of_number_of_observations"].items()
    }


def _moments(path: Path) -> dict[int, int]:
    """How many TikTok people have how many dates."""
    workspace = open_workspace(path)
    rows = fetch_rows(
        workspace.connection,
        "SELECT n, count(*) FROM (SELECT count(DISTINCT day) AS n FROM observation WHERE channel='tiktok' "
        "GROUP BY person) GROUP BY n",
    )
    workspace.close()
    return dict(rows)


def test_eight_years_of_weeks(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data/fr-senateurs-weekly"
    facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    path, kept = folder / "senateurs_weekly_followers.csv", tmp_path / "kept.entregent"
    newest = folder / "senateurs-2023-04-01.csv"
    result = screened(tmp_path, newest, "--history", path, "--strangers", "--workspace", kept)
    assert result["imports"][1]["rows_read"] == facts["rows"] == 129_858
    workspace = open_workspace(kept)
    history = fetch_value(workspace.connection, "SELECT max(id) FROM batch")
    counted = fetch_rows(
        workspace.connection,
        "SELECT count(*), count(DISTINCT person), count(DISTINCT day), date(min(day)*86400,'unixepoch') "
        "FROM observation WHERE batch=?",
        (history,),
    )
    _smoothing_equals_pandas(workspace)
    workspace.close()
    assert counted == [(129_858, 441, 412, "2015-05-24")]


def test_those_who_left_come_with_no_history(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data/fr-senateurs-weekly"
    newest = screened(tmp_path, folder / "senateurs-2023-04-01.csv")["people"]
    files = folder / "senateurs-2023-04-01.csv", "--history", folder / "senateurs_weekly_followers.csv"
    result = screened(tmp_path, *files)
    strangers = [issue for issue in result["imports"][1]["issues"] if issue["reason"] == matching.NOBODY_KNOWN]
    assert result["people"] == newest
    assert len(strangers) == result["imports"][1]["rows_refused"] > 0


def _smoothing_equals_pandas(workspace: Any) -> None:
    """A person seen every seven days: our half-life in days is pandas' in weeks, to 1e-9."""
    import pandas as pd

    (person,) = fetch_rows(
        workspace.connection, "SELECT person FROM observation GROUP BY person ORDER BY count(*) DESC, person LIMIT 1"
    )[0]
    seen = online.observations_of_person(workspace, person)
    keep = np.flatnonzero(np.diff(seen.day, prepend=seen.day[0] - 7) == 7)
    start, length = _longest_run(keep)
    run_of = keep[start : start + length]
    points = models.load().scales["audience"].points(seen.metric("audience")[run_of])
    ours = trace(points, seen.day[run_of], 21.0)
    theirs = pd.Series(points).ewm(halflife=3, adjust=False).mean().to_numpy()
    assert length > 30
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


def _longest_run(places: np.ndarray) -> tuple[int, int]:
    """Start and length of the longest stretch of consecutive places."""
    breaks = np.flatnonzero(np.diff(places) != 1) + 1
    starts, ends = np.r_[0, breaks], np.r_[breaks, len(places)]
    longest = int(np.argmax(ends - starts))
    return int(starts[longest]), int((ends - starts)[longest])


def test_years_in_office_are_a_level(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data/fr-deputes-2024-utf8"
    result = screened(
        tmp_path, folder / "deputes-active.csv", "--level", "standing=experienceDepute:1,5,10,20", "--seats", 40
    )
    assert result["people"] == 575
    levels = Counter(entry["levels"]["standing"] for entry in result["ranking"])
    assert set(levels) == {0, 1, 2, 3, 4} and sum(levels.values()) == 575
    assert all(entry["credibility"] == entry["levels"]["standing"] * 25 for entry in result["ranking"])
    assert all("\r" not in handle for entry in result["ranking"] for handle in entry["handles"].values())


def test_the_same_people_as_csv_and_as_workbook(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data/fr-influenceurs-small"
    ranks = []
    for name in ("influenceurs.csv", "influenceurs.xlsx"):
        result = screened(tmp_path, folder / name, "--seats", 10)
        assert result["people"] == 28
        ranks.append([(entry["id"], entry["rank"], entry["score"]) for entry in result["ranking"]])
    assert ranks[0] == ranks[1]


def test_no_name_no_people(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["screen", str(shared / "data/klout-1048/klout_scores.csv")]) == 3
    assert len(capsys.readouterr().err.strip().split("\n")) == 1
