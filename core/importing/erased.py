"""Rows of a file that speak of somebody who was erased: left out, and said; nothing of them is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from core.importing.draft import Draft
from core.importing.identity import names as naming
from core.model import Issue
from core.people import erased_tables
from core.workspace.store import Workspace

LEFT_OUT = "Row left out: this person asked to be erased."
SAME_NAME = "Somebody of this name asked to be erased; see whether this is another person."


def leave_out_erased(workspace: Workspace, draft: Draft, source: str) -> tuple[Draft, list[Issue]]:
    """The draft with the rows of erased people refused, and an issue a row; an issue for each namesake too."""
    if not erased_tables.has_erasures(workspace):
        return draft, []
    clean = draft.clean
    keys = [(f"id:{source}", clean.text("id")), *clean.handles.items()]
    keys += [(kind, clean.text(kind)) for kind in ("email", "url")]
    gone, alike = erased_tables.erased_rows(workspace, keys, naming.folded(clean.text("name")))
    # A row that speaks of several channels came as several: where one says who it is, all of it stays out.
    gone |= np.isin(clean.rows, clean.rows[gone])
    said = [Issue(row, "", "", LEFT_OUT, refused=True) for row in np.unique(clean.rows[gone]).tolist()]
    namesakes = np.unique(clean.rows[alike & ~gone]).tolist()
    said += [Issue(row, "name", "", SAME_NAME) for row in namesakes]
    return replace(draft, clean=replace(clean, refused=clean.refused | gone)) if gone.any() else draft, said


def rows_left_out(issues: Iterable[Issue]) -> set[int]:
    """The numbers of the rows that were left out because their person was erased."""
    return {issue.row for issue in issues if issue.reason == LEFT_OUT}
