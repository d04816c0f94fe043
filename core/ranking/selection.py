"""The best list that keeps the agency's rules: found exactly, with the price of each rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np

from core.errors import Trouble
from core.i18n import tr, trn
from core.model import PINNED, BoolArray, Candidates, IntArray, LongArray, Progress, no_progress
from core.ranking.program import best_choice, programme
from core.ranking.rules import AtLeast, AtMost, Budget, Rule, ever_needed, needed
from core.ranking.total import GROUPS, by_ties, group_rows, in_order, totals


@dataclass(frozen=True)
class Swap:
    """Seat ``seat`` (from 1, in ranking order) went to ``gained`` instead of ``lost``; None where nobody is."""

    seat: int | None
    lost: int | None
    gained: int | None


@dataclass(frozen=True)
class Price:
    """What one rule costs: the list without it, the others kept, has ``total`` more in all."""

    rule: Rule
    total: int
    swaps: tuple[Swap, ...]


@dataclass(frozen=True)
class Selection:
    """The rows of the best list in ranking order, the sum of their totals, and the price of each rule.

    ``solved``: whether the solver was needed; otherwise taking the first ones that fit is proved to be best.
    """

    rows: LongArray
    total: int
    prices: tuple[Price, ...]
    solved: bool
    weight: int


@dataclass(frozen=True)
class _Field:
    """The competing rows in ranking order, their totals, and who of them is pinned: (m,) each."""

    rows: LongArray
    total: LongArray
    pinned: BoolArray
    seats: int

    def of(self, places: LongArray) -> LongArray:
        """The candidates' rows at these places."""
        rows: LongArray = self.rows[places]
        return rows

    def keeps(self, rules: Sequence[Rule], places: LongArray) -> bool:
        return len(places) <= self.seats and all(rule.kept(self.of(places)) for rule in rules)


@dataclass(frozen=True)
class _Answer:
    places: LongArray  # in the field, ascending
    solved: bool


def select(
    candidates: Candidates,
    seats: int,
    weight: int,
    rules: Sequence[Rule],
    progress: Progress = no_progress,
    known: LongArray | None = None,
) -> Selection:
    """The list of at most ``seats`` candidates that keeps every rule and has the greatest sum of totals.

    Pinned rows are in it, excluded ones are not. Of lists with an equal sum the one nearest the plain ranking is
    taken where the greedy way finds it, else the solver's, always the same one; ``known`` is one found already.
    Trouble, naming the rules that cannot be kept together, if there is no such list.
    """
    field = _make_field(candidates, seats, weight)
    steps, words = len(rules) + 1, tr("Choosing the best list that keeps the rules")
    progress(0, steps, words)
    best = (
        _Answer(np.flatnonzero(np.isin(field.rows, known)), True) if known is not None else _solve_field(field, rules)
    )
    if best is None:
        raise _name_clash(field, rules)
    prices = []
    for done, rule in enumerate(rules, 1):
        progress(done, steps, words)
        prices.append(_price_rule(field, best, rule, [other for other in rules if other is not rule]))
    progress(steps, steps, words)
    return Selection(field.of(best.places), int(field.total[best.places].sum()), tuple(prices), best.solved, weight)


def best_list(
    candidates: Candidates, seats: int, weight: int, rules: Sequence[Rule], among: IntArray | None = None
) -> LongArray:
    """The rows of ``select``'s list without the prices, in ranking order; looked for ``among`` its ``contenders``."""
    found = find_list(candidates, seats, weight, rules, among)
    if found is None:
        raise _name_clash(_make_field(candidates, seats, weight, among), rules)
    return found


def find_list(
    candidates: Candidates, seats: int, weight: int, rules: Sequence[Rule], among: IntArray | None = None
) -> LongArray | None:
    """``best_list``, or None where no list keeps the rules: which of them clash is not looked for, which takes long."""
    field = _make_field(candidates, seats, weight, among)
    best = _solve_field(field, rules)
    return None if best is None else field.of(best.places)


def invited(candidates: Candidates, seats: int, weight: int, rules: Sequence[Rule]) -> LongArray:
    """``best_list``, or the ranking's own list where no list keeps the rules."""
    field = _make_field(candidates, seats, weight)
    best = _solve_field(field, rules) or _solve_field(field, ())
    assert best is not None, "a list without rules can always be had"
    return field.of(best.places)


def next_in(candidates: Candidates, weight: int, rules: Sequence[Rule], holding: LongArray, count: int) -> LongArray:
    """Up to ``count`` more rows who, with those ``holding`` a seat, make the best list under the rules.

    Trouble names the rules that those holding one cannot keep, whoever comes in.
    """
    state = candidates.state.copy()
    state[holding] = PINNED
    best = best_list(replace(candidates, state=state), len(holding) + count, weight, rules)
    more: LongArray = best[~np.isin(best, holding)][:count]
    return more


