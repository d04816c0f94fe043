"""Pairs of people who may be one as they bear on a campaign: those that hold seats first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from core.campaign.ranked import Ranked
from core.importing import proposals
from core.importing.proposals import Pending, Proposal
from core.model import LongArray
from core.workspace.store import Workspace


@dataclass(frozen=True)
class OpenPairs:
    """The pairs still to be decided, those with a seat first; how many those are, the seats they hold, and who holds
    them."""

    pairs: tuple[Pending, ...] = ()
    seated: int = 0
    seats: int = 0
    invited: frozenset[int] = frozenset()


def open_pairs(workspace: Workspace, invited: Collection[int]) -> OpenPairs:
    """The pairs still to be decided among all people, by the seats they hold. ``invited``: the people who are in."""
    pairs, seated = proposals.pending(workspace), frozenset(invited)
    held = {pair.id: {pair.one, pair.other} & seated for pair in pairs}
    ordered = sorted(pairs, key=lambda pair: -len(held[pair.id]))
    with_seats = frozenset().union(*held.values())
    return OpenPairs(tuple(ordered), sum(map(bool, held.values())), len(with_seats), with_seats)


def invited_people(ranked: Ranked) -> list[int]:
    """Those who are in, as ids of people."""
    found: list[int] = ranked.board.person[_find_seated(ranked)].tolist()
    return found


def seated_first(found: Iterable[Proposal], ranked: Ranked) -> list[Proposal]:
    """Pairs of stable keys, those that hold most seats first."""
    invited = set(ranked.board.key.take(_find_seated(ranked).tolist()))
    return sorted(found, key=lambda pair: -len({*pair[:2]} & invited))


def _find_seated(ranked: Ranked) -> LongArray:
    """The places of those who are in."""
    return ranked.window.index[ranked.window.is_in]
