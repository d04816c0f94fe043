"""Declared absences: days on which a person was away, and what was seen of them does not count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model import LongArray
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Absence:
    """One absence of a person; the first and the last day (since 1970) both belong to it."""

    id: int
    person: int
    first: int
    last: int
    reason: str = ""


def absences(workspace: Workspace, person: int) -> list[Absence]:
    """A person's absences in order of time."""
    rows = workspace.rows(
        "SELECT id, person, since, until, reason FROM absence WHERE person=? ORDER BY since, until, id", (person,)
    )
    return [Absence(*row) for row in rows]


def absence_columns(workspace: Workspace, campaign: int) -> LongArray:
    """Rows (person, first day, last day) of all a campaign's candidates, k x 3."""
    rows = workspace.rows(
        "SELECT a.person, a.since, a.until FROM absence a JOIN candidacy c ON c.person=a.person AND c.campaign=? "
        "ORDER BY a.person, a.since, a.until",
        (campaign,),
    )
    return np.array(rows, np.int64).reshape(-1, 3)


def add(workspace: Workspace, new: Absence) -> int:
    """Adds an absence (its ``id`` is ignored) and returns its id."""
    return workspace.run(
        "INSERT INTO absence(person, since, until, reason) VALUES (?,?,?,?)",
        (new.person, new.first, new.last, new.reason),
    )


def remove(workspace: Workspace, number: int) -> None:
    """Takes an absence away; undo brings it back."""
    workspace.run("DELETE FROM absence WHERE id=?", (number,))