def contenders(candidates: Candidates, seats: int, rules: Sequence[Rule]) -> IntArray:
    """The rows, ascending, that are enough to find a best list at any weight."""
    rows = by_ties(candidates, group_rows(candidates, GROUPS[0]))
    pinned = candidates.state[rows] == PINNED
    sides = candidates.score.value[rows], candidates.credibility.value[rows]
    contending: IntArray = rows[
        ever_needed(rows.astype(np.int64), *sides, pinned, max(seats, int(pinned.sum())), rules)
    ]
    return np.sort(contending)


def _make_field(candidates: Candidates, seats: int, weight: int, among: IntArray | None = None) -> _Field:
    rows = in_order(candidates, group_rows(candidates, GROUPS[0]) if among is None else among, weight)
    total = totals(candidates.score.value[rows], candidates.credibility.value[rows], weight).astype(np.int64)
    pinned = candidates.state[rows] == PINNED
    return _Field(rows, total, pinned, max(seats, int(pinned.sum())))


def _solve_field(field: _Field, rules: Sequence[Rule]) -> _Answer | None:
    """The best places, or None. Greedy where that is proved enough, else by integer programming.

    Taking the best that fits is exact under one rule of at most n per group (a matroid). Where that list keeps the
    other rules too, it is best under all of them, since more rules cannot make a list better.
    """
    must = np.flatnonzero(field.pinned)
    caps = [rule for rule in rules if isinstance(rule, AtMost)]
    if len(caps) <= 1:
        greedy = _fill_seats(field, caps, must)
        if field.keeps(rules, greedy):
            return _Answer(greedy, False)
    solved = _solve_programme(field, rules)
    if solved is None:
        return None
    upper = [rule for rule in rules if not isinstance(rule, AtLeast)]
    greedy = _fill_seats(field, upper, must)
    if field.keeps(rules, greedy) and field.total[greedy].sum() == field.total[solved].sum():
        return _Answer(greedy, True)
    return _Answer(_fill_seats(field, upper, solved), True)


def _fill_seats(field: _Field, upper: Sequence[AtMost | Budget], start: LongArray) -> LongArray:
    """The places already taken and then, in ranking order, every one that still fits."""
    taken = set(start.tolist())
    tallies = [rule.tally(field.of(start)) for rule in upper]
    for place, row in enumerate(map(int, field.rows)):
        if len(taken) >= field.seats:
            break
        if place not in taken and all(tally.fits(row) for tally in tallies):
            taken.add(place)
            for tally in tallies:
                tally.add(row)
    return np.array(sorted(taken), np.int64)


def _solve_programme(field: _Field, rules: Sequence[Rule]) -> LongArray | None:
    """The best places by integer programming; None if no list keeps the rules."""
    near = needed(field.rows, field.pinned, field.seats, rules)
    if not len(near):
        return near if field.keeps(rules, near) else None
    chosen = best_choice(programme(field.of(near), field.total[near], field.pinned[near], field.seats, rules))
    if chosen is None:
        return None
    places: LongArray = near[chosen]
    assert field.keeps(rules, places), "the solver's list must keep the rules in whole numbers too"
    return places


def _price_rule(field: _Field, best: _Answer, rule: Rule, others: Sequence[Rule]) -> Price:
    """Compares the best list with the one without this rule, the names that differ met pair by pair."""
    free = _solve_field(field, others)
    assert free is not None, "fewer rules cannot be harder to keep"
    lost, gained = np.setdiff1d(free.places, best.places), np.setdiff1d(best.places, free.places)
    total = int(field.total[free.places].sum() - field.total[best.places].sum())
    seats = (np.searchsorted(best.places, gained) + 1).tolist()
    pairs = zip_longest(seats, field.of(lost).tolist(), field.of(gained).tolist())
    return Price(rule, total, tuple(Swap(*pair) for pair in pairs))


def _name_clash(field: _Field, rules: Sequence[Rule]) -> Trouble:
    """Names a smallest group of rules that no list keeps together: none of them can be left out of it."""
    clash = list(rules)
    for rule in rules:
        fewer = [other for other in clash if other is not rule]
        if _solve_field(field, fewer) is None:
            clash = fewer
    names = tr("; ").join(rule.words() for rule in clash)
    many = "No list keeps these {n} rules together: {names}."
    what = trn("No list keeps this rule: {names}.", many, len(clash), names=names)
    return Trouble(what, remedy=tr("Relax one of them, add seats, or unpin somebody."))
