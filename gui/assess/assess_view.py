"""Assessing by keyboard alone: a level a key, the next person by Enter, the queue shrinking beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.campaign.assessing import CriterionView, PersonView
from core.i18n import tr
from core.settings import ASSESSOR, Settings
from gui.assess.assess_parts import Line, Side
from gui.desk.evidence_dialog import EvidenceDialog
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.card import Card
from gui.parts.controls import QUIET, Button, Elided, label, small
from gui.parts.days import today
from gui.parts.theme import BODY, MEDIUM, STRONG, TITLE

SIZE = (1060, 500)
LOOK_AHEAD = "assess ahead"


@dataclass(frozen=True)
class Ahead:
    """What comes next: the queue in a sentence, whom it leaves to this assessor, and the first of them."""

    words: str
    waiting: Sequence[int]
    person: PersonView | None


class AssessView(QDialog):
    """One person after another. Every level and note is kept at once; the ranking behind is built anew on closing.

    A key press shows at once and is kept in the worker's thread; ``ahead`` follows with the queue as it then is and
    the next person already read, so that Enter shows them at once.
    """

    def __init__(self, parent: QWidget, session: Session, settings: Settings, weight: int) -> None:
        super().__init__(parent)
        self.setObjectName("assess_view")
        self.setWindowTitle(tr("Assessing"))
        self.setAccessibleName(tr("Assessing"))
        self.resize(*(round(theme.scaled(self, side)) for side in SIZE))
        self.session, self.campaign, self.weight = session, session.campaign, weight
        self.assessor = settings.get(ASSESSOR)
        self.market = session.board.campaign.market if session.board else ""
        self.shown: PersonView | None = None
        self.ahead = Ahead("", (), None)
        self.lines: dict[str, Line] = {}
        self.edited: list[int] = []
        self.undone: list[int] = []
        self._passed: list[int] = []
        self._current = ""
        self._unkept = 0
        self._make()
        self._lay_out()
        self._look_ahead(self._first)

    # --- parts ---------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.name = Elided("assess_person", TITLE, STRONG)
        self.context = Elided("assess_context", BODY, role=QUIET)
        self.counter = label("assess_counter", role=QUIET, weight=MEDIUM)
        self.list = Card("assess_list")
        self.list.setAccessibleName(tr("Criteria"))
        self.side = Side(self.market)
        self.keys = small("assess_keys", tr("0–4 level · ? unknown · ↑ ↓ criterion · N note · E evidence"))
        self.next = Button("assess_next", tr("Next person (Enter)"), "primary")
        self.back = Button("assess_back", tr("Previous person (Shift+Enter)"))
        self.leave = Button("assess_close", tr("Close"))
        for button in (self.next, self.back, self.leave):
            button.setAccessibleName(button.text())
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.next.clicked.connect(self.show_next)
        self.back.clicked.connect(self.show_previous)
        self.leave.clicked.connect(self.reject)
        self.side.written.connect(self._write)
        for keys, act in ((QKeySequence.StandardKey.Undo, self.undo), (QKeySequence.StandardKey.Redo, self.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.finished.connect(lambda code: self.session.refresh())

    def _lay_out(self) -> None:
        head = QGridLayout()
        head.setVerticalSpacing(2)
        head.addWidget(self.name, 0, 0)
        head.addWidget(self.context, 1, 0)
        head.addWidget(self.counter, 0, 1, Qt.AlignmentFlag.AlignRight)
        head.setColumnStretch(0, 1)
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(8, 8, 8, 8)
        self.rows.setSpacing(2)
        self.list.contents.addLayout(self.rows)
        self.list.contents.addStretch()
        middle = QHBoxLayout()
        middle.setSpacing(theme.GAP)
        middle.addWidget(self.list, 6)
        middle.addWidget(self.side, 5)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.keys)
        buttons.addStretch()
        for button in (self.leave, self.back, self.next):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)

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
        if start or self._current not in self.lines:
            first = next((row.key for row in seen.criteria if row.own is None), seen.criteria[0].key)
            self.turn_to(first)
        else:
            self.side.show_row(self._row(self._current))

    def turn_to(self, key: str) -> None:
        """Makes a criterion the current one."""
        self._current = key
        for name, line in self.lines.items():
            line.set_current(name == key)
        self.side.setFocusProxy(self.lines[key].bar)
        self.side.show_row(self._row(key))
        if not self.lines[key].bar.hasFocus():
            self.lines[key].bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_next(self) -> None:
        """The next person worth assessing; who was passed over comes back last."""
        if self.shown is None:
            return
        here = self.shown.person.id
        self._passed = [*(p for p in self._passed if p != here), here]
        following = self._following()
        if following is None:
            self._look_ahead(self._first)
        elif self.ahead.person is not None and self.ahead.person.person.id == following:
            self.show_person(self.ahead.person)
            self._look_ahead()
        else:
            self._fetch(following)

    def show_previous(self) -> None:
        """The person shown before this one."""
        here = self.shown.person.id if self.shown else None
        before = [person for person in self._passed if person != here]
        if before:
            self._passed = before[:-1]
            self._fetch(before[-1])

    def undo(self) -> None:
        """Takes back the last level or note given here, and shows whose it was."""
        self._step("undo", self.edited, self.undone)

    def redo(self) -> None:
        """Does again what was taken back here last, and shows whose it is."""
        self._step("redo", self.undone, self.edited)

    def _step(self, way: str, taken: list[int], put: list[int]) -> None:
        if not taken:
            return
        person = taken.pop()
        put.append(person)

        def work(workspace: Any, progress: Any) -> PersonView:
            from core.workspace import actions as steps

            getattr(steps, way)(workspace)
            return self._view(workspace, person)

        self.session.ask(work, self._show_anew)

    # --- keys ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.side.note.hasFocus():
                self.turn_to(self._current)
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.show_previous()
            else:
                self.show_next()
        elif event.text().lower() == "m" and self.market:
            self.side.market.toggle()
        else:
            super().keyPressEvent(event)

    def _asked(self, key: str, what: str) -> None:
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

    def _give(self, key: str, level: int | None) -> None:
        """Shows a level at once, turns to the next criterion, and keeps the level."""
        if self.shown is None:
            return
        self.lines[key].show_level(level, True)
        keys = list(self.lines)
        self.turn_to(keys[min(keys.index(key) + 1, len(keys) - 1)])
        if key == self._current:
            self.side.show_level(self._row(key).anchors, level)
        self._keep("set_level", key, level)

    def _write(self, note: str) -> None:
        if self.shown is not None:
            self._keep("write_note", self._current, note)

    def _keep(self, action: str, key: str, value: object) -> None:
        person = self.shown.person.id
        own = self._row(key).own
        # A level of this market stands before a general one: rated again without its market it would not move.
        market = self.market if self.side.market.isChecked() or (own is not None and own.market) else ""
        given = {"assessor": self.assessor, "day": today(), "market": market, "campaign": self.campaign}

        def work(workspace: Any, progress: Any) -> PersonView:
            from core.stature import actions as stature

            getattr(stature, action)(workspace, person, key, value, **given)
            return self._view(workspace, person)

        self._edit(person, work)

    def _edit(self, person: int, work: Callable[[Any, Any], PersonView]) -> None:
        self.edited.append(person)
        self.undone.clear()
        self._unkept += 1

        def kept(seen: PersonView) -> None:
            self._unkept -= 1
            # While more keys are on their way the screen is ahead of what has been kept.
            if not self._unkept and self.shown is not None and self.shown.person.id == seen.person.id:
                self.show_person(seen, start=False)
            self._look_ahead()

        self.session.ask(work, kept)

    def _ask_evidence(self, key: str) -> None:
        seen = self.shown
        if seen is None:
            return
        form = EvidenceDialog(self, seen.person.name, seen.criteria, key)
        form.accepted.connect(lambda: self._add_evidence(form, seen.person.id))
        form.open()

    def _add_evidence(self, form: EvidenceDialog, person: int) -> None:
        piece, file = form.piece(person, self.assessor), form.file.path

        def work(workspace: Any, progress: Any) -> PersonView:
            from core.stature import actions as stature

            stature.add_evidence(workspace, piece, file)
            return self._view(workspace, person)

        self._edit(person, work)

    # --- what comes next -----------------------------------------------------------------------------------------

    def _look_ahead(self, then: Callable[[], None] = lambda: None) -> None:
        """Asks for the queue as it is now and reads the next person; a newer question wins."""
        campaign, weight, assessor = self.campaign, self.weight, self.assessor
        passed = [*self._passed, *([self.shown.person.id] if self.shown else [])]

        def work(workspace: Any, progress: Any) -> Ahead:
            from core.campaign import assessing

            queue = assessing.queue(workspace, campaign, weight)
            waiting = assessing.waiting(workspace, campaign, assessor, queue)
            following = first_of(waiting, passed)
            return Ahead(queue.words, waiting, None if following is None else self._view(workspace, following))

        def seen(ahead: Ahead) -> None:
            self.ahead = ahead
            self.counter.setText(ahead.words)
            then()

        self.session.ask(work, seen, kind=LOOK_AHEAD)

    def _following(self) -> int | None:
        """Who comes after the one shown: the first not passed over yet, else the one passed over longest ago."""
        return first_of(self.ahead.waiting, self._passed)

    def _first(self) -> None:
        """Begins, or says that there is nobody left."""
        if self.ahead.person is not None:
            self.show_person(self.ahead.person)
            self._look_ahead()
        elif self.shown is None:
            self.name.setText(tr("Nobody is left to assess"))
            self.context.setText(tr("No level you could give would change this list."))
            self.next.setEnabled(False)
            self.back.setEnabled(False)

    def _fetch(self, person: int) -> None:
        def work(workspace: Any, progress: Any) -> PersonView:
            return self._view(workspace, person)

        self.session.ask(work, self._show_anew)

    def _show_anew(self, seen: PersonView) -> None:
        self.show_person(seen)
        self._look_ahead()

    def _view(self, workspace: Any, person: int) -> PersonView:
        from core.campaign import assessing

        return assessing.person_view(workspace, self.campaign, person, self.assessor, today())

    def _row(self, key: str) -> CriterionView:
        return next(row for row in self.shown.criteria if row.key == key)

    def _make_lines(self, criteria: Sequence[CriterionView]) -> None:
        for old in self.lines.values():
            self.rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = {row.key: Line(row, self.list) for row in criteria}
        for key, line in self.lines.items():
            self.rows.addWidget(line)
            line.bar.chosen.connect(lambda level, key=key: self._give(key, level))
            line.bar.asked.connect(lambda what, key=key: self._asked(key, what))
            line.bar.focused.connect(lambda by_keyboard, key=key: self._turned(key))

    def _turned(self, key: str) -> None:
        if key != self._current:
            self.turn_to(key)


def first_of(waiting: Sequence[int], passed: Sequence[int]) -> int | None:
    """The first who was not passed over yet, else the one passed over longest ago, never the last one."""
    over = set(passed)
    fresh = next((person for person in waiting if person not in over), None)
    if fresh is not None:
        return fresh
    left = set(waiting)
    return next((person for person in passed[:-1] if person in left), None)
