"""What a file brings: per person the texts, keys and observations to keep, whatever the order of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.importing.identity.groups import NOBODY
from core.model import UNDATED, BoolArray, FloatArray, Issue, LongArray

MERGED = "Another row says more of the same person, day and channel; that one is kept."
TWICE = "The same row stands twice in the file; it counts once."
TWO_NAMES = "Two names share one account on one day; the row with the larger audience is kept."
ADDED_UP = ("posts", "likes", "comments", "shares", "mentions", "views")
AVERAGED = ("engagement_rate", "audience_quality")


@dataclass(frozen=True)
class KeySpans:
    """The m distinct keys of one kind that people hold, ascending by text: whose (a place), first and last day."""

    texts: Any
    person: LongArray
    since: LongArray
    until: LongArray


@dataclass(frozen=True)
class Kept:
    """The rows kept as observations (places, ascending by person, day and channel) and what was said of the others."""

    place: LongArray
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class Picked:
    """One text per person, read from the file's rows where it is asked for: no copy of a whole column is made."""

    texts: Any
    pick: LongArray

    def slice(self, start: int, count: int | None = None) -> Picked:
        """The texts of some of the people."""
        return Picked(self.texts, self.pick[start : None if count is None else start + count])

    def whole(self) -> Any:
        """The texts as a pyarrow array."""
        return taken(self.texts, self.pick)

    def to_pylist(self) -> list[str]:
        """The texts as a list."""
        found: list[str] = self.whole().to_pylist()
        return found


def single_rows(of_row: LongArray, count: int) -> LongArray | None:
    """The row of each person; None where some have several."""
    rows = np.flatnonzero(of_row != NOBODY)
    if len(rows) != count:
        return None
    row = np.full(count, NOBODY)
    row[of_row[rows]] = rows
    return row if (row != NOBODY).all() else None


def chosen(texts: Any, of_row: LongArray, count: int, day: LongArray) -> Any:
    """One text per person out of n rows: of the latest day, then the longest, then the smallest; "" for none."""
    return taken(texts, chosen_rows(texts, of_row, count, day))


def taken(texts: Any, pick: LongArray) -> Any:
    """The texts of these rows, "" for NOBODY."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if (pick != NOBODY).all():
        return texts.take(pa.array(pick))
    return pc.fill_null(texts.take(pa.array(pick, mask=pick == NOBODY)), "")


def chosen_rows(texts: Any, of_row: LongArray, count: int, day: LongArray) -> LongArray:
    """The row of each person's chosen text, NOBODY for none."""
    import pyarrow.compute as pc

    there = pc.not_equal(texts, "").to_numpy(zero_copy_only=False) & (of_row != NOBODY)
    rows = np.flatnonzero(there)
    pick = np.full(count, NOBODY)
    pick[of_row[rows]] = rows
    if (pick[of_row[rows]] != rows).any():
        _settle_rows(pick, texts, rows, of_row, day)
    return pick


def _settle_rows(pick: LongArray, texts: Any, rows: LongArray, of_row: LongArray, day: LongArray) -> None:
    """Picks anew for the people whose rows say different things."""
    encoded = texts.dictionary_encode()
    code = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    torn = np.zeros(len(pick), bool)
    torn[of_row[rows[code[pick[of_row[rows]]] != code[rows]]]] = True
    rows = rows[torn[of_row[rows]]]
    best = _best_text(encoded.dictionary, code[rows], of_row[rows], day[rows])
    pick[of_row[rows[best]]] = rows[best]


def _best_text(dictionary: Any, code: LongArray, group: LongArray, day: LongArray) -> LongArray:
    """The place of the best text of each group."""
    import pyarrow as pa
    import pyarrow.compute as pc

    used, local = np.unique(code, return_inverse=True)
    words = dictionary.take(pa.array(used))
    rank = np.empty(len(used), np.int64)
    rank[pc.sort_indices(words).to_numpy()] = np.arange(len(used))
    length = pc.utf8_length(words).to_numpy()
    order = np.lexsort((rank[local], -length[local].astype(np.int64), -day, group))
    return np.asarray(order[_first_rows(group[order])])


def _first_rows(*columns: Any) -> BoolArray:
    """The first of each run of equal values."""
    first = np.ones(len(columns[0]), bool)
    if len(first) > 1:
        first[1:] = False
        for column in columns:
            first[1:] |= column[1:] != column[:-1]
    return first


