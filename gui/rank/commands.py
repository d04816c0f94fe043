"""What the Ranking menu and part of the View menu do: the weight, seats, rules, cut-off and filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from core.i18n import tr
from gui.desk.actions import campaigns
from gui.desk.commands import Commands
from gui.desk.desk import Desk
from gui.rank.weight.steps import STEP

if TYPE_CHECKING:
    from gui.rank.place import RankPlace


class Choosing(Commands):
    """Part of the Ranking and View menus: which list it is, and how the table shows it. ``rank`` brings its place
    into view."""

    def __init__(self, desk: Desk, rank: Callable[[], RankPlace]) -> None:
        super().__init__(desk)
        self._rank = rank

    def rules(self) -> None:
        """The rules the list has to keep, and what each costs."""
        self._open_sheet()

    def cutoff(self) -> None:
        """Whom a cut-off would drop and let in."""
        self._open_sheet(cutoff=True)

    def _open_sheet(self, cutoff: bool = False) -> None:
        if self.live.board is not None:
            self._rank().open_rules(cutoff)

    def tie(self) -> None:
        """Who shares the total at the invitation line, and who of equals is to go first."""
        from core.campaign.fields.readings import tie_at_line
        from gui.rank.rules.tie_dialog import TieDialog

        board, ranking, campaign = self.live.board, self.live.ranking, self.campaign
        tie = tie_at_line(ranking) if ranking is not None else None
        if board is None or tie is None:
            self.desk.say(tr("Nobody is tied across the invitation line."))
            return
        form = TieDialog(self.desk.parent_widget, board, tie)
        form.accepted.connect(
            lambda: self.session.act(campaigns.settle_tie, campaign, form.first, form.others, form.reason)
        )
        form.open()

    def curve(self) -> None:
        """The selected candidate's rank over all weights."""
        from gui.rank.weight.rank_curve import RankCurve

        if self.live.selected is not None:
            RankCurve(self.desk.parent_widget, self.live).open()

    def show_only(self, column: str = "market") -> None:
        """Asks whom the table is to show, by one of its columns."""
        from gui.rank.table.filters import FilterDialog

        board = self.live.board
        if board is None:
            return
        place = self._rank()
        strip = place.filter_strip
        form = FilterDialog(self.desk.parent_widget, board, place.ranking.model().columns, strip.filters, column)
        form.accepted.connect(lambda: strip.put(form.chosen()))
        form.open()

    def columns(self) -> None:
        """The columns of the table, to show or hide."""
        header = self._rank().ranking.columns
        menu = header.menu()
        menu.popup(header.mapToGlobal(header.rect().bottomLeft()))

    def hold(self) -> None:
        """Keeps the selected candidate in view while the weight moves, or no longer."""
        table = self._rank().ranking
        table.keep_in_view = not table.keep_in_view
        if table.keep_in_view and self.live.selected is not None:
            table.reveal(self.live.selected)
        stays, let_go = tr("The selected candidate stays in view."), tr("The list stays where it is scrolled to.")
        self.desk.say(stays if table.keep_in_view else let_go)

    def pinned(self) -> None:
        """Shows the pinned above the table, or no longer."""
        pane = self._rank().pinned_pane
        pane.want(not pane.wanted)


class Ranking(Commands):
    """The Ranking menu."""

    def __init__(self, desk: Desk, rank: Callable[[], RankPlace]) -> None:
        super().__init__(desk)
        self._rank = rank

    def weight(self) -> None:
        """Puts the keyboard on the weight."""
        self._rank().header.weight_bar.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def more_score(self) -> None:
        """One percent towards the score."""
        self.live.set_weight(self.live.weight - STEP)

    def more_credibility(self) -> None:
        """One percent towards credibility."""
        self.live.set_weight(self.live.weight + STEP)

    def next_change(self) -> None:
        """To the least weight above at which the list is another."""
        self._jump_to(self.live.change_after())

    def last_change(self) -> None:
        """To the greatest weight below at which the list is another."""
        self._jump_to(self.live.change_before())

    def equal_say(self) -> None:
        """To the weight at which both sides have an equal say."""
        self._rank().header.weight_bar.give_equal_say()

    def seats(self) -> None:
        """Asks for another number of seats."""
        from gui.rank.weight.seats_dialog import SeatsDialog

        campaign = self.campaign
        form = SeatsDialog(self.desk.parent_widget, self.live)
        form.accepted.connect(lambda: self._take_seats(campaign, form.seats.value()))
        form.open()

    def _take_seats(self, campaign: int, seats: int) -> None:
        """The line moves at once, and back where the number could not be stored."""
        before = self.live.seats
        self.live.set_seats(seats)
        stored = self.session.act(campaigns.change_campaign, campaign, seats=seats)
        stored.failed(lambda trouble: self.live.set_seats(before))

    def rank_order(self) -> None:
        """Back from an order for reading to the ranking."""
        self.live.sort_by(None)

    def _jump_to(self, weight: int | None) -> None:
        if weight is not None:
            self.live.set_weight(weight)
