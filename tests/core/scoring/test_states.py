"""States: channels carried forward and brought together, undated data, rates, views and silence."""

from __future__ import annotations

import numpy as np
import pytest

from core.scoring.observations import Observations
from core.scoring.states import states
from tests.core.scoring.build import observations, row


def last(*rows):
    found = states(observations(list(rows)), 0.03)
    names = ("audience", "reactions", "listed", "inbound_links", "audience_quality", "silent")
    return {name: getattr(found, name)[-1] for name in names}


def test_channels_seen_on_different_days_are_carried_forward_and_summed():
    found = states(
        observations([row(0, 1, 0, audience=100), row(0, 5, 1, audience=50), row(0, 9, 0, audience=10)]), 0.03
    )
    assert found.day.tolist() == [1, 5, 9]
    assert found.audience.tolist() == [100, 150, 60]


def test_a_metric_not_stated_later_stays():
    assert last(row(0, 1, audience=100, likes=8, posts=2, listed=3), row(0, 8, audience=120)) == pytest.approx(
        {
            "audience": 120,
            "reactions": 4,
            "listed": 3,
            "inbound_links": np.nan,
            "audience_quality": np.nan,
            "silent": False,
        },
        nan_ok=True,
    )


def test_reactions_come_from_counts_else_a_rate_else_views():
    assert last(row(0, likes=6, comments=2, shares=1, mentions=1, posts=5))["reactions"] == 2
    assert last(row(0, likes=6, posts=5, per_post=True))["reactions"] == 6
    assert last(row(0, likes=6))["reactions"] == 6
    assert last(row(0, likes=6, posts=0.2))["reactions"] == 6
    assert last(row(0, audience=1000, engagement_rate=2.5))["reactions"] == 25
    assert last(row(0, audience=1000, engagement_rate=2.5, likes=7, posts=1))["reactions"] == 7
    assert last(row(0, views=1000, posts=10))["reactions"] == pytest.approx(3)
    assert np.isnan(last(row(0, engagement_rate=2.5))["reactions"])


def test_a_rate_counts_on_its_own_audience_and_on_those_without_any():
    assert last(row(0, 0, 0, audience=1000, engagement_rate=10), row(0, 0, 1, audience=100))["reactions"] == 110
    assert last(row(0, 0, 0, audience=1000, engagement_rate=10), row(0, 0, 1, audience=100, engagement_rate=1))[
        "reactions"
    ] == pytest.approx(101)
    assert last(row(0, 0, 0, engagement_rate=10), row(0, 0, 1, audience=100), row(0, 0, 2, audience=50))[
        "reactions"
    ] == pytest.approx(15)


def test_a_newer_rate_replaces_older_counts():
    rows = [row(0, 1, audience=1000, likes=500, posts=1), row(0, 2, audience=1000, engagement_rate=1)]
    assert last(*rows)["reactions"] == 10


def test_a_quieter_second_channel_does_not_lower_the_first():
    assert last(row(0, 0, 0, likes=90, posts=1), row(0, 0, 1, likes=90, posts=90))["reactions"] == 90


def test_silence_is_no_post_on_any_channel_that_speaks_of_posts():
    assert last(row(0, audience=9, posts=0))["silent"]
    assert last(row(0, 0, 0, audience=9, posts=0), row(0, 0, 1, audience=9))["silent"]
    assert not last(row(0, 0, 0, audience=9, posts=0), row(0, 0, 1, posts=2))["silent"]
    assert not last(row(0, 0, 0, audience=9, posts=0), row(0, 0, 1, audience=5, engagement_rate=2))["silent"]
    assert not last(row(0, audience=9))["silent"]
    assert last(row(0, 1, audience=9, posts=0), row(0, 2, audience=9))["silent"]
    assert not last(row(0, 1, audience=9, posts=0), row(0, 2, audience=9, posts=1))["silent"]


def test_undated_data_counts_only_where_nothing_dated_is_known():
    undated = row(0, None, audience=1_000_000, listed=40)
    found = states(observations([undated, row(0, 10, audience=100)]), 0.03)
    assert found.day.tolist() == [10]
    assert found.audience.tolist() == [100]
    assert found.listed.tolist() == [40]
    alone = states(observations([undated]), 0.03)
    assert alone.audience.tolist() == [1_000_000]


def test_undated_data_of_another_channel_counts_for_nothing_either():
    found = states(observations([row(0, None, 1, audience=1_000_000), row(0, 10, 0, audience=100)]), 0.03)
    assert found.audience.tolist() == [100]


def test_visits_stand_for_the_audience_of_a_channel_without_one():
    assert last(row(0, 0, 0, visits=500), row(0, 0, 1, audience=100, visits=7))["audience"] == 600


def test_quality_is_the_channels_mean_and_never_above_100():
    assert last(row(0, 0, 0, audience_quality=80), row(0, 0, 1, audience_quality=60))["audience_quality"] == 70
    assert last(row(0, audience_quality=140))["audience_quality"] == 100


def test_the_same_person_day_and_channel_twice_is_one_state():
    found = states(observations([row(0, 3, audience=5, listed=9), row(0, 3, audience=7)]), 0.03)
    assert found.audience.tolist() == [7]
    assert found.listed.tolist() == [9]


def test_people_without_observations_have_no_state():
    found = states(observations([row(1, 3, audience=5)], 4), 0.03)
    assert found.start.tolist() == [0, 0, 1, 1, 1]
    empty = states(observations([], 2), 0.03)
    assert empty.start.tolist() == [0, 0, 0]


def test_columns_that_do_not_fit_together_are_a_bug():
    good = observations([row(0, audience=1), row(1, audience=1)])
    with pytest.raises(ValueError, match="by person"):
        Observations(good.person[::-1], good.channel, good.day, good.metrics, good.per_post, 2)
    with pytest.raises(ValueError, match="length"):
        Observations(good.person, good.channel[:1], good.day, good.metrics, good.per_post, 2)
    with pytest.raises(ValueError, match="metric"):
        Observations(good.person, good.channel, good.day, {"luck": good.metric("audience")}, good.per_post, 2)
