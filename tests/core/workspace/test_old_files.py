"""Files of every older version: opened, upgraded, nothing lost, the old one kept beside."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from core.campaign import actions as campaigns
from core.campaign import build, ranked, ranking_json, score_models, sheets
from core.campaign import tables as campaign_tables
from core.importing import tables as importing_tables
from core.importing import traces
from core.model import Campaign
from core.people import joining_tables
from core.scoring import model as shipped
from core.shortlist import actions as shortlists
from core.stature import tables as stature_tables
from core.stature.rubric import load
from core.workspace import actions as steps
from core.workspace.backup import faults
from core.workspace.store import SCHEMA, Workspace, open_workspace
from tests.core.workspaces import cid, fill, pid, pids, rubric_now

OLD = Path(__file__).resolve().parents[2] / "workspaces"
VERSIONS = range(1, SCHEMA)
WITH_RELATIONS = (1, *range(5, SCHEMA))
"""The files that hold a join, and in the newer ones a settlement and notes alone: texts until schema 5."""
RANKED = {
    1: [("Bruna Cor", 73.18, 50.0), ("Aldo Bel", 52.66, 50.0), ("Caspar Dal", 49.1, 50.0)],
    **{v: [("Aldo Bel", 56.22, 75.0), ("Bruna Cor", 50.0, 50.0), ("Caspar Dal", 48.98, 50.0)] for v in (2, 3, 4)},
    **{
        v: [("Bruna Cor", 73.16, 100.0), ("Aldo Bel", 52.72, 62.5), ("Caspar Dal", 48.98, 50.0)]
        for v in range(5, SCHEMA)
    },
}
"""What each file ranked as under the version that made it: name, score, credibility. The first is from before there
were campaigns: one made today takes the newest score model; the others keep theirs."""
DRAWN = ("person", "assessment", "evidence", "absence", "told")
"""The tables whose older ids were moved by schema 13."""
Row = dict[str, object]


def old_file(version: int, folder: Path) -> Path:
    path = folder / "a.entregent"
    shutil.copy(OLD / f"schema-{version}.entregent", path)
    return path


def tables(path: Path) -> dict[str, list[Row]]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    found = {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in names}
    connection.close()
    return {name: rows for name, rows in found.items() if name[0] != "_"}


def moved(rows: dict[str, list[Row]], table: str, by: dict[str, int]) -> list[Row]:
    """The rows of a table with their ids as they are once ``by`` (owner -> number) was added to each."""
    owners = {"person": "person", "was": "person"} | ({"id": table} if table in by else {})
    return [
        {
            name: value + by.get(owners.get(name, ""), 0) if name in owners and value is not None else value
            for name, value in row.items()
        }
        for row in rows[table]
    ]


def first_ids(rows: dict[str, list[Row]]) -> dict[str, int]:
    return {table: min(int(str(row["id"])) for row in rows[table]) for table in DRAWN if rows.get(table)}


def without_texts(table: str, row: Row) -> Row | None:
    """A row of an old file as the columns of today hold it: None where it stands in another table now."""
    if table == "handle" and row["platform"] == "id:joined":
        return None
    if table != "assessment":
        return row
    criterion, assessor = str(row["criterion"]), str(row["assessor"])
    return {**row, "criterion": criterion.removesuffix(".note"), "assessor": assessor.removeprefix("settled:")}


def bruna(workspace: Workspace) -> tuple[int, int]:
    """The id of the second person of an old file, and the one that was given up when the fourth was joined with it."""
    stays = pid(workspace, 2)
    return stays, stays + 2


def everyone(workspace: Workspace) -> int:
    """The file's campaign, or one of everybody in a file from before there were campaigns."""
    found = campaign_tables.campaigns(workspace)
    if found:
        return found[0].id
    campaign = campaigns.start_campaign(workspace, Campaign(0, "Autumn preview", half_life=60.0))[0]
    with workspace.step("everybody", "campaign"):
        people = np.unique(traces.owners(workspace, 1))
        importing_tables.add_candidacies(workspace, 1, campaign, people[:3])
    return campaign


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_file_is_upgraded_and_kept_beside(version: int, tmp_path: Path) -> None:
    path = old_file(version, tmp_path)
    before = tables(path)
    workspace = open_workspace(path)
    score_models.copy_model(workspace, shipped.load(), "Ours")
    steps.undo(workspace)
    workspace.close()
    after, beside = tables(path), tables(tmp_path / f"a.version-{version}.entregent")
    assert beside == before
    by = {table: number - first_ids(before)[table] for table, number in first_ids(after).items() if before.get(table)}
    if version < 13:  # ids are random from there on: nothing moves any more
        assert len(set(by.values())) == len(by) and all(1 << 60 <= number < 1 << 61 for number in by.values())
    for table in before.keys() - {"step", "undo_log", "derived", "setting"} - ({"batch"} if by else set()):
        expected = [row for old in moved(before, table, by) if (row := without_texts(table, old)) is not None]
        columns = before[table][0] if before[table] else ()
        assert [{name: row[name] for name in columns} for row in after[table]] == expected, table
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA
    connection.close()
    open_workspace(path).close()
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_file_ranks_as_it_did(version: int, tmp_path: Path) -> None:
    workspace = open_workspace(old_file(version, tmp_path))
    campaign = everyone(workspace)
    board = build.build_board(workspace, campaign)
    assert board.name.take(range(3)) == ["Aldo Bel", "Bruna Cor", "Caspar Dal"] and board.campaign.half_life == 60.0
    shown = ranking_json.ranking_json(ranked.rank_board(board), {})["ranking"]
    assert [(entry["name"], entry["score"], entry["credibility"]) for entry in shown] == RANKED[version]
    assert [opened.valid for _, opened in shortlists.frozen_lists(workspace, campaign)] == [True] * (version > 1)
    workspace.close()


