"""Frozen lists beside each other and beside today's data."""

from __future__ import annotations

from datetime import date

import pytest

from core.campaign import actions as campaigns
from core.campaign import build
from core.campaign import tables as campaign_tables
from core.errors import Trouble
from core.model import Assessment
from core.shortlist import actions as shortlists
from core.stature import tables as stature_tables
from core.workspace import actions as steps
from core.workspace.sql import fetch_value
from core.workspace.store import Workspace
from tests.sample import sample_workspace

SIGNED = date(2026, 10, 1)


@pytest.fixture(scope="module")
def filled() -> Workspace:
    return sample_workspace()


@pytest.fixture
def workspace(filled: Workspace) -> object:
    """The sample campaign; what a test does to it is undone."""
    before = fetch_value(filled.connection, "SELECT count(*) FROM step WHERE NOT undone")
    yield filled
    while fetch_value(filled.connection, "SELECT count(*) FROM step WHERE NOT undone") > before:
        steps.undo(filled)


def number(workspace: Workspace) -> int:
    return campaign_tables.campaigns(workspace)[0].id


def test_recomputed_from_the_same_data_it_is_the_same_whatever_the_campaign_now_asks(workspace: Workspace) -> None:
    campaign = number(workspace)
    shortlists.freeze_list(workspace, campaign, "First", "Odalie", SIGNED)
    campaigns.change_campaign(workspace, campaign, weight=700, seats=25, cutoff=None, half_life=90.0, name="Another")
    _, opened = shortlists.frozen_lists(workspace, campaign)[0]
    found = shortlists.recompute_list(workspace, campaign, opened.snapshot)
    assert found.identical and found.comparison.same
    assert found.words == "Today’s data still give this list, to the last figure."


def test_recomputed_from_other_data_it_says_what_differs(workspace: Workspace) -> None:
    campaign = number(workspace)
    shortlists.freeze_list(workspace, campaign, "First", "Odalie", SIGNED)
    _, opened = shortlists.frozen_lists(workspace, campaign)[0]
    board = build.build_board(workspace, campaign)
    keys = board.key.take(range(len(board)))
    last = [one for one in opened.snapshot.invited if board.candidates.credibility.known[keys.index(one.id)]][-1]
    place = keys.index(last.id)
    with workspace.step("Assess", "stature"):
        for key in board.levels:
            for assessor in {a.assessor for a in stature_tables.assessments(workspace, int(board.person[place]))}:
                stature_tables.add_assessment(
                    workspace, Assessment(int(board.person[place]), key, assessor, 0, "", SIGNED)
                )
    found = shortlists.recompute_list(workspace, campaign, opened.snapshot)
    assert not found.identical and not found.comparison.same
    assert last.id in {one.id for one in found.comparison.out}
    into, out = len(found.comparison.into), len(found.comparison.out)
    assert into == out
    assert found.words.startswith(f"Today’s data give another list: {into} in, {out} out")


def test_two_frozen_lists_and_now(workspace: Workspace) -> None:
    campaign = number(workspace)
    shortlists.freeze_list(workspace, campaign, "First", "Odalie", SIGNED)
    campaigns.change_campaign(workspace, campaign, weight=900)
    shortlists.freeze_list(workspace, campaign, "Second", "Odalie", SIGNED)
    second, first = (kept.id for kept, _ in shortlists.frozen_lists(workspace, campaign))
    found = shortlists.compare_sides(workspace, campaign, ("list", first), ("list", second))
    assert found.before == "First, 1 Oct 2026" and found.after == "Second, 1 Oct 2026"
    assert len(found.into) == len(found.out) > 0
    assert all(one.reasons for one in (*found.into, *found.out, *found.moved))
    assert shortlists.compare_sides(workspace, campaign, ("list", second), ("list", 0)).same
    with pytest.raises(Trouble, match="no such shortlist"):
        shortlists.compare_sides(workspace, campaign, ("list", 9999), ("list", 0))


def test_between_two_weights_is_what_the_lists_at_both_say(workspace: Workspace) -> None:
    campaign = number(workspace)
    shortlists.freeze_list(workspace, campaign, "First", "Odalie", SIGNED)
    campaigns.change_campaign(workspace, campaign, weight=0)
    kept = shortlists.frozen_lists(workspace, campaign)[0][0].id
    slow = shortlists.compare_sides(workspace, campaign, ("list", 0), ("list", kept))
    quick = shortlists.compare_sides(workspace, campaign, ("weight", 0), ("weight", 420))
    assert {one.id for one in quick.into} == {one.id for one in slow.into}
    assert {one.id for one in quick.out} == {one.id for one in slow.out}
