"""The sample campaign in a workspace: the fictional files imported, its choices set."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from core.campaign.screening import Request, screen_files
from core.i18n import tr
from core.model import Campaign, Progress, no_progress
from core.sample.files import write_sample
from core.workspace.store import Workspace

IMPORTED = date(2026, 9, 20)
"""The day on which the fictional files came, in the story of the sample."""


def fill_sample(workspace: Workspace, progress: Progress = no_progress) -> None:
    """Imports the sample's files into a campaign of their own."""
    campaign = Campaign(
        0,
        tr("Autumn preview (fictional)"),
        day=date(2026, 10, 12),
        place=tr("Paris"),
        seats=40,
        weight=420,
        cutoff=60,
    )
    with TemporaryDirectory() as folder:
        files = {path.stem: path for path in write_sample(Path(folder))}
        screen_files(
            workspace,
            Request(
                files=[files["candidates"]],
                campaign=campaign,
                stature=[files["stature"]],
                history=[files["history"]],
                offline=[files["offline"]],
                today=IMPORTED,
            ),
            progress,
        )
