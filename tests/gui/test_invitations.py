"""Inviting from the window: states by keyboard, waves, the reserve, replies from a file, undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.invitations import states
from gui.invitations.invitations_view import advice_words, counts_words
from tests.gui.pages.invitations import InvitationsPage
from tests.gui.pages.window import WindowPage


@pytest.fixture
def guests(sample_window: WindowPage) -> InvitationsPage:
    """The invitations of the sample campaign, before anybody is invited."""
    return InvitationsPage(sample_window)


@pytest.fixture
def invited(guests: InvitationsPage) -> InvitationsPage:
    """The same once the first wave has been sent."""
    guests.take_next_step()
    guests.take_next_step()
    return guests


def test_the_first_of_the_list_are_invited_in_a_wave(guests: InvitationsPage) -> None:
    assert guests.counts == "Nobody is invited yet. The first 40 of the list take the seats."
    assert guests.next_step == "Start the invitations"
    guests.take_next_step()
    assert "40 to invite" in guests.counts
    guests.take_next_step()
    assert "40 invited" in guests.counts and guests.cell(0, "wave") == "1"
    assert guests.next_step is None
    guests.close()


def test_answers_come_and_the_reserve_moves_up(invited: InvitationsPage) -> None:
    assert invited.offered(1) == ["invited", "accepted", "declined", "no answer", "to invite"]
    invited.choose(0, "declined")
    assert invited.cell(0, "state") == "declined" and invited.cell(0, "reply")
    assert invited.cell(40, "state") == "to invite"
    invited.choose(1, "accepted")
    assert invited.counts.startswith("1 of 40 seats accepted · 1 to invite · 38 invited · 1 declined")
    assert invited.advice.startswith("Acceptance so far 50\u00a0%")
    assert invited.next_step == "Wave 2 has been sent (1)"
    invited.close()


def test_an_answer_is_undone_with_whom_it_moved_up(
    invited: InvitationsPage, answering: Callable[[str, object], None]
) -> None:
    answering("confirm", True)  # what concerns more than one person is not undone unasked
    invited.choose(0, "declined")
    assert invited.cell(40, "state") == "to invite"
    invited.window.undo()
    assert invited.cell(0, "state") == "invited" and invited.cell(40, "state") == "in reserve"
    invited.close()


def test_a_file_of_replies_is_shown_before_it_is_kept(invited: InvitationsPage, tmp_path: Path) -> None:
    file = tmp_path / "replies.csv"
    file.write_text(f"Name,Reply\n{invited.cell(2, 'name')},yes\nNobody,no\n", encoding="utf-8")
    replies = invited.read_replies(file)
    assert replies.rows() == [("Nobody", "Nobody on the invitation list fits."), (invited.cell(2, "name"), "")]
    assert invited.cell(2, "state") == "invited"
    replies.agree()
    assert invited.cell(2, "state") == "accepted"
    invited.close()


def test_afterwards_it_says_what_the_weight_was_worth(invited: InvitationsPage) -> None:
    invited.choose(0, "accepted")
    invited.choose(0, "came")
    invited.choose(1, "declined")
    invited.ask_what_it_showed()
    assert invited.learnt.startswith("Too few to say much: 1 came or wrote, 1 did not.")
    invited.close()


def test_words_of_the_seats_and_of_the_rate() -> None:
    people = [states.Guest(n, str(n), str(n), n, state) for n, state in enumerate(["accepted"] * 3 + ["declined"])]
    found = states.advice(people, 3)
    assert counts_words(states.counts(people), found) == "3 of 3 seats accepted · 1 declined"
    assert advice_words(found).endswith("The seats are taken.")
    assert "not known" in advice_words(states.advice([states.Guest(1, "", "", 1, "invited")], 3))


def test_what_guests_published_is_looked_at_before_it_is_kept(invited: InvitationsPage, tmp_path: Path) -> None:
    invited.choose(0, "accepted")
    names = [invited.cell(row, "name") for row in (0, 1)]
    account = names[0].replace(" ", "").lower()[:14]
    file = tmp_path / "posts.csv"
    file.write_text(
        "Date,URL,Author,Views\n"
        f"2026-10-14,https://twitter.com/{account}/status/1,{names[0]},1200\n"
        f"2026-10-14,https://news.example/2,{names[1]},100\n"
        "2026-11-20,https://news.example/3,Ada Roy,100\n",
        encoding="utf-8",
    )
    page = invited.read_posts(file)
    assert page.rows()[0][1].startswith("Only the name fits.") and page.rows()[1][0] == names[0]
    assert page.summary == "One post was matched; 1 post of others; 0 outside the days; 0 repeated."
    page.believe_names()
    assert len(page.rows()) == 2 and "2 posts were matched" in page.summary
    page.count_days(1)
    assert not page.rows()
    page.count_days(30)
    page.agree()
    assert invited.cell(0, "state") == "wrote about it" and account in invited.cell(0, "link")
    invited.close()
