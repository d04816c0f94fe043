"""One import taken back whole: what other imports say as well stays, and is theirs from then on."""

from __future__ import annotations

import re

from core.importing import tables, traces
from core.workspace.store import Workspace

WHOLE = ("email", "url")
"""Keys looked for as they stand; an account must be a word of its own."""


def revert_batch(workspace: Workspace, batch: int) -> None:
    """Deletes an import, all that came with it, and the people of whom nothing else is known. Only inside a step.

    An account, and a place among the candidates, are kept with the import that said them first: they go to the newest
    other one whose rows on this person say them too.
    """
    for other in tables.batches(workspace):
        if other.id != batch:
            _hand_over(workspace, batch, other.id)
    tables.delete_batch(workspace, batch)


def _hand_over(workspace: Workspace, batch: int, other: int) -> None:
    keys, places = tables.keys_of(workspace, batch), tables.places_of(workspace, batch)
    people = {person for *_, person in keys} | {person for _, person in places}
    said = traces.texts(workspace, other, people)
    campaigns = {campaign for campaign, _ in tables.places_of(workspace, other)}
    tables.reassign_keys(
        workspace,
        other,
        [key for key in keys if key[2] in said and _says_anything(said[key[2]], key[0], key[1])],
        # An import of people who were candidates already made none: it may have been for any campaign.
        [place for place in places if place[1] in said and (not campaigns or place[0] in campaigns)],
    )


def _says_anything(text: str, kind: str, key: str) -> bool:
    """Whether a text (in small letters) holds a key."""
    bare = key.casefold().removeprefix("https://")
    return bare in text if kind in WHOLE else bare in re.split(r"[\s/@?&#,;=|]+", text)
