"""Inviting: the list of guests, their replies one by one or from a file, the reserve, and what it showed afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from core.campaign import build, rules
from core.campaign import tables as campaign_tables
from core.campaign.board import Board
from core.errors import Trouble
from core.i18n import tr, trn
from core.invitations import states, tables
from core.invitations.afterwards import Afterwards, afterwards
from core.invitations.replies import Replies, RepliesFile
from core.invitations.states import Advice, Guest
from core.invitations.tables import StoredInvitation
from core.model import EXCLUDED, Campaign, LongArray, Progress, no_progress
from core.ranking.live import LiveRanking
from core.ranking.selection import invited, next_in
from core.shortlist import seal
from core.shortlist import tables as shortlist_tables
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace

RESERVE_SHOWN = 20


@dataclass(frozen=True)
class ListedCampaign:
    """A campaign among all of a workspace. ``state``: preparing, frozen, invited or held."""

    campaign: Campaign
    candidates: int
    state: str


def list_campaigns(workspace: Workspace, today: date) -> list[ListedCampaign]:
    """Every campaign, the newest first, with how many candidates it has and how far it is."""
    return [
        ListedCampaign(one, campaign_tables.count_candidates(workspace, one.id), _state_of(workspace, one, today))
        for one in campaign_tables.campaigns(workspace)
    ]


def _state_of(workspace: Workspace, campaign: Campaign, today: date) -> str:
    invited_states = {one.state for one in tables.invitations(workspace, campaign.id)}
    if invited_states & {states.CAME, states.NO_SHOW, states.WROTE} or (campaign.day and campaign.day < today):
        return "held"
    if invited_states:
        return "invited"
    return "frozen" if shortlist_tables.shortlists(workspace, campaign.id) else "preparing"


def list_guests(workspace: Workspace, campaign: int, progress: Progress = no_progress) -> list[Guest]:
    """Everyone on the invitation list and the best of those who are not yet, in the order of the list.

    That is the order of the newest frozen shortlist, then of the ranking as it stands; ``place`` is the place in it.
    """
    board = build.build_board(workspace, campaign, progress)
    return _make_guests(workspace, board, tables.invitations(workspace, campaign))


@dataclass(frozen=True)
class Overview:
    """What the page of invitations shows: the guests, how far to over-book, and the wave that comes next."""

    guests: tuple[Guest, ...]
    advice: Advice
    wave: int


def invitation_overview(workspace: Workspace, campaign: int, progress: Progress = no_progress) -> Overview:
    """The invitations of a campaign at a glance."""
    board = build.build_board(workspace, campaign, progress)
    now = _make_guests(workspace, board, tables.invitations(workspace, campaign))
    return Overview(tuple(now), states.advice(now, board.campaign.seats), states.next_wave(now))


def start_invitations(workspace: Workspace, campaign: int) -> Changed:
    """Puts the first of the list on the invitation list, as many as there are seats."""
    return _fill_up(workspace, campaign, tr("Start the invitations"))


def set_state(
    workspace: Workspace, campaign: int, person: int, state: str, day: date | None = None, link: str | None = None
) -> Changed:
    """Sets a guest's state, and the day of the reply or a link where given; a seat that falls free goes to the next.

    Trouble when the state cannot come after the one before.
    """
    step = tr("Invitation: {state}", state=states.words(state))
    with workspace.step(step, "campaign"):
        said = _store_states(workspace, campaign, {person: (state, day, link)})
    return changed(step, "campaign", said=said)


def set_link(workspace: Workspace, campaign: int, person: int, link: str) -> Changed:
    """Keeps where a guest wrote about it."""
    step = tr("Where they wrote")
    with workspace.step(step, "campaign"):
        tables.update_invitation(workspace, campaign, person, link=link.strip())
    return changed(step, "campaign", people=[person])


def send_wave(workspace: Workspace, campaign: int) -> Changed:
    """Everyone still to be invited has been: they share a new wave's number."""
    now = list_guests(workspace, campaign)
    waiting, number = [guest for guest in now if guest.state == states.TO_INVITE], states.next_wave(now)
    step = tr("Wave {number} sent", number=number)
    with workspace.step(step, "campaign"):
        for guest in waiting:
            tables.update_invitation(workspace, campaign, guest.person, state=states.INVITED, wave=number)
    return changed(step, "campaign", people=[guest.person for guest in waiting])


def invite_more(workspace: Workspace, campaign: int, count: int) -> Changed:
    """Puts the next ones of the list on the invitation list, beyond the seats: over-booking."""
    step = trn("Invite one more", "Invite {n} more", count)
    with workspace.step(step, "campaign"):
        people, said = _invite_next(workspace, campaign, count)
    return changed(step, "campaign", people=people, said=said)


