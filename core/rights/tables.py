"""All SQL of people's rights: what is held on a person, what others wrote of them, and their rows taken away."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Collection, Iterator
from typing import Any

from core.rights.mentions import Mentions
from core.stature.tables import moved_since
from core.workspace import undo
from core.workspace.registry import PERSONAL, TABLES
from core.workspace.sql import execute, execute_many, fetch_rows, fetch_value
from core.workspace.store import Workspace

Row = dict[str, object]
_EMPTIED = tuple(table.name for table in TABLES if table.erased == "emptied")


def rows_on(workspace: Workspace, person: int) -> dict[str, list[Row]]:
    """All rows that are held on a person, by table; a file as base64."""
    held: dict[str, list[Row]] = {}
    for table, column in PERSONAL.items():
        cursor = workspace.connection.execute(f"SELECT * FROM {table} WHERE {column}=?", (person,))
        names = [part[0] for part in cursor.description]
        rows = [dict(zip(names, map(_to_json_value, row), strict=True)) for row in cursor]
        if rows:
            held[table] = rows
    return held


def issues_on(workspace: Workspace, batch: int, rows: Collection[int]) -> list[Row]:
    """What was said of some rows of an import."""
    sql = "SELECT row, field, raw, reason FROM issue WHERE batch=? AND row=?"
    found = [one for row in rows for one in fetch_rows(workspace.connection, sql, (batch, row))]
    return [dict(zip(("row", "field", "raw", "reason"), one, strict=True)) for one in found]


def proposals_on(workspace: Workspace, keys: Collection[str]) -> list[Row]:
    """The pairs of people who may be one in which one of these stable keys stands."""
    rows = fetch_rows(workspace.connection, "SELECT one, other, reason, verdict FROM proposal ORDER BY id")
    named = [dict(zip(("one", "other", "reason", "verdict"), row, strict=True)) for row in rows]
    return [row for row in named if {row["one"], row["other"]} & set(keys)]


def names_of_others(workspace: Workspace, person: int) -> tuple[set[str], set[str], set[str]]:
    """What everybody but one person is called, their accounts, and their e-mails and addresses without the scheme."""
    names, addresses = set(), set()
    for name, email, url in fetch_rows(
        workspace.connection, "SELECT name, email, url FROM person WHERE id<>?", (person,)
    ):
        names.add(name)
        addresses |= {email, url.removeprefix("https://")}
    rows = fetch_rows(workspace.connection, "SELECT platform, handle, account FROM handle WHERE person<>?", (person,))
    accounts = {handle for _, handle, account in rows if account}
    addresses |= {handle.removeprefix("https://") for kind, handle, _ in rows if kind in ("email", "url")}
    return names - {""}, accounts - {""}, addresses - {""}


def mentions_of(workspace: Workspace, person: int, mentions: Mentions) -> list[Row]:
    """The texts about others, or about nobody, that mention a person: table, column, text."""
    return [
        {"table": table, "column": column, "text": text}
        for table, column, _, text in _list_free_texts(workspace, person)
        if mentions.found_in(text)
    ]


def redact_mentions(workspace: Workspace, person: int, mentions: Mentions) -> int:
    """Takes the mentions of a person out of the texts about others; returns in how many texts they stood."""
    found = [one for one in _list_free_texts(workspace, person) if mentions.found_in(one[3])]
    for table, column, row, text in found:
        where = " AND ".join(f"{name}=?" for name in row)
        sql = f"UPDATE {table} SET {column}=? WHERE {where}"
        execute(workspace.connection, sql, (mentions.redacted(text), *row.values()))
    return len(found)


def delete_person(workspace: Workspace, person: int) -> dict[str, int]:
    """Deletes a person's rows, and with the person what hangs on it; returns how many rows by table."""
    counts = {
        table: int(fetch_value(workspace.connection, f"SELECT count(*) FROM {table} WHERE {column}=?", (person,)))
        for table, column in PERSONAL.items()
    }
    execute(workspace.connection, "DELETE FROM person WHERE id=?", (person,))
    return {table: count for table, count in counts.items() if count}


def delete_proposals(workspace: Workspace, keys: Collection[str]) -> None:
    """Deletes the pairs in which one of these stable keys stands."""
    execute_many(workspace.connection, "DELETE FROM proposal WHERE ? IN (one, other)", [(key,) for key in keys])


def empty_what_remembers(workspace: Workspace) -> None:
    """Empties undo, what was computed, and how tables were left: a filter may have asked for the name."""
    undo.forget_steps(workspace.connection)
    for table in _EMPTIED:
        execute(workspace.connection, f"DELETE FROM {table}")
    execute(workspace.connection, "DELETE FROM setting WHERE name LIKE 'reading:%'")


def erase_from_sheets(workspace: Workspace, person: int) -> None:
    """Takes a person off the assessment sheets that went out. The number stays on the list that binds a sheet to its
    people, and beside it that whoever bears it later is somebody else."""
    for name, data in _load_sheets(workspace):
        number = person - moved_since(data)
        if number in data.get("people", []):
            sent = {cell: value for cell, value in data.get("sent", {}).items() if not cell.startswith(f"{number} ")}
            after = {**data, "sent": sent, "erased": sorted({*data.get("erased", []), number})}
            text = json.dumps(after, ensure_ascii=False)
            execute(workspace.connection, "UPDATE setting SET value=? WHERE name=?", (text, name))


def sheets_with(workspace: Workspace, person: int) -> list[Row]:
    """The assessment sheets that went out with a person on them: assessor, campaign, and what stood there sealed."""
    return [
        {
            "assessor": data.get("assessor", ""),
            "campaign": data.get("campaign"),
            "digests": {cell: text for cell, text in data.get("sent", {}).items() if cell.startswith(f"{number} ")},
        }
        for _, data in _load_sheets(workspace)
        if (number := person - moved_since(data)) in data.get("people", []) and number not in data.get("erased", [])
    ]


def give_pages_back(workspace: Workspace) -> None:
    """Rewrites the file without its free pages. With secure_delete on, what was deleted is zeroed already, so that
    nothing is amiss where the disk has no room for it."""
    try:
        workspace.connection.execute("VACUUM")
    except sqlite3.OperationalError:
        pass


def _load_sheets(workspace: Workspace) -> list[tuple[str, dict[str, Any]]]:
    rows = fetch_rows(workspace.connection, "SELECT name, value FROM setting WHERE name LIKE 'sheet %' ORDER BY name")
    return [(name, json.loads(value)) for name, value in rows]


def _list_free_texts(workspace: Workspace, person: int) -> Iterator[tuple[str, str, Row, str]]:
    """Every free text that is not the person's own: table, column, the row's key, text."""
    for table in TABLES:
        if not table.texts:
            continue
        info = fetch_rows(workspace.connection, f"PRAGMA table_info({table.name})")
        keys = [row[1] for row in info if row[5]] or ["rowid"]
        other = f" WHERE {table.person}<>?" if table.person else ""
        sql = f"SELECT {','.join((*keys, *table.texts))} FROM {table.name}{other}"
        for row in fetch_rows(workspace.connection, sql, (person,) if other else ()):
            at = dict(zip(keys, row, strict=False))
            for column, text in zip(table.texts, row[len(keys) :], strict=True):
                if text:
                    yield table.name, column, at, text


def _to_json_value(value: object) -> object:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
