"""The cut-off audit: what an agency's cut-off on the score alone does to the list of those worth inviting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.errors import Trouble
from core.model import EXCLUDED, HUNDREDTHS, PINNED, BoolArray, Candidates, LongArray
from core.ranking.rules import Rule
from core.ranking.selection import best_list, invited


@dataclass(frozen=True)
class CutoffAudit:
    """Rows, in ranking order: ``dropped`` hold a seat now and would lose it, ``admitted`` would take those seats.

    ``offline`` and ``unscored`` are the dropped ones the cut-off cannot see at all: absent by choice, or without a
    known score. ``passing`` counts the competing rows that pass. ``clash`` names the rules that could no longer be
    kept, in which case the ranking alone would decide; empty where there are none.
    """

    dropped: LongArray
    admitted: LongArray
    offline: LongArray
    unscored: LongArray
    passing: int
    clash: str = ""


def cutoff_audit(
    candidates: Candidates, seats: int, weight: int, cutoff: float, rules: Sequence[Rule] = ()
) -> CutoffAudit:
    """Compares the invitation set with the one a cut-off at ``cutoff`` points would leave, at the same weight.

    The cut-off lets only those compete whose score is known and at least ``cutoff``. It looks at nothing else: being
    off line by choice, which shows it nothing, or pinned does not save from it. Among those who pass, ranking, pins and
    rules are as they were. Without rules, whoever passes keeps a seat held now: dropped are exactly those invited now
    who do not pass, and admitted are the first of the others who do.
    """
    passes = passing(candidates, cutoff)
    now = invited(candidates, seats, weight, rules)
    state = np.where(passes | (candidates.state > PINNED), candidates.state, EXCLUDED).astype(np.int8)
    then, clash = _list_of_passing(replace(candidates, state=state), seats, weight, rules)
    dropped = now[~np.isin(now, then)]
    return CutoffAudit(
        dropped,
        then[~np.isin(then, now)],
        dropped[candidates.offline[dropped]],
        dropped[unseen(candidates)[dropped]],
        int(np.count_nonzero(state <= PINNED)),
        clash,
    )


def passing(candidates: Candidates, cutoff: float) -> BoolArray:
    """Who (n,) passes a cut-off at so many points: those with a known score of at least as much; those off line have
    nothing to show, whatever stands for their score."""
    shown = np.where(candidates.offline, 0, candidates.plain_score.value)
    found: BoolArray = candidates.score.known & (shown >= round(cutoff * HUNDREDTHS))
    return found


def _list_of_passing(candidates: Candidates, seats: int, weight: int, rules: Sequence[Rule]) -> tuple[LongArray, str]:
    """The list of those who pass, and which rules it can no longer keep."""
    try:
        return best_list(candidates, seats, weight, rules), ""
    except Trouble as clash:
        return best_list(candidates, seats, weight, ()), clash.what


def unseen(candidates: Candidates) -> BoolArray:
    """Those without a known score who are not off line by choice."""
    return ~candidates.score.known & ~candidates.offline
