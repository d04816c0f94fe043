"""Edit and Ranking: undo, find, and the weight by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt

from core.workspace.changed import Changed
from gui.commands.room import Room
from gui.ranking.weight_bar import STEP


class Edit(Room):
    """The Edit menu."""

    def undo(self) -> None:
        """Takes the last step back."""
        self._step("undo")

    def redo(self) -> None:
        """Does it again."""
        self._step("redo")

    def find(self) -> None:
        """Puts the keyboard in the search field."""
        self.window.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.window.search.field.selectAll()

    def _step(self, name: str) -> None:
        def work(workspace: object, progress: object) -> Changed:
            from core.workspace import actions as steps

            return getattr(steps, name)(workspace)

        self.session.act(work)


class Ranking(Room):
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
        from gui.ranking.seats_dialog import SeatsDialog

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
