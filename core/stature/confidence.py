"""How sure an assessor was of a level: what it weighs in the mean, and how far it widens the bounds. Both are data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from core.errors import Trouble
from core.i18n import tr
from core.model import HUNDREDTHS, FloatArray, LongArray
from core.stature.rubric import RUBRIC_DIR, Words, spoken


@dataclass(frozen=True)
class Confidence:
    """One degree: ``weight`` in the mean of several assessors, relative to the others; ``width`` in levels, by which
    the true level may lie lower or higher."""

    key: str
    names: Words
    weight: int
    width: float

    @property
    def name(self) -> str:
        return spoken(self.names)


@cache
def degrees() -> tuple[Confidence, ...]:
    """Every degree, the surest first, which is meant where nothing was said."""
    data = json.loads((RUBRIC_DIR / "confidence.json").read_text(encoding="utf-8"))
    return tuple(
        Confidence(one["key"], one["names"], one["weight"], one["width"] / HUNDREDTHS) for one in data["choices"]
    )


def check_confidence(key: str) -> str:
    """The key as it is stored: empty for the surest, which is meant where nothing was said. Trouble for none."""
    known = [one.key for one in degrees()]
    if key not in ("", *known):
        raise Trouble(tr("There is no such degree of confidence."), key, tr("Choose {names}.", names=", ".join(known)))
    return "" if key == known[0] else key


def weights_and_widths(said: Sequence[str]) -> tuple[LongArray, FloatArray]:
    """(m,) weights in the mean and (m,) widths in levels of m degrees; an unknown word is taken for the surest."""
    by_key = {one.key: one for one in degrees()}
    found = [by_key.get(key, degrees()[0]) for key in said]
    weights = np.array([one.weight for one in found], np.int64)
    return weights, np.array([one.width for one in found], np.float64)
