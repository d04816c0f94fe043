"""Assessing by keyboard alone: a level a key, the next person by Enter, the queue shrinking beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from core.campaign.assessing import Ahead, CriterionView, PersonView, first_of
from core.errors import Trouble
from core.i18n import tr
from core.settings import ASSESSOR, Settings
from core.workspace.changed import Changed
from core.workspace.store import Workspace
from gui.assess.assess_parts import Line, Side
from gui.desk.actions import assessing, stature, steps
from gui.desk.evidence_dialog import EvidenceDialog
from gui.desk.jobs import Answer
from gui.desk.session import Session
from gui.parts.card import Card
from gui.parts.columns import Column, Columns
from gui.parts.controls import QUIET, Button, Elided, label, small
from gui.parts.days import today
from gui.parts.flow import FlowLayout
from gui.parts.named import named
from gui.parts.theme import BODY, MEDIUM, STRONG, TITLE

LOOK_AHEAD = "assess ahead"
Edit = Callable[[Workspace], Changed]


class AssessView(QWidget):
    """One person after another. Every level and note is kept at once; the ranking is built anew when it is left.
    ``edited_on`` (bool) after an edit, its undo or redo: whether anything can be taken back; ``counted`` (words) when
    it is known anew how many are left.

    A key press shows at once and is kept in the worker's thread; ``ahead`` follows with the queue as it then is and
    the next person already read, so that Enter shows them at once.
    """

    edited_on = Signal()
    counted = Signal(str)

    def __init__(self, parent: QWidget, session: Session, settings: Settings, weight: int) -> None:
        super().__init__(parent)
        self.setObjectName("assess_view")
        self.setAccessibleName(tr("Assessing"))
        self.session, self.campaign, self.weight = session, session.campaign, weight
        self.assessor = settings.get(ASSESSOR)
        self.market = session.board.campaign.market if session.board else ""
        self.shown: PersonView | None = None
        self.ahead = Ahead("", (), None)
        self.lines: dict[str, Line] = {}
        self.edited: list[int] = []
        self.undone: list[int] = []
        self._passed: list[int] = []
        self.current = ""
        self._unsaved = 0
        self._make_parts()
        self._lay_out()
        self._look_ahead(self._show_first)

    # --- parts ---------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.name = Elided("assess_person", TITLE, STRONG)
        self.context = Elided("assess_context", BODY, role=QUIET)
        self.counter = label("assess_counter", role=QUIET, weight=MEDIUM, parent=self)
        self.counter.hide()  # its place says it in its sentence
        self.list = Card("assess_list")
        self.list.setAccessibleName(tr("Criteria"))
        self.side = Side(self.market)
        words = tr("0–4 level · ? unknown · ↑ ↓ criterion · N note · S how sure · E evidence")
        self.keys = small("assess_keys", words, wrap=True)
        self.next = Button("assess_next", tr("Next person (Enter)"), "primary")
        self.back = Button("assess_back", tr("Previous person (Shift+Enter)"))
        for button in (self.next, self.back):
            button.setAccessibleName(button.text())
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.next.clicked.connect(self.show_next)
        self.back.clicked.connect(self.show_previous)
        self.side.written.connect(self._write_note)
        self.side.doubted.connect(lambda sure: self._change_doubt())

    def _lay_out(self) -> None:
        head = QGridLayout()
        head.setVerticalSpacing(2)
        head.addWidget(self.name, 0, 0)
        head.addWidget(self.context, 1, 0)
        head.setColumnStretch(0, 1)
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(8, 8, 8, 8)
        self.rows.setSpacing(2)
        self.list.contents.addLayout(self.rows)
        self.list.contents.addStretch()
        listed = named(QScrollArea(), "assess_list_scroll")
        listed.setAccessibleName(tr("Criteria"))
        listed.setWidgetResizable(True)
        listed.setFrameShape(QScrollArea.Shape.NoFrame)
        listed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        listed.setWidget(self.list)
        listed.viewport().setAutoFillBackground(False)
        parts = (Column(tr("Criteria"), listed), Column(tr("The current criterion"), self.side))
        self.columns = Columns("assess_columns", parts)
        buttons = FlowLayout(10)
        for button in (self.back, self.next):
            buttons.addWidget(button)
        row = named(QWidget(), "assess_buttons")
        row.setLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.keys)
        layout.addWidget(row)

    # --- what is shown -------------------------------------------------------------------------------------------

    def show_person(self, seen: PersonView, start: bool = True) -> None:
        """Shows a person; ``start`` puts the keyboard on the first criterion not rated yet."""
        self.shown = seen
        person = seen.person
        self.name.setText(person.name)
        handles = (f"@{handle}" for handle in person.handles.values())
        context = (person.organisation, person.market, person.country, *handles)
        self.context.setText(" · ".join(filter(None, context)) or tr("nothing more is known"))
        if list(self.lines) != [row.key for row in seen.criteria]:
            self._make_lines(seen.criteria)
        for row in seen.criteria:
            self.lines[row.key].show_row(row)
        if start or self.current not in self.lines:
            first = next((row.key for row in seen.criteria if row.own is None), seen.criteria[0].key)
            self.turn_to(first)
        else:
            self.side.show_row(self._row_of(self.current))

    def turn_to(self, key: str) -> None:
        """Makes a criterion the current one."""
        self.current = key
        for name, line in self.lines.items():
            line.set_current(name == key)
        self.side.setFocusProxy(self.lines[key].bar)
        self.side.show_row(self._row_of(key))
        if self.isVisible() and not self.lines[key].bar.hasFocus():
            self.lines[key].bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_next(self) -> None:
        """The next person worth assessing; who was passed over comes back last."""
        if self.shown is None:
            return
        here = self.shown.person.id
        self._passed = [*(p for p in self._passed if p != here), here]
        following = self._find_following()
        if following is None:
            self._look_ahead(self._show_first)
        elif self.ahead.person is not None and self.ahead.person.person.id == following:
            self.show_person(self.ahead.person)
            self._look_ahead()
        else:
            self.show_again(following)

    def show_previous(self) -> None:
        """The person shown before this one."""
        here = self.shown.person.id if self.shown else None
        before = [person for person in self._passed if person != here]
        if before:
            self._passed = before[:-1]
            self.show_again(before[-1])

    def undo(self) -> None:
        """Takes back the last level or note given here, and shows whose it was."""
        self._repeat_edit(steps.undo, self.edited, self.undone)

    def redo(self) -> None:
        """Does again what was taken back here last, and shows whose it is."""
        self._repeat_edit(steps.redo, self.undone, self.edited)

    def _repeat_edit(self, step: Edit, done: list[int], other: list[int]) -> None:
        """Undoes or redoes the edit of the last person of ``done``, who then stands in the ``other`` list."""
        if done:
            other.append(done.pop())
            self.edited_on.emit()
            self._ask_edit(other[-1], step).then(lambda answer: self._show_anew(answer[0]))

    # --- keys ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.side.note.hasFocus():
                self.turn_to(self.current)
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.show_previous()
            else:
                self.show_next()
        elif event.text().lower() == "s":
            self.side.turn_sure()
        elif event.text().lower() == "m" and self.market:
            self.side.market.toggle()
        else:
            super().keyPressEvent(event)

    def _do_asked(self, key: str, what: str) -> None:
        if what == "n":
            self.side.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.side.note.selectAll()
        elif what == "e":
            self._ask_evidence(key)
        else:
            keys = list(self.lines)
            place = keys.index(key) + (1 if what == "down" else -1)
            self.turn_to(keys[max(0, min(place, len(keys) - 1))])

    # --- what is kept --------------------------------------------------------------------------------------------

    def _give_level(self, key: str, level: int | None) -> None:
        """Shows a level at once, turns to the next criterion, and keeps the level."""
        if self.shown is None:
            return
        occasion = self._occasion_on(key)  # how sure was said of this criterion, before the next one is shown
        self.lines[key].show_level(level, True)
        keys = list(self.lines)
        self.turn_to(keys[min(keys.index(key) + 1, len(keys) - 1)])
        if key == self.current:
            self.side.show_level(self._row_of(key).anchors, level)
        person = self.shown.person.id
        given = partial(stature.set_level, person=person, criterion=key, level=level, occasion=occasion)
        self._store_edit(person, given)

    def _write_note(self, note: str) -> None:
        if self.shown is not None:
            person, key = self.shown.person.id, self.current
            written = partial(
                stature.write_note, person=person, criterion=key, note=note, occasion=self._occasion_on(key)
            )
            self._store_edit(person, written)

    def _change_doubt(self) -> None:
        """Another degree of confidence: the level given before is kept with it; of none yet it waits for the level."""
        if self.shown is None:
            return
        own = self._row_of(self.current).own
        if own is not None:
            person, key, level = self.shown.person.id, self.current, own.level
            given = None if level is None else round(level)
            doubt = partial(
                stature.set_level, person=person, criterion=key, level=given, occasion=self._occasion_on(key)
            )
            self._store_edit(person, doubt)

    def _occasion_on(self, key: str) -> stature.Occasion:
        """Who says something now of a criterion of the person shown, and for which market."""
        own = self._row_of(key).own
        # A level of this market stands before a general one: rated again without its market it would not move.
        market = self.market if self.side.market.isChecked() or (own is not None and own.market) else ""
        sure = self.side.confidence if key == self.current else ""
        return stature.Occasion(self.assessor, today(), market, self.campaign, sure)

    def _ask_edit(self, person: int, edit: Edit) -> Answer[tuple[PersonView, Changed]]:
        return self.session.ask(assessing.edit_and_view, self.campaign, person, self.assessor, today(), edit)

    def _store_edit(self, person: int, edit: Edit) -> None:
        self.edited.append(person)
        self.undone.clear()
        self.edited_on.emit()
        self._unsaved += 1

        def show_saved(answer: tuple[PersonView, Changed]) -> None:
            seen, _ = answer
            self._unsaved -= 1
            # While more keys are on their way the screen is ahead of what has been stored.
            if not self._unsaved and self.shown is not None and self.shown.person.id == seen.person.id:
                self.show_person(seen, start=False)
            self._look_ahead()

        def take_back() -> None:
            """Nothing was stored: the screen goes back to what is."""
            self._unsaved -= 1
            self.edited.remove(person)
            self.edited_on.emit()
            if self.shown is not None and self.shown.person.id == person:
                self.show_again(person)

        def show_refused(trouble: Trouble) -> None:
            take_back()
            self.session.troubled.emit(trouble)

        self._ask_edit(person, edit).then(show_saved).failed(show_refused).stopped(take_back)

    def _ask_evidence(self, key: str) -> None:
        seen = self.shown
        if seen is None:
            return
        form = EvidenceDialog(self, seen.person.name, seen.criteria, key)
        form.accepted.connect(lambda: self._add_evidence(form, seen.person.id))
        form.open()

    def _add_evidence(self, form: EvidenceDialog, person: int) -> None:
        piece, file = form.piece(person, self.assessor), form.file.path
        self._store_edit(person, partial(stature.add_evidence, piece=piece, file=file))

    # --- what comes next -----------------------------------------------------------------------------------------

    def _look_ahead(self, then: Callable[[], None] = lambda: None) -> None:
        """Asks for the queue as it is now and reads the next person; a newer question wins."""
        passed = [*self._passed, *([self.shown.person.id] if self.shown else [])]
        asked = (self.campaign, self.weight, self.assessor, passed, today())

        def show_ahead(ahead: Ahead) -> None:
            self.ahead = ahead
            self.counter.setText(ahead.words)
            self.counted.emit(ahead.words)
            then()

        self.session.ask_latest(LOOK_AHEAD, assessing.look_ahead, *asked).then(show_ahead)

    def _find_following(self) -> int | None:
        """Who comes after the one shown: the first not passed over yet, else the one passed over longest ago."""
        return first_of(self.ahead.waiting, self._passed)

    def _show_first(self) -> None:
        """Begins, or says that there is nobody left."""
        if self.ahead.person is not None:
            self.show_person(self.ahead.person)
            self._look_ahead()
        elif self.shown is None:
            self.name.setText(tr("Nobody is left to assess"))
            self.context.setText(tr("No level you could give would change this list."))
            self.next.setEnabled(False)
            self.back.setEnabled(False)

    def show_again(self, person: int) -> None:
        """Reads somebody anew and shows them."""
        self.session.ask(assessing.person_view, self.campaign, person, self.assessor, today()).then(self._show_anew)

    def _show_anew(self, seen: PersonView) -> None:
        self.show_person(seen)
        self._look_ahead()

    def _row_of(self, key: str) -> CriterionView:
        assert self.shown is not None
        return next(row for row in self.shown.criteria if row.key == key)

    def _make_lines(self, criteria: Sequence[CriterionView]) -> None:
        for old in self.lines.values():
            self.rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = {row.key: Line(row, self.list) for row in criteria}
        for key, line in self.lines.items():
            self.rows.addWidget(line)
            line.bar.chosen.connect(lambda level, key=key: self._give_level(key, level))
            line.bar.asked.connect(lambda what, key=key: self._do_asked(key, what))
            line.bar.focused.connect(lambda by_keyboard, key=key: self._follow_focus(key))

    def look_again(self, weight: int) -> None:
        """Reads who is in view anew, after a change made elsewhere."""
        self.weight = weight
        if self.shown is not None:
            self.show_again(self.shown.person.id)
        else:
            self._look_ahead(self._show_first)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the criterion in hand."""
        if self.current in self.lines:
            self.turn_to(self.current)
        super().focusInEvent(event)

    def _follow_focus(self, key: str) -> None:
        if key != self.current:
            self.turn_to(key)
