"""What is known of a campaign's assessors: how strict they are, their conflicts, and how the campaign assesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.campaign import tables
from core.i18n import decimal, tr
from core.people import tables as people_tables
from core.stature import assessor_tables
from core.stature import tables as stature_tables
from core.stature.actions import rubric_of
from core.stature.assessment import level_table
from core.stature.choices import AssessingChoices, read_choices
from core.stature.conflicts import Assessor, Conflict, excluded_pairs
from core.stature.counted import conflicts_of, counted_levels, free_levels, known_assessors, severities_of
from core.stature.severity import Severity
from core.workspace.store import Workspace


@dataclass(frozen=True)
class AssessorView:
    """What is known of an assessor: how many of a campaign's ``levels`` they gave, how many people they are to
    assess, their severity (None: no level yet), and in how many conflicts they stand that nobody waived."""

    who: Assessor
    levels: int
    assigned: int
    severity: Severity | None
    conflicts: int

    @property
    def words(self) -> str:
        """How strict they are, in a sentence."""
        found = self.severity
        if found is None or found.error is None:
            return tr("Shares nobody with another assessor: how strict cannot be told.")
        error = decimal(found.error, 2)
        if not found.shift:
            return tr(
                "As strict as the others, as far as {n} shared levels tell (± {error}).", n=found.shared, error=error
            )
        shown = {"shift": decimal(abs(found.shift), 2), "error": error, "n": found.shared}
        if found.shift < 0:
            return tr("Stricter than the others by {shift} levels (± {error}, {n} shared levels).", **shown)
        return tr("More lenient than the others by {shift} levels (± {error}, {n} shared levels).", **shown)


@dataclass(frozen=True)
class Corrected:
    """A level that counts as another than it was given: the mean as given, and corrected."""

    person: int
    criterion: str
    raw: float
    corrected: float


def view_assessors(workspace: Workspace, campaign: int) -> list[AssessorView]:
    """Everybody who assesses in a campaign, in the order of the alphabet."""
    asked = tables.campaign(workspace, campaign)
    severities = {one.assessor: one for one in severities_of(workspace, asked)}
    said = stature_tables.level_columns(workspace, campaign).assessor
    assigned = [name for _, name in assessor_tables.assignments(workspace, campaign)]
    barred = [name for _, name in excluded_pairs(conflicts_of(workspace, campaign))]
    return [
        AssessorView(
            who, said.count(who.name), assigned.count(who.name), severities.get(who.name), barred.count(who.name)
        )
        for who in known_assessors(workspace, campaign)
    ]


@dataclass(frozen=True)
class AssessorsPage:
    """All that is shown of a campaign's assessors. ``conflicts``: each with the candidate's name and how many levels
    it concerns."""

    assessors: Sequence[AssessorView]
    conflicts: Sequence[tuple[Conflict, str, int]]
    choices: AssessingChoices


def read_page(workspace: Workspace, campaign: int) -> AssessorsPage:
    """Everything about a campaign's assessors at one look."""
    conflicts = [
        (one, people_tables.person(workspace, one.person).name, given)
        for one, given in view_conflicts(workspace, campaign)
    ]
    return AssessorsPage(view_assessors(workspace, campaign), conflicts, choices_of(workspace, campaign))


def view_conflicts(workspace: Workspace, campaign: int) -> list[tuple[Conflict, int]]:
    """Every conflict of interest, waived or not, with how many levels of the assessor's it concerns."""
    said = stature_tables.level_columns(workspace, campaign)
    pairs = list(zip(said.person.tolist(), said.assessor, strict=True))
    return [(one, pairs.count((one.person, one.assessor))) for one in conflicts_of(workspace, campaign)]


def list_corrected(workspace: Workspace, campaign: int) -> list[Corrected]:
    """The levels that count as others than they were given: the corrected one beside the raw one, by person."""
    asked = tables.campaign(workspace, campaign)
    keys = rubric_of(workspace, asked).keys
    people = np.unique(free_levels(workspace, campaign).person)
    raw = level_table(people, free_levels(workspace, campaign), keys, asked.market)
    counts = level_table(people, counted_levels(workspace, asked), keys, asked.market)
    found = [
        Corrected(person, key, float(raw[key][row]), float(counts[key][row]))
        for key in keys
        for row, person in enumerate(people.tolist())
        if not np.isnan(raw[key][row]) and abs(raw[key][row] - counts[key][row]) > 1e-9
    ]
    return sorted(found, key=lambda one: (one.person, keys.index(one.criterion)))


def choices_of(workspace: Workspace, campaign: int) -> AssessingChoices:
    """How a campaign assesses."""
    return read_choices(tables.campaign(workspace, campaign).assessing)
