"""The SQL of assessors: who they are, whom they are too close to, and whom they are to assess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from core.folding import fold
from core.model import to_date, to_day
from core.stature.conflicts import Assessor, Conflict, Known, domain_of
from core.workspace.ids import next_id
from core.workspace.sql import execute, execute_many, fetch_rows
from core.workspace.store import Workspace

_CONFLICT = "id, person, assessor, kind, reason, day, waived_by, waived_why, waived_on"


def spellings(workspace: Workspace) -> Mapping[str, str]:
    """By name as it was written the one spelling that is shown: one person under two spellings is one assessor.

    As it was introduced, else the first in the order of letters, where capitals come first.
    """
    return workspace.cached("spellings", workspace.revision["stature"], lambda: _read_spellings(workspace))


def _read_spellings(workspace: Workspace) -> dict[str, str]:
    rows = fetch_rows(
        workspace.connection,
        "SELECT name, 0 FROM assessor UNION SELECT DISTINCT assessor, 1 FROM assessment UNION "
        "SELECT DISTINCT assessor, 1 FROM conflict UNION SELECT DISTINCT assessor, 1 FROM assignment",
    )
    shown: dict[str, str] = {}
    for name, _ in sorted(rows, key=lambda row: (row[1], row[0].strip())):
        shown.setdefault(fold(name), name.strip())
    return {name: shown[fold(name)] for name, _ in rows}


def spelling_of(workspace: Workspace, name: str) -> str:
    """A name as it is shown here, however it is written; as it is where nobody bears it yet."""
    known = spellings(workspace)
    return known.get(name) or next((shown for shown in known.values() if fold(shown) == fold(name)), name.strip())


def variants_of(workspace: Workspace, name: str) -> list[str]:
    """Every way in which a name has been written here, itself included."""
    return sorted({name, *(written for written in spellings(workspace) if fold(written) == fold(name))})


def assessors_introduced(workspace: Workspace) -> list[Assessor]:
    """Who was introduced, in the order of the alphabet."""
    rows = fetch_rows(workspace.connection, "SELECT id, name, organisation, email FROM assessor ORDER BY name")
    return [Assessor(*row) for row in rows]


def store_assessor(workspace: Workspace, new: Assessor) -> None:
    """Introduces an assessor, or changes what is known of one (``id`` not 0)."""
    values = (new.name, new.organisation, new.email)
    if new.id:
        sql = "UPDATE assessor SET name=?, organisation=?, email=? WHERE id=?"
        execute(workspace.connection, sql, (*values, new.id))
    else:
        sql = "INSERT INTO assessor(id, name, organisation, email) VALUES (?,?,?,?)"
        execute(workspace.connection, sql, (next_id(workspace.connection, "assessor"), *values))


def stored_conflicts(workspace: Workspace, campaign: int) -> list[Conflict]:
    """The conflicts declared or waived with a campaign's candidates, oldest first, each assessor in one spelling."""
    rows = fetch_rows(
        workspace.connection,
        f"SELECT {', '.join('k.' + name for name in _CONFLICT.split(', '))} FROM conflict k "
        "CROSS JOIN candidacy c ON c.person=k.person AND c.campaign=? ORDER BY k.id",
        (campaign,),
    )
    known = spellings(workspace)
    return [
        Conflict(
            number, person, known.get(name, name), kind, reason, to_date_or_none(day), by, why, to_date_or_none(on)
        )
        for number, person, name, kind, reason, day, by, why, on in rows
    ]


def add_conflict(workspace: Workspace, new: Conflict) -> int:
    """Adds a conflict (``id`` is ignored) and returns its id."""
    return execute(
        workspace.connection,
        "INSERT INTO conflict(id, person, assessor, kind, reason, day, waived_by, waived_why, waived_on) "
        "VALUES (?,?,?,?,?,?,?,?,?)",
        (
            next_id(workspace.connection, "conflict"),
            *(new.person, new.assessor, new.kind, new.reason, to_day_or_none(new.day)),
            *(new.waived_by, new.waived_why, to_day_or_none(new.waived_on)),
        ),
    )


def waive_conflict(workspace: Workspace, number: int, by: str, why: str, day: date | None) -> None:
    """Says who let the levels count all the same, and why; an empty name takes that back."""
    sql = "UPDATE conflict SET waived_by=?, waived_why=?, waived_on=? WHERE id=?"
    execute(workspace.connection, sql, (by, why, to_day_or_none(day), number))


def remove_conflict(workspace: Workspace, number: int) -> None:
    """Takes a conflict away; undo brings it back."""
    execute(workspace.connection, "DELETE FROM conflict WHERE id=?", (number,))


def people_near(workspace: Workspace, campaign: int, assessors: Sequence[Assessor]) -> list[Known]:
    """The candidates of a campaign who might stand too close to one of these assessors: of a million only those of
    their name, their organisation or their e-mail domain are read."""
    organisations = {fold(one.organisation) for one in assessors} - {""}
    distinct = "SELECT DISTINCT organisation FROM person WHERE organisation<>''"
    every = fetch_rows(workspace.connection, distinct) if organisations else []
    written = [name for (name,) in every if fold(name) in organisations]
    domains = sorted({domain_of(one.email) for one in assessors} - {""})
    names = sorted({fold(one.name) for one in assessors} - {""})
    tests = [
        *(("p.organisation=?", name) for name in written),
        *(("p.email LIKE ?", f"%@{domain}") for domain in domains),
        *(("p.fold=?", name) for name in names),
    ]
    if not tests:
        return []
    rows = fetch_rows(
        workspace.connection,
        "SELECT p.id, p.name, p.organisation, p.email FROM person p JOIN candidacy c ON c.person=p.id AND c.campaign=? "
        f"WHERE {' OR '.join(test for test, _ in tests)} ORDER BY p.id",
        (campaign, *(value for _, value in tests)),
    )
    return [Known(*row) for row in rows]


def assignments(workspace: Workspace, campaign: int) -> list[tuple[int, str]]:
    """(person, assessor) of a campaign, by person, each assessor in one spelling."""
    rows = fetch_rows(
        workspace.connection,
        "SELECT person, assessor FROM assignment WHERE campaign=? ORDER BY person, assessor",
        (campaign,),
    )
    known = spellings(workspace)
    return [(person, known.get(name, name)) for person, name in rows]


def replace_assignments(workspace: Workspace, campaign: int, pairs: Iterable[tuple[int, str]]) -> None:
    """Puts these (person, assessor) in the place of all that a campaign had."""
    execute(workspace.connection, "DELETE FROM assignment WHERE campaign=?", (campaign,))
    execute_many(
        workspace.connection,
        "INSERT INTO assignment(campaign, person, assessor) VALUES (?,?,?)",
        ((campaign, person, name) for person, name in pairs),
    )


def to_date_or_none(day: int | None) -> date | None:
    """A stored day as a date; None where none is stored."""
    return None if day is None else to_date(day)


def to_day_or_none(value: date | None) -> int | None:
    """A date as it is stored; None for none."""
    return None if value is None else to_day(value)
