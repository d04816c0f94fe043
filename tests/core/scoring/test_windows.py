"""Noise that is bought: six kinds of generated fraud are found, honest histories are left alone, and what a span
gave is taken off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import BoolArray
from core.scoring.model import load
from core.scoring.observations import Observations
from core.scoring.peers import compare_peers
from core.scoring.score import Scores, Terms, score
from core.scoring.spans import SetAside, find_spans
from core.scoring.states import states
from core.scoring.windows import BOUGHT_FLAGS, find_windows
from tests.core.scoring.bought import FIRST_DAY, KINDS, WEEKS, generate, mixed, observe
from tests.core.scoring.build import observations, row

MODEL = load()


def flagged(found: Scores) -> BoolArray:
    return np.any([found.flags[name] for name in BOUGHT_FLAGS], axis=0)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_bought_noise_is_found_among_honest_accounts(kind: str) -> None:
    seen, bought = mixed(seed=20, honest=300, fraud=60, kind=kind)
    found = flagged(score(seen, MODEL))
    assert found[bought].mean() >= 0.8
    assert found[~bought].mean() <= 0.03


def test_who_was_not_bought_keeps_the_score_without_flagged_stretches() -> None:
    seen, _ = mixed(seed=7, honest=200, fraud=60, kind="bursts")
    whole = score(seen, MODEL)
    without = score(seen, MODEL, Terms(without_flagged=True))
    clean = ~flagged(whole)
    assert (whole.score[clean] == without.score[clean]).all()
    assert (without.score[~clean] < whole.score[~clean]).mean() > 0.9
    assert (without.low <= without.score).all() and (without.score <= without.high).all()
    for name in BOUGHT_FLAGS:
        assert (whole.flags[name] == without.flags[name]).all()


@pytest.mark.parametrize("kind", ["creeping growth", "far from its own history", "bursts"])
def test_without_the_stretch_the_score_is_near_the_one_before_the_fraud(kind: str) -> None:
    rng = np.random.default_rng(5)
    lines = generate(3, 60)
    bought = KINDS[kind](np.random.default_rng(4), lines)
    honest = score(observe(lines, np.random.default_rng(1)), MODEL).score / 100
    fraud = observe(bought, np.random.default_rng(1))
    moved = score(fraud, MODEL).score / 100 - honest
    left = score(fraud, MODEL, Terms(without_flagged=True)).score / 100 - honest
    most = moved > 2
    assert most.sum() >= 5 and rng is not None
    assert np.median(np.abs(left[most])) < 0.5 * np.median(moved[most])


def creeping(weeks: int = 20, rate: float = 1.12) -> Observations:
    """A year of steady reactions; the audience grows by 12 % a week from week 15 on."""
    rows = []
    for week in range(52):
        audience = 4000 * 1.001**week * rate ** max(0, min(week - 15, weeks))
        likes = (90, 110, 100, 95, 105)[week % 5]
        rows.append(row(0, 7 * week, audience=round(audience), posts=3, likes=3 * likes))
    return observations(rows)


def test_a_stretch_says_when_and_how_much() -> None:
    found = states(creeping(), 0.0)
    (span,) = [
        one for one in find_spans(found, find_windows(found, MODEL.window_rules, MODEL.flags)) if one.flag == "creep"
    ]
    assert 7 * 10 <= span.first <= 7 * 16 and 7 * 33 <= span.last <= 7 * 39
    assert span.numbers["week_percent"] == pytest.approx(11, abs=2)
    assert span.numbers["audience_to"] > 8 * span.numbers["audience_from"]
    assert span.numbers["reactions_within"] == pytest.approx(100, abs=5)
    assert span.numbers["reactions_usual"] == pytest.approx(100, abs=5)


def test_what_is_set_aside_flags_nobody_until_it_goes_on() -> None:
    seen = creeping()
    assert score(seen, MODEL).flags["creep"][0]
    aside = SetAside(0, "creep", 70, 7 * 40)
    terms = Terms(set_aside=(aside,), without_flagged=True)
    assert not score(seen, MODEL, terms).flags["creep"][0]
    assert score(seen, MODEL, terms).score[0] == score(seen, MODEL).score[0]
    assert score(seen, MODEL, Terms(set_aside=(replace(aside, last=7 * 22),))).flags["creep"][0], "it went on"
    assert score(seen, MODEL, Terms(set_aside=(replace(aside, flag="burst"),))).flags["creep"][0]


def test_growth_that_reactions_follow_is_honest() -> None:
    """The same growth, received as such an audience receives."""
    rows = []
    for week in range(52):
        audience = 4000 * 1.12 ** max(0, min(week - 15, 20))
        likes = 0.02 * audience * (0.9, 1.1, 1.0, 0.95, 1.05)[week % 5]
        rows.append(row(0, 7 * week, audience=round(audience), posts=3, likes=round(3 * likes)))
    assert not flagged(score(observations(rows), MODEL))[0]


def test_one_viral_week_is_honest_and_figures_carried_forward_are_no_plateau() -> None:
    rows = [row(0, 7 * w, audience=5000 + w, posts=2, likes=160 + 37 * (w % 3)) for w in range(52)]
    rows[30] = row(0, 210, audience=5900, posts=2, likes=40_000)
    rows += [row(1, 7 * w, audience=9000 + 3 * w) for w in range(52)]
    rows[52] = row(1, 0, audience=9000, posts=1, likes=200)
    assert not flagged(score(observations(rows), MODEL)).any()


def test_fewer_similar_accounts_than_the_rule_asks_for_say_nothing() -> None:
    few = MODEL.window_rules.peers - 1
    channel, audience = np.zeros(few, np.int64), np.full(few, 10_000.0)
    reactions = np.full(few, 200.0)
    reactions[0] = 1e6
    assert not compare_peers(channel, audience, reactions, MODEL.window_rules).side.any()
    channel, audience = np.zeros(few + 1, np.int64), np.full(few + 1, 10_000.0)
    reactions = np.append(reactions, 210.0)
    found = compare_peers(channel, audience, reactions, MODEL.window_rules)
    assert found.side.tolist() == [1] + [0] * few
    assert found.low[1] < 200 < found.high[1] and found.usual[1] == pytest.approx(200, rel=0.1)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_flags_of_windows_hang_on_no_other_person_nor_on_the_order_of_rows(data: st.DataObject) -> None:
    seed = data.draw(st.integers(0, 1000))
    kind = data.draw(st.sampled_from(list(KINDS)))
    lines = generate(seed, 4, kind)
    seen = observe(lines, np.random.default_rng(seed))
    together = score(seen, MODEL)
    for person in range(4):
        alone = score(seen.of_people(np.arange(4) == person), MODEL)
        for name in set(BOUGHT_FLAGS) - {"peers"}:
            assert alone.flags[name][0] == together.flags[name][person]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.integers(0, 400),
            st.none() | st.integers(0, 10**7),
            st.none() | st.integers(0, 9),
            st.none() | st.integers(0, 10**6),
        ),
        max_size=60,
    )
)
def test_any_observations_are_read_without_complaint(rows: list[tuple[int, int, int | None, int | None, int | None]]):
    names = ("audience", "posts", "likes")
    made = [
        row(person, day, **{n: float(v) for n, v in zip(names, values, strict=True) if v is not None})
        for person, day, *values in sorted(set(rows), key=lambda one: one[:2])
    ]
    seen = observations(made, 3)
    with np.errstate(all="raise"):
        whole, without = score(seen, MODEL), score(seen, MODEL, Terms(without_flagged=True))
    assert (without.low <= without.score).all() and (without.score <= without.high).all()
    assert (whole.known == without.known).all() or flagged(whole).any()
    found = states(seen, 0.0)
    for one in find_spans(found, find_windows(found, MODEL.window_rules, MODEL.flags)):
        assert one.first <= one.last and all(np.isfinite(v) for v in one.numbers.values())


def test_the_generator_is_seeded_and_honest_accounts_are_whole_people() -> None:
    one, other = generate(1, 5), generate(1, 5)
    assert np.array_equal(one[0], other[0]) and np.array_equal(one[1], other[1])
    seen = observe(one, np.random.default_rng(0))
    assert len(seen) == 5 * WEEKS and seen.day.min() == FIRST_DAY
