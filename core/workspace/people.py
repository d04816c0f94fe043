"""People one at a time: read, added by hand, corrected, found by what the user types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.folding import fold
from core.model import Person
from core.workspace.store import Workspace

TEXT_COLUMNS = ("name", "email", "url", "country", "language", "market", "organisation")


def person(workspace: Workspace, number: int) -> Person:
    """One person with their handles. KeyError when there is none."""
    rows = workspace.rows(f"SELECT {','.join(TEXT_COLUMNS)}, offline FROM person WHERE id=?", (number,))
    if not rows:
        raise KeyError(number)
    values = dict(zip(TEXT_COLUMNS, rows[0], strict=False))
    return Person(id=number, handles=handles(workspace, number), offline=bool(rows[0][-1]), **values)


def names(workspace: Workspace) -> dict[int, str]:
    """What everybody is called; the account of somebody without a name."""
    return {number: name or key for number, name, key in workspace.rows("SELECT id, name, key FROM person")}


def handles(workspace: Workspace, number: int) -> dict[str, str]:
    """Platform -> handle, the one used last where there are several. Keys such as e-mail are not handles."""
    rows = workspace.rows(
        "SELECT platform, handle FROM handle WHERE person=? AND platform NOT LIKE 'id:%' "
        "AND platform NOT IN ('email','url') ORDER BY coalesce(until, since, 0), handle",
        (number,),
    )
    return dict(rows)


def add(workspace: Workspace, new: Person) -> int:
    """Adds a person by hand (``id`` is ignored) and returns the id."""
    key = next((f"{p}:{h}" for p, h in new.handles.items()), "") or f"name:{fold(new.name)}"
    number = workspace.run(
        f"INSERT INTO person(key, fold, offline, {','.join(TEXT_COLUMNS)}) VALUES (?,?,?,?,?,?,?,?,?,?)",
        (key, fold(new.name), int(new.offline), *(getattr(new, name) for name in TEXT_COLUMNS)),
    )
    _add_handles(workspace, number, new.handles)
    return number


def correct(workspace: Workspace, number: int, **values: object) -> None:
    """Corrects some fields of a person. KeyError for a field a person does not have."""
    before = person(workspace, number)
    after = replace(before, **{k: v for k, v in values.items() if k != "handles"})  # type: ignore[arg-type]
    for name in (*TEXT_COLUMNS, "offline"):
        if getattr(after, name) != getattr(before, name):
            workspace.run(f"UPDATE person SET {name}=? WHERE id=?", (getattr(after, name), number))
    if after.name != before.name:
        workspace.run("UPDATE person SET fold=? WHERE id=?", (fold(after.name), number))


def key(workspace: Workspace, number: int) -> str:
    """The stable key of a person, such as ``instagram:name``."""
    return str(workspace.one("SELECT key FROM person WHERE id=?", (number,)))


def found(workspace: Workspace, text: str) -> list[int]:
    """The ids of those whose name, handle or organisation holds the text, ascending."""
    pattern = "%" + fold(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = workspace.rows(
        "SELECT id FROM person WHERE fold LIKE :p ESCAPE '\\' OR organisation LIKE :p ESCAPE '\\' "
        "UNION SELECT person FROM handle WHERE handle LIKE :p ESCAPE '\\' ORDER BY 1",
        {"p": pattern},
    )
    return [row[0] for row in rows]


def exactly(workspace: Workspace, text: str) -> list[int]:
    """The ids of those whose stable key or whole name this is, ascending."""
    rows = workspace.rows("SELECT id FROM person WHERE key=? OR fold=? ORDER BY id", (text, fold(text)))
    return [row[0] for row in rows]


def _add_handles(workspace: Workspace, number: int, new: Mapping[str, str]) -> None:
    workspace.run_many(
        "INSERT INTO handle(platform, handle, person) VALUES (?,?,?) ON CONFLICT DO NOTHING",
        [(platform, handle, number) for platform, handle in new.items() if handle],
    )
