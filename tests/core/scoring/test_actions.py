"""Declared absences: left out of the score, kept in the history, undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.campaign import build
from core.campaign.dossier import gather_dossier
from core.errors import Trouble
from core.model import HUNDREDTHS, to_day
from core.scoring import actions as absences
from core.scoring import tables as scoring_tables
from core.workspace import actions as steps
from core.workspace.sql import fetch_value
from core.workspace.store import Workspace
from tests.core.workspaces import EVERYONE, erase_person, pid, workspace_of

AWAY = (date(2026, 1, 12), date(2026, 1, 19))


@pytest.fixture
def opened(tmp_path: Path) -> tuple[Workspace, int]:
    return workspace_of(tmp_path, EVERYONE)


def pausing(workspace: Workspace) -> int:
    """The id of Bruna, who pauses."""
    return pid(workspace, 2)


def cruise(workspace: Workspace, campaign: int) -> list[int]:
    return build.build_board(workspace, campaign).cruise.tolist()


def test_silence_during_an_absence_costs_nothing(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    before = cruise(workspace, campaign)
    number, what = absences.declare_absence(workspace, pausing(workspace), *AWAY, " holiday ")
    assert what.people == (pausing(workspace),) and what.areas == {"observations"}
    after = cruise(workspace, campaign)
    assert after[1] > before[1] and after[::2] == before[::2]
    assert [(a.id, a.first, a.reason) for a in scoring_tables.absences(workspace, pausing(workspace))] == [
        (number, to_day(AWAY[0]), "holiday")
    ]
    steps.undo(workspace)
    assert cruise(workspace, campaign) == before
    steps.redo(workspace)
    assert cruise(workspace, campaign) == after
    absences.remove_absence(workspace, pausing(workspace), number)
    assert cruise(workspace, campaign) == before and not scoring_tables.absences(workspace, pausing(workspace))


def test_the_history_shows_the_absence_and_ends_at_the_score(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    absences.declare_absence(workspace, pausing(workspace), *AWAY)
    shown = gather_dossier(workspace, campaign, pausing(workspace))
    assert shown.history.absences == ((to_day(AWAY[0]), to_day(AWAY[1])),)
    assert len(shown.history.days) == 1
    assert shown.history.lines["cruise"][-1] == pytest.approx(shown.score, abs=1 / HUNDREDTHS)


def test_an_absence_does_not_end_before_it_begins(opened: tuple[Workspace, int]) -> None:
    workspace, _ = opened
    with pytest.raises(Trouble, match="ends on the day it begins or later"):
        absences.declare_absence(workspace, pausing(workspace), AWAY[1], AWAY[0])
    assert absences.declare_absence(workspace, pausing(workspace), AWAY[0], AWAY[0])


def test_an_absence_is_shown_to_the_person_and_erased_with_them(opened: tuple[Workspace, int]) -> None:
    from core.rights import access

    workspace, _ = opened
    absences.declare_absence(workspace, pausing(workspace), *AWAY, "holiday")
    assert access.held_on(workspace, pausing(workspace))["absence"][0]["reason"] == "holiday"
    erase_person(workspace, pausing(workspace))
    assert fetch_value(workspace.connection, "SELECT count(*) FROM absence") == 0
