"""What the event brought: coverage looked at and stored, and added up per guest beside what each of them cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.campaign import tables as campaign_tables
from core.errors import Trouble
from core.i18n import decimal, integer, tr, trn
from core.importing.draft import Reading
from core.importing.run import prepare
from core.invitations import actions, states, tables
from core.invitations.coverage import Coverage, CoverageFile, Mention
from core.invitations.guests import KnownGuests
from core.model import Progress, no_progress
from core.people import tables as people_tables
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Brought:
    """What one guest published: how many posts, whom they reached and their reactions (None where no post says),
    what the guest cost, and that for a thousand reached."""

    person: int
    key: str
    name: str
    posts: int
    reach: int | None
    reactions: int | None
    cost: float | None
    per_thousand: float | None


def look_at_coverage(workspace: Workspace, campaign: int, file: Path, progress: Progress = no_progress) -> CoverageFile:
    """A file of posts with the guests it may speak of; nothing is written.

    Trouble when the file cannot be read, the campaign has no day, or nobody was invited yet.
    """
    event = campaign_tables.campaign(workspace, campaign).day
    if event is None:
        what = tr("The campaign does not say when its event is.")
        raise Trouble(what, "", tr("Give it a day: what was published is counted from then on."))
    if not tables.invitations(workspace, campaign):
        raise Trouble(tr("Nobody was invited yet."), file.name, tr("Start the invitations first."))
    known = actions.list_known(workspace, campaign)
    sites = {guest.person: people_tables.person(workspace, guest.person).url for guest, _ in known}
    reading = Reading(by_hand=True, strangers=True)
    seen = prepare(workspace, file, reading=reading, progress=progress)
    guests = KnownGuests(known, {person: site for person, site in sites.items() if site})
    return CoverageFile(seen.draft, guests, event)


def accept_coverage(workspace: Workspace, campaign: int, found: Coverage) -> Changed:
    """Stores the posts that were matched, each once; who came or had accepted has written about it."""
    step = trn("One post", "{n} posts", len(found.mentions))
    first: dict[int, Mention] = {}
    for mention in found.mentions:
        first.setdefault(mention.person, mention)
    state_of = {one.person: one.state for one in tables.invitations(workspace, campaign)}
    with workspace.step(step, "campaign"):
        tables.add_coverage(workspace, campaign, found.mentions)
        for person, mention in first.items():
            if state_of.get(person) in (states.ACCEPTED, states.CAME):
                tables.update_invitation(workspace, campaign, person, state=states.WROTE, link=mention.link)
    return changed(step, "campaign", people=list(first))


def list_brought(workspace: Workspace, campaign: int) -> list[Brought]:
    """What each guest published, whoever reached most first."""
    of_person: dict[int, list[Mention]] = {}
    for mention in tables.coverage(workspace, campaign):
        of_person.setdefault(mention.person, []).append(mention)
    cost = campaign_tables.costs(workspace, campaign)
    found = [_add_up(mentions, cost.get(person)) for person, mentions in of_person.items()]
    return sorted(found, key=lambda one: (-(one.reach or 0), -one.posts, one.key))


def _add_up(mentions: list[Mention], cost: float | None) -> Brought:
    one = mentions[0]
    reach, reactions = _sum_said([m.reach for m in mentions]), _sum_said([m.reactions for m in mentions])
    per_thousand = cost / reach * 1000 if cost is not None and reach else None
    return Brought(one.person, one.key, one.name, len(mentions), reach, reactions, cost, per_thousand)


def _sum_said(values: list[int | None]) -> int | None:
    said = [value for value in values if value is not None]
    return sum(said) if said else None


def say_brought(guest: Brought) -> str:
    """One guest in a line: name, posts, and what is known of reach, reactions and price."""
    said = [trn("{n} post", "{n} posts", guest.posts)]
    if guest.reach is not None:
        said.append(tr("reach {n}", n=integer(guest.reach)))
    if guest.reactions is not None:
        said.append(trn("{n} reaction", "{n} reactions", guest.reactions))
    if guest.per_thousand is not None:
        said.append(tr("{price} for a thousand reached", price=decimal(guest.per_thousand, 2)))
    return f"{guest.name}{tr(': ')}{', '.join(said)}"


def say_all_brought(guests: Sequence[Brought]) -> str:
    """What the event brought in one sentence; "" where nothing is known to have been published."""
    if not guests:
        return ""
    posts = trn("{n} post", "{n} posts", sum(one.posts for one in guests))
    by = trn("by {n} guest", "by {n} guests", len(guests))
    said, reach = [f"{posts} {by}"], _sum_said([one.reach for one in guests])
    reactions, cost = _sum_said([one.reactions for one in guests]), sum(one.cost or 0 for one in guests)
    if reach is not None:
        said.append(tr("reach {n}", n=integer(reach)))
    if reactions is not None:
        said.append(trn("{n} reaction", "{n} reactions", reactions))
    if reach and cost:
        said.append(tr("{price} for a thousand reached", price=decimal(cost / reach * 1000, 2)))
    return tr("What it brought: {what}.", what=", ".join(said))
