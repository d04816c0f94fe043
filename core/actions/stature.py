"""Actions on stature: a level, a note, a piece of evidence, a person who is on no network."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.actions.changed import Changed, changed
from core.errors import Trouble
from core.i18n import tr
from core.model import Assessment, Evidence, Person
from core.stature.rubric import TOP_LEVEL
from core.workspace import assessments, campaigns, people
from core.workspace.store import Workspace


def set_level(
    workspace: Workspace, person: int, criterion: str, level: int | None, *, assessor: str = "", day: date | None = None
) -> Changed:
    """Gives a level from 0 to 4, or None for "unknown"; the note given earlier stays beside it."""
    if level is not None and not 0 <= level <= TOP_LEVEL:
        raise Trouble(tr("A level lies between 0 and 4."), "", tr("Press 0 to 4, or ? for unknown."))
    return _assess(workspace, tr("Level"), person, criterion, assessor, day, level=level)


def write_note(
    workspace: Workspace, person: int, criterion: str, note: str, *, assessor: str = "", day: date | None = None
) -> Changed:
    """Writes the note of one assessor on one criterion; the level given earlier stays beside it."""
    return _assess(workspace, tr("Note"), person, criterion, assessor, day, note=note.strip())


def add_evidence(workspace: Workspace, piece: Evidence) -> Changed:
    """Adds a piece of evidence. Trouble without a title or with an address that is not http or https."""
    if not piece.title.strip():
        raise Trouble(tr("A piece of evidence needs a title."), "", tr("Name the book, the entry, the article…"))
    if piece.url and not piece.url.lower().startswith(("http://", "https://")):
        raise Trouble(tr("Only web addresses can be kept."), piece.url, tr("Start it with https://"))
    with workspace.step(tr("Add evidence"), "stature"):
        assessments.add_evidence(workspace, piece)
    return changed(tr("Add evidence"), "stature", people=[piece.person])


def remove_evidence(workspace: Workspace, person: int, number: int) -> Changed:
    """Takes a piece of evidence away."""
    with workspace.step(tr("Remove evidence"), "stature"):
        assessments.remove_evidence(workspace, number)
    return changed(tr("Remove evidence"), "stature", people=[person])


def add_person(workspace: Workspace, campaign: int, new: Person) -> tuple[int, Changed]:
    """Adds somebody by hand, with or without an online presence, as a candidate. Trouble without a name."""
    if not new.name.strip():
        raise Trouble(tr("A person needs a name."), "", tr("Type it as it is printed on an invitation."))
    step = tr("Add {name}", name=new.name.strip())
    with workspace.step(step, "people", "campaign"):
        number = people.add(workspace, replace(new, name=new.name.strip()))
        campaigns.add_candidates(workspace, campaign, [number])
    return number, changed(step, "people", "campaign", people=[number])


def set_offline(workspace: Workspace, person: int, offline: bool) -> Changed:
    """Flags somebody as absent from the networks by choice, which is known, not unknown."""
    step = tr("Off line") if offline else tr("On line")
    with workspace.step(step, "people"):
        people.correct(workspace, person, offline=offline)
    return changed(step, "people", people=[person])


def _assess(
    workspace: Workspace, step: str, person: int, criterion: str, assessor: str, day: date | None, **values: object
) -> Changed:
    given = [
        a for a in assessments.assessments(workspace, person) if (a.criterion, a.assessor) == (criterion, assessor)
    ]
    last = given[-1] if given else Assessment(person, criterion, assessor, None, "", None)
    with workspace.step(step, "stature"):
        assessments.assess(workspace, replace(last, day=day, **values))  # type: ignore[arg-type]
    return changed(step, "stature", people=[person])
