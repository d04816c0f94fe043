"""The visible list of the texts that mean "not known" in a file: shown, edited, taken for all imports to come."""

from __future__ import annotations

from collections.abc import Iterable

from core.i18n import tr
from core.importing import tables
from core.importing.columns.headings import missing_words
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def words_in_force(workspace: Workspace) -> list[str]:
    """The list as it is used here, in order. Names and accounts are never compared with it."""
    kept = tables.missing_words(workspace)
    return sorted(missing_words() if kept is None else kept)


def usual_words() -> list[str]:
    """The list that comes with the program, in order."""
    return sorted(missing_words())


def save_words(workspace: Workspace, new: Iterable[str]) -> Changed:
    """Takes these texts instead, compared without case and space around; what was imported stays as it is."""
    chosen = {text.strip().casefold() for text in new} - {""}
    with workspace.unrecorded():
        tables.store_missing_words(workspace, None if chosen == missing_words() else chosen)
    return changed(tr("Words for “not known”"))
