"""What is written to guests: the template on the left, on the right what each of them will read; then drafts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import get_args

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from core.errors import Trouble
from core.i18n import current, tr, trn
from core.invitations.appointment import Appointment
from core.invitations.messages import Composed, HeldBack, Letterhead, Purpose, Template
from gui.desk import messages
from gui.desk.actions import guest_messages
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.controls import QUIET, WORSE, Button, label, small
from gui.parts.days import day_hint, day_typed
from gui.parts.named import named
from gui.parts.page import Page
from gui.parts.theme import STRONG

SIZE = (1040, 720)
MOST_HELD_BACK = 6
"""So many of those held back are named on the page; how many more there are is said."""


class MessagesPage(Page):
    """The messages of one purpose to the guests it is for. Every change shows at once what will be read."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, "messages", tr("Messages to guests"), SIZE)
        self.session, self.campaign = session, session.campaign
        self.template: Template | None = None
        self.composed = Composed((), ())
        self.shown = 0
        self.fields = QFormLayout()
        self._make_fields()
        self._make_preview()
        self.drafts = Button("messages_drafts", tr("Write drafts…"), "primary")
        self.mailbox = Button("messages_mailbox", tr("One mailbox file…"))
        self.table = Button("messages_table", tr("Table for a mail merge…"))
        self.leave.voice = "plain"  # the one next step is to write the drafts
        for button, do in (
            (self.drafts, self.write_drafts),
            (self.mailbox, self.write_mailbox),
            (self.table, self.write_table),
        ):
            button.clicked.connect(do)
        self.fault = small("messages_fault", role=WORSE, wrap=True)
        middle = QWidget()
        columns = QHBoxLayout(middle)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(24)
        columns.addLayout(self.fields, 1)
        columns.addLayout(self.preview, 1)
        nothing_sent = label(
            "messages_text", tr("Nothing is sent from here: the drafts open in your mail program."), role=QUIET
        )
        self.lay_out(
            nothing_sent,
            middle,
            self.held_back,
            self.fault,
            grow={middle},
            buttons=(self.drafts, self.mailbox, self.table),
        )
        self.purpose.setFocus()
        session.ask(guest_messages.appointment_of, self.campaign).then(self._begin)

    def _make_fields(self) -> None:
        self.purpose = self._add_choice(
            "messages_purpose",
            tr("For"),
            [
                ("invitation", tr("those to invite")),
                ("reminder", tr("those who have not answered")),
                ("confirmation", tr("those who said yes")),
            ],
        )
        self.language = self._add_choice(
            "messages_language", tr("Words in"), [("en", tr("English")), ("fr", tr("French"))]
        )
        self.language.setCurrentIndex(self.language.findData(current()))
        self.subject = self._add_line("messages_subject", tr("Subject"))
        self.text = named(QPlainTextEdit(), "messages_body")
        self.text.setTabChangesFocus(True)
        self._add(self.text, tr("Text"))
        self.starts = self._add_line("messages_starts", tr("Begins at"), tr("hours:minutes, or blank"))
        self.venue = self._add_line("messages_venue", tr("Venue"))
        self.signed_by = self._add_line("messages_sender", tr("Signed by"))
        self.reply_by = self._add_line("messages_reply_by", tr("Answer until"), day_hint())
        self.purpose.currentIndexChanged.connect(self._ask_template)
        self.language.currentIndexChanged.connect(self._show_template)
        self.subject.textEdited.connect(self._words_changed)
        self.text.textChanged.connect(self._words_changed)
        for line in (self.starts, self.venue, self.signed_by, self.reply_by):
            line.textEdited.connect(self.compose)

    def _add(self, field: QWidget, title: str) -> None:
        caption = label(f"{field.objectName()}_label", title, role=QUIET)
        caption.setBuddy(field)
        field.setAccessibleName(title)
        self.fields.addRow(caption, field)

    def _add_line(self, name: str, title: str, hint: str = "") -> QLineEdit:
        line = named(QLineEdit(), name)
        line.setPlaceholderText(hint)
        self._add(line, title)
        return line

    def _add_choice(self, name: str, title: str, choices: list[tuple[str, str]]) -> QComboBox:
        combo = named(QComboBox(), name)
        for value, text in choices:
            combo.addItem(text, value)
        combo.view().setObjectName(f"{name}_list")
        combo.view().setAccessibleName(title)
        self._add(combo, title)
        return combo

    def _make_preview(self) -> None:
        self.to = label("messages_to", weight=STRONG)
        self.before = Button("messages_before", "‹")
        self.after = Button("messages_after", "›")
        for button, name, step in ((self.before, tr("Guest before"), -1), (self.after, tr("Next guest"), 1)):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(lambda checked=False, by=step: self.show_guest(self.shown + by))
        self.read = named(QTextEdit(), "messages_read")
        self.read.setReadOnly(True)
        self.read.setAccessibleName(tr("What this guest will read"))
        self.held_back = small("messages_held_back", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.to, 1)
        row.addWidget(self.before)
        row.addWidget(self.after)
        self.preview = QVBoxLayout()
        self.preview.setSpacing(round(theme.scaled(self, 8)))
        self.preview.addLayout(row)
        self.preview.addWidget(self.read, 1)

    # --- what is written -----------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Purpose:
        """What is written for."""
        names: tuple[Purpose, ...] = get_args(Purpose)
        return names[max(0, self.purpose.currentIndex())]

    def _begin(self, event: Appointment) -> None:
        self.known = event
        self.venue.setText(event.venue)
        self._ask_template()

    def _ask_template(self) -> None:
        found = self.session.ask_latest("message template", guest_messages.template_of, self.chosen)
        found.then(self._take_template)

    def _take_template(self, template: Template) -> None:
        self.template = template
        self._show_template()

    def _show_template(self) -> None:
        if self.template is None:
            return
        code = self.language.currentData()
        self.subject.setText(self.template.subject.get(code, ""))
        self.text.blockSignals(True)
        self.text.setPlainText(self.template.text.get(code, ""))
        self.text.blockSignals(False)
        self.compose()

    def _words_changed(self) -> None:
        if self.template is not None:
            code = self.language.currentData()
            self.template = guest_messages.renamed(self.template, code, self.subject.text(), self.text.toPlainText())
            self.compose()

    def compose(self) -> None:
        """Fills the template for every guest; what cannot be filled is said, and the last good ones stay."""
        if self.template is None:
            return
        try:
            letterhead = Letterhead(self.signed_by.text().strip(), day_typed(self.reply_by.text()))
            event = Appointment(
                self.known.title, self.known.day, _time_typed(self.starts.text()), venue=self.venue.text().strip()
            )
        except Trouble as trouble:
            self._show_fault(trouble)
            return
        asked = self.session.ask_latest(
            "messages", guest_messages.compose, self.campaign, self.chosen, self.template, event, letterhead
        )
        asked.then(self._show_composed).failed(self._show_fault)

    def _show_fault(self, trouble: Trouble) -> None:
        self.fault.setText(str(trouble))

    def _show_composed(self, composed: Composed) -> None:
        self.composed = composed
        self.fault.setText("")
        self.held_back.setText(_held_back_words(composed.held_back))
        count = len(composed.drafts)
        self.drafts.setText(trn("Write {n} draft…", "Write {n} drafts…", count))
        self.drafts.setAccessibleName(self.drafts.text())
        for button in (self.drafts, self.mailbox, self.table):
            button.setEnabled(bool(count))
        self.show_guest(self.shown)

    def show_guest(self, number: int) -> None:
        """What one of the guests will read, by their number from 0."""
        drafts = self.composed.drafts
        self.shown = max(0, min(number, len(drafts) - 1))
        self.before.setEnabled(self.shown > 0)
        self.after.setEnabled(self.shown < len(drafts) - 1)
        if not drafts:
            self.to.setText(tr("Nobody to write to"))
            self.read.setPlainText("")
            return
        draft = drafts[self.shown]
        self.to.setText(tr("{name}, {k} of {n}", name=draft.name, k=self.shown + 1, n=len(drafts)))
        self.read.setPlainText(f"{draft.mail.email}\n{draft.mail.subject}\n\n{draft.mail.text}")

    # --- what leaves ---------------------------------------------------------------------------------------------

    def write_drafts(self) -> None:
        """Writes one file a guest into a folder."""
        folder = messages.ask_folder(self, tr("Folder for the drafts"))
        if folder is not None:
            self._write(lambda composed, path: guest_messages.write_drafts(composed, path), folder)

    def write_mailbox(self) -> None:
        """Writes all messages into one file that mail programs import."""
        path = messages.ask_save_file(self, tr("One mailbox file"), "messages.mbox", tr("Mailbox (*.mbox)"))
        if path is not None:
            self._write(guest_messages.write_mbox, path)

    def write_table(self) -> None:
        """Writes the messages as a table."""
        path = messages.ask_save_file(self, tr("Table for a mail merge"), "messages.csv", tr("CSV table (*.csv)"))
        if path is not None:
            self._write(guest_messages.write_merge_table, path)

    def _write(self, write: Callable[[Composed, Path], object], path: Path) -> None:
        """Keeps the words for the next time and writes the messages shown."""
        try:
            write(self.composed, path)
        except Trouble as trouble:
            self._show_fault(trouble)
            return
        if self.template is not None:
            self.session.ask(guest_messages.store_template, self.chosen, self.template)
        count = len(self.composed.drafts)
        self.held_back.setText(trn("{n} message is in {path}.", "{n} messages are in {path}.", count, path=path.name))


def _time_typed(text: str) -> time | None:
    """The time somebody typed: 19:30, 19h30 or 19; None for blank. Trouble for anything else."""
    text = text.strip().casefold().replace("h", ":").rstrip(":")
    if not text:
        return None
    hour, _, minute = text.partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise Trouble(tr("This is not a time."), text, tr("Type it as {example}.", example="19:30")) from None


def _held_back_words(held_back: tuple[HeldBack, ...]) -> str:
    """Who is held back and why; nothing where nobody is."""
    if not held_back:
        return ""
    named_ones = "; ".join(f"{one.name} ({one.why})" for one in held_back[:MOST_HELD_BACK])
    more = len(held_back) - MOST_HELD_BACK
    rest = "" if more <= 0 else " " + trn("and {n} more", "and {n} more", more)
    return (
        trn("Held back, {n} guest: {names}", "Held back, {n} guests: {names}", len(held_back), names=named_ones) + rest
    )
