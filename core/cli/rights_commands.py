"""The commands about people's rights: a person's record, everybody's state, letters, documents, retention."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from core.cli import show
from core.cli.opening import opened
from core.errors import Trouble, Usage
from core.i18n import day, integer, tr, trn
from core.people import tables as people_tables
from core.rights import access, documents, writing
from core.rights import actions as rights
from core.rights.overview import Overview, overview
from core.rights.protocol import Protocol, protocol_words
from core.rights.state import STATES, Standing, count_states, state_words
from core.workspace.store import Workspace


def person(args: Namespace) -> None:
    """Shows or exports what is held on a person, notes what was told or asked, corrects, erases, or lets back in."""
    if args.what == "told" and args.on is None:
        raise Usage(tr("When were they told?"), "person told", tr("Give --on YYYY-MM-DD."))
    with opened(args) as workspace:
        if args.what == "allow":
            rights.allow_again(workspace, args.person)
            return
        _PERSON[args.what](workspace, rights.find_one(workspace, args.person), args)


def _show_person(workspace: Workspace, number: int, args: Namespace) -> None:
    if args.report:
        writing.write_access_file(workspace, number, args.report, _day_of(args))
    if args.json or not args.report:
        show.write_json(access.held_on(workspace, number), args.json or "-")


def _note_told(workspace: Workspace, number: int, args: Namespace) -> None:
    rights.note_told(workspace, number, args.on, args.how)


def _correct(workspace: Workspace, number: int, args: Namespace) -> None:
    values = _pairs(args.set)
    if not values:
        raise Usage(tr("What is to be corrected?"), "person correct", tr("Give --set FIELD=TEXT."))
    rights.correct_person(workspace, number, values, rights.Written(_day_of(args), args.by))


def _note_request(workspace: Workspace, number: int, args: Namespace) -> None:
    rights.note_request(workspace, number, args.kind, _day_of(args), args.how)


def _note_objection(workspace: Workspace, number: int, args: Namespace) -> None:
    rights.note_request(workspace, number, "objection", _day_of(args), args.how)


def _withdraw(workspace: Workspace, number: int, args: Namespace) -> None:
    rights.withdraw_objection(workspace, number)


def _answered(workspace: Workspace, number: int, args: Namespace) -> None:
    rights.answer_requests_of(workspace, number, args.kind, _day_of(args))


def _set_grounds(workspace: Workspace, number: int, args: Namespace) -> None:
    rights.set_grounds(workspace, number, args.expects, args.basis)


def _erase(workspace: Workspace, number: int, args: Namespace) -> None:
    """Erases somebody once that is confirmed, and says what went and what a search of every file still finds."""
    who = people_tables.person(workspace, number).name or people_tables.stable_key(workspace, number)
    _confirm(args, tr("Erase {name} for good? Nothing brings them back.", name=who), args.person)
    _erase_and_say(workspace, [number], args)


def _confirm(args: Namespace, question: str, where: str) -> None:
    if not args.yes and not show.confirmed(question):
        raise Trouble(tr("Nobody was erased."), where, tr("Confirm it, or give --yes."))


def _erase_and_say(workspace: Workspace, people: Sequence[int], args: Namespace) -> None:
    with show.progress_bar() as progress:
        protocol, _ = rights.erase_everywhere(workspace, people, _day_of(args), progress)
    for line in protocol_words(protocol):
        print(line)
    if args.report:
        writing.write_protocol(protocol, args.report)
    _refuse_traces(protocol)


def _refuse_traces(protocol: Protocol) -> None:
    """Trouble where the proof failed: the erasure is done, and something is still to be done by hand."""
    left = [copy.name for copy in protocol.copies if copy.left or copy.trouble]
    if left:
        raise Trouble(
            tr("A copy could not be cleared of them."), ", ".join(left), tr("Delete it, or clear it by hand.")
        )


def list_rights(args: Namespace) -> None:
    """Says where everybody stands: who is to be told until when, who objects, who is to be erased."""
    with opened(args) as workspace:
        seen = overview(workspace, _day_of(args))
    states = [args.state] if args.state else list(STATES)
    found = seen.of_state(*states)
    if args.json:
        show.write_json(rights_json(seen, found), args.json)
    if str(args.json) != "-":
        counts = count_states(seen.standings)
        print(", ".join(f"{integer(counts[state])} {state_words(state)}" for state in STATES))
        for one in found if args.state else [one for one in found if one.state in ("overdue", "to_tell", "to_erase")]:
            until = one.erase_on if one.state == "to_erase" else one.tell_by
            print("\t".join((one.person.name, state_words(one.state), day(until, "medium") or "–", one.person.source)))


def rights_json(seen: Overview, found: Sequence[Standing]) -> dict[str, object]:
    """Where people stand, as the command line's JSON has it: counts by state, and one entry a person."""
    return {
        "day": seen.today.isoformat(),
        "people": len(seen.standings),
        "states": dict(count_states(seen.standings)),
        "requests": [
            {"id": one.id, "person": one.person, "kind": one.kind, "day": _iso(one.day), "done": _iso(one.done)}
            for one in seen.requests
        ],
        "erased": [_iso(one) for one in seen.erasures],
        "list": [
            {
                "id": one.person.id,
                "name": one.person.name,
                "state": one.state,
                "since": _iso(one.person.since),
                "source": one.person.source or None,
                "way": one.person.way or None,
                "told": _iso(one.person.told),
                "how": one.person.how,
                "tell_by": _iso(one.tell_by),
                "erase_on": _iso(one.erase_on),
            }
            for one in found
        ],
    }


