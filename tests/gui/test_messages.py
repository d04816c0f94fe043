"""Messages to guests from the window: words changed, each guest's text read, faults at their field, drafts written."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.desk import messages
from tests.gui.pages.invitations import InvitationsPage, MessagesPage
from tests.gui.pages.window import WindowPage


@pytest.fixture
def page(sample_window: WindowPage) -> MessagesPage:
    guests = InvitationsPage(sample_window)
    guests.take_next_step()
    return guests.write_messages()


def test_what_each_guest_will_read_is_seen_before_anything_is_written(page: MessagesPage) -> None:
    assert page.offered == "Write 37 drafts…"
    assert page.held_back.startswith("Held back, 3 guests: ") and "no e-mail address" in page.held_back
    first = page.read
    page.sign("Camille Fictive")
    assert page.read != first and "Camille Fictive" in page.read
    page.next_guest()
    assert page.read.splitlines()[0] != first.splitlines()[0]


def test_a_field_there_is_not_and_a_time_that_is_none_are_said_at_once(page: MessagesPage) -> None:
    page.write("Dear {nmae}")
    assert "{nmae}" in page.fault
    page.write("Dear {name}")
    assert page.fault == ""
    page.begins("soon")
    assert "not a time" in page.fault
    page.begins("19h30")
    assert page.fault == ""


def test_drafts_are_written_into_a_folder(page: MessagesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "ask_folder", lambda parent, title: tmp_path / "drafts")
    page.write_drafts()
    assert len(list((tmp_path / "drafts").glob("*.eml"))) == 37
