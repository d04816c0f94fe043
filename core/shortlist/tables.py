"""Frozen shortlists: written once, and rewritten only where somebody on them is erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.model import to_date, to_day
from core.workspace.sql import execute, fetch_rows, fetch_value
from core.workspace.store import Workspace


@dataclass(frozen=True)
class FrozenList:
    """A shortlist as it was frozen: canonical JSON and the digest over it; ``seal`` is what signs both and the columns
    beside them (``core.shortlist.signing``), empty for a list from before lists were signed. ``label`` is what it is
    called by since, which nobody signs."""

    id: int
    campaign: int
    name: str
    data: str
    digest: str
    signed_by: str
    signed_on: date | None
    seal: str = ""
    label: str = ""

    @property
    def title(self) -> str:
        """What it is called by now."""
        return self.label or self.name


def add_shortlist(workspace: Workspace, new: FrozenList) -> int:
    """Keeps a shortlist (``id`` is ignored) and returns its id."""
    return execute(
        workspace.connection,
        "INSERT INTO shortlist(campaign, name, data, digest, signed_by, signed_on, seal) VALUES (?,?,?,?,?,?,?)",
        (
            new.campaign,
            new.name,
            new.data,
            new.digest,
            new.signed_by,
            None if new.signed_on is None else to_day(new.signed_on),
            new.seal,
        ),
    )


def shortlists(workspace: Workspace, campaign: int) -> list[FrozenList]:
    """A campaign's shortlists, the newest first."""
    return [held for held in all_shortlists(workspace) if held.campaign == campaign]


def all_shortlists(workspace: Workspace) -> list[FrozenList]:
    """The shortlists of every campaign, the newest first."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT id, campaign, name, data, digest, signed_by, signed_on, seal, label FROM shortlist ORDER BY id DESC",
    )
    return [
        FrozenList(number, owner, name, data, digest, by, None if day is None else to_date(day), seal, label)
        for number, owner, name, data, digest, by, day, seal, label in rows
    ]


def replace_list(workspace: Workspace, number: int, data: str, digest: str) -> None:
    """Another text and digest for a frozen list, as when somebody on it was erased."""
    execute(workspace.connection, "UPDATE shortlist SET data=?, digest=? WHERE id=?", (data, digest, number))


def rename_list(workspace: Workspace, number: int, name: str) -> None:
    """Another name for a frozen list, as when it named somebody who was erased."""
    execute(workspace.connection, "UPDATE shortlist SET name=? WHERE id=?", (name, number))


def label_list(workspace: Workspace, number: int, label: str) -> None:
    """What a frozen list is called by from now on; empty for the name it was signed with."""
    execute(workspace.connection, "UPDATE shortlist SET label=? WHERE id=?", (label, number))


def replace_seal(workspace: Workspace, number: int, seal: str) -> None:
    """Another seal for a frozen list, as when it or one before it was sealed anew."""
    execute(workspace.connection, "UPDATE shortlist SET seal=? WHERE id=?", (seal, number))


REGISTER = "signed lists"
"""The setting that holds the register of every list ever signed in this workspace."""


def stored_register(workspace: Workspace) -> str:
    """The register of signed lists as text; empty before any was signed."""
    return str(fetch_value(workspace.connection, "SELECT value FROM setting WHERE name=?", (REGISTER,)) or "")


def store_register(workspace: Workspace, text: str) -> None:
    """Stores the register. No step: what was signed once is remembered even where its freezing is undone."""
    sql = "INSERT INTO setting(name, value) VALUES (?,?) ON CONFLICT(name) DO UPDATE SET value=excluded.value"
    execute(workspace.connection, sql, (REGISTER, text))


def newest_list(workspace: Workspace, campaign: int) -> tuple[int, str]:
    """How many shortlists a campaign has, and who signed the newest off (empty for nobody); none of them is read."""
    rows = fetch_rows(
        workspace.connection, "SELECT signed_by FROM shortlist WHERE campaign=? ORDER BY id DESC", (campaign,)
    )
    return len(rows), rows[0][0] if rows else ""
