"""The notice of article 14: one letter a person, in their language, every sentence filled from what is really held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.errors import Trouble
from core.i18n import current, day, language, language_of, tr
from core.rights import documents, provenance, record_tables
from core.rights.documents import Section, answer_or_default, fill_text, in_language
from core.rights.facts import categories_of, office_facts, sources_of
from core.rights.office import Office, label_of, office_of
from core.workspace.refused import Gone
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Letter:
    """One notice: to whom, in which language, and its parts. ``sender`` and ``day`` head it, ``signer`` ends it."""

    person: int
    name: str
    email: str
    language: str
    sender: str
    day: str
    title: str
    greeting: str
    sections: tuple[Section, ...]
    closing: str
    signer: str

    @property
    def text(self) -> str:
        """The letter as a text to mail."""
        parts = [f"{part.title}\n{part.text}" for part in self.sections]
        return "\n\n".join([self.greeting, *parts, f"{self.closing}\n{self.signer or self.sender}"]) + "\n"


def letter_to(workspace: Workspace, person: int, on: date, lang: str = "") -> Letter:
    """The notice to one person, in ``lang`` or their own language. Gone when there is nobody of this id."""
    answers = record_tables.answers(workspace)
    office = office_of(answers)
    held = record_tables.held_people(workspace, person)
    if not held:
        raise Gone
    with language(lang or language_of(held[0].language)):
        data = provenance.data_of(workspace, person)
        facts = {
            **office_facts(office),
            "name": held[0].name,
            "since": day(held[0].since),
            "categories": categories_of(data),
            "sources": sources_of(data),
            **{question: answer_or_default(question, answers) for question in ("purpose", "recipients", "transfers")},
            **_grounds(workspace, person, answers),
        }
        whole = documents.template("notice")
        sections = [
            Section(in_language(part["title"]), fill_text(in_language(part["text"]), facts))
            for part in whole["sections"]
        ]
        return Letter(
            *(person, held[0].name, held[0].email, current(), office.processor or office.controller, day(on)),
            *(in_language(whole["title"]), fill_text(in_language(whole["greeting"]), facts), tuple(sections)),
            *(in_language(whole["closing"]), office.signer),
        )


def letters_to(workspace: Workspace, people: Sequence[int], on: date, lang: str = "") -> list[Letter]:
    """The notices to several people. Trouble where the workspace does not say who answers for the file: such a notice
    would not be one."""
    check_office(office_of(record_tables.answers(workspace)))
    return [letter_to(workspace, person, on, lang) for person in people]


def check_office(office: Office) -> None:
    """Trouble where something is missing that the law wants named."""
    if office.missing:
        names = ", ".join(label_of(name) for name in office.missing)
        raise Trouble(
            tr("A letter must name who answers for the file."), "", tr("Fill in first: {names}.", names=names)
        )


def told_how(letter: Letter, way: str) -> str:
    """How a person was told by a letter, as it is noted."""
    spoken = tr("French") if letter.language == "fr" else tr("English")
    ways = {"mail": tr("mail"), "letter": tr("letter"), "message": tr("message")}
    return tr("{way}, notice in {language}", way=ways[way], language=spoken)


def _grounds(workspace: Workspace, person: int, answers: Mapping[str, str]) -> dict[str, str]:
    """Why the person may expect it and the basis: their own, the workspace's, or the draft that speaks to them."""
    expects, basis = record_tables.grounds(workspace, person)
    return {
        "expects": expects or answers.get("expects", "") or answer_or_default("expects_you", {}),
        "basis": basis or answer_or_default("basis", answers),
    }
