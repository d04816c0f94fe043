"""The effective share: how much of the difference between those who can be in a weight really decides.

Nominal weights mislead where one side spreads wider than the other (Paruolo, Saisana, Saltelli 2013). The form in
spreads is taken: it stays between 0 and 1, rises steadily with the weight and has one point of equal say.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from core.i18n import percent, tr
from core.model import WEIGHT_PARTS, Candidates, IntArray
from core.ranking.stability import Stability


@dataclass(frozen=True)
class Spread:
    """The population standard deviations (hundredths) of both sides among those who are in for at least one weight.

    That set does not move with the weight, so a spread holds for a whole slider.
    """

    score: float
    credibility: float

    def share(self, weight: float) -> float | None:
        """The part (0..1) of the difference that credibility makes at a weight (0..1); None where all are equal."""
        ours, theirs = weight * self.credibility, (1 - weight) * self.score
        return ours / (ours + theirs) if ours + theirs else None

    @property
    def equal_weight(self) -> int | None:
        """The weight of equal say in thousandths, as it can be set."""
        return None if self.equal_say is None else round(self.equal_say * WEIGHT_PARTS)

    @property
    def equal_say(self) -> float | None:
        """The weight (0..1) at which both sides make half of the difference; None where all are equal."""
        both = self.score + self.credibility
        return self.score / both if both else None


def spread_of(candidates: Candidates, found: Stability) -> Spread:
    """The spread of those who hold a seat at some weight, in the values the total uses; 0 and 0 where nobody does."""
    rows = np.unique(found.row)
    return Spread(_find_deviation(candidates.score.value[rows]), _find_deviation(candidates.credibility.value[rows]))


def _find_deviation(values: IntArray) -> float:
    """The population standard deviation; in whole numbers to the root, so that equals give 0 and nothing else does."""
    n, whole = len(values), values.astype(np.int64)
    return sqrt(n * int((whole * whole).sum()) - int(whole.sum()) ** 2) / n if n else 0.0


def share_words(spread: Spread, weight: int) -> str:
    """A weight (thousandths) and what it makes, such as "42 %, which makes 64 % of the difference ..."."""
    return say_share(weight, spread.share(weight / WEIGHT_PARTS))


def say_share(weight: int, share: float | None) -> str:
    """A weight (thousandths) and the part (0..1) of the difference it makes, in words; None: the weight alone."""
    nominal = percent(weight * 100 / WEIGHT_PARTS, 1 if weight % 10 else 0)
    if share is None:
        return nominal
    return tr(
        "{weight}, which makes {share} of the difference among those who can be in",
        weight=nominal,
        share=percent(share * 100),
    )