@pytest.mark.parametrize("version", WITH_RELATIONS)
def test_a_join_inside_a_text_becomes_a_row(version: int, tmp_path: Path) -> None:
    workspace = open_workspace(old_file(version, tmp_path))
    stays, goes = bruna(workspace)
    assert joining_tables.former_ids(workspace, stays, 1) == [stays, goes]
    assert joining_tables.former_ids(workspace, goes, 1) == []
    assert joining_tables.since_joined(workspace, 1) == {goes: stays}
    assert [found.row for found in traces.trace(workspace, stays)] == [3, 5]
    workspace.close()


def test_settlements_and_notes_alone_have_a_kind_of_their_own(tmp_path: Path) -> None:
    workspace = open_workspace(old_file(5, tmp_path))
    said = [one for person in pids(workspace, 1, 2, 3) for one in stature_tables.assessments(workspace, person)]
    assert [(one.criterion, one.assessor, one.kind) for one in said] == [
        ("standing", "Élodie", "level"),
        ("peers", "Anne", "level"),
        ("peers", "Bea", "level"),
        ("peers", "Anne", "settlement"),
        ("peers", "Bea", "note"),
        ("profession", "Anne", "level"),
        ("standing", "Anne", "note"),
    ]
    board = build.build_board(workspace, cid(workspace))
    assert board.levels["peers"].tolist() == [200, -1, -1]  # as it was settled
    workspace.close()


def test_older_steps_are_undone_and_done_again(tmp_path: Path) -> None:
    """The log of an older version holds statements on the texts; they were rewritten with them."""
    workspace = open_workspace(old_file(5, tmp_path))
    assert [workspace.redo(), workspace.redo(), workspace.redo()] == ["Settle a difference", "Note", ""]
    settled, note = (stature_tables.assessments(workspace, pid(workspace, n))[-1] for n in (1, 3))
    assert (settled.assessor, settled.kind, settled.note) == ("Bea", "settlement", "a third reference")
    assert (note.criterion, note.assessor, note.kind, note.note) == ("profession", "Anne", "note", "perhaps")
    while workspace.undo() != "Join":
        pass
    assert joining_tables.since_joined(workspace, 1) == {}
    stays, goes = bruna(workspace)
    assert joining_tables.former_ids(workspace, goes, 1) == [goes]
    assert workspace.redo() == "Join"
    assert joining_tables.since_joined(workspace, 1) == {goes: stays}
    while workspace.undo():
        pass
    workspace.close()
    left = tables(tmp_path / "a.entregent")
    assert not any(left[table] for table in ("person", "handle", "assessment", "joined", "campaign", "shortlist"))


def test_ids_in_settings_sheets_and_texts_of_the_undo_log(tmp_path: Path) -> None:
    """Schema 12 had ids from 1 on: a table's own state, a sheet that went out, and steps whose texts look like ids."""
    workspace = open_workspace(old_file(12, tmp_path))
    assert campaigns.view_state(workspace, cid(workspace)) == '{"sort": "name"}'
    sheet = tmp_path / "sheet.xlsx"
    shutil.copy(OLD / "schema-12-sheet.xlsx", sheet)
    fill(sheet, ("D5", 3), ("D6", 2))
    back, changed = sheets.read_back(workspace, sheet, date(2026, 2, 1))
    assert (back.assessor, back.added, back.missing) == ("Carl", 2, 0)
    assert list(changed.people) == pids(workspace, 1, 2)
    steps.undo(workspace)
    while workspace.undo() != "Exclude":
        pass
    assert stature_tables.evidence(workspace, pid(workspace, 3))[0].where == "id=3, person=1 (campaign=1)"
    while workspace.undo():
        pass
    while workspace.redo():
        pass
    [piece] = stature_tables.evidence(workspace, pid(workspace, 3))
    assert piece.where == "id=3, person=1 (campaign=1)"
    assert stature_tables.evidence_file(workspace, piece.id) == ("", b"id=1 person=2")
    candidacy = campaign_tables.candidacy(workspace, cid(workspace), pid(workspace, 3))
    assert candidacy is not None and candidacy.reason == "asked, for person=1" and candidacy.excluded
    assert faults(workspace.connection) == []
    workspace.close()


def test_the_rubric_of_all_is_the_rubric_of_each(tmp_path: Path) -> None:
    """Until schema 15 the rubric saved last was everybody's; to take that step back is to go back to the one before."""
    workspace = open_workspace(old_file(15, tmp_path))
    assert (rubric_now(workspace).version, rubric_now(workspace)["peers"].names["en"]) == (
        2,
        "Credit among peers and rivals",
    )
    assert steps.undo(workspace).step and rubric_now(workspace) == load()
    assert steps.redo(workspace).step and rubric_now(workspace).version == 2
    workspace.close()
