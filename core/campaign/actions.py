"""What a user does to a campaign: start one, change its choices, decide on a candidate, add a person."""

from __future__ import annotations

from dataclasses import replace

from core.errors import Trouble
from core.i18n import tr
from core.model import Person
from core.people import tables as people_tables
from core.workspace import campaigns
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def add_person(workspace: Workspace, campaign: int, new: Person) -> tuple[int, Changed]:
    """Adds somebody by hand, with or without an online presence, as a candidate. Trouble without a name."""
    if not new.name.strip():
        raise Trouble(tr("A person needs a name."), "", tr("Type it as it is printed on an invitation."))
    step = tr("Add {name}", name=new.name.strip())
    with workspace.step(step, "people", "campaign"):
        number = people_tables.add_person(workspace, replace(new, name=new.name.strip()))
        campaigns.add_candidates(workspace, campaign, [number])
    return number, changed(step, "people", "campaign", people=[number])
