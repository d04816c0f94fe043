"""The list as it stands on paper: exported, and set in pages for the screen and the printer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.actions import building, ranked
from core.actions.outputs import Wanted, write
from core.actions.snapshots import snapshot
from core.i18n import tr
from core.model import Progress, no_progress
from core.shortlist import report
from core.shortlist.snapshot import Snapshot
from core.workspace.store import Workspace


def current(workspace: Workspace, campaign: int, progress: Progress = no_progress) -> Snapshot:
    """The shortlist of a campaign as it stands; nothing of it is kept."""
    return snapshot(workspace, ranked.rank(building.build(workspace, campaign, progress), progress))


def export(workspace: Workspace, campaign: int, wanted: Wanted, progress: Progress = no_progress) -> Sequence[Path]:
    """Writes the files asked for from the list as it stands, each whole or not at all, and says which."""
    write(workspace, ranked.rank(building.build(workspace, campaign, progress), progress), wanted, progress)
    return [path for path in (wanted.csv, wanted.xlsx, wanted.report) if path]


def preview(taken: Snapshot, lang: str, progress: Progress = no_progress) -> list[str]:
    """The report's pages as SVG, for the screen."""
    progress(0, 1, tr("Setting the pages"))
    return report.render_svg(taken, lang=lang)


def printed(taken: Snapshot, lang: str, ppi: float, progress: Progress = no_progress) -> list[bytes]:
    """The report's pages as PNG, for a printer of this resolution."""
    progress(0, 1, tr("Setting the pages"))
    return report.render_png(taken, lang=lang, ppi=ppi)
