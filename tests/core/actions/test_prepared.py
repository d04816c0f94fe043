"""What is kept for a quick opening: the same board as computed anew, gone as soon as what it rests on changes."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from core.actions import absences, building, campaigns, prepared, stature
from core.model import Campaign, Person
from core.workspace import columns, people
from core.workspace.store import Workspace, open_workspace


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed workspace whose only campaign has been prepared."""
    monkeypatch.setattr(prepared, "WORTH_KEEPING", 1)
    path = tmp_path / "a.entregent"
    workspace = open_workspace(path)
    with workspace.step("Start", "people", "observations"):
        for name, market in (("Élodie Marombre", "France"), ("Aldo Bel", ""), ("", "France")):
            number = people.add(workspace, Person(0, name, market=market))
            workspace.run(
                "INSERT INTO observation(person,day,channel,batch,row,audience) VALUES (?,20000,'web',1,1,?)",
                (number, 1000 * number),
            )
    campaigns.start(workspace, Campaign(0, "Autumn"))
    building.keep_prepared(workspace, 1)
    workspace.close()
    return path


def kept(workspace: Workspace) -> set[str]:
    return {thing for (thing,) in workspace.rows("SELECT DISTINCT thing FROM derived")}


def test_the_board_is_the_same_and_nothing_is_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_workspace(path)
    with monkeypatch.context() as without:
        without.setattr(columns, "observation_columns", None)
        without.setattr(columns, "known_people", None)
        quick = building.build(workspace, 1)
    workspace.connection.execute("DELETE FROM derived")
    workspace.close()
    workspace = open_workspace(path)
    slow = building.build(workspace, 1)
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
        stature.add_person(workspace, 1, Person(0, "Bruna Cor"))
    elif change == "undo":
        campaigns.undo(workspace)
    else:
        from datetime import date

        absences.add(workspace, 1, date(2024, 1, 1), date(2024, 2, 1))
    assert kept(workspace) == ({"people 1"} if change == "observations" else set())
    workspace.close()


def test_a_weight_or_a_pin_leaves_it(path: Path) -> None:
    workspace = open_workspace(path)
    campaigns.change(workspace, 1, weight=300)
    campaigns.pin(workspace, 1, 2)
    assert kept(workspace) == {"people 1", "scores 1"}
    assert building.build(workspace, 1).candidates.state.tolist() == [0, 1, 0]
    workspace.close()
