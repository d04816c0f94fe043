"""The three sheets at the side: how many were not told yet, who asked for what, and how far the law's documents are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import day, integer, tr, trn
from gui.parts import theme
from gui.parts.card import Card
from gui.parts.controls import INK, WORSE, Button, Elided, label, small
from gui.parts.theme import BODY, STRONG

if TYPE_CHECKING:
    from core.rights.documents import Document
    from core.rights.overview import Overview
    from core.rights.record_tables import Request

COUNTER, CARD_TITLE = 48, 15
MOST_REQUESTS = 4
"""Requests that stand on the sheet; the others wait behind them."""


class Share(QWidget):
    """A bar of those told among all."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rights_share")
        self.part = 0.0
        self.setFixedHeight(round(theme.scaled(self, 9)))

    def show_share(self, part: float) -> None:
        """Shows a share from 0 to 1."""
        self.part = part
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter = theme.colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(c.groove)
        painter.setBrush(c.card)
        painter.drawRoundedRect(box, 2, 2)
        if self.part > 0:
            painter.setPen(c.accent_text)
            painter.setBrush(c.accent_text)
            painter.drawRoundedRect(
                QRectF(box.topLeft(), box.size()).adjusted(0, 0, (self.part - 1) * box.width(), 0), 2, 2
            )
        painter.end()


