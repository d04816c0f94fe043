"""The score on real data: people's judgement, Klout's scale, and eight years of weekly observations."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.scoring.model import load
from core.scoring.score import score
from core.scoring.smoothing import cruise, trace
from tests.core.scoring.validity import accuracy, auc
from tests.real.scoring_data import difference, klout, pairs, scientists, senators

pytestmark = pytest.mark.real


def test_the_score_orders_pairs_as_people_did(shared: Path):
    first_won, sides = pairs(shared)
    assert len(first_won) == 5500
    assert int(first_won.sum()) == 2802
    assert auc(difference(sides), first_won) >= 0.850
    assert accuracy(difference(sides), first_won) >= 0.758


def test_by_audience_alone_the_scale_is_klouts(shared: Path):
    real = klout(shared)
    assert len(real) == 1048
    assert abs(np.median(scientists(shared)) - np.median(real)) <= 3


def test_regular_weeks_smooth_as_pandas_does(shared: Path):
    """Every run of at least 20 dates exactly a week apart, against pandas' ewm, relative to audiences in thousands."""
    people, seen = senators(shared)
    audience, tried = seen.metric("audience"), 0
    alpha = 1 - 2 ** (-7 / 30)
    for person in range(len(people)):
        i, j = np.searchsorted(seen.person, [person, person + 1])
        breaks = np.flatnonzero(np.diff(seen.day[i:j]) != 7) + 1
        for run in np.split(np.arange(i, j), breaks):
            if len(run) >= 20:
                expected = pd.Series(audience[run]).ewm(alpha=alpha, adjust=False).mean().to_numpy()
                last = cruise(audience[run], seen.day[run], np.array([0, len(run)]), 30)[0]
                np.testing.assert_allclose(trace(audience[run], seen.day[run], 30), expected, rtol=1e-9)
                np.testing.assert_allclose(last, expected[-1], rtol=1e-9)
                tried += 1
    assert tried > 100


def test_the_published_weekly_means_are_reproduced(shared: Path):
    """``facts.json`` holds means with a weight of 0.3 an observation: the half-life a regular week would need."""
    facts = json.loads((shared / "data" / "fr-senateurs-weekly" / "facts.json").read_text(encoding="utf-8"))
    people, seen = senators(shared)
    half_life = 1 / -np.log2(0.7)
    for slug, fact in facts["examples"].items():
        own = seen.keep(seen.person == people.index(slug))
        assert len(own) == fact["n"]
        turn = np.arange(len(own))
        value = cruise(own.metric("audience"), turn, np.array([0, len(own)]), half_life)[0]
        assert value == pytest.approx(fact["ewma0.3"], abs=1e-5)


def test_eight_years_of_senators_are_scored(shared: Path):
    _, seen = senators(shared)
    found = score(seen, load())
    assert (len(seen), len(found), int(found.known.sum())) == (129_858, 441, 441)
    assert (found.low <= found.score).all()
    assert (found.score <= found.high).all()
    assert found.flags["halving"].any()
