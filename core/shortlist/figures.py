"""Whether two lists say the same to the last figure, and whether the list as it stands is the one signed last."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.errors import Trouble
from core.shortlist import seal, signing, tables
from core.shortlist.snapshot import Snapshot
from core.workspace.store import Workspace

UNCOUNTED = (
    *("rules", "campaign", "day", "place", "signed_by", "signed_on", "legal", "method", "points", "schema"),
    *("effective_share", "equal_say", "unassessed_in", "stand_ins", "scales"),
    *("decisions", "prices", "signing_key", "signed_at"),
)
"""What changes nothing in a list: names of the campaign, signatures, who has been told."""


def same_figures(one: Snapshot, other: Snapshot) -> bool:
    """Whether every figure of two lists is the same; of everyone considered only where both know of everyone."""
    whole = one.everyone is not None and other.everyone is not None
    return _figures(one, whole) == _figures(other, whole)


def signed_list(workspace: Workspace, campaign: int, taken: Snapshot) -> Snapshot | None:
    """The campaign's list signed last, where the list as it stands (``taken``) is that one to the last figure and it
    is what was signed; None otherwise."""
    newest = next(iter(tables.shortlists(workspace, campaign)), None)
    if newest is None:
        return None
    try:
        opened = seal.from_json(newest.data, newest.name)
    except Trouble:
        return None
    mark = signing.read_seal(newest.seal)
    intact = opened.valid and (not newest.seal or (mark is not None and signing.is_genuine(newest, mark)))
    return opened.snapshot if intact and same_figures(opened.snapshot, taken) else None


def _figures(taken: Snapshot, whole: bool) -> Snapshot:
    bare = Snapshot(campaign="", seats=0, weight=0, line=0, entries=())
    entries = tuple(replace(entry, told=None, notes=(), email="", url="") for entry in taken.entries)
    blank: dict[str, Any] = {name: getattr(bare, name) for name in UNCOUNTED}
    everyone = replace(taken.everyone, told=()) if whole and taken.everyone else None
    return replace(taken, entries=entries, everyone=everyone, **blank)
