"""Actions on people's rights: find somebody, show what is held, note that they were told, erase them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.errors import Trouble
from core.i18n import tr, trn
from core.invitations.states import TO_INVITE
from core.model import Progress, no_progress
from core.people import correction_tables, erased_tables, find
from core.people import tables as people_tables
from core.people.actions import Written as Written
from core.people.actions import correct_texts
from core.people.correction_tables import Correction
from core.rights import copies, documents, erasure, provenance, record_tables
from core.rights.erasure import Erasure
from core.rights.office import check_answer, office_of
from core.rights.proof import find_traces
from core.rights.protocol import Protocol
from core.rights.provenance import Datum
from core.rights.record_tables import KINDS, Request, Told
from core.rights.state import Standing, standing_of
from core.workspace import backup as backups
from core.workspace.automatic import back_up_before
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def find_one(workspace: Workspace, text: str) -> int:
    """The one person whose stable key, account (``@name``, ``platform:name``), e-mail or whole name this is.

    Trouble when there is none, or several: a part of a name means nobody.
    """
    return _only_one(workspace, text, find.find_exactly(workspace, text))


def find_one_like(workspace: Workspace, text: str) -> int:
    """``find_one``, or the only person whose name, handle or organisation holds the text: to show, never to change."""
    return _only_one(workspace, text, find.find_exactly(workspace, text) or find.find_people(workspace, text))


@dataclass(frozen=True)
class PersonRecord:
    """What is on record of one person's rights: where they stand, why they are held, and what was done so far."""

    standing: Standing
    expects: str
    basis: str
    data: tuple[Datum, ...]
    tellings: tuple[Told, ...]
    requests: tuple[Request, ...]
    corrections: tuple[Correction, ...]


def person_record(workspace: Workspace, person: int, today: date) -> PersonRecord:
    """One person's record on a day. Gone when there is nobody of this id."""
    data = tuple(provenance.data_of(workspace, person))
    answers = record_tables.answers(workspace)
    expects, basis = record_tables.grounds(workspace, person)
    return PersonRecord(
        standing_of(record_tables.held_people(workspace, person)[0], today, office_of(answers).months),
        expects or documents.answer_or_default("expects", answers),
        basis or documents.answer_or_default("basis", answers),
        data,
        tuple(record_tables.tellings(workspace, person)),
        tuple(record_tables.requests(workspace, person)),
        tuple(correction_tables.corrections(workspace, person)),
    )


def note_told(workspace: Workspace, person: int, day: date, how: str) -> Changed:
    """Notes that a person was told."""
    return note_all_told(workspace, {person: how}, day)


def note_all_told(workspace: Workspace, how: Mapping[int, str], day: date) -> Changed:
    """Notes that people were told, each in a way of their own; one step."""
    step = tr("Told") if len(how) == 1 else trn("{n} person told", "{n} people told", len(how))
    with workspace.step(step, "people"):
        for person, words in how.items():
            people_tables.add_told(workspace, person, day, words)
    return changed(step, "people", people=how)


def note_request(workspace: Workspace, person: int, kind: str, day: date, note: str = "") -> Changed:
    """Writes down what a person asked for: access, correction, objection or erasure. Whoever objects is out of every
    campaign at once, of later ones too, and off the invitations that were not sent yet. Trouble for another kind."""
    if kind not in KINDS:
        raise Trouble(
            tr("There is no such request: {kind}.", kind=kind), "", tr("Choose: {kinds}.", kinds=", ".join(KINDS))
        )
    step = tr("{name} asked", name=people_tables.person(workspace, person).name)
    with workspace.step(step, "people", "campaign"):
        number = record_tables.add_request(workspace, person, kind, day, note.strip())
        if kind == "objection":
            record_tables.drop_waiting_invitations(workspace, person, TO_INVITE)
            record_tables.answer_request(workspace, number, day)
    return changed(step, "people", "campaign", people=[person])


def withdraw_objection(workspace: Workspace, person: int) -> Changed:
    """A person objects no more: the rankings count them again."""
    step = tr("Objection withdrawn")
    with workspace.step(step, "people", "campaign"):
        record_tables.delete_objections(workspace, person)
    return changed(step, "people", "campaign", people=[person])


def answer_request(workspace: Workspace, request: int, day: date) -> Changed:
    """Writes down that a request was answered."""
    step = tr("Request answered")
    with workspace.step(step, "people"):
        record_tables.answer_request(workspace, request, day)
    return changed(step, "people")


