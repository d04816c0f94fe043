"""The forms of the place of rights: who answers for the file, the documents' answers, one person's matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from core.errors import Trouble
from core.folding import fold
from core.i18n import tr
from gui.parts import theme
from gui.parts.days import day_typed, today
from gui.parts.form import Form
from gui.parts.named import named

if TYPE_CHECKING:
    from core.model import Person
    from core.rights.actions import PersonRecord
    from core.rights.documents import Document

TEXT_HEIGHT = 74


class OfficeForm(Form):
    """Who answers for the file. ``answers()`` by question."""

    def __init__(self, parent: QWidget, answers: Mapping[str, str]) -> None:
        from core.rights.office import FIELDS, label_of, office_of

        text = tr(
            "The law wants them named in every letter: the client who decides, and the agency that works for them."
        )
        super().__init__("office_form", tr("Who answers for this file"), tr("Keep"), parent, text)
        known = office_of(answers)
        self.lines = {
            name: self.line(f"office_{name}", label_of(name), str(getattr(known, name) or "")) for name in FIELDS
        }

    def answers(self) -> dict[str, str]:
        """What was typed, by question."""
        return {name: line.text().strip() for name, line in self.lines.items()}

    def check(self) -> None:
        from core.rights.office import check_answer

        with self.about(self.lines["months"]):
            check_answer("months", self.lines["months"].text().strip())


class AnswersForm(Form):
    """What one document asks and nobody has answered, or the program has only drafted."""

    def __init__(self, parent: QWidget, document: Document) -> None:
        text = tr("A draft serves until you answer. What stands here goes into the document as it is.")
        super().__init__(f"answers_{document.name}", document.title, tr("Keep"), parent, text)
        self.texts: dict[str, QPlainTextEdit] = {}
        for part in document.sections:
            if part.question and part.question not in self.texts:
                self.texts[part.question] = self._add_text(part.question, part.title, "" if part.missing else part.text)
        self._before = self.answers()

    def _add_text(self, question: str, title: str, text: str) -> QPlainTextEdit:
        field = named(QPlainTextEdit(text), f"answer_{question}")
        field.setTabChangesFocus(True)
        field.setFixedHeight(round(theme.scaled(field, TEXT_HEIGHT)))
        return self.add_field(field, title)

    def answers(self) -> dict[str, str]:
        """What was typed, by question."""
        return {question: field.toPlainText().strip() for question, field in self.texts.items()}

    def changed_answers(self) -> dict[str, str]:
        """Those that are not as they were: an untouched draft stays a draft."""
        return {question: text for question, text in self.answers().items() if text != self._before[question]}


class CorrectForm(Form):
    """The texts of a person. ``values()`` are those that were changed."""

    def __init__(self, parent: QWidget, person: Person, who: str) -> None:
        from core.people.tables import TEXT_COLUMNS
        from core.rights.provenance import field_label

        text = tr("What stood here before is kept with the day and the name; a later file does not bring it back.")
        title = tr("Correct {name}", name=person.name)
        super().__init__("correct_form", title, tr("Correct"), parent, text)
        self.before = {name: str(getattr(person, name)) for name in TEXT_COLUMNS}
        self.lines = {
            name: self.line(f"correct_{name}", field_label(name), before) for name, before in self.before.items()
        }
        self.who = self.line("correct_who", tr("Written down by"), who)

    def values(self) -> dict[str, str]:
        """The texts that are not as they were."""
        typed = {name: line.text().strip() for name, line in self.lines.items()}
        return {name: text for name, text in typed.items() if text != self.before[name]}

    def check(self) -> None:
        with self.about(self.lines["name"]):
            if not self.lines["name"].text().strip():
                raise Trouble(tr("A person needs a name."), "", tr("Type it as it is printed on an invitation."))
        with self.about(self.who):
            if not self.who.text().strip():
                raise Trouble(tr("Whoever writes a correction down is named."), "", tr("Enter your name."))


class RequestForm(Form):
    """What a person asked for, on which day, and in which words."""

    def __init__(self, parent: QWidget, name: str, kinds: Sequence[tuple[object, str]], title: str = "") -> None:
        super().__init__("request_form", title or tr("What {name} asks for", name=name), tr("Keep"), parent)
        self.kind = self.choice("request_kind", tr("Wish"), kinds, kinds[0][0])
        self.on = self.day("request_day", tr("Asked on"), today())
        self.note = self.line("request_note", tr("How, or in which words"))

    def check(self) -> None:
        with self.about(self.on):
            if day_typed(self.on.text()) is None:
                raise Trouble(tr("A request has a day."), "", tr("Type the day it came."))

    @property
    def asked_on(self) -> date:
        """The day it came."""
        return day_typed(self.on.text()) or today()


class ToldForm(Form):
    """When and how people were told by other means."""

    def __init__(self, parent: QWidget, count: int) -> None:
        text = tr("For people who were told already: by telephone, by their agent, by an earlier letter.")
        super().__init__("told_form", tr("Told already"), tr("Note it"), parent, text)
        self.count = count
        self.on = self.day("told_day", tr("Told on"), today())
        self.how = self.line("told_how", tr("How"), hint=tr("by telephone, A. V."))

    def check(self) -> None:
        with self.about(self.on):
            if day_typed(self.on.text()) is None:
                raise Trouble(tr("When were they told?"), "", tr("Type the day."))
        with self.about(self.how):
            if not self.how.text().strip():
                raise Trouble(tr("It is noted how they were told."), "", tr("Write it in a few words."))

    @property
    def told_on(self) -> date:
        """The day they were told."""
        return day_typed(self.on.text()) or today()


class GroundsForm(Form):
    """Why one person may expect to be held, and on which basis, where theirs differ."""

    def __init__(self, parent: QWidget, record: PersonRecord) -> None:
        text = tr(
            "The authority asks: may this person expect to be contacted by this sector, by what they do or publish?"
        )
        title = tr("Why {name} is held", name=record.standing.person.name)
        super().__init__("grounds_form", title, tr("Keep"), parent, text)
        self.expects = self.line("grounds_expects", tr("Why they may expect it"), record.expects)
        self.basis = self.line("grounds_basis", tr("Legal basis"), record.basis)


class EraseForm(Form):
    """The first of the two questions before an erasure: the name, or the number of people, is typed."""

    def __init__(self, parent: QWidget, names: Sequence[str]) -> None:
        self.wanted = names[0] if len(names) == 1 else str(len(names))
        shown = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
        text = tr(
            "{names}. They go out of every table, import, list, undo step and backup, for good; no later file brings "
            "them back.",
            names=shown,
        )
        super().__init__("erase_form", tr("Erase for good"), tr("Go on…"), parent, text)
        ask = tr("Type the name to go on") if len(names) == 1 else tr("Type the number of people, {n}", n=self.wanted)
        self.typed: QLineEdit = self.line("erase_typed", ask)

    def check(self) -> None:
        with self.about(self.typed):
            if fold(self.typed.text()) != fold(self.wanted):
                raise Trouble(tr("This is not {wanted}.", wanted=self.wanted), "", tr("Nobody was erased."))
