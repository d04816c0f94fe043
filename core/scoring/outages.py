"""Outages and flags: days on which a whole source reported nothing, and histories that deserve a second look."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.model import UNDATED, BoolArray, FloatArray, LongArray
from core.scoring.model import FlagRules
from core.scoring.observations import Observations
from core.scoring.states import States


def outage_rows(observations: Observations, people: int) -> BoolArray:
    """The rows (m places) that are a source's outage and no audience: to be left out, and reported.

    On an outage day at least so many ``people``, and half of those who had an audience before, stand at 0 and come
    back later. All rows at 0 on such a day, of those who had an audience before, are the outage's.
    """
    audience = observations.metric("audience")
    nothing = np.zeros(len(observations), np.bool_)
    if np.count_nonzero(audience == 0) < people:
        return nothing
    stated = np.flatnonzero(~np.isnan(audience) & (observations.day != UNDATED))
    columns = (observations.day[stated], observations.channel[stated], observations.person[stated])
    rows = stated[np.lexsort(columns)]
    before, after = _positive_around(audience[rows] > 0, observations.person[rows], observations.channel[rows])
    fell = (audience[rows] == 0) & before
    days, day = np.unique(observations.day[rows], return_inverse=True)
    size = len(days)
    back = _people_per_day(observations.person[rows], day, fell & after, size)
    expected = _people_per_day(observations.person[rows], day, before, size)
    outage = (back >= people) & (2 * back >= expected)
    nothing[rows[fell & outage[day]]] = True
    return nothing


def _positive_around(positive: BoolArray, person: LongArray, channel: NDArray[np.int16]) -> tuple[BoolArray, BoolArray]:
    """For each row in order of person, channel and day: whether the series is ever positive before, and after."""
    new = np.ones(len(positive), np.bool_)
    new[1:] = (person[1:] != person[:-1]) | (channel[1:] != channel[:-1])
    series = np.cumsum(new) - 1
    seen = np.cumsum(positive)
    first = np.flatnonzero(new)
    base: LongArray = (seen - positive)[first]
    whole = np.append(base[1:], seen[-1] if len(seen) else 0)
    return seen - positive > base[series], seen < whole[series]


def _people_per_day(person: LongArray, day: LongArray, rows: BoolArray, size: int) -> LongArray:
    """How many people, each once, stand in these rows on each day."""
    pairs = np.unique(day[rows] * (np.int64(person.max(initial=0)) + 1) + person[rows])
    return np.bincount(pairs // (np.int64(person.max(initial=0)) + 1), minlength=size)


def jump_rows(states: States, rules: FlagRules) -> dict[str, BoolArray]:
    """Rows (s) at which the audience leaps: ``step``, where it jumps within ``step_days`` while reactions per post do
    not rise by a tenth as well; ``halving``, where it falls to half or less from one date to the next."""
    inner = np.ones(len(states.day), np.bool_)
    inner[states.start[:-1][np.diff(states.start) > 0]] = False
    audience, reactions = _shift_values(states.audience, inner), _shift_values(states.reactions, inner)
    jumped = (audience > 0) & (states.audience >= rules.step_ratio * audience)
    soon = np.diff(states.day, prepend=states.day[:1]) <= rules.step_days
    step = jumped & soon & (states.reactions <= 1.1 * reactions)
    return {"step": step, "halving": (audience > 0) & (states.audience <= rules.halving_ratio * audience)}


def _shift_values(value: FloatArray, inner: BoolArray) -> FloatArray:
    """The value before each in the same series; NaN where there is none."""
    before: FloatArray = np.full(len(value), np.nan)
    before[1:][inner[1:]] = value[:-1][inner[1:]]
    return before
