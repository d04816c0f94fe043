"""Noise that is bought: what growth and reactions look like over windows of dates, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass

import numpy as np

from core.model import UNDATED, BoolArray, FloatArray, LongArray
from core.scoring.model import FlagRules, WindowRules
from core.scoring.outages import jump_rows
from core.scoring.states import States

GROWTH_FLAGS = ("step", "creep", "burst", "plateau")
"""Flags of an audience that grew as no audience grows."""
REACTION_FLAGS = ("own_history", "steady", "beyond")
"""Flags of reactions that no audience gives."""
WINDOW_FLAGS = (*GROWTH_FLAGS, *REACTION_FLAGS, "halving")
"""What one person's own dates show. ``peers``, reactions far from those of similar accounts, needs the others."""
BOUGHT_FLAGS = (*GROWTH_FLAGS, *REACTION_FLAGS, "peers")
"""Flags of noise that may have been bought."""
PASSES = 4
"""So often is what is usual found again without what was flagged."""


@dataclass(frozen=True)
class Windows:
    """For each of ``WINDOW_FLAGS``: ``hit``, the rows (of s states) at which a flagged window ends, and ``begin``, the
    row before that window, or its first row where there is none before."""

    hit: Mapping[str, BoolArray]
    begin: Mapping[str, LongArray]


class _Rows:
    """What the rules look at, one place a row, and running sums with a 0 in front (s + 1 places), so that any window's
    sum is one difference: a window costs the same however long it is."""

    def __init__(self, found: States, rules: WindowRules) -> None:
        count = np.diff(found.start)
        size = len(found.day)
        self.place = np.arange(size)
        self.first = np.repeat(found.start[:-1], count)
        self.last = np.repeat(found.start[1:] - 1, count)
        self.day = np.where(found.day == UNDATED, 0, found.day)
        self.audience = found.audience
        self.log_audience = np.log(np.fmax(found.audience, 1.0))
        # What an account of nobody knows, or one carried forward, says nothing of change.
        self.growth = np.zeros(size)
        self.growth[1:] = np.diff(self.log_audience)
        self.growth[found.start[:-1][count > 0]] = 0.0
        np.nan_to_num(self.growth, copy=False)
        self.gap = np.diff(self.day, prepend=self.day[:1])
        self.heard = found.reacted & ~np.isnan(found.reactions) & ~found.silent
        self.reactions = np.where(self.heard, found.reactions, 0.0)
        self.log_reactions = np.log1p(self.reactions)
        self.noted = found.noted
        self.before = self._find_before(found.start, count, rules.days)
        self.sum_audience = _sum_up(np.nan_to_num(self.log_audience))
        self.sum_growth = _sum_up(np.abs(self.growth))
        self.sum_square = _sum_up(self.growth * self.growth)
        self.sum_noted = _sum_up(self.noted.astype(np.int64))
        self._sum_reactions(self.heard)

    def _sum_reactions(self, heard: BoolArray) -> None:
        counted = np.where(heard, self.log_reactions, 0.0)
        self.sum_heard = _sum_up(heard.astype(np.int64))
        self.sum_reactions = _sum_up(counted)
        self.sum_reactions_square = _sum_up(counted * counted)

    def without_reactions(self, left_out: BoolArray) -> _Rows:
        """The same rows, in whose sums of reactions these ones do not count."""
        other = copy(self)
        other._sum_reactions(self.heard & ~left_out)
        return other

    def _find_before(self, start: LongArray, count: LongArray, days: int) -> LongArray:
        """The last row of the same person at least so many days before each; -1 for none."""
        if not len(self.day):
            return self.place
        origin = int(self.day.min()) - days - 1
        span = int(self.day.max()) - origin + 1
        key = np.repeat(np.arange(len(count)) * span, count) + (self.day - origin)
        found = np.searchsorted(key, key - days, side="right") - 1
        return np.where(found >= self.first, found, -1)

    def mean_reactions(self, begin: LongArray, end: LongArray) -> FloatArray:
        """Mean log reactions of the rows begin..end - 1; NaN where none was heard."""
        count = self.sum_heard[end] - self.sum_heard[begin]
        total = self.sum_reactions[end] - self.sum_reactions[begin]
        mean: FloatArray = np.where(count > 0, total / np.maximum(count, 1), np.nan)
        return mean

    def spread_reactions(self, begin: LongArray, end: LongArray) -> FloatArray:
        """Standard deviation of log reactions over the same rows; 0 for fewer than two."""
        count = np.maximum(self.sum_heard[end] - self.sum_heard[begin], 1)
        mean = (self.sum_reactions[end] - self.sum_reactions[begin]) / count
        square = (self.sum_reactions_square[end] - self.sum_reactions_square[begin]) / count
        spread: FloatArray = np.sqrt(np.maximum(square - mean * mean, 0.0))
        return spread


