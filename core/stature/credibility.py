"""Credibility: the weighted mean of the known criteria, with bounds from the unknown ones."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.model import FULL, Axis, BoolArray, FloatArray, IntArray, LongArray
from core.stature.rubric import TOP_LEVEL, Rubric

# The lowest common multiple of 1..12: the mean of up to twelve assessors is a whole number of these parts, so
# credibility is computed in integers and equal credibilities are exactly equal.
LEVEL_PARTS = 27720


def credibility(
    levels: Mapping[str, FloatArray], rubric: Rubric, widths: Mapping[str, FloatArray] | None = None
) -> Axis:
    """The credibility of n people, in hundredths (int32).

    ``levels`` holds, by criterion, n levels from 0 to 4, NaN where unknown; a criterion of the rubric that is not
    there is unknown for all, one that the rubric does not have counts for nothing. The value is
    2500 * sum(w * level) / sum(w) over the known criteria, an exact fraction rounded half up; low and high are the
    same with every unknown criterion at 0 and at 4, and every known one as much lower and higher as its assessors were
    unsure (``widths``, in levels like ``levels``), so both can be attained. Nobody assessed: not known, value and
    low 0, high 10000. Raises ``ValueError`` for a level outside 0..4 and where ``levels`` is empty.
    """
    reached, known, total = _sum_weighted(levels, rubric)
    open_weight = total - known
    lowest, highest = (
        _sum_weighted(_shifted(levels, widths, side), rubric)[0] if widths else reached for side in (-1, 1)
    )
    return Axis(
        value=_round_hundredths(reached, np.maximum(known, 1)),
        low=_round_hundredths(lowest, np.full_like(known, total)),
        high=_round_hundredths(highest + open_weight * (TOP_LEVEL * LEVEL_PARTS), np.full_like(known, total)),
        known=known > 0,
    )


def _shifted(levels: Mapping[str, FloatArray], widths: Mapping[str, FloatArray], side: int) -> dict[str, FloatArray]:
    """The levels as far down (-1) or up (1) as their assessors were unsure, from 0 to 4."""
    return {key: np.clip(values + side * widths[key], 0, TOP_LEVEL) for key, values in levels.items()}


def coverage(levels: Mapping[str, FloatArray], rubric: Rubric) -> IntArray:
    """How much of the rubric's weight is known, in hundredths of a percent (0..10000), rounded half up."""
    _, known, total = _sum_weighted(levels, rubric)
    return ((2 * FULL * known + total) // (2 * total)).astype(np.int32)


def moved(levels: Mapping[str, FloatArray], old: Rubric, new: Rubric) -> IntArray:
    """By how many hundredths each person's credibility moves from one rubric to another; 0 where unknown in either."""
    before, after = credibility(levels, old), credibility(levels, new)
    step = np.where(before.known & after.known, after.value - before.value, 0)
    return step.astype(np.int32)


def _sum_weighted(levels: Mapping[str, FloatArray], rubric: Rubric) -> tuple[LongArray, LongArray, int]:
    """Sum of weight * level in parts and sum of known weights, a person each; the whole weight of the rubric."""
    if not levels:
        raise ValueError("levels of no criterion at all say nothing of how many people there are")
    n = len(next(iter(levels.values())))
    reached, known = np.zeros(n, np.int64), np.zeros(n, np.int64)
    for criterion in rubric.criteria:
        if criterion.key in levels:
            parts, stated = _as_parts(levels[criterion.key])
            reached += criterion.weight * parts
            known += criterion.weight * stated
    return reached, known, sum(criterion.weight for criterion in rubric.criteria)


def _as_parts(level: FloatArray) -> tuple[LongArray, BoolArray]:
    stated = ~np.isnan(level)
    filled = np.where(stated, level, 0.0)
    if len(filled) and not (filled.min() >= 0 and filled.max() <= TOP_LEVEL):
        raise ValueError("a level lies from 0 to 4")
    return np.rint(filled * LEVEL_PARTS).astype(np.int64), stated


def _round_hundredths(reached: LongArray, weight: LongArray) -> IntArray:
    """FULL * reached / (weight * top), rounded half up in integers."""
    whole = weight * (TOP_LEVEL * LEVEL_PARTS)
    return ((2 * FULL * reached + whole) // (2 * whole)).astype(np.int32)
