"""What moves while the weight moves: one board, its ranking and stability, and who is selected."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import Trouble
from core.model import WEIGHT_PARTS, BoolArray, IntArray, LongArray, Progress
from gui.desk import off_thread
from gui.desk.lazy import LazyModule
from gui.desk.off_thread import Result, Run, first_weight_from, go_on_for_a_while, run_at_once
from gui.desk.reading_order import ReadingOrder

if TYPE_CHECKING:
    from core.campaign import plausible, ranked, rules
    from core.campaign.board import Board
    from core.ranking import live as live_ranking
    from core.ranking import share
    from core.ranking import stability as stabilities
    from core.ranking.live import Listing, LiveRanking
    from core.ranking.selection import Selection
    from core.ranking.share import Spread
    from core.ranking.stability import Stability
else:
    plausible = LazyModule("core.campaign.plausible")
    ranked = LazyModule("core.campaign.ranked")
    rules = LazyModule("core.campaign.rules")
    live_ranking = LazyModule("core.ranking.live")
    share = LazyModule("core.ranking.share")
    stabilities = LazyModule("core.ranking.stability")

QUICK_TO_SORT = 20_000
"""Up to so many candidates a reading order is found within a frame or two."""

SETTLED_MS = 250
"""A weight is settled when it has not moved for so long: time to save it and to ask the slower questions."""

Numbers = NDArray[np.floating] | NDArray[np.integer]
Mask = Callable[["Board"], BoolArray]
"""Says which candidates of a board (n,) are shown, so that a filter outlives a change of data."""
Order = Callable[["Board"], Numbers]
"""Numbers (n,) of a board to list by, so that a reading order outlives a change of data."""


class Live(QObject):
    """Joins board, ranking, stability and weight for the views of one page.

    ``shown``: a new board is there. ``moved``: the weight or the seats moved. ``settled`` (weight): it stands still.
    ``list_changed``: another filter or reading order. ``analysis_ready``: stability, triage or the noise test is new.
    ``selected_changed``: another candidate is selected, or others are chosen with it. Weights are thousandths,
    candidates are rows of the board.
    """

    shown = Signal()
    moved = Signal()
    settled = Signal(int)
    list_changed = Signal()
    analysis_ready = Signal()
    selected_changed = Signal()

    def __init__(self, run: Run = run_at_once, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.board: Board | None = None
        self.ranking: LiveRanking | None = None
        self.stability: Stability | None = None
        self.spread: Spread | None = None
        self.triage: LongArray | None = None
        self.falling: LongArray | None = None
        self.selection: Selection | None = None
        self.ruled = False
        self.clash = ""
        self.listing: Listing | ReadingOrder | None = None
        self.selected: int | None = None
        self.chosen: LongArray = np.empty(0, np.int64)
        self._looked_for: tuple[int | None, LongArray] | None = None
        self._of: Hashable = None
        self._saved_weight: int | None = None
        self._which: Mask | None = None
        self._by: tuple[Order, bool] | None = None
        self._mask: BoolArray | None = None
        self._order: LongArray | None = None
        self._still = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._still.timeout.connect(self._end_move)

    @property
    def weight(self) -> int:
        """The weight in thousandths of credibility."""
        return self.ranking.weight if self.ranking else WEIGHT_PARTS // 2

    @property
    def seats(self) -> int:
        """How many may be invited."""
        return self.ranking.seats if self.ranking else 0

    @property
    def sorted_for_reading(self) -> bool:
        """True while the list stands in another order than the ranking's."""
        return self._by is not None

    @property
    def filtered(self) -> BoolArray | None:
        """Which candidates the list shows (n,); None for all."""
        return self._mask

    def show(self, board: Board, of: Hashable = None) -> None:
        """Takes a new board. ``of`` says which campaign of which workspace it is: only where that stays the same do
        selection, filter and order outlive it, and the weight stays where the user left it unless the campaign's own
        has changed."""
        before, kept = self.board, self._chosen_people()
        same = before is not None and before.campaign.id == board.campaign.id and of == self._of
        self._of = of
        stay = same and self._saved_weight == board.campaign.weight
        weight = self.weight if stay else board.campaign.weight
        self._saved_weight = board.campaign.weight
        if not stay:
            self._still.stop()
        self.board = board
        self.ranking = live_ranking.LiveRanking(board.candidates, board.campaign.seats, weight)
        self.stability = self.spread = self.triage = self.falling = self.selection = None
        self.ruled, self.clash = bool(rules.read_rules(board.campaign.rules)), ""
        if not same:
            self._which = self._by = None
        self._mask = self._order = None
        self._make_listing()
        self._select_people(kept if same else ())
        self.shown.emit()
        self.selected_changed.emit()
        self._find_order()
        self._ask_stability()

    def tell_all(self) -> None:
        """Tells views that were made after the board was shown what there is."""
        self.shown.emit()
        self.analysis_ready.emit()
        self.selected_changed.emit()

    def clear(self) -> None:
        """Shows nothing: nobody is selected, and nothing is left of the board."""
        self._still.stop()
        self.board = self.ranking = self.stability = self.spread = None
        self.triage = self.falling = self.selection = None
        self.listing = self._which = self._by = self._mask = self._order = self._of = None
        self.ruled, self.clash = False, ""
        self._select_people(())
        self.shown.emit()
        self.selected_changed.emit()

    def set_weight(self, weight: int) -> None:
        """Moves the weight (thousandths, cut to 0..1000)."""
        weight = max(0, min(WEIGHT_PARTS, weight))
        if self.ranking is None or weight == self.ranking.weight:
            return
        self.ranking.move(weight)
        self.selection = None
        self._seat_by_rules()
        self._still.start()
        self.moved.emit()

    def take_saved(self, weight: int) -> None:
        """The campaign's own weight is this one now: it was the user's, and has been saved."""
        self._saved_weight = weight

    def set_seats(self, seats: int) -> None:
        """Another number of seats: the line moves at once, headings and intervals follow."""
        if self.ranking is not None and seats != self.ranking.seats:
            self.ranking.reseat(seats)
            self.stability, self.spread, self.selection, self.clash = None, None, None, ""
            self._still.start()
            self.shown.emit()
            self._ask_stability()

    def select(self, index: int | None, also: Sequence[int] | LongArray | None = None) -> None:
        """Selects a candidate, with others chosen beside it (itself alone unless said)."""
        alone = [] if index is None else [index]
        chosen = np.unique(np.asarray(alone if also is None else also, np.int64))
        self._looked_for = None
        if index != self.selected or not np.array_equal(chosen, self.chosen):
            self.selected, self.chosen = index, chosen
            self.selected_changed.emit()

    def is_chosen(self, index: LongArray) -> BoolArray:
        """Which of these candidates are chosen, however many are."""
        if not len(self.chosen):
            return np.zeros(len(index), np.bool_)
        at = np.minimum(np.searchsorted(self.chosen, index), len(self.chosen) - 1)
        found: BoolArray = self.chosen[at] == index
        return found

    def show_only(self, which: Mask | BoolArray | None) -> None:
        """Shows only those for whom ``which`` reads True; ranks, seats and line are those of the whole list.

        A plain mask (n,) is good for the board of now; the next board shows everybody again.
        """
        self._which = which if callable(which) else None
        self._mask = which if isinstance(which, np.ndarray) else None
        self._make_listing()
        self.list_changed.emit()

    def sort_by(self, values: Order | None, descending: bool = True) -> None:
        """Lists by these numbers for reading, equal ones in the board's order; None goes back to the ranking."""
        self._by = None if values is None else (values, descending)
        self._order = None
        if values is None:
            self._make_listing()
            self.list_changed.emit()
        else:
            self._find_order()

    def change_after(self) -> int | None:
        """The least weight above this one at which the list has changed."""
        if self.stability is None:
            return None
        end = self.stability.holds(self.weight / WEIGHT_PARTS)[1]
        return first_weight_from(end) if end < 1 else None

    def change_before(self) -> int | None:
        """The greatest weight below this one at which the list is another."""
        if self.stability is None:
            return None
        start = self.stability.holds(self.weight / WEIGHT_PARTS)[0]
        return first_weight_from(start) - 1 if start > 0 else None

    def line_after(self) -> int | None:
        """How many places of the list stand above the invitation line; None where it does not run through the list."""
        if self.ranking is None or self._order is not None or self.ranking.line is None:
            return None
        invited = self.ranking.invited_by_rank()
        above = invited[: int(np.flatnonzero(invited == self.ranking.line.index)[0]) + 1]
        return len(above) if self._mask is None else int(np.count_nonzero(self._mask[above]))

    def _chosen_people(self) -> tuple[int | None, LongArray]:
        """The persons selected and chosen, who outlive a board's places; those an edit took away come back with its
        undo, unless others were chosen meanwhile."""
        if self._looked_for is not None:
            return self._looked_for
        if self.board is None:
            return None, self.chosen
        selected = None if self.selected is None else int(self.board.person[self.selected])
        return selected, self.board.person[self.chosen]

    def _select_people(self, people: tuple[int | None, LongArray] | tuple[()]) -> None:
        self.selected, self.chosen = None, np.empty(0, np.int64)
        if people and self.board is not None and len(self.board):
            person = self.board.person
            self.chosen = np.flatnonzero(np.isin(person, people[1])).astype(np.int64)
            at = int(np.searchsorted(person, people[0])) if people[0] is not None else len(person)
            if at < len(person) and person[at] == people[0]:
                self.selected = at
            gone = people[0] is not None and self.selected is None
            self._looked_for = people if gone or len(self.chosen) < len(people[1]) else None
        else:
            self._looked_for = None

    def _make_listing(self) -> None:
        """Applies filter and reading order to the board of now."""
        board, ranking = self.board, self.ranking
        if board is None or ranking is None:
            return
        if self._which is not None:
            self._mask = self._which(board)
        mask, order = self._mask, self._order
        if order is not None:
            self.listing = ReadingOrder(ranking, order if mask is None else order[mask[order]])
        else:
            self.listing = ranking if mask is None else ranking.filtered(mask)

    def _find_order(self) -> None:
        """Finds the reading order: at once for a list of usual length, else off the window's thread."""
        board, by = self.board, self._by
        if board is None or by is None:
            return

        def work(progress: Progress) -> LongArray:
            values = np.asarray(by[0](board), np.float64)
            return np.argsort(-values if by[1] else values, kind="stable")

        def then(answer: LongArray) -> None:
            if board is self.board and by is self._by:
                self._order = answer
                self._make_listing()
                self.list_changed.emit()

        (run_at_once if len(board) <= QUICK_TO_SORT else self._run)("order", work, then)

    def _ask_stability(self) -> None:
        """Asks for the intervals off the window's thread, and makes the top of the list quick."""
        board, ranking = self.board, self.ranking
        if board is None or ranking is None:
            return
        seats = ranking.seats
        steps = rules.steady_steps(board, seats) if self.ruled else None

        def look(progress: Progress) -> tuple[Stability | None, str]:
            try:
                if steps is not None:
                    return go_on_for_a_while(steps, progress), ""
            except Trouble as clash:
                return stabilities.stability(ranking.candidates, seats, progress), str(clash)
            return stabilities.stability(ranking.candidates, seats, progress), ""

        def work(progress: Progress) -> tuple[Stability | None, str]:
            ranking.prepare()
            return look(progress)

        def then(answer: tuple[Stability | None, str]) -> None:
            if ranking is not self.ranking or ranking.seats != seats:
                return
            if answer[0] is None:
                self._run("stability", look, then)
                return
            self.stability, self.clash = answer
            self.spread = share.spread_of(board.candidates, answer[0])
            self._seat_by_rules()
            if self.selection is not None and set(self.selection.rows.tolist()) != set(ranking.invited().tolist()):
                self.selection = None  # another list with the same sum
                self._ask_selection(board, ranking)
            self.analysis_ready.emit()

        self._run("stability", work, then)
        self._ask_slower()

    def _seat_by_rules(self) -> None:
        """Where the campaign has rules, gives the seats to the best list at this weight, once it is known."""
        if self.ranking is not None and self.stability is not None and self.ruled and not self.clash:
            self.ranking.choose(self.stability.members(self.weight / WEIGHT_PARTS))

    def _ask_slower(self) -> None:
        """What need not follow within a frame: whom to assess next, and what is only noise."""
        board, ranking = self.board, self.ranking
        if board is None or ranking is None:
            return
        weight, seats = ranking.weight, ranking.seats
        self._ask_acceptability(board, ranking)

        def work(progress: Progress) -> tuple[LongArray, LongArray]:
            return ranked.find_triage(board.candidates, board.campaign.rules, weight, seats), ranked.lost_by_a_pause(
                board, weight, seats
            )

        def then(answer: tuple[LongArray, LongArray]) -> None:
            if ranking is self.ranking:
                self.triage, self.falling = answer
                self.analysis_ready.emit()

        self._run("slower", work, then)
        self._ask_selection(board, ranking)

    def _ask_acceptability(self, board: Board, ranking: LiveRanking) -> None:
        """Asks in how many plausible worlds each candidate is in, once the weight stands."""
        weight, seats = ranking.weight, ranking.seats

        steps = plausible.acceptability_steps(board, weight, seats)

        def work(progress: Progress) -> IntArray | None:
            until = monotonic() + off_thread.WORK_AT_ONCE_S
            for found in steps:
                if found is not None or monotonic() >= until:
                    return found
            return None

        def then(answer: IntArray | None) -> None:
            if ranking is not self.ranking or (ranking.weight, ranking.seats) != (weight, seats):
                return
            if answer is None:
                self._run("acceptability", work, then)
                return
            ranking.acceptability = answer
            self.analysis_ready.emit()

        self._run("acceptability", work, then)

    def _ask_selection(self, board: Board, ranking: LiveRanking) -> None:
        """Where the campaign has rules, asks for the best list with the price of each, once the weight stands."""
        if not self.ruled:
            return
        weight, seats = ranking.weight, ranking.seats
        known = ranking.chosen if self.stability is not None else None

        def work(progress: Progress) -> Selection | Trouble | None:
            try:
                return rules.best_selection(board, weight, seats, progress, known)
            except Trouble as clash:
                return clash

        def then(answer: Selection | Trouble | None) -> None:
            if ranking is not self.ranking or (ranking.weight, ranking.seats) != (weight, seats):
                return
            self.clash = str(answer) if isinstance(answer, Trouble) else ""
            self.selection = None if isinstance(answer, Trouble) else answer
            ranking.choose(None if self.selection is None else self.selection.rows)
            self.analysis_ready.emit()

        self._run("rules", work, then)

    def work_out(self, kind: str, work: Callable[[Progress], Result], then: Callable[[Result], object]) -> None:
        """Does some work off the window's thread; a newer one of a kind wins."""
        self._run(kind, work, then)

    def _end_move(self) -> None:
        self._ask_slower()
        self.settled.emit(self.weight)
