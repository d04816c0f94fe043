"""Ids are random, and in the order in which their rows came in: an id of one file means nothing in another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import actions as campaigns
from core.campaign import build, screening
from core.campaign.screening import Files
from core.importing import traces
from core.model import Campaign, Evidence, Person
from core.people import tables as people_tables
from core.rights import actions as rights
from core.scoring import actions as absences
from core.scoring import tables as scoring_tables
from core.stature import actions as stature
from core.workspace.ids import next_id, next_ids
from core.workspace.sql import execute_many
from core.workspace.store import Workspace, open_workspace, temporary_workspace
from tests.core.workspaces import EVERYONE, HEAD, cid, pid, pids

DRAWN = ("person", "campaign", "assessment", "evidence", "absence", "told")
DAY = date(2026, 3, 12)


def ids_of(workspace: Workspace) -> dict[str, list[int]]:
    rows = {table: workspace.connection.execute(f"SELECT id FROM {table} ORDER BY rowid") for table in DRAWN}
    return {table: [number for (number,) in found] for table, found in rows.items()}


def made_of(folder: Path, name: str) -> Workspace:
    """A file with a row in each table whose ids are drawn."""
    (folder / "people.csv").write_text(HEAD + EVERYONE, encoding="utf-8")
    (folder / "levels.csv").write_text("name,peers,evidence\nAldo,3,A prize\nBruna,1,\n", encoding="utf-8")
    workspace = open_workspace(folder / f"{name}.entregent")
    campaign = campaigns.start_campaign(workspace, Campaign(0, "Launch"))[0]
    screening.import_files(workspace, campaign, Files("candidates", [folder / "people.csv"]))
    screening.import_files(workspace, campaign, Files("stature", [folder / "levels.csv"]))
    for person in pids(workspace, 1, 2, 3):
        stature.set_level(workspace, person, "network", 2, stature.Occasion("Anne", DAY))
        stature.add_evidence(workspace, Evidence(0, person, "network", "book", "A book"))
        absences.declare_absence(workspace, person, DAY, DAY)
        rights.note_told(workspace, person, DAY, "by letter")
    return workspace


def test_two_workspaces_made_from_the_same_files_share_no_id(tmp_path: Path) -> None:
    one, other = made_of(tmp_path, "a"), made_of(tmp_path, "b")
    for table, ids in ids_of(one).items():
        assert ids and ids == sorted(set(ids)), table
        assert not {*ids} & {*ids_of(other)[table]}, table
        assert all(0 < number < 1 << 62 for number in ids), table
    owners = {*traces.owners(one, 1).tolist()}
    assert owners == {*pids(one, 1, 2, 3, 4)}
    assert cid(one) != cid(other)
    one.close()
    other.close()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 300), max_size=6))
def test_what_is_younger_has_the_larger_id(counts: list[int]) -> None:
    workspace = temporary_workspace()
    whole: list[int] = []
    for count in counts:
        with workspace.step("Add"):
            new = [*next_ids(workspace.connection, "person", count).tolist()]
            new.append(next_id(workspace.connection, "person") if not new else new[-1] + 1)
            rows = [(number, f"k{number}") for number in new]
            execute_many(workspace.connection, "INSERT INTO person(id, key, name, fold) VALUES (?,?,'','')", rows)
        whole += new
    assert whole == sorted(set(whole)) and all(number < 1 << 62 for number in whole)
    workspace.close()


def test_two_copies_of_one_file_that_go_on_apart_draw_other_ids() -> None:
    workspace = temporary_workspace()
    with workspace.step("Add"):
        people_tables.add_person(workspace, Person(0, "Ann Bel"))
    drawn = [next_ids(workspace.connection, "person", 500) for _ in range(2)]
    assert len(np.intersect1d(*drawn)) == 0
    workspace.close()


def test_an_id_is_exact_wherever_it_goes(tmp_path: Path) -> None:
    """A float holds 53 bits: whatever passes an id through one finds somebody else or nobody."""
    workspace = made_of(tmp_path, "a")
    assert pid(workspace, 1) > 1 << 60
    people = build.build_board(workspace, cid(workspace)).person.tolist()
    assert people == pids(workspace, 1, 2, 3, 4)
    assert {*scoring_tables.observation_columns(workspace, cid(workspace)).person.tolist()} <= {*people}
    workspace.close()
