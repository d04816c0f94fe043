"""What is written to guests: a template filled for each in their language, looked at, then written as drafts.

Nothing is sent from here, and nothing doubtful is written: who has no address, shares one, or does not wish to be
written to is held back with the reason.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from core.campaign import tables as campaign_tables
from core.errors import Trouble
from core.files import neutralise, safe_name, write_whole
from core.i18n import LANGUAGES, day, language, language_of, time_words, tr
from core.invitations import states, tables
from core.invitations.appointment import Appointment, calendar_of
from core.invitations.mails import Mail, bytes_of, is_mail_address, message_of
from core.model import Progress, no_progress
from core.people import tables as people_tables
from core.resources import RESOURCES
from core.workspace.preferences import setting, store_setting
from core.workspace.store import Workspace

Purpose = Literal["invitation", "reminder", "confirmation"]
PURPOSES: Mapping[Purpose, str] = {
    "invitation": states.TO_INVITE,
    "reminder": states.INVITED,
    "confirmation": states.ACCEPTED,
}
"""What is written -> the state of those it is written to."""
FIELDS = ("name", "organisation", "event", "day", "at_time", "at_venue", "reply_by", "sender")
Words = Mapping[str, str]
"""A text by language."""
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Template:
    """What is written, by language: ``{name}`` and the other fields stand for what is filled in."""

    subject: Words
    text: Words


@dataclass(frozen=True)
class Letterhead:
    """What goes into every message beside the template: who writes, and until when an answer is wanted."""

    sender: str = ""
    reply_by: date | None = None


@dataclass(frozen=True)
class Draft:
    """One message to one guest."""

    person: int
    name: str
    organisation: str
    language: str
    mail: Mail


@dataclass(frozen=True)
class HeldBack:
    """A guest to whom nothing is written, and why."""

    person: int
    name: str
    why: str


@dataclass(frozen=True)
class Composed:
    """The messages that can go out, in the order of the list, and who is held back."""

    drafts: tuple[Draft, ...]
    held_back: tuple[HeldBack, ...]


@cache
def shipped_templates() -> Mapping[str, Template]:
    """The templates that come with the program, by purpose."""
    data = json.loads((RESOURCES / "messages" / "templates.json").read_text(encoding="utf-8"))
    return {purpose: Template(one["subject"], one["text"]) for purpose, one in data.items()}


def template_of(workspace: Workspace, purpose: Purpose) -> Template:
    """The template in force: the one changed in this workspace, else the one that comes with the program."""
    text = setting(workspace, f"message {purpose}")
    return Template(**json.loads(text)) if text else shipped_templates()[purpose]


def store_template(workspace: Workspace, purpose: Purpose, template: Template) -> None:
    """Keeps a template for this workspace. Trouble for a field there is not, or where a language says nothing."""
    check_template(template)
    store_setting(workspace, f"message {purpose}", json.dumps(vars(template), ensure_ascii=False))


def check_template(template: Template) -> None:
    """Trouble where a template names a field there is not, or says nothing in a language."""
    for code in LANGUAGES:
        for text in (template.subject.get(code, ""), template.text.get(code, "")):
            if not text.strip():
                raise Trouble(tr("The message says nothing in one language."), code, tr("Write subject and text."))
            for name in _FIELD.findall(text):
                if name not in FIELDS:
                    known = ", ".join(f"{{{field}}}" for field in FIELDS)
                    remedy = tr("These can be filled in: {fields}.", fields=known)
                    raise Trouble(tr("Nothing can be filled in for {field}.", field=f"{{{name}}}"), code, remedy)


def appointment_of(workspace: Workspace, campaign: int) -> Appointment:
    """The event of a campaign as far as it is known: name, day and place."""
    asked = campaign_tables.campaign(workspace, campaign)
    return Appointment(asked.name, asked.day, venue=asked.place)


def compose(
    workspace: Workspace,
    campaign: int,
    purpose: Purpose,
    template: Template,
    appointment: Appointment,
    letterhead: Letterhead,
) -> Composed:
    """The messages to the guests a purpose is for: to those to invite, to the silent, to those who said yes.

    A confirmation brings the appointment for the calendar. Trouble as ``check_template``.
    """
    check_template(template)
    guests = [one for one in tables.invitations(workspace, campaign) if one.state == PURPOSES[purpose]]
    uses = Counter(guest.email.casefold() for guest in guests if guest.email)
    calendar = calendar_of(appointment) if purpose == "confirmation" else None
    drafts: list[Draft] = []
    held_back: list[HeldBack] = []
    for guest in guests:
        why = _reason_to_hold_back(workspace, guest, uses)
        if why:
            held_back.append(HeldBack(guest.person, guest.name, why))
            continue
        person = people_tables.person(workspace, guest.person)
        code = language_of(person.language)
        with language(code):
            facts = _facts_of(person.name, person.organisation, appointment, letterhead)
            subject, text = (_fill(words[code], facts) for words in (template.subject, template.text))
        mail = Mail(guest.email, subject, text, calendar)
        drafts.append(Draft(guest.person, person.name, person.organisation, code, mail))
    return Composed(tuple(drafts), tuple(held_back))


def _reason_to_hold_back(workspace: Workspace, guest: tables.StoredInvitation, uses: Mapping[str, int]) -> str:
    """Why nothing is written to a guest; empty where something may be."""
    if not guest.email:
        return tr("no e-mail address")
    if not is_mail_address(guest.email):
        return tr("“{address}” is not one plain address", address=guest.email)
    if uses[guest.email.casefold()] > 1:
        return tr("another guest has the same address, {address}", address=guest.email)
    if guest.name != " ".join(guest.name.split()):
        return tr("a line break or tab in the name")
    return tr("objects to being listed") if people_tables.has_objected(workspace, guest.person) else ""


def _facts_of(name: str, organisation: str, appointment: Appointment, letterhead: Letterhead) -> dict[str, str]:
    """What is filled in for each field, in the language in force; what is not known leaves no gap."""
    starts, venue, until = appointment.starts, appointment.venue, letterhead.reply_by
    return {
        "name": name,
        "organisation": organisation,
        "event": appointment.title,
        "day": day(appointment.day, "long") or tr("a day to be told"),
        "at_time": tr(" at {time}", time=time_words(starts)) if starts else "",
        "at_venue": tr(", {venue}", venue=venue) if venue else "",
        "reply_by": tr(" by {day}", day=day(until, "long")) if until else "",
        "sender": letterhead.sender,
    }


def _fill(text: str, facts: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: facts[found[1]], text)


def write_drafts(composed: Composed, folder: Path, progress: Progress = no_progress) -> list[Path]:
    """Writes one ``.eml`` a guest into a folder, each named after its guest; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, (draft, name) in enumerate(zip(composed.drafts, _file_names(composed.drafts), strict=True)):
        progress(number, len(composed.drafts), tr("Writing messages"))
        paths.append(folder / name)
        write_whole(paths[-1], bytes_of(draft.mail))
    return paths


