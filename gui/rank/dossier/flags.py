"""Flags of a history: each opens its evidence, the span marked on the curve and its numbers in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.campaign.dossier import Dossier, Evidenced
from core.errors import Trouble
from core.i18n import decimal, tr
from gui.parts.chart_table import TableLink
from gui.parts.controls import QUIET, Button, label, small
from gui.parts.form import Form
from gui.parts.named import named
from gui.rank.dossier.history import HistoryTab


class FlaggedHistory(QWidget):
    """The chart and, where anything is flagged, its evidence below it. ``set_aside_wanted`` (the evidence) and
    ``raise_wanted`` (the flag) ask for what is to be done."""

    set_aside_wanted = Signal(object)
    raise_wanted = Signal(str)

    def __init__(self, chart: HistoryTab) -> None:
        super().__init__()
        self.setObjectName("flagged_history")
        self.setAccessibleName(tr("History"))
        self.chart = chart
        self.flagged: list[Evidenced] = []
        self.choice = named(QComboBox(), "flag_choice")
        self.choice.setAccessibleName(tr("Flags"))
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.words = label("flag_words", wrap=True)
        self.without = small("flag_without", wrap=True, role=QUIET)
        self.set_aside = Button("flag_set_aside", tr("Set aside…"), "link")
        self.raise_again = Button("flag_raise_again", tr("Raise it again"), "link")
        for button in (self.set_aside, self.raise_again):
            button.setAccessibleName(button.text())
        self.as_table = TableLink("history_table", self, chart.text_table)
        self._lay_out()
        self.choice.currentIndexChanged.connect(self._show_chosen)
        self.set_aside.clicked.connect(lambda: self.set_aside_wanted.emit(self.chosen))
        self.raise_again.clicked.connect(lambda: self.raise_wanted.emit(self.chosen.span.flag if self.chosen else ""))

    def _lay_out(self) -> None:
        self.evidence = named(QWidget(), "flag_evidence")
        self.evidence.setAccessibleName(tr("Evidence of flags"))
        above = QHBoxLayout()
        above.addWidget(self.choice, 1)
        above.addWidget(self.set_aside)
        above.addWidget(self.raise_again)
        lines = QVBoxLayout(self.evidence)
        lines.setContentsMargins(0, 6, 0, 2)
        lines.setSpacing(4)
        lines.addLayout(above)
        lines.addWidget(self.words)
        lines.addWidget(self.without)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.chart, 1)
        whole.addWidget(self.as_table, alignment=Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.evidence)

    @property
    def chosen(self) -> Evidenced | None:
        """The evidence in view; None where nothing is flagged."""
        at = self.choice.currentIndex()
        return self.flagged[at] if 0 <= at < len(self.flagged) else None

    def show_dossier(self, dossier: Dossier) -> None:
        """Shows the history of a candidate, and the first of its flags that nobody set aside."""
        self.chart.show_dossier(dossier)
        self.flagged = list(dossier.flagged)
        self.evidence.setVisible(bool(self.flagged))
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems([one.words.partition(tr(": "))[0].rstrip(".") for one in self.flagged])
        self.choice.setCurrentIndex(next((i for i, one in enumerate(self.flagged) if one.reason is None), 0))
        self.choice.blockSignals(False)
        score = "" if dossier.score_unflagged is None else decimal(dossier.score_unflagged)
        self.without.setText(tr("Without what is flagged the score would be {score}.", score=score) if score else "")
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.chosen
        numbers = chosen.words.partition(tr(": "))[2] if chosen else ""
        self.words.setText(numbers[:1].upper() + numbers[1:])
        self.words.setVisible(bool(numbers))
        self.set_aside.setVisible(chosen is not None and chosen.reason is None)
        self.raise_again.setVisible(chosen is not None and chosen.reason is not None)
        self.chart.mark_span((chosen.span.first, chosen.span.last) if chosen else None)


class SetAsideForm(Form):
    """Why a flag is set aside."""

    def __init__(self, parent: QWidget, words: str) -> None:
        super().__init__("set_aside_dialog", tr("Set a flag aside"), tr("Set aside"), parent, words)
        self.reason = self.line("set_aside_reason", tr("Reason"), hint=tr("a television series, an election…"))

    def check(self) -> None:
        with self.about(self.reason):
            if not self.reason.text().strip():
                raise Trouble(tr("No flag is set aside unexplained."), "", tr("Give the reason: it is kept."))
