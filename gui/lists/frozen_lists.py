"""The frozen shortlists of a campaign: who signed them, whether they are intact, and their pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.i18n import day as day_words
from core.i18n import decimal, tr
from core.shortlist.seal import Opened
from core.shortlist.snapshot import Entry
from core.shortlist.tables import FrozenList
from core.shortlist.verify import Verified, state_words
from gui.desk.actions import shortlists, verification
from gui.desk.session import Session
from gui.parts.controls import QUIET, Button, label
from gui.parts.named import named
from gui.parts.trees import select_row


class ShortlistView(QWidget):
    """Lists on the left, the chosen one's names on the right. Nothing here rewrites a frozen list."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setObjectName("shortlist_view")
        self.setAccessibleName(tr("Frozen shortlists"))
        self.session = session
        self.opened: list[Opened] = []
        self._numbers: list[int] = []
        self._checked: dict[int, str] = {}
        self._gone = ""
        self.state = label("shortlist_state", role=QUIET, wrap=True)
        self.lists = _make_tree(
            "shortlist_lists", tr("Frozen shortlists"), (tr("Name"), tr("Signed off by"), tr("Date"))
        )
        self.names = _make_tree(
            "shortlist_names", tr("Names"), (tr("Rank"), tr("Name"), tr("Total"), tr("Score"), tr("Credibility"))
        )
        self.pages = Button("shortlist_pages", tr("Look at the pages…"), "primary")
        self.pages.setAccessibleName(self.pages.text())
        self.pages.setEnabled(False)
        self.lists.currentItemChanged.connect(lambda now, before: self._show_chosen())
        self.pages.clicked.connect(self._show_pages)
        self._lay_out()
        self.setFocusProxy(self.lists)
        self.look_again()

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.lists, 5)
        middle.addWidget(self.names, 6)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.pages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.state)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)

    @property
    def chosen(self) -> Opened | None:
        """The frozen list chosen."""
        row = self.lists.currentIndex().row()
        return self.opened[row] if 0 <= row < len(self.opened) else None

    def look_again(self) -> None:
        """Reads the lists anew, the newest then chosen."""
        self.session.ask(shortlists.frozen_lists, self.session.campaign).then(self._show_lists)

    def _show_lists(self, known: Sequence[tuple[FrozenList, Opened]]) -> None:
        self.lists.clear()
        self.names.clear()
        self.opened = [opened for _, opened in known]
        self._numbers = [frozen.id for frozen, _ in known]
        if known:
            self.session.ask(verification.verify_campaign, self.session.campaign).then(self._note_checked)
        for frozen, _ in known:
            QTreeWidgetItem(self.lists, [frozen.name, frozen.signed_by, day_words(frozen.signed_on, "medium")])
        self.state.setText("" if known else tr("Nothing is frozen yet. Shortlist › Freeze and sign keeps the list."))
        select_row(self.lists, 0)

    def _note_checked(self, checked: Sequence[Verified]) -> None:
        """What the check of signatures says; those that are gone are named under every list."""
        self._checked = {one.id: state_words(one) for one in checked if one.name}
        gone = [state_words(one) for one in checked if not one.name]
        self._gone = " ".join(gone)
        self._show_state()

    def _show_chosen(self) -> None:
        opened = self.chosen
        if opened is None:
            return
        snapshot = opened.snapshot
        self.names.clear()
        for entry in snapshot.entries:
            item = QTreeWidgetItem(self.names, entry_cells(entry))
            for column in (2, 3, 4):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        self._show_state()
        self.pages.setEnabled(True)

    def _show_state(self) -> None:
        opened, row = self.chosen, self.lists.currentIndex().row()
        if opened is None:
            return
        snapshot = opened.snapshot
        weight = decimal(snapshot.weight / 100, 1)
        intact = tr("The seal is intact") if opened.valid else tr("The seal is broken: a byte has been changed")
        self.state.setText(
            tr(
                "{seats} seats · weight {weight} % · {intact} ({digest}…)",
                seats=snapshot.seats,
                weight=weight,
                intact=intact,
                digest=opened.digest[:12],
            )
            + "".join(f"\n{line}" for line in (self._checked.get(self._numbers[row], ""), self._gone) if line)
        )

    def _show_pages(self) -> None:
        from gui.lists.print_view import PrintView

        if self.chosen is not None:
            PrintView(self, self.session, self.chosen.snapshot).open()


def entry_cells(entry: Entry) -> list[str]:
    """One name of a frozen list; those below the line are marked in words."""
    rank = str(entry.rank) if entry.is_in else tr("{rank} (reserve)", rank=entry.rank)
    values = [decimal(v / 100) for v in (entry.total, entry.score_used, entry.credibility_used)]
    return [rank, entry.name, *values]


def _make_tree(name: str, title: str, headings: tuple[str, ...]) -> QTreeWidget:
    tree = named(QTreeWidget(), name)
    tree.setAccessibleName(title)
    tree.setHeaderLabels(list(headings))
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    tree.header().setObjectName(f"{name}_header")
    tree.header().setAccessibleName(tr("Columns"))
    tree.header().setStretchLastSection(False)
    for column in range(len(headings)):
        fit = (
            QHeaderView.ResizeMode.Stretch
            if headings[column] == tr("Name")
            else QHeaderView.ResizeMode.ResizeToContents
        )
        tree.header().setSectionResizeMode(column, fit)
    return tree
