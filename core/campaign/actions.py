"""What a user does to a campaign: start one, change its choices, decide on a candidate, add a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Unpack

from core.campaign import tables
from core.errors import Trouble
from core.i18n import decimal, tr, trn
from core.model import WEIGHT_PARTS, Campaign, CampaignValues, Person
from core.people import erased_tables
from core.people import tables as people_tables
from core.workspace import preferences
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def start_campaign(workspace: Workspace, campaign: Campaign) -> tuple[int, Changed]:
    """Adds a campaign; everyone already known becomes a candidate. Trouble without a name or seats."""
    _check_campaign(campaign.name, campaign.seats, campaign.weight)
    step = tr("New campaign")
    with workspace.step(step, "campaign"):
        number = tables.add_campaign(workspace, campaign)
        tables.add_everyone(workspace, number)
    return number, changed(step, "campaign")


def change_campaign(workspace: Workspace, campaign: int, **values: Unpack[CampaignValues]) -> Changed:
    """Changes a campaign's name, day, place, market, seats, weight, cut-off or rules of ranking."""
    now = tables.campaign(workspace, campaign)
    _check_campaign(values.get("name", now.name), values.get("seats", now.seats), values.get("weight", now.weight))
    name = _step_name(values)
    with workspace.step(name, "campaign"):
        tables.change_campaign(workspace, campaign, **values)
    return changed(name, "campaign")


def view_state(workspace: Workspace, campaign: int) -> str:
    """How the table of a campaign was last read, as the window put it; empty where it never did."""
    return preferences.setting(workspace, f"reading:{campaign}")


def save_view_state(workspace: Workspace, campaign: int, text: str) -> None:
    """Keeps how the table of a campaign is read: the filters and the order for reading. No step: undo passes it by."""
    preferences.store_setting(workspace, f"reading:{campaign}", text)


def pin(workspace: Workspace, campaign: int, person: int, reason: str = "", by: str = "") -> Changed:
    """Gives a candidate a seat whatever the rank. ``by``: who decided it, for the signed list."""
    return _record_decision(workspace, tr("Pin"), campaign, person, pinned=1, excluded=0, reason=reason, decided_by=by)


def exclude(workspace: Workspace, campaign: int, person: int, reason: str, by: str = "") -> Changed:
    """Leaves a candidate out. Trouble without a reason: nobody is left out unexplained. ``by``: who decided it."""
    if not reason.strip():
        raise Trouble(tr("A reason is needed to leave somebody out."), "", tr("Write it in a few words."))
    decided = {"reason": reason.strip(), "decided_by": by}
    return _record_decision(workspace, tr("Exclude"), campaign, person, pinned=0, excluded=1, **decided)


def release(workspace: Workspace, campaign: int, person: int) -> Changed:
    """Takes a pin or an exclusion back."""
    return _record_decision(
        workspace, tr("Let the ranking decide"), campaign, person, pinned=0, excluded=0, reason="", decided_by=""
    )


def _record_decision(workspace: Workspace, name: str, campaign: int, person: int, **values: object) -> Changed:
    if values.get("pinned") and people_tables.has_objected(workspace, person):
        raise Trouble(
            tr("This person objected to being listed."),
            people_tables.person(workspace, person).name,
            tr("Withdraw the objection first, if they changed their mind."),
        )
    with workspace.step(name, "campaign"):
        tables.decide_on(workspace, campaign, person, **values)
    return changed(name, "campaign", people=[person])


def _step_name(values: CampaignValues) -> str:
    if set(values) == {"weight"}:
        return tr("Weight {weight} %", weight=decimal(values["weight"] / 10, 1))
    if set(values) == {"seats"}:
        return tr("Seats: {seats}", seats=values["seats"])
    return tr("Campaign settings")


def _check_campaign(name: str, seats: int, weight: int) -> None:
    if not name.strip():
        raise Trouble(tr("A campaign needs a name."), "", tr("Type one."))
    if seats < 0:
        raise Trouble(tr("The number of seats cannot be negative."), "", tr("Type 0 or more."))
    if not 0 <= weight <= WEIGHT_PARTS:
        raise Trouble(tr("The weight lies between 0 and 100 %."), "", tr("Type a number between 0 and 100."))


def add_person(
    workspace: Workspace, campaign: int, new: Person, day: date | None = None, by: str = ""
) -> tuple[int, Changed]:
    """Adds somebody by hand, with or without an online presence, as a candidate; ``day`` and ``by`` say when and by
    whom, for the person to be told. Trouble without a name, or where this person asked to be erased."""
    if not new.name.strip():
        raise Trouble(tr("A person needs a name."), "", tr("Type it as it is printed on an invitation."))
    addresses = [("email", new.email.casefold())] if new.email else []
    if erased_tables.is_erased(workspace, [*new.handles.items(), *addresses], new.name):
        raise Trouble(
            tr("This person asked to be erased."), new.name.strip(), tr("Let them back in first, if they agreed to it.")
        )
    step = tr("Add {name}", name=new.name.strip())
    with workspace.step(step, "people", "campaign"):
        number = people_tables.add_person(workspace, replace(new, name=new.name.strip()), day, by)
        tables.add_candidates(workspace, campaign, [number])
    return number, changed(step, "people", "campaign", people=[number])


def remove_people(workspace: Workspace, campaign: int, people: Sequence[int]) -> Changed:
    """Takes people out of a campaign, as if no file had named them for it; they stay in the workspace."""
    step = trn("{n} person out of the campaign", "{n} people out of the campaign", len(people))
    with workspace.step(step, "campaign"):
        tables.remove_candidates(workspace, campaign, people)
    return changed(step, "campaign", people=people)


def settle_tie(
    workspace: Workspace, campaign: int, first: Sequence[int], others: Sequence[int], reason: str
) -> Changed:
    """Of people equal in everything, these go before the others. Trouble without a reason, or without anybody."""
    if not reason.strip():
        raise Trouble(tr("A reason is needed to settle a tie."), "", tr("Write it in a few words."))
    if not first:
        raise Trouble(tr("Nobody was chosen to go first."), "", tr("Choose who gets the seat."))
    step = tr("Settle a tie")
    with workspace.step(step, "campaign"):
        for people, why in ((first, reason.strip()), (others, "")):
            for person in people:
                tables.decide_on(workspace, campaign, person, tie_reason=why)
    return changed(step, "campaign", people=[*first, *others])
