"""Imports listed, compared, written out and taken back."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from core.campaign import screening
from core.campaign import tables as campaign_tables
from core.importing import actions as imports
from core.importing import tables as importing_tables
from core.importing import traces
from core.model import Campaign
from core.workspace.sql import fetch_rows, fetch_value
from core.workspace.store import Workspace, temporary_workspace
from tests.core.workspaces import cid

MARCH = "Name,Instagram handle,Followers\nAna Bell,ana,100\nBob Roy,bob,n.c.\n,,7\n"
APRIL = "Name,Instagram handle,Followers\nAna Bell,ana,150\nZoe Lin,zoe,20\n=1+1,tricky,=2+2\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = temporary_workspace()
    with workspace.step("New campaign"):
        campaign = campaign_tables.add_campaign(workspace, Campaign(0, "spring"))
    for name, text, day in (("list-2026-03.csv", MARCH, 1), ("list-2026-04.csv", APRIL, 2)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        screening.import_files(
            workspace, campaign, screening.Files("candidates", [tmp_path / name]), today=date(2026, 4, day)
        )
    return workspace


def names(workspace: Workspace) -> set[str]:
    return {row[0] for row in fetch_rows(workspace.connection, "SELECT name FROM person")}


def test_the_import_before_is_of_the_same_tools_files(workspace: Workspace) -> None:
    later, earlier = importing_tables.batches(workspace)
    assert (earlier.day, later.day) == (date(2026, 4, 1), date(2026, 4, 2))
    assert imports.import_before(workspace, later.id) == earlier
    assert imports.import_before(workspace, earlier.id) is None


def test_what_changed_between_the_two(workspace: Workspace) -> None:
    later, earlier = importing_tables.batches(workspace)
    found = traces.compare_batches(workspace, earlier.id, later.id)
    called = dict(fetch_rows(workspace.connection, "SELECT id, name FROM person"))
    assert [called[p] for p in found.gone] == ["Bob Roy"]
    assert {called[p] for p in found.new} == {"Zoe Lin", "=1+1"}
    assert [(called[p], was, now) for p, _, was, now in found.changed] == [("Ana Bell", 100.0, 150.0)]


def test_issues_as_csv_without_formulas(workspace: Workspace, tmp_path: Path) -> None:
    for batch in importing_tables.batches(workspace):
        imports.write_issues(workspace, [batch.id], tmp_path / f"{batch.id}.csv")
        with (tmp_path / f"{batch.id}.csv").open(encoding="utf-8-sig", newline="") as file:
            heading, *rows = csv.reader(file)
        assert heading == ["row", "field", "text in the file", "reason", "refused"]
        assert len(rows) >= batch.rows_refused
        assert not any(cell[:1] in tuple("=+-@") for row in rows for cell in row)


def test_an_earlier_import_taken_back_leaves_what_others_know(workspace: Workspace) -> None:
    before = list(workspace.connection.iterdump())
    _, earlier = importing_tables.batches(workspace)
    imports.revert_import(workspace, earlier.id)
    assert names(workspace) == {"Ana Bell", "Zoe Lin", "=1+1"}
    assert fetch_rows(
        workspace.connection, "SELECT audience FROM observation o JOIN person p ON p.id=person WHERE name='Ana Bell'"
    ) == [(150.0,)]
    # What the later file says as well is its own now: she is still a candidate, and found by her account.
    ana = fetch_value(workspace.connection, "SELECT id FROM person WHERE name='Ana Bell'")
    assert fetch_value(workspace.connection, "SELECT count(*) FROM candidacy WHERE person=?", (ana,)) == 1
    assert fetch_rows(workspace.connection, "SELECT platform, handle FROM handle WHERE person=?", (ana,)) == [
        ("instagram", "ana")
    ]
    assert [batch.file for batch in importing_tables.batches(workspace)] == ["list-2026-04.csv"]
    workspace.undo()
    data = ("person", "handle", "observation", "batch", "issue", "candidacy")
    kept = [
        [line for line in dump if line.startswith(tuple(f'INSERT INTO "{t}"' for t in data))]
        for dump in (before, list(workspace.connection.iterdump()))
    ]
    assert sorted(kept[0]) == sorted(kept[1])


def test_the_comparison_stands_in_the_commands_json(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "list-2026-05.csv"
    path.write_text(APRIL.replace("150", "160"), encoding="utf-8")
    done, _ = screening.import_files(workspace, cid(workspace), screening.Files("candidates", [path]))
    found = imports.comparison(workspace, done[0])
    assert found is not None
    assert (found["file"], found["imported_on"], found["new"], found["gone"]) == (
        "list-2026-04.csv",
        "2026-04-02",
        [],
        [],
    )
    assert [change[1:] for change in found["changed"]] == [["instagram", 150.0, 160.0]]
