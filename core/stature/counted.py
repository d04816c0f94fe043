"""The levels that count in a campaign: without those of assessors in conflict, corrected where that was chosen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.model import BoolArray, Campaign, FloatArray
from core.stature import assessor_tables, tables
from core.stature.assessment import counting
from core.stature.choices import read_choices
from core.stature.conflicts import Assessor, Conflict, excluded_pairs, find_conflicts, mark_countable, with_waivers
from core.stature.severity import Ratings, Severity, correct_levels, estimate_severity
from core.stature.tables import LevelColumns
from core.workspace.store import Workspace


def counted_levels(workspace: Workspace, campaign: Campaign) -> LevelColumns:
    """Every level and settlement of a campaign's candidates that counts."""
    said = free_levels(workspace, campaign.id)
    return _correct(workspace, campaign, said)


def counted_levels_of(workspace: Workspace, campaign: Campaign, person: int) -> LevelColumns:
    """One person's levels and settlements that count in a campaign."""
    return _correct(workspace, campaign, free_levels_of(workspace, campaign.id, person))


def free_levels_of(workspace: Workspace, campaign: int, person: int) -> LevelColumns:
    """One person's levels and settlements of those who are free to judge, as they gave them."""
    return _keep_rows(tables.levels_of(workspace, person), _mark_free(workspace, campaign, person))


def free_levels(workspace: Workspace, campaign: int) -> LevelColumns:
    """The levels and settlements of those who are free to judge, as they gave them."""
    said = tables.level_columns(workspace, campaign)
    excluded = excluded_pairs(conflicts_of(workspace, campaign))
    return _keep_rows(said, mark_countable(said, excluded))


def conflicts_of(workspace: Workspace, campaign: int) -> list[Conflict]:
    """Every conflict of interest with a campaign's candidates, declared and found, waived ones included."""
    key = (campaign, workspace.revisions("stature", "people", "campaign"))
    return workspace.cached("conflicts", key, lambda: _read_conflicts(workspace, campaign))


def severities_of(workspace: Workspace, campaign: Campaign) -> list[Severity]:
    """How strict or lenient each assessor of a campaign is, by name; levels without a name are nobody's."""
    key = (campaign.id, campaign.market, workspace.revisions("stature", "people", "campaign"))
    return workspace.cached("severities", key, lambda: _estimate(workspace, campaign))


def known_assessors(workspace: Workspace, campaign: int) -> list[Assessor]:
    """Whoever was introduced, is to assess or has assessed a campaign's candidates; in the order of the alphabet."""
    introduced = {one.name: one for one in assessor_tables.assessors_introduced(workspace)}
    named = [name for name in tables.assessors(workspace, campaign) if name]
    named += [name for _, name in assessor_tables.assignments(workspace, campaign)]
    every = {name: introduced.get(name, Assessor(0, name)) for name in named} | introduced
    return [every[name] for name in sorted(every)]


def _read_conflicts(workspace: Workspace, campaign: int) -> list[Conflict]:
    stored, assessors = assessor_tables.stored_conflicts(workspace, campaign), known_assessors(workspace, campaign)
    # A level given bumps stature and changes nobody's organisation: of a million people nothing is read again for it.
    key = (campaign, tuple(assessors), workspace.revisions("people", "campaign"))
    near = workspace.cached("people near", key, lambda: assessor_tables.people_near(workspace, campaign, assessors))
    return with_waivers(find_conflicts(assessors, near), stored)


def _mark_free(workspace: Workspace, campaign: int, person: int) -> BoolArray:
    said = tables.levels_of(workspace, person)
    return mark_countable(said, excluded_pairs(conflicts_of(workspace, campaign)))


def _estimate(workspace: Workspace, campaign: Campaign) -> list[Severity]:
    """From the latest own level of each, before anything was settled; of those who are free to judge."""
    said = free_levels(workspace, campaign.id)
    rows = [row for row in counting(said, campaign.market, settlements=False).tolist() if said.assessor[row]]
    names = sorted({said.assessor[row] for row in rows})
    codes = {name: at for at, name in enumerate(names)}
    cells: dict[tuple[int, str], int] = {}
    cell = [cells.setdefault((int(said.person[row]), said.criterion[row]), len(cells)) for row in rows]
    assessor = [codes[said.assessor[row]] for row in rows]
    return estimate_severity(Ratings(np.array(cell, np.int64), np.array(assessor, np.int64), said.level[rows]), names)


def _correct(workspace: Workspace, campaign: Campaign, said: LevelColumns) -> LevelColumns:
    """The levels corrected where the campaign says so; what was settled is nobody's to correct."""
    if not read_choices(campaign.assessing).severity:
        return said
    shifts = {one.assessor: one.shift for one in severities_of(workspace, campaign)}
    corrected: FloatArray = np.where(said.settles, said.level, correct_levels(said.level, said.assessor, shifts))
    return replace(said, level=corrected)


def _keep_rows(said: LevelColumns, kept: BoolArray) -> LevelColumns:
    if kept.all():
        return said
    rows = np.flatnonzero(kept)

    def chosen(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(texts[row] for row in rows.tolist())

    return LevelColumns(
        said.person[rows],
        chosen(said.criterion),
        chosen(said.assessor),
        chosen(said.market),
        said.level[rows],
        said.day[rows],
        said.settles[rows],
        chosen(said.confidence),
    )