def _file_names(drafts: Sequence[Draft]) -> Iterator[str]:
    """A name for each file, numbered where two guests bear one name (a file system may not tell capitals apart)."""
    seen: Counter[str] = Counter()
    for draft in drafts:
        name = safe_name(draft.name)
        seen[name.casefold()] += 1
        count = seen[name.casefold()]
        yield f"{name}.eml" if count == 1 else f"{name} ({count}).eml"


def write_mbox(composed: Composed, path: Path) -> None:
    """Writes all messages into one ``mbox`` file (RFC 4155), which mail programs import as a folder of drafts."""
    parts = []
    for draft in composed.drafts:
        # A line of the text that begins with "From " would begin the next message.
        body = re.sub(rb"(?m)^(>*From )", rb">\1", message_of(draft.mail).as_bytes().replace(b"\r\n", b"\n"))
        parts.append(b"From - Thu Jan  1 00:00:00 1970\n" + body.rstrip(b"\n") + b"\n\n")
    write_whole(path, b"".join(parts))


def write_merge_table(composed: Composed, path: Path, delimiter: str = ",") -> None:
    """Writes the messages as a table (CSV, UTF-8 with BOM): who, address, language, subject, text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([tr(word) for word in ("Name", "Email", "Organisation", "Language", "Subject", "Text")])
    for one in composed.drafts:
        cells = (one.name, one.mail.email, one.organisation, one.language, one.mail.subject, one.mail.text)
        writer.writerow([neutralise(cell) for cell in cells])
    write_whole(path, out.getvalue().encode("utf-8-sig", "replace"))


def renamed(template: Template, code: str, subject: str, text: str) -> Template:
    """The template with other words in one language."""
    return replace(template, subject={**template.subject, code: subject}, text={**template.text, code: text})
