"""The rules of a list: kept with the campaign, solved, undone, priced in words, followed by what leaves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.actions import building, campaigns, ranked, rules
from core.actions.rules import Bound, Rules
from core.errors import Trouble
from core.model import Campaign, Person
from core.workspace import people
from core.workspace.store import Workspace, temporary_workspace

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
            number = people.add(held, Person(0, name, organisation=organisation, market=market))
            held.run(
                "INSERT INTO observation(person,day,channel,batch,row,audience) VALUES (?,20000,'web',1,1,?)",
                (number, audience),
            )
    campaigns.start(held, Campaign(0, "Autumn", seats=2, weight=0))
    yield held
    held.close()


def invited(workspace: Workspace) -> list[str]:
    board = building.build(workspace, 1)
    return board.name.take(ranked.rank(board).live.invited().tolist())


def test_one_of_each_organisation(workspace: Workspace) -> None:
    assert invited(workspace) == ["Aldo Bel", "Bruna Cor"]
    rules.set_rules(workspace, 1, Rules(per_organisation=1))
    assert invited(workspace) == ["Aldo Bel", "Caspar Dal"]
    campaigns.undo(workspace)
    assert invited(workspace) == ["Aldo Bel", "Bruna Cor"]


def test_at_least_so_many_from_a_market_with_its_price(workspace: Workspace) -> None:
    rules.set_rules(workspace, 1, Rules(floors=(Bound("market", "italy", 1),)))
    assert invited(workspace) == ["Aldo Bel", "Caspar Dal"]
    board = building.build(workspace, 1)
    found = rules.chosen(board, 0, 2)
    assert found is not None
    (words,) = rules.price_words(board, found)
    assert words.startswith("At least 1 from market: italy: costs ") and "seat 2: Caspar Dal (" in words
    assert " for Bruna Cor (" in words


def test_a_budget_counts_what_a_guest_costs(workspace: Workspace) -> None:
    with workspace.step("Cost", "campaign"):
        workspace.run("UPDATE candidacy SET cost=900 WHERE person=1")
    rules.set_rules(workspace, 1, Rules(budget=1000, cost=400))
    assert invited(workspace) == ["Bruna Cor", "Caspar Dal"]


def test_rules_that_clash_are_named(workspace: Workspace) -> None:
    rules.set_rules(workspace, 1, Rules(floors=(Bound("market", "France", 1), Bound("market", "Italy", 2))))
    with pytest.raises(Trouble, match="at least 1 from market: France; at least 2 from market: Italy"):
        ranked.rank(building.build(workspace, 1))


def test_a_rule_that_says_nothing_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Trouble, match="at least 1"):
        rules.set_rules(workspace, 1, Rules(floors=(Bound("market", " ", 1),)))


def test_what_is_stored_is_read_again(workspace: Workspace) -> None:
    wanted = Rules(2, (Bound("language", "fr", 3),), 1000, 50)
    rules.set_rules(workspace, 1, wanted)
    assert rules.read(campaigns.all_campaigns(workspace)[0].rules) == wanted
    assert rules.choices(building.build(workspace, 1), "market") == ["France", "Italy"]
    assert not rules.read("{}")