def letters(args: Namespace) -> None:
    """Writes the notice of article 14 to some people, or to everybody still to be told, and notes that they are."""
    if not args.to.is_dir():
        raise Trouble(tr("The folder does not exist."), str(args.to), tr("Create the folder, or choose another one."))
    with show.progress_bar() as progress, opened(args) as workspace:
        today = _day_of(args)
        people = [rights.find_one(workspace, key) for key in args.people]
        if not people:
            waiting = overview(workspace, today).of_state("overdue", "to_tell")
            people = [one.person.id for one in waiting]
        written, _ = writing.write_letters(workspace, people, writing.LetterOrder(args.to, today), progress)
    print(written.words)


def register(args: Namespace) -> None:
    """Answers questions of the law's documents, and writes one of them, or says how far each is."""
    with opened(args) as workspace:
        answers = _pairs(args.set)
        if answers:
            rights.set_answers(workspace, answers)
        today = _day_of(args)
        if args.report:
            writing.write_document(workspace, args.document, args.report, today)
        found = next(one for one in writing.law_documents(workspace, today) if one.name == args.document)
    if args.json:
        show.write_json(documents.document_json(found), args.json)
    if str(args.json) != "-":
        print(f"{found.title}: {trn('{n} answer missing', '{n} answers missing', found.missing)}")
        for part in found.sections:
            if part.missing:
                print("\t".join((part.question or "–", part.title)))


def retention(args: Namespace) -> None:
    """Lists whom nobody was in touch with for as long as people are kept, and erases them with --erase."""
    with opened(args) as workspace:
        seen = overview(workspace, _day_of(args))
        due = seen.of_state("to_erase")
        for one in due:
            print("\t".join((one.person.name, day(one.erase_on, "medium"))))
        print(
            trn(
                "{n} person is held for longer than {months} months after the last contact.",
                "{n} people are held for longer than {months} months after the last contact.",
                len(due),
                months=integer(seen.office.months),
            )
        )
        if args.erase and due:
            question = trn("Erase {n} person for good?", "Erase {n} people for good?", len(due))
            _confirm(args, question, str(args.workspace))
            _erase_and_say(workspace, [one.person.id for one in due], args)


def _pairs(texts: Sequence[str]) -> dict[str, str]:
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise Usage(tr("{text} is not of the form {form}.", text=text, form="NAME=TEXT"), "--set")
        found[name.strip()] = value.strip()
    return found


def _day_of(args: Namespace) -> date:
    found: date = args.on or datetime.now().astimezone().date()
    return found


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


_PERSON: Mapping[str, Callable[[Workspace, int, Namespace], None]] = {
    "show": _show_person,
    "export": _show_person,
    "erase": _erase,
    "told": _note_told,
    "correct": _correct,
    "ask": _note_request,
    "answered": _answered,
    "object": _note_objection,
    "agree": _withdraw,
    "grounds": _set_grounds,
}
COMMANDS: Mapping[str, Callable[[Namespace], None]] = {
    "person": person,
    "rights": list_rights,
    "letters": letters,
    "register": register,
    "retention": retention,
}
