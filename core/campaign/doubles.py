"""Pairs of people who may be one as they bear on a campaign: those that hold seats first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.campaign.ranked import Ranked
from core.importing import proposals
from core.importing.proposals import Pending, Proposal
from core.model import LongArray
from core.workspace.store import Workspace


@dataclass(frozen=True)
class OpenPairs:
    """The pairs still to be decided, those with a seat first; how many those are, and the seats they hold."""

    pairs: tuple[Pending, ...]
    seated: int
    seats: int


def open_pairs(workspace: Workspace, ranked: Ranked) -> OpenPairs:
    """The pairs still to be decided among all people, by the seats they hold in a campaign."""
    pairs = proposals.pending(workspace)
    if not pairs:
        return OpenPairs((), 0, 0)
    invited = set(ranked.board.person[_seats(ranked)].tolist())
    held = {pair.id: {pair.one, pair.other} & invited for pair in pairs}
    ordered = sorted(pairs, key=lambda pair: -len(held[pair.id]))
    return OpenPairs(tuple(ordered), sum(map(bool, held.values())), len(set().union(*held.values())))


def seated_first(found: Iterable[Proposal], ranked: Ranked) -> list[Proposal]:
    """Pairs of stable keys, those that hold most seats first."""
    invited = set(ranked.board.key.take(_seats(ranked).tolist()))
    return sorted(found, key=lambda pair: -len({*pair[:2]} & invited))


def _seats(ranked: Ranked) -> LongArray:
    """The places of those who are in."""
    return ranked.window.index[ranked.window.is_in]
