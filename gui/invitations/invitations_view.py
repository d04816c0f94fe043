"""Invitations: everyone on the list with their state by keyboard, waves, reserve, replies, and what was learnt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from core.i18n import day, integer, percent, tr, trn
from core.invitations import states
from core.invitations.afterwards import Afterwards, said
from core.invitations.coverage import CoverageFile
from core.invitations.replies import RepliesFile
from core.invitations.states import Advice, Guest
from gui.desk import messages
from gui.desk.actions import brought, invitations
from gui.desk.session import Session
from gui.invitations.coverage_dialog import CoverageDialog
from gui.invitations.invitation_state import StateDelegate
from gui.invitations.messages_page import MessagesPage
from gui.invitations.replies_dialog import RepliesDialog
from gui.parts import theme
from gui.parts.controls import QUIET, Button, label
from gui.parts.days import today
from gui.parts.flow import FlowLayout
from gui.parts.named import named
from gui.parts.table_look import table_look

if TYPE_CHECKING:
    from core.invitations.actions import Overview
    from core.invitations.brought import Brought

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Cell = Callable[[Guest], str]
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def columns() -> list[tuple[str, str, Cell, Qt.AlignmentFlag]]:
    """The columns as data: key, heading, text, side."""
    return [
        ("place", tr("Order"), lambda g: integer(g.place), RIGHT),
        ("name", tr("Name"), lambda g: g.name, LEFT),
        ("state", tr("State"), lambda g: states.words(g.state) if g.state else tr("in reserve"), LEFT),
        ("wave", tr("Wave"), lambda g: integer(g.wave) if g.wave else "", LEFT),
        ("reply", tr("Replied on"), lambda g: day(g.reply_day, "medium"), LEFT),
        ("link", tr("Wrote at"), lambda g: g.link, LEFT),
    ]


class GuestModel(QAbstractTableModel):
    """The guests in the order of the list; the state and the link can be edited."""

    def __init__(self, edit: Callable[[Guest, str, str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = columns()
        self.guests: tuple[Guest, ...] = ()
        self._edit = edit

    def show(self, guests: tuple[Guest, ...]) -> None:
        """Shows other guests; where as many stand as before, the selection and the scrolling stay."""
        if len(guests) == len(self.guests):
            self.guests = guests
            self.dataChanged.emit(self.index(0, 0), self.index(len(guests) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.guests = guests
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.guests)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        key, _, text, side = self.columns[index.column()]
        guest = self.guests[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text(guest)
        if role == Qt.ItemDataRole.EditRole:
            return guest.state if key == "state" else text(guest)
        return int(side) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self.columns[section][3])
        return self.columns[section][1] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = index.isValid() and self.columns[index.column()][0] in ("state", "link")
        return usual | Qt.ItemFlag.ItemIsEditable if editable else usual

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if value == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        self._edit(self.guests[index.row()], self.columns[index.column()][0], str(value))
        return True


class InvitationsView(QWidget):
    """The invitations of the campaign in view. Every change is a step of its own, undone like any other."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setObjectName("invitations_view")
        self.setAccessibleName(tr("Invitations"))
        self.session, self.campaign = session, session.campaign
        self._brought = ""
        self.counts = label("invitations_counts", wrap=True)
        self.advice = label("invitations_advice", role=QUIET, wrap=True)
        self.learnt = label("invitations_learnt", role=QUIET, wrap=True)
        self.model = GuestModel(self._edit_guest, self)
        self.table = self._make_table()
        self._make_buttons()
        self._lay_out()
        self.setFocusProxy(self.table)
        self.look_again()

    def _make_table(self) -> QTableView:
        table = named(QTableView(), "invitations_table")
        table.setAccessibleName(tr("Guests in the order of the list"))
        table.setModel(self.model)
        table.setItemDelegateForColumn(2, StateDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        edits = QAbstractItemView.EditTrigger
        table.setEditTriggers(edits.EditKeyPressed | edits.AnyKeyPressed | edits.DoubleClicked | edits.SelectedClicked)
        table.setShowGrid(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setStyleSheet(table_look(table))
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(theme.scaled(table, 30)))
        header = table.horizontalHeader()
        for part, name in ((header, "invitations_header"), (table.verticalHeader(), "invitations_rows")):
            part.setObjectName(name)
            part.setAccessibleName(tr("Columns"))
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(round(theme.scaled(table, 76)))
        return table

    def _make_buttons(self) -> None:
        self.next = Button("invitations_next", tr("Start the invitations"), "primary")
        self.more = Button("invitations_more", tr("Invite more"))
        self.replies = Button("invitations_replies", tr("Import &replies…"))
        self.posts = Button("invitations_posts", tr("Import &posts…"))
        self.write = Button("invitations_write", tr("&Write messages…"))
        self.after = Button("invitations_after", tr("What did it &show?"))
        self._doing: dict[Button, Callable[[], object]] = {
            self.next: lambda: None,
            self.more: lambda: None,
            self.write: self.write_messages,
            self.replies: self._choose_file,
            self.posts: self._choose_posts,
            self.after: self._ask_learnt,
        }
        for button in self._doing:
            button.setAccessibleName(button.text().replace("&", ""))
            button.clicked.connect(lambda checked=False, b=button: self._doing[b]())

    def _lay_out(self) -> None:
        buttons = FlowLayout(10)
        for button in (self.write, self.replies, self.posts, self.after, self.more, self.next):
            buttons.addWidget(button)
        row = named(QWidget(), "invitations_buttons")
        row.setLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self.counts, self.advice):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.learnt)
        layout.addWidget(row)
        self.learnt.hide()

    # --- what it shows -------------------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Reads the guests anew."""
        found = self.session.ask_latest("invitations", invitations.invitation_overview, self.campaign)
        found.then(self._show_overview)

    def _show_overview(self, seen: Overview) -> None:
        self.model.show(seen.guests)
        if not self.table.currentIndex().isValid() and seen.guests:
            self.table.setCurrentIndex(self.model.index(0, 2))
        found = states.counts(seen.guests)
        self.counts.setText(counts_words(found, seen.advice))
        self.advice.setText(advice_words(seen.advice) if sum(found.values()) else "")
        self._offer_steps(found, seen)

    def _offer_steps(self, found: dict[str, int], seen: Overview) -> None:
        """The next step is one button: start, then send the wave that is waiting."""
        started, waiting = bool(sum(found.values())), found[states.TO_INVITE]
        if not started:
            self._name_step(
                self.next,
                tr("Start the invitations"),
                lambda: self.session.act(invitations.start_invitations, self.campaign),
            )
        else:
            words = tr("Wave {number} has been &sent ({n})", number=seen.wave, n=waiting)
            self._name_step(self.next, words, lambda: self.session.act(invitations.send_wave, self.campaign))
        self.next.setEnabled(not started or bool(waiting))
        extra = max(0, seen.advice.safe - waiting)
        count = extra or 1
        self._name_step(
            self.more,
            trn("Invite one &more", "Invite {n} &more", count),
            lambda: self.session.act(invitations.invite_more, self.campaign, count),
        )
        self.more.setEnabled(started and extra > 0)
        self.write.setEnabled(started)
        self.posts.setEnabled(bool(sum(found[state] for state in states.SAID_YES)))
        self.after.setEnabled(bool(found[states.CAME] + found[states.WROTE] + found[states.NO_SHOW]))

    def _name_step(self, button: Button, text: str, do: Callable[[], object]) -> None:
        button.setText(text)
        button.setAccessibleName(text.replace("&", ""))
        button.updateGeometry()
        self._doing[button] = do

    # --- what it does --------------------------------------------------------------------------------------------

    def _edit_guest(self, guest: Guest, key: str, value: str) -> None:
        if key == "link":
            self.session.act(invitations.set_link, self.campaign, guest.person, value)
        else:
            answered = value in states.SAID_NO | {states.ACCEPTED} and value != states.NO_ANSWER
            day = today() if answered else None
            self.session.act(invitations.set_state, self.campaign, guest.person, value, day)

    def write_messages(self) -> None:
        """Looks at what goes out to the guests, then writes it as drafts; nothing is sent."""
        MessagesPage(self, self.session).open()

    def _choose_file(self) -> None:
        files = messages.ask_open_files(self, tr("Import replies"), messages.candidate_files())
        if files:
            self.read(files[0])

    def read(self, file: Path) -> None:
        """Looks at a file of replies, and shows what would be stored before anything is."""
        self.session.ask(invitations.look_at_replies, self.campaign, file).then(self._confirm_replies)

    def _confirm_replies(self, file: RepliesFile) -> None:
        dialog = RepliesDialog(self, file)
        dialog.accepted.connect(lambda: self.session.act(invitations.accept_replies, self.campaign, dialog.replies))
        dialog.open()

    def _choose_posts(self) -> None:
        files = messages.ask_open_files(self, tr("Import posts"), messages.candidate_files())
        if files:
            self.read_posts(files[0])

    def read_posts(self, file: Path) -> None:
        """Looks at a file of what was published, and shows whose each post is before anything is stored."""
        self.session.ask(brought.look_at_coverage, self.campaign, file).then(self._confirm_posts)

    def _confirm_posts(self, file: CoverageFile) -> None:
        dialog = CoverageDialog(self, file)
        dialog.accepted.connect(lambda: self.session.act(brought.accept_coverage, self.campaign, dialog.found))
        dialog.open()

    def _ask_learnt(self) -> None:
        self.session.ask(brought.list_brought, self.campaign).then(self._show_brought)
        self.session.ask(invitations.learn_from_outcome, self.campaign).then(self._show_learnt)

    def _show_brought(self, guests: list[Brought]) -> None:
        self._brought = brought.say_all_brought(guests)

    def _show_learnt(self, found: Afterwards) -> None:
        self.learnt.setText(" ".join(filter(None, (self._brought, *said(found)))))
        self.learnt.show()


