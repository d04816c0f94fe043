"""Explanations: parts that add up, what a pause costs, what was left out, what other tools say."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from core.campaign import build
from core.campaign.about.explain import explain_candidate
from core.campaign.dossier import gather_dossier
from core.errors import Trouble
from core.i18n import language
from core.scoring import actions as absences
from core.workspace.store import Workspace
from tests.core.workspaces import EVERYONE, START, pid, weeks, workspace_of

CROWD = 25


@pytest.fixture
def opened(tmp_path: Path) -> tuple[Workspace, int]:
    return workspace_of(tmp_path, EVERYONE)


@pytest.mark.parametrize("person", [1, 2, 3])
def test_the_printed_parts_add_up_to_the_printed_score(opened: tuple[Workspace, int], person: int) -> None:
    workspace, campaign = opened
    words = explain_candidate(workspace, campaign, pid(workspace, person)).replace("−", "-")
    score = float(re.search(r"Score (-?[\d.]+)", words)[1])
    parts = [round(100 * float(part)) for part in re.findall(r"^([+-][\d.]+)  ", words, re.M)]
    assert len(parts) >= 2 and sum(parts) == round(100 * score)
    assert "A four-week pause would cost" in words and "klout: " in words


def test_no_score_is_said_and_flagged(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    assert "an audience or reactions are needed" in explain_candidate(workspace, campaign, pid(workspace, 4))
    assert build.build_board(workspace, campaign).flags["no_score"].tolist() == [3]
    shown = gather_dossier(workspace, campaign, pid(workspace, 4))
    assert shown.score is None and shown.flags == ["no_score"]
    assert shown.flag_words == ["No score: needs an audience or reactions."] and not shown.changes


def test_absences_flags_and_changes_are_in_words(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    absences.declare_absence(workspace, pid(workspace, 1), START, START + timedelta(days=3))
    assert "Absent from 5 Jan 2026 to 8 Jan 2026" in explain_candidate(workspace, campaign, pid(workspace, 1))
    assert (
        "Silent: no post was observed at the last date."
        in gather_dossier(workspace, campaign, pid(workspace, 2)).flag_words
    )
    assert 1 <= len(gather_dossier(workspace, campaign, pid(workspace, 1)).changes) <= 3
    assert [
        (e.name, e.value, e.top, e.in_use) for e in gather_dossier(workspace, campaign, pid(workspace, 1)).external
    ] == [("klout", 40.0, 100.0, False)]
    with language("fr"):
        words = explain_candidate(workspace, campaign, pid(workspace, 1))
        assert "Absence du 5 janv. 2026 au 8 janv. 2026" in words and "Une pause de quatre semaines" in words


def test_an_outage_is_left_out_of_score_and_history_and_said(tmp_path: Path) -> None:
    rows = ""
    for number in range(CROWD):
        name = f"P{number}"
        rows += weeks(name, 1000 + number, (50, 1), None, (50, 1))
        rows += f"{name},@{name.lower()},Instagram,0,0,0,{START + timedelta(weeks=1)},\n"
    workspace, campaign = workspace_of(tmp_path, rows)
    whole, other = workspace_of(tmp_path, "".join(r + "\n" for r in rows.splitlines() if ",0,0,0," not in r))
    assert build.build_board(workspace, campaign).cruise.tolist() == build.build_board(whole, other).cruise.tolist()
    shown = gather_dossier(workspace, campaign, pid(workspace, 1))
    assert len(shown.history.outages) == 1 and len(shown.history.days) == 2
    assert any("reported nothing on 12 Jan 2026" in words for words in shown.flag_words)
    assert "reported nothing on 12 Jan 2026" in explain_candidate(workspace, campaign, pid(workspace, 1))


def test_a_stranger_is_refused(opened: tuple[Workspace, int]) -> None:
    with pytest.raises(Trouble, match="no candidate"):
        explain_candidate(*opened, 99)
