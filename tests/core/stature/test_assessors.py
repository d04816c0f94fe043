"""Assessors: conflicts that do not count, doubts that widen, one person under two spellings, and who assesses whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.campaign import actions as campaigns
from core.campaign import assessing, build
from core.campaign.assessors import assigning
from core.campaign.assessors import views as assessor_views
from core.campaign.dossier import gather_dossier
from core.cli import run
from core.errors import Trouble
from core.model import Campaign, Person
from core.shortlist import actions as shortlists
from core.stature import actions as stature
from core.stature import assessors, confidence
from core.stature import tables as stature_tables
from core.stature.actions import Occasion
from core.stature.assignment import LEAST_SHARED, assign_people
from core.stature.choices import AssessingChoices, read_choices, write_choices
from core.stature.conflicts import Assessor, Conflict, Known, find_conflicts
from core.workspace.store import Workspace, open_workspace, temporary_workspace
from tests.core.workspaces import cid, pid, places

DAY = date(2026, 10, 1)
PEOPLE = (
    Person(0, "Ann Bel", organisation="Forge", email="ann@forge.example"),
    Person(0, "Cid Dor", organisation="Mine", email="cid@gmail.com"),
    Person(0, "Eva Fil"),
)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    made = temporary_workspace()
    fill(made)
    yield made
    made.close()


def fill(made: Workspace) -> None:
    campaigns.start_campaign(made, Campaign(0, "Launch", seats=2))
    for person in PEOPLE:
        campaigns.add_person(made, cid(made), person)


def rate(workspace: Workspace, person: int, level: int | None, who: str, sure: str = "", key: str = "peers") -> None:
    stature.set_level(
        workspace, pid(workspace, person), key, level, Occasion(who, DAY, campaign=cid(workspace), confidence=sure)
    )


def credibility(workspace: Workspace, row: int) -> tuple[int, int, int]:
    axis = build.build_board(workspace, cid(workspace)).candidates.credibility
    return int(axis.low[row]), int(axis.value[row]), int(axis.high[row])


def level(workspace: Workspace, row: int, key: str = "peers") -> int:
    return int(build.build_board(workspace, cid(workspace)).levels[key][row])


def test_a_declared_conflict_keeps_the_level_and_does_not_count_it_until_it_is_waived(workspace: Workspace) -> None:
    rate(workspace, 1, 4, "Dora")
    rate(workspace, 1, 1, "Bea")
    assert level(workspace, 0) == 250
    assessors.declare_conflict(workspace, Conflict(0, pid(workspace, 1), "dora", "works_with", "Co-author", DAY))
    assert level(workspace, 0) == 100
    assert len(stature_tables.assessments(workspace, pid(workspace, 1))) == 2
    with pytest.raises(Trouble, match="named person"):
        assessors.waive_conflict(workspace, cid(workspace), (pid(workspace, 1), "Dora"), "", "fine", DAY)
    assessors.waive_conflict(workspace, cid(workspace), (pid(workspace, 1), "Dora"), "Camille", "Ten years ago", DAY)
    assert level(workspace, 0) == 250
    shortlists.freeze_list(workspace, cid(workspace), "First", "Camille", DAY)
    (decided,) = shortlists.frozen_list(workspace, cid(workspace), "First").decisions
    assert (decided.kind, decided.by, decided.name) == ("waived", "Camille", "Ann Bel")
    assert "Ten years ago" in decided.reason


def test_a_conflict_needs_a_reason_a_name_and_a_kind(workspace: Workspace) -> None:
    for new in (
        Conflict(0, pid(workspace, 1), "Dora", "related"),
        Conflict(0, pid(workspace, 1), " ", "related", "x"),
        Conflict(0, pid(workspace, 1), "D", "self", "x"),
    ):
        with pytest.raises(Trouble):
            assessors.declare_conflict(workspace, new)
    with pytest.raises(Trouble, match="no conflict"):
        assessors.waive_conflict(workspace, cid(workspace), (pid(workspace, 1), "Dora"), "Camille", "why", DAY)


def test_conflicts_are_found_by_organisation_domain_and_name(workspace: Workspace) -> None:
    for who in ("Dora", "Gil", "Hal", "eva fil"):
        for person in (1, 2, 3):
            rate(workspace, person, 3, who)
    assessors.introduce_assessor(workspace, "Dora", organisation="FORGE")
    assessors.introduce_assessor(workspace, "Gil", email="gil@forge.example")
    assessors.introduce_assessor(workspace, "Hal", email="hal@gmail.com")
    found = {
        (places(workspace, [one.person])[0], one.assessor, one.kind)
        for one, _ in assessor_views.view_conflicts(workspace, cid(workspace))
    }
    assert found == {(1, "Dora", "organisation"), (1, "Gil", "email"), (3, "eva fil", "self")}
    conflicts = {one.who.name: one.conflicts for one in assessor_views.view_assessors(workspace, cid(workspace))}
    assert conflicts == {"Dora": 1, "Gil": 1, "Hal": 0, "eva fil": 1}


def test_one_who_is_too_close_is_not_asked(workspace: Workspace) -> None:
    queued = assessing.queue(workspace, cid(workspace))
    assert pid(workspace, 1) in assessing.waiting(workspace, cid(workspace), "Dora", queued)
    assessors.declare_conflict(workspace, Conflict(0, pid(workspace, 1), "Dora", "related", "Sister", DAY))
    assert pid(workspace, 1) not in assessing.waiting(workspace, cid(workspace), "dora", queued)


def test_a_doubt_weighs_less_and_widens_the_bounds_by_what_is_published(workspace: Workspace) -> None:
    for key in ("profession", "network", "standing", "peers"):
        rate(workspace, 1, 2, "Bea", key=key)
    assert credibility(workspace, 0) == (5000, 5000, 5000)
    for key in ("profession", "network", "standing", "peers"):
        rate(workspace, 1, 2, "Bea", "fairly", key)
    assert credibility(workspace, 0) == (3750, 5000, 6250)
    for key in ("profession", "network", "standing", "peers"):
        rate(workspace, 1, 2, "Bea", "guess", key)
    assert credibility(workspace, 0) == (2500, 5000, 7500)
    rate(workspace, 1, 4, "Dora", "sure")
    assert level(workspace, 0) == 360  # (4 * 4 + 1 * 2) / 5
    with pytest.raises(Trouble, match="confidence"):
        rate(workspace, 1, 4, "Dora", "certain")


def test_the_first_doubt_and_the_last_one_reach_a_board_that_was_built(workspace: Workspace) -> None:
    build.build_board(workspace, cid(workspace))
    rate(workspace, 1, 2, "Bea", "guess")
    wide = credibility(workspace, 0)
    rate(workspace, 1, 2, "Bea")
    assert wide[0] < credibility(workspace, 0)[0] and wide[2] > credibility(workspace, 0)[2]


def test_one_person_under_two_spellings_is_one_assessor(workspace: Workspace) -> None:
    rate(workspace, 1, 4, "Ann")
    rate(workspace, 1, 2, " ann ")
    assert level(workspace, 0) == 200
    assert stature_tables.assessors(workspace, cid(workspace)) == ["Ann"]
    assert stature_tables.assessed_by(workspace, cid(workspace), "ANN") == [(pid(workspace, 1), "peers")]
    assert len(stature_tables.given_by(workspace, [pid(workspace, 1)], "aNN")) == 2
    rate(workspace, 1, 3, "José")
    rate(workspace, 1, 0, "Jose")
    assert level(workspace, 0) == 100
    assert assessing.differences(workspace, cid(workspace))[0].spread == 2


def test_blind_hides_the_others_until_the_whole_person_is_rated(workspace: Workspace) -> None:
    rate(workspace, 1, 4, "Bea")
    rate(workspace, 1, 1, "Dora")

    def seen() -> assessing.CriterionView:
        rows = assessing.person_view(workspace, cid(workspace), pid(workspace, 1), "Dora", DAY).criteria
        return next(row for row in rows if row.key == "peers")

    assert (seen().others, seen().hidden) == ([], 1)
    for key in ("profession", "network", "standing"):
        rate(workspace, 1, None, "Dora", key=key)
    assert [one.assessor for one in seen().others] == ["Bea"]
    campaigns.change_campaign(workspace, cid(workspace), assessing=write_choices(AssessingChoices(blind=False)))
    rate(workspace, 1, 1, "Gil")
    rows = assessing.person_view(workspace, cid(workspace), pid(workspace, 1), "Gil", DAY).criteria
    assert len(next(row for row in rows if row.key == "peers").others) == 2


def test_what_an_assessor_sees_holds_neither_score_nor_rank() -> None:
    names = {*assessing.PersonView.__dataclass_fields__, *assessing.CriterionView.__dataclass_fields__}
    names |= {*Person.__dataclass_fields__}
    assert not names & {"score", "rank", "total", "speed", "cruise", "audience", "credibility"}


def test_the_queue_can_begin_where_assessors_differ_most(workspace: Workspace) -> None:
    for person, levels in ((1, (2, 2)), (2, (2, 3)), (3, (0, 4))):
        for who, given_level in zip(("Bea", "Dora"), levels, strict=True):
            rate(workspace, person, given_level, who)
    queued = assessing.queue(workspace, cid(workspace))
    campaigns.change_campaign(
        workspace, cid(workspace), assessing=write_choices(AssessingChoices(order="disagreement"))
    )
    assert places(workspace, assessing.waiting(workspace, cid(workspace), "Gil", queued)) == [3, 2, 1]


def test_corrected_levels_stand_beside_the_raw_ones_and_only_by_choice() -> None:
    made = temporary_workspace()
    campaigns.start_campaign(made, Campaign(0, "Launch", seats=5))
    for number in range(30):
        campaigns.add_person(made, cid(made), Person(0, f"Person {number:02}"))
        for key in ("peers", "standing"):
            merit = 1 + (number * 7 + len(key)) % 3
            stature.set_level(made, pid(made, number + 1), key, merit - (number % 7 > 0), Occasion("Strict", DAY))
            if number < 20:
                stature.set_level(made, pid(made, number + 1), key, merit, Occasion("Bea", DAY))
    before = build.build_board(made, cid(made)).levels["peers"].tolist()
    assert assessor_views.list_corrected(made, cid(made)) == []
    strict = next(one for one in assessor_views.view_assessors(made, cid(made)) if one.who.name == "Strict")
    assert strict.severity is not None and strict.severity.shift < -0.3 and "Stricter" in strict.words
    assigning.choose_assessing(made, cid(made), AssessingChoices(severity=True))
    after = build.build_board(made, cid(made)).levels["peers"].tolist()
    assert after != before and all(b > a for a, b in zip(before[20:], after[20:], strict=True) if a < 400)
    found = assessor_views.list_corrected(made, cid(made))
    assert found and all(one.raw != one.corrected for one in found)
    shown = {row.key: row for row in gather_dossier(made, cid(made), found[0].person).criteria}[found[0].criterion]
    assert (shown.raw, shown.level) == (found[0].raw, found[0].corrected)
    shortlists.freeze_list(made, cid(made), "First", "Camille", DAY)
    snapshot = shortlists.frozen_list(made, cid(made), "First")
    assert "Levels corrected for how strict their assessor is: yes" in snapshot.rules
    assigning.choose_assessing(made, cid(made), AssessingChoices())
    assert shortlists.recompute_list(made, cid(made), snapshot).identical
    assert all(row.raw is None for row in gather_dossier(made, cid(made), found[0].person).criteria)
    made.close()


@given(
    people=st.integers(1, 60),
    names=st.integers(1, 6),
    each=st.integers(1, 4),
    barred=st.sets(st.tuples(st.integers(0, 59), st.integers(0, 5)), max_size=40),
)
def test_everybody_is_assessed_by_as_many_loads_balance_and_nobody_is_in_conflict(
    people: int, names: int, each: int, barred: set[tuple[int, int]]
) -> None:
    who = [f"A{number}" for number in range(names)]
    closed = {(person, f"A{number}") for person, number in barred}
    found = assign_people(range(people), who, each, closed)
    for person in range(people):
        free = [name for name in who if (person, name) not in closed]
        group = found.assessors[person]
        assert len(group) >= min(each, len(free)) and len(group) <= max(2, each) and set(group) <= set(free)
        assert (person in found.short) == (len(free) < each)
    if not closed:
        loads = [found.load(name) for name in who]
        assert max(loads) - min(loads) <= (1 if each > 1 or names == 1 else 2)


def test_assessed_once_enough_are_shared() -> None:
    found = assign_people(range(90), ["A", "B", "C"], 1)
    assert all(found.shared(name) >= LEAST_SHARED for name in "ABC")
    assert sum(len(group) == 2 for group in found.assessors.values()) <= 20
    pairs = {group for group in found.assessors.values() if len(group) == 2}
    assert len(pairs) == 3


def test_who_assesses_whom_decides_the_queue_and_the_sheets(workspace: Workspace, tmp_path: Path) -> None:
    found, _ = assigning.assign_assessors(workspace, cid(workspace), ["Bea", "Dora", "eva fil"], 2)
    assert "eva fil" not in found.assessors[pid(workspace, 3)]
    queued = assessing.queue(workspace, cid(workspace))
    for name in ("Bea", "Dora", "eva fil"):
        mine = {person for person, group in found.assessors.items() if name in group}
        assert set(assessing.waiting(workspace, cid(workspace), name, queued)) == mine
    written = assigning.write_sheets(workspace, cid(workspace), tmp_path / "sheets", DAY)
    assert {path.name: count for path, count in written} == {
        f"{name}.xlsx": found.load(name) for name in ("Bea", "Dora", "eva fil")
    }


def test_choices_that_are_unfit_give_way() -> None:
    for text in ("", "{}", "[]", "nothing", '{"blind": 1, "severity": "yes", "order": "x"}'):
        assert read_choices(text) == AssessingChoices()
    chosen = AssessingChoices(True, False, "disagreement")
    assert read_choices(write_choices(chosen)) == chosen


def test_the_amounts_are_published() -> None:
    assert [(one.key, one.weight, one.width) for one in confidence.degrees()] == [
        ("sure", 4, 0),
        ("fairly", 2, 0.5),
        ("guess", 1, 1),
    ]


def test_a_domain_that_anybody_may_have_says_nothing() -> None:
    people = [Known(1, "Ann", "", "ann@gmail.com"), Known(2, "Bo", "", "bo@Forge.example")]
    found = find_conflicts([Assessor(0, "Cy", "", "cy@gmail.com"), Assessor(0, "Di", "", "di@forge.EXAMPLE")], people)
    assert [(one.person, one.assessor, one.kind) for one in found] == [(2, "Di", "email")]


def test_the_command_line_says_all_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    path = tmp_path / "a.entregent"
    made = open_workspace(path)
    fill(made)
    rate(made, 1, 4, "Dora")
    made.close()
    there = ["--workspace", str(path)]
    assert run(["assessors", "introduce", *there, "--assessor", "Dora", "--organisation", "Forge"]) == 0
    conflict = ["--assessor", "Bea", "--person", "Eva Fil", "--kind", "related", "--reason", "Cousin"]
    assert run(["assessors", "conflict", *there, *conflict]) == 0
    assert run(["assessors", "waive", *there, *conflict[:4], "--by", "Camille", "--reason", "Distant"]) == 0
    assert run(["assessors", "choose", *there, "--severity", "on", "--order", "disagreement"]) == 0
    names = ["--assessor", "Bea", "--assessor", "Dora", "--each", "1"]
    assert run(["assessors", "assign", *there, *names, "--sheets", str(tmp_path / "out")]) == 0
    assert sorted(one.name for one in (tmp_path / "out").iterdir())
    capsys.readouterr()
    assert run(["assessors", *there, "--json", "-"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["choices"] == {"blind": True, "order": "disagreement", "severity": True}
    assert [one["name"] for one in told["assessors"]] == ["Bea", "Dora"]
    assert {(one["name"], one["kind"], one["waived_by"]) for one in told["conflicts"]} == {
        ("Ann Bel", "organisation", ""),
        ("Eva Fil", "related", "Camille"),
    }
    assert run(["assessors", *there]) == 0
    said = capsys.readouterr().out
    assert "1 levels kept and not counted" in said and "waived by Camille, Distant" in said
    assert run(["assessors", "introduce", *there]) == 2
    assert run(["assessors", "conflict", *there, "--assessor", "Bea"]) == 2
