"""People's rights: who has been told, where the data came from, what is shown, and erasure that really erases."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date

from core.model import to_date, to_day
from core.workspace import undo
from core.workspace.store import Workspace

PERSONAL = {
    "person": "id",
    "handle": "person",
    "observation": "person",
    "external": "person",
    "assessment": "person",
    "evidence": "person",
    "candidacy": "person",
    "absence": "person",
    "told": "person",
    "client_note": "person",
}
"""Every table that holds something on a person, and the column that says on whom."""


def tell(workspace: Workspace, person: int, day: date, how: str) -> int:
    """Notes that a person has been told what is held about them."""
    return workspace.run("INSERT INTO told(person, day, how) VALUES (?,?,?)", (person, to_day(day), how))


def told_on(workspace: Workspace, person: int) -> date | None:
    """When a person was last told, or None."""
    day = workspace.one("SELECT max(day) FROM told WHERE person=?", (person,))
    return None if day is None else to_date(day)


def told_count(workspace: Workspace, campaign: int) -> int:
    """How many candidates of a campaign have been told."""
    sql = "SELECT count(DISTINCT t.person) FROM told t JOIN candidacy c ON c.person=t.person AND c.campaign=?"
    return int(workspace.one(sql, (campaign,)))


def sources(workspace: Workspace) -> list[str]:
    """The names of the files the data came from, in the order of import."""
    return [row[0] for row in workspace.rows("SELECT file FROM batch GROUP BY file ORDER BY min(id)")]


def everything_on(workspace: Workspace, person: int) -> dict[str, list[dict[str, object]]]:
    """All rows that are held on a person, by table: what the person has the right to see."""
    held: dict[str, list[dict[str, object]]] = {}
    for table, column in PERSONAL.items():
        cursor = workspace.connection.execute(f"SELECT * FROM {table} WHERE {column}=?", (person,))
        names = [part[0] for part in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor]
        if rows:
            held[table] = [{name: _shown(value) for name, value in row.items()} for row in rows]
    return held


def erase(workspace: Workspace, person: int) -> None:
    """Erases a person for good: every table, the undo log, the free pages of the file.

    Frozen shortlists and raw import tables are the caller's to clean first. A keyed hash of the person's keys stays,
    so that a later import does not bring them back unseen.
    """
    with workspace.unrecorded("people", "observations", "stature", "campaign", "shortlists"):
        for hashed in _hashes(workspace, person):
            workspace.run("INSERT INTO suppression(hash) VALUES (?) ON CONFLICT DO NOTHING", (hashed,))
        keys = [row[0] for row in workspace.rows("SELECT key FROM person WHERE id=?", (person,))]
        workspace.run_many("DELETE FROM proposal WHERE ? IN (one, other)", [(key,) for key in keys])
        workspace.run("DELETE FROM person WHERE id=?", (person,))
        workspace.run("DELETE FROM setting WHERE name LIKE 'reading:%'")  # a filter may have asked for the name
        undo.forget_steps(workspace)
    # With secure_delete on, deleted bytes are zeroed already; this gives the pages back as well.
    workspace.connection.execute("VACUUM")


def suppressed(workspace: Workspace, keys: list[str]) -> bool:
    """Whether any of these keys belongs to somebody who was erased."""
    known = {row[0] for row in workspace.rows("SELECT hash FROM suppression")}
    secret = _secret(workspace) if known else ""
    return any(_hash(secret, key) in known for key in keys)


def _hashes(workspace: Workspace, person: int) -> list[str]:
    secret = _secret(workspace)
    keys = workspace.rows("SELECT platform || ':' || handle FROM handle WHERE person=?", (person,))
    own = workspace.rows("SELECT key FROM person WHERE id=?", (person,))
    return [_hash(secret, key) for (key,) in (*keys, *own)]


def _hash(secret: str, key: str) -> str:
    return hmac.new(secret.encode(), key.encode(), hashlib.sha256).hexdigest()


def _secret(workspace: Workspace) -> str:
    """A workspace's own key, so that its hashes say nothing beside another list."""
    found = workspace.one("SELECT value FROM setting WHERE name='suppression key'")
    if found is None:
        found = secrets.token_hex(32)
        workspace.run("INSERT INTO setting(name, value) VALUES ('suppression key', ?)", (found,))
    return str(found)


def _shown(value: object) -> object:
    return f"{len(value)} bytes" if isinstance(value, bytes) else value
