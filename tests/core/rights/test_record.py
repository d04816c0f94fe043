"""Who was told and who is overdue, what was asked for, corrected, objected to; who is held for longer than needed."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.campaign import actions as campaigns
from core.campaign import build, screening
from core.campaign.screening import Files
from core.errors import Trouble
from core.importing.changes import CORRECTED, open_changes
from core.importing.draft import ImportResult
from core.invitations import actions as invitations
from core.model import EXCLUDED, Campaign, Person
from core.people import tables as people_tables
from core.rights import actions as rights
from core.rights import record_tables
from core.rights.overview import overview
from core.rights.record_tables import HeldPerson
from core.rights.state import STATES, count_states, months_later, standing_of
from core.workspace import actions as steps
from core.workspace.store import Workspace, temporary_workspace
from tests.core.workspaces import cid, pid

DAY = date(2026, 8, 20)
FILE = (
    "name,instagram,email,followers,organisation\nAnn Bel,annbel,ann@bel.example.org,900,Forge\nCid Dor,ciddor,,80,\n"
)
BY_NAME = "name,organisation\nAnn Bel,Forge\nCid Dor,Mill\n"
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def imported(workspace: Workspace, folder: Path, text: str, day: date | None = DAY) -> ImportResult:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return screening.import_files(workspace, cid(workspace), Files("candidates", [path]), today=day)[0][0]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = temporary_workspace()
    campaigns.start_campaign(made, Campaign(0, "Launch", seats=2))
    imported(made, tmp_path, FILE)
    campaigns.add_person(made, cid(made), Person(0, "Eva Fir", offline=True), DAY, "A. V.")
    return made


def states(workspace: Workspace, today: date) -> dict[str, str]:
    return {one.person.name: one.state for one in overview(workspace, today).standings}


@given(DAYS, st.integers(0, 60))
def test_a_month_ends_on_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    last = calendar.monthrange(later.year, later.month)[1]
    assert later.day == min(day.day, last)


@given(st.lists(st.none() | DAYS, min_size=4, max_size=4), st.sampled_from(("mail", "message", "")), DAYS)
def test_everybody_stands_somewhere_and_nobody_overdue_is_missed(
    days: list[date | None], way: str, today: date
) -> None:
    since, told, objected, contact = days
    person = HeldPerson(1, "Ann Bel", "", "", since, "list.csv", "", way, told, "", objected, contact)
    found = standing_of(person, today)
    assert found.state in STATES
    if found.state == "to_tell":
        assert found.tell_by is not None and found.tell_by >= today and way
    if way and told is None and objected is None and (since is None or months_later(since, 1) < today):
        assert found.state in ("overdue", "to_erase")
    if found.state == "to_erase":
        assert found.erase_on is not None and found.erase_on <= today
    assert sum(count_states([found]).values()) == 1


def test_overdue_is_the_day_after_one_month_where_an_address_is_at_hand(workspace: Workspace) -> None:
    assert states(workspace, date(2026, 9, 20)) == {"Ann Bel": "to_tell", "Cid Dor": "to_tell", "Eva Fir": "no_address"}
    assert states(workspace, date(2026, 9, 21)) == {"Ann Bel": "overdue", "Cid Dor": "overdue", "Eva Fir": "no_address"}
    told = {pid(workspace, 1): "mail", pid(workspace, 2): "letter"}
    rights.note_all_told(workspace, told, date(2026, 9, 3))
    assert states(workspace, date(2026, 9, 21))["Ann Bel"] == "told"
    assert [one.how for one in rights.person_record(workspace, pid(workspace, 2), DAY).tellings] == ["letter"]
    workspace.undo()
    assert states(workspace, date(2026, 9, 21))["Cid Dor"] == "overdue"


def test_the_month_runs_on_when_an_import_is_reverted(workspace: Workspace, tmp_path: Path) -> None:
    from core.importing import actions as imports

    rights.note_request(workspace, pid(workspace, 1), "access", DAY)
    imports.revert_import(workspace, 1)
    held = record_tables.held_people(workspace, pid(workspace, 1))[0]
    assert (held.since, held.source) == (DAY, "")


def test_people_are_due_three_years_after_the_last_contact_unless_said_otherwise(workspace: Workspace) -> None:
    rights.note_told(workspace, pid(workspace, 1), date(2026, 9, 3), "mail")
    assert states(workspace, date(2029, 8, 19))["Eva Fir"] == "no_address"
    assert states(workspace, date(2029, 8, 20)) == {"Ann Bel": "told", "Cid Dor": "to_erase", "Eva Fir": "to_erase"}
    rights.set_answers(workspace, {"months": "12"})
    assert states(workspace, date(2027, 9, 3))["Ann Bel"] == "to_erase"
    with pytest.raises(Trouble, match="number of months"):
        rights.set_answers(workspace, {"months": "no"})
    with pytest.raises(Trouble, match="no such question"):
        rights.set_answers(workspace, {"colour": "blue"})


def test_whoever_objects_is_out_of_every_campaign_and_later_ones(workspace: Workspace, tmp_path: Path) -> None:
    campaigns.pin(workspace, cid(workspace), pid(workspace, 1))
    invitations.start_invitations(workspace, cid(workspace))
    rights.note_request(workspace, pid(workspace, 1), "objection", DAY, "by mail")
    board = build.build_board(workspace, cid(workspace))
    assert board.candidates.state.tolist()[0] == EXCLUDED
    assert 1 not in {guest.person for guest in invitations.list_guests(workspace, cid(workspace)) if guest.state}
    later = campaigns.start_campaign(workspace, Campaign(0, "Spring", seats=2))[0]
    imported(workspace, tmp_path, FILE.replace("900", "950"))
    assert build.build_board(workspace, later).candidates.state.tolist()[0] == EXCLUDED
    with pytest.raises(Trouble, match="objected"):
        campaigns.pin(workspace, later, pid(workspace, 1))
    assert states(workspace, DAY)["Ann Bel"] == "objected"
    rights.withdraw_objection(workspace, pid(workspace, 1))
    assert build.build_board(workspace, later).candidates.state.tolist()[0] != EXCLUDED
    workspace.undo()
    assert build.build_board(workspace, later).candidates.state.tolist()[0] == EXCLUDED


def test_a_request_is_open_until_it_is_answered(workspace: Workspace) -> None:
    rights.note_request(workspace, pid(workspace, 2), "access", DAY, "by telephone")
    rights.note_request(workspace, pid(workspace, 2), "correction", DAY)
    assert [one.kind for one in overview(workspace, DAY).open_requests] == ["access", "correction"]
    rights.correct_person(workspace, pid(workspace, 2), {"organisation": "Mill"}, rights.Written(DAY, "Anne"))
    assert [one.kind for one in overview(workspace, DAY).open_requests] == ["access"]
    rights.answer_request(workspace, overview(workspace, DAY).open_requests[0].id, DAY)
    assert not overview(workspace, DAY).open_requests
    with pytest.raises(Trouble, match="no such request"):
        rights.note_request(workspace, pid(workspace, 2), "praise", DAY)


@pytest.mark.parametrize("text", [FILE, BY_NAME])
def test_a_correction_has_its_history_and_survives_the_next_import(tmp_path: Path, text: str) -> None:
    workspace = temporary_workspace()
    campaigns.start_campaign(workspace, Campaign(0, "Launch"))
    imported(workspace, tmp_path, text)
    values = {"name": "Anne Belle", "organisation": "", "email": ""}
    rights.correct_person(workspace, pid(workspace, 1), values, rights.Written(DAY, "Camille"))
    again = imported(workspace, tmp_path, text + "Gil Hay,,\n" if text is BY_NAME else text + "Gil Hay,gilhay,,1,\n")
    one = people_tables.person(workspace, pid(workspace, 1))
    assert (one.name, one.organisation, one.email) == ("Anne Belle", "", "")
    names = list(people_tables.names_by_id(workspace).values())
    assert names.count("Anne Belle") == 1 and "Ann Bel" not in names and "Gil Hay" in names
    assert [issue.raw for issue in again.issues if issue.reason == CORRECTED] == ["Anne Belle → Ann Bel"]
    assert not [change for change in open_changes(workspace) if change.person == 1]
    history = rights.person_record(workspace, pid(workspace, 1), DAY).corrections
    assert {(c.field, c.old, c.new, c.day, c.who) for c in history} >= {
        ("name", "Ann Bel", "Anne Belle", DAY, "Camille"),
        ("organisation", "Forge", "", DAY, "Camille"),
    }


def test_a_correction_is_undone_whole(workspace: Workspace) -> None:
    before = people_tables.person(workspace, pid(workspace, 1))
    rights.correct_person(
        workspace,
        pid(workspace, 1),
        {"name": "Anne Belle", "email": "anne@belle.example.org"},
        rights.Written(DAY, "Camille"),
    )
    steps.undo(workspace)
    assert people_tables.person(workspace, pid(workspace, 1)) == before
    assert not rights.person_record(workspace, pid(workspace, 1), DAY).corrections
    with pytest.raises(Trouble, match="no such field"):
        rights.correct_person(workspace, pid(workspace, 1), {"height": "2"}, rights.Written(DAY, "Camille"))
    with pytest.raises(Trouble, match="needs a name"):
        rights.correct_person(workspace, pid(workspace, 1), {"name": " "}, rights.Written(DAY, "Camille"))


def test_every_datum_names_its_source_and_day(workspace: Workspace, tmp_path: Path) -> None:
    later = DAY + timedelta(40)
    imported(workspace, tmp_path, "name,instagram,country,followers\nAnn Bel,annbel,France,950\n", later)
    rights.correct_person(workspace, pid(workspace, 1), {"organisation": "Mill"}, rights.Written(later, "Camille"))
    found = {(datum.what, datum.value): datum for datum in rights.person_record(workspace, pid(workspace, 1), DAY).data}
    assert (found["Name", "Ann Bel"].row, found["Name", "Ann Bel"].day) == (2, DAY)
    assert (found["Country", "France"].source, found["Country", "France"].day) == ("list.csv", later)
    assert (found["Organisation", "Mill"].source, found["Organisation", "Mill"].day) == ("corrected by Camille", later)
    assert found["Account", "instagram: annbel"].source == "list.csv"
    typed = rights.person_record(workspace, pid(workspace, 3), DAY).data
    assert {(datum.source, datum.day) for datum in typed} == {("typed by A. V.", DAY)}


def test_grounds_are_a_persons_own_or_the_workspaces(workspace: Workspace) -> None:
    rights.set_answers(workspace, {"expects": "They publish."})
    assert rights.person_record(workspace, pid(workspace, 1), DAY).expects == "They publish."
    rights.set_grounds(workspace, pid(workspace, 1), "She speaks at the trade fair.", "")
    record = rights.person_record(workspace, pid(workspace, 1), DAY)
    assert record.expects == "She speaks at the trade fair." and record.basis.startswith("Legitimate interest")
    workspace.undo()
    assert rights.person_record(workspace, pid(workspace, 1), DAY).expects == "They publish."
