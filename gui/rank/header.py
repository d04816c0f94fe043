"""The slim head of Rank: the weight, and what the list is worth."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.campaign import ranked, rules
from core.campaign.board import Board
from core.i18n import integer, tr, trn
from core.model import WEIGHT_PARTS, BoolArray, LongArray
from core.ranking import live as ranking_live
from gui.desk.live import Live
from gui.parts import theme
from gui.parts.card import Card
from gui.parts.controls import Link
from gui.parts.named import named
from gui.parts.plain import plain_tip
from gui.rank.figures import FigureSwitch
from gui.rank.weight.weight_bar import WeightBar
from gui.rank.weight.words import holds_text


class Header(Card):
    """Shows a ``Live``. ``triage_wanted``: the user asks whom to assess next. ``figure_wanted`` (the switch pressed,
    or None): table and map are to show whom a figure counts. ``tie_wanted``: who is tied at the line."""

    triage_wanted = Signal()
    tie_wanted = Signal()
    figure_wanted = Signal(object)

    def __init__(self, live: Live, parent: QWidget | None = None) -> None:
        super().__init__("header", parent)
        self.live = live
        self.next, self.tie = Link("next_to_assess", self), Link("tie_at_line", self)
        self.tie.clicked.connect(lambda: self.tie_wanted.emit())
        self.next.clicked.connect(lambda: self.triage_wanted.emit())
        self.weight_bar = WeightBar(live, self)
        names = ("figure_holds", "figure_rescued", "figure_noise")
        self.holds, self.rescued, self.noise = self.figures = tuple(FigureSwitch(name) for name in names)
        for figure in self.figures:
            figure.clicked.connect(lambda on, figure=figure: self._press(figure, on))
        self._lay_out()
        self._dress_parts()
        live.shown.connect(self._show_later)
        live.moved.connect(self._show_figures)
        live.analysis_ready.connect(self._show_later)
        self._show_later()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(20, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self.weight_bar, 1)
        self.figure_row = named(QWidget(), "figures")
        self.figure_row.setAccessibleName(tr("What the list is worth"))
        beside = QHBoxLayout(self.figure_row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(10)
        for figure in self.figures:
            beside.addWidget(figure)
        row.addWidget(self.figure_row)
        self._row = row
        self.contents.addLayout(row)

    def take_figures(self) -> None:
        """The figures stand beside the weight again, where they were given away for want of room."""
        self._row.addWidget(self.figure_row)

    def _dress_parts(self) -> None:
        """The font of the links, set again when the look changes."""
        for link in (self.next, self.tie):
            link.setFont(theme.font_of(self, 12.5, theme.STRONG))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "figures"):
            self._dress_parts()
        super().changeEvent(event)

    # --- whom a figure counts ------------------------------------------------------------------------------------

    def whom(self, figure: FigureSwitch) -> LongArray:
        """The places on the board of those a figure counts now."""
        live = self.live
        if live.ranking is None or live.board is None:
            return np.empty(0, np.int64)
        if figure is self.noise:
            return np.empty(0, np.int64) if live.falling is None else live.falling
        if figure is self.holds:
            return live.ranking.invited()
        cutoff = live.board.campaign.cutoff
        if cutoff is not None:
            return ranked.rescued_by_credibility(live.ranking, cutoff)
        return np.empty(0, np.int64) if live.stability is None else live.stability.always_in

    def mask_of(self, figure: FigureSwitch, board: Board) -> BoolArray:
        """Which of a board's candidates (n,) a figure counts."""
        mask = np.zeros(len(board), np.bool_)
        mask[self.whom(figure)] = True
        return mask

    def release(self) -> None:
        """No figure is pressed any more."""
        for figure in self.figures:
            figure.setChecked(False)

    def _press(self, figure: FigureSwitch, on: bool) -> None:
        for other in self.figures:
            other.setChecked(on and other is figure)
        self.figure_wanted.emit(figure if on else None)

    # --- words ---------------------------------------------------------------------------------------------------

    def _show_later(self) -> None:
        self._show_triage()
        self._show_figures()
        self._show_noise()

    def _show_triage(self) -> None:
        queue = self.live.triage
        self.next.setVisible(queue is not None)
        if queue is None:
            return
        self.next.setEnabled(len(queue) > 0)
        words = trn(
            "Next to assess: {n} candidate could still change this list",
            "Next to assess: {n} candidates could still change this list",
            len(queue),
        )
        words = words if len(queue) else tr("No assessment could still change this list")
        self.next.setText(words)
        if self.live.board is not None and rules.read_rules(self.live.board.campaign.rules):
            words += "\n" + tr("Judged by the ranking, the rules of the list left aside.")
        self.next.setToolTip(plain_tip(words))
        self.next.setAccessibleName(words)
        self.next.updateGeometry()

    def _show_figures(self) -> None:
        """The figures that follow the weight within the frame."""
        live = self.live
        if live.ranking is None or live.board is None:
            return
        self._show_tie(live.ranking.line)
        seats = integer(live.seats)
        stability = live.stability
        held = "…" if stability is None else holds_text(*stability.holds(live.weight / WEIGHT_PARTS))
        self.holds.say(
            tr("Same {seats} names", seats=seats),
            held,
            tr("the weights around this one for which the list is the same"),
        )
        cutoff = live.board.campaign.cutoff
        if cutoff is not None:
            count = integer(len(self.whom(self.rescued)))
            tip = tr("they hold a seat, and a cut-off on the score alone would have lost them")
            self.rescued.say(tr("Rescued from a cut-off at {cutoff}", cutoff=integer(cutoff)), count, tip)
        elif stability is not None:
            always = integer(len(stability.always_in))
            self.rescued.say(tr("In at every weight"), always, tr("they hold a seat whatever the weight"))

    def _show_tie(self, line: ranking_live.Line | None) -> None:
        """A tie at the line is announced, and can be looked at with one click."""
        tied = line is not None and line.tied and not self.live.ruled
        self.tie.setVisible(tied)
        self.tie.setText(tr("Tie at the line: see who, and settle it") if tied else "")
        self.tie.setAccessibleName(self.tie.text())

    def _show_noise(self) -> None:
        count = "…" if self.live.falling is None else integer(len(self.live.falling))
        tip = tr(
            "they hold a seat by recent activity: if all were silent for four weeks, they would lose it; if only one "
            "were, nearly every one would fall, and the dossier says by how many points"
        )
        self.noise.say(tr("Noise: fall on a 4-week pause"), count, tip)
