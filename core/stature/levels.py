"""The levels of a campaign's candidates: read whole once, then mended one person at a time."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np

from core.model import Campaign, FloatArray, IntArray, LongArray
from core.stature.assessment import level_and_width_tables, newest_days
from core.stature.choices import read_choices
from core.stature.counted import counted_levels, counted_levels_of
from core.stature.rubric import Rubric
from core.workspace.store import Workspace


@dataclass
class _CachedLevels:
    """A campaign's levels as they were when stature had the revision ``seen``. ``corrected``: for how strict their
    assessors are, so that one level may move everybody's."""

    key: Hashable = None
    seen: int = -1
    people: LongArray = field(default_factory=lambda: np.empty(0, np.int64))
    campaign: Campaign | None = None
    market: str = ""
    corrected: bool = False
    table: dict[str, FloatArray] = field(default_factory=dict)
    widths: dict[str, FloatArray] = field(default_factory=dict)
    newest: IntArray = field(default_factory=lambda: np.empty(0, np.int32))


def levels_of(
    workspace: Workspace, campaign: Campaign, people: LongArray, rubric: Rubric, market: str | None = None
) -> dict[str, FloatArray]:
    """The levels of the candidates (ascending ids) by criterion, NaN where unknown, in the campaign's market: those
    that count, corrected for how strict their assessors are where the campaign says so."""
    return _read_levels(workspace, campaign, people, rubric, market).table


def widths_of(workspace: Workspace, campaign: Campaign, people: LongArray, rubric: Rubric) -> dict[str, FloatArray]:
    """By how much each of ``levels_of`` may lie lower or higher, as its assessors were unsure; NaN where unknown, empty
    where nobody was."""
    return _read_levels(workspace, campaign, people, rubric).widths


def _read_levels(
    workspace: Workspace, campaign: Campaign, people: LongArray, rubric: Rubric, market: str | None = None
) -> _CachedLevels:
    held, where = _cached_levels(workspace), campaign.market if market is None else market
    key = (campaign.id, campaign.assessing, where, len(people), workspace.revisions("people"), rubric.hash)
    if (held.key, held.seen) != (key, workspace.revision["stature"]):
        said = counted_levels(workspace, campaign)
        held.key, held.people, held.campaign, held.market = key, people, campaign, where
        held.corrected = read_choices(campaign.assessing).severity
        held.table, held.widths = level_and_width_tables(people, said, rubric.keys, where)
        held.newest = newest_days(people, said, said.day, where)
        held.seen = workspace.revision["stature"]
    return held


def newest_days_of(workspace: Workspace, campaign: Campaign, people: LongArray, rubric: Rubric) -> IntArray:
    """The day of the newest level of each candidate (ascending ids), ``UNDATED`` for none."""
    return _read_levels(workspace, campaign, people, rubric).newest


def refresh_person_levels(workspace: Workspace, person: int) -> None:
    """After a step that changed one person's levels and nothing else of stature: reads that person anew.

    What else happened meanwhile shows in the revision, and the levels are then read whole when they are next asked
    for; so they are where levels are corrected, since one more may move everybody's. Inside an open transaction
    nothing is mended, since it may yet be lost.
    """
    held, now = _cached_levels(workspace), workspace.revision["stature"]
    if held.campaign is None or held.seen != now - 1 or workspace.connection.in_transaction or held.corrected:
        return
    place = int(np.searchsorted(held.people, person))
    if place < len(held.people) and held.people[place] == person:
        one, said = np.array([person]), counted_levels_of(workspace, held.campaign, person)
        mine, width = level_and_width_tables(one, said, tuple(held.table), held.market)
        if bool(width) != bool(held.widths):  # the first doubt, or somebody without any among those who have some
            return
        # A new array each time: a board that is shown keeps the levels it was built with.
        held.table = {key: _replace_value(values, place, mine[key][0]) for key, values in held.table.items()}
        held.widths = {key: _replace_value(values, place, width[key][0]) for key, values in held.widths.items()}
        held.newest = held.newest.copy()
        held.newest[place] = newest_days(one, said, said.day, held.market)[0]
    held.seen = now


def _replace_value(values: FloatArray, place: int, value: float) -> FloatArray:
    if values[place] == value or (np.isnan(values[place]) and np.isnan(value)):
        return values
    after = values.copy()
    after[place] = value
    return after


def _cached_levels(workspace: Workspace) -> _CachedLevels:
    return workspace.cached("levels by person", (), _CachedLevels)
