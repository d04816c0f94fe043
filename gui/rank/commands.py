"""What the Ranking menu and part of the View menu do: the weight, seats, rules, cut-off and filters."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from core.i18n import tr
from core.workspace.changed import Changed
from gui.desk.commands import Commands
from gui.rank.weight.weight_bar import STEP


class Choosing(Commands):
    """Part of the Ranking and View menus."""

    def rules(self) -> None:
        """The rules the list has to keep, and what each costs."""
        from core.campaign import rules
        from gui.rank.rules.rules_dialog import RulesDialog

        board = self.live.board
        if board is None:
            return
        found, clash = self.live.selection, self.live.clash
        prices = rules.price_words(board, found) if found else [clash] if clash else []
        form = RulesDialog(self.window, board, rules.read_rules(board.campaign.rules), prices)
        form.accepted.connect(lambda: self._keep_rules(form.rules()))
        form.open()

    def cutoff(self) -> None:
        """Whom a cut-off would drop and let in."""
        from gui.rank.rules.cutoff_view import CutoffView

        view = CutoffView(self.window, self.live)
        view.accepted.connect(lambda: self._keep(cutoff=view.cutoff.value()))
        view.open()

    def curve(self) -> None:
        """The selected candidate's rank over all weights."""
        from gui.rank.weight.rank_curve import RankCurve

        if self.live.selected is not None:
            RankCurve(self.window, self.live).open()

    def show_only(self, column: str = "market") -> None:
        """Asks whom the table is to show, by one of its columns."""
        from gui.rank.table.filters import FilterDialog

        board, strip, known = self.live.board, self.window.filter_strip, self.window.ranking.model().columns
        if board is None:
            return
        form = FilterDialog(self.window, board, known, strip.filters, column)
        form.accepted.connect(lambda: strip.put(form.chosen()))
        form.open()

    def everyone(self) -> None:
        """Shows everybody again, whatever was asked for or searched."""
        self.window.search.field.clear()
        self.window.search.search()
        self.window.filter_strip.show_everyone()

    def columns(self) -> None:
        """The columns of the table, to show or hide."""
        header = self.window.ranking.columns
        menu = header.menu()
        menu.popup(header.mapToGlobal(header.rect().bottomLeft()))

    def hold(self) -> None:
        """Keeps the selected candidate in view while the weight moves, or no longer."""
        table = self.window.ranking
        table.keep_in_view = not table.keep_in_view
        if table.keep_in_view and self.live.selected is not None:
            table.reveal(self.live.selected)
        kept, let_go = tr("The selected candidate stays in view."), tr("The list stays where it is scrolled to.")
        self.window.say(kept if table.keep_in_view else let_go)

    def pinned(self) -> None:
        """Shows the pinned above the table, or no longer."""
        pane = self.window.pinned_pane
        pane.want(not pane.wanted)

    def _keep_rules(self, chosen: Any) -> None:
        campaign = self.campaign

        def work(workspace: Any, progress: Any) -> Any:
            from core.campaign import rules

            return rules.set_rules(workspace, campaign, chosen)

        self.session.act(work)

    def _keep(self, **values: Any) -> None:
        campaign = self.campaign

        def work(workspace: Any, progress: Any) -> Any:
            from core.campaign import actions as campaigns

            return campaigns.change_campaign(workspace, campaign, **values)

        self.session.act(work)


class Ranking(Commands):
    """The Ranking menu."""

    def weight(self) -> None:
        """Puts the keyboard on the weight."""
        self.window.header.weight_bar.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def more_score(self) -> None:
        """One percent towards the score."""
        self.live.set_weight(self.live.weight - STEP)

    def more_credibility(self) -> None:
        """One percent towards credibility."""
        self.live.set_weight(self.live.weight + STEP)

    def next_change(self) -> None:
        """To the least weight above at which the list is another."""
        self._jump(self.live.change_after())

    def last_change(self) -> None:
        """To the greatest weight below at which the list is another."""
        self._jump(self.live.change_before())

    def seats(self) -> None:
        """Asks for another number of seats."""
        from gui.rank.weight.seats_dialog import SeatsDialog

        form = SeatsDialog(self.window, self.live)
        form.accepted.connect(lambda: self._keep_seats(form.number.value()))
        form.open()

    def rank_order(self) -> None:
        """Back from an order for reading to the ranking."""
        self.live.sort_by(None)

    def _jump(self, weight: int | None) -> None:
        if weight is not None:
            self.live.set_weight(weight)

    def _keep_seats(self, seats: int) -> None:
        campaign = self.campaign

        def work(workspace: object, progress: object) -> Changed:
            from core.campaign import actions as campaigns

            return campaigns.change_campaign(workspace, campaign, seats=seats)

        self.session.act(work)
