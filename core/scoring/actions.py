"""Actions on a history: declared absences, such as a holiday, do not count; a flag is set aside with a reason."""

from __future__ import annotations

from datetime import date

from core.errors import Trouble
from core.i18n import day as day_words
from core.i18n import tr
from core.model import to_day
from core.scoring import tables
from core.scoring.spans import Span
from core.scoring.tables import Absence, FlagSetAside
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


def set_flag_aside(workspace: Workspace, person: int, span: Span, reason: str, *, day: date, who: str = "") -> Changed:
    """Sets a flagged span of a person aside: it flags nobody and moves no score until it goes on for longer.

    Trouble without a reason.
    """
    if not reason.strip():
        raise Trouble(tr("No flag is set aside unexplained."), span.flag, tr("Give the reason: it is kept."))
    step = tr("Set a flag aside")
    kept = FlagSetAside(0, person, span.flag, span.first, span.last, reason.strip(), to_day(day), who.strip())
    with workspace.step(step, "observations"):
        tables.add_flag_set_aside(workspace, kept)
    return changed(step, "observations", people=[person])


def raise_flag_again(workspace: Workspace, person: int, flag: str) -> Changed:
    """Takes it back that a flag was set aside. Trouble where it was not."""
    if flag not in {one.flag for one in tables.flags_set_aside(workspace, person)}:
        raise Trouble(tr("This flag was not set aside."), flag, tr("Choose one that was."))
    step = tr("Raise a flag again")
    with workspace.step(step, "observations"):
        tables.remove_flags_set_aside(workspace, person, flag)
    return changed(step, "observations", people=[person])
