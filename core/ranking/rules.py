"""The rules a list may have to keep: at most n a group, at least n members, a budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from core.i18n import decimal, tr
from core.model import BoolArray, IntArray, LongArray
from core.ranking.skyband import undominated

Block = tuple[Any, "np.ndarray[Any, np.dtype[np.float64]]", "np.ndarray[Any, np.dtype[np.float64]]"]
"""Rows of a linear programme over the candidates: a sparse matrix, its lower and its upper bounds."""


class Tally(Protocol):
    """Counts what a growing list has used of a rule that sets an upper bound."""

    def fits(self, row: int) -> bool: ...
    def add(self, row: int) -> None: ...


@dataclass(frozen=True, eq=False)
class AtMost:
    """At most ``n`` of each group. ``name`` is the kind of group in the reader's language, such as "organisation".

    ``group`` (candidates,): the group's number; negative where a candidate belongs to none. Not ``of_each`` where there
    is one group only, and ``name`` says which, such as "“France” (market)"; ``said`` is the rule in words where that
    does not fit.
    """

    name: str
    group: IntArray
    n: int
    of_each: bool = True
    said: str = ""

    def words(self) -> str:
        if self.said:
            return self.said
        if self.of_each:
            return tr("at most {n} per {name}", n=self.n, name=self.name)
        return tr("at most {n} from {name}", n=self.n, name=self.name)

    def kinds(self, rows: LongArray) -> LongArray:
        return np.maximum(self.group[rows], -1).astype(np.int64)

    def kept(self, rows: LongArray) -> bool:
        groups = self.group[rows]
        return bool((np.unique(groups[groups >= 0], return_counts=True)[1] <= self.n).all())

    def tally(self, rows: LongArray) -> Tally:
        return _GroupTally(self, Counter(self.group[rows].tolist()))

    def block(self, rows: LongArray) -> Block:
        from scipy.sparse import csr_array

        columns = np.flatnonzero(self.group[rows] >= 0)
        # Lines in the order of the rows: the solver's choice between equal lists must not hang on the groups' numbers.
        names, first, line = np.unique(self.group[rows][columns], return_index=True, return_inverse=True)
        line = np.argsort(np.argsort(first))[line]
        matrix = csr_array((np.ones(len(columns)), (line, columns)), shape=(len(names), len(rows)))
        return matrix, np.zeros(len(names)), np.full(len(names), float(self.n))


@dataclass(frozen=True)
class _GroupTally:
    rule: AtMost
    used: Counter[int]

    def fits(self, row: int) -> bool:
        group = int(self.rule.group[row])
        return group < 0 or self.used[group] < self.rule.n

    def add(self, row: int) -> None:
        self.used[int(self.rule.group[row])] += 1


@dataclass(frozen=True, eq=False)
class AtLeast:
    """At least ``n`` of the members. ``name`` says who they are, such as "“France” (market)".

    ``member`` (candidates,).
    """

    name: str
    member: BoolArray
    n: int

    def words(self) -> str:
        return tr("at least {n} from {name}", n=self.n, name=self.name)

    def kinds(self, rows: LongArray) -> LongArray:
        return self.member[rows].astype(np.int64)

    def kept(self, rows: LongArray) -> bool:
        return int(np.count_nonzero(self.member[rows])) >= self.n

    def block(self, rows: LongArray) -> Block:
        from scipy.sparse import csr_array

        return csr_array(self.member[rows][None, :].astype(float)), np.full(1, float(self.n)), np.full(1, np.inf)


@dataclass(frozen=True, eq=False)
class Budget:
    """The guests together may cost at most ``limit``. ``cost`` (candidates,): non-negative hundredths of a currency."""

    cost: IntArray
    limit: int

    def words(self) -> str:
        return tr("a budget of {limit}", limit=decimal(self.limit / 100, 2))

    def kinds(self, rows: LongArray) -> LongArray:
        return np.asarray(self.cost[rows], np.int64)

    def kept(self, rows: LongArray) -> bool:
        return int(self.cost[rows].sum(dtype=np.int64)) <= self.limit

    def tally(self, rows: LongArray) -> Tally:
        return _Spent(self, int(self.cost[rows].sum(dtype=np.int64)))

    def block(self, rows: LongArray) -> Block:
        from scipy.sparse import csr_array

        return csr_array(self.cost[rows][None, :].astype(float)), np.zeros(1), np.full(1, float(self.limit))


@dataclass
class _Spent:
    rule: Budget
    spent: int

    def fits(self, row: int) -> bool:
        return self.spent + int(self.rule.cost[row]) <= self.rule.limit

    def add(self, row: int) -> None:
        self.spent += int(self.rule.cost[row])


Rule = AtMost | AtLeast | Budget


def needed(rows: LongArray, pinned: BoolArray, seats: int, rules: Sequence[Rule]) -> LongArray:
    """Places, ascending, that are enough to find a best list among ``rows``, given in ranking order.

    Take rows that count alike in every rule but the first of at most n per group. In one group, a row that n better
    and no dearer ones precede is never needed: one of those is free to take its seat. Of the rest, where nothing has
    a cost, the first ``seats`` are enough: two lists that keep the rule can always be completed from one another.
    """
    cap = next((rule for rule in rules if isinstance(rule, AtMost)), None)
    budget = next((rule for rule in rules if isinstance(rule, Budget)), None)
    alike = _label_rows([rule.kinds(rows) for rule in rules if rule is not cap and rule is not budget], len(rows))
    free = np.flatnonzero(~pinned)
    group = cap.kinds(rows) if cap else np.full(len(rows), -1, np.int64)
    both, most = _label_rows([alike, group], len(rows)), cap.n if cap else seats
    if budget:
        kept = _find_cheap(both, group, free, budget.cost[rows], most, seats)
    else:
        fits = free[(group[free] < 0) | (_count_earlier(both[free]) < most)]
        kept = fits[_count_earlier(alike[fits]) < seats]
    return np.union1d(np.flatnonzero(pinned), kept)


def ever_needed(
    rows: LongArray, score: IntArray, credibility: IntArray, pinned: BoolArray, seats: int, rules: Sequence[Rule]
) -> LongArray:
    """Places, ascending, that are enough at any weight; ``rows`` in the order of stable keys, the rest theirs.

    As in ``needed``, but a row precedes another at every weight only where it is at least as good on both sides. Of
    those who precede one, no more of a group are counted than can be seated; rows of another cost are not alike.
    """
    cap = next((rule for rule in rules if isinstance(rule, AtMost)), None)
    alike = _label_rows([rule.kinds(rows) for rule in rules if rule is not cap], len(rows))
    group = cap.kinds(rows) if cap else np.full(len(rows), -1, np.int64)
    both, most = _label_rows([alike, group], len(rows)), cap.n if cap else seats
    free = np.flatnonzero(~pinned)
    halfway = free[np.argsort(-(score[free] + credibility[free]), kind="stable")]
    seatable = np.zeros(len(rows), np.bool_)
    seatable[halfway[(group[halfway] < 0) | (_count_earlier(both[halfway]) < most)]] = True
    by_score = free[np.lexsort((-credibility[free], -score[free]))]
    kept = _find_leading(alike, by_score, credibility, seats, seatable)
    grouped = group[kept] >= 0
    within = _find_leading(both, kept[grouped], credibility, most, np.ones(len(rows), np.bool_))
    return np.unique(np.concatenate((np.flatnonzero(pinned), kept[~grouped], within)))


def _find_leading(label: LongArray, places: LongArray, credibility: IntArray, k: int, counted: BoolArray) -> LongArray:
    """Of the places, by score in each label, those that fewer than k counted ones of the label precede throughout."""
    kept = [
        alike if len(alike) <= k else alike[undominated(credibility[alike], k, counted[alike])]
        for alike in _part_classes(label, places)
    ]
    return np.concatenate(kept)


def _find_cheap(
    label: LongArray, group: LongArray, free: LongArray, cost: IntArray, most: int, seats: int
) -> LongArray:
    """The places that, in their class, fewer than it can use precede at no more cost."""
    kept = []
    for alike in _part_classes(label, free):
        use = seats if not len(alike) or group[alike[0]] < 0 else min(most, seats)
        kept.append(alike if len(alike) <= use else alike[undominated(-cost[alike], use)])
    return np.concatenate(kept)


def _part_classes(label: LongArray, places: LongArray) -> list[LongArray]:
    """The places parted by label, in the order given."""
    by_label = places[np.argsort(label[places], kind="stable")]
    return np.split(by_label, np.flatnonzero(np.diff(label[by_label])) + 1)


def _label_rows(kinds: Sequence[LongArray], n: int) -> LongArray:
    """One number per row, the same for rows that are alike in every kind."""
    label = np.zeros(n, np.int64)
    for kind in kinds:
        _, own = np.unique(kind, return_inverse=True)
        _, label = np.unique(label * (n + 1) + own, return_inverse=True)
    return label


def _count_earlier(label: LongArray) -> LongArray:
    """How many earlier entries have the same label."""
    by_label = np.argsort(label, kind="stable")
    sorted_label = label[by_label]
    starts = np.flatnonzero(np.append(True, np.diff(sorted_label) != 0)[: len(label)])
    sizes = np.diff(np.append(starts, len(label)))
    count = np.empty(len(label), np.int64)
    count[by_label] = np.arange(len(label)) - np.repeat(starts, sizes)
    return count
