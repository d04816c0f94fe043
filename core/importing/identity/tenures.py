"""Keys that several people hold: to whom a row goes by its day, and how those with no other key are told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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


def told_apart(groups: Sequence[tuple[int, str, Sequence[object]]]) -> dict[int, tuple[int, str]]:
    """Group -> the group it is one with, and its key made distinct by ``#2``, ``#3``.

    Each comes as (group, key, all that its rows say): those of one key are one where they say the same, and are
    numbered by what they say, so that no order of rows shows.
    """
    found: dict[int, tuple[int, str]] = {}
    first: dict[tuple[str, str], tuple[int, str]] = {}
    count: dict[str, int] = {}
    for said, group, key in sorted((repr(said), group, key) for group, key, said in groups):
        if (key, said) not in first:
            count[key] = count.get(key, 0) + 1
            first[key, said] = group, key if count[key] == 1 else f"{key}#{count[key]}"
        found[group] = first[key, said]
    return found
