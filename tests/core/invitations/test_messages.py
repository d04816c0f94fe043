"""Messages to guests: filled in their language, held back where doubtful, and read back by other programs."""

from __future__ import annotations

import csv
import email
import mailbox
from dataclasses import replace
from datetime import date, datetime, time
from email.policy import default
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import actions as campaigns
from core.errors import Trouble
from core.invitations import actions as invitations
from core.invitations import messages, states
from core.invitations.appointment import Appointment, calendar_of
from core.invitations.mails import Mail, bytes_of
from core.invitations.messages import Letterhead, Template, compose, shipped_templates
from core.model import Campaign, Person
from core.rights import actions as rights
from core.workspace.store import Workspace, temporary_workspace
from tests.core.workspaces import cid

EVENT = Appointment("Autumn preview", date(2026, 10, 12), time(19, 30), 2.5, "Galerie des Fictions")
SIGNED = Letterhead("Camille Fictive", date(2026, 10, 1))


@pytest.fixture
def workspace() -> Workspace:
    made = temporary_workspace()
    campaigns.start_campaign(made, Campaign(0, "Autumn preview", seats=6))
    people = (
        ("Ann Bel", "ann@bel.example", "en"),
        ("Zoë Thé", "zoe@the.example", "fr"),
        ("No Address", "", "fr"),
        ("Two Shares", "desk@house.example", ""),
        ("Three Shares", "Desk@house.example", ""),
        ("Odd Address", "odd@x.example, other@x.example", ""),
    )
    for name, address, spoken in people:
        campaigns.add_person(made, cid(made), Person(0, name, email=address, language=spoken))
    invitations.start_invitations(made, cid(made))
    return made


def composed(workspace: Workspace, purpose: messages.Purpose = "invitation") -> messages.Composed:
    return compose(workspace, cid(workspace), purpose, shipped_templates()[purpose], EVENT, SIGNED)


def test_each_guest_is_written_to_in_their_language_and_what_is_doubtful_is_held_back(workspace: Workspace) -> None:
    found = composed(workspace)
    assert {one.name: one.language for one in found.drafts} == {"Ann Bel": "en", "Zoë Thé": "fr"}
    ann, zoe = sorted(found.drafts, key=lambda one: one.name)
    assert ann.mail.subject == "Invitation: Autumn preview, 12 October 2026"
    assert "on 12 October 2026 at 19:30, Galerie des Fictions" in ann.mail.text
    assert "by 1 October 2026" in ann.mail.text and "Camille Fictive" in ann.mail.text
    assert "le 12 octobre 2026 à 19:30, Galerie des Fictions" in zoe.mail.text
    held = {one.name: one.why for one in found.held_back}
    assert held.keys() == {"No Address", "Two Shares", "Three Shares", "Odd Address"}
    assert "same address" in held["Two Shares"] and "same address" in held["Three Shares"]
    assert "one plain address" in held["Odd Address"]


def test_a_reminder_goes_to_the_silent_and_a_confirmation_with_its_appointment_to_those_who_come(
    workspace: Workspace,
) -> None:
    invitations.send_wave(workspace, cid(workspace))
    ann = next(one.person for one in invitations.list_guests(workspace, cid(workspace)) if one.name == "Ann Bel")
    invitations.set_state(workspace, cid(workspace), ann, states.ACCEPTED)
    assert [one.name for one in composed(workspace, "reminder").drafts] == ["Zoë Thé"]
    (draft,) = composed(workspace, "confirmation").drafts
    read = email.message_from_bytes(bytes_of(draft.mail), policy=default)
    (attached,) = read.iter_attachments()
    entry = icalendar.Calendar.from_ical(attached.get_content()).walk("VEVENT")[0]
    assert (str(entry["summary"]), str(entry["location"])) == ("Autumn preview", "Galerie des Fictions")
    assert entry.decoded("dtstart") == datetime(2026, 10, 12, 19, 30)
    assert entry.decoded("dtend") == datetime(2026, 10, 12, 22, 0)


