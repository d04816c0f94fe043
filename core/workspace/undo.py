"""Undo and redo as named steps, by SQLite's documented undo log: triggers write the inverse of every edit.

Undo belongs to the tables, not to the actions, so a new action cannot forget it. Bulk imports stay outside the
log and are undone as their batch; erasure is never undone.
"""

from __future__ import annotations

import re
import sqlite3

from core.workspace.changed import Steps
from core.workspace.registry import IMPORTED, UNDONE
from core.workspace.sql import fetch_rows, fetch_value

AREAS = ("people", "observations", "stature", "campaign", "shortlists")
MOST_STEPS = 1000


def steps(connection: sqlite3.Connection) -> Steps:
    """What the Edit menu shows, and what an undo is to ask before it is done."""
    last = fetch_rows(connection, "SELECT id, name, batch FROM step WHERE NOT undone ORDER BY id DESC LIMIT 1")
    redo = fetch_value(connection, "SELECT name FROM step WHERE undone ORDER BY id LIMIT 1") or ""
    if not last:
        return Steps("", redo)
    number, name, batch = last[0]
    if batch is not None:
        return Steps(name, redo, undo_import=True, for_good=True, undo_many=True)
    people, imported = _find_concerned(connection, number)
    return Steps(name, redo, undo_import=imported, undo_many=len(people) > 1)


def _find_concerned(connection: sqlite3.Connection, number: int) -> tuple[set[int], bool]:
    """The people a step concerns, looked for until there are two, and whether it holds an import.

    An inverse statement says which row it will change or put back; SQLite itself reads the values of a row put back,
    whose texts may hold anything.
    """
    people: set[int] = set()
    columns: dict[str, list[str]] = {}
    for (sql,) in connection.execute("SELECT sql FROM undo_log WHERE step=? ORDER BY id", (number,)):
        verb, table, rest = _STATEMENT.match(sql).groups()  # type: ignore[union-attr]  # the triggers write no other
        if table == "batch":
            return people, True
        column = "id" if table == "person" else "person"
        if column not in columns.setdefault(table, _list_columns(connection, table)):
            continue
        if verb == "INSERT INTO":
            names, _, values = rest[1:].partition(") VALUES(")
            place = names.split(",").index(column) + 1
            found = fetch_rows(connection, f"SELECT column{place} FROM (VALUES({values})")
        else:
            key = _list_keys(connection, table)[0]
            where = rest.rpartition(f" WHERE {key}=")[2]
            found = fetch_rows(connection, f"SELECT {column} FROM {table} WHERE {key}={where}")
        people.update(person for (person,) in found if person is not None)
        if len(people) > 1:
            break
    return people, False


_STATEMENT = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) (\w+)(.*)", re.DOTALL)


def areas_of_next(connection: sqlite3.Connection, undone: bool) -> tuple[str, ...]:
    """The areas that undo (``undone`` False) or redo would change, by the tables its inverse statements name; every
    area where one of them is not known to stay within its own."""
    which = "undone ORDER BY id" if undone else "NOT undone ORDER BY id DESC"
    last = fetch_rows(connection, f"SELECT id, batch FROM step WHERE {which} LIMIT 1")
    if not last or last[0][1] is not None:
        return AREAS
    found: set[str] = set()
    for (sql,) in connection.execute("SELECT sql FROM undo_log WHERE step=?", (last[0][0],)):
        verb, table, _ = _STATEMENT.match(sql).groups()  # type: ignore[union-attr]  # the triggers write no other
        area = _AREA_OF.get(table) or (_AREA_OF_CHANGE.get(table) if verb == "UPDATE" else None)
        if area is None:
            return AREAS
        found.add(area)
    return tuple(sorted(found))


_AREA_OF = dict.fromkeys(("assessment", "evidence", "conflict", "assessor", "assignment"), "stature")
"""Tables whose rows belong to one area, whatever becomes of them."""
_AREA_OF_CHANGE = dict.fromkeys(("candidacy", "campaign"), "campaign")
"""Tables of which that holds while no row comes or goes: then others are candidates."""


def begin_step(connection: sqlite3.Connection, name: str) -> int:
    """Starts a step inside the running transaction; what could be redone is gone."""
    _make_triggers(connection)
    number = _new_step(connection, name)
    connection.execute("UPDATE temp.undo_now SET step=?", (number,))
    return number


def end_step(connection: sqlite3.Connection, number: int) -> None:
    """Ends a step; one that changed nothing leaves no trace."""
    connection.execute("UPDATE temp.undo_now SET step=NULL")
    connection.execute(
        "DELETE FROM step WHERE id=? AND NOT EXISTS (SELECT 1 FROM undo_log WHERE step=?)", (number, number)
    )
    connection.execute("DELETE FROM step WHERE id<=?", (number - MOST_STEPS,))


def begin_bulk_step(connection: sqlite3.Connection, name: str) -> int:
    """Starts a step whose undoing deletes its batch: triggers off, as a million inverse statements help nobody."""
    _drop_triggers(connection)
    return _new_step(connection, name)


