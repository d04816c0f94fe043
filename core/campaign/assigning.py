"""Who assesses whom in a campaign, how it assesses, and what is known of its assessors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from core.campaign import actions, assessing, build, sheets, tables
from core.campaign.board import Board
from core.i18n import decimal, tr
from core.model import EXCLUDED, OUT_OF_MARKET
from core.stature import assessor_tables
from core.stature import tables as stature_tables
from core.stature.actions import rubric_in_force
from core.stature.assessment import level_table
from core.stature.assignment import Assignment, assign_people
from core.stature.choices import AssessingChoices, read_choices, write_choices
from core.stature.conflicts import Assessor, Conflict, excluded_pairs, find_conflicts
from core.stature.counted import conflicts_of, counted_levels, free_levels, known_assessors, severities_of
from core.stature.severity import Severity
from core.workspace.changed import Changed, changed
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


def view_conflicts(workspace: Workspace, campaign: int) -> list[tuple[Conflict, int]]:
    """Every conflict of interest, waived or not, with how many levels of the assessor's it concerns."""
    said = stature_tables.level_columns(workspace, campaign)
    pairs = list(zip(said.person.tolist(), said.assessor, strict=True))
    return [(one, pairs.count((one.person, one.assessor))) for one in conflicts_of(workspace, campaign)]


def list_corrected(workspace: Workspace, campaign: int) -> list[Corrected]:
    """The levels that count as others than they were given: the corrected one beside the raw one, by person."""
    asked, keys = tables.campaign(workspace, campaign), rubric_in_force(workspace).keys
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


def choose_assessing(workspace: Workspace, campaign: int, choices: AssessingChoices) -> Changed:
    """Stores how a campaign assesses."""
    return actions.change_campaign(workspace, campaign, assessing=write_choices(choices))


def assign_assessors(
    workspace: Workspace, campaign: int, names: Sequence[str], each: int, most: int = 0
) -> tuple[Assignment, Changed]:
    """Says who assesses whom, in the place of what was said before: ``most`` of those who compete (0: all), those
    whose assessment can still change the list first. Nobody gets whom they are too close to. Trouble without names."""
    shown = [assessor_tables.spelling_of(workspace, name) for name in names if name.strip()]
    queued = assessing.queue(workspace, campaign).people.tolist()
    board = build.build_board(workspace, campaign)
    people = list(dict.fromkeys([*queued, *_competing(board)]))[: most or None]
    found = assign_people(people, shown, each, _barred(workspace, campaign, shown))
    step = tr("Say who assesses whom")
    pairs = [(person, name) for person, group in found.assessors.items() for name in group]
    with workspace.step(step, "stature"):
        assessor_tables.replace_assignments(workspace, campaign, pairs)
    return found, changed(step, "stature")


def write_sheets(workspace: Workspace, campaign: int, folder: Path, day: date) -> list[tuple[Path, int]]:
    """A sheet for each assessor with the people assigned to them; says each file and how many are on it."""
    by_name: dict[str, list[int]] = {}
    for person, name in assessor_tables.assignments(workspace, campaign):
        by_name.setdefault(name, []).append(person)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, people in sorted(by_name.items()):
        path = folder / f"{''.join(c for c in name if c.isalnum() or c in ' -_').strip() or 'assessor'}.xlsx"
        written.append((path, sheets.write_sheet(workspace, campaign, people, name, path, day)))
    return written


def _competing(board: Board) -> list[int]:
    state = board.candidates.state
    open_to = (state != EXCLUDED) & (state != OUT_OF_MARKET)
    competing: list[int] = board.person[open_to].tolist()
    return competing


def _barred(workspace: Workspace, campaign: int, names: Sequence[str]) -> set[tuple[int, str]]:
    """The pairs that may not be, with those that the names alone give away: nobody has to have assessed before."""
    known = [*known_assessors(workspace, campaign)]
    new = [Assessor(0, name) for name in names if name not in {one.name for one in known}]
    near = assessor_tables.people_near(workspace, campaign, new)
    return excluded_pairs([*conflicts_of(workspace, campaign), *find_conflicts(new, near)])
