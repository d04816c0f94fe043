"""What was corrected of somebody at their wish: when, by whom, old text and new; a later file brings none back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.folding import fold
from core.model import to_date, to_day
from core.people.joining_tables import ALSO, BY_NAME
from core.people.tables import correct_person, person
from core.workspace.sql import execute, fetch_rows
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Correction:
    """One text of a person, as it was and as it is since; ``who`` wrote it down."""

    id: int
    person: int
    field: str
    old: str
    new: str
    day: date | None
    who: str


def corrections(workspace: Workspace, number: int) -> list[Correction]:
    """What was corrected of a person, the newest first."""
    sql = "SELECT id, person, field, old, new, day, who FROM correction WHERE person=? ORDER BY day DESC, id DESC"
    rows = fetch_rows(workspace.connection, sql, (number,))
    return [
        Correction(one, whose, field, old, new, to_date(day), who) for one, whose, field, old, new, day, who in rows
    ]


def corrected_away(workspace: Workspace) -> set[tuple[int, str, str]]:
    """(person, field, folded text) of every text that was corrected and is not in force again."""
    rows = fetch_rows(workspace.connection, "SELECT person, field, old FROM correction")
    return {(number, field, fold(old)) for number, field, old in rows}


def add_correction(workspace: Workspace, number: int, change: tuple[str, str], day: date, who: str) -> None:
    """Corrects one text of a person, (field, new text), and writes down what it was. Only inside a step.

    The name, e-mail or address of before still says whose the rows of a later file are.
    """
    field, new = change
    old = str(getattr(person(workspace, number), field))
    if field == "name":
        kinds = [ALSO]
        if fetch_rows(workspace.connection, "SELECT 1 FROM person WHERE id=? AND key LIKE 'name:%'", (number,)):
            kinds.append(BY_NAME)
        for kind in kinds:
            _add_key(workspace, number, kind, fold(old))
    elif field in ("email", "url") and old:
        _add_key(workspace, number, field, old)
    sql = "INSERT INTO correction(person, field, old, new, day, who) VALUES (?,?,?,?,?,?)"
    execute(workspace.connection, sql, (number, field, old, new, to_day(day), who))
    correct_person(workspace, number, **{field: new})


def _add_key(workspace: Workspace, number: int, kind: str, text: str) -> None:
    sql = "INSERT INTO handle(platform, handle, person) VALUES (?,?,?) ON CONFLICT DO NOTHING"
    execute(workspace.connection, sql, (kind, text, number))
