"""What is kept for a quick opening: the same board as computed anew, gone as soon as what it rests on changes."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.campaign import actions as campaign_actions
from core.campaign import actions as campaigns
from core.campaign import build, cache, column_tables, online
from core.campaign import tables as campaign_tables
from core.model import Campaign, Person
from core.people import tables as people_tables
from core.scoring import actions as absences
from core.scoring import tables as scoring_tables
from core.workspace import actions as steps
from core.workspace.sql import execute, fetch_rows
from core.workspace.store import Workspace, open_workspace
from tests.core.workspaces import cid, pid, places


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed workspace whose only campaign has been prepared."""
    monkeypatch.setattr(cache, "WORTH_STORING", 1)
    path = tmp_path / "a.entregent"
    workspace = open_workspace(path)
    with workspace.step("Start", "people", "observations"):
        for place, (name, market) in enumerate((("Élodie Marombre", "France"), ("Aldo Bel", ""), ("", "France")), 1):
            number = people_tables.add_person(workspace, Person(0, name, market=market))
            execute(
                workspace.connection,
                "INSERT INTO observation(person,day,channel,batch,row,audience) VALUES (?,20000,'web',1,1,?)",
                (number, 1000 * place),
            )
    campaigns.start_campaign(workspace, Campaign(0, "Autumn"))
    online.store_prepared(workspace, cid(workspace))
    workspace.close()
    return path


def kept(workspace: Workspace) -> set[str]:
    things = fetch_rows(workspace.connection, "SELECT DISTINCT thing FROM derived")
    return {thing.replace(str(cid(workspace)), "1") for (thing,) in things}


def test_the_board_is_the_same_and_nothing_is_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_workspace(path)
    with monkeypatch.context() as without:
        without.setattr(scoring_tables, "observation_columns", None)
        without.setattr(column_tables, "known_people", None)
        quick = build.build_board(workspace, cid(workspace))
    workspace.connection.execute("DELETE FROM derived")
    workspace.close()
    workspace = open_workspace(path)
    slow = build.build_board(workspace, cid(workspace))
    for column in ("key", "name", "market", "country", "organisation"):
        assert getattr(quick, column).take(range(3)) == getattr(slow, column).take(range(3)), column
    for field in fields(slow.candidates):
        if field.name in ("score", "credibility"):
            for side in fields(slow.candidates.score):
                one, other = (getattr(getattr(b.candidates, field.name), side.name) for b in (quick, slow))
                assert np.array_equal(one, other)
    assert np.array_equal(quick.audience, slow.audience) and quick.flags.keys() == slow.flags.keys()
    workspace.close()


@pytest.mark.parametrize("change", ["people", "observations", "undo"])
def test_a_change_throws_it_away(path: Path, change: str) -> None:
    workspace = open_workspace(path)
    assert kept(workspace) == {"people 1", "scores 1"}
    if change == "people":
        campaign_actions.add_person(workspace, cid(workspace), Person(0, "Bruna Cor"))
    elif change == "undo":
        steps.undo(workspace)
    else:
        from datetime import date

        absences.declare_absence(workspace, pid(workspace, 1), date(2024, 1, 1), date(2024, 2, 1))
    assert kept(workspace) == ({"people 1"} if change == "observations" else set())
    workspace.close()


def test_a_weight_or_a_pin_leaves_it(path: Path) -> None:
    workspace = open_workspace(path)
    campaigns.change_campaign(workspace, cid(workspace), weight=300)
    campaigns.pin(workspace, cid(workspace), pid(workspace, 2))
    assert kept(workspace) == {"people 1", "scores 1"}
    assert build.build_board(workspace, cid(workspace)).candidates.state.tolist() == [0, 1, 0]
    workspace.close()


def said(column: Any) -> Any:
    """A column of any kind as plain values."""
    if isinstance(column, np.ndarray):
        return column.tolist()
    return column if isinstance(column, dict) else column.take(range(len(column)))


def test_what_is_short_says_the_same(path: Path) -> None:
    workspace = open_workspace(path)
    workspace.connection.execute("DELETE FROM derived")
    known = column_tables.known_people(workspace, cid(workspace))
    short = cache.short_people(known)
    for field in fields(known):
        assert said(getattr(known, field.name)) == said(getattr(short, field.name)), field.name
    whole = online.scores_of(workspace, campaign_tables.campaigns(workspace)[0])
    again = cache.short_scores(whole)
    assert np.array_equal(again.score, whole.score) and again.last.keys() == whole.last.keys()
    for name, values in whole.last.items():
        assert np.array_equal(again.last[name], values, equal_nan=True)
    workspace.close()


def test_observations_are_read_whole(path: Path) -> None:
    """Two channels, two batches on one day, a metric nobody has, and one that only one person has."""
    workspace = open_workspace(path)
    with workspace.step("More", "observations"):
        sql = "INSERT INTO observation(person,day,channel,batch,row,audience,likes) VALUES (?,?,?,?,1,?,?)"
        for row in ((19999, "web", 1, 5, None), (20000, "tiktok", 1, 7, 3), (20000, "web", 2, 11, None)):
            execute(workspace.connection, sql, (pid(workspace, 2), *row))
    seen = scoring_tables.observation_columns(workspace, cid(workspace))
    people = places(workspace, seen.person.tolist())
    rows = [(p, d, seen.channels[c]) for p, d, c in zip(people, seen.day, seen.channel, strict=True)]
    assert rows == [(1, 20000, "web"), (2, 19999, "web"), (2, 20000, "tiktok"), (2, 20000, "web"), (3, 20000, "web")]
    assert set(seen.metrics) == {"audience", "likes"}
    assert seen.metrics["audience"].tolist() == [1000, 5, 7, 11, 3000]
    assert np.isnan(seen.metrics["likes"]).tolist() == [True, True, False, True, True]
    own = scoring_tables.observations_of(workspace, pid(workspace, 2))
    assert own.metrics["audience"].tolist() == [5, 7, 11] and np.isnan(own.metrics["views"]).all()
    workspace.close()
