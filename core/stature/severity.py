"""How strict or lenient each assessor is, from those whom several have rated; and levels corrected by it.

An additive many-facet model: the level that assessor a gives to person p on criterion c is t(p, c) + s(a) + error.
The merit t of each pair of person and criterion is left free, so that only pairs rated by several say anything of s,
and who was given the weaker people is not taken for strict. The severities are shrunk towards 0 by a ridge that the
data choose (empirical Bayes: error variance / variance between assessors, by the method of moments), and are all 0
unless an F test says at 1 in 1000 that assessors differ at all: where nobody is strict, chance corrects nothing.
Sources: Linacre, Many-Facet Rasch Measurement (1989); Searle, Casella and
McCulloch, Variance Components (1992), chapter 7.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.model import FloatArray, LongArray
from core.stature.rubric import TOP_LEVEL

CHANCE = 0.001
"""How often, where all assessors are alike, the test may still take them for different."""
LEAST_SHARED = 10
"""So many levels an assessor must share with others before one is corrected: of fewer nothing can be said."""


@dataclass(frozen=True)
class Severity:
    """One assessor: ``shift`` in levels that is taken off what they give (below 0: strict), and its standard error
    before the ridge; ``shared`` levels of theirs stand beside another's. ``error`` is None where they share none."""

    assessor: str
    shift: float
    error: float | None
    shared: int

    @property
    def marked(self) -> bool:
        """Whether the shift is more than twice its standard error."""
        return self.error is not None and abs(self.shift) > 2 * self.error


@dataclass(frozen=True)
class Ratings:
    """m levels: (m,) codes of the pair of person and criterion, (m,) codes of the assessor, (m,) levels."""

    cell: LongArray
    assessor: LongArray
    level: FloatArray


def estimate_severity(ratings: Ratings, names: Sequence[str]) -> list[Severity]:
    """The severity of each assessor, by the order of ``names`` (what the codes mean)."""
    count = len(names)
    shared = _keep_shared(ratings)
    laplacian, right = _normal_equations(shared, count)
    rated = np.bincount(shared.assessor, minlength=count)
    least, inverse = _least_squares(laplacian, right)
    rank = int(np.linalg.matrix_rank(laplacian, hermitian=True)) if len(shared.level) else 0
    noise, free = _error_variance(shared, least, rank)
    explained = float(least @ laplacian @ least)
    shift: FloatArray = np.zeros(count)
    if _do_differ(explained, rank, noise, free):
        # The expectation of s'Ms is trace(M) * variance between assessors + rank * error variance.
        between = (explained - rank * noise) / float(np.trace(laplacian))
        ridge = max(noise, 1e-9) / between
        shift = np.asarray(np.linalg.solve(laplacian + ridge * np.eye(count), right), np.float64)
    error = np.sqrt(np.maximum(noise * np.diag(inverse), 0))
    enough = rated >= LEAST_SHARED
    return [
        Severity(name, float(shift[at]) if enough[at] else 0.0, float(error[at]) if rated[at] else None, int(rated[at]))
        for at, name in enumerate(names)
    ]


def correct_levels(level: FloatArray, assessor: Sequence[str], severities: Mapping[str, float]) -> FloatArray:
    """The levels as an assessor neither strict nor lenient would have given them, from 0 to 4; NaN stays NaN."""
    shift = np.array([severities.get(name, 0.0) for name in assessor])
    corrected: FloatArray = np.clip(level - shift, 0, TOP_LEVEL) if len(level) else level
    return corrected


def _keep_shared(ratings: Ratings) -> Ratings:
    """Only pairs of person and criterion that several have rated."""
    if not len(ratings.cell):
        return ratings
    _, cell, times = np.unique(ratings.cell, return_inverse=True, return_counts=True)
    kept = times[cell] > 1
    _, cell = np.unique(cell[kept], return_inverse=True)
    return Ratings(cell.astype(np.int64), ratings.assessor[kept], ratings.level[kept])


def _normal_equations(shared: Ratings, count: int) -> tuple[FloatArray, FloatArray]:
    """(count, count) and (count,): those of the severities once the merit of each pair has been taken out of them.

    A pair with n levels gives each two of its assessors -1/n and each assessor 1 - 1/n: a Laplacian of who shares
    people with whom, whose null space is one constant for each group that shares nobody with another.
    """
    cells = int(shared.cell.max()) + 1 if len(shared.cell) else 0
    rated = np.zeros((cells, count))
    np.add.at(rated, (shared.cell, shared.assessor), 1.0)
    total = np.bincount(shared.cell, shared.level, minlength=cells)
    size = rated.sum(axis=1)
    laplacian: FloatArray = np.diag(rated.sum(axis=0)) - (rated / np.maximum(size, 1)[:, None]).T @ rated
    mean = (total / np.maximum(size, 1))[shared.cell]
    right: FloatArray = np.bincount(shared.assessor, shared.level - mean, minlength=count).astype(np.float64)
    return laplacian, right


def _least_squares(laplacian: FloatArray, right: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The severities without a ridge, 0 on average within each group, and the pseudo-inverse."""
    inverse: FloatArray = np.asarray(np.linalg.pinv(laplacian, hermitian=True), np.float64)
    return inverse @ right, inverse


def _error_variance(shared: Ratings, shift: FloatArray, rank: int) -> tuple[float, int]:
    """The mean square of what neither merit nor severity explains, and its degrees of freedom; 0 where none is left."""
    cells = int(shared.cell.max()) + 1 if len(shared.cell) else 0
    free = len(shared.level) - cells - rank
    if free <= 0:
        return 0.0, 0
    left = shared.level - shift[shared.assessor]
    mean = np.bincount(shared.cell, left, minlength=cells) / np.bincount(shared.cell, minlength=cells)
    return float(((left - mean[shared.cell]) ** 2).sum() / free), free


def _do_differ(explained: float, rank: int, noise: float, free: int) -> bool:
    """Whether the assessors differ by more than chance would have it, once in a thousand."""
    from scipy.special import fdtrc

    if not rank or not free or explained < 1e-9:
        return False
    return noise < 1e-12 or bool(fdtrc(rank, free, explained / rank / noise) < CHANCE)
