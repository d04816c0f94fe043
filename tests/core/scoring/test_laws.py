"""The laws of the score, tried on random people, channels, dates and gaps in the data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.model import FULL
from core.scoring import score as scoring
from core.scoring.components import activity
from core.scoring.model import COMPONENTS, load
from core.scoring.score import Terms, score
from tests.core.scoring.build import Row, observations, row

MODEL = load()
LAWS = settings(max_examples=60, deadline=None)

counts = st.integers(0, 10**7)
metrics = st.fixed_dictionaries(
    {},
    optional={
        "audience": counts,
        "posts": st.integers(0, 50),
        "likes": counts,
        "comments": st.integers(0, 500),
        "shares": st.integers(0, 50),
        "mentions": st.integers(0, 50),
        "views": counts,
        "listed": st.integers(0, 10**5),
        "inbound_links": st.integers(0, 10**4),
        "visits": counts,
        "engagement_rate": st.floats(0, 30),
        "audience_quality": st.floats(0, 100),
    },
)
rows = st.builds(
    Row,
    person=st.integers(0, 3),
    day=st.one_of(st.none(), st.integers(0, 200)).map(lambda d: row(0, d).day),
    channel=st.integers(0, 2),
    metrics=metrics,
    per_post=st.booleans(),
)
populations = st.lists(rows, min_size=1, max_size=12)


def holding(**sure: st.SearchStrategy[float]) -> st.SearchStrategy[list[Row]]:
    """Populations of which at least one row holds these metrics."""
    one = st.builds(lambda r, values: r.having(**values), rows, st.fixed_dictionaries(sure))
    return st.builds(lambda people, r: [*people, r], populations, one)


def columns(scores):
    return [scores.score, scores.low, scores.high, scores.known, scores.speed, *scores.components.values()]


def same(left, right, people=slice(None), others=slice(None)):
    for a, b in zip(columns(left), columns(right), strict=True):
        np.testing.assert_array_equal(a[people], b[others])


def compared(before: list[Row], after: list[Row]):
    n = 4
    return score(observations(before, n), MODEL), score(observations(after, n), MODEL)


@given(holding(audience=counts), st.data())
@LAWS
def test_more_audience_never_lowers_the_score(people, data):
    candidates = [i for i, r in enumerate(people) if "audience" in r.metrics]
    i = data.draw(st.sampled_from(candidates))
    more = people[i].metrics["audience"] + data.draw(st.integers(1, 10**7))
    before, after = compared(people, [*people[:i], people[i].having(audience=more), *people[i + 1 :]])
    assert (after.score >= before.score).all()
    assert (after.speed >= before.speed).all()


@given(holding(likes=counts), st.data())
@LAWS
def test_more_reactions_per_post_never_lower_the_score(people, data):
    kinds = ("likes", "comments", "shares", "mentions", "views", "engagement_rate")
    candidates = [(i, kind) for i, r in enumerate(people) for kind in kinds if kind in r.metrics]
    i, kind = data.draw(st.sampled_from(candidates))
    more = people[i].having(**{kind: people[i].metrics[kind] + data.draw(st.integers(1, 1000))})
    before, after = compared(people, [*people[:i], more, *people[i + 1 :]])
    assert (after.score >= before.score).all()


@given(holding(posts=st.integers(1, 50), likes=counts), st.data())
@LAWS
def test_more_posts_with_the_same_reactions_per_post_never_raise_it(people, data):
    candidates = [i for i, r in enumerate(people) if r.metrics.get("posts", 0) >= 1]
    i, times = data.draw(st.sampled_from(candidates)), data.draw(st.integers(2, 50))
    noisy = ["posts"] if people[i].per_post else ["posts", "likes", "comments", "shares", "mentions", "views"]
    louder = people[i].having(**{k: people[i].metrics[k] * times for k in noisy if k in people[i].metrics})
    before, after = compared(people, [*people[:i], louder, *people[i + 1 :]])
    assert (after.score <= before.score).all()


@given(populations, st.integers(1, 120))
@LAWS
def test_the_score_lies_within_its_bounds(people, half_life):
    found = score(observations(people, 4), MODEL, Terms(half_life=half_life))
    assert (found.low <= found.score)[found.known].all()
    assert (found.score <= found.high).all()
    assert (found.low >= 0).all()
    assert (found.high <= FULL).all()
    assert ((found.coverage > 0) == found.known).all()


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 10**8), st.floats(-1, 1)), min_size=1, max_size=6),
    st.sampled_from(["likes", "listed"]),
)
@LAWS
def test_the_bounds_contain_whatever_the_missing_component_may_be(dates, kind):
    """A history of audiences; then the same with one more component, anywhere within the spread of the mean."""
    scale = MODEL.scales["reactions" if kind == "likes" else "listed"]
    bare, filled, day = [], [], 0
    for gap, audience, where in dates:
        day += gap
        mean = MODEL.scales["audience"].points(np.array([float(audience)]))[0]
        component = min(max(mean + where * 20, 0), 100)
        bare.append(row(0, day, audience=audience))
        filled.append(row(0, day, per_post=True, audience=audience, **{kind: scale.value(component)}))
    before, after = score(observations(bare), MODEL), score(observations(filled), MODEL)
    assert before.low[0] <= after.score[0] <= before.high[0]


@given(st.lists(st.one_of(st.none(), st.floats(0, 100)), min_size=3, max_size=3), st.data())
@LAWS
def test_the_bounds_of_activity_hold_for_every_way_to_fill_the_gaps(points, data):
    assume(any(p is not None for p in points))
    silent = np.zeros(1, np.bool_)
    known = {name: np.array([np.nan if p is None else p]) for name, p in zip(COMPONENTS, points, strict=True)}
    bare = activity(known, silent, MODEL)
    mean = bare.value[0]
    reach = st.floats(max(mean - 20, 0), min(mean + 20, 100))
    full = {name: np.array([data.draw(reach)]) if np.isnan(v[0]) else v for name, v in known.items()}
    value = activity(full, silent, MODEL).value[0]
    assert bare.low[0] - 1e-9 <= value <= bare.high[0] + 1e-9


@given(populations, st.randoms(use_true_random=False))
@LAWS
def test_the_order_of_the_rows_changes_nothing(people, random):
    shuffled = list(people)
    random.shuffle(shuffled)
    before, after = compared(people, shuffled)
    same(before, after)


@given(populations)
@LAWS
def test_the_other_candidates_change_nothing(people):
    crowd = score(observations(people, 4), MODEL)
    for person in range(4):
        alone = [replace(r, person=0) for r in people if r.person == person]
        same(score(observations(alone, 1), MODEL), crowd, slice(0, 1), slice(person, person + 1))


@given(populations)
@LAWS
def test_equal_data_gives_equal_scores(people):
    mine = [replace(r, person=0) for r in people]
    twice = score(observations(mine + [replace(r, person=3) for r in people], 4), MODEL)
    same(twice, twice, slice(0, 1), slice(3, 4))


@given(st.dictionaries(st.integers(0, 300), st.tuples(counts, metrics), min_size=1, max_size=5), st.data())
@LAWS
def test_splitting_the_audience_over_two_channels_changes_nothing(history, data):
    whole = [Row(0, day, 0, {**values, "audience": audience}) for day, (audience, values) in history.items()]
    split = []
    for r in whole:
        part = data.draw(st.integers(0, int(r.metrics["audience"])))
        split.append(r.having(audience=r.metrics["audience"] - part))
        split.append(Row(0, r.day, 1, {"audience": part}))
    before, after = compared(whole, split)
    same(before, after)


@given(st.integers(0, 10**6), st.integers(1, 40), st.integers(0, 10**5), st.integers(2, 9))
@LAWS
def test_splitting_posts_and_their_reactions_as_well_changes_nothing(audience, posts, likes, share):
    whole = [row(0, 5, audience=audience * share, posts=posts * share, likes=likes * share)]
    split = [
        row(0, 5, 0, audience=audience, posts=posts, likes=likes),
        row(0, 5, 1, audience=audience * (share - 1), posts=posts * (share - 1), likes=likes * (share - 1)),
    ]
    before, after = compared(whole, split)
    same(before, after)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.floats(0, 20), st.integers(0, 10**6))
@LAWS
def test_splitting_an_audience_whose_rate_or_average_stays_changes_nothing(one, other, rate, likes):
    for values in ({"engagement_rate": rate}, {"likes": likes}):
        whole = [row(0, 5, 0, True, audience=one + other, **values)]
        split = [row(0, 5, 0, True, audience=one, **values), row(0, 5, 1, True, audience=other, **values)]
        before, after = compared(whole, split)
        same(before, after)


@given(populations)
@settings(max_examples=30, deadline=None)
def test_blocks_of_people_change_nothing(people):
    whole = score(observations(people, 4), MODEL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scoring, "BLOCK_ROWS", 2)
        same(score(observations(people, 4), MODEL), whole)
