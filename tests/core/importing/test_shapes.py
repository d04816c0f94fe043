"""The shapes exports come in: a row per person, per person and platform, per person and date, per mention."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.importing.cleaning import POST_TWICE, POSTS_ADDED, UNDATED_POST
from core.importing.draft import ImportResult
from core.importing.run import prepare, run_import
from core.importing.traces import trace
from core.model import to_date
from core.workspace.sql import fetch_rows, fetch_value
from core.workspace.store import Workspace, temporary_workspace

PLATFORMS = """Name,Platform,Username,Followers
Ana Bell,Instagram,ana.bell,"12,500"
Ana Bell,YouTube,anabell,300
Bob Roy,Instagram,bob,40
Bob Roy,YouTube,bobroy,50
"""
DATES = """Name,Username,Date,Followers,Posts
Ana Bell,ana,2026-03-01,100,4
Ana Bell,ana,2026-03-08,110,0
Bob Roy,bob,2026-03-01,40,2
Bob Roy,bob,2026-03-08,35,1
"""
MENTIONS = """Date,Headline,URL,Hit Sentence,Source,Influencer,Country,Reach,Engagement
2026-03-01,One,https://e.fr/1,said,E,Ana Bell,France,1000,5
2026-03-01,Two,https://e.fr/2,said,E,ANA BELL,France,1200,7
2026-03-02,Three,https://e.fr/3,said,F,Bob Roy,France,40,1
2026-03-09,Four,https://e.fr/4,said,F,Ana Bell,France,900,
,Five,https://e.fr/5,said,F,Ana Bell,France,900,2
"""
GAINS = """Name,Username,Followers,Followers growth
Ana Bell,ana,100,"+1,200 this week"
Bob Roy,bob,50,-3 this week
"""


def imported(folder: Path, text: str) -> tuple[Workspace, ImportResult]:
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8")
    workspace = temporary_workspace()
    return workspace, run_import(workspace, prepare(workspace, path))


def observed(workspace: Workspace, *what: str) -> list[tuple[Any, ...]]:
    source = "observation o JOIN person p ON p.id=o.person"
    return fetch_rows(
        workspace.connection, f"SELECT p.name, {','.join(what)} FROM {source} ORDER BY p.name, day, channel"
    )


def test_a_row_per_person_and_platform(tmp_path: Path) -> None:
    workspace, done = imported(tmp_path, PLATFORMS)
    assert (done.rows_imported, done.rows_refused) == (4, 0)
    assert observed(workspace, "channel", "audience") == [
        ("Ana Bell", "instagram", 12500.0),
        ("Ana Bell", "youtube", 300.0),
        ("Bob Roy", "instagram", 40.0),
        ("Bob Roy", "youtube", 50.0),
    ]
    # A shared name alone merges nobody: the two accounts of one name are put up for a decision.
    assert {frozenset((one, other)) for one, other, _ in done.proposed} == {
        frozenset(("instagram:ana.bell", "youtube:anabell")),
        frozenset(("instagram:bob", "youtube:bobroy")),
    }


def test_a_row_per_person_and_date(tmp_path: Path) -> None:
    workspace, done = imported(tmp_path, DATES)
    assert (done.people_new, done.rows_imported, done.issues) == (2, 4, ())
    assert [(name, str(to_date(day)), audience) for name, day, audience in observed(workspace, "day", "audience")] == [
        ("Ana Bell", "2026-03-01", 100.0),
        ("Ana Bell", "2026-03-08", 110.0),
        ("Bob Roy", "2026-03-01", 40.0),
        ("Bob Roy", "2026-03-08", 35.0),
    ]


def test_a_row_per_mention_is_summed_day_by_day(tmp_path: Path) -> None:
    workspace, done = imported(tmp_path, MENTIONS)
    assert (done.people_new, done.rows_imported, done.rows_refused) == (2, 5, 0)
    seen = observed(workspace, "day", "posts", "audience", "likes", "row")
    assert [(name, to_date(day) and str(to_date(day)), *rest) for name, day, *rest in seen] == [
        ("Ana Bell", None, 1.0, 900.0, 2.0, 6),
        ("Ana Bell", "2026-03-01", 2.0, 1200.0, 12.0, 2),
        ("Ana Bell", "2026-03-09", 1.0, 900.0, None, 5),
        ("Bob Roy", "2026-03-02", 1.0, 40.0, 1.0, 4),
    ]
    assert {issue.reason for issue in done.issues} >= {POSTS_ADDED, UNDATED_POST}


def test_a_mention_found_by_two_searches_counts_once(tmp_path: Path) -> None:
    again = "2026-03-01,One,https://e.fr/1,said,E,Ana Bell,France,1000,5\n"
    workspace, done = imported(tmp_path, MENTIONS + again + again.replace("https://e.fr/1", ""))
    assert observed(workspace, "posts", "likes", "day")[1][:3] == ("Ana Bell", 3.0, 17.0)
    assert [(issue.row, issue.raw) for issue in done.issues if issue.reason == POST_TWICE] == [(7, "https://e.fr/1")]
    assert done.rows_imported == 7


def test_every_mention_leads_back_to_its_raw_row(tmp_path: Path) -> None:
    workspace, _ = imported(tmp_path, MENTIONS)
    ana = fetch_value(workspace.connection, "SELECT id FROM person WHERE fold='ana bell'")
    assert [(one.row, dict(one.cells)["Headline"]) for one in trace(workspace, ana)] == [
        *((2, "One"), (3, "Two"), (5, "Four"), (6, "Five")),
    ]


def test_more_mentions_with_the_same_reactions_do_not_raise_the_reactions_per_post(tmp_path: Path) -> None:
    line = "2026-03-01,{},https://e.fr/{},said,E,{},France,100,6\n"
    rows = [line.format(n, n, name) for name, times in (("Ana Bell", 1), ("Bob Roy", 5)) for n in range(times)]
    workspace, _ = imported(tmp_path, MENTIONS.splitlines()[0] + "\n" + "".join(rows))
    assert observed(workspace, "likes / posts", "audience") == [("Ana Bell", 6.0, 100.0), ("Bob Roy", 6.0, 100.0)]


@pytest.mark.parametrize("heading", ["Followers growth", "New followers", "Abonnés gagnés"])
def test_gains_are_not_levels(tmp_path: Path, heading: str) -> None:
    workspace, _ = imported(tmp_path, GAINS.replace("Followers growth", heading))
    assert observed(workspace, "audience") == [("Ana Bell", 100.0), ("Bob Roy", 50.0)]
