"""Frozen shortlists: written once, and rewritten only where somebody on them is erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.model import to_date, to_day
from core.workspace.ids import next_id
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
        "INSERT INTO shortlist(id, campaign, name, data, digest, signed_by, signed_on) VALUES (?,?,?,?,?,?,?)",
        (
            next_id(workspace.connection, "shortlist"),
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
    return [held for held in all_shortlists(workspace) if held.campaign == campaign]


def all_shortlists(workspace: Workspace) -> list[FrozenList]:
    """The shortlists of every campaign, the newest first."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT id, campaign, name, data, digest, signed_by, signed_on FROM shortlist ORDER BY id DESC",
    )
    return [
        FrozenList(number, owner, name, data, digest, by, None if day is None else to_date(day))
        for number, owner, name, data, digest, by, day in rows
    ]


def replace_list(workspace: Workspace, number: int, data: str, digest: str) -> None:
    """Another text and digest for a frozen list, as when somebody on it was erased."""
    execute(workspace.connection, "UPDATE shortlist SET data=?, digest=? WHERE id=?", (data, digest, number))
