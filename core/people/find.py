"""Finding people by what the user types."""

from __future__ import annotations

from core.folding import fold
from core.model import PLATFORMS
from core.people import erased_tables, tables
from core.workspace.store import Workspace


def find_people(workspace: Workspace, text: str) -> list[int]:
    """The ids of those whose name, handle or organisation holds the text, ascending."""
    return tables.ids_matching(workspace, text.strip().lstrip("@"))


def find_exactly(workspace: Workspace, text: str) -> list[int]:
    """The ids of those whose stable key, account (``@name``, ``platform:name``), e-mail or whole name this is,
    ascending; what a key finds goes before what a name finds."""
    text = text.strip()
    return tables.ids_of_key(workspace, text) or tables.ids_named(workspace, fold(text))


def possible_keys(workspace: Workspace, text: str) -> list[erased_tables.Key]:
    """Every key that a text may mean: an account on each platform, an e-mail, an address, a whole name."""
    text = text.strip()
    kind, _, rest = text.partition(":")
    keys = [(erased_tables.NAME, fold(text)), ("email", text.casefold()), ("url", text)]
    if text.startswith("@"):
        keys += [(platform, text[1:].casefold()) for platform in PLATFORMS]
    elif rest:
        keys.append((kind.casefold(), rest.removeprefix("@").casefold()))
    return [key for key in keys if key[1]]
