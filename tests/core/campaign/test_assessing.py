"""Assessing with a workspace: blindness, triage, differences, sheets, the rubric; and undo of it all."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from core import i18n
from core.campaign import actions as campaign_actions
from core.campaign import actions as campaigns
from core.campaign import assessing, build, lists, rubrics, sheets
from core.campaign.dossier import CriterionRow, gather_dossier
from core.errors import Trouble
from core.model import Campaign, Evidence, Person
from core.stature import actions as stature
from core.stature import rubric as stature_rubric
from core.stature.evidence import facts
from core.workspace import actions as steps
from core.workspace import undo
from core.workspace.registry import UNDONE
from core.workspace.sql import execute, fetch_rows
from core.workspace.store import Workspace
from tests.core.workspaces import DAY, cid, fill, forge, pid, pids, rate, rubric_now, view

KEYS = stature_rubric.load().keys


@pytest.fixture
def workspace() -> Workspace:
    return forge()


def test_blind_until_one_has_rated(workspace: Workspace) -> None:
    campaigns.change_campaign(workspace, cid(workspace), assessing='{"blind": false}')
    rate(workspace, pid(workspace, 1), "peers", 4, "Bea")
    stature.write_note(workspace, pid(workspace, 1), "peers", "chairs the jury", stature.Occasion("Bea", DAY))
    stature.write_note(workspace, pid(workspace, 1), "peers", "ask around", stature.Occasion("Anne", DAY))
    row = view(workspace, pid(workspace, 1), "Anne")["peers"]
    assert (row.own, row.note, row.others, row.hidden, row.earlier) == (None, "ask around", [], 1, [])
    rate(workspace, pid(workspace, 1), "peers", None, "Anne")
    row = view(workspace, pid(workspace, 1), "Anne")["peers"]
    assert row.own is not None and row.own.level is None and row.hidden == 0
    assert row.others == [assessing.Said("Bea", 4, "chairs the jury", "", "", 0)]


def test_notes_of_other_campaigns_are_offered_with_their_age(workspace: Workspace) -> None:
    campaigns.start_campaign(workspace, Campaign(0, "Autumn", seats=2))
    rate(workspace, pid(workspace, 1), "peers", 2, "Anne", campaign=2)
    stature.write_note(
        workspace, pid(workspace, 1), "peers", "met in Lyon", stature.Occasion("Anne", DAY, campaign=cid(workspace, 2))
    )
    row = view(workspace, pid(workspace, 1), "Anne", DAY + timedelta(days=40))["peers"]
    assert row.earlier == [assessing.Said("Anne", 2, "met in Lyon", "", "Autumn", 40)]
    assert row.own == row.earlier[0]
    assert view(workspace, pid(workspace, 1), "Bea")["peers"].earlier == []


def test_a_level_of_this_market_stands_before_the_general_one(workspace: Workspace) -> None:
    rate(workspace, pid(workspace, 1), "peers", 1, "Anne")
    rate(workspace, pid(workspace, 1), "peers", 4, "Anne", market="Steel")
    rate(workspace, pid(workspace, 1), "peers", 0, "Anne", market="Glass", day=DAY + timedelta(days=1))
    own = view(workspace, pid(workspace, 1), "Anne")["peers"].own
    assert own is not None and (own.level, own.market) == (4, "Steel")


def test_a_high_level_is_bare_until_current_evidence_is_there(workspace: Workspace) -> None:
    rate(workspace, pid(workspace, 1), "standing", 3, "Anne")
    assert view(workspace, pid(workspace, 1), "Anne")["standing"].unsupported
    stature.add_evidence(workspace, Evidence(0, pid(workspace, 1), "standing", "book", "A book", expires=DAY))
    assert view(workspace, pid(workspace, 1), "Anne")["standing"].unsupported
    stature.add_evidence(workspace, Evidence(0, pid(workspace, 1), "standing", "book", "A book"))
    assert not view(workspace, pid(workspace, 1), "Anne")["standing"].unsupported


def test_the_queue_shrinks_and_says_so(workspace: Workspace) -> None:
    queue = assessing.queue(workspace, cid(workspace))
    assert sorted(queue.people.tolist()) == pids(workspace, 1, 2, 3, 4)
    assert queue.words == "4 of 4 candidates not wholly assessed could still change this list"
    for place, level in ((1, 4), (2, 3), (3, 0)):
        for key in KEYS:
            rate(workspace, pid(workspace, place), key, level, "Anne")
    queue = assessing.queue(workspace, cid(workspace))
    assert queue.people.tolist() == [pid(workspace, 4)]
    assert queue.words == "1 of 1 candidates not wholly assessed could still change this list"
    i18n.use("fr")
    assert assessing.queue(workspace, cid(workspace)).words.startswith("1 candidat sur 1")


def test_whom_an_assessor_is_shown(workspace: Workspace) -> None:
    first = assessing.queue(workspace, cid(workspace)).people.tolist()
    assert assessing.waiting(workspace, cid(workspace), "Anne", assessing.queue(workspace, cid(workspace))) == first
    for key in KEYS:
        rate(workspace, first[0], key, None, "Anne")
    queue = assessing.queue(workspace, cid(workspace))
    assert assessing.waiting(workspace, cid(workspace), "Anne", queue) == first[1:]
    assert assessing.waiting(workspace, cid(workspace), "Bea", queue) == first
    for person in pids(workspace, 1, 2, 3, 4):
        for key in KEYS:
            rate(workspace, person, key, 2, "Anne")
    queue = assessing.queue(workspace, cid(workspace))
    assert queue.people.tolist() == []
    assert assessing.waiting(workspace, cid(workspace), "Anne", queue) == []
    assert assessing.waiting(workspace, cid(workspace), "Bea", queue) == pids(workspace, 1, 2, 3, 4), "second opinions"


def test_a_difference_is_put_up_and_settled_with_a_reason(workspace: Workspace) -> None:
    rate(workspace, pid(workspace, 1), "peers", 0, "Anne")
    rate(workspace, pid(workspace, 1), "peers", 3, "Bea")
    rate(workspace, pid(workspace, 2), "peers", 2, "Anne")
    rate(workspace, pid(workspace, 2), "peers", 3, "Bea")
    (found,) = assessing.differences(workspace, cid(workspace))
    assert (found.name, found.criterion, found.spread) == ("Ada Verre", "peers", 3)
    assert [(said.assessor, said.level) for said in found.said] == [("Anne", 0), ("Bea", 3)]
    stature.settle(workspace, pid(workspace, 1), "peers", 2, "one book, well received", stature.Occasion("Anne", DAY))
    assert assessing.differences(workspace, cid(workspace)) == []
    steps.undo(workspace)
    assert len(assessing.differences(workspace, cid(workspace))) == 1


def test_a_difference_on_one_market_is_settled_there(workspace: Workspace) -> None:
    rate(workspace, pid(workspace, 1), "peers", 2, "Anne")
    rate(workspace, pid(workspace, 1), "peers", 2, "Bea")
    rate(workspace, pid(workspace, 1), "peers", 0, "Anne", market="Steel")
    rate(workspace, pid(workspace, 1), "peers", 4, "Bea", market="Steel")
    stature.write_note(
        workspace, pid(workspace, 1), "peers", "unknown in steel", stature.Occasion("Anne", DAY, market="Steel")
    )
    rate(workspace, pid(workspace, 2), "peers", 0, "Anne", market="Glass")
    rate(workspace, pid(workspace, 2), "peers", 4, "Bea", market="Glass")
    [found] = assessing.differences(workspace, cid(workspace))
    assert (found.person, found.market) == (pid(workspace, 1), "Steel")
    assert [(said.assessor, said.level, said.note) for said in found.said] == [
        ("Anne", 0, "unknown in steel"),
        ("Bea", 4, ""),
    ]
    stature.settle(
        workspace,
        pid(workspace, 1),
        "peers",
        3,
        "the award",
        stature.Occasion("Carl", DAY, market=found.market, campaign=cid(workspace)),
    )
    assert assessing.differences(workspace, cid(workspace)) == []
    assert build.build_board(workspace, cid(workspace)).levels["peers"][0] == 300
    campaigns.change_campaign(workspace, cid(workspace), market="")
    assert build.build_board(workspace, cid(workspace)).levels["peers"][0] == 200


def test_the_dossier_is_blind_where_several_assess(workspace: Workspace) -> None:
    def peers(assessor: str, blind: bool = True) -> CriterionRow:
        return next(
            row
            for row in gather_dossier(workspace, cid(workspace), pid(workspace, 1), assessor, blind).criteria
            if row.key == "peers"
        )

    rate(workspace, pid(workspace, 1), "peers", 4, "Bea")
    stature.write_note(workspace, pid(workspace, 1), "peers", "chairs the jury", stature.Occasion("Bea", DAY))
    rate(workspace, pid(workspace, 1), "peers", 0, "")
    rate(workspace, pid(workspace, 1), "peers", 3, "Dora", market="Glass")
    stature.write_note(workspace, pid(workspace, 1), "peers", "ask around", stature.Occasion("Anne", DAY))
    row = peers("Anne")
    assert (row.level, row.own_level, row.note, row.hidden) == (None, None, "ask around", 1)
    assert (row.unsupported, row.review) == (False, False)
    assert (peers("Anne", blind=False).level, peers("Anne", blind=False).hidden) == (2, 0)
    for reader in ("", "Bea"):  # one who is no assessor, and one who has rated
        assert (peers(reader).level, peers(reader).note, peers(reader).hidden) == (2, "chairs the jury", 0)
    rate(workspace, pid(workspace, 1), "peers", None, "Anne")
    assert (peers("Anne").level, peers("Anne").own_level, peers("Anne").hidden) == (2, None, 0)
    stature.settle(workspace, pid(workspace, 1), "peers", 3, "the award", stature.Occasion("Carl", DAY))
    assert (peers("Carl").level, peers("Carl").hidden, peers("Eve").hidden) == (3, 0, 3)
    assert (
        gather_dossier(workspace, cid(workspace), pid(workspace, 1), "Eve").shared
        and gather_dossier(workspace, cid(workspace), pid(workspace, 1)).shared
    )


def test_with_one_assessor_the_dossier_hides_nothing(workspace: Workspace) -> None:
    rate(workspace, pid(workspace, 1), "peers", 4, "")
    rate(workspace, pid(workspace, 1), "network", 3, "Anne")
    seen = gather_dossier(workspace, cid(workspace), pid(workspace, 1), "Anne", blind=True)
    assert [row.level for row in seen.criteria] == [None, 3, None, 4]
    assert not seen.shared


def test_expired_evidence_supports_nothing_in_the_dossier(workspace: Workspace) -> None:
    campaigns.change_campaign(workspace, cid(workspace), as_of=DAY)
    rate(workspace, pid(workspace, 1), "peers", 4, "Anne")
    stature.add_evidence(workspace, Evidence(0, pid(workspace, 1), "peers", "board", "Seat", expires=DAY))
    row = gather_dossier(workspace, cid(workspace), pid(workspace, 1), "Anne").criteria[3]
    assert (row.evidence, row.unsupported) == (0, True)


def test_agreement_in_words(workspace: Workspace) -> None:
    for place, level in ((1, 0), (2, 2), (3, 4)):
        for who in ("Anne", "Bea"):
            rate(workspace, pid(workspace, place), "peers", level, who)
    by_key = {one.criterion: one for one in assessing.agreement(workspace, cid(workspace))}
    assert by_key["peers"].alpha == 1.0 and by_key["peers"].people == 3
    assert "can be relied on" in by_key["peers"].words
    assert by_key["network"].alpha is None and "cannot be measured" in by_key["network"].words


def test_the_dossier_says_what_the_board_says(workspace: Workspace) -> None:
    rate(workspace, pid(workspace, 1), "peers", 0, "Anne")
    rate(workspace, pid(workspace, 1), "peers", 4, "Bea")
    rate(workspace, pid(workspace, 2), "peers", 1, "Anne")
    rate(workspace, pid(workspace, 2), "peers", 4, "Anne", market="Steel")
    stature.write_note(workspace, pid(workspace, 3), "peers", "alone", stature.Occasion("Anne"))

    def peers(place: int) -> CriterionRow:
        seen = gather_dossier(workspace, cid(workspace), pid(workspace, place), "Anne")
        return next(row for row in seen.criteria if row.key == "peers")

    assert peers(1).review and peers(1).level == 2
    assert peers(2).level == 4 and peers(3).note == "alone" and peers(3).level is None
    stature.settle(workspace, pid(workspace, 1), "peers", 3, "talked over", stature.Occasion("Carl", DAY))
    assert not peers(1).review and peers(1).level == 3
    assert build.build_board(workspace, cid(workspace)).levels["peers"].tolist() == [300, 400, -1, -1]


# --- lists -----------------------------------------------------------------------------------------------------------


def test_overlooked_are_those_in_esteem_under_the_cutoff(workspace: Workspace) -> None:
    for key in KEYS:
        rate(workspace, pid(workspace, 3), key, 4, "Anne")
        rate(workspace, pid(workspace, 1), key, 0, "Anne")
    board = build.build_board(workspace, cid(workspace))
    assert lists.cutoff_of(board) == 60
    assert lists.overlooked(board).tolist() == [2]
    assert lists.loud(board).tolist() == []
    loud = replace(board.candidates.score, value=np.full(4, 9000, np.int32))
    online = np.zeros(4, np.bool_)
    board = replace(board, candidates=replace(board.candidates, score=loud, offline=online))
    assert lists.loud(board).tolist() == [0]


def test_whom_do_we_know_that_no_network_knows(workspace: Workspace) -> None:
    campaigns.start_campaign(workspace, Campaign(0, "Autumn"))
    stature.add_evidence(workspace, Evidence(0, pid(workspace, 2), "standing", "book", "A book"))
    rate(workspace, pid(workspace, 4), "peers", 3, "Anne")
    rate(workspace, pid(workspace, 3), "peers", 0, "Anne")
    with workspace.step("another", "people"):
        key = (cid(workspace, 2), pid(workspace, 2))
        execute(workspace.connection, "DELETE FROM candidacy WHERE campaign=? AND person=?", key)
    number, _ = campaign_actions.add_person(workspace, cid(workspace), Person(0, "Eve", {"twitter": "eve"}))
    stature.add_evidence(workspace, Evidence(0, number, "standing", "book", "A book"))
    found = lists.unknown_to_networks(workspace, cid(workspace, 2))
    assert [(one.name, one.evidence, one.level, list(one.campaigns), one.here) for one in found] == [
        ("Bob Cuivre", 1, None, ["Spring"], False),
        ("Dan Plomb", 0, 3.0, ["Spring"], True),
    ]
    lists.consider(workspace, cid(workspace, 2), pids(workspace, 2))
    assert lists.unknown_to_networks(workspace, cid(workspace, 2))[0].here
    steps.undo(workspace)
    assert not lists.unknown_to_networks(workspace, cid(workspace, 2))[0].here


# --- the rubric ------------------------------------------------------------------------------------------------------


def test_a_rubric_says_what_it_would_change_before_it_is_kept(workspace: Workspace) -> None:
    rate(workspace, pid(workspace, 1), "peers", 4, "Anne")
    rate(workspace, pid(workspace, 1), "network", 0, "Anne")
    old = rubric_now(workspace)
    new = stature_rubric.changed(old, weights={"peers": 3 * old["peers"].weight})
    effect = rubrics.rubric_effect(workspace, cid(workspace), new)
    assert effect.moves == 1 and effect.points > 0 and len(effect.changes) == 1
    assert effect.words().startswith("Moves the credibility of 1 candidate by up to ")
    rubrics.save_rubric(workspace, cid(workspace), new)
    assert rubric_now(workspace) == new
    assert [kept.version for kept in rubrics.rubric_versions(workspace, cid(workspace))] == [2, 1]
    rubrics.save_rubric(workspace, cid(workspace), new)
    assert [kept.version for kept in rubrics.rubric_versions(workspace, cid(workspace))] == [2, 1]
    assert rubrics.rubric_effect(workspace, cid(workspace), new).words() == "Nobody’s credibility moves."
    steps.undo(workspace)
    assert rubric_now(workspace) == old


def test_a_rubric_belongs_to_its_campaign(workspace: Workspace) -> None:
    rate(workspace, pid(workspace, 1), "peers", 4, "Anne")
    rate(workspace, pid(workspace, 1), "network", 0, "Anne")
    campaigns.start_campaign(workspace, Campaign(0, "Before", seats=2))
    old, before = rubric_now(workspace), build.build_board(workspace, cid(workspace, 2)).credibility.value.tolist()
    new = stature_rubric.changed(old, weights={"peers": 3 * old["peers"].weight})
    rubrics.save_rubric(workspace, cid(workspace), new)
    campaigns.start_campaign(workspace, Campaign(0, "After", seats=2))
    assert [rubric_now(workspace, place) for place in (1, 2, 3)] == [new, old, new]
    first, second, third = (
        build.build_board(workspace, cid(workspace, place)).credibility.value.tolist() for place in (1, 2, 3)
    )
    assert second == before != first == third
    assert [one.version for one in rubrics.rubric_versions(workspace, cid(workspace, 2))] == [1, 2]
    rubrics.save_rubric(workspace, cid(workspace, 2), stature_rubric.changed(old, removed=["peers"]))
    assert [rubric_now(workspace, place).version for place in (1, 2, 3)] == [2, 3, 2]
    for _ in range(3):
        steps.undo(workspace)
    assert rubric_now(workspace) == rubric_now(workspace, 2) == old
    for _ in range(3):
        steps.redo(workspace)
    assert [rubric_now(workspace, place).version for place in (1, 2, 3)] == [2, 3, 2]


def test_a_rubric_names_who_comes_in_drops_out_and_is_no_longer_assessed(workspace: Workspace) -> None:
    campaigns.change_campaign(workspace, cid(workspace), seats=1, weight=1000)
    rate(workspace, pid(workspace, 1), "peers", 4, "Anne")
    rate(workspace, pid(workspace, 2), "network", 3, "Anne")
    old = rubric_now(workspace)
    effect = rubrics.rubric_effect(workspace, cid(workspace), stature_rubric.changed(old, removed=["peers"]))
    assert (effect.moves, effect.lost, effect.enter, effect.leave) == (0, 1, pids(workspace, 2), pids(workspace, 1))
    assert effect.words() == (
        "1 candidate is no longer assessed. 1 name on the list changes. Comes in: Bob Cuivre. Drops out: Ada Verre."
    )


# --- sheets ----------------------------------------------------------------------------------------------------------


def content(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(fetch_rows(workspace.connection, f"SELECT * FROM {table}"), key=repr) for table in UNDONE}


def test_a_thousand_random_steps_are_undone_and_done_again(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    sheets.write_sheet(workspace, cid(workspace), pids(workspace, 1, 2, 3, 4), "Anne", path, DAY)
    fill(path, ("D5", 3), ("E6", "alone"), ("F7", "?"))
    campaigns.start_campaign(workspace, Campaign(0, "Autumn"))
    with workspace.unrecorded():
        undo.forget_steps(workspace.connection)
    start, rng = content(workspace), random.Random(5)
    for number in range(1000):
        _edit(workspace, rng, number, path)
    end, undone = content(workspace), 0
    while workspace.undo():
        undone += 1
    assert content(workspace) == start
    for _ in range(undone):
        assert workspace.redo()
    assert content(workspace) == end
    assert undone > 500 and end != start


def _edit(workspace: Workspace, rng: random.Random, number: int, path: Path) -> None:
    person, key, who = pid(workspace, rng.randint(1, 4)), rng.choice(KEYS), rng.choice(["", "Anne", "Bea’s"])
    said = stature.Occasion(who, DAY + timedelta(days=rng.randint(0, 9)), rng.choice(["", "Steel"]))
    what = rng.choice(
        ["level"] * 4
        + [
            "note",
            "fact",
            "settle",
            "evidence",
            "attach",
            "remove",
            "rubric",
            "sheet",
            "consider",
            "offline",
            "undo",
            "redo",
        ]
    )
    if what == "level":
        stature.set_level(workspace, person, key, rng.choice([None, 0, 1, 2, 3, 4]), replace(said, campaign=1))
    elif what == "note":
        stature.write_note(workspace, person, key, f"'; DROP TABLE person; -- {number}\né", said)
    elif what == "fact":
        stature.state_fact(workspace, person, facts()["h_index"], number % 70, stature.Occasion(who, DAY))
    elif what == "settle":
        stature.settle(workspace, person, key, rng.randint(0, 4), "because", replace(said, campaign=None))
    elif what == "evidence":
        piece = Evidence(0, person, key, "book", f"T{number}", expires=DAY, file_name="a.pdf")
        stature.add_evidence(workspace, piece, rng.choice([None, b"\x00\xff'", path]))
    elif what in ("attach", "remove"):
        _edit_evidence(workspace, what, person, path)
    elif what == "rubric":
        old = rubric_now(workspace)
        rubrics.save_rubric(workspace, cid(workspace), stature_rubric.changed(old, weights={key: rng.randint(1, 100)}))
    elif what == "sheet" and number % 5 == 0:  # opening a workbook takes its time
        with suppress(Trouble):  # the rubric may have changed since it went out
            sheets.read_back(workspace, path, DAY)
    elif what == "consider":
        lists.consider(workspace, cid(workspace, 2), [person])
    elif what in ("undo", "redo"):
        getattr(steps, what)(workspace)
    elif what == "offline":
        stature.set_offline(workspace, person, rng.random() < 0.5)


def _edit_evidence(workspace: Workspace, what: str, person: int, path: Path) -> None:
    for (held,) in fetch_rows(workspace.connection, "SELECT id FROM evidence WHERE person=? LIMIT 1", (person,)):
        if what == "attach":
            stature.attach_file(workspace, person, held, path)
        else:
            stature.remove_evidence(workspace, person, held)


def test_who_comes_next() -> None:
    assert assessing.first_of([3, 1, 2], []) == 3
    assert assessing.first_of([3, 1, 2], [3]) == 1
    assert assessing.first_of([3, 1], [3, 1]) == 3
    assert assessing.first_of([1], [1]) is None
    assert assessing.first_of([], [4, 5]) is None
