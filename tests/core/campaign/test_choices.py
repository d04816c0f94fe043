"""Choices of a campaign: ties settled by hand, sides on one spread, at most n provisional, how counts are read."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from core.campaign import actions, build, online, stretching, tables
from core.campaign.choices.absent import Absent, read_absent, with_absent
from core.campaign.choices.metrics import RECORDED, Metrics, read_metrics, used_of_record, with_metrics, with_used
from core.campaign.choices.stretch import (
    read_stretch,
    recorded_stretch,
    stretch_of_record,
    with_stretch,
    with_stretch_asked,
)
from core.campaign.fields.readings import tie_at_line
from core.campaign.ranked import Ranked, rank_board
from core.campaign.ranking_json import ranking_json
from core.campaign.rules import Rules, read_rules, recorded_rules, set_rules
from core.errors import Trouble
from core.model import Campaign, Person, Scale
from core.people import tables as people_tables
from core.ranking.live import LiveRanking
from core.ranking.stretch import Stretch
from core.shortlist import actions as shortlists
from core.shortlist.taking import take_snapshot
from core.workspace import actions as steps
from core.workspace.store import Workspace, temporary_workspace
from tests.core.ranking import campaigns as slow
from tests.core.workspaces import cid, pid, pids
from tests.sample import sample_workspace


def ranking(workspace: Workspace, campaign: int = 0) -> Ranked:
    return rank_board(build.build_board(workspace, campaign or cid(workspace)))


@pytest.fixture
def sample() -> Workspace:
    return sample_workspace()


@pytest.fixture
def equals() -> Workspace:
    """Four people whom nothing but their keys parts, and two seats."""
    made = temporary_workspace()
    number, _ = actions.start_campaign(made, Campaign(0, "Autumn", seats=2))
    for name in ("Aldo", "Bruna", "Caspar", "Dora"):
        actions.add_person(made, number, Person(0, name))
    return made


def names_in(found: Ranked) -> list[str]:
    return found.board.name.take(found.live.invited().tolist())


def test_a_tie_is_settled_by_hand_with_a_reason_that_is_kept_and_undone(equals: Workspace) -> None:
    found = ranking(equals)
    assert names_in(found) == ["Aldo", "Bruna"]
    tie = tie_at_line(found.live)
    assert tie is not None and tie.inside.tolist() == [0, 1] and tie.outside.tolist() == [2, 3]
    assert tie.equal.tolist() == [0, 1, 2, 3]
    with pytest.raises(Trouble, match="reason"):
        actions.settle_tie(equals, cid(equals), pids(equals, 4), pids(equals, 1, 2, 3), " ")
    actions.settle_tie(equals, cid(equals), pids(equals, 4), pids(equals, 1, 2, 3), "speaks at the event")
    found = ranking(equals)
    assert names_in(found) == ["Dora", "Aldo"]
    entries = ranking_json(found, {})["ranking"]
    assert entries[0]["tie_reason"] == "speaks at the event" and "tie_settled" in entries[0]["flags"]
    assert entries[1]["tie_reason"] is None
    taken = take_snapshot(equals, found)
    assert taken.entries[0].tie_reason == "speaks at the event" and "Ties settled by hand: 1" in taken.rules
    steps.undo(equals)
    assert names_in(ranking(equals)) == ["Aldo", "Bruna"]
    steps.redo(equals)
    assert names_in(ranking(equals)) == ["Dora", "Aldo"]


def test_the_settled_hold_at_every_weight_and_nothing_else_moves(equals: Workspace) -> None:
    actions.settle_tie(equals, cid(equals), pids(equals, 3, 4), pids(equals, 1, 2), "drawn by lot before witnesses")
    found = ranking(equals)
    assert [found.stability.intervals(row) for row in range(4)] == [[], [], [(0.0, 1.0)], [(0.0, 1.0)]]


def test_where_credibility_decides_the_tie_is_said_and_nothing_is_left_to_a_hand() -> None:
    tie = tie_at_line(LiveRanking(slow.plain([6000, 4000, 9000], [4000, 6000, 9000]), 2, 500))
    assert tie is not None and (tie.inside.tolist(), tie.outside.tolist()) == ([1], [0]) and not len(tie.equal)
    assert tie_at_line(LiveRanking(slow.plain([6000, 4000], [4000, 6000]), 1, 400)) is None
    assert tie_at_line(LiveRanking(slow.plain([6000, 6000], [4000, 4000]), 2, 400)) is None


def test_sides_on_one_spread_are_measured_stored_recorded_and_undone(sample: Workspace) -> None:
    before = ranking(sample)
    assert abs(before.spread.equal_say - 0.5) > 0.1
    stretching.change_settings(
        sample, cid(sample), rules=with_stretch_asked(tables.campaign(sample, cid(sample)).rules)
    )
    found = ranking(sample)
    assert found.spread.equal_say == pytest.approx(0.5, abs=0.02)
    stretch = read_stretch(found.board.campaign.rules)
    assert stretch is not None and {stretch.score.parts, stretch.credibility.parts} - {10000}
    entry = ranking_json(found, {})
    scales, first = entry["campaign"]["stretch"], entry["ranking"][0]
    sides = [
        scales[side]["centre"] * 100 + (first[side] - scales[side]["centre"]) * 100 * scales[side]["factor"]
        for side in ("score", "credibility")
    ]
    weight = entry["campaign"]["weight"] / 100
    assert first["total"] * 100 == pytest.approx((1 - weight) * sides[0] + weight * sides[1], abs=1.01)
    plain = {row["id"]: row for row in ranking_json(before, {})["ranking"]}
    for row in entry["ranking"]:  # what is known of somebody is said in plain points
        assert (row["score"], row["credibility"]) == (plain[row["id"]]["score"], plain[row["id"]]["credibility"])
    assert stretch_of_record(take_snapshot(sample, found).rules) == stretch
    steps.undo(sample)
    assert read_stretch(tables.campaign(sample, cid(sample)).rules) is None


def test_scales_are_recorded_and_read_back() -> None:
    for stretch in (Stretch(Scale(), Scale(5532, 4213)), Stretch(Scale(41, 1), Scale()), Stretch(Scale(), Scale())):
        read = stretch_of_record(["Market: Paris", *recorded_stretch(stretch)])
        assert read == (stretch if stretch.score.parts + stretch.credibility.parts < 20000 else None)
        assert read_stretch(with_stretch("{}", stretch)) == stretch
    assert list(recorded_stretch(None)) == [] and read_stretch(with_stretch_asked("{}")) is None


def test_a_frozen_list_on_one_spread_is_worked_out_again_on_its_own_scales(sample: Workspace) -> None:
    stretching.change_settings(
        sample, cid(sample), rules=with_stretch_asked(tables.campaign(sample, cid(sample)).rules)
    )
    frozen = take_snapshot(sample, ranking(sample))
    stretching.change_settings(
        sample, cid(sample), rules=with_stretch(tables.campaign(sample, cid(sample)).rules, None)
    )
    assert shortlists.recompute_list(sample, cid(sample), frozen).identical


def test_a_side_that_is_the_same_for_all_is_refused(equals: Workspace) -> None:
    with pytest.raises(Trouble, match="cannot be stretched"):
        stretching.change_settings(
            equals, cid(equals), rules=with_stretch_asked(tables.campaign(equals, cid(equals)).rules)
        )
    assert read_stretch(tables.campaign(equals, cid(equals)).rules) is None


@pytest.mark.parametrize("most", [0, 1, 3])
def test_at_most_n_provisional(sample: Workspace, most: int) -> None:
    assert len(ranking(sample).unassessed_in) > most or most
    set_rules(sample, cid(sample), Rules(provisional=most))
    found = ranking(sample)
    entries = ranking_json(found, {})
    held = [row for row in entries["ranking"] if row["in"]]
    assert len(held) == 40 and sum(bool(row["provisional"]) for row in held) <= most
    assert entries["campaign"]["unassessed_in"] == sum("credibility" in row["provisional"] for row in held)
    assert f"Provisional, at most: {most}" in take_snapshot(sample, found).rules


def test_choices_do_not_lose_each_other() -> None:
    text = with_absent("{}", Absent("reserved", 2))
    text = with_used(with_metrics(text, Metrics({"posts": "total"}, {"acme": 500.0})), "kred")
    assert read_metrics(text).used == "kred" and used_of_record([f"{RECORDED}kred"]) == "kred"
    text = with_stretch(text, Stretch(Scale(), Scale(5000, 4000)))
    text = json.dumps(json.loads(text) | {"provisional": 0})
    assert read_absent(text) == Absent("reserved", 2) and read_metrics(text).scales == {"acme": 500.0}
    assert read_rules(text) == Rules(provisional=0) and bool(read_rules(text))
    assert list(recorded_rules(read_rules(text))) == ["Provisional, at most: 0"]
    assert read_stretch(with_metrics(text, Metrics())) == Stretch(Scale(), Scale(5000, 4000))


def test_a_campaign_reads_counts_and_scales_its_own_way_and_undo_takes_it_back(sample: Workspace) -> None:
    online.choose_counts(sample, {"posts": "period"})
    asked = tables.campaign(sample, cid(sample))
    assert online.counts_of(sample, asked) == {"posts": "period"}
    rules = with_metrics(asked.rules, Metrics({"posts": "total"}, {"klout": 50.0}))
    stretching.change_settings(sample, cid(sample), rules=rules)
    now = tables.campaign(sample, cid(sample))
    assert online.counts_of(sample, now) == {"posts": "total"} and online.scales_of(sample, now) == {"klout": 50.0}
    assert np.isfinite(ranking(sample).board.candidates.score.value).all()
    steps.undo(sample)
    assert online.counts_of(sample, tables.campaign(sample, cid(sample))) == {"posts": "period"}


def test_what_stands_in_is_said_with_how_many_it_is_from(sample: Workspace) -> None:
    found = ranking(sample)
    said = ranking_json(found, {})["campaign"]["stand_in"]
    credibility, state = found.board.credibility, found.board.candidates.state
    known = credibility.known & ~found.board.candidates.offline & (state <= 2)
    assert said["credibility"] == {"points": float(np.median(credibility.value[known])) / 100, "of": int(known.sum())}
    stretching.change_settings(sample, cid(sample), missing="low")
    assert ranking_json(ranking(sample), {})["campaign"]["stand_in"]["credibility"]["points"] is None


def test_people_of_another_campaign_are_left_alone(equals: Workspace) -> None:
    number, _ = actions.start_campaign(equals, replace(Campaign(0, "Spring"), seats=2))
    actions.settle_tie(equals, cid(equals), pids(equals, 4), [], "speaks")
    assert names_in(ranking(equals, number)) == ["Aldo", "Bruna"]
    assert people_tables.person(equals, pid(equals, 4)).name == "Dora"
