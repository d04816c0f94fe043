"""Three lists that a score alone would never show: the overlooked, the loud, and those whom no network knows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.campaign import lists
from core.campaign.board import Board
from core.campaign.lists import Known
from core.i18n import decimal, tr, trn
from core.model import HUNDREDTHS, LongArray
from gui.desk import actions
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.controls import QUIET, Button, Tabs, label
from gui.parts.named import named
from gui.parts.theme import HEADING, STRONG
from gui.parts.trees import plain_tree, select_row

SIZE = (860, 560)
PERSON = Qt.ItemDataRole.UserRole
MOST = 500
"""Beyond so many names a list is no list to read."""


class ListsView(QDialog):
    """``chosen`` (person): the user wants to see somebody in the window."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, session: Session, board: Board) -> None:
        super().__init__(parent)
        self.setObjectName("lists_view")
        self.setWindowTitle(tr("Beyond the score"))
        self.setAccessibleName(tr("Beyond the score"))
        self.resize(theme.fitted(self, SIZE))
        self.session, self.campaign, self.board = session, board.campaign.id, board
        self.tabs = Tabs("lists_tabs")
        self.tabs.setAccessibleName(tr("Lists"))
        self.pages = named(QStackedWidget(), "lists_pages")
        self.words = label("lists_words", role=QUIET, wrap=True)
        scored = ((tr("Name"), tr("Score"), tr("Credibility"), tr("Organisation")), (5, 2, 2, 5))
        self.overlooked = plain_tree("lists_overlooked", tr("Overlooked"), *scored)
        self.loud = plain_tree("lists_loud", tr("Loud"), *scored)
        self.unknown = plain_tree(
            "lists_unknown",
            tr("On no network"),
            (tr("Name"), tr("Evidence"), tr("Highest level"), tr("Known from"), tr("Organisation")),
            (5, 1, 2, 4, 4),
        )
        self.trees = (self.overlooked, self.loud, self.unknown)
        self.invite = Button("lists_invite", tr("Make a candidate"))
        self.show_button = Button("lists_show", tr("Show in the window"), "primary")
        self.leave = Button("lists_close", tr("Close"))
        for button in (self.invite, self.show_button, self.leave):
            button.setAccessibleName(button.text())
        self._known: list[Known] = []
        self._lay_out()
        self._connect_parts()
        self._fill_list(self.overlooked, lists.overlooked(self.board))
        self._fill_list(self.loud, lists.loud(self.board))
        self._ask_known()
        self._turn_to(0)

    def _lay_out(self) -> None:
        for tree in self.trees:
            self.tabs.addTab(tree.accessibleName())
            self.pages.addWidget(tree)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        for button in (self.leave, self.invite, self.show_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(label("lists_title", tr("Beyond the score"), size=HEADING, weight=STRONG))
        layout.addWidget(self.tabs)
        layout.addWidget(self.words)
        layout.addWidget(self.pages, 1)
        layout.addLayout(buttons)

    def _connect_parts(self) -> None:
        self.tabs.currentChanged.connect(self._turn_to)
        self.show_button.clicked.connect(self._show_chosen)
        self.invite.clicked.connect(self._make_candidate)
        self.leave.clicked.connect(self.reject)
        for tree in self.trees:
            tree.currentItemChanged.connect(lambda now, before: self._offer_buttons())
            tree.itemActivated.connect(lambda item, column: self._show_chosen())

    def _fill_list(self, tree: QTreeWidget, rows: LongArray) -> None:
        board = self.board
        shown = rows[:MOST].tolist()
        names, organisations = board.name.take(shown), board.organisation.take(shown)
        for row, name, organisation in zip(shown, names, organisations, strict=True):
            score, credibility = (
                decimal(int(axis.value[row]) / HUNDREDTHS)
                for axis in (board.candidates.score, board.candidates.credibility)
            )
            shown_score = tr("off line") if board.candidates.offline[row] else score
            item = QTreeWidgetItem(tree, [name, shown_score, credibility, organisation])
            item.setData(0, PERSON, int(board.person[row]))

    def _ask_known(self) -> None:
        self.session.ask_latest("known", actions.lists.unknown_to_networks, self.campaign).then(self._show_known)

    def _show_known(self, known: Sequence[Known]) -> None:
        self._known = list(known)
        self.unknown.clear()
        for one in self._known[:MOST]:
            level = "–" if one.level is None else decimal(one.level, 0)
            where = " · ".join([*([tr("this campaign")] if one.here else []), *one.campaigns])
            item = QTreeWidgetItem(self.unknown, [one.name, str(one.evidence), level, where, one.organisation])
            item.setData(0, PERSON, one.person)
        self._turn_to(self.tabs.currentIndex())

    def _turn_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        tree = self.trees[page]
        if tree.currentItem() is None and tree.topLevelItemCount():
            select_row(tree, 0)
        self.words.setText(self._explain_list(page, tree.topLevelItemCount()))
        self._offer_buttons()

    def _explain_list(self, page: int, count: int) -> str:
        cutoff = lists.cutoff_of(self.board)
        if page == 0:
            return trn(
                "{n} candidate of high credibility whom a cut-off at {cutoff} would leave out",
                "{n} candidates of high credibility whom a cut-off at {cutoff} would leave out",
                count,
                cutoff=cutoff,
            )
        if page == 1:
            return trn(
                "{n} candidate at {cutoff} or above of whom no professional stature was found",
                "{n} candidates at {cutoff} or above of whom no professional stature was found",
                count,
                cutoff=cutoff,
            )
        return trn(
            "{n} person known by evidence or a level, whom no network knows",
            "{n} people known by evidence or a level, whom no network knows",
            count,
        )

    @property
    def person(self) -> int | None:
        """The id of the one chosen in the list in view."""
        item = self.trees[self.pages.currentIndex()].currentItem()
        return None if item is None else int(item.data(0, PERSON))

    def _is_no_candidate(self) -> bool:
        """Whether the one chosen is no candidate of this campaign yet."""
        person = self.person
        return self.pages.currentWidget() is self.unknown and any(
            one.person == person and not one.here for one in self._known
        )

    def _offer_buttons(self) -> None:
        no_candidate = self._is_no_candidate()
        self.invite.setVisible(self.pages.currentWidget() is self.unknown)
        self.invite.setEnabled(no_candidate)
        self.show_button.setEnabled(self.person is not None and not no_candidate)

    def _show_chosen(self) -> None:
        person = self.person
        if person is not None and not self._is_no_candidate():
            self.accept()
            self.chosen.emit(person)

    def _make_candidate(self) -> None:
        person = self.person
        if person is not None:
            added = self.session.act(actions.lists.consider, self.campaign, [person])
            added.then(lambda nothing: self._ask_known())
