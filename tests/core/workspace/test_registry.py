"""The registry of tables against the schema, and against what undo, imports and joining really do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from core.importing import tables as importing_tables
from core.people import joining_tables
from core.workspace.registry import ABOUT_PEOPLE, IMPORTED, PERSONAL, TABLES, UNDONE, Table
from core.workspace.store import Workspace, temporary_workspace
from tests.core.filled import MARKED, PLAIN, filled_workspace

BY_NAME = {table.name: table for table in TABLES}


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    made = filled_workspace()
    yield made
    made.close()


def columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def rows(workspace: Workspace, table: Table, person: int) -> list[tuple[object, ...]]:
    sql = f"SELECT * FROM {table.name} WHERE {table.person}=?"
    return workspace.connection.execute(sql, (person,)).fetchall()


def test_every_table_of_the_schema_is_declared() -> None:
    made = temporary_workspace()
    names = {name for (name,) in made.connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    assert {name for name in names if name[0] != "_"} == BY_NAME.keys() and len(BY_NAME) == len(TABLES)
    made.close()


def test_what_speaks_of_a_person_is_declared_so() -> None:
    made = temporary_workspace()
    for table in TABLES:
        keys = made.connection.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
        owners = [column for _, _, to, column, *_ in keys if to == "person"]
        assert owners == ([table.person] if table in ABOUT_PEOPLE else []), table.name
        deleted = [rule for _, _, to, _, _, _, rule, _ in keys if to == "person"]
        assert deleted == ["CASCADE"] * (table in ABOUT_PEOPLE), table.name
        assert (table.erased == "goes") == bool(table.person), table.name
        assert not table.person or table.undone, table.name
    assert PERSONAL.keys() <= set(UNDONE)
    made.close()


def test_what_an_import_brings_is_declared_so() -> None:
    made = temporary_workspace()
    for table in ABOUT_PEOPLE:
        assert table.imported == ("batch" in columns(made.connection, table.name)), table.name
        key = [row[1] for row in made.connection.execute(f"PRAGMA table_info({table.name})") if row[5]]
        assert table.once == (table.person in key), table.name
    made.close()


@pytest.mark.parametrize("table", ABOUT_PEOPLE, ids=lambda table: table.name)
def test_undo_brings_every_table_back(workspace: Workspace, table: Table) -> None:
    before = rows(workspace, table, MARKED)
    assert before
    with workspace.step("Empty"):
        workspace.connection.execute(f"DELETE FROM {table.name} WHERE {table.person}=?", (MARKED,))
    assert not rows(workspace, table, MARKED)
    workspace.undo()
    assert rows(workspace, table, MARKED) == before


@pytest.mark.parametrize("table", ABOUT_PEOPLE, ids=lambda table: table.name)
def test_joining_moves_every_table(workspace: Workspace, table: Table) -> None:
    assert not rows(workspace, table, PLAIN)
    with workspace.step("Join"):
        assert joining_tables.join_people(workspace, PLAIN, MARKED) == PLAIN
    assert rows(workspace, table, PLAIN) and not rows(workspace, table, MARKED)


@pytest.mark.parametrize("table", ABOUT_PEOPLE, ids=lambda table: table.name)
def test_reverting_takes_what_the_import_brought(workspace: Workspace, table: Table) -> None:
    with workspace.step("Revert"):
        importing_tables.delete_batch(workspace, 1)
    assert bool(rows(workspace, table, MARKED)) != (table.name in IMPORTED)
