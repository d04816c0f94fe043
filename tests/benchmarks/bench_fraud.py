"""Noise that is bought: how much of the generated fraud goes unseen, and how many honest accounts are flagged."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from core.model import BoolArray
from core.scoring.model import load
from core.scoring.score import score
from core.scoring.windows import BOUGHT_FLAGS
from tests.conftest import SHARED
from tests.core.scoring.bought import KINDS, mixed
from tests.real.histories import real_histories, share_flagged

HONEST, FRAUD, SEED = 1800, 200, 2026


@cache
def found_among(kind: str) -> tuple[BoolArray, BoolArray]:
    """Who is flagged, and who was bought, of a file in which one account in ten is of this kind."""
    seen, bought = mixed(SEED, HONEST, FRAUD, kind)
    found = score(seen, load())
    return np.any([found.flags[name] for name in BOUGHT_FLAGS], axis=0), bought


def unseen(kind: str) -> Callable[[], float]:
    return lambda: 1 - float(found_among(kind)[0][found_among(kind)[1]].mean())


def imprecision(kind: str) -> Callable[[], float]:
    """The part of the flagged that is honest, one account in ten being bought."""
    return lambda: 1 - float(found_among(kind)[1][found_among(kind)[0]].mean())


def honest_flagged() -> float:
    flagged, bought = found_among("bursts")
    return float(flagged[~bought].mean())


def real_flagged(name: str) -> Callable[[], float]:
    return lambda: share_flagged(real_histories(SHARED)[name])[0]


CASES = [(f"fraud not flagged: {kind} (1 - recall)", 0.2, unseen(kind)) for kind in KINDS]
CASES += [(f"honest among the flagged: {kind} (1 - precision)", 0.3, imprecision(kind)) for kind in KINDS]
CASES += [("honest generated histories flagged", 0.03, honest_flagged)]
CASES += [
    (f"honest real histories flagged: {name}", 0.03, real_flagged(name))
    for name in ("senators, weekly", "journals, monthly", "TikTok, five moments", "YouTube, five moments")
]
