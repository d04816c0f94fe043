"""The place of rights: the counter, who asked, the documents; the people by what is due; one person's sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.i18n import integer, tr, trn
from gui.desk.actions import rights, rights_notice, rights_overview, rights_writing
from gui.desk.session import Session
from gui.parts.columns import Column, Columns
from gui.parts.days import today
from gui.parts.named import named
from gui.rights.people_list import PeopleList
from gui.rights.person_card import PersonCard
from gui.rights.side_cards import AskedCard, CounterCard, DocumentsCard

if TYPE_CHECKING:
    from core.rights.actions import PersonRecord
    from core.rights.documents import Document
    from core.rights.overview import Overview

LEFT, RIGHT, GUTTER = 268, 340, 16


@dataclass(frozen=True)
class NextStep:
    """What is next here: one sentence, and the one blue button's words."""

    sentence: str
    words: str


class RightsView(QWidget):
    """Everything of the place but its frame. ``next_changed`` with a ``NextStep`` after what is next has changed."""

    next_changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("rights_view")
        self.session = session
        self.seen: Overview | None = None
        self.documents: Sequence[Document] = ()
        self.counter, self.asked, self.papers = CounterCard(), AskedCard(), DocumentsCard()
        self.people, self.person = PeopleList(), PersonCard()
        self._shown, self._stale = 0, True
        self._lay_out()
        session.changed.connect(self._spoil)
        session.opened.connect(self._spoil)
        self.people.moved.connect(self._ask_person)
        self.people.chosen_changed.connect(self._tell_next)
        self.person.language_chosen.connect(self._ask_letter)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GUTTER)
        for card in (self.counter, self.asked, self.papers):
            side.addWidget(card)
        side.addStretch()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.person)
        parts = (
            Column(tr("Overview"), _scrolled("rights_side", side), LEFT),
            Column(tr("People"), self.people),
            Column(tr("Person"), _scrolled("rights_sheet", column), RIGHT),
        )
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Columns("rights_columns", parts, GUTTER))

    def is_stale(self) -> bool:
        """Whether the workspace has changed since it was read, or the day."""
        return self._stale or self.seen is None or self.seen.today != today()

    def _spoil(self, *what: object) -> None:
        self._stale = True

    def look_again(self) -> None:
        """Reads anew where everybody stands."""
        self._stale = False
        self.session.ask_latest("rights", rights_overview.overview, today()).then(self._show_overview)
        self.session.ask_latest("rights documents", rights_writing.law_documents, today()).then(self._show_documents)

    def _show_overview(self, seen: Overview) -> None:
        self.seen = seen
        self._shown = 0
        self.counter.show_counts(seen)
        self.asked.show_requests(seen)
        self.people.show_people(seen)
        self._tell_next()

    def _show_documents(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        months = self.seen.office.months if self.seen else 36
        self.papers.show_documents(documents, months)

    def _ask_person(self, person: int) -> None:
        if person == self._shown and person:
            return
        self._shown = person
        if not person:
            self.person.show_record(None)
            return
        assert self.seen is not None
        self.person.show_name(self.seen.names[person])
        self.session.ask_latest("rights person", rights.person_record, person, today()).then(self._show_record)
        self._ask_letter("")

    def _show_record(self, record: PersonRecord) -> None:
        if record.standing.person.id == self._shown:
            self.person.show_record(record)

    def _ask_letter(self, language: str) -> None:
        if self._shown:
            asked = self.session.ask_latest("rights letter", rights_notice.letter_to, self._shown, today(), language)
            asked.then(self.person.show_letter)

    def _tell_next(self) -> None:
        if self.seen is not None:
            self.next_changed.emit(next_step(self.seen, len(self.people.to_write())))

    def begin(self) -> None:
        """Puts the keyboard into the list."""
        self.people.table.setFocus(Qt.FocusReason.OtherFocusReason)


def next_step(seen: Overview, chosen: int) -> NextStep:
    """What is next: letters to those still to be told, ``chosen`` of whom are ticked; at none the register."""
    late, waiting = seen.of_state("overdue"), seen.of_state("to_tell")
    count, due = len(late) + len(waiting), len(seen.of_state("to_erase"))
    if not seen.standings:
        return NextStep(tr("Nobody is held yet: import people first."), "")
    if not count:
        told = tr("Everybody who can be written to has been told.")
        more = trn("{n} person is due to go.", "{n} people are due to go.", due) if due else ""
        return NextStep(f"{told} {more}".strip(), tr("Save the register…"))
    words = trn(
        "{n} of {all} people has still to be told that this is held; {late}.",
        "{n} of {all} people have still to be told that this is held; {late}.",
        count,
        all=integer(len(seen.standings)),
        late=trn("{n} of them is overdue", "{n} of them are overdue", len(late)) if late else tr("nobody is overdue"),
    )
    sentence = f"{words} {tr('The law allows one month.')}"
    return NextStep(sentence, trn("Write {n} letter…", "Write {n} letters…", chosen) if chosen else "")


def _scrolled(name: str, column: QVBoxLayout) -> QScrollArea:
    """A column that scrolls where the window is low."""
    inner = named(QWidget(), f"{name}_inner")
    inner.setLayout(column)
    area = named(QScrollArea(), name)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
