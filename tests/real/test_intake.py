"""The published files through the whole import: counts, sums and histories as facts.json has them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from core.errors import Trouble
from core.importing import disputes, matching, proposals
from core.importing.draft import ImportResult
from core.importing.matching import Kind
from core.importing.run import prepare, run_import
from core.importing.traces import trace
from core.model import UNDATED, to_day
from core.workspace.sql import fetch_rows, fetch_value
from core.workspace.store import Workspace, temporary_workspace

pytestmark = pytest.mark.real


@pytest.fixture
def workspace() -> Workspace:
    return temporary_workspace()


def imported(workspace: Workspace, path: Path, kind: Kind = "candidates", **options: Any) -> ImportResult:
    done = run_import(workspace, prepare(workspace, path, kind=kind, **options))
    assert done.rows_read == done.rows_imported + done.rows_refused
    assert done.rows_imported == done.people_new + done.merged
    return done


def facts(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "facts.json").read_text(encoding="utf-8"))


def test_two_hundred_accounts(shared: Path, workspace: Workspace) -> None:
    folder = shared / "data" / "insta-top200"
    done = imported(workspace, folder / "top_insta_influencers_data.csv")
    known = facts(folder)
    assert (done.rows_imported, done.people_new) == (known["rows"], known["distinct_handles"])
    assert (
        fetch_value(workspace.connection, "SELECT sum(audience) FROM observation")
        == known["columns"]["followers"]["sum"]
    )
    assert fetch_value(workspace.connection, "SELECT count(*) FROM person WHERE country=''") == known["country_blank"]
    assert fetch_value(workspace.connection, "SELECT count(*) FROM handle WHERE handle='433'") == 1
    assert [i.field for i in done.issues if i.raw == "NaN%"] == ["engagement_rate"]


def test_five_moments_of_the_same_accounts(shared: Path, workspace: Workspace) -> None:
    folder = shared / "data" / "hypeauditor-tiktok-youtube-2022"
    known = facts(folder)
    for path in sorted(folder.glob("*.csv")):
        done = imported(workspace, path)
        if path.name in known and "rows_nonblank" in known[path.name]:
            assert done.rows_imported == known[path.name]["rows_nonblank"], path.name
    history = known["_dated_history"]
    counts = fetch_rows(
        workspace.connection,
        "SELECT count(DISTINCT o.day) FROM handle h LEFT JOIN observation o ON o.person=h.person "
        "AND o.channel='tiktok' WHERE h.platform='tiktok' GROUP BY h.handle",
    )
    assert len(counts) == history["handles_union"]
    assert {str(n): many for n, many in Counter(n for (n,) in counts).items()} == history[
        "histogram_of_number_of_observations"
    ]
    days = [day for (day,) in fetch_rows(workspace.connection, "SELECT DISTINCT day FROM observation ORDER BY day")]
    assert len(days) == len(history["dates"])
    assert days[0] == UNDATED
    for handle, example in history["examples"].items():
        series = fetch_rows(
            workspace.connection,
            "SELECT o.audience FROM handle h JOIN observation o ON o.person=h.person AND o.channel='tiktok' "
            "WHERE h.platform='tiktok' AND h.handle=? ORDER BY o.day",
            (handle,),
        )
        assert [audience for (audience,) in series] == example["series"], handle


def test_eight_years_of_weeks(shared: Path, workspace: Workspace) -> None:
    from datetime import date

    folder = shared / "data" / "fr-senateurs-weekly"
    known = facts(folder)
    done = imported(workspace, folder / "senateurs_weekly_followers.csv", "history")
    assert (done.rows_imported, done.people_new) == (known["rows"], known["distinct_slug"])
    counted = fetch_rows(
        workspace.connection, "SELECT count(*), count(DISTINCT person), count(DISTINCT day), min(day) FROM observation"
    )
    first = to_day(date.fromisoformat(known["first_last"][0]))
    assert counted == [(known["rows"], known["distinct_slug"], known["weeks(dates)"], first)]
    assert fetch_value(workspace.connection, "SELECT sum(audience) FROM observation") == known["sum_followers"]
    changed = {i.raw for i in done.issues if i.reason == disputes.CHANGED_HANDS}
    assert changed == set(known["handles_claimed_by_several_slugs"])
    with (folder / "senateurs_weekly_followers.csv").open(encoding="utf-8", newline="") as file:
        # Accounts know no capitals: the facts count the spellings, and there are more of those.
        pairs = {(row["slug"], row["twitter"].strip().lstrip("@").casefold()) for row in csv.DictReader(file)}
    held = fetch_rows(
        workspace.connection,
        "SELECT s.handle, t.handle FROM handle s JOIN handle t ON t.person=s.person AND t.platform='twitter' "
        "WHERE s.platform LIKE 'id:%'",
    )
    assert set(held) == pairs
    assert len(held) == len(pairs) < known["distinct_handle"]
    later = imported(workspace, folder / "senateurs-2022-11-01.csv")
    assert later.people_new == 0


def test_the_same_people_as_text_and_as_a_workbook(shared: Path, workspace: Workspace) -> None:
    folder = shared / "data" / "fr-influenceurs-small"
    known = facts(folder)
    one = imported(workspace, folder / "influenceurs.csv")
    other = imported(workspace, folder / "influenceurs.xlsx")
    assert (one.people_new, other.people_new, other.people_known) == (known["csv_rows"], 0, known["same_handles"])
    totals = fetch_rows(workspace.connection, "SELECT sum(audience), sum(likes) FROM observation GROUP BY batch")
    assert totals == [(known["sum_followers"], known["sum_likes"])] * 2


def test_two_lists_that_share_names_only(shared: Path, workspace: Workspace) -> None:
    folder = shared / "data" / "fr-deputes-2024-utf8"
    joins = facts(folder)["join_by_normalised_name"]
    imported(workspace, folder / "deputes-active.csv")
    asked = prepare(workspace, folder / "liste_deputes_excel.csv", kind="stature", confirm=False)
    assert len(asked.match.proposed) == joins
    done = imported(workspace, folder / "liste_deputes_excel.csv", "stature")
    assert done.people_known == joins
    assert sum(i.reason == matching.BY_NAME for i in done.issues) == joins
    assert done.rows_refused == done.rows_read - joins


def test_the_famous_and_their_namesakes_are_proposed_and_not_merged(shared: Path, workspace: Workspace) -> None:
    famous = imported(workspace, shared / "data" / "pantheon" / "pantheon.tsv")
    assert famous.people_new == facts(shared / "data" / "pantheon")["rows"]
    channels = imported(workspace, shared / "data" / "youtube-global-2023" / "Global YouTube Statistics.csv")
    assert channels.people_known == 0
    assert channels.people_new == channels.rows_imported
    assert sum("the same name" in reason for _, _, reason in channels.proposed) >= 30


def test_forty_six_thousand_accounts(shared: Path, workspace: Workspace) -> None:
    folder = shared / "data" / "twitter-scientists"
    known = facts(folder)
    done = imported(workspace, folder / "twitter_scientists.csv")
    assert (done.people_new, done.rows_imported) == (known["rows"], known["rows"])
    assert fetch_value(workspace.connection, "SELECT sum(audience) FROM observation") == known["sum_followers"]
    assert len(done.proposed) < proposals.MOST
    odd = fetch_rows(workspace.connection, "SELECT name FROM person WHERE substr(name, 1, 1) IN ('=', '+', '-', '@')")
    assert {name for (name,) in odd} == set(known["names_starting_with_=+-@"])


def test_people_twice_in_one_file_stay_two(shared: Path, workspace: Workspace) -> None:
    folder = shared / "data" / "nba-social-power"
    done = imported(workspace, folder / "nba_2017_players_with_salary_wiki_twitter.csv")
    assert done.people_new == facts(folder)["players_with_salary_wiki_twitter rows"]
    assert fetch_value(workspace.connection, "SELECT round(sum(visits), 1) FROM observation") == float(
        facts(folder)["sum_PAGEVIEWS"]
    )
    assert [reason for *_, reason in done.proposed] == [proposals.SAME]


def test_a_file_that_names_nobody_is_refused(shared: Path, workspace: Workspace) -> None:
    before = workspace.connection.serialize()
    with pytest.raises(Trouble):
        imported(workspace, shared / "data" / "klout-1048" / "klout_scores.csv")
    assert workspace.connection.serialize() == before


def test_a_file_under_two_names_counts_once(shared: Path, workspace: Workspace) -> None:
    folder = shared / "data" / "journals-monthly-followers"
    path = folder / "followers-2022-08-01.csv"
    done = imported(workspace, path)
    again = imported(workspace, path)
    assert (again.batch, again.people_new, again.rows_imported) == (done.batch, 0, done.rows_imported)
    assert fetch_value(workspace.connection, "SELECT count(*) FROM batch") == 1
    person = fetch_value(workspace.connection, "SELECT min(id) FROM person")
    assert [found.file for found in trace(workspace, person)] == [path.name]
