"""Published sets as scores and hidden levels: facts about people cut into levels, or levels drawn where there are none.

A number becomes a level by the parts of its set: 35 % have 0, 30 % 1, 20 % 2, 10 % 3 and 5 % 4.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

PARTS = (0.35, 0.65, 0.85, 0.95)
DRAWN = (0.2, 0.3, 0.25, 0.15, 0.1)
ANCHORS = (0, 25, 37, 49, 61, 73, 83, 91, 97, 100)
UNITS = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9}
HYPE = "hypeauditor-tiktok-youtube-2022/social media influencers - {}.csv"

FACTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "nba": (
        "nba-social-power/nba_2017_players_with_salary_wiki_twitter.csv",
        "PAGEVIEWS",
        ("SALARY_MILLIONS", "MPG", "RPM", "WINS_RPM"),
    ),
    "pantheon": (
        "pantheon/pantheon.tsv",
        "PageViewsEnglish",
        ("numlangs", "L_star", "HPI", "PageViewsNonEnglish"),
    ),
    "insta": (
        "insta-top200/top_insta_influencers_data.csv",
        "followers",
        ("posts", "influence_score", "60_day_eng_rate", "avg_likes"),
    ),
    "youtube": (
        "youtube-global-2023/Global YouTube Statistics.csv",
        "subscribers",
        ("highest_yearly_earnings", "uploads", "video views", "video_views_for_the_last_30_days"),
    ),
    "tiktok": (HYPE.format("tiktok"), "Subscribers count", ("Views avg.", "Likes avg", "Comments avg.", "Shares avg")),
    "senators": (
        "fr-senateurs-weekly/senateurs-2023-04-01.csv",
        "twitter_followers",
        ("twitter_listed", "twitter_tweets", "twitter_following", "twitter_favourites"),
    ),
    "peerindex": (
        "peerindex-pairs/train.csv",
        "A_follower_count",
        ("A_listed_count", "A_mentions_received", "A_network_feature_1", "A_retweets_received"),
    ),
}
"""By set: its file, the column of the score, and those of the levels."""
SCORES = {
    "journals": ("journals-monthly-followers/followers-2023-11-01.csv", "followers"),
    "klout": ("klout-1048/klout_scores.csv", "Klout_score"),
    "hype youtube": (HYPE.format("youtube"), "Subscribers"),
}
"""Sets without a fact beside the score, in which levels are drawn."""


@dataclass(frozen=True)
class Levelled:
    """People of a set: ``score`` (n,) in hundredths and ``levels`` (4, n) from 0 to 4; None where they are drawn."""

    name: str
    score: np.ndarray
    levels: np.ndarray | None


def levelled_sets(data: Path) -> Iterator[Levelled]:
    """Each set with its facts, then each with levels drawn."""
    scores = {}
    for name, (file, score, levels) in FACTS.items():
        columns = read_numbers(data / file)
        stated = ~np.isnan(columns[score])  # a score that is not stated is unknown and not 0
        columns = {title: values[stated] for title, values in columns.items()}
        scores[name] = reach(columns[score])
        yield Levelled(name, scores[name], np.stack([cut(columns[key]) for key in levels]))
    yield scientists(data)
    for name, (file, column) in SCORES.items():
        values = read_numbers(data / file)[column]
        scores[name] = np.rint(values * 100).astype(np.int32) if name == "klout" else reach(values)
    for name, score in scores.items():
        yield Levelled(f"{name}, drawn", score, None)


def scientists(data: Path) -> Levelled:
    """Scientists by followers; the levels by how many lists name them, as what, and as what most often."""
    with (data / "twitter-scientists/twitter_scientists.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    named = [[int(count) for count in re.findall(r":(\d+)", row["list_professions"])] for row in rows]
    levels = (
        [2.0 * bool(row["profession"]) for row in rows],
        np.digitize([len(counts) for counts in named], (1, 2, 3, 5)),
        np.digitize([sum(counts) for counts in named], (1, 3, 8, 20)),
        np.digitize([max(counts, default=0) for counts in named], (1, 3, 6, 15)),
    )
    followers = np.array([number(row["followers"]) for row in rows])
    return Levelled("scientists", reach(followers), np.stack([np.asarray(each, np.float64) for each in levels]))


def number(text: str) -> float:
    """A number such as 12,345 or 475.8m or 1.39%; NaN for another text."""
    found = re.fullmatch(r"([\d.eE+-]+)\s*([kmb]?)%?", text.strip().replace(",", ""), re.IGNORECASE)
    try:
        return float(found[1]) * UNITS[found[2].lower()] if found else float("nan")
    except ValueError:
        return float("nan")


def read_numbers(path: Path) -> dict[str, np.ndarray]:
    """The columns as numbers, by heading; of two with one heading the last, which is the one in figures."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file, delimiter="\t" if path.suffix == ".tsv" else ",")
    whole = [row for row in rows if len(row) == len(head)]
    return {title.strip(): np.array([number(row[at]) for row in whole]) for at, title in enumerate(head)}


def reach(followers: np.ndarray) -> np.ndarray:
    """Hundredths on the anchors of reach."""
    height = np.log10(1 + np.nan_to_num(followers))
    return np.rint(np.interp(height, np.arange(len(ANCHORS)), ANCHORS) * 100).astype(np.int32)


def cut(values: np.ndarray) -> np.ndarray:
    """Levels 0 to 4 by the parts of the set; what is not stated counts as the least."""
    stated = np.nan_to_num(values, nan=np.nanmin(values))
    return np.searchsorted(np.quantile(stated, PARTS), stated, side="left").astype(np.float64)
