"""Inviting from the window: states by keyboard, waves, the reserve, replies from a file, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from core.invitations import states
from gui.invitations.invitations_view import InvitationsView, advice_words, counts_words
from gui.invitations.replies_dialog import RepliesDialog
from tests.gui.pages.events import press
from tests.gui.pages.window import WindowPage


class InvitationsPage:
    """The invitations as a user sees them."""

    def __init__(self, page: WindowPage) -> None:
        self.page = page
        page.after(lambda: page.trigger("shortlist.invitations"))
        page.settle()
        self.view: InvitationsView = page.dialog(InvitationsView)

    def cell(self, row: int, key: str) -> str:
        model = self.view.model
        column = [c[0] for c in model.columns].index(key)
        return str(model.index(row, column).data())

    def offered(self, row: int) -> list[str]:
        """Opens a guest's pull-down by keyboard and reads it."""
        self.view.table.setCurrentIndex(self.view.model.index(row, 2))
        press(self.view.table, Qt.Key.Key_F2)
        field = self.field()
        return [field.itemText(place) for place in range(field.count())]

    def field(self) -> QComboBox:
        """The pull-down that is open."""
        return self.view.table.findChildren(QComboBox, "invitation_state")[-1]

    def choose(self, row: int, state: str) -> None:
        """Chooses a state in the pull-down by keyboard."""
        place = self.offered(row).index(state)
        field = self.field()
        for _ in range(place):
            press(field, Qt.Key.Key_Down)
        self.page.after(lambda: press(field, Qt.Key.Key_Return))
        self.page.settle()

    def next(self) -> None:
        """The one next step."""
        self.page.after(self.view.next.click)
        self.page.settle()


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> object:
    made = WindowPage(qtbot, tmp_path)
    made.open_sample()
    made.settle()
    yield made
    made.close()


def test_the_list_is_invited_answers_come_and_the_reserve_moves_up(page: WindowPage) -> None:
    guests = InvitationsPage(page)
    assert guests.view.counts.text() == "Nobody is invited yet. The first 40 of the list take the seats."
    guests.next()
    assert "40 to invite" in guests.view.counts.text()
    guests.next()
    assert "40 invited" in guests.view.counts.text() and guests.cell(0, "wave") == "1"
    assert not guests.view.next.isEnabled()
    assert guests.offered(1) == ["invited", "accepted", "declined", "no answer", "to invite"]
    guests.choose(0, "declined")
    assert guests.cell(0, "state") == "declined" and guests.cell(0, "reply")
    assert guests.cell(40, "state") == "to invite"
    guests.choose(1, "accepted")
    assert guests.view.counts.text().startswith("1 of 40 seats accepted · 1 to invite · 38 invited · 1 declined")
    assert guests.view.advice.text().startswith("Acceptance so far 50 %".replace(" %", "\u00a0%"))
    assert guests.view.next.text() == "Wave 2 has been &sent (1)"
    page.after(lambda: page.trigger("edit.undo"))
    page.settle()
    page.after(lambda: page.trigger("edit.undo"))
    page.settle()
    assert guests.cell(0, "state") == "invited" and guests.cell(40, "state") == "in reserve"
    guests.view.reject()


def test_a_file_of_replies_is_shown_before_it_is_kept(page: WindowPage, tmp_path: Path) -> None:
    guests = InvitationsPage(page)
    guests.next()
    guests.next()
    file = tmp_path / "replies.csv"
    file.write_text(f"Name,Reply\n{guests.cell(2, 'name')},yes\nNobody,no\n", encoding="utf-8")
    page.after(lambda: guests.view.read(file))
    dialog = page.dialog(RepliesDialog)
    rows = [dialog.rows.topLevelItem(place) for place in range(dialog.rows.topLevelItemCount())]
    assert [(row.text(1), row.text(2), row.text(3), row.text(4)) for row in rows] == [
        ("Nobody", "no", "–", "Nobody on the invitation list fits."),
        (guests.cell(2, "name"), "yes", "accepted", ""),
    ]
    assert dialog.column.currentText() == "Reply"
    assert guests.cell(2, "state") == "invited"
    page.after(dialog.agree.click)
    page.settle()
    assert guests.cell(2, "state") == "accepted"
    guests.view.reject()


def test_the_column_of_replies_is_asked_where_several_may_be_it(page: WindowPage, tmp_path: Path) -> None:
    guests = InvitationsPage(page)
    guests.next()
    guests.next()
    file = tmp_path / "replies.csv"
    name = guests.cell(2, "name")
    file.write_text(f"Name,Will you attend the lunch?,Will you attend the talk?\n{name},no,yes\n", encoding="utf-8")
    page.after(lambda: guests.view.read(file))
    dialog = page.dialog(RepliesDialog)
    assert dialog.rows.topLevelItemCount() == 0 and not dialog.agree.isEnabled()
    dialog.column.setCurrentIndex(dialog.column.findData("Will you attend the talk?"))
    assert dialog.rows.topLevelItem(0).text(3) == "accepted"
    page.after(dialog.agree.click)
    page.settle()
    assert guests.cell(2, "state") == "accepted"
    guests.view.reject()


def test_afterwards_it_says_what_the_weight_was_worth(page: WindowPage) -> None:
    guests = InvitationsPage(page)
    guests.next()
    guests.next()
    guests.choose(0, "accepted")
    guests.choose(0, "came")
    guests.choose(1, "declined")
    page.after(guests.view.after.click)
    assert guests.view.learnt.text().startswith("Too few to say much: 1 came or wrote, 1 did not.")
    guests.view.reject()


def test_words_of_the_seats_and_of_the_rate() -> None:
    people = [states.Guest(n, str(n), str(n), n, state) for n, state in enumerate(["accepted"] * 3 + ["declined"])]
    found = states.advice(people, 3)
    assert counts_words(states.counts(people), found) == "3 of 3 seats accepted · 1 declined"
    assert advice_words(found).endswith("The seats are taken.")
    assert "not known" in advice_words(states.advice([states.Guest(1, "", "", 1, "invited")], 3))
