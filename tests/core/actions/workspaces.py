"""Small workspaces for the tests of actions: people with a history, and one campaign."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from core.actions import campaigns, screening
from core.actions.screening import Reading
from core.model import Campaign
from core.workspace.store import Workspace, temporary_workspace

HEAD = "Name,Handle,Platform,Followers,Likes,Posts,Date,Klout\n"
START = date(2026, 1, 5)


def weeks(name: str, audience: int, *rows: tuple[int, int] | None, klout: str = "") -> str:
    """One person's rows, a week apart: (likes, posts), or None for no row."""
    lines = ""
    for week, row in enumerate(rows):
        if row is not None:
            day = START + timedelta(weeks=week)
            lines += f"{name},@{name.lower()},Instagram,{audience},{row[0]},{row[1]},{day},{klout}\n"
    return lines


def workspace_of(folder: Path, text: str, seats: int = 2) -> tuple[Workspace, int]:
    """A workspace in memory with these rows imported, and its campaign."""
    path = folder / "people.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    workspace = temporary_workspace()
    campaign = campaigns.start(workspace, Campaign(0, "Autumn preview", seats=seats, weight=0)).id
    screening.import_files(workspace, campaign, "candidates", [path], Reading())
    return workspace, campaign


ACTIVE = weeks("Aldo", 1000, (500, 5), (600, 5), (550, 5), klout="40")
PAUSING = weeks("Bruna", 90_000, (900, 3), (0, 0), (0, 0), klout="70")
QUIET = weeks("Caspar", 300, (9, 1), (8, 1), (9, 1), klout="30")
UNKNOWN = "Dina,@dina,Instagram,,,,2026-01-05,\n"
EVERYONE = ACTIVE + PAUSING + QUIET + UNKNOWN
