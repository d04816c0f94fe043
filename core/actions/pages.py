"""The list as it stands on paper: exported, and set in pages for the screen and the printer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.actions import outputs
from core.actions.outputs import Wanted
from core.actions.snapshots import UNSET, snapshot
from core.campaign import build, ranked
from core.i18n import tr
from core.model import Progress, no_progress
from core.shortlist import report
from core.shortlist.choices import Choices
from core.shortlist.snapshot import Snapshot
from core.workspace.store import Workspace


def current(workspace: Workspace, campaign: int, progress: Progress = no_progress) -> Snapshot:
    """The shortlist of a campaign as it stands; nothing of it is kept."""
    how = outputs.choices(workspace, campaign)
    return snapshot(
        workspace, ranked.rank_board(build.build_board(workspace, campaign, progress), progress), choices=how
    )


def export(workspace: Workspace, campaign: int, wanted: Wanted, progress: Progress = no_progress) -> Sequence[Path]:
    """Writes the files asked for from the list as it stands, each whole or not at all, and says which."""
    outputs.write(
        workspace, ranked.rank_board(build.build_board(workspace, campaign, progress), progress), wanted, progress
    )
    return wanted.paths


def preview(taken: Snapshot, lang: str, progress: Progress = no_progress, how: Choices = UNSET) -> list[str]:
    """The report's pages as SVG, for the screen."""
    progress(0, 1, tr("Setting the pages"))
    return report.render_svg(taken, lang=how.language or lang, options=how.options(taken))


def printed(
    taken: Snapshot, lang: str, ppi: float, progress: Progress = no_progress, how: Choices = UNSET
) -> list[bytes]:
    """The report's pages as PNG, for a printer of this resolution."""
    progress(0, 1, tr("Setting the pages"))
    return report.render_png(taken, lang=how.language or lang, options=how.options(taken), ppi=ppi)


def unprintable(taken: Snapshot) -> list[str]:
    """The characters of a list that no font on this computer can show; a mark stands for each on the pages."""
    return report.missing_glyphs(taken)
