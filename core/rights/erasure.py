"""Erasure: a person goes out of everything at once, in one transaction, and keyed hashes keep them out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from core.folding import fold
from core.importing import traces
from core.people import erased_tables
from core.people import tables as people_tables
from core.rights import tables
from core.rights.mentions import Mentions
from core.shortlist.erasure import erase_from_lists
from core.shortlist.register import write_ledger
from core.workspace.store import Workspace

ALL_AREAS = ("people", "observations", "stature", "campaign", "shortlists")


@dataclass(frozen=True)
class Erasure:
    """What an erasure took away: rows by table, rows of files as they were read, mentions in texts about others, and
    how many frozen lists were sealed anew. ``texts`` are what named the person, for the proof alone."""

    rows: Mapping[str, int]
    source_rows: int
    mentions: int
    lists: int
    texts: tuple[str, ...]


def erase(workspace: Workspace, people: Collection[int], day: date | None = None) -> list[Erasure]:
    """Erases people for good, all or none of them; undo cannot bring anybody back, and forgets what it knew.

    Their pages are then given back: whoever is killed before that leaves zeroed pages, and no trace.
    """
    with workspace.unrecorded(*ALL_AREAS):
        done = [_erase_person(workspace, person, day) for person in people]
        tables.empty_what_remembers(workspace)
    write_ledger(workspace)
    workspace.forget_cached()
    tables.give_pages_back(workspace)
    return done


def stable_keys(workspace: Workspace, person: int) -> set[str]:
    """The stable keys under which a person stands in lists and pairs: their own, and those of people joined with
    them; none that somebody else bears."""
    own = erased_tables.own_keys(workspace, person)
    return {people_tables.stable_key(workspace, person), *(":".join(key) for key in own)}


def mentions_of(workspace: Workspace, person: int) -> Mentions:
    """What names a person in a text: whole names, accounts, e-mails and addresses that nobody else bears."""
    own = erased_tables.own_keys(workspace, person)
    names = [text for kind, text in own if kind == erased_tables.NAME]
    spelled = people_tables.person(workspace, person).name
    return Mentions(
        [*names, spelled] if fold(spelled) in names else names,
        [text for kind, text in own if kind not in ("email", "url", erased_tables.NAME) and not kind.startswith("id:")],
        [text.removeprefix("https://") for kind, text in own if kind in ("email", "url")],
    )


def _erase_person(workspace: Workspace, person: int, day: date | None) -> Erasure:
    keys, mentions = stable_keys(workspace, person), mentions_of(workspace, person)
    erased_tables.remember_erasure(workspace, person, day)
    source_rows = traces.forget(workspace, person, mentions.found_in)
    lists = erase_from_lists(workspace, keys, mentions.redacted, day)
    tables.delete_proposals(workspace, keys)
    tables.erase_from_sheets(workspace, person)
    mentioned = tables.redact_mentions(workspace, person, mentions)
    rows = tables.delete_person(workspace, person)
    return Erasure(rows, source_rows, mentioned, lists, mentions.texts)