def key_spans(texts: Any, of_row: LongArray, day: LongArray) -> KeySpans:
    """The distinct keys people hold, each with the first and last dated day it was seen (``UNDATED`` for none)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = np.flatnonzero(pc.not_equal(texts, "").to_numpy(zero_copy_only=False) & (of_row != NOBODY))
    rows = rows[np.argsort(of_row[rows], kind="stable")]
    held = texts.take(pa.array(rows))
    # People stand in the order of their strongest keys: those of that kind are in order already.
    if not pc.all(pc.greater_equal(held.slice(1), held.slice(0, max(len(held) - 1, 0)))).as_py():
        ascending = pc.sort_indices(held)
        held, rows = held.take(ascending), rows[ascending.to_numpy()]
    first = np.ones(len(rows), bool)
    first[1:] = pc.not_equal(held.slice(1), held.slice(0, max(len(held) - 1, 0))).to_numpy(zero_copy_only=False)
    if not first.all():
        rows = rows[np.lexsort((of_row[rows], np.cumsum(first)))]
        first[1:] |= of_row[rows][1:] != of_row[rows][:-1]
    starts = np.flatnonzero(first)
    person, days = of_row[rows], day[rows]
    until = np.maximum.reduceat(days, starts) if len(starts) else days
    late = np.where(days == UNDATED, np.iinfo(np.int64).max, days)
    since = np.minimum.reduceat(late, starts) if len(starts) else days
    since = np.where(until == UNDATED, UNDATED, since)
    return KeySpans(held.take(pa.array(starts)), person[starts], since, until)


def kept(
    of_row: LongArray,
    day: LongArray,
    channel: Any,
    metrics: Mapping[str, FloatArray],
    rows: LongArray,
    names: Any,
) -> Kept:
    """One row per person, day and channel: the one with the larger audience, then the larger other metrics.

    Rows without any metric are no observation. ``channel`` and ``names`` are pyarrow; ``rows`` the file's numbers.
    """
    measured = np.zeros(len(of_row), bool)
    for values in metrics.values():
        measured |= ~np.isnan(values)
    place = np.flatnonzero(measured & (of_row != NOBODY))
    code = _rank_rows(channel, place)
    order = np.lexsort((code, day[place], of_row[place]))
    place, code = place[order], code[order]
    first = _first_rows(of_row[place], day[place], code)
    if first.all():
        return Kept(place, ())
    run = np.cumsum(first) - 1
    shared = np.flatnonzero(np.bincount(run)[run] > 1)
    best = _largest_rows(place[shared], run[shared], metrics)
    keep = first.copy()
    keep[shared] = False
    keep[shared[best]] = True
    winner = np.empty(int(run[-1]) + 1, np.int64)
    winner[run[keep]] = place[keep]
    lost = np.flatnonzero(~keep)
    return Kept(place[keep], tuple(_merge_rows(place[lost], winner[run[lost]], metrics, rows, names)))


def united(rows: LongArray, channel: Any, metrics: Mapping[str, FloatArray]) -> tuple[BoolArray, dict[str, FloatArray]]:
    """A file's row may come as several that speak of one channel: their metrics on the first, and which are first."""
    if (np.diff(rows) > 0).all():
        return np.ones(len(rows), bool), dict(metrics)
    first, target = _gather_rows(rows, _rank_rows(channel, np.arange(len(rows))))
    whole = {name: values.copy() for name, values in metrics.items()}
    for name, values in metrics.items():
        np.fmax.at(whole[name], target, values)
    return first, whole


def added_up(
    of_row: LongArray, day: LongArray, channel: Any, metrics: Mapping[str, FloatArray]
) -> tuple[BoolArray, dict[str, FloatArray]]:
    """Rows of one post or mention each as one observation a person, day and channel: their metrics on the first row of
    each, and which are first.

    Posts (each row says 1), reactions and views are added, blank ones beside others as none: reactions per post become
    the day's mean, and posting more does not raise them. A rate or a quality, in percent, is the mean of those stated.
    Whatever else a row states (reach, lists, links, visits) is a level of the whole account, and no sum: the largest of
    the day is taken.
    """
    first, target = _gather_rows(of_row, day, _rank_rows(channel, np.arange(len(of_row))))
    return first, {name: _of_day(name, values, target) for name, values in metrics.items()}


def _of_day(name: str, values: FloatArray, target: LongArray) -> FloatArray:
    """One metric of the rows of each ``target``, NaN where none of them states it."""
    seen = ~np.isnan(values)
    stated = np.bincount(target[seen], minlength=len(values))
    if name in ADDED_UP or name in AVERAGED:
        total = np.bincount(target[seen], values[seen], minlength=len(values))
        return np.where(stated > 0, total / (np.fmax(stated, 1) if name in AVERAGED else 1), np.nan)
    largest = np.full(len(values), np.nan)
    np.fmax.at(largest, target, values)
    return largest


def _gather_rows(*columns: LongArray) -> tuple[BoolArray, LongArray]:
    """Which row is the first of those alike in all columns, and for each row the place of that first one."""
    order = np.lexsort(columns[::-1])
    new = _first_rows(*(column[order] for column in columns))
    first, target = np.zeros(len(order), bool), np.empty(len(order), np.int64)
    first[order[new]] = True
    target[order] = order[new][np.cumsum(new) - 1]
    return first, target


def _rank_rows(texts: Any, place: LongArray) -> LongArray:
    """Each place's text as its rank among the distinct ones."""
    import pyarrow.compute as pc

    encoded = texts.dictionary_encode()
    rank = np.empty(len(encoded.dictionary), np.int64)
    rank[pc.sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(rank))
    return np.asarray(rank[encoded.indices.to_numpy(zero_copy_only=False)[place]])


def _largest_rows(place: LongArray, run: LongArray, metrics: Mapping[str, FloatArray]) -> LongArray:
    """Where in ``place`` the best row of each run stands; equal rows are all alike, the first will do."""
    values = [-np.nan_to_num(metrics[name][place], nan=-1.0) for name in _by_weight(metrics)]
    order = np.lexsort((place, *reversed(values), run))
    return np.asarray(order[_first_rows(run[order])])


def _by_weight(metrics: Mapping[str, FloatArray]) -> list[str]:
    return sorted(metrics, key=lambda name: (name != "audience", name))


def _merge_rows(
    lost: LongArray, winner: LongArray, metrics: Mapping[str, FloatArray], rows: LongArray, names: Any
) -> Sequence[Issue]:
    alike = np.ones(len(lost), bool)
    for values in metrics.values():
        alike &= (values[lost] == values[winner]) | (np.isnan(values[lost]) & np.isnan(values[winner]))
    one, other = names.take(lost).to_pylist(), names.take(winner).to_pylist()
    found = []
    for row, same, name, kept_name in zip(rows[lost].tolist(), alike.tolist(), one, other, strict=True):
        reason = TWO_NAMES if name != kept_name else TWICE if same else MERGED
        found.append(Issue(row, "", name, reason))
    return found
