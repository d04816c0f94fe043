"""Frozen shortlists: written once, never rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.model import to_date, to_day
from core.workspace.sql import execute, fetch_rows
from core.workspace.store import Workspace


@dataclass(frozen=True)
class FrozenList:
    """A shortlist as it was frozen: canonical JSON and the digest over it."""

    id: int
    campaign: int
    name: str
    data: str
    digest: str
    signed_by: str
    signed_on: date | None


def add_shortlist(workspace: Workspace, new: FrozenList) -> int:
    """Keeps a shortlist (``id`` is ignored) and returns its id."""
    return execute(
        workspace.connection,
        "INSERT INTO shortlist(campaign, name, data, digest, signed_by, signed_on) VALUES (?,?,?,?,?,?)",
        (
            new.campaign,
            new.name,
            new.data,
            new.digest,
            new.signed_by,
            None if new.signed_on is None else to_day(new.signed_on),
        ),
    )


def shortlists(workspace: Workspace, campaign: int) -> list[FrozenList]:
    """A campaign's shortlists, the newest first."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT id, campaign, name, data, digest, signed_by, signed_on FROM shortlist WHERE campaign=? "
        "ORDER BY id DESC",
        (campaign,),
    )
    return [
        FrozenList(number, owner, name, data, digest, by, None if day is None else to_date(day))
        for number, owner, name, data, digest, by, day in rows
    ]
