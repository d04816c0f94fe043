"""A small workspace for the window's tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from core.campaign import actions as campaigns
from core.model import Campaign, Person
from core.stature import actions as stature
from core.stature.rubric import load
from core.workspace.store import open_workspace
from tests.core.workspaces import cid, pid

DAY = date(2026, 3, 12)


def small_workspace(folder: Path) -> Path:
    """Sixteen people on no network, one of them in high esteem."""
    path = folder / "few.entregent"
    workspace = open_workspace(path)
    with workspace.transaction():
        campaigns.start_campaign(workspace, Campaign(0, "Spring", seats=4))
        for number in range(16):
            campaigns.add_person(workspace, cid(workspace), Person(0, f"Person {number:02d}", offline=True))
        for key in load().keys:
            stature.set_level(workspace, pid(workspace, 16), key, 4, stature.Occasion("Carl", DAY))
        stature.set_level(workspace, pid(workspace, 15), "peers", 1, stature.Occasion("Carl", DAY))
        stature.set_level(workspace, pid(workspace, 15), "profession", 4, stature.Occasion("Carl", DAY))
    workspace.close()
    return path
