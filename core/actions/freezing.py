"""Freezing a shortlist: signed off by a named person, sealed by a digest, never rewritten."""

from __future__ import annotations

from datetime import date

from core.actions import building, ranked
from core.actions.snapshots import snapshot
from core.errors import Trouble
from core.i18n import tr
from core.shortlist import seal
from core.shortlist.seal import Opened
from core.workspace import shortlists
from core.workspace.shortlists import Frozen
from core.workspace.store import Workspace


def freeze(workspace: Workspace, campaign: int, name: str, signed_by: str, signed_on: date) -> Frozen:
    """Takes the campaign's list as it stands. Trouble without a signer: nobody is left out by a score alone."""
    if not signed_by.strip():
        raise Trouble(tr("A named person signs a shortlist off."), "", tr("Type your name."))
    now = ranked.rank(building.build(workspace, campaign))
    taken = snapshot(workspace, now, signed_by=signed_by.strip(), signed_on=signed_on)
    frozen = Frozen(0, campaign, name, seal.to_json(taken), seal.digest(taken), signed_by.strip(), signed_on)
    with workspace.step(tr("Freeze the shortlist"), "shortlists"):
        shortlists.freeze(workspace, frozen)
    return frozen


def frozen_lists(workspace: Workspace, campaign: int) -> list[tuple[Frozen, Opened]]:
    """A campaign's frozen shortlists, newest first, each opened and its seal checked."""
    return [(kept, seal.from_json(kept.data, kept.name)) for kept in shortlists.shortlists(workspace, campaign)]
