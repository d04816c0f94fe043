"""Levels, notes and evidence on one person, and the rubrics they are given by."""

from __future__ import annotations

import json

from core.model import Assessment, Evidence, to_date, to_day
from core.workspace.store import Workspace

_EVIDENCE = "id, person, criterion, kind, title, source, url, day, added_by"


def assessments(workspace: Workspace, person: int) -> list[Assessment]:
    """Every level ever given to a person, in the order they were given."""
    rows = workspace.rows(
        "SELECT person, criterion, assessor, level, note, day FROM assessment WHERE person=? ORDER BY id", (person,)
    )
    return [
        Assessment(p, criterion, assessor, level, note, None if day is None else to_date(day))
        for p, criterion, assessor, level, note, day in rows
    ]


def assess(workspace: Workspace, new: Assessment, market: str = "", campaign: int | None = None) -> int:
    """Adds a level (or "unknown", None) and its note; earlier ones stay in the history."""
    return workspace.run(
        "INSERT INTO assessment(person, criterion, assessor, level, note, day, market, campaign) "
        "VALUES (?,?,?,?,?,?,?,?)",
        (
            new.person,
            new.criterion,
            new.assessor,
            new.level,
            new.note,
            None if new.day is None else to_day(new.day),
            market,
            campaign,
        ),
    )


def evidence(workspace: Workspace, person: int) -> list[Evidence]:
    """The evidence on a person, by criterion, newest first."""
    rows = workspace.rows(
        f"SELECT {_EVIDENCE} FROM evidence WHERE person=? ORDER BY criterion, day DESC, id", (person,)
    )
    return [
        Evidence(number, owner, criterion, kind, title, source, url, None if day is None else to_date(day), by)
        for number, owner, criterion, kind, title, source, url, day, by in rows
    ]


def add_evidence(workspace: Workspace, new: Evidence, market: str = "") -> int:
    """Adds a piece of evidence (``id`` is ignored) and returns its id."""
    day = None if new.day is None else to_day(new.day)
    return workspace.run(
        "INSERT INTO evidence(person, criterion, kind, title, source, url, day, added_by, market) "
        "VALUES (?,?,?,?,?,?,?,?,?)",
        (new.person, new.criterion, new.kind, new.title, new.where, new.url, day, new.added_by, market),
    )


def remove_evidence(workspace: Workspace, number: int) -> None:
    """Takes a piece of evidence away; undo brings it back."""
    workspace.run("DELETE FROM evidence WHERE id=?", (number,))


def save_rubric(workspace: Workspace, name: str, data: dict[str, object]) -> int:
    """Keeps a rubric as its next version and returns the version."""
    version = (workspace.one("SELECT max(version) FROM rubric WHERE name=?", (name,)) or 0) + 1
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    workspace.run("INSERT INTO rubric(name, version, data) VALUES (?,?,?)", (name, version, text))
    return int(version)


def newest_rubric(workspace: Workspace) -> tuple[str, int, str] | None:
    """Name, version and JSON of the rubric saved last, or None while the shipped one is in force."""
    rows = workspace.rows("SELECT name, version, data FROM rubric ORDER BY id DESC LIMIT 1")
    return rows[0] if rows else None
