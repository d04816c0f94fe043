"""The rules of a list: kept with the campaign, solved, undone, priced in words, followed by what leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core import i18n
from core.campaign import actions as campaigns
from core.campaign import build, ranked, ranking_json, rules, screening
from core.campaign import tables as campaign_tables
from core.campaign.rules import Bound, Rules
from core.campaign.screening import Request
from core.errors import Trouble
from core.invitations import actions as invitations
from core.invitations import states
from core.model import Campaign, Person
from core.people import tables as people_tables
from core.shortlist import actions as shortlists
from core.shortlist.report import phrases
from core.workspace import actions as steps
from core.workspace.sql import execute
from core.workspace.store import Workspace, temporary_workspace
from tests.core.workspaces import cid, pid, pids

GUESTS = (
    ("Aldo Bel", "Orbe", "France", 90_000),
    ("Bruna Cor", "ORBE", "France", 50_000),
    ("Caspar Dal", "", "Italy", 20_000),
    ("Dina Ferro", "Lumen", "Italy", 10_000),
)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """Four guests in order of audience, two seats, the score alone."""
    held = temporary_workspace()
    with held.step("Start", "people", "observations"):
        for name, organisation, market, audience in GUESTS:
            number = people_tables.add_person(held, Person(0, name, organisation=organisation, market=market))
            execute(
                held.connection,
                "INSERT INTO observation(person,day,channel,batch,row,audience) VALUES (?,20000,'web',1,1,?)",
                (number, audience),
            )
    campaigns.start_campaign(held, Campaign(0, "Autumn", seats=2, weight=0))
    yield held
    held.close()


def named(workspace: Workspace, places: object) -> list[str]:
    return build.build_board(workspace, cid(workspace)).name.take(list(places))


def invited(workspace: Workspace) -> list[str]:
    board = build.build_board(workspace, cid(workspace))
    return board.name.take(ranked.rank_board(board).live.invited().tolist())


def test_one_of_each_organisation(workspace: Workspace) -> None:
    assert invited(workspace) == ["Aldo Bel", "Bruna Cor"]
    rules.set_rules(workspace, cid(workspace), Rules(per_organisation=1))
    assert invited(workspace) == ["Aldo Bel", "Caspar Dal"]
    steps.undo(workspace)
    assert invited(workspace) == ["Aldo Bel", "Bruna Cor"]


def test_at_least_so_many_from_a_market_with_its_price(workspace: Workspace) -> None:
    rules.set_rules(workspace, cid(workspace), Rules(floors=(Bound("market", "italy", 1),)))
    assert invited(workspace) == ["Aldo Bel", "Caspar Dal"]
    board = build.build_board(workspace, cid(workspace))
    found = rules.best_selection(board, 0, 2)
    assert found is not None
    (words,) = rules.price_words(board, found)
    assert words.startswith("At least 1 from “italy” (market): costs ") and "seat 2: Caspar Dal (" in words
    assert " for Bruna Cor (" in words


def test_at_most_so_many_from_a_market(workspace: Workspace) -> None:
    rules.set_rules(workspace, cid(workspace), Rules(ceilings=(Bound("market", "FRANCE", 1),)))
    assert invited(workspace) == ["Aldo Bel", "Caspar Dal"]
    board = build.build_board(workspace, cid(workspace))
    (words,) = rules.price_words(board, rules.best_selection(board, 0, 2))
    assert words.startswith("At most 1 from “FRANCE” (market): costs ")
    with i18n.language("fr"):
        assert rules.price_words(board, rules.best_selection(board, 0, 2))[0].startswith(
            "Au plus 1 pour «\u00a0FRANCE\u00a0» (marché)\u00a0: coûte "
        )


def test_who_has_several_markets_counts_for_each(workspace: Workspace) -> None:
    with workspace.step("Markets", "people"):
        execute(workspace.connection, "UPDATE person SET market='Spain; Italy' WHERE id=?", pids(workspace, 2))
    assert rules.bound_choices(build.build_board(workspace, cid(workspace)), "market") == ["France", "Italy", "Spain"]
    rules.set_rules(workspace, cid(workspace), Rules(floors=(Bound("market", "Italy", 1), Bound("market", "spain", 1))))
    assert invited(workspace) == ["Aldo Bel", "Bruna Cor"]


def test_the_markets_a_candidacy_decides_are_those_that_count(workspace: Workspace) -> None:
    with workspace.step("Markets", "campaign"):
        execute(workspace.connection, "UPDATE candidacy SET markets='Italy' WHERE person=?", pids(workspace, 2))
    rules.set_rules(workspace, cid(workspace), Rules(floors=(Bound("market", "Italy", 1),)))
    assert invited(workspace) == ["Aldo Bel", "Bruna Cor"]
    rules.set_rules(workspace, cid(workspace), Rules(floors=(Bound("market", "France", 2),)))
    with pytest.raises(Trouble, match=r"at least 2 from “France” \(market\)"):
        ranked.rank_board(build.build_board(workspace, cid(workspace)))


def test_a_type_is_where_somebody_publishes(workspace: Workspace) -> None:
    with workspace.step("Accounts", "people"):
        for person, platform in ((1, "instagram"), (2, "instagram"), (2, "youtube"), (3, "youtube"), (4, "email")):
            execute(
                workspace.connection,
                "INSERT INTO handle(platform,handle,person) VALUES (?,?,?)",
                (platform, f"a{person}", pid(workspace, person)),
            )
        execute(workspace.connection, "UPDATE person SET url='https://dina.example' WHERE id=?", pids(workspace, 4))
    plain = build.build_board(workspace, cid(workspace))
    assert len(plain.type) == 0 and rules.bound_choices(plain, "type")[0] == "Blog"
    rules.set_rules(workspace, cid(workspace), Rules(floors=(Bound("type", "blog", 1),)))
    assert invited(workspace) == ["Aldo Bel", "Dina Ferro"]
    assert build.build_board(workspace, cid(workspace)).type.take(range(4)) == [
        "Instagram",
        "Instagram;YouTube",
        "YouTube",
        "Blog",
    ]
    rules.set_rules(
        workspace, cid(workspace), Rules(ceilings=(Bound("type", "YouTube", 1), Bound("type", "Instagram", 1)))
    )
    assert invited(workspace) == ["Aldo Bel", "Caspar Dal"]


def test_what_depends_on_the_weight_is_said_of_the_list_that_keeps_the_rules(workspace: Workspace) -> None:
    rules.set_rules(workspace, cid(workspace), Rules(per_organisation=1))
    found = ranked.rank_board(build.build_board(workspace, cid(workspace)))
    inside = [entry for entry in ranking_json.ranking_json(found, {})["ranking"] if entry["in"]]
    assert [entry["name"] for entry in inside] == ["Aldo Bel", "Caspar Dal"]
    assert [entry["intervals"] for entry in inside] == [[[0, 100]], [[0, 100]]]
    never = sorted(set(found.stability.competing.tolist()) - set(found.stability.row.tolist()))
    assert found.holds == (0.0, 1.0) and named(workspace, never) == ["Bruna Cor", "Dina Ferro"]


def test_the_cut_off_is_compared_under_the_rules_and_says_which_it_breaks(workspace: Workspace) -> None:
    board = build.build_board(workspace, cid(workspace))
    between = board.candidates.score.value // 100
    rules.set_rules(workspace, cid(workspace), Rules(per_organisation=1))
    campaigns.change_campaign(workspace, cid(workspace), cutoff=int(between[2]) + 1)
    audit = ranked.rank_board(build.build_board(workspace, cid(workspace))).audit
    assert named(workspace, audit.dropped) == ["Caspar Dal"] and named(workspace, audit.admitted) == []
    rules.set_rules(workspace, cid(workspace), Rules(floors=(Bound("market", "Italy", 1),)))
    audit = ranked.rank_board(build.build_board(workspace, cid(workspace))).audit
    assert named(workspace, audit.admitted) == ["Bruna Cor"]
    assert audit.clash == "No list keeps this rule: at least 1 from “Italy” (market)."


def test_two_weights_are_compared_by_the_lists_that_keep_the_rules(workspace: Workspace) -> None:
    rules.set_rules(workspace, cid(workspace), Rules(per_organisation=1))
    changes = shortlists.compare_sides(workspace, cid(workspace), ("weight", 0), ("weight", 0)).changes
    assert [each.name for each in changes if each.is_in] == ["Aldo Bel", "Caspar Dal"]


def test_lists_with_other_numbers_of_seats_are_compared(workspace: Workspace) -> None:
    rules.set_rules(workspace, cid(workspace), Rules(per_organisation=1))
    found = shortlists.compare_sides(workspace, cid(workspace), ("list", 0), ("seats", 3))
    assert [each.name for each in found.changes if each.is_in and not each.was_in] == ["Dina Ferro"]
    assert (found.after, found.seats) == ("3 seats", (2, 3))
    assert rules.seats_for(build.build_board(workspace, cid(workspace)), 2, 0, 4) == [(2, 4)]


def test_a_frozen_list_says_by_which_rules_it_was_made(workspace: Workspace) -> None:
    held = Rules(1, (Bound("market", "Italy", 1),), 1000, 10, (Bound("type", "Blog", 2),))
    rules.set_rules(workspace, cid(workspace), held)
    shortlists.freeze_list(workspace, cid(workspace), "Signed", "Odalie", date(2026, 10, 1))
    said = shortlists.frozen_lists(workspace, cid(workspace))[0][1].snapshot.rules
    assert said == (
        "At most of one organisation: 1",
        "Market, at least: Italy, 1",
        "Type, at most: Blog, 2",
        "Budget for all guests: 1000",
    )
    with i18n.language("fr"):
        assert phrases.rule(said[1]) == "Marché, au moins\u00a0: Italy, 1"
        assert all(phrases.rule(words) != words for words in said)


def test_a_pause_drops_from_the_list_that_keeps_the_rules(workspace: Workspace) -> None:
    with workspace.step("Assessed", "stature"):
        for level, person in enumerate(pids(workspace, 1, 2, 3, 4)):
            for criterion in ("profession", "network", "standing", "peers"):
                execute(
                    workspace.connection,
                    "INSERT INTO assessment(person,criterion,level) VALUES (?,?,?)",
                    (person, criterion, level),
                )
    rules.set_rules(workspace, cid(workspace), Rules(per_organisation=1))
    board = build.build_board(workspace, cid(workspace))
    for weight in range(0, 1001, 50):
        lost = named(workspace, ranked.lost_by_a_pause(board, weight, 2))
        chosen = rules.best_selection(board, weight, 2)
        assert set(lost) <= set(named(workspace, chosen.rows))


def on_the_list(workspace: Workspace) -> list[str]:
    return [
        guest.name for guest in invitations.list_guests(workspace, cid(workspace)) if guest.state == states.TO_INVITE
    ]


def test_who_moves_up_keeps_the_rules_and_what_that_costs_is_said(workspace: Workspace) -> None:
    rules.set_rules(workspace, cid(workspace), Rules(1, floors=(Bound("market", "Italy", 1),)))
    invitations.start_invitations(workspace, cid(workspace))
    assert on_the_list(workspace) == ["Aldo Bel", "Caspar Dal"]
    invitations.send_wave(workspace, cid(workspace))
    done = invitations.set_state(workspace, cid(workspace), pid(workspace, 3), states.DECLINED)
    assert on_the_list(workspace) == ["Dina Ferro"], "the place of the only one from Italy goes to Italy"
    assert done.said.startswith("By the rules of the list, Dina Ferro (") and "instead of Bruna Cor (" in done.said
    invitations.send_wave(workspace, cid(workspace))
    done = invitations.set_state(workspace, cid(workspace), pid(workspace, 1), states.DECLINED)
    assert on_the_list(workspace) == ["Bruna Cor"] and not done.said, "Orbe's seat is free again"
    with i18n.language("fr"):
        steps.undo(workspace)
        rules.set_rules(workspace, cid(workspace), Rules(budget=0, cost=10))
        assert (
            "Le suivant de la liste monte. Aucune liste"
            in invitations.set_state(workspace, cid(workspace), pid(workspace, 1), states.DECLINED).said
        )
    assert on_the_list(workspace) == ["Bruna Cor"]


def test_over_booking_keeps_the_rules(workspace: Workspace) -> None:
    rules.set_rules(workspace, cid(workspace), Rules(per_organisation=1))
    invitations.start_invitations(workspace, cid(workspace))
    invitations.invite_more(workspace, cid(workspace), 1)
    assert set(on_the_list(workspace)) == {"Aldo Bel", "Caspar Dal", "Dina Ferro"}
    done = invitations.invite_more(workspace, cid(workspace), 1)
    assert len(on_the_list(workspace)) == 3 and "nobody moves up instead of Bruna Cor (" in done.said


def test_the_reserve_is_who_can_come_in_under_the_rules_then_who_gave_way(workspace: Workspace) -> None:
    rules.set_rules(workspace, cid(workspace), Rules(per_organisation=1))
    now = ranked.rank_board(build.build_board(workspace, cid(workspace)))
    assert named(workspace, now.reserve(1)) == ["Dina Ferro"]
    assert named(workspace, now.reserve(5)) == ["Dina Ferro", "Bruna Cor"]
    campaigns.change_campaign(workspace, cid(workspace), reserve=1)
    shortlists.freeze_list(workspace, cid(workspace), "Signed", "Odalie", date(2026, 10, 1))
    entries = shortlists.frozen_lists(workspace, cid(workspace))[0][1].snapshot.entries
    assert [entry.name for entry in entries] == ["Aldo Bel", "Caspar Dal", "Dina Ferro"]


def test_the_frozen_reserve_moves_up_before_others_while_it_keeps_the_rules(workspace: Workspace) -> None:
    rules.set_rules(workspace, cid(workspace), Rules(floors=(Bound("market", "Italy", 1),)))
    campaigns.change_campaign(workspace, cid(workspace), reserve=1)
    shortlists.freeze_list(workspace, cid(workspace), "Signed", "Odalie", date(2026, 10, 1))
    invitations.start_invitations(workspace, cid(workspace))
    invitations.send_wave(workspace, cid(workspace))
    invitations.set_state(workspace, cid(workspace), pid(workspace, 1), states.DECLINED)
    assert on_the_list(workspace) == ["Bruna Cor"]
    invitations.set_state(workspace, cid(workspace), pid(workspace, 3), states.DECLINED)
    assert set(on_the_list(workspace)) == {"Bruna Cor", "Dina Ferro"}


def test_rules_that_clash_leave_the_ranking_to_whoever_only_looks(workspace: Workspace) -> None:
    rules.set_rules(workspace, cid(workspace), Rules(floors=(Bound("market", "Nowhere", 1),)))
    board = build.build_board(workspace, cid(workspace))
    assert ranked.lost_by_a_pause(board, 0, 2).tolist() == []


def test_the_order_of_the_rows_moves_nothing_under_rules(tmp_path: Path) -> None:
    """Many with equal totals: who gets the seats is decided by who they are."""
    body = [f"Guest {i},{1000 * (1 + i % 3)},Firm {i % 7},{('France', 'Italy')[i % 2]}\n" for i in range(40)]
    found = []
    for order in (1, -1):
        path = tmp_path / "guests.csv"
        path.write_text("Name,Followers,Organisation,Market\n" + "".join(body[::order]), encoding="utf-8")
        held = temporary_workspace()
        asked = Campaign(0, "Autumn", seats=10, weight=300)
        number = campaigns.start_campaign(held, asked)[0]
        rules.set_rules(held, number, Rules(1, (Bound("market", "Italy", 4),), 120, 13))
        done = screening.screen_files(held, Request([path], asked))
        answer = screening.screening_json(held, done)
        found.append({name: answer[name] for name in ("ranking", "stability", "triage")})
        held.close()
    assert found[0] == found[1] and sum(entry["in"] for entry in found[0]["ranking"]) == 7


def test_a_budget_counts_what_a_guest_costs(workspace: Workspace) -> None:
    with workspace.step("Cost", "campaign"):
        execute(workspace.connection, "UPDATE candidacy SET cost=900 WHERE person=?", pids(workspace, 1))
    rules.set_rules(workspace, cid(workspace), Rules(budget=1000, cost=400))
    assert invited(workspace) == ["Bruna Cor", "Caspar Dal"]


def test_rules_that_clash_are_named(workspace: Workspace) -> None:
    rules.set_rules(
        workspace, cid(workspace), Rules(floors=(Bound("market", "France", 1), Bound("market", "Italy", 2)))
    )
    with pytest.raises(Trouble, match=r"at least 1 from “France” \(market\); at least 2 from “Italy” \(market\)"):
        ranked.rank_board(build.build_board(workspace, cid(workspace)))


def test_a_rule_that_says_nothing_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Trouble, match="at least 1"):
        rules.set_rules(workspace, cid(workspace), Rules(floors=(Bound("market", " ", 1),)))


def test_what_is_stored_is_read_again(workspace: Workspace) -> None:
    wanted = Rules(2, (Bound("language", "fr", 3),), 1000, 50)
    rules.set_rules(workspace, cid(workspace), wanted)
    assert rules.read_rules(campaign_tables.campaigns(workspace)[0].rules) == wanted
    assert rules.bound_choices(build.build_board(workspace, cid(workspace)), "market") == ["France", "Italy"]
    assert not rules.read_rules("{}")