def look_at_replies(workspace: Workspace, campaign: int, file: Path, progress: Progress = no_progress) -> RepliesFile:
    """A file of replies with the guests it may speak of; nothing is written. Trouble when it cannot be read.

    Those are who is on the invitation list; before anybody is, whoever would be put on it.
    """
    from core.importing.reading.read import read

    return RepliesFile(read(file, progress=progress), list_known(workspace, campaign))


def accept_replies(workspace: Workspace, campaign: int, replies: Replies) -> Changed:
    """Stores the replies that were matched; a reply takes its guest through the states before it.

    A reply of somebody whom nobody put on the list starts the invitations: they were sent by other means.
    """
    step = trn("One reply", "{n} replies", len(replies.matched))
    with workspace.step(step, "campaign"):
        if replies.matched and not tables.invitations(workspace, campaign):
            _invite_next(workspace, campaign)
        taken = {r.person: (r.state, r.day, r.link or None) for r in replies.matched}
        said = _store_states(workspace, campaign, taken, leaping=True)
    return changed(step, "campaign", people=[reply.person for reply in replies.matched], said=said)


def learn_from_outcome(workspace: Workspace, campaign: int, progress: Progress = no_progress) -> Afterwards:
    """Which weight would have ranked those who came or wrote highest among those whose invitation has an outcome."""
    board = build.build_board(workspace, campaign, progress)
    state_of = {one.person: one.state for one in tables.invitations(workspace, campaign)}
    known = {person: state for person, state in state_of.items() if state in (*states.SAID_NO, *_WENT, states.NO_SHOW)}
    came = _find_rows(board, (person for person, state in known.items() if state in _WENT))
    others = _find_rows(board, (person for person, state in known.items() if state not in _WENT))
    sides = board.candidates.score.value, board.candidates.credibility.value
    return afterwards(*sides, came, others, board.campaign.weight)


def write_client_note(workspace: Workspace, campaign: int, person: int, note: str) -> Changed:
    """Keeps what the client may read of a candidate, apart from the assessors' notes."""
    step = tr("Note for the client")
    with workspace.step(step, "campaign"):
        campaign_tables.write_client_note(workspace, campaign, person, note.strip())
    return changed(step, "campaign", people=[person])


_WENT = (states.CAME, states.WROTE)


def _find_rows(board: Board, people: Iterable[int]) -> LongArray:
    found = np.searchsorted(board.person, np.array(sorted(people), np.int64))
    return found.astype(np.int64)


def _fill_up(workspace: Workspace, campaign: int, step: str) -> Changed:
    with workspace.step(step, "campaign"):
        people, said = _invite_next(workspace, campaign)
    return changed(step, "campaign", people=people, said=said)


def _invite_next(workspace: Workspace, campaign: int, more: int | None = None) -> tuple[list[int], str]:
    """Puts the next of the list on the invitation list: so many, or as many as there are seats that nobody holds.

    Gives who they are, and what the rules of the list made of it.
    """
    up, said = _next_people(workspace, campaign, more)
    for person in up:
        tables.update_invitation(workspace, campaign, person, state=states.TO_INVITE)
    return up, said


def _next_people(workspace: Workspace, campaign: int, more: int | None = None) -> tuple[list[int], str]:
    board = build.build_board(workspace, campaign)
    now = _make_guests(workspace, board, tables.invitations(workspace, campaign), board.campaign.seats)
    seats = board.campaign.seats if more is None else more + sum(guest.state in states.HOLDING for guest in now)
    up, said = [guest.person for guest in states.next_up(now, seats)], ""
    if up and any(guest.state for guest in now) and rules.rules_of(board):
        up, said = _by_rules(board, now, up, _frozen_places(workspace, board))
    return up, said


def _by_rules(board: Board, now: Sequence[Guest], up: list[int], frozen: list[int]) -> tuple[list[int], str]:
    """Who moves up instead of ``up``, the next of the list, so that all invited keep its rules; and what that costs.

    They come from the frozen list while it has enough of them. Where the rules cannot be kept any more, the next of
    the list move up.
    """
    try:
        chosen = _best_next(board, now, len(up), frozen)
    except Trouble as clash:
        return up, tr("The next of the list moves up. {clash}", clash=clash.what)
    plain, weight = _find_rows(board, up), board.campaign.weight
    gained = [rules.name_with_total(board, place, weight) for place in np.setdiff1d(chosen, plain).tolist()]
    lost = [rules.name_with_total(board, place, weight) for place in np.setdiff1d(plain, chosen).tolist()]
    return board.person[chosen].tolist(), _say_instead(gained, lost)


