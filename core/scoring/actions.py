"""Actions on declared absences, such as a holiday: what was seen on those days does not count."""

from __future__ import annotations

from datetime import date

from core.errors import Trouble
from core.i18n import day as day_words
from core.i18n import tr
from core.model import to_day
from core.scoring import tables
from core.scoring.tables import Absence
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def declare_absence(
    workspace: Workspace, person: int, first: date, last: date, reason: str = ""
) -> tuple[int, Changed]:
    """Declares a person absent from the first to the last day, both included; gives the absence's id.

    Trouble where the last day comes before the first.
    """
    if last < first:
        raise Trouble(tr("An absence ends on the day it begins or later."), day_words(last), tr("Check both days."))
    step = tr("Declare an absence")
    with workspace.step(step, "observations"):
        number = tables.add_absence(workspace, Absence(0, person, to_day(first), to_day(last), reason.strip()))
    return number, changed(step, "observations", people=[person])


def remove_absence(workspace: Workspace, person: int, number: int) -> Changed:
    """Takes a declared absence away."""
    step = tr("Remove an absence")
    with workspace.step(step, "observations"):
        tables.remove_absence(workspace, number)
    return changed(step, "observations", people=[person])


def remove_newest_absence(workspace: Workspace, person: int) -> Changed:
    """Takes the absence declared last away. Trouble where there is none."""
    found = tables.absences(workspace, person)
    if not found:
        raise Trouble(tr("No absence is declared."), "", tr("Declare one first."))
    return remove_absence(workspace, person, max(found, key=lambda away: away.id).id)
