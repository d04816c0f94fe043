"""Smoothing: the value at cruise of irregular activity, by half-life, and what a pause does to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from core.model import FloatArray, LongArray

# Rows at a time: a block and its two buffers stay in the processor's cache, which halves the time.
BLOCK_ROWS = 1 << 17
THREADS = 2
PAUSE_DAYS = 28
# Growth is counted from a fixed day (in 2024), so that nobody's value hangs on who else is in the table.
_GROWTH_FROM = 20_000
_POWERS = 1000


def cruise(value: FloatArray, day: LongArray, start: LongArray, half_life: float) -> FloatArray:
    """The smoothed value of n people at their last date (float64, n places; NaN for a person without a value).

    ``value`` and ``day`` hold all people's values in turn, days rising within a person; ``start`` (n + 1 places)
    says where each begins. K(first) = A(first), K(t) = L * K(t-1) + (1 - L) * A(t), L = 2 ** (-gap / half_life)
    (Bénavent 2011, written for irregular dates). Raises ``ValueError`` for a half-life that is not positive.
    """
    if not half_life > 0:
        raise ValueError("a half-life is a positive number of days")
    out = np.full(len(start) - 1, np.nan)
    seen = np.flatnonzero(np.diff(start) > 0)
    if len(seen) == 0:
        return out
    bounds = np.append(start[seen], start[-1])
    found = np.empty(len(seen))
    smooth = _smoother(int(day[bounds[:-1]].min()), int(day[bounds[1:] - 1].max()), half_life)
    edges = np.unique(np.append(np.searchsorted(bounds, np.arange(0, bounds[-1], BLOCK_ROWS)), len(seen)))
    largest = int(np.diff(bounds[edges]).max())

    def work(first_block: int) -> None:
        left, part = np.empty(largest), np.empty(largest)
        for block in range(first_block, len(edges) - 1, THREADS):
            i, j = edges[block], edges[block + 1]
            rows = slice(bounds[i], bounds[j])
            size = bounds[j] - bounds[i]
            smooth(value[rows], day[rows], bounds[i : j + 1] - bounds[i], left[:size], part[:size], found[i:j])

    if len(edges) == 2:
        work(0)
    else:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(work, range(THREADS)))
    out[seen] = found
    return out


_Smoother = Callable[[FloatArray, LongArray, LongArray, FloatArray, FloatArray, FloatArray], None]


def _smoother(first: int, last: int, half_life: float) -> _Smoother:
    """How a block of days ``first .. last`` is smoothed: (value, day, bounds of its people, two buffers, out).

    In closed form K = sum of A(t) * (f(t) - f(t-1)) with f(t) = 2 ** ((t - last) / half_life), f = 0 before the first.
    """
    if first >= 0 and max(_GROWTH_FROM - first, last - _GROWTH_FROM) <= _POWERS * half_life:
        growth = np.exp2((np.arange(last + 1) - _GROWTH_FROM) / half_life)
        return partial(_by_growth, growth)
    places = min(last - first, int(1100 * half_life) + 1) + 1
    return partial(_by_age, np.exp2(-np.arange(places) / half_life))


def _by_growth(
    growth: FloatArray,
    value: FloatArray,
    day: LongArray,
    bounds: LongArray,
    left: FloatArray,
    part: FloatArray,
    out: FloatArray,
) -> None:
    """``growth`` holds 2 ** (day / half_life) up to a factor, which the last date's divides away: one look-up a row."""
    growth.take(day, out=left, mode="clip")
    _sum(value, bounds[:-1], left, part, out)
    out /= left[bounds[1:] - 1]


def _by_age(
    faded: FloatArray,
    value: FloatArray,
    day: LongArray,
    bounds: LongArray,
    left: FloatArray,
    part: FloatArray,
    out: FloatArray,
) -> None:
    """``faded`` holds 2 ** (-age / half_life), 0 or the oldest age last: for any dates, a little slower."""
    age = np.repeat(day[bounds[1:] - 1], np.diff(bounds))
    age -= day
    faded.take(age, out=left, mode="clip")
    _sum(value, bounds[:-1], left, part, out)


def _sum(value: FloatArray, begin: LongArray, left: FloatArray, part: FloatArray, out: FloatArray) -> None:
    np.subtract(left[1:], left[:-1], out=part[1:])
    part[begin] = left[begin]
    part *= value
    np.add.reduceat(part, begin, out=out)


def trace(value: FloatArray, day: LongArray, half_life: float) -> FloatArray:
    """One person's smoothed value at each of their dates, for charts; days rising."""
    out = value.astype(np.float64)
    kept = np.exp2(-np.diff(day) / half_life)
    for i, share in enumerate(kept.tolist(), start=1):
        out[i] = share * out[i - 1] + (1.0 - share) * out[i]
    return out


def after_pause(value: FloatArray, days: int, half_life: float) -> FloatArray:
    """What is left of a value at cruise after so many silent days."""
    left: FloatArray = value * 2.0 ** (-days / half_life)
    return left


def pause_cost(value: FloatArray, half_life: float, days: int = PAUSE_DAYS) -> FloatArray:
    """The noise test: the points that a pause (by default four weeks) would cost each candidate."""
    return value - after_pause(value, days, half_life)


def pause_table(activity: float, days: int, half_lives: Sequence[float]) -> list[tuple[float, float]]:
    """(half-life, value left) after silent days: activity 70, 21 days: 8.75, 24.75, 43.09, 54.92, 59.55."""
    return [(h, activity * 2.0 ** (-days / h)) for h in half_lives]
