"""All SQL of campaigns and candidacies: who is considered for what, and what was decided about each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date

from core.i18n import tr
from core.model import Campaign, to_date, to_day
from core.people.tables import OBJECTING
from core.stature.tables import newest_rubric
from core.workspace.ids import next_id
from core.workspace.refused import Gone
from core.workspace.sql import execute, execute_many, fetch_rows, fetch_value
from core.workspace.store import Workspace

COLUMNS = tuple(field.name for field in fields(Campaign))
_DAYS = ("day", "as_of")
_CANDIDACY = "person, pinned, excluded, reason, markets, invitation, cost, decided_by"


@dataclass(frozen=True)
class Candidacy:
    """What was decided about one person in one campaign. ``markets`` is empty where the person's own counts."""

    person: int
    pinned: bool = False
    excluded: bool = False
    reason: str = ""
    markets: tuple[str, ...] = ()
    invitation: str = ""
    cost: float | None = None
    decided_by: str = ""


def campaigns(workspace: Workspace) -> list[Campaign]:
    """Every campaign, the newest first."""
    rows = fetch_rows(workspace.connection, f"SELECT {','.join(COLUMNS)} FROM campaign ORDER BY id DESC")
    return [_read_campaign(row) for row in rows]


def campaign(workspace: Workspace, number: int) -> Campaign:
    """One campaign. Gone when there is none."""
    rows = fetch_rows(workspace.connection, f"SELECT {','.join(COLUMNS)} FROM campaign WHERE id=?", (number,))
    if not rows:
        raise Gone
    return _read_campaign(rows[0])


def add_campaign(workspace: Workspace, new: Campaign) -> int:
    """Adds a campaign (its ``id`` is ignored), which assesses by the rubric saved last unless it names one; its id."""
    number = next_id(workspace.connection, "campaign")
    if new.rubric is None:
        new = replace(new, rubric=newest_rubric(workspace))
    values = [number, *(_to_stored(name, getattr(new, name)) for name in COLUMNS[1:])]
    marks = ",".join("?" * len(values))
    execute(workspace.connection, f"INSERT INTO campaign({','.join(COLUMNS)}) VALUES ({marks})", values)
    return number


def change_campaign(workspace: Workspace, number: int, **values: object) -> None:
    """Changes some fields of a campaign. KeyError for a field it does not have."""
    for name, value in values.items():
        if name not in COLUMNS[1:]:
            raise KeyError(name)
        execute(workspace.connection, f"UPDATE campaign SET {name}=? WHERE id=?", (_to_stored(name, value), number))


def add_candidates(workspace: Workspace, number: int, people: Iterable[int], batch: int | None = None) -> None:
    """Makes these people candidates of the campaign; those who already are stay as they are."""
    execute_many(
        workspace.connection,
        "INSERT INTO candidacy(campaign, person, batch) VALUES (?,?,?) ON CONFLICT DO NOTHING",
        ((number, person, batch) for person in people),
    )


def add_everyone(workspace: Workspace, number: int) -> None:
    """Makes everyone in the workspace a candidate of the campaign."""
    execute(
        workspace.connection,
        "INSERT INTO candidacy(campaign, person) SELECT ?, id FROM person WHERE true ON CONFLICT DO NOTHING",
        (number,),
    )


def count_candidates(workspace: Workspace, number: int) -> int:
    """How many candidates a campaign has."""
    return int(fetch_value(workspace.connection, "SELECT count(*) FROM candidacy WHERE campaign=?", (number,)))


def remove_candidates(workspace: Workspace, number: int, people: Iterable[int]) -> None:
    """Takes people out of a campaign, with what it had decided about them. Only inside a step."""
    sql = "DELETE FROM candidacy WHERE campaign=? AND person=?"
    execute_many(workspace.connection, sql, [(number, person) for person in people])


def candidacy(workspace: Workspace, number: int, person: int) -> Candidacy | None:
    """What was decided about a person, or None when they are no candidate."""
    rows = fetch_rows(
        workspace.connection,
        f"SELECT {_CANDIDACY}, person IN ({OBJECTING}) FROM candidacy WHERE campaign=? AND person=?",
        (number, person),
    )
    return _read_candidacy(rows[0]) if rows else None


def decided(workspace: Workspace, number: int) -> list[Candidacy]:
    """Every candidacy of a campaign pinned, excluded or objected to, in the order of the persons' ids."""
    rows = fetch_rows(
        workspace.connection,
        f"SELECT {_CANDIDACY}, person IN ({OBJECTING}) FROM candidacy "
        f"WHERE campaign=? AND (pinned OR excluded OR person IN ({OBJECTING})) ORDER BY person",
        (number,),
    )
    return [_read_candidacy(row) for row in rows]


def costs(workspace: Workspace, campaign: int | None = None) -> dict[int, float]:
    """Person -> what they cost as a guest of a campaign, or in the newest campaign that says so."""
    sql = "SELECT person, cost FROM candidacy WHERE cost IS NOT NULL AND (?1 IS NULL OR campaign=?1) ORDER BY campaign"
    return dict(fetch_rows(workspace.connection, sql, (campaign,)))


def decide_on(workspace: Workspace, number: int, person: int, **values: object) -> None:
    """Sets pinned, excluded, reason, decided_by, markets, invitation, cost or tie_reason of one candidacy."""
    for name, value in values.items():
        if name not in ("pinned", "excluded", "reason", "decided_by", "markets", "invitation", "cost", "tie_reason"):
            raise KeyError(name)
        stored = ";".join(value) if isinstance(value, tuple) else value
        execute(
            workspace.connection,
            f"UPDATE candidacy SET {name}=? WHERE campaign=? AND person=?",
            (stored, number, person),
        )


def _read_candidacy(row: tuple[object, ...]) -> Candidacy:
    person, pinned, excluded, reason, markets, invitation, cost, decided_by, objects = row
    return Candidacy(
        int(str(person)),
        bool(pinned) and not objects,
        bool(excluded or objects),
        tr("This person objected to being listed.") if objects else str(reason),
        tuple(m for m in str(markets).split(";") if m),
        str(invitation),
        None if cost is None else float(str(cost)),
        str(decided_by),
    )


def _read_campaign(row: tuple[object, ...]) -> Campaign:
    values = dict(zip(COLUMNS, row, strict=True))
    for name in _DAYS:
        day = values[name]
        values[name] = None if day is None else to_date(int(str(day)))
    return Campaign(**values)  # type: ignore[arg-type]


def _to_stored(name: str, value: object) -> object:
    if name in _DAYS and isinstance(value, date):
        return to_day(value)
    return value


def client_note(workspace: Workspace, campaign: int, person: int) -> str:
    """What the client may read of a candidate; empty where nothing was written."""
    sql = "SELECT note FROM client_note WHERE campaign=? AND person=?"
    return str(fetch_value(workspace.connection, sql, (campaign, person)) or "")


def write_client_note(workspace: Workspace, campaign: int, person: int, note: str) -> None:
    """Writes the note for the client; an empty one takes it away."""
    execute(workspace.connection, "DELETE FROM client_note WHERE campaign=? AND person=?", (campaign, person))
    if note:
        execute(
            workspace.connection,
            "INSERT INTO client_note(campaign, person, note) VALUES (?,?,?)",
            (campaign, person, note),
        )
