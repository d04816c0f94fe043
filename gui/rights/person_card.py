"""One person's sheet: since when and from where they are held, why, what to do, their letter, what an erasure is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout

from core.i18n import day, tr
from gui.parts import theme
from gui.parts.card import Card
from gui.parts.controls import QUIET, WORSE, Button, Elided, Rule, Tabs, label, small
from gui.parts.named import named
from gui.parts.theme import BODY, HEADING, MEDIUM, STRONG
from gui.rights.people_list import source_words

if TYPE_CHECKING:
    from core.rights.actions import PersonRecord
    from core.rights.notice import Letter

LETTER_HEIGHT = 190
LANGUAGES = (("fr", "Français"), ("en", "English"))


class PersonCard(Card):
    """Shows one person. The signals are what may be done about them; ``language_chosen`` asks for their letter."""

    show_all = Signal()
    correct = Signal()
    object = Signal()
    erase = Signal()
    grounds = Signal()
    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("rights_person")
        self.record: PersonRecord | None = None
        self.name = Elided("rights_person_name", HEADING, STRONG)
        self.state = label("rights_person_state", weight=MEDIUM, role=QUIET)
        self.held = small("rights_person_held", wrap=True)
        self.why = small("rights_person_why", wrap=True)
        self._make_buttons()
        self.letter_title = label("rights_letter_title", tr("The letter"), weight=STRONG)
        self.languages = Tabs("rights_letter_language")
        self.languages.setAccessibleName(tr("Language of the letter"))
        for code, title in LANGUAGES:
            self.languages.addTab(title)
            self.languages.setTabData(self.languages.count() - 1, code)
        self.languages.currentChanged.connect(lambda place: self.language_chosen.emit(self.languages.tabData(place)))
        self.letter = named(QPlainTextEdit(), "rights_letter")
        self.letter.setAccessibleName(tr("The letter"))
        self.letter.setReadOnly(True)
        self.letter.setTabChangesFocus(True)
        self.letter.setFont(theme.font_of(self.letter, theme.SMALL))
        self.letter.setMinimumHeight(round(theme.scaled(self, LETTER_HEIGHT)))
        self.filled = small("rights_letter_filled", tr("Every sentence is filled from what is really held."), wrap=True)
        self._lay_out()
        self.show_record(None)

    def _make_buttons(self) -> None:
        self.all = Button("rights_show_all", tr("Show all"))
        self.fix = Button("rights_correct", tr("Correct…"))
        self.stop = Button("rights_object", tr("Object…"))
        self.gone = Button("rights_erase", tr("Erase…"))
        self.reason = Button("rights_grounds", tr("Change…"), "link")
        for button, signal in (
            (self.all, self.show_all),
            (self.fix, self.correct),
            (self.stop, self.object),
            (self.gone, self.erase),
            (self.reason, self.grounds),
        ):
            button.setAccessibleName(button.text())
            button.clicked.connect(signal)

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 12, 16, 14)
        inner.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.state)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        for place, button in enumerate((self.all, self.fix, self.stop, self.gone)):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button, place // 2, place % 2)
        reasons = QHBoxLayout()
        reasons.addWidget(self.why, 1)
        reasons.addWidget(self.reason)
        letter = QHBoxLayout()
        letter.addWidget(self.letter_title)
        letter.addSpacing(12)
        letter.addWidget(self.languages, 1)
        inner.addLayout(head)
        inner.addWidget(self.held)
        inner.addLayout(reasons)
        inner.addLayout(buttons)
        inner.addWidget(Rule("rights_person_rule"))
        inner.addLayout(letter)
        inner.addWidget(self.letter, 1)
        inner.addWidget(self.filled)
        inner.addWidget(Rule("rights_erasure_rule"))
        inner.addWidget(label("rights_erasure_title", tr("If this person is erased"), size=BODY, weight=STRONG))
        for place, words in enumerate(_erasure_words()):
            inner.addWidget(small(f"rights_erasure_{place}", f"✓  {words}", wrap=True))
        inner.addWidget(small("rights_erasure_last", tr("Cannot be undone: asked twice."), wrap=True, role=WORSE))
        self.contents.addLayout(inner)

    def show_record(self, record: PersonRecord | None) -> None:
        """Shows a person's record, or that nobody is chosen."""
        if record is None:
            self.show_name(tr("Nobody is chosen"))
            self.held.setText(tr("Choose somebody in the list."))
            return
        self.record = record
        self._enable(True)
        one = record.standing
        self.name.setText(one.person.name)
        self.state.setText(tr("overdue") if one.state == "overdue" else "")
        self.state.setForegroundRole(WORSE)
        rows = [datum.row for datum in record.data if datum.row and datum.source == one.person.source]
        since = day(one.person.since, "medium") or tr("a day not known")
        where = tr("{file}, row {row}", file=source_words(one), row=rows[0]) if rows else source_words(one)
        self.held.setText(tr("held since {day}, from {where}", day=since, where=where))
        self.why.setText(f"{record.expects} {record.basis}")
        words = tr("Objects no more") if one.person.objected else tr("Object…")
        self.stop.setText(words)
        self.stop.setAccessibleName(words)
        self.stop.updateGeometry()

    def _enable(self, there: bool) -> None:
        for part in (self.all, self.fix, self.stop, self.gone, self.reason, self.languages):
            part.setEnabled(there)

    def show_name(self, name: str) -> None:
        """Who it is; nothing can be done about them until their record has been read."""
        self.record = None
        self._enable(False)
        self.name.setText(name)
        self.state.setText("")
        self.held.setText("")
        self.why.setText("")
        self.letter.clear()

    def show_letter(self, letter: Letter) -> None:
        """Shows the letter to this person, and in which language it is."""
        place = [code for code, _ in LANGUAGES].index(letter.language)
        self.languages.blockSignals(True)
        self.languages.setCurrentIndex(place)
        self.languages.blockSignals(False)
        head = " · ".join(filter(None, (letter.sender, letter.day)))
        self.letter.setPlainText("\n\n".join((head, letter.title, letter.text)))


def _erasure_words() -> list[str]:
    return [
        tr("out of tables, undo, imports, lists, backups"),
        tr("frozen lists keep a blank line, sealed anew"),
        tr("a later import does not bring them back"),
        tr("the files are searched, and the proof can be printed"),
    ]
