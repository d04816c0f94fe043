"""Smoothing: the value at cruise of irregular activity, by half-life, and what a pause does to it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from core.model import FloatArray, LongArray

# Rows at a time: a block and its two buffers stay in the processor's cache, which halves the time.
BLOCK_ROWS = 1 << 18
THREADS = 2
PAUSE_DAYS = 28
# Growth is counted from a fixed day (in 2024) and known to 2069: nobody's value hangs on who else is in the table.
_GROWTH_FROM = 20_000
_GROWTH_TO = 36_525
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
    grown = np.arange(min(_GROWTH_TO, _GROWTH_FROM + int(_POWERS * half_life)) + 1)
    growth = np.exp2(np.maximum((grown - _GROWTH_FROM) / half_life, -_POWERS))
    edges = np.unique(np.append(np.searchsorted(bounds, np.arange(0, bounds[-1], BLOCK_ROWS)), len(seen)))
    largest = int(np.diff(bounds[edges]).max())

    def work(first_block: int) -> None:
        left, part = np.empty(largest), np.empty(largest)
        for block in range(first_block, len(edges) - 1, THREADS):
            i, j = edges[block], edges[block + 1]
            rows = slice(bounds[i], bounds[j])
            own, size = bounds[i : j + 1] - bounds[i], bounds[j] - bounds[i]
            since = _write_growth(day[rows], own, growth, half_life, left[:size])
            _sum_steps(value[rows], own[:-1], left[:size], part[:size], found[i:j])
            found[i:j] /= since

    if len(edges) == 2:
        work(0)
    else:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(work, range(THREADS)))
    out[seen] = found
    return out


def _write_growth(
    day: LongArray, bounds: LongArray, growth: FloatArray, half_life: float, out: FloatArray
) -> FloatArray | float:
    """Writes f(t) = 2 ** (t / half_life) of each row up to a factor of its person's, which is returned.

    ``growth`` holds f by day and costs one look-up a row. Days it does not reach are counted back from the person's
    last date instead, which is right for any dates and a little slower.
    """
    first, last = day[bounds[:-1]], day[bounds[1:] - 1]
    if first.min() >= max(0, _GROWTH_FROM - int(_POWERS * half_life)) and last.max() < len(growth):
        growth.take(day, out=out, mode="clip")
        grown: FloatArray = out[bounds[1:] - 1]
        return grown
    age = np.repeat(last, np.diff(bounds))
    age -= day
    oldest = min(int(age.max()), int(1100 * half_life) + 1)
    np.exp2(-np.arange(oldest + 1) / half_life).take(age, out=out, mode="clip")
    return 1.0


def _sum_steps(value: FloatArray, begin: LongArray, left: FloatArray, part: FloatArray, out: FloatArray) -> None:
    """The recurrence in closed form: K = sum of A(t) * (f(t) - f(t-1)) / f(last), f being 0 before the first date."""
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
