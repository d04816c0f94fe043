"""What a campaign makes of stretches that are flagged as bought: kept among its rules."""

from __future__ import annotations

import json
from typing import Literal

from core.campaign import tables
from core.errors import Trouble
from core.i18n import tr
from core.workspace.changed import Changed, changed
from core.workspace.store import Workspace

Choice = Literal["counts", "left_out"]
CHOICES: tuple[Choice, ...] = ("counts", "left_out")
KEY = "flagged"
"""Where the choice stands among a campaign's rules."""
RECORDED = "Flagged stretches: left out"
"""How a snapshot records the choice; a list that says nothing counted them."""


def read_flagged(rules: str) -> Choice:
    """The choice among a campaign's rules: what is flagged counts, unless it says otherwise."""
    return "left_out" if json.loads(rules or "{}").get(KEY) == "left_out" else "counts"


def with_flagged(rules: str, choice: str) -> str:
    """A campaign's rules with this choice. Trouble for one there is none of."""
    if choice not in CHOICES:
        raise Trouble(tr("Flagged stretches count, or are left out."), choice, tr("Choose one of the two."))
    held = {key: value for key, value in json.loads(rules or "{}").items() if key != KEY}
    return json.dumps(held | ({KEY: choice} if choice == "left_out" else {}), ensure_ascii=False)


def set_flagged(workspace: Workspace, campaign: int, choice: str) -> Changed:
    """Ranks a campaign with flagged stretches, or without them. Trouble for a choice there is none of."""
    step = tr("Flagged stretches")
    rules = with_flagged(tables.campaign(workspace, campaign).rules, choice)
    with workspace.step(step, "campaign"):
        tables.change_campaign(workspace, campaign, rules=rules)
    return changed(step, "campaign")
