"""The SQL of an import, one table at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa

from core.importing import proposal_tables
from core.importing import tables as importing_tables
from core.importing.tables import Part
from core.model import UNDATED, Issue, Person, no_progress
from core.people import joining_tables, key_tables
from core.people import tables as people_tables
from core.people.key_tables import KeyColumns
from core.workspace.bulk import BatchWrite
from core.workspace.registry import UNDONE
from core.workspace.sql import fetch_rows, fetch_value
from core.workspace.store import Workspace, temporary_workspace

BATCH = importing_tables.Batch(0, "a.csv", "f00", "candidates", "{}", "{}", 3, 2, 1, date(2026, 3, 1))


def batch(workspace: Workspace) -> int:
    number = importing_tables.add_batch(workspace, BATCH)
    importing_tables.store_rows(workspace, number, [Part(0, b"raw"), Part(7, b"rest")], b"owners")
    return number


def test_a_batch_is_kept_whole() -> None:
    workspace = temporary_workspace()
    with workspace.step("Import"):
        number = batch(workspace)
        importing_tables.add_issues(workspace, number, [Issue(4, "audience", "x", "why", True), Issue(2, "", "", "so")])
    (kept,) = importing_tables.batches(workspace)
    assert (kept.id, kept.file, kept.day, kept.rows_read) == (number, "a.csv", date(2026, 3, 1), 3)
    starts = importing_tables.part_starts(workspace, number)
    assert [importing_tables.stored_part(workspace, number, first) for first in starts] == [b"raw", b"rest"]
    assert (starts, importing_tables.stored_owners(workspace, number)) == ([0, 7], b"owners")
    assert [issue.row for issue in importing_tables.issues(workspace, number)] == [2, 4]
    assert importing_tables.same_import(workspace, BATCH) == kept
    assert importing_tables.same_import(workspace, replace(BATCH, kind="history")) is None
    # What an older program did not keep of how it read a file is no difference.
    assert importing_tables.same_import(workspace, replace(BATCH, dialect='{"sheet": "Two"}')) == kept


def test_another_sheet_of_a_workbook_is_another_import() -> None:
    workspace = temporary_workspace()
    one, two = (replace(BATCH, dialect=f'{{"sheet": "{name}"}}') for name in ("One", "Two"))
    with workspace.step("Import"):
        importing_tables.add_batch(workspace, one)
    assert importing_tables.same_import(workspace, one) is not None
    assert importing_tables.same_import(workspace, two) is None


def test_people_added_by_hand_are_known_by_their_address() -> None:
    workspace = temporary_workspace()
    with workspace.step("Add"):
        number = people_tables.add_person(workspace, Person(0, "Ana", {"twitter": "ana"}, email="a@x.fr"))
    for kind, text in (("twitter", "ana"), ("email", "a@x.fr")):
        held = key_tables.known_keys(workspace, kind)
        assert (held.texts.to_pylist(), held.person.tolist()) == ([text], [number])


def test_the_days_a_key_was_held_only_widen() -> None:
    workspace = temporary_workspace()
    with workspace.step("Add") as step:
        number = people_tables.add_person(workspace, Person(0, "Ana"))
        for since, until in ((UNDATED, UNDATED), (50, 60), (40, 55), (UNDATED, UNDATED)):
            keys = KeyColumns(pa.array(["ana"]), np.array([number]), np.array([since]), np.array([until]))
            key_tables.add_keys(BatchWrite(workspace, 1, step, recorded=True), "twitter", keys, number + 1)
    held = key_tables.known_keys(workspace, "twitter")
    assert (held.since.tolist(), held.until.tolist()) == ([40], [60])


def test_a_bulk_import_is_undone_and_what_it_changed_comes_back() -> None:
    workspace = temporary_workspace()
    with workspace.step("Add"):
        number = people_tables.add_person(workspace, Person(0, "Ana", {"twitter": "ana"}))
    before = {table: fetch_rows(workspace.connection, f"SELECT * FROM {table}") for table in UNDONE}
    with workspace.bulk("Import") as step:
        new = batch(workspace)
        columns = {name: pa.array(["b"]) for name in ("key", "fold", "name")}
        write = BatchWrite(workspace, new, step, recorded=False)
        key_tables.add_people(write, np.array([number + 1]), columns, [False], no_progress)
        texts, whose = pa.array(["ana", "bob"]), np.array([number, number + 1])
        keys = KeyColumns(texts, whose, np.array([10, 10]), np.array([20, 20]))
        key_tables.add_keys(write, "twitter", keys, number + 1)
        key_tables.fill_blanks(write, "country", [("France", number)])
        proposal_tables.add_proposals(write, [("a", "b", "why")])
        importing_tables.mark_step(workspace, step, new)
    assert fetch_value(workspace.connection, "SELECT country FROM person WHERE id=?", (number,)) == "France"
    workspace.undo()
    assert {table: fetch_rows(workspace.connection, f"SELECT * FROM {table}") for table in UNDONE} == before


def test_an_id_given_up_and_given_again_does_not_take_over_old_rows() -> None:
    workspace = temporary_workspace()
    with workspace.step("Add"):
        stays = people_tables.add_person(workspace, Person(0, "Ana"))
        goes = people_tables.add_person(workspace, Person(0, "Anna"))
        first = batch(workspace)
        joining_tables.join_people(workspace, stays, goes)
        again = people_tables.add_person(workspace, Person(0, "Zoé"))
        workspace.connection.execute("UPDATE person SET id=? WHERE id=?", (goes, again))
        second = batch(workspace)
    assert joining_tables.former_ids(workspace, stays, first) == [stays, goes]
    assert joining_tables.former_ids(workspace, stays, second) == [stays]
    assert joining_tables.former_ids(workspace, goes, first) == []
    assert joining_tables.former_ids(workspace, goes, second) == [goes]
