"""Stature on published data: 45,867 candidates to triage, years in office as levels, real texts as notes."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from core.model import Axis, Candidates
from core.stature.credibility import credibility
from core.stature.evidence import Source, facts, levels_from, of_fact, unsupported
from core.stature.notes import warnings
from core.stature.rubric import load
from core.stature.triage import triage, unsettled

pytestmark = pytest.mark.real
SEATS, WEIGHT = 40, 420


def column(path: Path, name: str, delimiter: str = ",") -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[name] or "" for row in csv.DictReader(file, delimiter=delimiter)]


@pytest.fixture(scope="module")
def scientists(shared: Path) -> dict[str, np.ndarray]:
    """Score from the followers, profession level 2 where a profession is stated, the rest unknown."""
    path = shared / "data/twitter-scientists/twitter_scientists.csv"
    followers = np.array([float(text or 0) for text in column(path, "followers")])
    stated = np.array([bool(text) for text in column(path, "profession")])
    levels = {key: np.full(len(followers), np.nan) for key in load().keys}
    levels["profession"][stated] = 2
    score = np.minimum(10000, np.log10(1 + followers) * 1250).astype(np.int32)
    return {"score": score, **levels}


def board(columns: dict[str, np.ndarray]) -> Candidates:
    axis = credibility({key: columns[key] for key in load().keys}, load())
    value = np.where(axis.known, axis.value, 5000).astype(np.int32)
    score, n = columns["score"], len(columns["score"])
    known = Axis(score, score, score, np.ones(n, bool))
    return Candidates(known, Axis(value, axis.low, axis.high, axis.known), np.zeros(n, np.int8), np.zeros(n, bool))


def invited(people: Candidates, credibility: np.ndarray) -> set[int]:
    """The list by one whole sort."""
    score = people.score.value.astype(np.int64)
    total = (1000 - WEIGHT) * score + WEIGHT * credibility.astype(np.int64)
    return set(np.lexsort((np.arange(len(score)), -score, -credibility, -total))[:SEATS].tolist())


def test_triage_of_all_the_scientists(scientists: dict[str, np.ndarray]) -> None:
    people = board(scientists)
    assert len(people) == 45_867
    assert int(people.credibility.known.sum()) == 45_867 - 20_069
    queue = triage(people, WEIGHT, SEATS)
    assert 0 < len(queue) < int(unsettled(people).sum())
    asked = set(queue.tolist())
    before = invited(people, people.credibility.value)
    rng = np.random.default_rng(5)
    sample = {*queue[:20].tolist(), *queue[-20:].tolist(), *before, *rng.integers(0, len(people), 60).tolist()}
    for row in sample:
        lists = []
        for bound in (people.credibility.low[row], people.credibility.high[row]):
            value = people.credibility.value.copy()
            value[row] = bound
            lists.append(invited(people, value))
        assert (lists != [before, before]) == (row in asked)


def test_a_rating_shrinks_the_queue(scientists: dict[str, np.ndarray]) -> None:
    columns = {key: values.copy() for key, values in scientists.items()}
    before = triage(board(columns), WEIGHT, SEATS)
    first = int(before[0])
    for key in load().keys:
        columns[key][first] = 2
    assert first not in triage(board(columns), WEIGHT, SEATS)


def test_years_in_office_become_levels_and_evidence(shared: Path) -> None:
    texts = column(shared / "data/fr-deputes-2024-utf8/deputes-active.csv", "experienceDepute")
    found = [re.match(r"(\d+) an", text) for text in texts]
    years = np.array([float(match[1]) if match else np.nan for match in found])
    fact = facts()["years_in_office"]
    levels = levels_from(years, fact.cuts)
    plain = [sum(year >= cut for cut in fact.cuts) for year in years[~np.isnan(years)].tolist()]
    assert len(texts) == 575
    assert levels[~np.isnan(years)].tolist() == plain
    assert len(set(plain)) > 2, "the thresholds tell people apart"
    by_cell = {(row, fact.criterion): levels[row] for row in np.flatnonzero(~np.isnan(levels)).tolist()}
    pieces = [of_fact(fact, years[row], row, Source("deputes-active.csv")) for row, _ in by_cell]
    assert unsupported(by_cell, pieces) == set()
    assert len(unsupported(by_cell, [])) == sum(level >= 3 for level in plain)


@pytest.mark.parametrize(
    ("file", "name", "delimiter"),
    [
        ("twitter-scientists/twitter_scientists.csv", "name", ","),
        ("twitter-scientists/twitter_scientists.csv", "list_professions", ","),
        ("fr-deputes-2024-utf8/deputes-active.csv", "job", ","),
        ("hn-bloggers/domains-meta.csv", "bio", ","),
        ("hn-bloggers/domains-meta.csv", "topics", ","),
        ("pantheon/pantheon.tsv", "name", "\t"),
    ],
)
def test_few_false_alarms_on_names_jobs_and_lives(shared: Path, file: str, name: str, delimiter: str) -> None:
    """At most one text in two hundred of those that nobody wrote as notes on health, religion and the like."""
    texts = set(column(shared / "data" / file, name, delimiter))
    alarms = [text for text in texts if warnings(text)]
    assert len(alarms) * 200 <= len(texts)
