"""Where assessors differ by two levels or more, settled with a reason; and how far they agree on each criterion."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QTreeWidgetItem, QVBoxLayout, QWidget

from core.campaign.assessing import Agreed, Difference, who
from core.errors import Trouble
from core.i18n import decimal, tr, trn
from core.settings import ASSESSOR, Settings
from core.stature.notes import warnings
from gui.assess.assess_parts import one_words
from gui.desk.actions import assessing, stature
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.controls import QUIET, WORSE, Button, label, small
from gui.parts.days import today
from gui.parts.level_bar import LevelBar
from gui.parts.named import named
from gui.parts.plain import plain_tip
from gui.parts.theme import HEADING, MEDIUM, STRONG
from gui.parts.trees import plain_tree, select_row, wrapped_tree

SIZE = (1080, 640)
DIFFERENCE = Qt.ItemDataRole.UserRole
MARKET = 2


class ReviewView(QDialog):
    """The queue above, the one in hand in the middle, the agreement below."""

    def __init__(self, parent: QWidget, session: Session, settings: Settings) -> None:
        super().__init__(parent)
        self.setObjectName("review_view")
        self.setWindowTitle(tr("Differences and agreement"))
        self.setAccessibleName(tr("Differences and agreement"))
        self.resize(theme.fitted(self, SIZE))
        self.session, self.campaign, self.by = session, session.campaign, settings.get(ASSESSOR)
        self._make_parts()
        self._lay_out()
        self._connect_parts()
        self._ask_differences()

    def _make_parts(self) -> None:
        self.state = label("review_state", role=QUIET, wrap=True)
        self.queue = plain_tree(
            "review_queue", tr("Differences"), (tr("Name"), tr("Criterion"), tr("Market"), tr("Levels")), (3, 3, 2, 4)
        )
        self.agreement = wrapped_tree(
            "review_agreement",
            tr("Agreement"),
            (tr("Criterion"), tr("Rated twice"), tr("Alpha"), tr("Meaning")),
            (3, 2, 1, 9),
        )
        self.agreement.setMaximumHeight(round(theme.scaled(self, 138)))
        self.said = small("review_said", wrap=True)
        self.bar = LevelBar("review_level", tr("Level"), ("",) * 5)
        self.reason = named(QLineEdit(), "review_reason")
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setPlaceholderText(tr("what settled it, in a few words"))
        self.reason.setMinimumHeight(round(theme.scaled(self, 28)))
        self.fault = small("review_fault", role=WORSE, wrap=True)
        self.settle = Button("review_settle", tr("Settle"), "primary")
        self.leave = Button("review_close", tr("Close"))
        for button in (self.settle, self.leave):
            button.setAccessibleName(button.text())

    def _connect_parts(self) -> None:
        self.queue.currentItemChanged.connect(lambda now, before: self._show_chosen())
        self.bar.chosen.connect(lambda level: self.bar.show_level(level, None))
        self.reason.returnPressed.connect(self._settle_chosen)
        self.reason.textChanged.connect(self._show_warnings)
        self.settle.clicked.connect(self._settle_chosen)
        self.leave.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        hand = QHBoxLayout()
        hand.setSpacing(12)
        hand.addWidget(self.bar)
        hand.addWidget(self.reason, 1)
        hand.addWidget(self.settle)
        close = QHBoxLayout()
        close.addStretch()
        close.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(label("review_title", tr("Differences to settle"), size=HEADING, weight=STRONG))
        layout.addWidget(self.state)
        layout.addWidget(self.queue, 1)
        layout.addWidget(self.said)
        layout.addLayout(hand)
        layout.addWidget(self.fault)
        layout.addWidget(label("review_agreement_title", tr("Agreement"), weight=MEDIUM))
        layout.addWidget(self.agreement)
        layout.addLayout(close)

    @property
    def chosen(self) -> Difference | None:
        """The difference in hand."""
        item = self.queue.currentItem()
        one = None if item is None else item.data(0, DIFFERENCE)
        return one if isinstance(one, Difference) else None

    def _ask_differences(self) -> None:
        found = self.session.ask_latest("review", assessing.differences_and_agreement, self.campaign)
        found.then(lambda answer: self._show_all(*answer))

    def _show_all(self, differences: Sequence[Difference], agreed: Sequence[Agreed]) -> None:
        row = self.queue.currentIndex().row()
        self.queue.clear()
        for one in differences:
            levels = " · ".join(f"{who(said.assessor)} {decimal(said.level or 0, 0)}" for said in one.said)
            item = QTreeWidgetItem(self.queue, [one.name, one.title, one.market or tr("every market"), levels])
            item.setData(0, DIFFERENCE, one)
        self.queue.setColumnHidden(MARKET, not any(one.market for one in differences))
        self.state.setText(
            trn("{n} difference of two levels or more", "{n} differences of two levels or more", len(differences))
            if differences
            else tr("Nobody differs by two levels or more.")
        )
        if differences:
            select_row(self.queue, min(max(row, 0), len(differences) - 1))
        self._show_chosen()
        self.agreement.clear()
        for line in agreed:
            alpha = "–" if line.alpha is None else decimal(line.alpha, 2)
            item = QTreeWidgetItem(self.agreement, [line.title, str(line.people), alpha, line.words])
            item.setToolTip(3, plain_tip(line.words))

    def _show_chosen(self) -> None:
        one = self.chosen
        self.said.setText("\n".join(said_words(one)) if one else "")
        self.bar.show_level(None, None)
        self.reason.clear()
        self.fault.clear()
        for part in (self.bar, self.reason, self.settle):
            part.setEnabled(one is not None)

    def _show_warnings(self, reason: str) -> None:
        self.fault.setText("\n".join(found.words() for found in warnings(reason)[:2]))

    def _settle_chosen(self) -> None:
        """Settles the one in hand; without a level or a reason it says so and waits."""
        one, level, reason = self.chosen, self.bar.level, self.reason.text()
        if one is None:
            return
        if level is None:
            self.fault.setText(tr("Give the level it is settled at: 0 to 4."))
            self.bar.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        done = self.session.act(
            stature.settle,
            one.person,
            one.criterion,
            int(level),
            reason,
            stature.Occasion(self.by, today(), one.market, self.campaign),
        )
        done.then(lambda nothing: self._ask_differences()).failed(self._show_refused)

    def _show_refused(self, trouble: Trouble) -> None:
        self.fault.setText(str(trouble))
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


def said_words(one: Difference) -> list[str]:
    """What each assessor said, and where it is settled when that is one market only."""
    lines = [one_words(said) for said in one.said]
    if one.market:
        lines.append(tr("Stated for the market “{market}” only, and settled there.", market=one.market))
    return lines
