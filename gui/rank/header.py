"""The head of the window: the campaign and whom to assess next, the weight, and what the list is worth."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.campaign import ranked, rules
from core.campaign.board import Board
from core.campaign.ranked import stand_in_words
from core.i18n import day, integer, tr, trn
from core.model import WEIGHT_PARTS
from core.ranking import live as ranking_live
from core.ranking.live import LiveRanking
from gui.desk.live import Live
from gui.parts import theme
from gui.parts.controls import QUIET, Line, Link
from gui.parts.plain import plain_tip
from gui.rank.weight.weight_bar import WeightBar
from gui.rank.weight.words import holds_text

FOR_OTHERS = 860
"""What weight and figures take before the title does, in pixels at 100 %."""


class Figure:
    """One line at the right: what, and how much."""

    def __init__(self, grid: QGridLayout, row: int, name: str) -> None:
        self.label, self.value = QLabel(), QLabel()
        for part, part_name in ((self.label, f"{name}_label"), (self.value, name)):
            part.setObjectName(part_name)
            part.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.label, row, 0)
        grid.addWidget(self.value, row, 1)

    def say(self, label: str, value: str, tip: str = "") -> None:
        self.label.setText(label)
        self.value.setText(value)
        self.value.setAccessibleName(f"{label}: {value}")
        for part in (self.label, self.value):
            part.setToolTip(tip)


class Header(QWidget):
    """Shows a ``Live``. ``triage_wanted``: the user asks whom to assess next; ``tie_wanted``: who is tied at
    the line."""

    triage_wanted = Signal()
    tie_wanted = Signal()

    def __init__(self, live: Live, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.live = live
        self.title, self.counts = Line("campaign_title"), Line("campaign_counts")
        self.next, self.tie = Link("next_to_assess"), Link("tie_at_line")
        self.tie.clicked.connect(lambda: self.tie_wanted.emit())
        self.next.clicked.connect(lambda: self.triage_wanted.emit())
        self.weight_bar = WeightBar(live, self)
        self._lay_out()
        self._dress_parts()
        live.shown.connect(self._show_campaign)
        live.moved.connect(self._show_figures)
        live.analysis_ready.connect(self._show_later)
        self._show_campaign()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 6)
        row.setSpacing(36)
        left = QVBoxLayout()
        left.setSpacing(2)
        for widget in (self.title, self.counts):
            left.addWidget(widget)
        left.addStretch()
        left.addWidget(self.next)
        left.addWidget(self.tie)
        left.addStretch()
        right = QGridLayout()
        right.setVerticalSpacing(6)
        right.setColumnStretch(0, 1)
        names = ("figure_holds", "figure_rescued", "figure_noise", "figure_unassessed")
        self.holds, self.rescued, self.noise, self.unassessed = (Figure(right, i, name) for i, name in enumerate(names))
        row.addLayout(left, 30)
        row.addWidget(self.weight_bar, 36)
        row.addLayout(right, 25)

    def _dress_parts(self) -> None:
        """Fonts of a look, called again when it changes; the colours are roles, which follow by themselves."""
        small = theme.font_of(self, 12.5)
        self.title.setFont(theme.font_of(self, theme.TITLE, theme.STRONG))
        self.counts.setFont(small)
        self.next.setFont(theme.font_of(self, 12.5, theme.STRONG))
        self.counts.setForegroundRole(QUIET)
        self.tie.setFont(theme.font_of(self, 12.5, theme.STRONG))
        for figure in (self.holds, self.rescued, self.noise, self.unassessed):
            figure.label.setFont(small)
            figure.label.setForegroundRole(QUIET)
            figure.value.setFont(theme.font_of(self, theme.BODY, theme.STRONG))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "unassessed"):
            self._dress_parts()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), c.card)
        painter.fillRect(0, self.height() - 1, self.width(), 1, c.edge)
        painter.fillRect(0, 0, self.width(), 1, c.edge)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The title and whom to assess next stand whole where the weight and the figures can give way."""
        wanted = max(part.fontMetrics().horizontalAdvance(part.text()) + 4 for part in (self.title, self.next))
        self.title.setMinimumWidth(max(0, min(wanted, round(self.width() - theme.scaled(self, FOR_OTHERS)))))

    # --- words ---------------------------------------------------------------------------------------------------

    def _show_campaign(self) -> None:
        board = self.live.board
        if board is None:
            self.title.say("")
            self.counts.say("")
        else:
            campaign = board.campaign
            place = "" if campaign.place.casefold() in campaign.name.casefold() else campaign.place
            where = ", ".join(part for part in (campaign.name, place) if part)
            self.title.say(" — ".join(part for part in (where, day(campaign.day, "medium")) if part))
            counts = [
                campaign.market,
                trn("{n} candidate", "{n} candidates", len(board)),
                tr("{n} assessed", n=integer(board.assessed)),
                trn("{n} seat", "{n} seats", self.live.seats),
            ]
            self.counts.say(" · ".join(part for part in counts if part))
        self._show_later()

    def _show_later(self) -> None:
        self._show_triage()
        self._show_figures()
        self._show_noise()
        self._make_room()

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

    def _show_figures(self) -> None:
        """The figures that follow the weight within the frame."""
        live = self.live
        if live.ranking is None or live.board is None:
            return
        self._show_tie(live.ranking.line)
        self._show_unassessed(live.board, live.ranking)
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
            count = integer(len(ranked.rescued_by_credibility(live.ranking, cutoff)))
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

    def _show_unassessed(self, board: Board, ranking: LiveRanking) -> None:
        """How many seats hang on a stand-in, and what stands in."""
        count = len(ranked.unassessed_in(board, ranking))
        self.unassessed.say(tr("Seats of people nobody has assessed"), integer(count), stand_in_words(board))

    def _show_noise(self) -> None:
        count = "…" if self.live.falling is None else integer(len(self.live.falling))
        tip = tr(
            "they hold a seat by recent activity: if all were silent for four weeks, they would lose it; if only one "
            "were, nearly every one would fall, and the dossier says by how many points"
        )
        self.noise.say(tr("Noise: fall on a 4-week pause"), count, tip)
