"""Scores of other tools beside ours, and which the campaign ranks by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QTreeWidgetItem, QVBoxLayout, QWidget

from core.campaign.external import Compared
from core.campaign.what_if import Source
from core.i18n import decimal, integer, tr
from gui.parts import theme
from gui.parts.controls import label, small
from gui.parts.named import named
from gui.parts.theme import STRONG
from gui.rank.score_model.effect import RIGHT, plain_table


class ExternalPage(QWidget):
    """Which score ranks, and every external one with its scale and how far it agrees with ours."""

    edited = Signal()

    def __init__(self, source: str) -> None:
        super().__init__()
        self.setObjectName("score_external")
        self.setAccessibleName(tr("Other scores"))
        self.source = named(QComboBox(), "score_source")
        self.source.setAccessibleName(tr("Rank by"))
        self.source.view().setObjectName("score_source_list")
        self.source.view().setAccessibleName(tr("Rank by"))
        for value, text in sources():
            self.source.addItem(text, value)
        self.source.setCurrentIndex(max(0, self.source.findData(source)))
        self.source.currentIndexChanged.connect(self.edited)
        self.words = small("external_words", tr("No file brought a score of its own."), wrap=True)
        titles = [tr("Score"), tr("Scale"), tr("Candidates"), tr("Agreement")]
        self.table = plain_table("external_scores", tr("Scores of other tools"), titles, stretch=0)
        self.table.setMaximumHeight(round(theme.scaled(self, 110)))
        self.apart = label("external_apart", tr("Where both disagree most"), weight=STRONG)
        titles = [tr("Candidate"), tr("ours"), tr("theirs"), tr("rank")]
        self.pairs = plain_table("external_pairs", tr("Where both disagree most"), titles, stretch=0)
        self.table.currentItemChanged.connect(lambda item, before: self._show_pairs())
        self._found: Sequence[Compared] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(10)
        for widget in (self.source, self.words, self.table, self.apart):
            column.addWidget(widget)
        column.addWidget(self.pairs, 1)
        column.addStretch()
        self._offer_choices()

    @property
    def chosen(self) -> Source:
        """What the campaign is to rank by."""
        source: Source = self.source.currentData()
        return source

    def show_scores(self, found: Sequence[Compared]) -> None:
        """Shows the external scores of the campaign."""
        self._found = found
        self.table.clear()
        for score in found:
            shown = [score.name, f"0 – {decimal(score.top, 0)}", integer(score.known), agreement(score)]
            item = QTreeWidgetItem(self.table, shown)
            for place in (1, 2, 3):
                item.setTextAlignment(place, RIGHT)
        self._offer_choices()
        if found:
            used = next(i for i, score in enumerate(found) if score.in_use)
            self.words.setText(
                tr(
                    "0 means no score. Agreement is Spearman’s rank correlation. To rank by another tool takes {name}.",
                    name=found[used].name,
                )
            )
            row = self.table.topLevelItem(used)
            if row is not None:
                self.table.setCurrentItem(row)

    def _show_pairs(self) -> None:
        current = self.table.currentItem()
        at = -1 if current is None else self.table.indexOfTopLevelItem(current)
        self.pairs.clear()
        for pair in self._found[at].pairs if 0 <= at < len(self._found) else ():
            shown = [pair.name, decimal(pair.computed), decimal(pair.external), f"{pair.ranks[0]} · {pair.ranks[1]}"]
            item = QTreeWidgetItem(self.pairs, shown)
            for place in (1, 2, 3):
                item.setTextAlignment(place, RIGHT)

    def _offer_choices(self) -> None:
        """Without any, there is nothing to choose."""
        there = bool(self._found)
        self.source.setEnabled(there or self.chosen != "computed")
        for widget in (self.table, self.apart, self.pairs):
            widget.setVisible(there)


def sources() -> list[tuple[Source, str]]:
    """What a campaign may rank by."""
    return [
        ("computed", tr("Rank by the score computed here")),
        ("external", tr("Rank by the score of another tool")),
        ("mixed", tr("Rank by the mean of both")),
    ]


def agreement(score: Compared) -> str:
    """Spearman's correlation and over how many."""
    if score.correlation is None:
        return tr("too few")
    return tr("{value} over {n}", value=decimal(score.correlation, 2), n=integer(score.both))
