"""The score: its minimum, silence, dates, absences, people off line, and what it says of itself."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import Cancelled
from core.model import FULL, UNDATED
from core.scoring.model import load
from core.scoring.score import Terms, hundredths, score
from tests.core.scoring.build import observations, row

MODEL = load("entregent-2026.1")
"""The first model: its anchors are round numbers."""


def test_by_audience_alone_the_score_is_the_reach():
    found = score(observations([row(0, 5, audience=999)]), MODEL)
    assert (found.score[0], found.speed[0], found.cruise[0]) == (4900, 4900, 4900)
    assert (found.low[0], found.high[0]) == (3800, 6000)
    assert found.coverage[0] == pytest.approx(0.45)
    assert found.components["amplification"][0] == -1


def test_all_three_components_leave_no_doubt():
    found = score(observations([row(0, 5, audience=999, likes=99, posts=1, listed=99)]), MODEL)
    assert found.score[0] == found.low[0] == found.high[0] == (45 * 4900 + 35 * 6900 + 20 * 4500) // 100
    assert found.coverage[0] == 1


def test_less_than_the_minimum_is_not_scored():
    found = score(observations([row(0, 5, listed=50)], 2), MODEL)
    assert found.known.tolist() == [False, False]
    axis = found.as_core_axis()
    assert axis.low.tolist() == [0, 0]
    assert axis.high.tolist() == [FULL, FULL]
    assert found.last_day.tolist() == [UNDATED, UNDATED]
    assert found.age_days.tolist() == [-1, -1]


@pytest.mark.parametrize(("half_life", "left"), [(7, 8.75), (14, 24.75), (30, 43.09), (60, 54.92), (90, 59.55)])
def test_silence_observed_decays_as_the_pause_table_says(half_life, left):
    audience = MODEL.scales["audience"].value(70)
    seen = observations([row(0, 0, audience=audience, posts=3), row(0, 21, posts=0)])
    found = score(seen, MODEL, Terms(half_life=half_life))
    assert found.score[0] / 100 == pytest.approx(left, abs=0.1)
    assert found.speed[0] == 0
    assert found.flags["silent"][0]


def test_no_observation_does_not_decay():
    seen = observations([row(0, 0, audience=999), row(1, 400, audience=5)])
    found = score(seen, MODEL)
    assert found.score[0] == 4900
    assert found.age_days.tolist() == [400, 0]
    assert found.flags["stale"].tolist() == [True, False]


def test_the_date_of_the_score_leaves_later_data_out():
    seen = observations([row(0, 0, audience=99), row(0, 60, audience=9999)])
    assert score(seen, MODEL, Terms(as_of=59)).score[0] == 3700
    assert score(seen, MODEL, Terms(as_of=60)).score[0] > 3700
    assert not score(seen, MODEL, Terms(as_of=-1)).known[0]


def test_a_declared_absence_is_left_out():
    rows = [row(0, 0, audience=999, posts=1), row(0, 21, posts=0), row(1, 21, audience=9, posts=0)]
    found = score(observations(rows), MODEL, Terms(absences=[[0, 14, 28]]))
    assert found.score[0] == 4900
    assert found.last_day[0] == 0
    assert found.speed[1] == 0


def test_who_is_off_line_scores_nothing_as_a_fact():
    rows = [row(0, 0, audience=999), row(1, 0, audience=999)]
    found = score(observations(rows, 3), MODEL, Terms(offline=np.array([True, False, True])))
    assert found.score.tolist() == [0, 4900, 0]
    assert found.known.tolist() == [True, True, True]
    assert found.high[[0, 2]].tolist() == [0, 0]


def test_undated_data_has_no_age():
    found = score(observations([row(0, None, audience=999)]), MODEL)
    assert (found.score[0], found.age_days[0]) == (4900, -1)
    assert not found.flags["stale"][0]


def test_no_people_at_all():
    assert len(score(observations([], 0), MODEL)) == 0


def test_progress_can_cancel():
    def stop(done, total, words):
        raise Cancelled

    with pytest.raises(Cancelled):
        score(observations([row(0, 0, audience=1)]), MODEL, progress=stop)


def test_hundredths_are_settled_before_they_are_rounded():
    assert hundredths(np.array([1.005, 0.1 + 0.2, np.nan, 100.0])).tolist() == [101, 30, -1, 10000]
    assert hundredths(np.array([0.125 - 1e-12, 0.125 + 1e-12])).tolist() == [13, 13]
