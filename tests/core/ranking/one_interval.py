"""The intervals of one candidate found another way: by counting who stands above, without the others' walk."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.model import PINNED, RANKED, BoolArray, Candidates, FloatArray, IntArray, LongArray
from core.ranking.skyband import skyband
from core.ranking.stability import Interval
from core.ranking.total import by_ties, group_rows, tie_places


def one_interval(candidates: Candidates, index: int, seats: int) -> list[Interval]:
    """The intervals of one candidate, without the others' walk: 20 ms at 1,000,000 rows; exact, for any row.

    Whether k others stand above a row at some weight can be counted among the skyband: the first k are all in it.
    """
    state = candidates.state[index]
    if state == PINNED:
        return [(0.0, 1.0)]
    k = seats - int(np.count_nonzero(candidates.state == PINNED))
    rows = by_ties(candidates, group_rows(candidates, (RANKED,)))
    near = rows[skyband(candidates.score.value[rows], candidates.credibility.value[rows], k)]
    if state != RANKED or not np.any(near == index):
        return []
    at, above = _count_above(candidates, near, index)
    return list(_join_runs(at, above < k))


def _count_above(candidates: Candidates, rows: IntArray, index: int) -> tuple[FloatArray, LongArray]:
    """Weights from 0 where the number of ``rows`` above this one changes, and that number from there on."""
    s = candidates.score.value[rows].astype(np.float64)
    slope = candidates.credibility.value[rows] - s
    own, tilt = float(candidates.score.value[index]), float(candidates.credibility.value[index])
    tilt -= own
    level = s == own
    earlier = tie_places(candidates, rows) < tie_places(candidates, np.array([index]))
    leads = (s > own) | (level & (slope > tilt)) | (level & (slope == tilt) & earlier)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = (s - own) / (tilt - slope)
    meets = np.flatnonzero((crossing > 0) & (crossing < 1))
    meets = meets[np.argsort(crossing[meets], kind="stable")]
    at, rise = crossing[meets], np.where(slope[meets] > tilt, 1, -1)
    above = np.concatenate(([0], np.cumsum(rise))) + int(leads.sum())
    at = np.concatenate(([0.0], at))
    last = np.append(at[1:] != at[:-1], True)
    return at[last], above[last]


def _join_runs(at: FloatArray, inside: BoolArray) -> Iterator[Interval]:
    """The maximal runs of weights that are inside; ``at`` holds where each run of one value starts."""
    turns = np.flatnonzero(np.diff(np.concatenate(([False], inside, [False])).astype(np.int8)))
    bounds = np.append(at, 1.0)
    for a, b in turns.reshape(-1, 2).tolist():
        yield float(bounds[a]), float(bounds[b])
