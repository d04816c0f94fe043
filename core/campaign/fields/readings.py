"""How the facts of some rows of a ranked list are read, where that takes more than one look into a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.campaign.board import Board
from core.campaign.choices.absent import read_absent
from core.campaign.fields.units import STATES
from core.model import PINNED, RANKED, UNDATED, Axis, BoolArray, IntArray, LongArray
from core.ranking.live import LiveRanking, Window
from core.ranking.stability import Stability


@dataclass(frozen=True)
class Listed:
    """Some rows of a ranked list: ``window.index`` are their rows of the board. ``stability`` None: not known yet."""

    board: Board
    live: LiveRanking
    window: Window
    stability: Stability | None

    @cached_property
    def best_worst(self) -> tuple[IntArray, IntArray]:
        """The best and the worst rank each row could have, (m,), 0 where it could not compete."""
        return self.live.best_worst(self.window.index)


def flagged(board: Board, flag: str, rows: LongArray) -> BoolArray:
    """Which of some rows of the board, (m,), bear a flag."""
    bearers = board.flags.get(flag, np.empty(0, np.int64))
    if not len(bearers):
        return np.zeros(len(rows), np.bool_)
    # The bearers ascend, so a window of a few rows is looked up in them without touching the rest of the board.
    at = np.minimum(np.searchsorted(bearers, rows), len(bearers) - 1)
    found: BoolArray = bearers[at] == rows
    return found


def known_criteria(board: Board, rows: LongArray) -> IntArray:
    """How many criteria of each of some rows of the board are known."""
    found = np.zeros(len(rows), np.int32)
    for values in board.levels.values():
        found += values[rows] >= 0
    return found


def where_known(values: IntArray, axis: Axis, rows: LongArray) -> IntArray:
    """Values of some rows, -1 where the axis has only a stand-in."""
    found: IntArray = np.where(axis.known[rows], values[rows], -1)
    return found


def list_names(rows: LongArray, bearers: Mapping[str, BoolArray]) -> list[tuple[str, ...]]:
    """The names each row bears, in alphabetical order."""
    # Most rows bear none: they share one empty tuple, which spares a long list its hundred thousand objects.
    found: list[tuple[str, ...]] = [()] * len(rows)
    for name in sorted(bearers):
        for at in np.flatnonzero(bearers[name]).tolist():
            found[at] += (name,)
    return found


def list_flags(board: Board, rows: LongArray) -> list[tuple[str, ...]]:
    """Row by row the flags they bear, in the order of the board's."""
    return list_names(rows, {flag: flagged(board, flag, rows) for flag in board.flags})


def list_marks(listed: Listed) -> list[tuple[str, ...]]:
    """What the data says of each row, and what was decided: its flags, its state, absence by choice, and a total shared
    across the invitation line."""
    board, rows = listed.board, listed.window.index
    state, offline = board.candidates.state[rows], board.candidates.offline[rows]
    bearers = {flag: flagged(board, flag, rows) for flag in board.flags}
    bearers |= {name: state == code for code, name in STATES.items() if name != "ranked"}
    if board.candidates.reserved is not None:
        # A seat reserved for those off line is no pin of a person's.
        bearers["reserved"] = board.candidates.reserved[rows]
        bearers["pinned"] = bearers["pinned"] & ~bearers["reserved"]
    if board.settled:
        bearers["tie_settled"] = np.isin(rows, list(board.settled))
    return list_names(rows, bearers | {"offline": offline, "tied_at_line": np.isin(rows, rows_tied_at_line(listed))})


def list_tie_reasons(board: Board, rows: LongArray) -> list[str]:
    """Why a tie was settled by hand in favour of each row, (m,); "" for nearly all of them."""
    if not board.settled:
        return [""] * len(rows)
    return [board.settled.get(row, "") for row in rows.tolist()]


