"""People's rights: who has been told, where the data came from, what is shown, and erasure that really erases."""

from __future__ import annotations

from core.people.erased_tables import key_hashes
from core.workspace import undo
from core.workspace.registry import PERSONAL
from core.workspace.sql import execute, execute_many, fetch_rows
from core.workspace.store import Workspace


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


def erase_rows(workspace: Workspace, person: int) -> None:
    """Erases a person for good: every table, the undo log, the free pages of the file.

    Frozen shortlists and raw import tables are the caller's to clean first. A keyed hash of the person's keys stays,
    so that a later import does not bring them back unseen.
    """
    with workspace.unrecorded("people", "observations", "stature", "campaign", "shortlists"):
        for hashed in key_hashes(workspace, person):
            execute(workspace.connection, "INSERT INTO suppression(hash) VALUES (?) ON CONFLICT DO NOTHING", (hashed,))
        keys = [row[0] for row in fetch_rows(workspace.connection, "SELECT key FROM person WHERE id=?", (person,))]
        execute_many(workspace.connection, "DELETE FROM proposal WHERE ? IN (one, other)", [(key,) for key in keys])
        execute(workspace.connection, "DELETE FROM person WHERE id=?", (person,))
        execute(
            workspace.connection, "DELETE FROM setting WHERE name LIKE 'reading:%'"
        )  # a filter may have asked for the name
        undo.forget_steps(workspace.connection)
    # With secure_delete on, deleted bytes are zeroed already; this gives the pages back as well.
    workspace.connection.execute("VACUUM")


def _shown(value: object) -> object:
    return f"{len(value)} bytes" if isinstance(value, bytes) else value
