"""Counts that only grow: recognised from the history, counted by what they gained."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Trouble
from core.scoring.history import history
from core.scoring.model import load
from core.scoring.running_totals import gains, read_choices, running_totals
from core.scoring.score import Terms, score
from tests.core.scoring.build import Row, observations, row

MODEL = load()
ALL = frozenset({(0, "posts"), (0, "likes")})


def totals_of(weekly: list[list[int]], began: int = 500, days: int = 7) -> list[Row]:
    """A row a person and week: the posts since the account began."""
    return [
        row(person, days * week, audience=5000, posts=total)
        for person, counts in enumerate(weekly)
        for week, total in enumerate(accumulate(counts, initial=began))
    ]


def test_a_count_that_only_grows_is_a_running_total_and_one_of_weeks_is_not() -> None:
    rng = np.random.default_rng(3)
    weekly = rng.integers(0, 20, (6, 12)).tolist()
    assert running_totals(observations(totals_of(weekly))) == {(0, "posts")}
    rows = [row(person, 7 * week, posts=n) for person, counts in enumerate(weekly) for week, n in enumerate(counts)]
    assert not running_totals(observations(rows))
    assert not running_totals(observations([row(0, 0, posts=7), row(0, 7, posts=8), row(0, 14, posts=9)]))


def test_posts_taken_down_and_a_few_changed_accounts_do_not_hide_a_total() -> None:
    rows = totals_of([[3, 2, -1, 5, 4, 1, 2, 6, 2]] * 20)
    rows += [row(20, 0, posts=9000), row(20, 7, posts=40)]
    assert running_totals(observations(rows)) == {(0, "posts")}


def test_who_stopped_falls_and_who_goes_on_does_not() -> None:
    seen = observations(totals_of([[4] * 52, [4] * 4 + [0] * 48, [3] * 52]))
    found = score(seen, MODEL)
    assert found.flags["silent"].tolist() == [False, True, False]
    assert found.flags["running_total"].all()
    assert found.score[0] == found.score[2] > 5000 and found.score[1] < 100
    assert score(seen, MODEL, Terms(counts={"posts": "period"})).score[1] == found.score[0]


def test_reactions_per_post_are_gained_likes_by_gained_posts() -> None:
    rows = [row(0, 7 * week, audience=900, posts=100 + 2 * week, likes=1000 + 50 * week) for week in range(12)]
    changed = gains(observations(rows), ALL)
    assert changed.metrics["posts"].tolist() == [100, *[2] * 11]
    assert changed.metrics["likes"].tolist() == [1000, *[50] * 11]
    found = score(observations(rows), MODEL)
    assert found.reactions[0] == 25 and found.flags["running_total"][0]


def test_how_often_a_source_looks_makes_nobody_silent() -> None:
    """Three posts a week, looked at daily: on most days nothing was gained, and nobody was silent."""
    daily = [[day % 7 in (0, 2, 4) for day in range(70)] for _ in range(3)]
    found = score(observations(totals_of(daily, days=1)), MODEL)
    weekly = score(observations(totals_of([[3] * 10] * 3)), MODEL)
    assert found.score.tolist() == weekly.score.tolist() and not found.flags["silent"].any()


@pytest.mark.parametrize(("audience", "expected"), [(31_400_000, [np.nan, np.nan]), (113, [0, 0])])
def test_a_total_of_nothing_beside_a_large_audience_is_missing(audience: float, expected: list[float]) -> None:
    rows = [row(0, 0, audience=audience, posts=0), row(0, 7, audience=audience, posts=0)]
    assert np.array_equal(gains(observations(rows), ALL).metrics["posts"], expected, equal_nan=True)


def test_reactions_of_another_period_than_the_posts_say_nothing() -> None:
    rows = [row(0, 0, posts=50, likes=9), row(0, 7, posts=52, likes=9), row(0, 14, posts=51, likes=9)]
    found = gains(observations(rows), frozenset({(0, "posts")}))
    assert np.array_equal(found.metrics["posts"], [50, 2, np.nan], equal_nan=True)
    assert np.array_equal(found.metrics["likes"], [np.nan, 9, np.nan], equal_nan=True)


def test_averages_per_post_are_no_totals() -> None:
    rows = [row(0, 7 * week, per_post=True, audience=900, likes=100 + week, posts=50 + week) for week in range(12)]
    assert running_totals(observations(rows)) == {(0, "posts")}
    assert score(observations(rows), MODEL).reactions[0] == 111


def test_a_history_ends_at_the_score_when_totals_count_by_their_gain() -> None:
    seen = observations(totals_of([[4] * 12, [4] * 3 + [0] * 9]))
    found = score(seen, MODEL)
    for person in range(2):
        past = history(seen, person, MODEL, totals=running_totals(seen))
        assert round(past.cruise[-1] * 100) == found.score[person]


def test_how_a_count_is_read_can_be_said() -> None:
    assert read_choices([("posts", "total"), ("likes", "period")]) == {"posts": "total", "likes": "period"}
    assert running_totals(observations([row(0, 0, posts=9)]), {"posts": "total"}) == {(0, "posts")}
    for wrong in (("audience", "total"), ("posts", "sum")):
        with pytest.raises(Trouble):
            read_choices([wrong])


weekly_counts = st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=9), min_size=1, max_size=5)


@settings(max_examples=200, deadline=None)
@given(weekly_counts, st.integers(0, 900), st.integers(1, 20), st.randoms())
def test_gains_are_those_since_the_last_date_a_week_before(weekly, began, days, random) -> None:
    """Beside the slow way, whatever the order of a person's rows."""
    rows = totals_of(weekly, began, days)
    random.shuffle(rows)
    seen = observations(rows)
    found = gains(seen, frozenset({(0, "posts")})).metrics["posts"]
    for person, counts in enumerate(weekly):
        whole = list(accumulate(counts, initial=began))
        for week, total in enumerate(whole):
            older = [w for w in range(week) if days * (week - w) >= 7 and whole[w]]
            earlier = [w for w in range(week) if whole[w]]
            expected: float = total
            if not total:
                expected = np.nan
            elif earlier:
                base = older[-1] if older else earlier[0]
                expected = total - whole[base]
                if not expected and days * (week - base) < 7:
                    expected = np.nan
            at = np.flatnonzero((seen.person == person) & (seen.day == days * week))
            assert np.array_equal(found[at], [expected], equal_nan=True)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 8), st.integers(2, 30))
def test_counts_of_single_weeks_are_not_taken_for_totals(seed: int, people: int, weeks: int) -> None:
    rng = np.random.default_rng(seed)
    mean = rng.uniform(1, 30, people)
    rows = [row(p, 7 * w, posts=rng.poisson(mean[p])) for p in range(people) for w in range(weeks)]
    assert not running_totals(observations(rows))
