"""The map of score against credibility, measured: dots thinned to what paper can show, and the half above the line."""

from __future__ import annotations

from typing import Any

from core.i18n import tr
from core.shortlist.report import phrases
from core.shortlist.snapshot import Entry, Snapshot

FULL = 10000
GRAIN = 50
"""Dots closer than this (hundredths of a point) print as one."""

RING = 400

Point = tuple[float, float]


def the_map(snapshot: Snapshot) -> dict[str, Any] | None:
    """The page of the map; None where no points were frozen."""
    if not snapshot.points:
        return None
    region = above(snapshot.weight, snapshot.line)
    named = _choose_named(snapshot)
    lead = tr(
        "Each dot is a person. The line is the invitation line at a weight of {weight}: above it, invited. The more "
        "the score counts, the steeper the line.",
        weight=phrases.weight(snapshot.weight),
    )
    return {
        "title": tr("Speed and value"),
        "lead": lead,
        "x": tr("Online score"),
        "y": tr("Credibility"),
        "corners": [tr("Value without speed"), tr("Speed without value"), tr("Neither")],
        "dots": thinned(snapshot.points),
        "region": region,
        "line": [point for point in region if _on_line(snapshot, point)],
        "named": named,
        "note": tr("Ringed: the guests whose place owes least to the score") if named else "",
        "alt": tr(
            "Map of {n} people by online score and credibility, with the invitation line.", n=len(snapshot.points)
        ),
    }


def thinned(points: tuple[tuple[int, int, bool], ...]) -> list[list[int]]:
    """One dot for all that would print as one, the invited last so that they lie on top: x, y, 1 if in."""
    dots: dict[tuple[int, int], bool] = {}
    for score, credibility, is_in in points:
        place = round(score / GRAIN) * GRAIN, round(credibility / GRAIN) * GRAIN
        dots[place] = dots.get(place, False) or is_in
    return [[x, y, int(is_in)] for (x, y), is_in in sorted(dots.items(), key=lambda dot: (dot[1], dot[0]))]


def above(weight: int, line: int) -> list[Point]:
    """The corners of {(FULL - w)·s + w·c >= FULL·line} within the square of side FULL."""
    square: list[Point] = [(0, 0), (FULL, 0), (FULL, FULL), (0, FULL)]

    def height(point: Point) -> float:
        return (FULL - weight) * point[0] + weight * point[1] - FULL * line

    corners: list[Point] = []
    for here, there in zip(square, square[1:] + square[:1], strict=True):
        a, b = height(here), height(there)
        if a >= 0:
            corners.append(here)
        if (a < 0 < b) or (b < 0 < a):
            share = a / (a - b)
            corners.append((here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])))
    return corners


def _on_line(snapshot: Snapshot, point: Point) -> bool:
    total = (FULL - snapshot.weight) * point[0] + snapshot.weight * point[1]
    return abs(total - FULL * snapshot.line) < FULL


def _choose_named(snapshot: Snapshot, most: int = 4) -> list[dict[str, Any]]:
    """The invited with the lowest scores, off line left aside: those a speedometer would have missed."""
    online = [entry for entry in snapshot.invited if not entry.offline and not entry.provisional]
    ringed: list[Entry] = []
    for entry in sorted(online, key=lambda e: (e.score_used, e.rank)):
        if len(ringed) < most and not any(_are_near(entry, other) for other in ringed):
            ringed.append(entry)
    return [_make_ring(entry) for entry in sorted(ringed, key=lambda e: e.rank)]


def _are_near(a: Entry, b: Entry) -> bool:
    """Whether the rings of two would print over each other."""
    return abs(a.score_used - b.score_used) < RING and abs(a.credibility_used - b.credibility_used) < RING


def _make_ring(entry: Entry) -> dict[str, Any]:
    words = tr(
        "score {score}, credibility {credibility}",
        score=phrases.points(entry.score_used),
        credibility=phrases.points(entry.credibility_used),
    )
    return {
        "rank": str(entry.rank),
        "name": phrases.name(entry.name, 60),
        "x": entry.score_used,
        "y": entry.credibility_used,
        "words": words,
    }
