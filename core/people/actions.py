"""What a user does with people by hand: corrects their texts, so that a later file does not bring the old ones back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.errors import Trouble
from core.i18n import tr
from core.people import correction_tables, tables
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace

AREAS = ("people", "observations", "stature", "campaign")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True)
class Written:
    """When something was written down, and by whom."""

    day: date
    who: str = ""


def correct_texts(workspace: Workspace, person: int, values: Mapping[str, str], written: Written) -> Changed:
    """Corrects texts of a person by field. What they were is kept with the day and the name; a later file that says
    otherwise is shown as a change. Trouble for a field nobody has, a blank name, or what is no e-mail address."""
    before = tables.person(workspace, person)
    for field, new in values.items():
        _check_text(field, new.strip())
    step = tr("Correct {name}", name=before.name)
    with workspace.step(step, *AREAS):
        for field, new in values.items():
            if new.strip() != getattr(before, field):
                correction_tables.add_correction(
                    workspace, person, (field, new.strip()), written.day, written.who.strip()
                )
    return changed(step, *AREAS, people=[person])


def _check_text(field: str, new: str) -> None:
    if field not in tables.TEXT_COLUMNS:
        fields = ", ".join(tables.TEXT_COLUMNS)
        raise Trouble(tr("There is no such field: {field}.", field=field), "", tr("Choose: {kinds}.", kinds=fields))
    if field == "name" and not new:
        raise Trouble(tr("A person needs a name."), "", tr("Type it as it is printed on an invitation."))
    if field == "email" and new and not _EMAIL.fullmatch(new):
        raise Trouble(
            tr("This is not an e-mail address."), new, tr("Type it as name@house.example, or leave it blank.")
        )
