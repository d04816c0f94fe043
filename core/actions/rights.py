"""Actions on people's rights: find somebody, show what is held, note that they were told, erase them."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.errors import Trouble
from core.i18n import tr
from core.importing import traces
from core.workspace import people, privacy
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace


def find(workspace: Workspace, text: str) -> int:
    """The one person whose id, stable key, name or handle this is. Trouble when there is none, or several."""
    found = people.exactly(workspace, text) or people.found(workspace, text.lstrip("@"))
    if not found:
        raise Trouble(tr("Nobody of this name is known."), text, tr("Try a part of the name, or the handle."))
    if len(found) > 1:
        names = ", ".join(people.person(workspace, number).name for number in found[:5])
        raise Trouble(tr("Several people fit."), text, tr("Say which: {names}.", names=names))
    return found[0]


def show(workspace: Workspace, person: int) -> dict[str, Any]:
    """Everything that is held on a person, the raw rows of the files included."""
    held: dict[str, Any] = dict(privacy.everything_on(workspace, person))
    held["source rows"] = [
        {"file": row.file, "row": row.row, "cells": dict(row.cells)} for row in traces.trace(workspace, person)
    ]
    return held


def tell(workspace: Workspace, person: int, day: date, how: str) -> Changed:
    """Notes that a person was told."""
    with workspace.step(tr("Told"), "people"):
        privacy.tell(workspace, person, day, how)
    return changed(tr("Told"), "people", people=[person])


def erase(workspace: Workspace, person: int) -> Changed:
    """Erases a person for good, out of the raw import tables too. Undo cannot bring them back."""
    with workspace.unrecorded("people"):
        traces.forget(workspace, person)
    privacy.erase(workspace, person)
    return changed("", "people", "observations", "stature", "campaign", "shortlists", people=[person])
