"""Who held a key when: a handle that changed hands goes, row by row, to whoever held it on the row's day."""

from __future__ import annotations

from collections.abc import Mapping

from core.model import UNDATED, LongArray


def tenures(holder: LongArray, since: LongArray, until: LongArray) -> dict[int, tuple[int, int]]:
    """Holder -> first and last day it held the key."""
    tenure: dict[int, tuple[int, int]] = {}
    for one, first, last in zip(holder.tolist(), since.tolist(), until.tolist(), strict=True):
        before = tenure.get(one, (first, last))
        tenure[one] = (min(before[0], first), max(before[1], last))
    return tenure


def owner_on(day: int, tenure: Mapping[int, tuple[int, int]], prior: set[int]) -> list[int]:
    """Who held the key on a day; the last holder when the row has no date; of two, whom the workspace knew to hold it.

    Nobody when that does not decide.
    """
    if day == UNDATED:
        last = max((until for _, until in tenure.values()), default=UNDATED)
        owners = [one for one, (_, until) in tenure.items() if until == last]
    else:
        gap = {one: max(since - day, day - until, 0) for one, (since, until) in tenure.items() if since != UNDATED}
        owners = [one for one, days in gap.items() if days == min(gap.values())]
    if len(owners) > 1:
        owners = [one for one in owners if one in prior]
    return owners if len(owners) == 1 else []
