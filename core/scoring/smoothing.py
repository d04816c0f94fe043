"""Smoothing: the value at cruise of irregular activity, by half-life, and what a pause does to it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from core.model import FloatArray, LongArray

# People at a time, so that a block of about 50 observations each stays in the processor's cache.
BLOCK = 4096
THREADS = 2
PAUSE_DAYS = 28


def cruise(value: FloatArray, day: LongArray, start: LongArray, half_life: float) -> FloatArray:
    """The smoothed value of n people at their last date (float64, n places; NaN for a person without a value).

    ``value`` and ``day`` hold all people's values in turn, days rising within a person; ``start`` (n + 1 places)
    says where each begins. K(first) = A(first), K(t) = L * K(t-1) + (1 - L) * A(t), L = 2 ** (-gap / half_life)
    (Bénavent 2011, written for irregular dates). Raises ``ValueError`` for a half-life that is not positive.
    """
    if not half_life > 0:
        raise ValueError("a half-life is a positive number of days")
    people = len(start) - 1
    out = np.full(people, np.nan)
    if len(value) == 0:
        return out
    faded = _faded(int(day.max() - day.min()), half_life)

    def work(first: int) -> None:
        last = min(first + BLOCK, people)
        i, j = int(start[first]), int(start[last])
        _cruise_block(value[i:j], day[i:j], start[first : last + 1] - i, faded, out[first:last])

    blocks = range(0, people, BLOCK)
    if len(blocks) == 1:
        work(0)
    else:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(work, blocks))
    return out


def _faded(longest: int, half_life: float) -> FloatArray:
    """2 ** (-days / half_life) for each number of days; the last place is 0 where everything has faded anyway."""
    places = min(longest, int(1100 * half_life) + 1) + 1
    table: FloatArray = np.exp2(-np.arange(places) / half_life)
    return table


def _cruise_block(value: FloatArray, day: LongArray, start: LongArray, faded: FloatArray, out: FloatArray) -> None:
    """The recurrence in closed form: K = sum of A(t) * (f(t) - f(t-1)), with f(t) what is left of t at the end."""
    count = np.diff(start)
    seen = count > 0
    begin = start[:-1][seen]
    if len(begin) == 0:
        return
    lag = np.repeat(day[start[1:][seen] - 1], count[seen])
    lag -= day
    left = faded.take(lag, mode="clip")
    part = np.empty_like(left)
    np.subtract(left[1:], left[:-1], out=part[1:])
    part[begin] = left[begin]
    part *= value
    out[seen] = np.add.reduceat(part, begin)


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
