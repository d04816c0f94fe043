"""Invitations as kept: the state of each candidate who is on the invitation list, and the notes for the client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.model import to_date, to_day
from core.workspace.sql import execute, fetch_rows
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
