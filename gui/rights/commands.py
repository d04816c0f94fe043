"""What is done about people's rights: letters, what was asked, corrections, objections, erasure, the documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.files import safe_name
from core.i18n import tr, trn
from core.settings import ASSESSOR
from gui.desk import messages
from gui.desk.actions import people_tables, rights, rights_access, rights_writing
from gui.desk.commands import Commands
from gui.desk.desk import Desk
from gui.parts.days import today
from gui.rights.forms import AnswersForm, CorrectForm, EraseForm, GroundsForm, OfficeForm, RequestForm, ToldForm
from gui.rights.papers_view import TextView, held_lines
from gui.rights.rights_view import RightsView
from gui.rights.side_cards import wish_words

if TYPE_CHECKING:
    from core.model import Person
    from core.rights.protocol import Protocol
    from core.rights.record_tables import Request
    from core.rights.writing import Written

KINDS = ("access", "correction", "objection", "erasure")


class RightsCommands(Commands):
    """The commands of one view of the place, joined to its buttons."""

    def __init__(self, desk: Desk, view: RightsView) -> None:
        super().__init__(desk)
        self.view = view
        person, people, asked, papers = view.person, view.people, view.asked, view.papers
        person.show_all.connect(lambda: self.show_all(self._person))
        person.correct.connect(lambda: self.correct(self._person))
        person.object.connect(self.object)
        person.erase.connect(lambda: self.ask_erasure([self._person]))
        person.grounds.connect(self.change_grounds)
        people.erase_due.connect(lambda: self.ask_erasure(self.view.people.model.chosen))
        people.told_already.connect(self.note_told)
        asked.wanted.connect(self.answer)
        asked.note.connect(self.note_request)
        papers.save.connect(self.save_documents)
        papers.answer.connect(self.answer_documents)

    @property
    def widget(self) -> Any:
        """What dialogs belong to."""
        return self.view.window()

    @property
    def _person(self) -> int:
        """Whose sheet is before the user, 0 for nobody's."""
        record = self.view.person.record
        return record.standing.person.id if record else 0

    # --- letters ---------------------------------------------------------------------------------------------------

    def take_next_step(self) -> None:
        """The blue button: letters to those who are ticked; where nobody is left, the register."""
        if self.view.people.to_write():
            self.write_letters()
        else:
            self.save_documents()

    def write_letters(self) -> None:
        """Writes the notice to everybody ticked; before the first one it is said who answers for the file."""
        seen = self.view.seen
        if seen is not None and seen.office.missing:
            self._ask_office(self.write_letters_now)
        else:
            self.write_letters_now()

    def write_letters_now(self) -> None:
        """Asks for the folder and writes."""
        folder = messages.ask_folder(self.widget, tr("Folder for the letters"))
        if folder is not None:
            order = rights_writing.LetterOrder(folder, today())
            done = self.session.act(rights_writing.write_letters, self.view.people.to_write(), order)
            done.then(self._say_written)

    def _say_written(self, written: Written) -> None:
        self.desk.say(f"{written.words} {written.folder}")

    def note_told(self) -> None:
        """Notes that those ticked were told by other means."""
        people = self.view.people.model.chosen
        form = ToldForm(self.widget, len(people))
        form.accepted.connect(
            lambda: self.session.act(rights.note_all_told, dict.fromkeys(people, form.how.text().strip()), form.told_on)
        )
        form.open()

    # --- one person ------------------------------------------------------------------------------------------------

    def show_all(self, person: int) -> None:
        """Everything that is held on somebody, to be read and handed over."""
        if person:
            self.session.ask(rights_access.held_on, person).then(lambda held: self._show_file(person, held))

    def _show_file(self, person: int, held: Any) -> None:
        name = str(held["person"][0]["name"])
        title = tr("Everything that is held about {name}", name=name)
        saving = [
            ("file_pdf", tr("Save as PDF…"), lambda: self._save_file(person, name, "pdf")),
            ("file_json", tr("Save as JSON…"), lambda: self._save_file(person, name, "json")),
        ]
        page = TextView(self.widget, "rights_file", title, held_lines(held), saving)
        page.say(tr("Nothing here is of anybody else. Attachments are whole in the JSON file."))
        page.open()

    def _save_file(self, person: int, name: str, ending: str) -> None:
        path = self._ask_path(f"{safe_name(name)}.{ending}", ending)
        if path is not None:
            done = self.session.ask(rights_writing.write_access_file, person, path, today())
            done.then(lambda nothing: self.desk.say(tr("{file} written.", file=path.name)))

    def correct(self, person: int) -> None:
        """Corrects somebody's texts, with history."""
        if person:
            self.session.ask(people_tables.person, person).then(self._ask_correction)

    def _ask_correction(self, who: Person) -> None:
        form = CorrectForm(self.widget, who, self.settings.get(ASSESSOR))
        form.accepted.connect(
            lambda: self.session.act(
                rights.correct_person, who.id, form.values(), rights.Written(today(), form.who.text())
            )
        )
        form.open()

    def object(self) -> None:
        """Somebody objects, or does no more."""
        record = self.view.person.record
        if record is None:
            return
        one = record.standing.person
        if one.objected:
            self.session.act(rights.withdraw_objection, one.id)
            return
        title = tr("{name} objects", name=one.name)
        form = RequestForm(self.widget, one.name, [("objection", wish_words("objection"))], title)
        form.accepted.connect(lambda: self._note(one.id, form))
        form.open()

    def change_grounds(self) -> None:
        """Why this person is held, where it is another reason."""
        record = self.view.person.record
        if record is not None:
            form = GroundsForm(self.widget, record)
            person = record.standing.person.id
            form.accepted.connect(
                lambda: self.session.act(rights.set_grounds, person, form.expects.text(), form.basis.text())
            )
            form.open()

    # --- requests --------------------------------------------------------------------------------------------------

    def note_request(self) -> None:
        """Notes what the person in view asks for."""
        record = self.view.person.record
        if record is None:
            messages.inform(self.widget, tr("Choose somebody in the list."))
            return
        one = record.standing.person
        form = RequestForm(self.widget, one.name, [(kind, wish_words(kind)) for kind in KINDS])
        form.accepted.connect(lambda: self._note(one.id, form))
        form.open()

    def _note(self, person: int, form: RequestForm) -> None:
        kind, note = str(form.kind.currentData()), form.note.text()
        self.session.act(rights.note_request, person, kind, form.asked_on, note)

    def answer(self, request: Request) -> None:
        """The step that answers a request: shown and then noted, corrected, erased."""
        self.view.people.find_person(request.person)
        if request.kind == "correction":
            self.correct(request.person)
        elif request.kind == "erasure":
            self.ask_erasure([request.person])
        else:
            if request.kind == "access":
                self.show_all(request.person)
            self.session.act(rights.answer_request, request.id, today())

    # --- erasure ---------------------------------------------------------------------------------------------------

    def ask_erasure(self, people: Sequence[int]) -> None:
        """Asks twice, then erases and shows the protocol."""
        seen = self.view.seen
        if seen is None or not people or not all(people):
            return
        names = [seen.names[person] for person in people]
        form = EraseForm(self.widget, names)
        form.accepted.connect(lambda: self._confirm_erasure(list(people), names))
        form.open()

    def _confirm_erasure(self, people: list[int], names: Sequence[str]) -> None:
        question = (
            tr("Erase {name} for good?", name=names[0])
            if len(names) == 1
            else trn("Erase {n} person for good?", "Erase {n} people for good?", len(names))
        )
        text = tr("Nothing brings them back: no undo, no backup, no later file.")
        if messages.confirm(self.widget, question, text, tr("Erase")):
            self.session.act(rights.erase_everywhere, people, today()).then(self._show_protocol)

    def _show_protocol(self, protocol: Protocol) -> None:
        from core.rights.protocol import protocol_words

        saving = [("protocol_pdf", tr("Save as PDF…"), lambda: self._save_protocol(protocol))]
        lines = protocol_words(protocol)
        page = TextView(self.widget, "rights_protocol", tr("Protocol of an erasure"), lines, saving)
        bad = bool(protocol.traces or protocol.unsearched)
        page.say(
            tr("Something of them is left: the lines below say where.")
            if bad
            else tr("Every file was searched: nothing of them is left."),
            bad,
        )
        page.open()

    def _save_protocol(self, protocol: Protocol) -> None:
        path = self._ask_path(f"{tr('protocol')} {protocol.day.isoformat()}.pdf", "pdf")
        if path is not None:
            self.session.compute(
                "protocol", lambda progress: rights_writing.write_protocol(protocol, path), lambda _: None
            )

    # --- documents -------------------------------------------------------------------------------------------------

    def save_documents(self) -> None:
        """Writes the register and the two assessments as PDF."""
        folder = messages.ask_folder(self.widget, tr("Folder for the register and the assessments"))
        if folder is not None:
            done = self.session.ask(rights_writing.write_documents, folder, today())
            done.then(lambda paths: self.desk.say(tr("{file} written.", file=", ".join(path.name for path in paths))))

    def answer_documents(self) -> None:
        """Who answers for the file where that is missing, then the first document that lacks an answer."""
        seen = self.view.seen
        if seen is None:
            return
        if seen.office.missing:
            self._ask_office(lambda: None)
            return
        found = next((one for one in self.view.documents if one.missing), None)
        if found is None:
            found = self.view.documents[0] if self.view.documents else None
        if found is not None:
            form = AnswersForm(self.widget, found)
            form.accepted.connect(lambda: self.session.act(rights.set_answers, form.changed_answers()))
            form.open()

    def answer_office(self) -> None:
        """Who answers for the file, to be changed."""
        self._ask_office(lambda: None)

    def _ask_office(self, then: Any) -> None:
        if self.view.seen is None:
            return
        form = OfficeForm(self.widget, self.view.seen.answers)
        form.accepted.connect(lambda: self.session.act(rights.set_answers, form.answers()).then(lambda nothing: then()))
        form.open()

    def _ask_path(self, suggestion: str, ending: str) -> Path | None:
        return messages.ask_save_file(self.widget, tr("Save"), suggestion, f"{ending.upper()} (*.{ending})")
