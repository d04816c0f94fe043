"""The published data sets as the scoring sees them: read with the standard library, nothing fitted."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np

from core.model import UNDATED, BoolArray, FloatArray, IntArray, to_day
from core.scoring.model import load
from core.scoring.observations import Observations
from core.scoring.score import Scores, score


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _numbers(rows: list[dict[str, str]], column: str) -> FloatArray:
    return np.array([float(r[column]) if r[column] else np.nan for r in rows])


def undated(metrics: dict[str, FloatArray]) -> Observations:
    """One undated observation a person."""
    n = len(next(iter(metrics.values())))
    channel, day, per_post = np.zeros(n, np.int16), np.full(n, UNDATED), np.zeros(n, np.bool_)
    return Observations(np.arange(n), channel, day, metrics, per_post, n, ("twitter",))


def pairs(shared: Path) -> tuple[BoolArray, dict[str, Scores]]:
    """For each pair, whether people judged the first to be the more influential; the scores of both sides."""
    rows = _rows(shared / "data" / "peerindex-pairs" / "train.csv")
    fields = {
        "audience": "follower_count",
        "listed": "listed_count",
        "mentions": "mentions_received",
        "shares": "retweets_received",
        "posts": "posts",
    }
    first_won = np.array([r["Choice"] == "1" for r in rows])
    sides = {side: {name: _numbers(rows, f"{side}_{column}") for name, column in fields.items()} for side in ("A", "B")}
    return first_won, {side: score(undated(metrics), load()) for side, metrics in sides.items()}


def difference(sides: dict[str, Scores]) -> IntArray:
    """The first one's score less the second one's, in hundredths."""
    return sides["A"].score - sides["B"].score


def klout(shared: Path) -> FloatArray:
    """Real Klout scores."""
    return _numbers(_rows(shared / "data" / "klout-1048" / "klout_scores.csv"), "Klout_score")


def scientists(shared: Path) -> FloatArray:
    """Our scores, by audience alone, of scientists on Twitter."""
    rows = _rows(shared / "data" / "twitter-scientists" / "twitter_scientists.csv")
    return score(undated({"audience": _numbers(rows, "followers")}), load()).score / 100.0


def senators(shared: Path) -> tuple[list[str], Observations]:
    """Eight years of weekly observations, people in order of their slug."""
    rows = _rows(shared / "data" / "fr-senateurs-weekly" / "senateurs_weekly_followers.csv")
    rows.sort(key=lambda r: (r["slug"], r["date"]))
    people = sorted({r["slug"] for r in rows})
    number = {slug: i for i, slug in enumerate(people)}
    m = len(rows)
    return people, Observations(
        np.array([number[r["slug"]] for r in rows]),
        np.zeros(m, np.int16),
        np.array([to_day(date.fromisoformat(r["date"])) for r in rows]),
        {"audience": _numbers(rows, "followers"), "listed": _numbers(rows, "listed")},
        np.zeros(m, np.bool_),
        len(people),
        ("twitter",),
    )
