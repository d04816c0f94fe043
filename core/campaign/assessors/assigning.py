"""Who assesses whom in a campaign, and how it assesses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from core.campaign import actions, assessing, build, sheets
from core.campaign.board import Board
from core.i18n import tr
from core.model import EXCLUDED, OUT_OF_MARKET
from core.stature import assessor_tables
from core.stature.assignment import Assignment, assign_people
from core.stature.choices import AssessingChoices, write_choices
from core.stature.conflicts import Assessor, excluded_pairs, find_conflicts
from core.stature.counted import conflicts_of, known_assessors
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


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
