"""Outages of a whole source, steps, halvings, and one person's history."""

from __future__ import annotations

import numpy as np
import pytest

from core.scoring.history import history
from core.scoring.model import load
from core.scoring.outages import outage_rows
from core.scoring.score import Terms, score
from tests.core.scoring.build import observations, row

MODEL = load()
PEOPLE = 40


def crowd(days=(0, 7, 14), outage=7, people=PEOPLE):
    return [
        row(p, d, audience=0 if d == outage else 1000 + p, posts=0 if d == outage else 4)
        for p in range(people)
        for d in days
    ]


def test_a_day_on_which_everyone_falls_to_nothing_is_left_out_and_reported():
    rows = crowd()
    found = score(observations(rows), MODEL)
    clean = score(observations([r for r in rows if r.day != 7]), MODEL)
    np.testing.assert_array_equal(found.score, clean.score)
    assert found.flags["outage"].all()
    assert not clean.flags["outage"].any()
    assert not found.flags["halving"].any()


def test_an_outage_may_last_and_spare_some():
    rows = [r for r in crowd(days=(0, 7, 8, 14)) if r.day != 8]
    rows += [row(p, 8, audience=0) for p in range(PEOPLE - 10)] + [row(p, 8, audience=999) for p in range(30, 40)]
    missing = outage_rows(observations(rows), 20)
    assert missing.sum() == PEOPLE + PEOPLE - 10


@pytest.mark.parametrize(
    "rows",
    [
        crowd(people=19),  # too few to be a source's
        crowd(outage=14),  # never came back
        crowd(outage=0),  # had nothing before
        crowd()[:57] + [row(p, d, audience=500) for p in range(19, 60) for d in (0, 7, 14)],  # less than half
    ],
)
def test_what_is_not_an_outage(rows):
    assert not outage_rows(observations(rows), 20).any()


def test_an_outage_on_one_channel_leaves_the_other_alone():
    rows = crowd() + [row(p, 7, 1, audience=50) for p in range(PEOPLE)]
    missing = outage_rows(observations(rows), 20)
    assert missing.sum() == PEOPLE


def flags(*rows):
    found = score(observations(list(rows)), MODEL).flags
    return found["step"][0], found["halving"][0]


def test_an_audience_that_jumps_alone_is_a_step():
    before = row(0, 0, audience=1000, likes=9, posts=1)
    assert flags(before, row(0, 7, audience=1600, likes=9, posts=1)) == (True, False)
    assert flags(before, row(0, 7, audience=1600, likes=15, posts=1)) == (False, False)
    assert flags(before, row(0, 90, audience=1600, likes=9, posts=1)) == (False, False)
    assert flags(row(0, 0, audience=1000, likes=0), row(0, 7, audience=1600, likes=0)) == (True, False)
    assert flags(row(0, 0, audience=1000), row(0, 7, audience=1600)) == (False, False)


def test_an_audience_that_halves_is_flagged():
    assert flags(row(0, 0, audience=1000), row(0, 7, audience=500)) == (False, True)
    assert flags(row(0, 0, audience=1000), row(0, 7, audience=501)) == (False, False)


def test_a_persons_history_ends_on_the_score():
    rows = [*crowd(days=(0, 7, 14, 30)), row(3, 40, audience=9000, posts=0), row(3, None, audience=5)]
    seen = observations(rows)
    absences = [[3, 13, 15], [4, 0, 99]]
    found = history(seen, 3, MODEL, Terms(half_life=14, absences=absences))
    assert found.day.tolist() == [0, 30, 40]
    assert found.audience.tolist() == [1003, 1003, 9000]
    assert found.outages == (7,)
    assert found.absences == ((13, 15),)
    assert found.speed[-1] == 0
    whole = score(seen, MODEL, Terms(half_life=14, absences=absences))
    assert round(found.cruise[-1] * 100) == whole.score[3]
    assert len(history(seen, 3, MODEL, Terms(as_of=29))) == 2
    assert len(history(seen, 4, MODEL, Terms(absences=absences))) == 0


def test_someone_never_seen_has_an_empty_history():
    assert len(history(observations([row(0, 1, audience=5)], 2), 1, MODEL)) == 0
