"""The integer programme behind a selection: solved by HiGHS with no gap, on the few candidates that can matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.model import BoolArray, FloatArray, LongArray
from core.ranking.rules import Rule

CORE = 400
"""With so few candidates the programme is solved as it is."""


@dataclass(frozen=True)
class Programme:
    """Choose 0 or 1 of each candidate for the greatest sum of totals, ``low <= matrix @ chosen <= high``."""

    total: LongArray
    forced: BoolArray
    matrix: Any  # scipy.sparse.csc_array (conditions, candidates)
    low: FloatArray
    high: FloatArray

    def among(self, near: LongArray) -> LongArray | None:
        """The best choice among these candidates, as their positions; None if there is none."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        found = milp(
            -self.total[near].astype(np.float64),
            integrality=np.ones(len(near)),
            bounds=Bounds(self.forced[near].astype(np.float64), np.ones(len(near))),
            constraints=LinearConstraint(self.matrix[:, near], self.low, self.high),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None:
            return None
        chosen: LongArray = near[found.x > 0.5]
        return chosen

    def keeps(self, chosen: LongArray) -> bool:
        """Whether this choice, the forced ones in it, keeps every rule."""
        used = self.matrix[:, chosen].sum(axis=1)
        forced = np.isin(np.flatnonzero(self.forced), chosen)
        return bool(forced.all() and (used >= self.low).all() and (used <= self.high).all())

    def relaxed(self) -> Any:
        """The answer of scipy where candidates may be chosen in part: a bound, and what forcing one in would cost."""
        from scipy.optimize import linprog

        upper, lower = np.flatnonzero(np.isfinite(self.high)), np.flatnonzero(np.isfinite(self.low) & (self.low > 0))
        sign = np.repeat((1.0, -1.0), (len(upper), len(lower)))
        at_most = self.matrix[np.concatenate((upper, lower))]
        at_most.data *= sign[at_most.indices]
        return linprog(
            -self.total.astype(np.float64),
            A_ub=at_most,
            b_ub=np.concatenate((self.high[upper], -self.low[lower])),
            bounds=np.stack((self.forced.astype(np.float64), np.ones(len(self.total))), axis=1),
            method="highs",
        )


def programme(rows: LongArray, total: LongArray, forced: BoolArray, seats: int, rules: Sequence[Rule]) -> Programme:
    """The rules over these candidates, with the number of seats as one more."""
    from scipy.sparse import csc_array, csr_array, vstack

    everyone = (csr_array(np.ones((1, len(rows)))), np.zeros(1), np.full(1, float(seats)))
    matrices, lows, highs = zip(everyone, *(rule.block(rows) for rule in rules), strict=True)
    return Programme(total, forced, csc_array(vstack(matrices)), np.concatenate(lows), np.concatenate(highs))


def best_choice(problem: Programme) -> LongArray | None:
    """Positions of a best choice; None if no choice keeps the rules.

    A good choice first: the relaxed one where it is whole, else the best among the most promising. Then everyone goes
    whose presence alone would cost more than what is left between that choice and the relaxed bound (reduced-cost
    fixing), and the rest, if any, is solved exactly.
    """
    everyone = np.arange(len(problem.total))
    bound = problem.relaxed()
    if bound.x is None:
        return problem.among(everyone)
    cost = bound.lower.marginals
    core = np.union1d(np.lexsort((cost, -bound.x))[:CORE], np.flatnonzero(problem.forced))
    whole = np.flatnonzero(bound.x > 0.5)
    good = whole if problem.keeps(whole) else problem.among(core)
    if good is None:
        return problem.among(everyone)
    # A better choice has at least one more in whole numbers; half of it is left for the solver's rounding.
    left = -bound.fun - float(problem.total[good].sum()) - 0.5
    near = np.flatnonzero(cost <= left)
    known = core if good is not whole else whole
    return good if np.isin(near, known).all() else problem.among(np.union1d(core, near))