def correct_person(workspace: Workspace, person: int, values: Mapping[str, str], written: Written) -> Changed:
    """Corrects texts of a person at their wish, as ``correct_texts`` does; their open requests of correction are
    answered. Trouble for a field nobody has, or a blank name."""
    step = tr("Correct {name}", name=people_tables.person(workspace, person).name)
    with workspace.step(step, "people", "observations", "stature", "campaign"):
        what = correct_texts(workspace, person, values, written)
        record_tables.answer_requests_of(workspace, person, "correction", written.day)
    return what


def answer_requests_of(workspace: Workspace, person: int, kind: str, day: date) -> Changed:
    """Writes down that all a person asked for of one kind was answered."""
    step = tr("Request answered")
    with workspace.step(step, "people"):
        record_tables.answer_requests_of(workspace, person, kind, day)
    return changed(step, "people", people=[person])


def set_grounds(workspace: Workspace, person: int, expects: str, basis: str) -> Changed:
    """Says why this person may expect to be held, and on which legal basis; blank for what holds for everybody."""
    step = tr("Grounds")
    with workspace.step(step, "people"):
        record_tables.store_grounds(workspace, person, expects.strip(), basis.strip())
    return changed(step, "people", people=[person])


def set_answers(workspace: Workspace, answers: Mapping[str, str]) -> Changed:
    """Keeps answers of the register and the assessments, and who answers for the file. Trouble for a question that
    nobody asks, or a number that is none."""
    for question, text in answers.items():
        documents.check_question(question)
        if text.strip():
            check_answer(question, text.strip())
    step = tr("Register of processing")
    with workspace.step(step, "people"):
        for question, text in answers.items():
            record_tables.store_answer(workspace, question, text.strip())
    return changed(step, "people")


def erase_people(workspace: Workspace, people: Sequence[int], day: date | None = None) -> tuple[list[Erasure], Changed]:
    """Erases people for good, everywhere, all or none of them; undo cannot bring them back, and a later file not
    unseen."""
    back_up_before(workspace, "erasure")
    done = erasure.erase(workspace, people, day)
    _store_list(workspace)
    return done, changed("", *erasure.ALL_AREAS, people=people)


def erase_everywhere(
    workspace: Workspace, people: Sequence[int], day: date, progress: Progress = no_progress
) -> tuple[Protocol, Changed]:
    """Erases people out of the workspace and out of every copy of it that stands beside it, then searches each of these
    files for what named them. The erasure cannot be undone or stopped half-way; the search of the copies can."""
    done, change = erase_people(workspace, people, day)
    searched = copies.erase_from_copies(workspace, [text for one in done for text in one.texts], progress)
    return Protocol(day, tuple(done), prove_erased(workspace, [t for one in done for t in one.texts]), searched), change


def prove_erased(workspace: Workspace, texts: Sequence[str]) -> int:
    """How often what named erased people still stands in the workspace: in the file's bytes, and in the cells of the
    files as they were read, which are packed there."""
    others = people_tables.naming_texts(workspace)
    found = find_traces(workspace.path, texts, others) if workspace.is_file else []
    return len(found) + copies.count_in_rows(workspace, texts)


def allow_again(workspace: Workspace, text: str) -> int:
    """Lets later files bring back somebody who was erased, by an account, e-mail or whole name; returns how many
    erasures were forgotten. Trouble when nobody with this key was erased."""
    with workspace.unrecorded("people"):
        count = erased_tables.allow_again(workspace, find.possible_keys(workspace, text))
    _store_list(workspace)
    if not count:
        raise Trouble(tr("Nobody with this key was erased."), text, tr("Type an account, an e-mail or the whole name."))
    return count


def restore_backup(backup: Path, target: Path) -> int:
    """Puts a backup in a workspace's place and erases again whoever was erased since; returns how many they were.

    Trouble as ``core.workspace.backup.restore`` raises it.
    """
    again: list[int] = []

    def amend(restored: Workspace, lists: list[str]) -> None:
        with restored.unrecorded("people"):
            for text in lists:
                erased_tables.add_erasures(restored, text)
        again.extend(erased_tables.erased_people(restored))
        if again:
            erasure.erase(restored, again)

    backups.restore(backup, target, erased_tables.erasure_list, amend)
    return len(again)


def _store_list(workspace: Workspace) -> None:
    """Keeps the list of erasures beside the file as it is now."""
    if workspace.is_file:
        backups.store_erasures(workspace.path, erased_tables.erasure_list(workspace.connection))


def _only_one(workspace: Workspace, text: str, found: list[int]) -> int:
    if not found:
        raise Trouble(
            tr("Nobody of this name is known."), text, tr("Type the whole name, an e-mail, or an account as @name.")
        )
    if len(found) > 1:
        names = ", ".join(people_tables.stable_key(workspace, number) for number in found[:5])
        raise Trouble(tr("Several people fit."), text, tr("Say which: {names}.", names=names))
    return found[0]