def undo(connection: sqlite3.Connection) -> str:
    """Takes the last step back and returns its name; "" when there is none."""
    row = fetch_rows(connection, "SELECT id, name, batch FROM step WHERE NOT undone ORDER BY id DESC LIMIT 1")
    if not row:
        return ""
    number, name, batch = row[0]
    if batch is not None:
        _drop_triggers(connection)
        for (sql,) in _load_inverse(connection, number):
            connection.execute(sql)
        _delete_batch(connection, batch)
        connection.execute("DELETE FROM step WHERE id=?", (number,))
    else:
        _replay_step(connection, number)
        connection.execute("UPDATE step SET undone=1 WHERE id=?", (number,))
    return str(name)


def redo(connection: sqlite3.Connection) -> str:
    """Does the last undone step again and returns its name; "" when there is none."""
    row = fetch_rows(connection, "SELECT id, name FROM step WHERE undone ORDER BY id LIMIT 1")
    if not row:
        return ""
    number, name = row[0]
    _replay_step(connection, number)
    connection.execute("UPDATE step SET undone=0 WHERE id=?", (number,))
    return str(name)


def forget_steps(connection: sqlite3.Connection) -> None:
    """Empties the log, as after an erasure: an undo must never bring a person back."""
    connection.execute("DELETE FROM step")


def _replay_step(connection: sqlite3.Connection, number: int) -> None:
    """Runs a step's inverse statements, newest first; the triggers meanwhile write the way back."""
    _make_triggers(connection)
    statements = _load_inverse(connection, number)
    connection.execute("DELETE FROM undo_log WHERE step=?", (number,))
    connection.execute("PRAGMA defer_foreign_keys=ON")
    connection.execute("UPDATE temp.undo_now SET step=?", (number,))
    for (sql,) in statements:
        connection.execute(sql)
    connection.execute("UPDATE temp.undo_now SET step=NULL")


def _load_inverse(connection: sqlite3.Connection, number: int) -> list[tuple[str]]:
    """A step's inverse statements, newest first. An import of bulk writes them only for what was there before it."""
    return fetch_rows(connection, "SELECT sql FROM undo_log WHERE step=? ORDER BY id DESC", (number,))


def _new_step(connection: sqlite3.Connection, name: str) -> int:
    connection.execute("DELETE FROM step WHERE undone")
    return connection.execute("INSERT INTO step(name) VALUES (?)", (name,)).lastrowid or 0


def _delete_batch(connection: sqlite3.Connection, batch: int) -> None:
    for table in IMPORTED:
        connection.execute(f"DELETE FROM {table} WHERE batch=?", (batch,))
    connection.execute("DELETE FROM person WHERE batch=?", (batch,))
    connection.execute("DELETE FROM batch WHERE id=?", (batch,))


def _make_triggers(connection: sqlite3.Connection) -> None:
    """Makes the triggers, once a connection; they are temporary, so the file holds none of them."""
    if fetch_value(connection, "SELECT 1 FROM temp.sqlite_master WHERE name='undo_now'"):
        return
    connection.execute("CREATE TEMP TABLE undo_now(step INTEGER)")
    connection.execute("INSERT INTO temp.undo_now VALUES (NULL)")
    for table in UNDONE:
        for sql in _write_triggers(table, _list_columns(connection, table), _list_keys(connection, table)):
            connection.execute(sql)


def _drop_triggers(connection: sqlite3.Connection) -> None:
    for (name,) in fetch_rows(connection, "SELECT name FROM temp.sqlite_master WHERE type='trigger'"):
        connection.execute(f"DROP TRIGGER temp.{name}")
    connection.execute("DROP TABLE IF EXISTS temp.undo_now")


def _list_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in fetch_rows(connection, f"PRAGMA main.table_info({table})")]


def _list_keys(connection: sqlite3.Connection, table: str) -> list[str]:
    """The primary key's columns; rowid where a table has none of its own."""
    keys = [row[1] for row in fetch_rows(connection, f"PRAGMA main.table_info({table})") if row[5]]
    return keys or ["rowid"]


def _write_triggers(table: str, columns: list[str], keys: list[str]) -> list[str]:
    """The three triggers of one table. ``quote()`` writes any value as an SQL literal, blobs included."""

    def where(version: str) -> str:
        return "||' AND '||".join(f"'{key}='||quote({version}.{key})" for key in keys)

    stored = columns if keys != ["rowid"] else ["rowid", *columns]
    names = ",".join(stored)
    values = "||','||".join(f"quote(old.{column})" for column in stored)
    sets = "||','||".join(f"'{column}='||quote(old.{column})" for column in columns)
    log = "INSERT INTO undo_log(step, sql) SELECT step,"
    tail = "FROM temp.undo_now WHERE step IS NOT NULL; END"
    head = f"CREATE TEMP TRIGGER undo_{table}_"
    return [
        f"{head}insert AFTER INSERT ON main.{table} BEGIN {log}'DELETE FROM {table} WHERE '||{where('new')} {tail}",
        f"{head}update AFTER UPDATE ON main.{table} BEGIN "
        f"{log}'UPDATE {table} SET '||{sets}||' WHERE '||{where('new')} {tail}",
        f"{head}delete BEFORE DELETE ON main.{table} BEGIN "
        f"{log}'INSERT INTO {table}({names}) VALUES('||{values}||')' {tail}",
    ]
