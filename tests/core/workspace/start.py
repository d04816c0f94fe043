"""What operations begin with that are broken off: a workspace, a backup of it, a file to import, an older workspace."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.campaign import actions as campaigns
from core.campaign import screening
from core.model import Campaign
from core.workspace import backup
from core.workspace.store import open_workspace
from tests.core.workspace.aftermath import MORE, PEOPLE

ROOT = Path(__file__).resolve().parents[3]
OLD = ROOT / "tests" / "workspaces"
WORKER = "tests.core.workspace.worker"
OWN_FOLDERS = ("ENTREGENT_KEYS", "TMPDIR", "XDG_STATE_HOME")
"""What else a process may write to, named by the environment: looked through for leftovers as well."""


def make_start(folder: Path) -> Path:
    """Fills a folder with what ``worker`` works on; returns it."""
    workspace = open_workspace(filled(folder / "a.entregent"))
    backup.back_up(workspace, folder / "copy.entregent")
    workspace.close()
    write_people(folder / "more.csv", MORE)
    shutil.copy(OLD / "schema-5.entregent", folder / "old.entregent")
    for name in ("out", "own"):
        (folder / name).mkdir()
    return folder


def write_people(path: Path, count: int) -> Path:
    rows = (f"Person {n},@person{n},Instagram,{100 + n},2026-01-05" for n in range(count))
    path.write_text("\n".join(["name,handle,platform,followers,date", *rows]), encoding="utf-8")
    return path


def filled(path: Path, count: int = PEOPLE) -> Path:
    workspace = open_workspace(path)
    campaign = campaigns.start_campaign(workspace, Campaign(0, "Launch", seats=5))[0]
    screening.import_files(
        workspace, campaign, screening.Files("candidates", [write_people(path.with_name("x.csv"), count)])
    )
    workspace.close()
    path.with_name("x.csv").unlink()
    return path
