"""People's rights: who has been told, where the data came from, what is shown, and erasure that really erases."""

from __future__ import annotations

from datetime import date

from core.model import to_date, to_day
from core.workspace.store import Workspace


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
