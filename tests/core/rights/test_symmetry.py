"""What is held on a person, shown to them and erased is the same: a mark in every column of every table."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from core.importing import tables as importing_tables
from core.importing import traces
from core.importing.reading.table import Dialect, TextTable
from core.model import Issue
from core.people import tables as people_tables
from core.rights import access
from core.rights import actions as rights
from core.shortlist import seal
from core.shortlist import tables as shortlist_tables
from core.shortlist.snapshot import Audit, Entry, Named, Snapshot, Why
from core.stature import tables as stature_tables
from core.workspace.registry import TABLES
from core.workspace.store import Workspace, temporary_workspace
from tests.core.filled import MARK, MARKED, PLAIN, filled_workspace, mark, texts
from tests.core.workspaces import erase_person

DAY = date(2026, 3, 12)
SHOWN_BY_ROWS = [table for table in TABLES if table.erased == "goes"]
NAME = f"{mark('person', 'name')} {MARK}"
UNMARKED = {("assessment", "kind"): "note", ("person", "fold"): NAME.casefold()}


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """``filled_workspace`` with the marked person in packed rows, issues, pairs, lists, sheets and others' notes."""
    made = filled_workspace()
    key = people_tables.stable_key(made, MARKED)
    cells = [[mark("batch", "raw"), "Ann Bel", NAME], [mark("batch", "other"), "", ""]]
    table = TextTable(
        ("name", "note"), tuple(map(pa.array, cells)), np.array([2, 3, 4]), (), Dialect("csv"), np.zeros(3, np.int32)
    )
    with made.step("Fill the rest"):
        importing_tables.store_rows(made, 1, *traces.pack(table, np.array([MARKED, PLAIN, 0])))
        issues = [Issue(2, "name", mark("issue", "raw"), "Odd."), Issue(3, "email", f"shared with {NAME}", "Odd.")]
        importing_tables.add_issues(made, 1, issues)
        made.connection.execute("INSERT INTO proposal(one, other, reason) VALUES (?,?,?)", (key, "name:x", "alike"))
        shortlist_tables.add_shortlist(made, frozen(key))
        sheet = {"people": [PLAIN, MARKED], "sent": {f"{MARKED} peers": "d1", f"{PLAIN} peers": "d2"}}
        stature_tables.store_sheet(made, "m", {"assessor": "Anne", "campaign": 1, **sheet})
        made.connection.execute("INSERT INTO setting VALUES ('reading:1', ?)", (f'{{"filter": "{NAME}"}}',))
        made.connection.execute(
            "INSERT INTO derived(thing, part, areas, key, kind, data) VALUES ('t','p','people','k','u1',?)",
            (NAME.encode(),),
        )
        note = f"as good as {NAME.upper()}, they say"
        made.connection.execute("INSERT INTO assessment(person, criterion, note) VALUES (?,'peers',?)", (PLAIN, note))
    yield made
    made.close()


def frozen(key: str) -> shortlist_tables.FrozenList:
    marked = Entry(key, 1, NAME, True, 5000, 6000, 5500, notes=(mark("shortlist", "notes"),))
    other = Entry("name:ann bel", 2, "Ann Bel", False, 1, 2, 3, why=(Why(NAME, 1, 2),), notes=(f"knows {NAME}",))
    audit = Audit(60, dropped=(Named(key, NAME, 1, 1, 1, 1),))
    taken = Snapshot("Launch", 1, 5000, 5500, (marked, other), audit=audit)
    return shortlist_tables.FrozenList(0, 1, "List", seal.to_json(taken), seal.digest(taken), "Camille", DAY)


def everything(workspace: Workspace) -> str:
    """All that the file holds, packed cells included."""
    rows = [
        list(map(repr, row)) for table in TABLES for row in workspace.connection.execute(f"SELECT * FROM {table.name}")
    ]
    return json.dumps([rows, traces.everything(workspace, 1)]).casefold()


def test_access_shows_every_column_of_every_table(workspace: Workspace) -> None:
    shown = json.dumps(access.held_on(workspace, MARKED), ensure_ascii=False)
    for table in SHOWN_BY_ROWS:
        for column in texts(workspace, table.name):
            assert UNMARKED.get((table.name, column), mark(table.name, column)) in shown, (table.name, column)
    for packed in (mark("batch", "raw"), mark("issue", "raw"), mark("shortlist", "notes"), "alike", "d1", NAME.upper()):
        assert packed in shown, packed
    assert "d2" not in shown and "Ann Bel" not in shown


def test_erasing_leaves_no_mark_anywhere(workspace: Workspace) -> None:
    assert MARK.casefold() in everything(workspace)
    done, _ = erase_person(workspace, MARKED, DAY)
    assert MARK.casefold() not in everything(workspace)
    assert done.rows.keys() == {table.name for table in SHOWN_BY_ROWS} and done.lists == 1 and done.source_rows == 2
    assert workspace.undo() == "" and workspace.redo() == ""
    assert rights.prove_erased(workspace, done.texts) == 0


