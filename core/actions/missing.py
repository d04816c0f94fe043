"""The words taken for "not known" in figures, dates and places: seen, changed, and the usual ones again."""

from __future__ import annotations

from collections.abc import Iterable

from core.actions.changed import Changed, changed
from core.i18n import tr
from core.importing import missing
from core.importing.headings import missing_words
from core.workspace.store import Workspace

__all__ = ["keep", "usual", "words"]


def words(workspace: Workspace) -> list[str]:
    """The words in force in this workspace, in order."""
    return sorted(missing.words(workspace))


def usual() -> list[str]:
    """The words that come with the program, in order."""
    return sorted(missing_words())


def keep(workspace: Workspace, new: Iterable[str]) -> Changed:
    """Another list for the imports to come; the usual words again when they are just those. Names and accounts are
    never taken for "not known", whatever the list says."""
    given = missing.folded(new)
    missing.keep(workspace, None if given == missing_words() else given)
    return changed(tr("Words for “not known”"))
