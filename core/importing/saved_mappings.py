"""Saved mappings: which column is which field, kept under a name and taken again for files of the same shape."""

from __future__ import annotations

from core.i18n import tr
from core.importing import tables
from core.importing.columns import recognise
from core.importing.draft import Prepared
from core.importing.tables import SavedMapping
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def mapping_used(workspace: Workspace, seen: Prepared) -> SavedMapping | None:
    """The saved mapping that a file was read with, if there is one for its shape."""
    return tables.mapping_of_shape(workspace, recognise.shape(seen.draft.table))


def save_mapping(workspace: Workspace, name: str, seen: Prepared) -> Changed:
    """Keeps the mapping of a file as it is now, in place of an earlier one for files of its shape."""
    step = tr("Mapping saved")
    with workspace.step(step):
        tables.save_mapping(workspace, name, recognise.shape(seen.draft.table), recognise.to_json(seen.draft.mapping))
    return changed(step)


def rename_mapping(workspace: Workspace, number: int, name: str) -> Changed:
    """Another name for a saved mapping."""
    step = tr("Saved mapping renamed")
    with workspace.step(step):
        tables.rename_mapping(workspace, number, name)
    return changed(step)


def mapped_fields(preset: SavedMapping) -> list[tuple[str, str]]:
    """Which heading feeds which field: (field, heading), a metric of one platform as ``audience:youtube``."""
    return sorted(recognise.saved_headings(preset.mapping).items())


def remove_mapping(workspace: Workspace, number: int) -> Changed:
    """Forgets a saved mapping."""
    step = tr("Saved mapping removed")
    with workspace.step(step):
        tables.remove_mapping(workspace, number)
    return changed(step)
