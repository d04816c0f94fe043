"""The levels of a campaign's candidates: read whole once, then mended one person at a time."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np

from core.model import Campaign, FloatArray, IntArray, LongArray
from core.stature import tables
from core.stature.assessment import level_table, newest_days
from core.stature.rubric import Rubric
from core.workspace.store import Workspace


@dataclass
class _CachedLevels:
    """A campaign's levels as they were when stature had the revision ``seen``."""

    key: Hashable = None
    seen: int = -1
    people: LongArray = field(default_factory=lambda: np.empty(0, np.int64))
    market: str = ""
    table: dict[str, FloatArray] = field(default_factory=dict)
    newest: IntArray = field(default_factory=lambda: np.empty(0, np.int32))


def levels_of(
    workspace: Workspace, campaign: Campaign, people: LongArray, rubric: Rubric, market: str | None = None
) -> dict[str, FloatArray]:
    """The levels of the candidates (ascending ids) by criterion, NaN where unknown, in the campaign's market."""
    held, where = _cached_levels(workspace), campaign.market if market is None else market
    key = (campaign.id, where, len(people), workspace.revisions("people"), rubric.hash)
    if (held.key, held.seen) != (key, workspace.revision["stature"]):
        said = tables.level_columns(workspace, campaign.id)
        held.key, held.people, held.market = key, people, where
        held.table = level_table(people, said, rubric.keys, where)
        held.newest = newest_days(people, said, said.day, where)
        held.seen = workspace.revision["stature"]
    return held.table


def newest_days_of(workspace: Workspace, campaign: Campaign, people: LongArray, rubric: Rubric) -> IntArray:
    """The day of the newest level of each candidate (ascending ids), ``UNDATED`` for none."""
    levels_of(workspace, campaign, people, rubric)
    return _cached_levels(workspace).newest


def refresh_person_levels(workspace: Workspace, person: int) -> None:
    """After a step that changed one person's levels and nothing else of stature: reads that person anew.

    What else happened meanwhile shows in the revision, and the levels are then read whole when they are next asked
    for. Inside an open transaction nothing is mended, since it may yet be lost.
    """
    held, now = _cached_levels(workspace), workspace.revision["stature"]
    if held.key is None or held.seen != now - 1 or workspace.connection.in_transaction:
        return
    place = int(np.searchsorted(held.people, person))
    if place < len(held.people) and held.people[place] == person:
        one, said = np.array([person]), tables.levels_of(workspace, person)
        mine = level_table(one, said, tuple(held.table), held.market)
        # A new array each time: a board that is shown keeps the levels it was built with.
        held.table = {key: _replaced(values, place, mine[key][0]) for key, values in held.table.items()}
        held.newest = held.newest.copy()
        held.newest[place] = newest_days(one, said, said.day, held.market)[0]
    held.seen = now


def _replaced(values: FloatArray, place: int, value: float) -> FloatArray:
    if values[place] == value or (np.isnan(values[place]) and np.isnan(value)):
        return values
    after = values.copy()
    after[place] = value
    return after


def _cached_levels(workspace: Workspace) -> _CachedLevels:
    return workspace.cached("levels by person", (), _CachedLevels)
