"""What leaves about people's rights: letters as PDF and as mails to send, a person's whole file, the documents."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.errors import Trouble
from core.files import safe_name, write_whole
from core.i18n import tr, trn
from core.invitations.mails import Mail, bytes_of, is_mail_address
from core.model import Progress, no_progress
from core.people import tables as people_tables
from core.rights import access, actions, documents, papers, record_tables
from core.rights.documents import Document
from core.rights.facts import facts_of
from core.rights.notice import Letter, letters_to, told_how
from core.rights.office import office_of
from core.rights.overview import Overview, overview
from core.rights.protocol import Protocol
from core.workspace.changed import Changed
from core.workspace.store import Workspace

LETTERS = "letters.pdf"


@dataclass(frozen=True)
class Written:
    """What was written: how many letters on paper, how many mails, and into which folder."""

    letters: int
    mails: int
    folder: Path

    @property
    def words(self) -> str:
        """What was written, in a sentence."""
        letters = trn("{n} letter", "{n} letters", self.letters)
        mails = trn("{n} mail to send", "{n} mails to send", self.mails)
        return tr("{letters} and {mails} written; noted as told.", letters=letters, mails=mails)


@dataclass(frozen=True)
class LetterOrder:
    """Where letters are written to, and the day they bear."""

    folder: Path
    day: date


def write_letters(
    workspace: Workspace, people: Sequence[int], order: LetterOrder, progress: Progress = no_progress
) -> tuple[Written, Changed]:
    """Writes the notice to each of some people and notes that they are told: a mail to send (``.eml``) where there is
    an e-mail, else a page of ``letters.pdf``. Nobody is noted unless every file is there.

    Trouble without anybody, where the workspace does not say who answers for the file, or for a file.
    """
    if not people:
        raise Trouble(tr("There is nobody to write to."), "", tr("Choose people first."))
    folder, day = order.folder, order.day
    letters = letters_to(workspace, people, day)
    mails = [letter for letter in letters if is_mail_address(letter.email)]
    on_paper = [letter for letter in letters if not is_mail_address(letter.email)]
    names = _file_names(mails)
    for number, letter in enumerate(mails):
        progress(number, len(letters), tr("Writing letters"))
        write_whole(folder / names[letter.person], mail_of(letter))
    if on_paper:
        progress(len(mails), len(letters), tr("Writing letters"))
        write_whole(folder / LETTERS, papers.paper_pdf(papers.letters_paper(on_paper, day)))
    how = {letter.person: told_how(letter, "mail" if is_mail_address(letter.email) else "letter") for letter in letters}
    progress(len(letters), len(letters), tr("Done"))
    return Written(len(on_paper), len(mails), folder), actions.note_all_told(workspace, how, day)


def mail_of(letter: Letter) -> bytes:
    """A letter as a mail that a mail program opens to be sent."""
    return bytes_of(Mail(letter.email, letter.title, letter.text))


def write_access_file(workspace: Workspace, person: int, path: Path, day: date) -> None:
    """Writes a person's whole file, as PDF or (``.json``) as JSON with every attachment whole."""
    held = access.held_on(workspace, person)
    if path.suffix.casefold() == ".json":
        write_whole(path, (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode())
        return
    name = people_tables.person(workspace, person).name
    write_whole(path, papers.paper_pdf(papers.access_paper(held, name, day, _author(workspace))))


def law_documents(workspace: Workspace, day: date) -> list[Document]:
    """The register and the two assessments as they stand on a day."""
    return _documents(workspace, overview(workspace, day))


def _documents(workspace: Workspace, seen: Overview) -> list[Document]:
    facts = facts_of(workspace, seen)
    return [documents.filled_document(name, facts, seen.answers) for name in documents.NAMES]


def write_document(workspace: Workspace, name: str, path: Path, day: date) -> Document:
    """Writes one of the documents as PDF, or (``.json``) as JSON, and returns it."""
    found = next(one for one in law_documents(workspace, day) if one.name == name)
    if path.suffix.casefold() == ".json":
        write_whole(path, (json.dumps(documents.document_json(found), ensure_ascii=False, indent=1) + "\n").encode())
    else:
        write_whole(path, papers.paper_pdf(papers.document_paper(found, day, _author(workspace))))
    return found


def write_documents(workspace: Workspace, folder: Path, day: date, progress: Progress = no_progress) -> list[Path]:
    """Writes all three documents as PDF into a folder; returns their paths."""
    paths = []
    for number, name in enumerate(documents.NAMES):
        progress(number, len(documents.NAMES), tr("Setting the pages"))
        paths.append(folder / f"{name}.pdf")
        write_document(workspace, name, paths[-1], day)
    return paths


def write_protocol(protocol: Protocol, path: Path) -> None:
    """Writes the protocol of an erasure as PDF."""
    write_whole(path, papers.paper_pdf(papers.protocol_paper(protocol)))


def _author(workspace: Workspace) -> str:
    office = office_of(record_tables.answers(workspace))
    return office.processor or office.controller


def _file_names(letters: Sequence[Letter]) -> Mapping[int, str]:
    """A file name for each mail, no two alike even where case means nothing."""
    taken: set[str] = set()
    found = {}
    for letter in letters:
        base, number = safe_name(letter.name), 1
        name = f"{base}.eml"
        while name.casefold() in taken:
            number += 1
            name = f"{base} {number}.eml"
        taken.add(name.casefold())
        found[letter.person] = name
    return found