def test_whoever_objects_is_not_written_to(workspace: Workspace) -> None:
    ann = next(one.person for one in invitations.list_guests(workspace, cid(workspace)) if one.name == "Ann Bel")
    rights.note_request(workspace, ann, "objection", date(2026, 9, 1))
    assert "Ann Bel" not in [one.name for one in composed(workspace).drafts]


def test_an_unknown_field_or_an_empty_language_is_refused() -> None:
    words = {"en": "Dear {nmae}", "fr": "Bonjour"}
    with pytest.raises(Trouble, match="Nothing can be filled in"):
        messages.check_template(Template({"en": "a", "fr": "b"}, words))
    with pytest.raises(Trouble, match="says nothing"):
        messages.check_template(Template({"en": "a", "fr": " "}, {"en": "a", "fr": "b"}))


def test_a_template_is_kept_for_its_workspace(workspace: Workspace) -> None:
    changed = messages.renamed(shipped_templates()["reminder"], "en", "Still {event}?", "Dear {name}, will you?")
    messages.store_template(workspace, "reminder", changed)
    assert messages.template_of(workspace, "reminder") == changed
    assert messages.template_of(workspace, "invitation") == shipped_templates()["invitation"]


def test_drafts_are_files_of_their_own_a_mailbox_and_a_table(workspace: Workspace, tmp_path: Path) -> None:
    found = composed(workspace)
    twice = replace(found, drafts=(*found.drafts, replace(found.drafts[0], name=found.drafts[0].name.upper())))
    paths = messages.write_drafts(twice, tmp_path / "drafts")
    assert len({path.name.casefold() for path in paths}) == 3
    messages.write_mbox(found, tmp_path / "all.mbox")
    box = mailbox.mbox(str(tmp_path / "all.mbox"))
    assert [message["To"] for message in box] == [one.mail.email for one in found.drafts]
    box.close()
    messages.write_merge_table(found, tmp_path / "merge.csv")
    rows = list(csv.reader((tmp_path / "merge.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    assert [row[1] for row in rows[1:]] == [one.mail.email for one in found.drafts]


SHOWN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=80)
LINES = st.lists(SHOWN, max_size=6).map("\n".join)


@settings(max_examples=500)
@given(name=SHOWN, text=LINES)
def test_every_mail_is_read_as_it_was_written(name: str, text: str) -> None:
    mail = Mail("ann@bel.example", f"Invitation, {name}", text)
    read = email.message_from_bytes(bytes_of(mail), policy=default)
    assert read["To"] == "ann@bel.example" and read["Subject"] == " ".join(mail.subject.split())
    assert read.get_content().replace("\r\n", "\n").rstrip("\n") == text.rstrip("\n")
    assert set(read.keys()) <= {
        "To",
        "Subject",
        "X-Unsent",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }


@settings(max_examples=500)
@given(
    title=SHOWN.filter(str.strip),
    venue=SHOWN,
    day=st.dates(date(1970, 1, 1), date(2200, 1, 1)),
    starts=st.none() | st.times(),
    hours=st.floats(0.25, 48),
)
def test_every_appointment_is_read_as_it_was_written(
    title: str, venue: str, day: date, starts: time | None, hours: float
) -> None:
    starts = starts.replace(microsecond=0) if starts else None
    written = calendar_of(Appointment(title, day, starts, hours, venue))
    assert written is not None and all(len(line) <= 75 for line in written.split(b"\r\n"))
    (entry,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(entry["summary"]) == title and str(entry.get("location", "")) == venue
    assert entry.decoded("dtstart") == (datetime.combine(day, starts) if starts else day)
    assert entry.decoded("dtend") > entry.decoded("dtstart")


def test_an_event_without_a_day_has_no_appointment() -> None:
    assert calendar_of(Appointment("Autumn preview", None)) is None
