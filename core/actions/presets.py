"""Saved mappings: which column is which field, kept under a name and taken again for files of the same shape."""

from __future__ import annotations

from core.i18n import tr
from core.importing.intake import Prepared
from core.importing.mapping import mapping
from core.workspace import presets
from core.workspace.changed import Changed, changed
from core.workspace.presets import Preset
from core.workspace.store import Workspace

__all__ = ["Preset", "all_presets", "fields", "remove", "rename", "save", "used"]


def all_presets(workspace: Workspace) -> list[Preset]:
    """Every saved mapping."""
    return presets.presets(workspace)


def used(workspace: Workspace, seen: Prepared) -> Preset | None:
    """The saved mapping that a file was read with, if there is one for its shape."""
    return presets.of_shape(workspace, mapping.shape(seen.draft.table))


def save(workspace: Workspace, name: str, seen: Prepared) -> Changed:
    """Keeps the mapping of a file as it is now, in place of an earlier one for files of its shape."""
    step = tr("Mapping saved")
    with workspace.step(step):
        presets.save(workspace, name, mapping.shape(seen.draft.table), mapping.to_json(seen.draft.mapping))
    return changed(step)


def rename(workspace: Workspace, number: int, name: str) -> Changed:
    """Another name for a saved mapping."""
    step = tr("Saved mapping renamed")
    with workspace.step(step):
        presets.rename(workspace, number, name)
    return changed(step)


def fields(preset: Preset) -> list[tuple[str, str]]:
    """Which heading feeds which field: (field, heading), a metric of one platform as ``audience:youtube``."""
    return sorted(mapping.saved_headings(preset.mapping).items())


def remove(workspace: Workspace, number: int) -> Changed:
    """Forgets a saved mapping."""
    step = tr("Saved mapping removed")
    with workspace.step(step):
        presets.remove(workspace, number)
    return changed(step)
