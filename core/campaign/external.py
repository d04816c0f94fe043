"""Scores of other tools beside ours: their scale, whom they know, and how far both agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.campaign import online as campaign_online
from core.campaign import tables
from core.model import HUNDREDTHS, Axis, IntArray, LongArray
from core.scoring.external import external_axis, rank_correlation
from core.workspace.store import Workspace

MOST_PAIRS = 100


@dataclass(frozen=True)
class Pair:
    """One candidate whom both know: points 0..100, and the rank among those both know."""

    person: int
    name: str
    computed: float
    external: float
    ranks: tuple[int, int]


@dataclass(frozen=True)
class Compared:
    """One external score on its scale 0..``top``: ``known`` candidates have it, ``both`` have ours as well.

    ``correlation`` is Spearman's over those (None for fewer than three); ``in_use``: it is the one a campaign that
    ranks by external scores takes. ``pairs``: where both disagree most comes first.
    """

    name: str
    top: float
    known: int
    both: int
    correlation: float | None
    in_use: bool
    pairs: tuple[Pair, ...]


def compare_external(workspace: Workspace, campaign: int) -> list[Compared]:
    """Every external score of a campaign's candidates beside the computed one, by name."""
    asked = tables.campaign(workspace, campaign)
    people, scores = campaign_online.people_of(workspace, campaign), campaign_online.scores_of(workspace, asked)
    # Who is off line has no score of either kind: 0 there is a fact and says nothing of how far both agree.
    online = ~people.offline
    ours = Axis(scores.score, scores.low, scores.high, scores.known & online)
    given = campaign_online.external_of(workspace, asked)
    used = campaign_online.external_in_use(given, asked) if given else ""
    found = []
    for name, (values, top) in sorted(given.items()):
        theirs = external_axis(values, top)
        theirs = Axis(theirs.value, theirs.low, theirs.high, theirs.known & online)
        both = np.flatnonzero(ours.known & theirs.known)
        pairs = _pair_scores(workspace, campaign, ours, theirs, both)
        known = int(theirs.known.sum())
        found.append(Compared(name, top, known, len(both), rank_correlation(ours, theirs), name == used, pairs))
    return found


def _pair_scores(workspace: Workspace, campaign: int, ours: Axis, theirs: Axis, both: LongArray) -> tuple[Pair, ...]:
    people = campaign_online.people_of(workspace, campaign)
    our_rank, their_rank = _rank_values(ours.value[both]), _rank_values(theirs.value[both])
    first = np.argsort(-np.abs(our_rank - their_rank), kind="stable")[:MOST_PAIRS]
    names = people.name.take(both[first].tolist())
    return tuple(
        Pair(
            int(people.person[both[at]]),
            name,
            int(ours.value[both[at]]) / HUNDREDTHS,
            int(theirs.value[both[at]]) / HUNDREDTHS,
            (int(our_rank[at]), int(their_rank[at])),
        )
        for at, name in zip(first.tolist(), names, strict=True)
    )


def _rank_values(value: IntArray) -> LongArray:
    """Competition ranks from 1, the highest first."""
    rank: LongArray = np.searchsorted(np.sort(-value), -value) + 1
    return rank
