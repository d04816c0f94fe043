"""Similar accounts: whose reactions lie far from those of accounts of the same channel and size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model import FloatArray, IntArray, LongArray
from core.scoring.model import WindowRules
from core.scoring.observations import Observations

SEVERAL = -1
"""Who is seen on several channels is compared with others who are."""
_NORMAL_QUARTILES = 1.349
LEAST_SPREAD = 0.4
"""In logarithms: accounts of one kind never agree more closely than that, whatever a few of them say."""


@dataclass(frozen=True)
class Peers:
    """For each of n people: the reactions to one post that similar accounts usually receive (NaN where too few are
    similar), between ``low`` and ``high``, and on which ``side`` of them the person's own lie: -1, 0 or 1."""

    low: FloatArray
    usual: FloatArray
    high: FloatArray
    side: IntArray


def compare_peers(channel: LongArray, audience: FloatArray, reactions: FloatArray, rules: WindowRules) -> Peers:
    """Each person's reactions per post beside those of similar accounts; n places, NaN where not known.

    Accounts of one channel stand in order of audience and are cut into groups of ``rules.peers`` at least; in each,
    the median rate of reactions to audience and its quartiles say what is usual. Robust, so that a third of bought
    ones in a group leave it as it is.
    """
    n = len(channel)
    known = np.flatnonzero((audience >= rules.least_audience) & (reactions > 0))
    rate = np.log(reactions[known] / audience[known])
    order = np.lexsort((audience[known], channel[known]))
    group = _cut_groups(channel[known][order], rules.peers)
    of_group = np.empty(len(known), np.int64)
    of_group[order] = group
    within = np.lexsort((rate, of_group))
    start = np.searchsorted(of_group[within], np.arange(group.max(initial=-1) + 2))
    size = np.diff(start)
    quarter, middle, third = (
        rate[within[np.minimum(start[:-1] + (size * part).astype(np.int64), len(within) - 1)]]
        for part in (0.25, 0.5, 0.75)
    )
    spread = np.maximum((third - quarter) / _NORMAL_QUARTILES, LEAST_SPREAD)
    reach = np.maximum(np.log(rules.peers_ratio), rules.peers_spreads * spread)
    reach = np.where(size >= rules.peers, reach, np.nan)
    side = np.zeros(n, np.int32)
    away = rate - middle[of_group]
    side[known] = np.where(away > reach[of_group], 1, np.where(away < -reach[of_group], -1, 0))
    usual, low, high = (np.full(n, np.nan) for _ in range(3))
    usual[known] = np.where(np.isnan(reach[of_group]), np.nan, np.exp(middle[of_group]) * audience[known])
    low[known], high[known] = usual[known] * np.exp(-reach[of_group]), usual[known] * np.exp(reach[of_group])
    return Peers(low, usual, high, side)


def channels_of(observations: Observations) -> LongArray:
    """The channel each of n people is seen on, as its code; ``SEVERAL`` where there are several, or none."""
    found = np.full(observations.n_people, SEVERAL, np.int64)
    start = np.searchsorted(observations.person, np.arange(observations.n_people + 1))
    seen = np.flatnonzero(np.diff(start) > 0)
    if len(seen):
        lowest = np.minimum.reduceat(observations.channel, start[seen])
        highest = np.maximum.reduceat(observations.channel, start[seen])
        found[seen] = np.where(lowest == highest, lowest, SEVERAL)
    return found


def _cut_groups(channel: LongArray, least: int) -> LongArray:
    """Numbers of groups of people in order of channel and audience: as many of equal size as hold ``least`` or more."""
    first = np.flatnonzero(np.diff(channel, prepend=channel[:1] - 1 if len(channel) else channel))
    size = np.diff(np.append(first, len(channel)))
    parts = np.maximum(size // least, 1)
    rank = np.arange(len(channel)) - np.repeat(first, size)
    base = np.concatenate([[0], np.cumsum(parts)[:-1]]) if len(parts) else parts
    group: LongArray = np.repeat(base, size) + rank * np.repeat(parts, size) // np.maximum(np.repeat(size, size), 1)
    return group
