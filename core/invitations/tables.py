"""Invitations as kept: the state of each candidate who is on the invitation list, and the notes for the client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.invitations.coverage import Mention
from core.model import to_date, to_day
from core.workspace.ids import next_ids
from core.workspace.sql import execute, execute_many, fetch_rows
from core.workspace.store import Workspace


@dataclass(frozen=True)
class StoredInvitation:
    """One person's invitation. ``state`` is a word of ``core.invitations.states``; ``wave`` 0 before any."""

    person: int
    key: str
    name: str
    email: str
    state: str
    wave: int = 0
    reply_day: date | None = None
    link: str = ""


def invitations(workspace: Workspace, campaign: int) -> list[StoredInvitation]:
    """Everyone on the invitation list of a campaign, by person."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT p.id, p.key, p.name, p.email, c.invitation, c.invited_wave, c.reply_day, c.link "
        "FROM candidacy c JOIN person p ON p.id=c.person WHERE c.campaign=? AND c.invitation<>'' ORDER BY p.id",
        (campaign,),
    )
    return [
        StoredInvitation(number, key, name, email, state, wave or 0, None if day is None else to_date(day), link)
        for number, key, name, email, state, wave, day, link in rows
    ]


def update_invitation(workspace: Workspace, campaign: int, person: int, **values: object) -> None:
    """Sets the state, wave, reply_day or link of one candidate's invitation. KeyError for anything else."""
    for name, value in values.items():
        stored = to_day(value) if isinstance(value, date) else value
        sql = f"UPDATE candidacy SET {_COLUMNS[name]}=? WHERE campaign=? AND person=?"
        execute(workspace.connection, sql, (stored, campaign, person))


_COLUMNS = {"state": "invitation", "wave": "invited_wave", "reply_day": "reply_day", "link": "link"}


def add_coverage(workspace: Workspace, campaign: int, mentions: Sequence[Mention]) -> None:
    """Keeps posts of guests; one that is kept already is not kept twice: one without a link is known by the rest."""
    held = {_describe_post(one) for one in coverage(workspace, campaign)}
    mentions = [one for one in mentions if one.link or _describe_post(one) not in held]
    ids = next_ids(workspace.connection, "coverage", len(mentions)).tolist()
    values = (
        (
            *(number, campaign, one.person, to_day(one.day) if one.day else None),
            *(one.platform, one.link, one.reach, one.reactions),
        )
        for number, one in zip(ids, mentions, strict=True)
    )
    sql = (
        "INSERT INTO coverage(id, campaign, person, day, platform, link, reach, reactions) VALUES (?,?,?,?,?,?,?,?) "
        "ON CONFLICT DO NOTHING"
    )
    execute_many(workspace.connection, sql, values)


def _describe_post(one: Mention) -> tuple[object, ...]:
    return one.person, one.link, one.day, one.platform, one.reach, one.reactions


def coverage(workspace: Workspace, campaign: int) -> list[Mention]:
    """What guests published, by person and day."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT c.person, p.name, p.key, c.day, c.platform, c.link, c.reach, c.reactions "
        "FROM coverage c JOIN person p ON p.id=c.person WHERE c.campaign=? ORDER BY c.person, c.day, c.id",
        (campaign,),
    )
    return [
        Mention(0, person, name, key, None if day is None else to_date(day), platform, link, reach, reactions)
        for person, name, key, day, platform, link, reach, reactions in rows
    ]
