"""People corrected, joined and told apart by hand: what a later file says, and the way back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import actions as campaigns
from core.campaign import tables as campaign_tables
from core.errors import Trouble
from core.importing import actions as imports
from core.importing import changes
from core.importing.proposals import pending
from core.model import Campaign, Person
from core.people import actions, correction_tables, tables
from core.people.actions import Written
from core.workspace.store import Workspace, temporary_workspace
from tests.core.importing.rows import imported
from tests.core.workspaces import cid, pid

DAY = Written(date(2026, 11, 28), "A. V.")
KNOWN = {
    "name": "Ana Bel",
    "instagram": "anab",
    "market": "FR",
    "organisation": "Elle",
    "email": "a@elle.fr",
    "country": "France",
    "url": "https://anab.example",
}
TEXTS = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("field", "corrected", "later"),
    [
        ("name", "Ana Belle", "Ana Bell"),
        ("market", "BE", "CH"),
        ("organisation", "Vogue", "Forge"),
        ("email", "ana@vogue.fr", "ana@forge.fr"),
        ("url", "https://ana.example", "https://forge.example"),
        ("country", "Belgium", "Spain"),
    ],
)
def test_a_correction_outlives_the_next_file_which_is_shown(field: str, corrected: str, later: str) -> None:
    workspace = temporary_workspace()
    imported(workspace, [KNOWN])
    actions.correct_texts(workspace, pid(workspace, 1), {field: corrected}, DAY)
    assert imported(workspace, [KNOWN | {"row": 3}], file="same.csv").people_new == 0
    assert changes.open_changes(workspace) == [], "the text of before is no change: it was corrected"
    imported(workspace, [KNOWN | {field: later}], file="later.csv")
    assert getattr(tables.person(workspace, pid(workspace, 1)), field) == corrected
    found = [(one.field, one.old, one.new) for one in changes.open_changes(workspace)]
    assert (field, corrected, later) in found
    workspace.close()


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(["market", "organisation", "country"]), TEXTS), max_size=6))
def test_corrections_are_never_lost_and_undone_one_by_one(typed: list[tuple[str, str]]) -> None:
    workspace = temporary_workspace()
    imported(workspace, [KNOWN])
    before = tables.person(workspace, pid(workspace, 1))
    states = [before]
    for field, text in typed:
        if getattr(states[-1], field) == text:
            continue  # nothing is corrected, and there is no step
        actions.correct_texts(workspace, before.id, {field: text}, DAY)
        states.append(tables.person(workspace, before.id))
        assert getattr(states[-1], field) == text
    imported(workspace, [KNOWN | {"row": 3}], file="again.csv")
    assert tables.person(workspace, before.id) == states[-1]
    workspace.undo()
    for state in reversed(states[:-1]):
        workspace.undo()
        assert tables.person(workspace, before.id) == state
    assert correction_tables.corrections(workspace, before.id) == []
    workspace.close()


@pytest.mark.parametrize(("field", "text"), [("name", " "), ("email", "ana at vogue"), ("key", "x")])
def test_what_is_no_text_of_a_person_is_refused(field: str, text: str) -> None:
    workspace = temporary_workspace()
    imported(workspace, [KNOWN])
    with pytest.raises(Trouble):
        actions.correct_texts(workspace, pid(workspace, 1), {field: text}, DAY)
    assert correction_tables.corrections(workspace, pid(workspace, 1)) == []
    workspace.close()


@pytest.fixture
def two() -> Workspace:
    made = temporary_workspace()
    campaigns.start_campaign(made, Campaign(0, "Launch"))
    for name, account in (("Ana Bel", "anab"), ("Zed Zuber", "zz")):
        campaigns.add_person(made, cid(made), Person(0, name, handles={"instagram": account}))
    return made


def test_two_are_made_one_by_hand_and_taken_apart_by_undo(two: Workspace) -> None:
    people = [pid(two, 1), pid(two, 2)]
    before = [tables.person(two, person) for person in people]
    stays, _ = imports.decide_two(two, *people, same=True)
    assert stays == min(people)
    assert set(tables.contacts(two, [stays])[stays].accounts) == {"instagram:anab", "instagram:zz"}
    assert tables.existing_ids(two, people) == {stays}
    two.undo()
    assert [tables.person(two, person) for person in people] == before
    with pytest.raises(Trouble):
        imports.decide_two(two, people[0], people[0], same=True)


def test_two_who_were_said_to_be_two_are_not_proposed() -> None:
    workspace = temporary_workspace()
    rows = [{"name": "Ana Bell", "twitter": "one"}, {"name": "Ana Bell", "twitter": "two"}]
    imported(workspace, rows)
    (pair,) = pending(workspace)
    assert imports.decide_two(workspace, pair.one, pair.other, same=False)[0] == 0
    assert pending(workspace) == []
    imported(workspace, rows, file="again.csv")
    assert pending(workspace) == []
    workspace.close()


def test_people_are_taken_out_of_a_campaign_and_stay_in_the_workspace(two: Workspace) -> None:
    one, other = pid(two, 1), pid(two, 2)
    campaigns.pin(two, cid(two), other, "a friend of the house")
    campaigns.remove_people(two, cid(two), [other])
    assert campaign_tables.candidacy(two, cid(two), other) is None
    assert tables.existing_ids(two, [one, other]) == {one, other}
    two.undo()
    found = campaign_tables.candidacy(two, cid(two), other)
    assert found is not None and found.pinned
