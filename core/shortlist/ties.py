"""A tie across the invitation line, as a snapshot knows it."""

from __future__ import annotations

from collections.abc import Sequence

from core.shortlist.snapshot import Entry


def tied_at_line(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Those who share the rank of the last who sits by rank, in or not; none where nobody who is not in shares it.

    Ranks are competition ranks of exact totals: an equal rank is an equal total, while the totals here are rounded.
    """
    last = max((entry.rank for entry in entries if entry.is_in and entry.state == "ranked"), default=0)
    tied = tuple(entry for entry in entries if last and entry.rank == last and (entry.state == "ranked"))
    return tied if any(not entry.is_in for entry in tied) else ()
