"""What a user does about assessors: introduce one, declare or waive a conflict of interest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.errors import Trouble
from core.i18n import tr
from core.people.find import find_exactly
from core.stature import assessor_tables
from core.stature.conflicts import DECLARED, Assessor, Conflict
from core.stature.counted import conflicts_of
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def introduce_assessor(workspace: Workspace, name: str, organisation: str = "", email: str = "") -> Changed:
    """Says who an assessor is, so that a conflict can be found; what is not said stays. Trouble without a name."""
    shown = assessor_tables.spelling_of(workspace, _needed_name(name))
    known = {one.name: one for one in assessor_tables.assessors_introduced(workspace)}
    old = known.get(shown, Assessor(0, shown))
    new = replace(old, organisation=organisation.strip() or old.organisation, email=email.strip() or old.email)
    step = tr("Introduce {name}", name=shown)
    with workspace.step(step, "stature"):
        assessor_tables.store_assessor(workspace, new)
    return changed(step, "stature")


def declare_conflict(workspace: Workspace, new: Conflict) -> Changed:
    """Declares that an assessor is too close to a person: their levels are kept and do not count. Trouble without a
    name or a reason, or for a kind there is not."""
    if new.kind not in DECLARED:
        raise Trouble(tr("There is no such conflict."), new.kind, tr("Choose {names}.", names=", ".join(DECLARED)))
    if not new.reason.strip():
        raise Trouble(tr("A conflict of interest is declared with a reason."), "", tr("Write it in a few words."))
    name = assessor_tables.spelling_of(workspace, _needed_name(new.assessor))
    step = tr("Declare a conflict of interest")
    with workspace.step(step, "stature"):
        assessor_tables.add_conflict(workspace, replace(new, assessor=name, reason=new.reason.strip(), waived_by=""))
    return changed(step, "stature", people=[new.person])


def declare_conflict_by_name(workspace: Workspace, text: str, new: Conflict) -> Changed:
    """``declare_conflict`` with the one person whose key, account, e-mail or whole name this is. Trouble for none or
    several."""
    found = find_exactly(workspace, text)
    if len(found) != 1:
        what = tr("Several people are called so.") if found else tr("Nobody is called so.")
        raise Trouble(what, text, tr("Give a whole name, an account as @name, or an e-mail."))
    return declare_conflict(workspace, replace(new, person=found[0]))


def waive_conflict(
    workspace: Workspace, campaign: int, pair: tuple[int, str], by: str, why: str, day: date | None = None
) -> Changed:
    """Lets the levels of an assessor in conflict with a person count all the same: every conflict of the ``pair``
    (person, assessor), declared or found. Trouble without a name and a reason, or where there is no conflict."""
    if not by.strip() or not why.strip():
        what = tr("A conflict of interest is waived by a named person, with a reason.")
        raise Trouble(what, "", tr("Enter your name and write the reason in a few words."))
    person, name = pair[0], assessor_tables.spelling_of(workspace, pair[1])
    mine = [one for one in conflicts_of(workspace, campaign) if (one.person, one.assessor) == (person, name)]
    if not mine:
        raise Trouble(tr("There is no conflict of interest between these two."), name, tr("Declare one first."))
    step = tr("Waive a conflict of interest")
    with workspace.step(step, "stature"):
        for one in mine:
            if one.found:
                waived = replace(one, waived_by=by.strip(), waived_why=why.strip(), waived_on=day)
                assessor_tables.add_conflict(workspace, waived)
            else:
                assessor_tables.waive_conflict(workspace, one.id, by.strip(), why.strip(), day)
    return changed(step, "stature", people=[person])


def withdraw_conflict(workspace: Workspace, conflict: Conflict) -> Changed:
    """Takes back a conflict that was declared, or the waiver of one that was found."""
    step = tr("Withdraw a conflict of interest")
    with workspace.step(step, "stature"):
        assessor_tables.remove_conflict(workspace, conflict.id)
    return changed(step, "stature", people=[conflict.person])


def _needed_name(name: str) -> str:
    if not name.strip():
        raise Trouble(tr("An assessor needs a name."), "", tr("Type it."))
    return name.strip()
