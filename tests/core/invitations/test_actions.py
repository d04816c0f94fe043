"""Inviting a campaign's list: waves, replies, the reserve, files of replies, and what it showed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.campaign import actions as campaigns
from core.campaign import build, ranked
from core.campaign import tables as campaign_tables
from core.errors import Trouble
from core.invitations import actions as invitations
from core.invitations import states as invitations_states
from core.invitations.answers import understand_answer
from core.invitations.replies import Replies, Reply
from core.shortlist import actions as shortlists
from core.workspace import actions as steps
from core.workspace import undo
from core.workspace.sql import execute, fetch_rows, fetch_value
from core.workspace.store import Workspace
from tests.sample import sample_workspace


@pytest.fixture(scope="module")
def filled() -> Workspace:
    return sample_workspace()


@pytest.fixture
def workspace(filled: Workspace) -> object:
    """The sample campaign of 40 seats; every step of a test is undone, which proves that each can be."""
    before = fetch_rows(filled.connection, "SELECT * FROM candidacy")
    count = fetch_value(filled.connection, "SELECT count(*) FROM step WHERE NOT undone")
    yield filled
    while fetch_value(filled.connection, "SELECT count(*) FROM step WHERE NOT undone") > count:
        steps.undo(filled)
    assert fetch_rows(filled.connection, "SELECT * FROM candidacy") == before
    assert fetch_rows(filled.connection, "SELECT * FROM client_note") == []


@pytest.fixture
def campaign(workspace: Workspace) -> int:
    return campaign_tables.campaigns(workspace)[0].id


def states(workspace: Workspace, campaign: int) -> dict[str, int]:
    return {
        state: n for state, n in invitations_states.counts(invitations.list_guests(workspace, campaign)).items() if n
    }


def on_the_list(workspace: Workspace, campaign: int) -> list[str]:
    """The names that hold a seat, in their order."""
    now = ranked.rank_board(build.build_board(workspace, campaign))
    return now.board.name.take(now.window.index[now.window.is_in])


def started(workspace: Workspace, campaign: int) -> list[invitations_states.Guest]:
    invitations.start_invitations(workspace, campaign)
    invitations.send_wave(workspace, campaign)
    return invitations.list_guests(workspace, campaign)


def test_the_list_is_invited_in_its_order(workspace: Workspace, campaign: int) -> None:
    shown = on_the_list(workspace, campaign)
    invitations.start_invitations(workspace, campaign)
    found = invitations.list_guests(workspace, campaign)
    assert [g.name for g in found if g.state == invitations_states.TO_INVITE] == shown
    assert [g.place for g in found] == list(range(1, len(found) + 1))
    assert sum(g.state == invitations_states.NONE for g in found) >= 4
    invitations.send_wave(workspace, campaign)
    assert states(workspace, campaign) == {"invited": 40}
    assert {g.wave for g in invitations.list_guests(workspace, campaign) if g.state} == {1}


def test_who_declines_gives_the_seat_to_the_next(workspace: Workspace, campaign: int) -> None:
    people = started(workspace, campaign)
    invitations.set_state(workspace, campaign, people[3].person, invitations_states.DECLINED, date(2026, 10, 2))
    after = invitations.list_guests(workspace, campaign)
    assert (after[3].state, after[3].reply_day) == ("declined", date(2026, 10, 2))
    assert [g.place for g in after if g.state == invitations_states.TO_INVITE] == [41]
    invitations.send_wave(workspace, campaign)
    assert invitations.list_guests(workspace, campaign)[40].wave == 2
    steps.undo(workspace)
    steps.undo(workspace)
    assert states(workspace, campaign) == {"invited": 40}  # the reply and the one who moved up were one step
    steps.redo(workspace)
    assert states(workspace, campaign) == {"to_invite": 1, "invited": 39, "declined": 1}


def test_a_reply_that_cannot_be_is_refused_and_nothing_kept(workspace: Workspace, campaign: int) -> None:
    people = started(workspace, campaign)
    with pytest.raises(Trouble, match="cannot come after"):
        invitations.set_state(workspace, campaign, people[0].person, invitations_states.CAME)
    assert states(workspace, campaign) == {"invited": 40}


def test_the_frozen_order_stands_when_the_weight_moves_on(workspace: Workspace, campaign: int) -> None:
    shortlists.freeze_list(workspace, campaign, "Signed", "Odalie", date(2026, 10, 1))
    _, opened = shortlists.frozen_lists(workspace, campaign)[0]
    campaigns.change_campaign(workspace, campaign, weight=0)
    invitations.start_invitations(workspace, campaign)
    found = [g.key for g in invitations.list_guests(workspace, campaign) if g.state == invitations_states.TO_INVITE]
    assert found == [entry.id for entry in opened.snapshot.invited]


def test_more_than_the_seats_may_be_invited(workspace: Workspace, campaign: int) -> None:
    started(workspace, campaign)
    invitations.invite_more(workspace, campaign, 7)
    assert states(workspace, campaign) == {"to_invite": 7, "invited": 40}
    assert undo.steps(workspace.connection).undo == "Invite 7 more"


def file_of(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "replies.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_replies_come_from_a_file(workspace: Workspace, campaign: int, tmp_path: Path) -> None:
    people = started(workspace, campaign)
    named = {g.name: g for g in people[:40]}
    accounts = {g.person: a for g, a in invitations.list_known(workspace, campaign)}
    by_account = next(g for g in people[5:40] if accounts[g.person])
    platform, account = next(iter(accounts[by_account.person].items()))
    lines = [
        f"Name,Entregent key,{platform.title()},Reply,Date,Link",
        f"{people[0].name.upper()},,,Yes,2026-10-03,",
        f",{people[1].key},,declined,,",
        f",,@{account.upper()},oui,,https://blog.example/post",
        "Nobody at all,,,yes,,",
        f"{people[2].name},,,perhaps,,",
        f"{people[3].name},,,,,",
    ]
    found = invitations.look_at_replies(workspace, campaign, file_of(tmp_path, *lines)).understand()
    assert {(r.person, r.state) for r in found.matched} == {
        (people[0].person, "accepted"),
        (people[1].person, "declined"),
        (by_account.person, "accepted"),
    }
    assert [(d.row, d.reason) for d in found.doubts] == [
        (5, "Nobody on the invitation list fits."),
        (6, "The reply is not understood."),
    ]
    assert states(workspace, campaign) == {"invited": 40}
    invitations.accept_replies(workspace, campaign, found)
    assert states(workspace, campaign) == {"to_invite": 1, "invited": 37, "accepted": 2, "declined": 1}
    after = {g.person: g for g in invitations.list_guests(workspace, campaign)}
    assert after[people[0].person].reply_day == date(2026, 10, 3)
    assert after[by_account.person].link == "https://blog.example/post"
    assert len(named) == 40
    assert undo.steps(workspace.connection).undo == "3 replies"


def test_two_of_a_name_are_listed_and_not_guessed(workspace: Workspace, campaign: int, tmp_path: Path) -> None:
    people = started(workspace, campaign)
    with workspace.step("Rename", "people"):
        execute(workspace.connection, "UPDATE person SET name=? WHERE id=?", (people[1].name, people[0].person))
    lines = ["name;answer", f"{people[1].name};no", f"{people[2].name};yes", f"{people[2].name};no"]
    found = invitations.look_at_replies(workspace, campaign, file_of(tmp_path, *lines)).understand()
    assert found.matched == ()
    assert len(found.doubts[0].might_be) == 2 and found.doubts[0].reason == "Several guests fit."
    assert found.doubts[1].reason == "Rows 3 and 4 answer differently for the same guest."


def test_a_file_without_replies_is_refused(workspace: Workspace, campaign: int, tmp_path: Path) -> None:
    started(workspace, campaign)
    with pytest.raises(Trouble, match="No column of this file holds replies"):
        invitations.look_at_replies(
            workspace, campaign, file_of(tmp_path, "name,reply", "Aldo,blue", "Bruna,red")
        ).understand()


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("YES", "accepted"),
        ("Oui !", "accepted"),
        ("no-show", "no_show"),
        ("No answer", "no_answer"),
        ("n’est pas venue", "no_show"),
        ("Décline", "declined"),
        ("wrote about it", "wrote"),
        ("", None),
        ("maybe", None),
        ("invited", "invited"),
    ],
)
def test_words_of_replies(text: str, state: str | None) -> None:
    assert understand_answer(text) == state


def test_afterwards_says_which_weight_would_have_done_best(workspace: Workspace, campaign: int) -> None:
    people = started(workspace, campaign)[:40]
    board = build.build_board(workspace, campaign)
    at = board.person.searchsorted([g.person for g in people])
    by_credibility = sorted(range(40), key=lambda i: -int(board.candidates.credibility.value[at[i]]))
    said = [
        (people[i], invitations_states.WROTE if n < 20 else invitations_states.DECLINED)
        for n, i in enumerate(by_credibility)
    ]
    replies = tuple(Reply(n, guest.person, guest.name, state) for n, (guest, state) in enumerate(said))
    invitations.accept_replies(workspace, campaign, Replies(replies, ()))
    found = invitations.learn_from_outcome(workspace, campaign)
    assert (found.came, found.others, found.too_few) == (20, 20, False)
    assert found.best[-1][1] == 1.0 and found.highest > found.used
    assert found.likely is not None and found.likely[0] > 0.42


def test_the_note_for_the_client_is_kept_apart(workspace: Workspace, campaign: int) -> None:
    person = invitations.list_guests(workspace, campaign)[0].person
    invitations.write_client_note(workspace, campaign, person, "  Speaks at ten.  ")
    assert campaign_tables.client_note(workspace, campaign, person) == "Speaks at ten."
    steps.undo(workspace)
    assert campaign_tables.client_note(workspace, campaign, person) == ""
    steps.redo(workspace)
    invitations.write_client_note(workspace, campaign, person, "")
    assert campaign_tables.client_note(workspace, campaign, person) == ""
