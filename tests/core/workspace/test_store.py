"""The workspace file: edits as steps, refusal of what is not ours, nothing lost on the way."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import tables as campaign_tables
from core.errors import Trouble
from core.model import Campaign, Evidence, Person
from core.people import tables as people_tables
from core.stature import tables as stature_tables
from core.workspace import undo
from core.workspace.registry import UNDONE
from core.workspace.sql import execute, fetch_rows, fetch_value
from core.workspace.store import SCHEMA, Workspace, open_workspace, temporary_workspace

CONTENT = UNDONE


def content(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(fetch_rows(workspace.connection, f"SELECT * FROM {table}"), key=repr) for table in CONTENT}


def add(workspace: Workspace, name: str) -> int:
    with workspace.step("Add", "people"):
        return people_tables.add_person(workspace, Person(0, name, {"instagram": name.lower()}))


def test_what_is_written_is_there_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "a.entregent"
    workspace = open_workspace(path)
    number = add(workspace, "Élodie Marombre")
    workspace.close()
    workspace = open_workspace(path)
    assert people_tables.person(workspace, number).name == "Élodie Marombre"
    assert people_tables.ids_matching(workspace, "elodie") == [number]
    assert undo.steps(workspace.connection).undo == "Add"
    workspace.close()
    assert [p.name for p in tmp_path.iterdir()] == ["a.entregent"]


def test_a_second_window_is_refused(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "a.entregent")
    with pytest.raises(Trouble, match="open in another window"):
        open_workspace(tmp_path / "a.entregent")
    workspace.close()
    open_workspace(tmp_path / "a.entregent").close()


@pytest.mark.parametrize("content", [b"name,followers\nA,1\n", b"SQLite format 3\0" + bytes(200), b"\x89PNG"])
def test_a_file_that_is_not_ours_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.entregent"
    path.write_bytes(content)
    with pytest.raises(Trouble, match="not an Entregent workspace"):
        open_workspace(path)
    assert path.read_bytes() == content
    assert len(list(tmp_path.iterdir())) == 1


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.entregent"
    open_workspace(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={SCHEMA + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Trouble, match="newer version"):
        open_workspace(path)
    assert path.read_bytes() == before


def test_opening_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.entregent"
    workspace = open_workspace(path)
    add(workspace, "Aldo")
    workspace.close()
    before = path.read_bytes()
    open_workspace(path).close()
    assert path.read_bytes() == before


def test_a_failed_step_leaves_nothing(tmp_path: Path) -> None:
    workspace = temporary_workspace()
    before = content(workspace)
    with pytest.raises(RuntimeError), workspace.step("Add", "people"):
        people_tables.add_person(workspace, Person(0, "Aldo"))
        raise RuntimeError
    assert content(workspace) == before
    assert undo.steps(workspace.connection) == undo.Steps("", "")


def test_steps_together_are_lost_together() -> None:
    workspace = temporary_workspace()
    with pytest.raises(RuntimeError), workspace.transaction():
        add(workspace, "Aldo")
        raise RuntimeError
    assert people_tables.ids_matching(workspace, "aldo") == []
    with workspace.transaction():
        add(workspace, "Aldo")
        add(workspace, "Bruna")
    workspace.undo()
    assert people_tables.ids_matching(workspace, "aldo") and not people_tables.ids_matching(workspace, "bruna")


def test_a_step_inside_a_step_is_one_step() -> None:
    workspace = temporary_workspace()
    with workspace.step("Both", "people"):
        add(workspace, "Aldo")
        add(workspace, "Bruna")
    assert workspace.undo() == "Both"
    assert fetch_value(workspace.connection, "SELECT count(*) FROM person") == 0
    assert undo.steps(workspace.connection) == undo.Steps("", "Both")


def test_a_step_that_changes_nothing_leaves_no_trace() -> None:
    workspace = temporary_workspace()
    with workspace.step("Nothing"):
        pass
    assert undo.steps(workspace.connection) == undo.Steps("", "")


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["add", "rename", "level", "evidence", "delete", "campaign", "pin", "undo", "redo"]),
        st.integers(0, 50),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(EDITS)
def test_undoing_everything_returns_to_the_start_and_redoing_to_the_end(edits: list[tuple[str, int]]) -> None:
    workspace = temporary_workspace()
    start = content(workspace)
    for what, pick in edits:
        _edit(workspace, what, pick)
    end = content(workspace)
    undone = 0
    while workspace.undo():
        undone += 1
    assert content(workspace) == start
    for _ in range(undone):
        assert workspace.redo()
    assert content(workspace) == end
    workspace.close()


def _edit(workspace: Workspace, what: str, pick: int) -> None:
    known = [row[0] for row in fetch_rows(workspace.connection, "SELECT id FROM person ORDER BY id")]
    person = known[pick % len(known)] if known else 0
    if what == "undo":
        workspace.undo()
    elif what == "redo":
        workspace.redo()
    elif what == "add":
        add(workspace, f"Name {pick}’s")
    elif what == "campaign":
        with workspace.step("Campaign"):
            campaign_tables.add_everyone(workspace, campaign_tables.add_campaign(workspace, Campaign(0, f"C{pick}")))
    elif known:
        with workspace.step(what):
            _edit_person(workspace, what, person, pick)


def _edit_person(workspace: Workspace, what: str, person: int, pick: int) -> None:
    if what == "rename":
        people_tables.correct_person(workspace, person, name=f"'; DROP TABLE person; -- {pick}\n\u00e9")
    elif what == "evidence":
        stature_tables.add_evidence(workspace, Evidence(0, person, "peers", "book", f"Title {pick}"))
    elif what == "delete":
        execute(workspace.connection, "DELETE FROM person WHERE id=?", (person,))
    elif what == "pin":
        for campaign in campaign_tables.campaigns(workspace):
            campaign_tables.decide_on(workspace, campaign.id, person, pinned=1)
    else:
        execute(
            workspace.connection,
            "INSERT INTO assessment(person, criterion, level) VALUES (?,?,?)",
            (person, "peers", pick % 5),
        )


@pytest.mark.parametrize("trap", ["Aldo", "Aldo) VALUES(1,'2'", "x' WHERE id=1 --", "a,b;c' OR '1'='1", " WHERE id=2"])
def test_what_an_undo_would_concern_is_known_before(trap: str) -> None:
    workspace = temporary_workspace()
    add(workspace, trap)
    assert not undo.steps(workspace.connection).undo_many, "one person added"
    with workspace.step("Two", "people"):
        add(workspace, trap + " 2")
        add(workspace, "Bruna")
    assert undo.steps(workspace.connection).undo_many
    workspace.undo()
    with workspace.step("Renamed", "people"):
        workspace.connection.execute("UPDATE person SET name=?", (trap,))
    assert not undo.steps(workspace.connection).undo_many
    with workspace.step("Gone", "people"):
        workspace.connection.execute("DELETE FROM person")
    assert not undo.steps(workspace.connection).undo_many, "one person is put back"
    assert not undo.steps(workspace.connection).undo_import
