"""Whether a frozen list is what was frozen: its seal, and what stands beside it in the workspace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.errors import Trouble
from core.i18n import tr
from core.shortlist import seal
from core.shortlist.tables import FrozenList, shortlists
from core.workspace.store import Workspace


@dataclass(frozen=True)
class Verified:
    """A frozen list after the check. ``changed`` says what differs from what was signed; empty where ``valid``."""

    id: int
    name: str
    valid: bool
    signer: str
    changed: tuple[str, ...]


def verify_lists(workspace: Workspace, campaigns: Sequence[int], wanted: str = "") -> list[Verified]:
    """The frozen lists of campaigns, the newest first; only those of this number or name where one is asked for.

    A number is an id, or as which the list was frozen, from 1. Trouble when there is no such list.
    """
    known = [one for campaign in campaigns for one in shortlists(workspace, campaign)]
    place = {number: at for at, number in enumerate(sorted(one.id for one in known), 1)}
    chosen = [one for one in known if wanted in ("", str(one.id), str(place[one.id]), one.name)]
    if wanted and not chosen:
        names = ", ".join(f"{place[one.id]} ({one.name})" for one in known)
        raise Trouble(tr("There is no such shortlist."), wanted, tr("There are: {names}.", names=names or "–"))
    return [_verify_list(one, place[one.id]) for one in chosen]


def _verify_list(stored: FrozenList, number: int) -> Verified:
    changed = tuple(_find_changes(stored))
    return Verified(number, stored.name, not changed, stored.signed_by, changed)


def _find_changes(stored: FrozenList) -> Iterator[str]:
    try:
        opened = seal.from_json(stored.data, stored.name)
    except Trouble as trouble:
        yield trouble.what
        return
    if not opened.valid:
        yield tr("the sealed text")
    if opened.digest != stored.digest:
        yield tr("the digest")
    if opened.snapshot.signed_by != stored.signed_by:
        yield tr("who signed")
    if opened.snapshot.signed_on != stored.signed_on:
        yield tr("the day of signing")
