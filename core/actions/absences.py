"""Actions on declared absences, such as a holiday: what was seen on those days does not count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.errors import Trouble
from core.i18n import day as day_words
from core.i18n import tr
from core.model import to_day
from core.workspace import absences
from core.workspace.absences import Absence
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace

__all__ = ["Absence", "add", "of_person", "remove", "remove_newest"]


def of_person(workspace: Workspace, person: int) -> Sequence[Absence]:
    """A person's declared absences in order of time."""
    return absences.absences(workspace, person)


def add(workspace: Workspace, person: int, first: date, last: date, reason: str = "") -> tuple[int, Changed]:
    """Declares a person absent from the first to the last day, both included; gives the absence's id.

    Trouble where the last day comes before the first.
    """
    if last < first:
        raise Trouble(tr("An absence ends on the day it begins or later."), day_words(last), tr("Check both days."))
    step = tr("Declare an absence")
    with workspace.step(step, "observations"):
        number = absences.add(workspace, Absence(0, person, to_day(first), to_day(last), reason.strip()))
    return number, changed(step, "observations", people=[person])


def remove(workspace: Workspace, person: int, number: int) -> Changed:
    """Takes a declared absence away."""
    step = tr("Remove an absence")
    with workspace.step(step, "observations"):
        absences.remove(workspace, number)
    return changed(step, "observations", people=[person])


def remove_newest(workspace: Workspace, person: int) -> Changed:
    """Takes the absence declared last away. Trouble where there is none."""
    found = absences.absences(workspace, person)
    if not found:
        raise Trouble(tr("No absence is declared."), "", tr("Declare one first."))
    return remove(workspace, person, max(found, key=lambda away: away.id).id)