class SideCard(Card):
    """A sheet with a title and room around its contents."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__(name)
        self.inner = QVBoxLayout()
        self.inner.setContentsMargins(16, 12, 16, 14)
        self.inner.setSpacing(6)
        self.contents.addLayout(self.inner)
        self.title = label(f"{name}_title", title, size=CARD_TITLE, weight=STRONG)
        self.inner.addWidget(self.title)


class CounterCard(SideCard):
    """How many are still to be told, of how many; who of them is overdue."""

    def __init__(self) -> None:
        super().__init__("rights_counter", tr("Still to tell"))
        self.number = label("rights_number", size=COUNTER, weight=STRONG)
        self.of = small("rights_of", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.number)
        row.addWidget(self.of, 1)
        self.share = Share()
        self.told = label("rights_told", weight=STRONG)
        self.overdue = label("rights_overdue", role=WORSE, wrap=True)
        self.due = label("rights_due", wrap=True)
        self.ways = small("rights_ways", tr("A letter, a mail, or told in person"), wrap=True)
        self.inner.addLayout(row)
        for part in (self.share, self.told, self.overdue, self.due, self.ways):
            self.inner.addWidget(part)

    def show_counts(self, seen: Overview) -> None:
        """Shows where everybody stands."""
        late, waiting = seen.of_state("overdue"), seen.of_state("to_tell")
        count, everyone = len(late) + len(waiting), len(seen.standings)
        told = sum(one.person.told is not None for one in seen.standings)
        self.number.setText(integer(count))
        self.of.setText(trn("of {n} person\nuntil it says 0", "of {n} people\nuntil it says 0", everyone))
        self.share.show_share(told / everyone if everyone else 0)
        self.share.setAccessibleName(trn("{n} told", "{n} told", told))
        self.told.setText(trn("{n} told", "{n} told", told))
        first = next((one.tell_by for one in late if one.tell_by), None)
        self.overdue.setText(_overdue_words(len(late), day(first, "medium")))
        self.overdue.setVisible(bool(late))
        last = max((one.tell_by for one in waiting if one.tell_by), default=None)
        self.due.setText(tr("{n} to be told by {day}", n=integer(len(waiting)), day=day(last, "medium")))
        self.due.setVisible(bool(waiting))


def _overdue_words(count: int, since: str) -> str:
    if not since:
        return trn("{n} overdue", "{n} overdue", count)
    return trn("{n} overdue, since {day}", "{n} overdue, the first since {day}", count, day=since)


class AskedCard(SideCard):
    """What people asked for and nobody has answered. ``wanted`` with the request whose step was chosen."""

    wanted = Signal(object)
    note = Signal()

    def __init__(self) -> None:
        super().__init__("rights_asked", tr("They asked"))
        self.rows = QGridLayout()
        self.rows.setHorizontalSpacing(8)
        self.rows.setVerticalSpacing(2)
        self.rows.setColumnStretch(0, 1)
        self.inner.addLayout(self.rows)
        self.nothing = small("rights_nothing_asked", tr("Nothing is open."), wrap=True)
        self.add = Button("rights_note_request", tr("Note a request…"), "link")
        self.add.setAccessibleName(self.add.text())
        self.add.clicked.connect(self.note)
        for part in (self.nothing, self.add):
            self.inner.addWidget(part)

    def show_requests(self, seen: Overview) -> None:
        """Shows the open requests, the oldest first, each with the step that answers it."""
        while (item := self.rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        waiting = seen.open_requests
        for place, one in enumerate(waiting[:MOST_REQUESTS]):
            self._add_row(2 * place, one, seen.names.get(one.person, ""))
        self.nothing.setText(_more_words(len(waiting) - MOST_REQUESTS) if waiting else tr("Nothing is open."))
        self.nothing.setVisible(not waiting or len(waiting) > MOST_REQUESTS)

    def _add_row(self, at: int, one: Request, name: str) -> None:
        from core.rights.state import MONTHS_TO_ANSWER, months_later

        who = Elided(f"rights_asked_{one.id}", BODY, theme.MEDIUM)
        who.setText(name)
        until = months_later(one.day, MONTHS_TO_ANSWER) if one.day else None
        step = Button(f"rights_answer_{one.id}", step_words(one.kind), "link")
        step.setAccessibleName(f"{step.text()}{tr(': ')}{name}")
        step.clicked.connect(lambda: self.wanted.emit(one))
        self.rows.addWidget(who, at, 0)
        self.rows.addWidget(small(f"rights_until_{one.id}", tr("by {day}", day=day(until, "medium"))), at, 1)
        self.rows.addWidget(small(f"rights_wish_{one.id}", wish_words(one.kind)), at + 1, 0)
        self.rows.addWidget(step, at + 1, 1)


def _more_words(count: int) -> str:
    return trn("and {n} more", "and {n} more", count)


def wish_words(kind: str) -> str:
    """What a person asked for."""
    return {
        "access": tr("wants to see everything"),
        "correction": tr("wants something corrected"),
        "objection": tr("objects"),
        "erasure": tr("wants to be erased"),
    }[kind]


def step_words(kind: str) -> str:
    """The step that answers a request."""
    return {
        "access": tr("Show"),
        "correction": tr("Correct"),
        "objection": tr("Answered"),
        "erasure": tr("Erase"),
    }[kind]


class DocumentsCard(SideCard):
    """How far the register and the assessments are. ``save`` all of them, ``answer`` what is missing."""

    save = Signal()
    answer = Signal()

    def __init__(self) -> None:
        super().__init__("rights_documents", tr("Register of processing"))
        self.lines = QVBoxLayout()
        self.lines.setSpacing(6)
        self.inner.addLayout(self.lines)
        self.labels = [label(f"rights_document_{place}", wrap=True) for place in range(4)]
        for line in self.labels:
            self.lines.addWidget(line)
        self.print = Button("rights_save_documents", tr("Save all three…"), "link")
        self.fill = Button("rights_answer_documents", tr("Answer them…"), "link")
        self.print.clicked.connect(self.save)
        self.fill.clicked.connect(self.answer)
        row = QHBoxLayout()
        for button in (self.print, self.fill):
            button.setAccessibleName(button.text())
            row.addWidget(button)
            row.addStretch()
        self.inner.addLayout(row)

    def show_documents(self, documents: Sequence[Document], months: int) -> None:
        """Shows how many answers each of them lacks."""
        names = {
            "register": tr("Article 30 entry"),
            "interest": tr("Balance of interests"),
            "impact": tr("Impact assessment"),
        }
        for line, one in zip(self.labels, documents, strict=False):
            sign, words = (
                ("✓", tr("filled from this workspace")) if not one.missing else ("!", _missing_words(one.missing))
            )
            line.setText(f"{sign}  {names[one.name]}{tr(': ')}{words}")
            line.setForegroundRole(WORSE if one.missing else INK)
        kept = trn(
            "kept until {n} month after the last contact", "kept until {n} months after the last contact", months
        )
        self.labels[3].setText(f"✓  {kept}")


def _missing_words(count: int) -> str:
    return trn("{n} answer missing", "{n} answers missing", count)
