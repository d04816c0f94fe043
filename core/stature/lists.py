"""Two lists that a score alone would never show: the overlooked and the loud."""

from __future__ import annotations

import numpy as np

from core.model import EXCLUDED, HUNDREDTHS, OUT_OF_MARKET, BoolArray, Candidates, FloatArray, LongArray

ESTEEMED = 75 * HUNDREDTHS
"""High credibility: level 3 of 4 on the average."""
NO_STANDING = 0.0


def overlooked(candidates: Candidates, cutoff: int, esteemed: int = ESTEEMED) -> LongArray:
    """Rows with a known credibility of at least ``esteemed`` and a known score under the cut-off (hundredths).

    Who is absent by choice has score 0 as a fact and so belongs here. Highest credibility first, then lowest score,
    then row; excluded candidates and those of another market are left out.
    """
    score, credibility = candidates.score, candidates.credibility
    known = credibility.known & (score.known | candidates.offline)
    found = _competing(candidates) & known & (credibility.value >= esteemed) & (score.value < cutoff)
    rows = np.flatnonzero(found)
    return rows[np.lexsort((rows, score.value[rows], -credibility.value[rows]))]


def loud(candidates: Candidates, standing: FloatArray, cutoff: int) -> LongArray:
    """Rows with a known score from the cut-off on (hundredths) and a professional stature assessed as "none found".

    ``standing`` holds the level of the criterion, NaN where unknown: not assessed is not "none found". Highest score
    first, then lowest credibility, then row; excluded candidates and those of another market are left out.
    """
    score = candidates.score
    found = _competing(candidates) & score.known & (score.value >= cutoff) & (standing == NO_STANDING)
    rows = np.flatnonzero(found)
    return rows[np.lexsort((rows, candidates.credibility.value[rows], -score.value[rows]))]


def _competing(candidates: Candidates) -> BoolArray:
    return ~np.isin(candidates.state, (EXCLUDED, OUT_OF_MARKET))
