"""Flags in a campaign: their evidence, set aside with a reason and undone, left out of the score where it says so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from core.campaign import build, column_tables, online, ranked, ranking_json, tables
from core.campaign.about import explain
from core.campaign.choices import flagged
from core.campaign.dossier import gather_dossier
from core.cli import run as main
from core.errors import Trouble
from core.model import HUNDREDTHS
from core.rights import access
from core.rights import actions as rights
from core.scoring import actions as histories
from core.scoring import tables as scoring_tables
from core.shortlist import actions as shortlists
from core.workspace import actions as steps
from core.workspace.sql import fetch_value
from core.workspace.store import Workspace, open_workspace
from tests.core.workspaces import erase_person

DAY = date(2026, 11, 28)
BUYER, HONEST = "Bea Uyer", "Hon Est"


def rows_of(name: str, rate: float) -> list[str]:
    found = []
    for week in range(52):
        audience = round(4000 * rate ** max(0, min(week - 15, 20)))
        likes = 3 * (90, 110, 100, 95, 105)[week % 5]
        day = date.fromordinal(date(2025, 1, 6).toordinal() + 7 * week)
        found.append(f"{name},@{name.split()[0].lower()},{day},{audience},3,{likes}")
    return found


@pytest.fixture
def opened(tmp_path: Path) -> tuple[Workspace, int]:
    file = tmp_path / "history.csv"
    lines = ["name,twitter,date,followers,posts,likes", *rows_of(BUYER, 1.12), *rows_of(HONEST, 1.0)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = tmp_path / "a.entregent"
    assert main(["screen", str(file), "--workspace", str(path), "--seats", "1", "--counts", "likes=period"]) == 0
    workspace = open_workspace(path)
    return workspace, tables.campaigns(workspace)[0].id


def shown(workspace: Workspace, campaign: int) -> dict[str, dict[str, object]]:
    asked = tables.campaign(workspace, campaign)
    found = ranked.rank_board(build.build_board(workspace, campaign))
    handles, evidence = column_tables.handle_columns(workspace, campaign), online.flagged_json(workspace, asked)
    return {entry["name"]: entry for entry in ranking_json.ranking_json(found, handles, evidence)["ranking"]}


def person_named(workspace: Workspace, name: str) -> int:
    return rights.find_one(workspace, name)


def test_the_json_holds_the_evidence_and_the_score_without_it(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    found = shown(workspace, campaign)
    assert found[HONEST]["flag_evidence"] == [] and found[HONEST]["score_unflagged"] is None
    (one,) = [one for one in found[BUYER]["flag_evidence"] if one["flag"] == "creep"]
    assert "creep" in found[BUYER]["flags"] and one["set_aside"] is None
    assert "2025-03" <= one["from"] < one["to"] <= "2025-10" and 9 < one["numbers"]["week_percent"] < 13
    assert found[BUYER]["score_unflagged"] == pytest.approx(found[HONEST]["score"], abs=1.5)
    assert found[BUYER]["score_unflagged"] < found[BUYER]["score"] - 2
    workspace.close()


def test_a_campaign_ranks_without_what_is_flagged_and_takes_it_back(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    before = shown(workspace, campaign)
    flagged.set_flagged(workspace, campaign, "left_out")
    after = shown(workspace, campaign)
    assert after[BUYER]["score"] == before[BUYER]["score_unflagged"] == after[BUYER]["score_unflagged"]
    assert after[HONEST]["score"] == before[HONEST]["score"] and "creep" in after[BUYER]["flags"]
    shortlists.freeze_list(workspace, campaign, "First", "Odalie", DAY)
    frozen = shortlists.frozen_lists(workspace, campaign)[0][1].snapshot
    assert flagged.RECORDED in frozen.rules
    assert shortlists.recompute_list(workspace, campaign, frozen).identical
    steps.undo(workspace)
    steps.undo(workspace)
    assert shown(workspace, campaign) == before
    with pytest.raises(Trouble, match="count, or are left out"):
        flagged.set_flagged(workspace, campaign, "doubled")
    workspace.close()


def test_a_flag_is_set_aside_with_a_reason_undone_shown_and_erased(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    person = person_named(workspace, BUYER)
    before = gather_dossier(workspace, campaign, person)
    assert before.score_unflagged is not None and "Creeping growth" in " ".join(one.words for one in before.flagged)
    for one in before.flagged:
        with pytest.raises(Trouble, match="unexplained"):
            histories.set_flag_aside(workspace, person, one.span, "  ", day=DAY)
        what = histories.set_flag_aside(workspace, person, one.span, "a television series", day=DAY, who="Anne")
        assert what.people == (person,) and what.areas == {"observations"}
    flagged.set_flagged(workspace, campaign, "left_out")
    after = gather_dossier(workspace, campaign, person)
    assert {one.reason for one in after.flagged} == {"a television series"} and "creep" not in after.flags
    assert after.score == before.score
    entry = shown(workspace, campaign)[BUYER]
    assert "creep" not in entry["flags"] and entry["flag_evidence"][0]["set_aside"] == "a television series"
    assert "a television series" in explain.explain_candidate(workspace, campaign, person)
    assert access.held_on(workspace, person)["set_aside"][0]["reason"] == "a television series"
    histories.raise_flag_again(workspace, person, "creep")
    assert "creep" in gather_dossier(workspace, campaign, person).flags
    steps.undo(workspace)
    assert "creep" not in gather_dossier(workspace, campaign, person).flags
    with pytest.raises(Trouble, match="not set aside"):
        histories.raise_flag_again(workspace, person, "halving")
    erase_person(workspace, person)
    assert fetch_value(workspace.connection, "SELECT count(*) FROM set_aside") == 0
    workspace.close()


def test_the_report_says_what_is_flagged_and_what_was_set_aside(opened: tuple[Workspace, int]) -> None:
    workspace, campaign = opened
    shortlists.freeze_list(workspace, campaign, "First", "Odalie", DAY)
    entries = {entry.name: entry for entry in shortlists.frozen_lists(workspace, campaign)[0][1].snapshot.entries}
    said = entries[BUYER].flagged
    assert said and said[0]["en"].startswith("Creeping growth") and said[0]["fr"].startswith("Croissance rampante")
    assert entries[HONEST].flagged == ()
    workspace.close()


def test_the_command_line_shows_sets_aside_and_raises_again(
    opened: tuple[Workspace, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened[0].close()
    base = ["flags", BUYER, "--workspace", str(tmp_path / "a.entregent")]
    capsys.readouterr()
    assert main(base) == 0
    assert "Creeping growth" in capsys.readouterr().out
    assert main([*base, "--set-aside", "creep"]) == 3
    assert "unexplained" in capsys.readouterr().err
    assert main([*base, "--set-aside", "creep", "--reason", "a film", "--by", "Anne", "--json", "-"]) == 0
    found = json.loads(capsys.readouterr().out)["flag_evidence"]
    assert [one["set_aside"] for one in found if one["flag"] == "creep"] == ["a film"]
    assert main([*base, "--set-aside", "creep", "--reason", "again"]) == 3
    assert main([*base, "--raise-again", "creep"]) == 0
    workspace = open_workspace(tmp_path / "a.entregent")
    assert scoring_tables.flags_set_aside(workspace, person_named(workspace, BUYER)) == []
    workspace.close()


def test_a_screening_leaves_out_what_is_flagged(tmp_path: Path, opened: tuple[Workspace, int]) -> None:
    opened[0].close()
    scores = []
    for choice in ("counts", "left-out"):
        out = tmp_path / f"{choice}.json"
        asked = ["--flagged", choice, "--counts", "likes=period", "--json", str(out)]
        assert main(["screen", str(tmp_path / "history.csv"), *asked]) == 0
        found = json.loads(out.read_text(encoding="utf-8"))
        assert found["campaign"]["flagged"] == choice.replace("-", "_")
        scores.append({entry["name"]: entry["score"] for entry in found["ranking"]})
    assert scores[1][BUYER] < scores[0][BUYER] - 200 / HUNDREDTHS and scores[1][HONEST] == scores[0][HONEST]
