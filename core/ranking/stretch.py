"""Both sides brought to one spread, so that a weight of 50 % is an equal say: an exact transform in whole numbers.

Only the side that parts people more is drawn in, towards its median: so no value leaves 0 to 100 points, and where the
others are, the order of a side, and who can be in at some weight stay as they were.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.model import FULL, Axis, Candidates, Scale
from core.ranking.share import Spread


@dataclass(frozen=True)
class Stretch:
    """The scale of each side. One of them is left as it is."""

    score: Scale
    credibility: Scale


def find_stretch(spread: Spread, medians: tuple[int, int]) -> Stretch | None:
    """The scales by which both sides part those who can be in alike; None where a side does not part them at all.

    ``medians``: score and credibility (hundredths) towards which the wider side is drawn.
    """
    if not spread.score or not spread.credibility:
        return None
    narrower = min(spread.score, spread.credibility)
    parts = [max(1, round(FULL * narrower / own)) for own in (spread.score, spread.credibility)]
    return Stretch(*(Scale(*each) if each[1] < FULL else Scale() for each in zip(medians, parts, strict=True)))


def stretch_sides(candidates: Candidates, stretch: Stretch) -> Candidates:
    """The candidates with both sides, bounds included, on their scales."""
    sides = candidates.score, candidates.credibility
    score, credibility = (
        _stretch_axis(axis, scale) for axis, scale in zip(sides, (stretch.score, stretch.credibility), strict=True)
    )
    return replace(
        candidates,
        score=score,
        credibility=credibility,
        plain=sides,
        scales=(stretch.score, stretch.credibility),
    )


def _stretch_axis(axis: Axis, scale: Scale) -> Axis:
    if scale.parts == FULL:
        return axis
    return Axis(scale.apply(axis.value), scale.apply(axis.low), scale.apply(axis.high), axis.known)
