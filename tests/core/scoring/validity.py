"""Validity: how well an order agrees with what people judged of pairs."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from core.model import BoolArray


def accuracy(difference: ArrayLike, first_won: BoolArray) -> float:
    """The share of pairs ordered as people did; ``difference`` is first minus second, an equal pair counts half."""
    sign = np.sign(np.asarray(difference))
    right = np.where(first_won, sign > 0, sign < 0)
    return float(np.where(sign == 0, 0.5, right).mean())


def auc(difference: ArrayLike, first_won: BoolArray) -> float:
    """The chance that a pair the first won has a larger difference than one it lost, equal ones counting half."""
    _, place, count = np.unique(np.asarray(difference), return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    won = int(first_won.sum())
    lost = len(first_won) - won
    if not won or not lost:
        raise ValueError("pairs of both kinds are needed")
    return float((rank[first_won].sum() - won * (won + 1) / 2) / (won * lost))
