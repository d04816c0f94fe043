"""Where assessors differ by two levels or more, settled with a reason; and how far they agree on each criterion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QTreeWidgetItem, QVBoxLayout, QWidget

from core.campaign.assessing import Agreed, Difference, who
from core.errors import Trouble
from core.i18n import decimal, tr, trn
from core.settings import ASSESSOR, Settings
from core.stature.notes import warnings
from gui.assess.assess_parts import one_words
from gui.desk.session import Session
from gui.parts import theme
from gui.parts.controls import QUIET, WORSE, Button, label, small
from gui.parts.days import today
from gui.parts.level_bar import LevelBar
from gui.parts.plain import plain_tip
from gui.parts.theme import HEADING, MEDIUM, STRONG
from gui.parts.trees import plain_tree

SIZE = (1080, 640)
HELD = Qt.ItemDataRole.UserRole
MARKET = 2


class ReviewView(QDialog):
    """The queue above, the one in hand in the middle, the agreement below."""

    def __init__(self, parent: QWidget, session: Session, settings: Settings) -> None:
        super().__init__(parent)
        self.setObjectName("review_view")
        self.setWindowTitle(tr("Differences and agreement"))
        self.setAccessibleName(tr("Differences and agreement"))
        self.resize(*(round(theme.scaled(self, side)) for side in SIZE))
        self.session, self.campaign, self.by = session, session.campaign, settings.get(ASSESSOR)
        self.state = label("review_state", role=QUIET, wrap=True)
        self.queue = plain_tree(
            "review_queue", tr("Differences"), (tr("Name"), tr("Criterion"), tr("Market"), tr("Levels")), (3, 3, 2, 4)
        )
        self.agreement = plain_tree(
            "review_agreement",
            tr("Agreement"),
            (tr("Criterion"), tr("Rated twice"), tr("Alpha"), tr("Meaning")),
            (3, 2, 1, 9),
        )
        self.agreement.setMaximumHeight(round(theme.scaled(self, 138)))
        self.said = small("review_said", wrap=True)
        self.bar = LevelBar("review_level", tr("Level"), ("",) * 5)
        self.reason = QLineEdit(objectName="review_reason")
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setPlaceholderText(tr("what settled it, in a few words"))
        self.reason.setMinimumHeight(round(theme.scaled(self, 28)))
        self.fault = small("review_fault", role=WORSE, wrap=True)
        self.settle = Button("review_settle", tr("Settle"), "primary")
        self.leave = Button("review_close", tr("Close"))
        for button in (self.settle, self.leave):
            button.setAccessibleName(button.text())
        self._lay_out()
        self.queue.currentItemChanged.connect(lambda now, before: self._choose())
        self.bar.chosen.connect(lambda level: self.bar.show_level(level, None))
        self.reason.returnPressed.connect(self._settle)
        self.reason.textChanged.connect(self._warn)
        self.settle.clicked.connect(self._settle)
        self.leave.clicked.connect(self.reject)
        self._ask()

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
        return None if item is None else item.data(0, HELD)

    def _ask(self) -> None:
        campaign = self.campaign

        def work(workspace: Any, progress: Any) -> tuple[list[Difference], list[Agreed]]:
            from core.campaign import assessing

            return assessing.differences(workspace, campaign), assessing.agreement(workspace, campaign)

        self.session.ask(work, lambda answer: self._show(*answer), kind="review")

    def _show(self, differences: Sequence[Difference], agreed: Sequence[Agreed]) -> None:
        place = self.queue.indexOfTopLevelItem(self.queue.currentItem())
        self.queue.clear()
        for one in differences:
            levels = " · ".join(f"{who(said.assessor)} {decimal(said.level or 0, 0)}" for said in one.said)
            item = QTreeWidgetItem(self.queue, [one.name, one.title, one.market or tr("every market"), levels])
            item.setData(0, HELD, one)
        self.queue.setColumnHidden(MARKET, not any(one.market for one in differences))
        self.state.setText(
            trn("{n} difference of two levels or more", "{n} differences of two levels or more", len(differences))
            if differences
            else tr("Nobody differs by two levels or more.")
        )
        if differences:
            self.queue.setCurrentItem(self.queue.topLevelItem(min(max(place, 0), len(differences) - 1)))
        self._choose()
        self.agreement.clear()
        for one in agreed:
            alpha = "–" if one.alpha is None else decimal(one.alpha, 2)
            item = QTreeWidgetItem(self.agreement, [one.title, str(one.people), alpha, one.words])
            item.setToolTip(3, plain_tip(one.words))

    def _choose(self) -> None:
        one = self.chosen
        self.said.setText("\n".join(said_words(one)) if one else "")
        self.bar.show_level(None, None)
        self.reason.clear()
        self.fault.clear()
        for part in (self.bar, self.reason, self.settle):
            part.setEnabled(one is not None)

    def _warn(self, reason: str) -> None:
        self.fault.setText("\n".join(found.words() for found in warnings(reason)[:2]))

    def _settle(self) -> None:
        """Settles the one in hand; without a level or a reason it says so and waits."""
        one, level, reason = self.chosen, self.bar.level, self.reason.text()
        if one is None:
            return
        if level is None:
            self.fault.setText(tr("Give the level it is settled at: 0 to 4."))
            self.bar.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        campaign, by = self.campaign, self.by

        def work(workspace: Any, progress: Any) -> Any:
            from core.stature import actions as stature

            where = {"market": one.market, "campaign": campaign}
            return stature.settle(workspace, one.person, one.criterion, int(level), reason, by=by, day=today(), **where)

        self.session.act(work, lambda done: self._ask(), failed=self._refused)

    def _refused(self, trouble: Trouble) -> None:
        self.fault.setText(str(trouble))
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


def said_words(one: Difference) -> list[str]:
    """What each assessor said, and where it is settled when that is one market only."""
    lines = [one_words(said) for said in one.said]
    if one.market:
        lines.append(tr("Stated for the market “{market}” only, and settled there.", market=one.market))
    return lines