def rows_tied_at_line(listed: Listed) -> LongArray:
    """The rows of the board that share the total at the invitation line, in or not; empty where nobody who is not in
    has the total of the last who sits by rank."""
    window, none = listed.window, listed.window.index[:0]
    by_rank = window.is_in & (listed.board.candidates.state[window.index] != PINNED)
    if not by_rank.any():
        return none
    shared = (window.total == window.total[by_rank].min()) & (window.rank > 0) & (by_rank | ~window.is_in)
    return window.index[shared] if (shared & ~window.is_in).any() else none


@dataclass(frozen=True)
class TieAtLine:
    """Those who share the total at the invitation line: ``inside`` hold a seat, ``outside`` do not, as rows of the
    board. ``equal``: those of them (rows) whom nothing but the order of keys or a hand parts from the others across
    the line; empty where credibility decides."""

    inside: LongArray
    outside: LongArray
    equal: LongArray


def tie_at_line(live: LiveRanking) -> TieAtLine | None:
    """The tie at the line of a ranking; None where nobody who is out has the total of the last one in, or where the
    campaign's rules seat people."""
    line = live.line
    if line is None or not line.tied or live.chosen is not None:
        return None
    candidates = live.candidates
    rows = np.flatnonzero(candidates.state == RANKED)
    rows = rows[live.totals_of(rows) == line.total]
    inside = live.seat_by_rank(rows)
    credibility = candidates.credibility.value[rows]
    same = credibility == candidates.credibility.value[line.index]
    equal = rows[same] if (same & ~inside).any() else rows[:0]
    return TieAtLine(rows[inside], rows[~inside], equal)


def read_acceptability(listed: Listed) -> IntArray:
    """In how many of a thousand plausible worlds each row is in; -1 for all while that is not worked out."""
    found, rows = listed.live.acceptability, listed.window.index
    return np.full(len(rows), -1, np.int32) if found is None else found[rows]


def list_provisional(board: Board, rows: LongArray) -> list[tuple[str, ...]]:
    """The sides of each row that nobody knows, the score first."""
    score, credibility = board.candidates.score.known[rows], board.candidates.credibility.known[rows]
    return list_sides(score, credibility)


def where_measured(values: IntArray, board: Board, rows: LongArray) -> IntArray:
    """Points of the online side, -1 where nothing is known or there is no speed to measure: who is off line has none,
    unless the campaign takes it for 0."""
    unmeasured = board.candidates.offline[rows] & (read_absent(board.campaign.rules).choice != "zero")
    found: IntArray = np.where(unmeasured, -1, where_known(values, board.candidates.score, rows))
    return found


def list_sides(score: BoolArray, credibility: BoolArray) -> list[tuple[str, ...]]:
    """Which of the two sides of each row is not known."""
    sides = {
        (s, c): (("score",) * (not s)) + (("credibility",) * (not c)) for s in (True, False) for c in (True, False)
    }
    return [sides[known] for known in zip(score.tolist(), credibility.tolist(), strict=True)]


def read_change(listed: Listed) -> IntArray:
    """Rank by score less rank: positive where credibility lifts, 0 for whoever has no rank."""
    rank, by_score = listed.window.rank, listed.board.rank_by_score[listed.window.index]
    found: IntArray = np.where((rank > 0) & (by_score > 0), by_score - rank, 0)
    return found


def read_intervals(listed: Listed) -> list[Sequence[tuple[float, float]]]:
    """Where each row holds a seat; nothing for all while that is not worked out."""
    if listed.stability is None:
        return [[] for _ in range(len(listed.window.index))]
    found: list[Sequence[tuple[float, float]]] = [()] * len(listed.window.index)
    # Most rows of a long list never hold a seat: only the others are looked up.
    for at in np.flatnonzero(np.isin(listed.window.index, listed.stability.row)).tolist():
        found[at] = listed.stability.intervals(int(listed.window.index[at]))
    return found


def newest_days(board: Board, rows: LongArray) -> IntArray:
    """The day of each newest level; a board without assessments has none."""
    return board.stated[rows] if len(board.stated) else np.full(len(rows), UNDATED, np.int32)
