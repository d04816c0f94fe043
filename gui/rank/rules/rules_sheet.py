"""The rules of a list in a sheet beside it, with their price while they are typed; behind a tab the cut-off audit."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.campaign import rules
from core.campaign.rules import Rules, Trial
from core.i18n import tr
from core.model import Progress
from gui.desk.live import Live
from gui.parts.card import Card
from gui.parts.controls import QUIET, WORSE, Button, Tabs, label, small
from gui.parts.named import named
from gui.parts.theme import HEADING, STRONG
from gui.rank.rules.cutoff_view import CutoffView
from gui.rank.rules.rules_fields import RulesFields

PAUSE_MS = 150
"""So long after the last key the price is asked for."""


class RulesSheet(Card):
    """Shows a ``Live``. ``rules_kept`` (Rules) and ``cutoff_kept`` (number): they are to be the campaign's. ``closed``:
    the sheet is to go; what was typed stays until the campaign's own rules change."""

    rules_kept = Signal(object)
    cutoff_kept = Signal(object)
    closed = Signal()

    def __init__(self, live: Live) -> None:
        super().__init__("rules_sheet")
        self.setAccessibleName(tr("Rules of the list"))
        self.live = live
        self._held: Rules | None = None
        self.fields = RulesFields()
        self.cutoff = CutoffView(live)
        self.head = label("rules_head", weight=STRONG, wrap=True)
        self.prices = label("rules_prices", role=QUIET, wrap=True)
        self.agree = Button("rules_keep", tr("Keep these rules"), "primary")
        self.close_button = Button("rules_close", tr("Close"))
        for button in (self.agree, self.close_button):
            button.setAccessibleName(button.text())
        self.tabs = Tabs("rules_tabs")
        self.pages: list[QWidget] = []
        self.tabs.setAccessibleName(tr("Rules and cut-off"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._connect_parts()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("rules_title", tr("Rules of the list"), size=HEADING, weight=STRONG, wrap=True), 1)
        head.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignTop)
        page = named(QWidget(), "rules_page")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 8, 8, 0)
        inside.setSpacing(10)
        inside.addWidget(small("rules_text", tr("The best list that keeps them is found exactly."), wrap=True))
        inside.addWidget(self.fields)
        for widget in (self.head, self.prices):
            inside.addWidget(widget)
        inside.addWidget(self.agree, alignment=Qt.AlignmentFlag.AlignRight)
        inside.addStretch()
        for words, shown in (
            (tr("Rules"), scrolled(page, "rules_scroll")),
            (tr("Cut-off"), scrolled(self.cutoff, "cutoff_scroll")),
        ):
            self.tabs.addTab(words)
            self.pages.append(shown)
        sheet = QVBoxLayout()
        sheet.setContentsMargins(16, 12, 8, 12)
        sheet.addLayout(head)
        sheet.addWidget(self.tabs)
        for each in self.pages:
            sheet.addWidget(each, 1)
        self._show_page(0)
        self.contents.addLayout(sheet)

    def _connect_parts(self) -> None:
        self._pause.timeout.connect(self._ask_price)
        self.fields.changed.connect(self._pause.start)
        self.tabs.currentChanged.connect(self._show_page)
        self.agree.clicked.connect(lambda: self.rules_kept.emit(self.fields.rules()))
        self.close_button.clicked.connect(self.closed)
        self.cutoff.kept.connect(self.cutoff_kept)
        self.live.shown.connect(self._follow_board)
        self.live.settled.connect(self._ask_soon)
        self._follow_board()

    def _show_page(self, at: int) -> None:
        """One page; the other is hidden, so that it asks for no room."""
        for place, page in enumerate(self.pages):
            page.setVisible(place == at)

    def open(self, cutoff: bool) -> None:
        """Brings the rules or the cut-off up, the keyboard in its first field."""
        self.tabs.setCurrentIndex(int(cutoff))
        (self.cutoff.cutoff if cutoff else self.fields.most).setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._ask_price()
        self.cutoff.ask_audit()

    def _follow_board(self) -> None:
        """The campaign's own rules, where they are others than those last shown."""
        board = self.live.board
        if board is None:
            return
        held = rules.read_rules(board.campaign.rules)
        self.fields.offer(board)
        if held != self._held:
            self._held = held
            self.fields.show_rules(held)
        self._pause.start()

    def _ask_soon(self, weight: int) -> None:
        self._pause.start()

    def _ask_price(self) -> None:
        board, wanted, live = self.live.board, self.fields.rules(), self.live
        if board is None or not self.isVisible():
            return
        weight, seats = live.weight, live.seats

        def work(progress: Progress) -> Trial:
            return rules.try_rules(board, weight, seats, wanted, progress)

        live.work_out("trial", work, self._show_price)

    def _show_price(self, trial: Trial) -> None:
        self.head.setText(trial.words)
        self.head.setForegroundRole(WORSE if trial.clash else QUIET)
        self.prices.setText("\n".join(trial.prices))
        self.prices.setVisible(bool(trial.prices))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._pause.start()
        super().showEvent(event)


def scrolled(inside: QWidget, name: str) -> QScrollArea:
    """Around what may be higher than the sheet."""
    area = named(QScrollArea(), name)
    area.setAccessibleName(tr("Rules"))
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area