def test_what_others_said_stays_but_for_the_mention(workspace: Workspace) -> None:
    erase_person(workspace, MARKED, DAY)
    assert stature_tables.assessments(workspace, PLAIN)[0].note == "as good as (erased), they say"
    assert [one.raw for one in importing_tables.issues(workspace, 1)] == ["shared with (erased)"]
    assert people_tables.person(workspace, PLAIN).name == "Ann Bel"
    assert traces.everything(workspace, 1) == [["", ""], ["Ann Bel", ""], ["", ""]]
    sheet = stature_tables.stored_sheet(workspace, "m")
    assert sheet is not None and sheet["people"] == [PLAIN, MARKED] and sheet["erased"] == [MARKED]


def test_a_frozen_list_is_sealed_anew_and_says_so(workspace: Workspace) -> None:
    before = shortlist_tables.all_shortlists(workspace)[0]
    erase_person(workspace, MARKED, DAY)
    after = shortlist_tables.all_shortlists(workspace)[0]
    opened = seal.from_json(after.data)
    gone, other = opened.snapshot.entries
    assert opened.valid and opened.digest == after.digest != before.digest
    assert (gone.name, gone.state, gone.rank, gone.total, gone.notes) == ("erased on request", "erased", 1, 5500, ())
    assert other.why[0].against == "(erased)" and other.notes == ("knows (erased)",) and other.name == "Ann Bel"
    assert opened.snapshot.audit is not None and opened.snapshot.audit.dropped[0].name == "erased on request"
    assert opened.snapshot.rules == ("Erased on request: 1",)


def test_a_broken_seal_stays_broken(workspace: Workspace) -> None:
    held = shortlist_tables.all_shortlists(workspace)[0]
    forged = held.data.replace('"total":5500', '"total":5501')
    with workspace.step("Forge"):
        shortlist_tables.replace_list(workspace, held.id, forged, held.digest)
    erase_person(workspace, MARKED, DAY)
    after = shortlist_tables.all_shortlists(workspace)[0]
    assert MARK not in after.data and not seal.from_json(after.data).valid


# --- every column, also where nobody is spoken of --------------------------------------------------------------------

STANDING = ("batch", "shortlist", "campaign")
"""Tables whose rows are there already and mean something: their texts are written over."""


def mention(table: str, column: str) -> str:
    return f"in {table}.{column}: {NAME}, they say"


def mention_everywhere(workspace: Workspace) -> set[str]:
    """Mentions the marked person in every column of free text, on rows about somebody else or about nobody."""
    said = set()
    workspace.connection.execute("PRAGMA foreign_keys=OFF")
    for table in (table for table in TABLES if table.texts):
        texts = {column: mention(table.name, column) for column in table.texts}
        said |= set(texts.values())
        if table.name in STANDING:
            sets = ",".join(f"{column}=?" for column in texts)
            workspace.connection.execute(f"UPDATE {table.name} SET {sets}", tuple(texts.values()))
            continue
        info = workspace.connection.execute(f"PRAGMA table_info({table.name})").fetchall()
        values: dict[str, object] = {name: table.name if kind == "TEXT" else 77 for _, name, kind, *_ in info}
        values |= {name: 1 for name in ("batch", "campaign") if name in values}
        values |= texts | ({table.person: PLAIN} if table.person else {})
        if table.name == "setting":
            values["value"] = json.dumps({"filter": texts["value"]})
        names, marks = ",".join(values), ",".join("?" * len(values))
        sql = f"INSERT OR REPLACE INTO {table.name}({names}) VALUES ({marks})"
        workspace.connection.execute(sql, tuple(values.values()))
    workspace.connection.execute("PRAGMA foreign_keys=ON")
    return said


def test_a_new_column_is_declared_or_fails() -> None:
    made = temporary_workspace()
    for table in TABLES:
        kinds = {row[1]: row[2] for row in made.connection.execute(f"PRAGMA table_info({table.name})")}
        held = {name for name, kind in kinds.items() if kind in ("TEXT", "BLOB")}
        declared = [*table.texts, *table.packed, *table.plain]
        assert len(set(declared)) == len(declared) and set(declared) <= held, table.name
        if not table.person and table.erased != "emptied":
            assert held == set(declared), table.name
        assert not (table.texts or table.packed) or table.erased in ("goes", "rewritten"), table.name
    made.close()


def test_a_mention_in_any_column_is_shown_and_goes(workspace: Workspace) -> None:
    said = mention_everywhere(workspace)
    shown = " ".join(one["text"] for one in access.held_on(workspace, MARKED)["mentions"])
    assert not [text for text in said if text not in shown]
    erase_person(workspace, MARKED, DAY)
    assert MARK.casefold() not in everything(workspace)


def test_attachments_are_shown_whole(workspace: Workspace) -> None:
    shown = access.held_on(workspace, MARKED)
    assert base64.b64decode(shown["evidence"][0]["file"]) == mark("evidence", "file").encode()
