"""Actions on people's rights: find somebody, show what is held, note that they were told, erase them."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.errors import Trouble
from core.i18n import tr
from core.importing import traces
from core.people import tables as people_tables
from core.rights import tables
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def find_one(workspace: Workspace, text: str) -> int:
    """The one person whose id, stable key, name or handle this is. Trouble when there is none, or several."""
    found = people_tables.ids_named(workspace, text) or people_tables.ids_matching(workspace, text.lstrip("@"))
    if not found:
        raise Trouble(tr("Nobody of this name is known."), text, tr("Try a part of the name, or the handle."))
    if len(found) > 1:
        names = ", ".join(people_tables.person(workspace, number).name for number in found[:5])
        raise Trouble(tr("Several people fit."), text, tr("Say which: {names}.", names=names))
    return found[0]


def show_everything(workspace: Workspace, person: int) -> dict[str, Any]:
    """Everything that is held on a person, the raw rows of the files included."""
    held: dict[str, Any] = dict(tables.everything_on(workspace, person))
    held["source rows"] = [
        {"file": row.file, "row": row.row, "cells": dict(row.cells)} for row in traces.trace(workspace, person)
    ]
    return held


def note_told(workspace: Workspace, person: int, day: date, how: str) -> Changed:
    """Notes that a person was told."""
    with workspace.step(tr("Told"), "people"):
        people_tables.add_told(workspace, person, day, how)
    return changed(tr("Told"), "people", people=[person])


def erase_person(workspace: Workspace, person: int) -> Changed:
    """Erases a person for good, out of the raw import tables too. Undo cannot bring them back."""
    with workspace.unrecorded("people"):
        traces.forget(workspace, person)
    tables.erase_rows(workspace, person)
    return changed("", "people", "observations", "stature", "campaign", "shortlists", people=[person])
