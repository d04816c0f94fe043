"""Running totals: counts since an account began, known by their history; what counts of them is the gain a period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import lgamma, log

import numpy as np

from core.errors import Trouble
from core.i18n import tr
from core.model import UNDATED, BoolArray, FloatArray, LongArray
from core.scoring.observations import Observations, is_ordered

RECEIVED = ("likes", "comments", "shares", "mentions", "views")
COUNTS = ("posts", *RECEIVED)
TOTAL, PERIOD = "total", "period"

PERIOD_DAYS = 7
"""A gain of nothing is silence only over so many days: how often a source looks must not make anybody silent."""
LARGE_AUDIENCE = 1000
"""Nobody gathers so many followers without a single post: a total of 0 beside them is not known."""
SMALL_FALL = 0.05
"""Of a total as much may go without it being none: posts are taken down (in the median 0.1 % of a senator's)."""
FALLS = 0.05
"""So many larger falls for each rise, at most, are accounts that changed hands."""
CHANCE = 0.001
"""How likely it may be, at most, that counts of single periods rise like this by chance."""
USUAL_GAIN = 0.5
"""A total seldom gains more than this part of itself; counts of single periods jump as far as they are high."""

Total = tuple[int, str]
"""A channel's code and the name of a metric."""


@dataclass(frozen=True)
class _Series:
    """The m dated values of one metric on one channel in order of person and day: their rows among the observations,
    days, values, and the place where each one's series starts."""

    row: LongArray
    day: LongArray
    value: FloatArray
    start: LongArray


def read_choices(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """(metric, ``total`` or ``period``) as somebody chose it. Trouble for any other metric or word."""
    for name, form in pairs:
        if name not in COUNTS or form not in (TOTAL, PERIOD):
            raise Trouble(
                tr("A count is read as a total or by period."),
                f"{name}={form}",
                tr("Say FIELD=total or FIELD=period; the fields are: {names}.", names=", ".join(COUNTS)),
            )
    return dict(pairs)


def running_totals(seen: Observations, chosen: Mapping[str, str] | None = None) -> frozenset[Total]:
    """Which counts of which channels are totals since the accounts began.

    A count is one where, over all people, it hardly ever falls, where chance would not make it rise as often, and
    where its usual gain is a small part of it. ``chosen`` (metric -> ``total`` or ``period``) settles a metric.
    """
    found = set()
    for name in COUNTS:
        form = (chosen or {}).get(name)
        if name not in seen.metrics or form == PERIOD:
            continue
        stated = _mark_counts(seen, name)
        for channel in np.unique(seen.channel[stated]).tolist():
            if form == TOTAL or _only_grows(_take_series(seen, name, stated & (seen.channel == channel))):
                found.add((channel, name))
    return frozenset(found)


def people_with_totals(seen: Observations, totals: frozenset[Total]) -> BoolArray:
    """Who (n people) has a count that is read as a running total."""
    bearers = np.zeros(seen.n_people, np.bool_)
    for channel, name in totals:
        bearers[seen.person[_mark_counts(seen, name) & (seen.channel == channel)]] = True
    return bearers


def gains(seen: Observations, totals: frozenset[Total]) -> Observations:
    """The same observations with running totals as what each gained since a week before, or since the date before
    where that lies further back.

    A person's first total is of a whole life: it gives reactions per post where both are totals, else nothing. A
    total that fell, or gained nothing in less than a week, says nothing; nor do reactions whose posts are of another
    period. A total of 0 beside a large audience is missing.
    """
    if not totals:
        return seen
    metrics = {name: values.copy() if name in COUNTS else values for name, values in seen.metrics.items()}
    for channel in sorted({channel for channel, _ in totals}):
        mine = seen.channel == channel
        names = [name for own, name in sorted(totals) if own == channel and name in metrics]
        whole = {name: _whole_life(seen, name, mine) for name in names}
        for name in names:
            metrics[name][mine] = _find_gains(seen, name, mine)[mine]
        _part_periods(seen, metrics, mine, whole)
    return replace(seen, metrics=metrics)


def _mark_counts(seen: Observations, name: str) -> BoolArray:
    """The rows that count something: reactions that are averages per post are no totals."""
    stated = ~np.isnan(seen.metric(name))
    return stated if name == "posts" else stated & ~seen.per_post


def _take_series(seen: Observations, name: str, rows: BoolArray) -> _Series:
    """One metric's dated values in some rows, all of one channel."""
    row = np.flatnonzero(rows & (seen.day != UNDATED))
    if not is_ordered(seen.person[row], seen.day[row], seen.channel[row]):  # to look takes a tenth of sorting
        row = row[np.lexsort((seen.day[row], seen.person[row]))]
    new = np.append(True, np.diff(seen.person[row]) != 0)[: len(row)]
    start = np.flatnonzero(new)[np.cumsum(new) - 1] if len(row) else row
    return _Series(row, seen.day[row], seen.metrics[name][row], start)


def _only_grows(series: _Series) -> bool:
    """Whether these values, all people's together, are running totals."""
    # By marks on neighbours rather than by places: of five million values each column of places takes 40 MB.
    step = (series.start[1:] == series.start[:-1]) & (series.day[1:] > series.day[:-1])
    before, now = series.value[:-1][step], series.value[1:][step]
    rises, falls = now > before, now < before * (1 - SMALL_FALL)
    if not rises.any() or np.count_nonzero(falls) > FALLS * np.count_nonzero(rises):
        return False
    if np.median((now - before)[rises] / now[rises]) > USUAL_GAIN:
        return False
    return _chance_of_rises(rises, falls, series.start[1:][step]) <= log(CHANCE)


def _chance_of_rises(rises: BoolArray, falls: BoolArray, start: LongArray) -> float:
    """The logarithm of how likely it is that values in no order rise so often: of k + 1 values only one order in
    (k + 1)! rises k times. Series with a real fall are no evidence."""
    _, series = np.unique(start, return_inverse=True)
    rose: LongArray = np.bincount(series[rises], minlength=int(series.max()) + 1)
    rose[series[falls]] = 0
    times, people = np.unique(rose, return_counts=True)
    return -float(sum(count * lgamma(k + 2) for k, count in zip(times.tolist(), people.tolist(), strict=True)))


def _known_total(seen: Observations, name: str, rows: BoolArray) -> BoolArray:
    """The rows that state a total that can be believed: not 0 beside a large audience."""
    empty = (seen.metric(name) == 0) & (seen.metric("audience") >= LARGE_AUDIENCE)
    known: BoolArray = rows & _mark_counts(seen, name) & ~empty
    return known


def _find_base(series: _Series) -> LongArray:
    """For each value the place of the one it grew from: the last at least a week older, else its series' first."""
    # One number a value that rises by series, then by day, so that a single search serves all series.
    series_at = series.start << 32
    key = series_at + (series.day - series.day.min(initial=0))
    base: LongArray = np.maximum(np.searchsorted(key, key - PERIOD_DAYS, side="right") - 1, series.start)
    return base


def _find_gains(seen: Observations, name: str, rows: BoolArray) -> FloatArray:
    """What the totals in these rows (m,) gained; whole where there is nothing before them, NaN where not known."""
    values = seen.metrics[name].copy()
    known = _known_total(seen, name, rows)
    series, said = _take_series(seen, name, known), _mark_counts(seen, name)
    base = _find_base(series)
    since = series.day - series.day[base]
    gain = series.value - series.value[base]
    unsure = (gain < 0) | ((gain == 0) & (since < PERIOD_DAYS))
    values[series.row] = np.where(since == 0, series.value, np.where(unsure, np.nan, gain))
    values[rows & said & ~known] = np.nan
    return values


def _whole_life(seen: Observations, name: str, rows: BoolArray) -> BoolArray:
    """The rows (m,) whose total is of the account's whole life, with no earlier one to take from it."""
    known = _known_total(seen, name, rows)
    series = _take_series(seen, name, known)
    later = np.zeros(len(seen), np.bool_)
    later[series.row] = series.day > series.day[series.start]
    return known & ~later


def _part_periods(
    seen: Observations, metrics: dict[str, FloatArray], rows: BoolArray, whole: Mapping[str, BoolArray]
) -> None:
    """Blanks the reactions of these rows whose posts, or whose own period, are of another length or not known."""
    posts_stated = ~np.isnan(seen.metric("posts"))
    nobody = np.zeros(len(seen), np.bool_)
    for name in set(RECEIVED) & set(metrics):
        own_life, posts_life = whole.get(name, nobody), whole.get("posts", nobody)
        apart = own_life != (posts_life & posts_stated)
        if "posts" in whole:
            apart |= posts_stated & np.isnan(metrics["posts"])
        metrics[name][rows & ~seen.per_post & apart] = np.nan


def channel_names(seen: Observations, totals: frozenset[Total]) -> tuple[tuple[str, str], ...]:
    """The totals by the name of their channel, in order."""
    return tuple(sorted((seen.channels[channel], name) for channel, name in totals))


def channel_codes(seen: Observations, named: Sequence[tuple[str, str]]) -> frozenset[Total]:
    """Totals by the name of their channel as those of other observations."""
    codes: Mapping[str, int] = {name: code for code, name in enumerate(seen.channels)}
    return frozenset((codes[channel], name) for channel, name in named if channel in codes)
