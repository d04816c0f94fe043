"""Lists that a score alone would never show: the overlooked, the loud, and those whom no network knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.campaign import tables
from core.campaign.board import Board
from core.i18n import trn
from core.model import EXCLUDED, HUNDREDTHS, OUT_OF_MARKET, BoolArray, Candidates, FloatArray, LongArray
from core.ranking.total import tie_places
from core.stature import tables as stature_tables
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace

ESTEEMED = 75 * HUNDREDTHS
"""High credibility: level 3 of 4 on the average."""
NO_STANDING = 0.0


def overlooked_rows(candidates: Candidates, cutoff: int, esteemed: int = ESTEEMED) -> LongArray:
    """Rows with a known credibility of at least ``esteemed`` and a known score under the cut-off (hundredths).

    Who is absent by choice shows a cut-off nothing and so belongs here. Highest credibility first, then lowest score,
    then stable key; excluded candidates and those of another market are left out.
    """
    score, credibility = candidates.score, candidates.credibility
    known = credibility.known & (score.known | candidates.offline)
    shown = np.where(candidates.offline, 0, score.value)
    rows = np.flatnonzero(_find_competing(candidates) & known & (credibility.value >= esteemed) & (shown < cutoff))
    return rows[np.lexsort((tie_places(candidates, rows), shown[rows], -credibility.value[rows]))]


def loud_rows(candidates: Candidates, standing: FloatArray, cutoff: int) -> LongArray:
    """Rows with a known score from the cut-off on (hundredths) and a professional stature assessed as "none found".

    ``standing`` holds the level of the criterion, NaN where unknown: not assessed is not "none found". Highest score
    first, then lowest credibility, then stable key; excluded candidates and those of another market are left out.
    """
    score = candidates.score
    heard = score.known & ~candidates.offline
    found = _find_competing(candidates) & heard & (score.value >= cutoff) & (standing == NO_STANDING)
    rows = np.flatnonzero(found)
    return rows[np.lexsort((tie_places(candidates, rows), candidates.credibility.value[rows], -score.value[rows]))]


def _find_competing(candidates: Candidates) -> BoolArray:
    return ~np.isin(candidates.state, (EXCLUDED, OUT_OF_MARKET))


USUAL_CUTOFF = 60
"""The cut-off that agencies use where the campaign has none of its own."""
STANDING = "standing"


@dataclass(frozen=True)
class Known:
    """Somebody without any account: evidence, the highest level ever given, and the campaigns they were in by name.

    ``here``: already a candidate of the campaign in view.
    """

    person: int
    name: str
    organisation: str
    market: str
    evidence: int
    level: float | None
    campaigns: Sequence[str]
    here: bool


def cutoff_of(board: Board) -> int:
    """The cut-off the two lists are made with, in points."""
    return USUAL_CUTOFF if board.campaign.cutoff is None else board.campaign.cutoff


def overlooked(board: Board) -> LongArray:
    """The places of those in high esteem whom the cut-off would leave out, the most esteemed first."""
    return overlooked_rows(board.candidates, cutoff_of(board) * HUNDREDTHS)


def loud(board: Board) -> LongArray:
    """The places of those over the cut-off of whom no professional stature was found, the loudest first."""
    level = board.levels.get(STANDING, np.full(len(board), -1, np.int32)).astype(np.float64)
    return loud_rows(board.candidates, np.where(level < 0, np.nan, level), cutoff_of(board) * HUNDREDTHS)


def unknown_to_networks(workspace: Workspace, campaign: int) -> list[Known]:
    """Whom do we know that no network knows? The best supported first, whatever the campaign or the market."""
    names = {kept.id: kept.name for kept in tables.campaigns(workspace)}
    return [
        Known(
            found.person,
            found.name,
            found.organisation,
            found.market,
            found.evidence,
            found.level,
            [names[number] for number in found.campaigns if number in names and number != campaign],
            campaign in found.campaigns,
        )
        for found in stature_tables.people_on_no_network(workspace)
    ]


def consider(workspace: Workspace, campaign: int, people: Iterable[int]) -> Changed:
    """Makes people of other campaigns candidates of this one."""
    chosen = list(people)
    name = trn("Add {n} candidate", "Add {n} candidates", len(chosen))
    with workspace.step(name, "people", "campaign"):
        tables.add_candidates(workspace, campaign, chosen)
    return changed(name, "people", "campaign", people=chosen)
