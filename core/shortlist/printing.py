"""The list as it stands on paper: exported, and set in pages for the screen and the printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.campaign import build, ranked
from core.i18n import tr
from core.model import Progress, no_progress
from core.shortlist import outputs
from core.shortlist.choices import Choices
from core.shortlist.columns import Column, columns_of
from core.shortlist.figures import signed_list
from core.shortlist.outputs import Wanted
from core.shortlist.report import render
from core.shortlist.snapshot import Snapshot
from core.shortlist.taking import UNSET, take_snapshot
from core.workspace.store import Workspace


def current_list(workspace: Workspace, campaign: int, progress: Progress = no_progress) -> Snapshot:
    """The shortlist of a campaign as it stands; nothing of it is kept."""
    how = outputs.output_choices(workspace, campaign)
    return take_snapshot(
        workspace, ranked.rank_board(build.build_board(workspace, campaign, progress), progress), choices=how
    )


def export_files(
    workspace: Workspace, campaign: int, wanted: Wanted, progress: Progress = no_progress
) -> Sequence[Path]:
    """Writes the files asked for from the list as it stands, each whole or not at all, and says which."""
    outputs.write_files(
        workspace, ranked.rank_board(build.build_board(workspace, campaign, progress), progress), wanted, progress
    )
    return wanted.paths


def export_with_choices(
    workspace: Workspace, campaign: int, wanted: Wanted, progress: Progress = no_progress
) -> Sequence[Path]:
    """``export_files`` in the form that is stored for this campaign, whatever ``wanted.choices`` say."""
    how = outputs.output_choices(workspace, campaign)
    return export_files(workspace, campaign, replace(wanted, choices=how), progress)


def choices_and_columns(
    workspace: Workspace, campaign: int, progress: Progress = no_progress
) -> tuple[Choices, list[Column]]:
    """How this campaign's lists leave, and every column that they may leave with."""
    return outputs.output_choices(workspace, campaign), columns_of(current_list(workspace, campaign, progress))


@dataclass(frozen=True)
class Pages:
    """A list on the screen: what it shows, how it leaves, and its pages as SVG."""

    snapshot: Snapshot
    how: Choices
    svgs: Sequence[str]


def front_pages(
    workspace: Workspace,
    campaign: int,
    frozen: Snapshot | None,
    lang: str,
    progress: Progress = no_progress,
) -> Pages:
    """The pages before the dossiers, of a frozen list or (None) of the list as it stands, which bears the signature of
    the list signed last where it is that one."""
    taken = frozen or current_list(workspace, campaign, progress)
    if frozen is None:
        taken = signed_list(workspace, campaign, taken) or taken
    how = outputs.output_choices(workspace, campaign)
    return Pages(taken, how, preview_pages(taken, lang, progress, replace(how, dossiers="none")))


def preview_pages(taken: Snapshot, lang: str, progress: Progress = no_progress, how: Choices = UNSET) -> list[str]:
    """The report's pages as SVG, for the screen."""
    progress(0, 1, tr("Setting the pages"))
    return render.render_svg(taken, lang=how.language or lang, options=how.options(taken))


def pages_to_print(
    taken: Snapshot, lang: str, ppi: float, progress: Progress = no_progress, how: Choices = UNSET
) -> list[bytes]:
    """The report's pages as PNG, for a printer of this resolution."""
    progress(0, 1, tr("Setting the pages"))
    return render.render_png(taken, lang=how.language or lang, options=how.options(taken), ppi=ppi)
