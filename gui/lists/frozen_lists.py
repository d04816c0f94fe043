"""The versions of a campaign's list, the names on the one chosen, what leaves of it, and what seals it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.i18n import decimal, integer, percent, tr, trn
from core.shortlist.report.phrases import rule
from core.shortlist.snapshot import Entry, Snapshot
from core.shortlist.versions import DRAFT, Version, Versions
from gui.desk.actions import versions
from gui.desk.session import Session
from gui.lists.version_cards import CHOSEN, LINES, OutputButton, VersionDelegate, draft_lines, version_lines
from gui.parts.card import Card
from gui.parts.columns import Column, Columns
from gui.parts.controls import QUIET, WORSE, Button, Elided, label, small
from gui.parts.named import named
from gui.parts.theme import CARD_TITLE, STRONG

LEFT_WIDTH, RIGHT_WIDTH, PAD = 268, 328, 16


class ShortlistView(QWidget):
    """Versions at the left, the names on the chosen one in the middle, what leaves of it and what seals it at the
    right. ``chosen_changed`` (id, 0 for the draft) after another one was chosen; nothing rewrites a frozen list."""

    chosen_changed = Signal(object)
    shown = Signal()

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        ways_out: Mapping[str, Callable[[], object]],
        rename: Callable[[Version], object],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("shortlist_view")
        self.setAccessibleName(tr("Frozen shortlists"))
        self.session = session
        self.known: Versions | None = None
        self.lists = named(QListWidget(), "shortlist_lists")
        self.lists.setAccessibleName(tr("Versions of the list"))
        self.lists.setItemDelegate(VersionDelegate(self.lists))
        self.lists.setFrameShape(QListWidget.Shape.NoFrame)
        self.lists.viewport().setAutoFillBackground(False)
        self.names = make_names_tree()
        self.heading = Elided("shortlist_heading", CARD_TITLE, STRONG)
        self.rename = Button("list_rename", tr("Rename…"), "link")
        self.rename.setAccessibleName(tr("Rename this version"))
        self.rename.setShortcut("F2")
        self.rename.clicked.connect(lambda: self.chosen is not None and rename(self.chosen))
        self.outputs_title = label("outputs_title", size=CARD_TITLE, weight=STRONG, wrap=True)
        self.state = small("shortlist_state", wrap=True)
        self.basis = small("shortlist_basis", wrap=True)
        self.outputs = [
            OutputButton("list_csv", "CSV", tr("for any spreadsheet"), "Alt 1"),
            OutputButton("list_xlsx", "XLSX", tr("list, reasons, method"), "Alt 2"),
            OutputButton("list_pdf", tr("PDF report"), tr("one page a guest"), "Alt 3"),
            OutputButton("list_print", tr("Print"), tr("with a look at the pages first"), "Ctrl P"),
        ]
        for button, run in zip(self.outputs, ways_out.values(), strict=True):
            button.clicked.connect(lambda checked=False, run=run: run())
        self.lists.currentItemChanged.connect(lambda now, before: self._show_chosen())
        self._lay_out()
        self.setFocusProxy(self.lists)
        self.look_again()

    def _lay_out(self) -> None:
        middle, right = Card("shortlist_card"), Card("outputs_card")
        middle.setAccessibleName(tr("Names"))
        right.setAccessibleName(tr("Out of the house"))
        head = QHBoxLayout()
        head.setContentsMargins(PAD, 12, PAD, 8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.rename)
        middle.contents.addLayout(head)
        middle.contents.addWidget(self.names, 1)
        out = QVBoxLayout()
        out.setContentsMargins(PAD, 12, PAD, PAD)
        out.setSpacing(8)
        out.addWidget(self.outputs_title)
        for button in self.outputs:
            out.addWidget(button)
        out.addSpacing(8)
        out.addWidget(label("seal_title", tr("Seal"), size=CARD_TITLE, weight=STRONG))
        out.addWidget(self.state)
        out.addSpacing(8)
        out.addWidget(label("basis_title", tr("What it stands on"), size=CARD_TITLE, weight=STRONG))
        out.addWidget(self.basis)
        out.addStretch()
        right.contents.addLayout(out)
        self.columns = Columns(
            "list_columns",
            (
                Column(tr("Versions"), self.lists, LEFT_WIDTH),
                Column(tr("Names"), middle),
                Column(tr("Out of the house"), _scroll(right), RIGHT_WIDTH),
            ),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.columns)

    @property
    def chosen(self) -> Version | None:
        """The version chosen; None for the draft."""
        item = self.lists.currentItem()
        found = item.data(CHOSEN) if item is not None else None
        return found if isinstance(found, Version) else None

    def look_again(self) -> None:
        """Reads the versions anew; the one chosen stays so, and one frozen meanwhile is chosen."""
        self.session.ask_latest("versions", versions.list_versions, self.session.campaign).then(self._show_versions)

    def _show_versions(self, known: Versions) -> None:
        before, chosen = self.known, self.chosen
        fresh = before is None or len(known.frozen) != len(before.frozen)
        self.known = known
        self.lists.blockSignals(True)
        self.lists.clear()
        cards = [(draft_lines(known), None), *((version_lines(one), one) for one in known.frozen)]
        row = 1 if known.frozen and fresh else 0
        for at, (lines, version) in enumerate(cards):
            item = QListWidgetItem()
            item.setData(LINES, lines)
            item.setData(CHOSEN, version)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join((*lines.texts, lines.weight)))
            self.lists.addItem(item)
            if not fresh and version is not None and chosen is not None and version.id == chosen.id:
                row = at
        self.lists.setCurrentRow(row)
        self.lists.blockSignals(False)
        self._show_chosen()
        self.shown.emit()

    def _show_chosen(self) -> None:
        if self.known is None:
            return
        version = self.chosen
        snapshot = self.known.draft if version is None else version.snapshot
        which = tr("Draft, not signed") if version is None else tr("Version {n}", n=integer(version.number))
        self.heading.setText(" · ".join(filter(None, (which, "" if version is None else version.name))))
        self.rename.setVisible(version is not None)
        self.outputs_title.setText(tr("{which}, out of the house", which=which))
        self._show_names(snapshot)
        self.state.setText(seal_words(version))
        broken = version is not None and not version.seal.valid
        self.state.setForegroundRole(WORSE if broken else QUIET)
        for button in self.outputs:
            button.setEnabled(not broken)
        self.basis.setText(basis_words(snapshot))
        self.chosen_changed.emit(DRAFT if version is None else version.id)

    def _show_names(self, snapshot: Snapshot) -> None:
        self.names.clear()
        for entry in snapshot.entries:
            item = QTreeWidgetItem(self.names, entry_cells(entry))
            for column in (0, 2, 3, 4):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def seal_words(version: Version | None) -> str:
    """What seals the list, or what was altered, by name."""
    if version is None:
        return tr("This is a draft: it bears no signature. Freeze and sign… keeps the list as it is.")
    if not version.seal.valid:
        return tr("The seal is broken: {what}", what="; ".join(version.seal.changed))
    parts = [
        tr("The seal is intact."),
        tr("signed by {name}", name=version.signed_by),
        version.when,
    ]
    if version.seal.fingerprint:
        mark = version.seal.fingerprint
        grouped = " ".join(mark[at : at + 8] for at in range(0, len(mark), 8))
        parts.append(tr("key {fingerprint}", fingerprint=grouped))
    return "\n".join(filter(None, (*parts, *version.seal.notes)))


def basis_words(snapshot: Snapshot) -> str:
    """How many were ranked and assessed, and by which weight and rules."""
    ranked = trn("{n} person ranked", "{n} people ranked", snapshot.considered)
    assessed = tr("{n} assessed", n=integer(snapshot.assessed))
    seats, weight = trn("{n} seat", "{n} seats", snapshot.seats), percent(snapshot.weight / 100, 1)
    return "\n".join((ranked, assessed, seats, tr("Weight {weight}", weight=weight), *map(rule, snapshot.rules)))


def entry_cells(entry: Entry) -> list[str]:
    """One name of a list; those below the line are marked in words."""
    rank = str(entry.rank) if entry.is_in else tr("{rank} (reserve)", rank=entry.rank)
    values = [decimal(v / 100) for v in (entry.total, entry.score_used, entry.credibility_used)]
    return [rank, entry.name, *values]


def _scroll(inside: QWidget) -> QScrollArea:
    """Around what may be higher than the page."""
    scroll = named(QScrollArea(), "outputs_scroll")
    scroll.setAccessibleName(tr("Out of the house"))
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    scroll.viewport().setAutoFillBackground(False)
    return scroll


def make_names_tree() -> QTreeWidget:
    """The table of the names, without any yet."""
    tree = named(QTreeWidget(), "shortlist_names")
    tree.setAccessibleName(tr("Names"))
    tree.setHeaderLabels([tr("Rank"), tr("Name"), tr("Total"), tr("Score"), tr("Credibility")])
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setFrameShape(QTreeWidget.Shape.NoFrame)
    tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    tree.header().setObjectName("shortlist_names_header")
    tree.header().setAccessibleName(tr("Columns"))
    tree.header().setStretchLastSection(False)
    for column in (0, 2, 3, 4):
        tree.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    for column in range(5):
        fit = QHeaderView.ResizeMode.Stretch if column == 1 else QHeaderView.ResizeMode.ResizeToContents
        tree.header().setSectionResizeMode(column, fit)
    return tree
