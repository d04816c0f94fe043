"""The published files column by column: sums, counts and oddities as facts.json has them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import Trouble
from core.importing import cleaning, figures
from core.importing.columns.recognise import ColumnMap, apply_choices, recognise
from core.importing.reading.read import read
from core.importing.rows import CleanRows
from core.importing.values import handles
from core.model import to_date

pytestmark = pytest.mark.real


def columns(path: Path, **choices: str) -> tuple[ColumnMap, CleanRows]:
    table = read(path)
    mapping = apply_choices(recognise(table, path.name), table, choices)
    return mapping, cleaning.clean(table, mapping)


def facts(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "facts.json").read_text(encoding="utf-8"))


def total(rows: CleanRows, name: str) -> float:
    return float(np.nansum(rows.metrics[name]))


def test_two_hundred_accounts(shared: Path) -> None:
    folder = shared / "data" / "insta-top200"
    mapping, rows = columns(folder / "top_insta_influencers_data.csv")
    known = facts(folder)
    sums = {name: column["sum"] for name, column in known["columns"].items()}
    assert total(rows, "audience") == sums["followers"] == 15_481_900_000
    assert total(rows, "posts") == sums["posts"]
    assert total(rows, "likes") == sums["avg_likes"]
    assert rows.per_post.all()
    assert round(total(rows, "engagement_rate"), 6) == sums["60_day_eng_rate"]
    assert rows.external["influence_score"].sum() == sums["influence_score"]
    assert mapping.headings["handle"] == "channel_info"
    handles = rows.handles["instagram"].to_pylist()
    assert (len(set(handles)), handles.count("433")) == (known["distinct_handles"], 1)
    assert rows.texts["country"].to_pylist().count("") == known["country_blank"]
    said = [(issue.field, issue.raw) for issue in rows.issues]
    assert said == [("likes", "total_likes: 29.0b, 57.4b, 6.0b"), ("engagement_rate", "NaN%")]
    for field, column in (("likes", "total_likes"), ("likes", "new_post_avg_like")):
        assert total(columns(folder / "top_insta_influencers_data.csv", **{field: column})[1], field) == sums[column]


def test_five_moments_of_two_platforms(shared: Path) -> None:
    folder = shared / "data" / "hypeauditor-tiktok-youtube-2022"
    known, days = facts(folder), Counter[object]()
    for path in sorted(folder.glob("*.csv")):
        mapping, rows = columns(path)
        days[to_date(mapping.day)] += 1
        assert mapping.platform == ("tiktok" if "tiktok" in path.name.casefold() else "youtube")
        assert not rows.refused.any()
        assert rows.per_post.all()
        assert not [issue for issue in rows.issues if issue.reason == figures.DISAGREE], path.name
        fact = known.get(path.name)
        if fact:
            assert (len(rows), total(rows, "audience")) == (fact["rows_nonblank"], fact["followers"]["sum"])
            assert len(set(rows.handles["tiktok"].to_pylist())) == fact["distinct_handles"]
    assert sorted(days.values()) == [2, 2, 2, 2, 2]
    june = columns(folder / "social media influencers-youtube june 2022 - june 2022.csv")[1]
    assert {"N/A'", "#VALOR!"} <= {issue.raw for issue in june.issues}


def test_eight_years_of_weeks(shared: Path) -> None:
    folder = shared / "data" / "fr-senateurs-weekly"
    known = facts(folder)
    _, rows = columns(folder / "senateurs_weekly_followers.csv")
    assert (len(rows), total(rows, "audience")) == (known["rows"], known["sum_followers"])
    assert len(np.unique(rows.day)) == known["weeks(dates)"]
    assert [str(to_date(int(day))) for day in (rows.day.min(), rows.day.max())] == known["first_last"]
    assert len(set(rows.texts["id"].to_pylist())) == known["distinct_slug"]
    assert set(rows.channel.to_pylist()) == {"twitter"}
    mapping, raw = columns(folder / "senateurs-2022-11-01.csv")
    assert str(to_date(mapping.day)) == "2022-11-01"
    assert not raw.issues


def test_fourteen_months_of_journals(shared: Path) -> None:
    folder = shared / "data" / "journals-monthly-followers"
    known = facts(folder)
    for path in sorted(folder.glob("followers-*.csv")):
        _, rows = columns(path)
        fact = known[path.name]
        assert (len(rows), total(rows, "audience")) == (fact["rows"], fact["sum_followers"])
        assert Counter(str(to_date(int(day))) for day in rows.day) == fact["date_column_values"]
        differ = cleaning.DATES_DIFFER in {issue.reason for issue in rows.issues}
        assert differ == (path.stem.removeprefix("followers-") not in fact["date_column_values"])
    _, accounts = columns(folder / "twitter_accounts_of_journals.csv")
    fact = known["twitter_accounts_of_journals.csv"]
    assert (len(accounts), accounts.handles["twitter"].to_pylist().count("")) == (fact["rows"], fact["twitter NA"])


def test_small_french_lists(shared: Path) -> None:
    folder = shared / "data" / "fr-influenceurs-small"
    known = facts(folder)
    seen = [columns(folder / name)[1] for name in ("influenceurs.csv", "influenceurs.xlsx")]
    for rows in seen:
        assert (total(rows, "audience"), total(rows, "likes")) == (known["sum_followers"], known["sum_likes"])
    assert set(seen[0].handles["unknown"].to_pylist()) == set(seen[1].handles["unknown"].to_pylist())


def test_deputies(shared: Path) -> None:
    folder = shared / "data" / "fr-deputes-2024-utf8"
    known = facts(folder)
    table = read(folder / "deputes-active.csv")
    mapping = apply_choices(recognise(table), table, {})
    rows = cleaning.clean(table, mapping, thresholds={"standing": ("experienceDepute", (1, 3, 8, 15))})
    assert Counter(str(to_date(int(day))) for day in rows.day) == known["dateMaj"]
    assert not np.isnan(rows.levels["standing"]).any()
    assert set(rows.levels) == {"standing"}
    hidden = [issue.raw for issue in rows.issues if issue.reason == handles.CLEANED]
    assert hidden == known["handle_with_literal_CR"]
    assert "\r" not in "".join(rows.handles["twitter"].to_pylist())
    listed, people = columns(folder / "liste_deputes_excel.csv")
    assert listed.headings["note"] == "profession"
    assert not people.levels
    assert len(people) == known["liste rows"]


def test_channels_of_the_world(shared: Path) -> None:
    folder = shared / "data" / "youtube-global-2023"
    known = facts(folder)
    _, rows = columns(folder / "Global YouTube Statistics.csv")
    assert (len(rows), rows.refused.sum()) == (known["rows"], 0)
    assert total(rows, "audience") == known["sum_subscribers"]
    assert total(rows, "views") == known["sum_video_views"]
    assert "nan" not in rows.texts["country"].to_pylist()


def test_headings_in_russian(shared: Path) -> None:
    folder = shared / "data" / "ru-youtube-bloggers"
    for name, fact in facts(folder).items():
        if name.endswith(".xlsx"):
            mapping, rows = columns(folder / name)
            assert total(rows, "audience") == fact["sum_Подписчики"]
            assert set(rows.channel.to_pylist()) == {"youtube"}
            assert str(to_date(mapping.day))[:7] == "2025-09"


def test_other_files(shared: Path) -> None:
    data = shared / "data"
    scientists = columns(data / "twitter-scientists" / "twitter_scientists.csv")[1]
    known = facts(data / "twitter-scientists")
    assert total(scientists, "audience") == known["sum_followers"]
    assert len(set(scientists.handles["twitter"].to_pylist())) == known["distinct_screen_name"]
    assert scientists.texts["name"].to_pylist().count("") == known["names_blank"]
    fame = columns(data / "pantheon" / "pantheon.tsv")[1]
    assert total(fame, "visits") == facts(data / "pantheon")["sum_TotalPageViews"]
    players = columns(data / "nba-social-power" / "nba_2017_players_with_salary_wiki_twitter.csv")[1]
    known = facts(data / "nba-social-power")
    assert len(players) == known["players_with_salary_wiki_twitter rows"]
    assert str(total(players, "visits")) == known["sum_PAGEVIEWS"]
    blogs = columns(data / "hn-bloggers" / "domains-meta.csv")[1]
    assert len(set(blogs.texts["url"].to_pylist())) == facts(data / "hn-bloggers")["rows"]


def test_posts_of_a_page(shared: Path) -> None:
    path = shared / "data" / "meta-utf16-oigetit" / "Mar-18-2025_Apr-14-2025_1019826952924933.csv"
    table = read(path)
    mapping, rows = columns(path)
    assert mapping.posts
    assert total(rows, "posts") == len(table)
    likes = table.columns[table.headings.index("Likes")].to_pylist()
    assert total(rows, "likes") == sum(int(cell or 0) for cell in likes)


@pytest.mark.parametrize(
    "name", ["klout-1048/klout_scores.csv", "peerindex-pairs/train.csv", "meta-utf16-oigetit/Reach.csv"]
)
def test_files_about_nobody_are_refused(shared: Path, name: str) -> None:
    with pytest.raises(Trouble, match="No column says who"):
        columns(shared / "data" / name)


def test_klout_scores_with_a_name_chosen(shared: Path) -> None:
    folder = shared / "data" / "klout-1048"
    table = read(folder / "klout_scores.csv")
    mapping = apply_choices(recognise(table), table, {"name": "1"})
    rows, known = cleaning.clean(table, mapping), facts(folder)
    assert round(float(rows.external["klout"].sum()), 8) == pytest.approx(float(known["sum"]), abs=1e-7)
    assert int((rows.external["klout"] >= 59).sum()) == known[">=59"]