def _say_instead(gained: list[str], lost: list[str]) -> str:
    if not lost:
        return ""
    if not gained:
        return tr("By the rules of the list, nobody moves up instead of {lost}.", lost=", ".join(lost))
    names = {"gained": ", ".join(gained), "lost": ", ".join(lost)}
    return tr("By the rules of the list, {gained} moves up instead of {lost}.", **names)


def _best_next(board: Board, now: Sequence[Guest], count: int, frozen: list[int]) -> LongArray:
    """The places of so many, or fewer, who make the best list under the rules with those who hold an invitation."""
    state, kept, weight = board.candidates.state.copy(), rules.rules_of(board), board.campaign.weight
    holding = _find_rows(board, (guest.person for guest in now if guest.state in states.HOLDING))
    state[_find_rows(board, (guest.person for guest in now if guest.state in states.SAID_NO))] = EXCLUDED
    if frozen:
        listed = np.full(len(board), EXCLUDED, np.int8)
        listed[frozen] = state[frozen]
        with suppress(Trouble):
            chosen = next_in(replace(board.candidates, state=listed), weight, kept, holding, count)
            if len(chosen) == count:
                return chosen
    return next_in(replace(board.candidates, state=state), weight, kept, holding, count)


def _store_states(
    workspace: Workspace,
    campaign: int,
    replies: dict[int, tuple[str, date | None, str | None]],
    leaping: bool = False,
) -> str:
    """Keeps the states; gives what is worth saying of those who move up."""
    before = {one.person: one for one in tables.invitations(workspace, campaign)}
    freed = False
    for person, (state, day, link) in replies.items():
        was = before[person].state if person in before else states.NONE
        if not leaping:
            states.check(was, state)
        values = {"state": state, **({"reply_day": day} if day else {}), **({"link": link} if link is not None else {})}
        if not leaping or was != state or len(values) > 1:
            tables.update_invitation(workspace, campaign, person, **values)
        freed = freed or (was in states.HOLDING and state in states.SAID_NO)
    return _invite_next(workspace, campaign)[1] if freed else ""


def _make_guests(
    workspace: Workspace, board: Board, listed: Sequence[StoredInvitation], more: int = RESERVE_SHOWN
) -> list[Guest]:
    state_of = {one.person: one for one in listed}
    order = _order_guests(workspace, board, set(state_of), board.campaign.seats + len(state_of) + more)
    keys, names = board.key.take(order), board.name.take(order)
    made = []
    for place, (at, key, name) in enumerate(zip(order, keys, names, strict=True), 1):
        person = int(board.person[at])
        one = state_of.get(person)
        made.append(
            Guest(person, key, name, place, one.state, one.email, one.wave, one.reply_day, one.link)
            if one
            else Guest(person, key, name, place)
        )
    return made


def _order_guests(workspace: Workspace, board: Board, listed: set[int], most: int) -> list[int]:
    """Places on the board: the newest frozen list, then the ranking, so many in all, then whoever else is listed."""
    place_of = _frozen_places(workspace, board)
    candidates, campaign = board.candidates, board.campaign
    window = LiveRanking(candidates, campaign.seats, campaign.weight).window(0, most + len(place_of))
    competing = [int(at) for at, rank in zip(window.index, window.rank, strict=True) if rank]
    by_seat = [*invited(candidates, campaign.seats, campaign.weight, rules.rules_of(board)).tolist(), *competing]
    order = list(dict.fromkeys([*place_of, *by_seat]))[:most]
    rest = [int(at) for at in np.searchsorted(board.person, sorted(listed)) if int(at) not in set(order)]
    return order + rest


def _frozen_places(workspace: Workspace, board: Board) -> list[int]:
    """The places of the newest frozen list's people, those in before its reserve; empty where nothing is frozen."""
    frozen = shortlist_tables.shortlists(workspace, board.campaign.id)
    if not frozen:
        return []
    entries = seal.from_json(frozen[0].data, frozen[0].name).snapshot.entries
    wanted = [entry.id for entry in sorted(entries, key=lambda entry: not entry.is_in)]
    at = {key: place for place, key in enumerate(board.key.take(range(len(board)))) if key in set(wanted)}
    return [at[key] for key in wanted if key in at]


def list_known(workspace: Workspace, campaign: int) -> list[tuple[Guest, dict[str, str]]]:
    """Everyone on the invitation list with their accounts; before anybody is, whoever would be put on it."""
    from core.people import tables as people

    listed = [guest for guest in list_guests(workspace, campaign) if guest.state != states.NONE]
    if not listed:
        new = set(_next_people(workspace, campaign)[0])
        found = (guest for guest in list_guests(workspace, campaign) if guest.person in new)
        listed = [replace(guest, email=people.person(workspace, guest.person).email) for guest in found]
    return [(guest, people.handles(workspace, guest.person)) for guest in listed]
