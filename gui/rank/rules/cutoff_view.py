"""The cut-off audit: whom a cut-off on the score alone would drop, and whom it would let in instead."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.campaign import rules
from core.i18n import decimal, integer, tr, trn
from core.model import HUNDREDTHS, LongArray, Progress
from core.ranking.cutoff import CutoffAudit, cutoff_audit
from gui.desk.live import Live
from gui.parts import theme
from gui.parts.controls import QUIET, Button, label, steps
from gui.parts.theme import STRONG
from gui.parts.trees import plain_tree

USUAL, LEAST_HIGH = 60, 130
PAUSE_MS = 120
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CutoffView(QWidget):
    """Two lists that follow the number; ``kept`` (number): it is to be the campaign's."""

    kept = Signal(object)

    def __init__(self, live: Live) -> None:
        super().__init__()
        self.setObjectName("cutoff_view")
        self.setAccessibleName(tr("Cut-off audit"))
        self.live = live
        campaign = live.board.campaign if live.board is not None else None
        kept = campaign.cutoff if campaign is not None else None
        self.cutoff = steps("audit_cutoff")
        self.cutoff.setRange(0, 100)
        self.cutoff.setValue(USUAL if kept is None else kept)
        self.cutoff.setAccessibleName(tr("Cut-off to compare with"))
        self.cutoff.setMinimumHeight(round(theme.scaled(self, 28)))
        self.words = label("audit_words", role=QUIET, wrap=True)
        self.dropped = self._make_list("audit_dropped", tr("Would be dropped"))
        self.admitted = self._make_list("audit_admitted", tr("Would be let in"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.ask_audit)
        self.cutoff.valueChanged.connect(lambda value: self._pause.start())
        self._lay_out()
        live.settled.connect(lambda weight: self._pause.start())
        self.ask_audit()

    def _make_list(self, name: str, title: str) -> QTreeWidget:
        tree = plain_tree(name, title, (title, tr("Score"), tr("Credibility")), (4, 1, 1))
        tree.setMinimumHeight(round(theme.scaled(self, LEAST_HIGH)))
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            tree.headerItem().setTextAlignment(column, RIGHT)
        tree.itemActivated.connect(lambda item: self.live.select(item.data(0, Qt.ItemDataRole.UserRole)))
        return tree

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label("audit_title", tr("A cut-off on the score alone at"), weight=STRONG, wrap=True), 1)
        head.addWidget(self.cutoff)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.dropped, 1)
        column.addWidget(self.admitted, 1)
        self.keep = Button("audit_keep", tr("Keep as the campaign’s cut-off"), "primary")
        self.keep.setAccessibleName(self.keep.text())
        self.keep.clicked.connect(lambda: self.kept.emit(self.cutoff.value()))
        column.addWidget(self.keep, alignment=Qt.AlignmentFlag.AlignRight)

    def ask_audit(self) -> None:
        """Looks anew at whom the cut-off would drop and let in."""
        board, seats, weight, cutoff = self.live.board, self.live.seats, self.live.weight, self.cutoff.value()
        if board is None:
            return

        def work(progress: Progress) -> CutoffAudit:
            return cutoff_audit(board.candidates, seats, weight, cutoff, rules.rules_of(board))

        self.live.work_out("cutoff", work, self._show_audit)

    def _show_audit(self, audit: CutoffAudit) -> None:
        self._fill_list(self.dropped, audit.dropped)
        self._fill_list(self.admitted, audit.admitted)
        self.words.setText(audit_words(audit))

    def showEvent(self, event: QShowEvent) -> None:
        self.ask_audit()
        super().showEvent(event)

    def _fill_list(self, tree: QTreeWidget, places: LongArray) -> None:
        tree.clear()
        board = self.live.board
        if board is None:
            return
        candidates, held = board.candidates, places.tolist()
        for place, name in zip(held, board.name.take(held), strict=True):
            known = bool(candidates.score.known[place])
            score = decimal(candidates.score.value[place] / HUNDREDTHS) if known else tr("unknown")
            if candidates.offline[place]:
                score = tr("off line")
            item = QTreeWidgetItem(tree, [name, score, decimal(candidates.credibility.value[place] / HUNDREDTHS)])
            item.setData(0, Qt.ItemDataRole.UserRole, place)
            for column in (1, 2):
                item.setTextAlignment(column, RIGHT)
        for column in (1, 2):
            tree.resizeColumnToContents(column)


def audit_words(audit: CutoffAudit) -> str:
    """The audit in a sentence or two."""
    n = len(audit.dropped)
    words = [
        trn("{n} invited candidate would be dropped", "{n} invited candidates would be dropped", n)
        + ", "
        + trn("{n} let in instead", "{n} let in instead", len(audit.admitted))
        + "."
    ]
    if len(audit.offline):
        words.append(
            trn("{n} of them is off line by choice.", "{n} of them are off line by choice.", len(audit.offline))
        )
    if len(audit.unscored):
        words.append(trn("{n} of them has no score.", "{n} of them have no score.", len(audit.unscored)))
    words.append(tr("{n} candidates pass the cut-off.", n=integer(audit.passing)))
    return " ".join([*words, audit.clash]).strip()
