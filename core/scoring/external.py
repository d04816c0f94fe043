"""External scores: another vendor's figure with its scale, alone or mixed with ours, and how far both agree."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import numpy as np

from core.errors import Trouble
from core.i18n import tr
from core.model import FULL, Axis, BoolArray, FloatArray, IntArray
from core.resources import RESOURCES
from core.scoring.score import hundredths

Source = Literal["computed", "external", "mixed"]

USUAL_TOP = 100.0
SCALES = "scales"
"""The setting that holds the scales somebody stated, as JSON: name -> top."""
_STATED = re.compile(r"\s*/\s*(\d+(?:\.\d+)?)\s*$")


@cache
def _load_vendors() -> Mapping[str, float]:
    """Vendor's name in small letters -> the top of its scale, as data."""
    found: Mapping[str, float] = json.loads((RESOURCES / "mappings" / "vendors.json").read_text(encoding="utf-8"))[
        "tops"
    ]
    return found


def top_of(name: str, stated: Mapping[str, float]) -> float:
    """The top of an external score's scale, which belongs to its vendor: as somebody stated it, else what the name
    says ("acme/1000"), else the vendor's, else 100. The candidates' values say nothing of it: one slip would move
    everybody."""
    low, named = name.casefold(), _STATED.search(name)
    if low in stated:
        return stated[low]
    if named and float(named[1]) > 0:
        return float(named[1])
    return next((float(top) for vendor, top in _load_vendors().items() if vendor in low), USUAL_TOP)


def is_known_scale(name: str, stated: Mapping[str, float]) -> bool:
    """Whether somebody stated the scale, the name says it, or it is a known vendor's."""
    low = name.casefold()
    return low in stated or bool(_STATED.search(name)) or any(vendor in low for vendor in _load_vendors())


def read_scales(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """(name, top) as somebody stated them. Trouble for a top that is no positive number."""
    found = {}
    for name, top in pairs:
        if not top.replace(".", "", 1).isdecimal() or not 0 < float(top) < 1e9:
            raise Trouble(
                tr("The top of a scale is a positive number."), f"{name}={top}", tr("Say NAME=TOP, such as kred=1000.")
            )
        found[name.casefold()] = float(top)
    return found


def external_axis(values: FloatArray, top: float, offline: BoolArray | None = None) -> Axis:
    """An external score on the scale 0..``top`` as one side of the ranking; n places.

    0, a missing value and one outside the scale mean that there is none. A vendor states no bounds, so low and high
    are the value. Who is off line is 0 as a fact. Raises ``ValueError`` for a top that is not positive.
    """
    if not top > 0:
        raise ValueError("the top of a scale is positive")
    stated = (values > 0) & (values <= top)
    value = hundredths(np.where(stated, values, 0.0) * (100.0 / top))
    known = stated if offline is None else stated | offline
    value = np.where(stated if offline is None else stated & ~offline, value, 0).astype(np.int32)
    return Axis(value, value, np.where(known, value, FULL).astype(np.int32), known)


def chosen(computed: Axis, external: Axis, source: Source, offline: BoolArray | None = None) -> Axis:
    """The score the campaign ranks by. Mixed is the mean of both, or the one that is known; never for people off
    line, whose 0 is a fact."""
    if source == "computed":
        return computed
    if source == "external":
        return external
    both = computed.known & external.known
    if offline is not None:
        both &= ~offline
    return Axis(
        _mix_sides(computed.value, external.value, both, computed.known),
        _mix_sides(computed.low, external.low, both, computed.known),
        _mix_sides(computed.high, external.high, both, computed.known),
        computed.known | external.known,
    )


def _mix_sides(ours: IntArray, theirs: IntArray, both: BoolArray, ours_known: BoolArray) -> IntArray:
    mean = (ours.astype(np.int64) + theirs + 1) // 2
    return np.where(both, mean, np.where(ours_known, ours, theirs)).astype(np.int32)


def rank_correlation(left: Axis, right: Axis) -> float | None:
    """Spearman's rank correlation over those both know; None for fewer than three, or where one side never varies."""
    both = left.known & right.known
    if both.sum() < 3:
        return None
    a, b = _centred_ranks(left.value[both]), _centred_ranks(right.value[both])
    scale = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / scale if scale else None


def _centred_ranks(value: IntArray) -> FloatArray:
    """Ranks less their mean, ties at their mean rank."""
    _, place, count = np.unique(value, return_inverse=True, return_counts=True)
    ranks: FloatArray = (np.cumsum(count) - (count - 1) / 2)[place]
    ranks -= ranks.mean()
    return ranks