def counts_words(found: dict[str, int], advice: Advice) -> str:
    """Who stands where, in one line; states that nobody is in stay out of it."""
    if not sum(found.values()):
        return tr("Nobody is invited yet. The first {seats} of the list take the seats.", seats=integer(advice.seats))
    yes = sum(found[state] for state in states.SAID_YES)
    parts = [tr("{yes} of {seats} seats accepted", yes=integer(yes), seats=integer(advice.seats))]
    shown = [state for state in states.STATES if state != states.ACCEPTED and found[state]]
    return " · ".join(
        [*parts, *(tr("{n} {state}", n=integer(found[state]), state=states.words(state)) for state in shown)]
    )


def advice_words(advice: Advice) -> str:
    """How far to over-book, with the doubt about the rate."""
    rate = advice.rate
    if rate.value is None:
        return tr("Nobody has answered yet: the acceptance is not known, so no more than the seats are invited.")
    seen = tr(
        "Acceptance so far {rate} ({low} to {high}, {yes} of {asked}).",
        rate=percent(100 * rate.value),
        low=percent(100 * rate.low),
        high=percent(100 * rate.high),
        yes=integer(rate.yes),
        asked=integer(rate.asked),
    )
    if not advice.free:
        return seen + " " + tr("The seats are taken.")
    more = tr(
        "To fill {free} seats: {even} more on average; with {safe} the risk of too many is at most {risk}.",
        free=integer(advice.free),
        even=integer(advice.even),
        safe=integer(advice.safe),
        risk=percent(100 * advice.risk),
    )
    return f"{seen} {more}"