def find_windows(found: States, rules: WindowRules, jumps: FlagRules) -> Windows:
    """The windows of each person's dates that are flagged; a person's windows depend on that person alone."""
    rows = _Rows(found, rules)
    before = np.maximum(rows.place - 1, rows.first)
    windows = {name: (hit, before) for name, hit in jump_rows(found, jumps).items()}
    windows |= {
        "creep": _find_creep(rows, rules),
        "burst": _find_bursts(rows, rules),
        "plateau": _find_plateaus(rows, rules),
        "own_history": _find_departures(rows, rules),
        "steady": _find_steady(rows, rules),
        "beyond": _find_beyond(rows, rules),
    }
    return Windows({name: windows[name][0] for name in WINDOW_FLAGS}, {name: windows[name][1] for name in WINDOW_FLAGS})


def _sum_up(value: FloatArray | LongArray) -> np.ndarray:
    out = np.zeros(len(value) + 1, value.dtype)
    np.cumsum(value, out=out[1:])
    return out


def _follow(rows: _Rows, rules: WindowRules, before: LongArray, at: LongArray) -> FloatArray:
    """By how much reactions per post rose, in logarithms, from the dates up to ``before`` to the second half of those
    up to ``at``; NaN where either is not known. Eight dates each, since single posts vary by a third."""
    wide = 2 * rules.rows
    then = rows.mean_reactions(np.maximum(rows.first[at], before - wide + 1), before + 1)
    now = rows.mean_reactions(np.maximum((before + at) // 2 + 1, at - wide + 1), at + 1)
    return now - then


# Each rule first finds the few rows ``at`` that a cheap look leaves, and only then looks closely: most accounts grow
# slowly and are received as usual.


def _find_creep(rows: _Rows, rules: WindowRules) -> tuple[BoolArray, LongArray]:
    """Steady growth that reactions do not follow: over a window the audience grew by so much every week, in no single
    leap, and reactions per post by less than a third of it. Where reactions are unknown, growth must be the greater."""
    before = np.maximum(rows.before, 0)
    grown, weeks = rows.log_audience - rows.log_audience[before], (rows.day - rows.day[before]) / 7.0
    wide = (rows.before >= 0) & (grown >= np.log(min(rules.creep, rules.creep_alone)) * weeks)
    wide &= (rows.place - before >= 2) & (rows.audience[before] >= rules.least_audience)
    at = np.flatnonzero(wide & (weeks <= 2 * rules.days / 7.0))
    begin, grown, weeks = before[at], grown[at], weeks[at]
    square = rows.sum_square[at + 1] - rows.sum_square[begin + 1]
    even = square <= np.maximum(0.3, 1.8 / (at - begin)) * grown * grown
    followed = _follow(rows, rules, begin, at)
    alone, kept = np.log(rules.creep_alone) * weeks, np.log(rules.creep) * weeks
    unmoved = np.where(np.isnan(followed), grown >= alone, (grown >= kept) & (followed < 0.3 * grown))
    return _mark_rows(rows, at[even & unmoved]), before


def _find_bursts(rows: _Rows, rules: WindowRules) -> tuple[BoolArray, LongArray]:
    """A leap from one date to the next far beyond what the account usually changes by, that reactions do not follow."""
    before = np.maximum(rows.place - 1, rows.first)
    leap = (rows.growth >= np.log(rules.burst)) & (rows.gap <= 21) & (rows.last - rows.first >= 2 * rules.rows)
    at = np.flatnonzero(leap & (rows.audience[before] >= rules.least_audience))
    first, last, growth = rows.first[at], rows.last[at], rows.growth[at]
    others = rows.sum_growth[last + 1] - rows.sum_growth[first + 1] - growth
    far = growth >= rules.burst_times * others / (last - first - 1)
    then = rows.mean_reactions(np.maximum(first, at - rules.rows), at)
    followed = rows.mean_reactions(at, np.minimum(at + 2, last + 1)) - then
    return _mark_rows(rows, at[far & (followed < growth)]), before


def _find_plateaus(rows: _Rows, rules: WindowRules) -> tuple[BoolArray, LongArray]:
    """Too still to be people: an audience that stands after it grew by a burst's worth, reactions not following."""
    before = np.maximum(rows.before, 0)
    further = np.where(rows.before >= 0, rows.before[before], -1)
    start = np.maximum(further, 0)
    risen = rows.log_audience[before] - rows.log_audience[start]
    at = np.flatnonzero((further >= 0) & (risen >= np.log(rules.burst_alone)))
    begin, top = start[at], before[at]
    still = rows.sum_growth[at + 1] - rows.sum_growth[top + 1] <= rules.flat
    still &= rows.sum_noted[at + 1] - rows.sum_noted[top + 1] >= rules.rows
    still &= rows.audience[begin] >= rules.least_audience
    return _mark_rows(rows, at[still & (_follow(rows, rules, begin, top) < 0.5 * risen[at])]), start


def _find_steady(rows: _Rows, rules: WindowRules) -> tuple[BoolArray, LongArray]:
    """Reactions to a post that hardly vary from date to date, as if each post came with a pack of the same size."""
    before = np.maximum(rows.before, 0)
    at = np.flatnonzero((rows.before >= 0) & rows.heard & (rows.reactions >= rules.least_reactions))
    begin = before[at] + 1
    heard = rows.sum_heard[at + 1] - rows.sum_heard[begin] >= 2 * rules.rows - 1
    return _mark_rows(rows, at[heard & (rows.spread_reactions(begin, at + 1) <= rules.steady)]), before


def _find_departures(rows: _Rows, rules: WindowRules) -> tuple[BoolArray, LongArray]:
    """Reactions far above what the same account received before, or receives after, date upon date, while its
    audience did not grow with them."""
    first = rows.place - rules.rows + 1
    enough = rows.reactions >= rules.least_reactions
    for back in range(1, rules.rows):
        enough[back:] &= rows.heard[:-back]
    at = np.flatnonzero(enough & rows.heard & (first >= rows.first))
    lowest = np.minimum.reduce([rows.log_reactions[at - back] for back in range(rules.rows)])
    hit, begin = np.zeros(len(rows.place), np.bool_), np.maximum(first - 1, rows.first)
    usual = rows
    for _ in range(PASSES):
        found = _mark_rows(rows, at[_depart(usual, rules, at, lowest)])
        if not (found & ~hit).any():
            break
        hit |= found
        # What is flagged is not usual: a long stretch would hide its own second half.
        usual = rows.without_reactions(cover_rows(hit, np.minimum(begin + 1, rows.place)))
    return hit, begin


def cover_rows(hit: BoolArray, begin: LongArray) -> BoolArray:
    """The rows from ``begin`` to each row of ``hit``, both included."""
    end = np.flatnonzero(hit)
    change = np.zeros(len(hit) + 1, np.int64)
    np.add.at(change, begin[end], 1)
    np.add.at(change, end + 1, -1)
    covered: BoolArray = np.cumsum(change[:-1]) > 0
    return covered


def _depart(usual: _Rows, rules: WindowRules, at: LongArray, lowest: FloatArray) -> BoolArray:
    """Which windows, by last row and lowest log reactions, lie far above what is usual before them, or after."""
    far = np.zeros(len(at), np.bool_)
    for begin, end in ((usual.first[at], at - rules.rows + 1), (at + 1, usual.last[at] + 1)):
        mean = usual.mean_reactions(begin, end)
        near = lowest - mean >= 0.7 * np.log(rules.own_ratio)
        near &= usual.sum_heard[end] - usual.sum_heard[begin] >= 2 * rules.rows
        few = np.flatnonzero(near & ~far)
        far[few] = _is_far(usual, rules, (at[few], lowest[few]), (begin[few], end[few]))
    return far


def _is_far(
    usual: _Rows, rules: WindowRules, window: tuple[LongArray, FloatArray], span: tuple[LongArray, LongArray]
) -> BoolArray:
    """The close look at a few windows beside the usual reactions of the rows begin..end - 1."""
    (at, lowest), (begin, end) = window, span
    mean = usual.mean_reactions(begin, end)
    away = np.maximum(np.log(rules.own_ratio), rules.own_spreads * usual.spread_reactions(begin, end))
    risen = np.mean([usual.log_reactions[at - back] for back in range(rules.rows)], axis=0) - mean
    audience = (usual.sum_audience[end] - usual.sum_audience[begin]) / (end - begin)
    grown = usual.log_audience[at] - audience
    far: BoolArray = (risen >= away) & (lowest - mean >= 0.7 * away) & ~(grown >= 0.5 * risen)
    return far


def _mark_rows(rows: _Rows, at: LongArray) -> BoolArray:
    marked = np.zeros(len(rows.place), np.bool_)
    marked[at] = True
    return marked


def _find_beyond(rows: _Rows, rules: WindowRules) -> tuple[BoolArray, LongArray]:
    """More reactions to a post than the account has audience, date upon date."""
    over = rows.heard & (rows.reactions >= rules.beyond * rows.audience) & (rows.audience >= rules.least_audience)
    total = _sum_up(over.astype(np.int64))
    first = rows.place - rules.rows + 1
    inside = first >= rows.first
    first = np.maximum(first, 0)
    return inside & (total[rows.place + 1] - total[first] == rules.rows), np.maximum(first - 1, rows.first)
