"""What the worker saw of a workspace, and which opening and campaign of it is in view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import Trouble
from core.i18n import tr
from core.model import Progress
from core.workspace.changed import Steps
from gui.desk.actions import build, campaign_tables, campaigns, steps

if TYPE_CHECKING:
    from core.campaign.board import Board
    from core.model import Campaign
    from core.workspace.store import Workspace


@dataclass(frozen=True)
class Seen:
    """What the worker saw of a workspace: its campaigns, the one in view (0: none) with its board and how its table
    was left, the names of the steps that undo and redo would act on, and what whoever opened it should know."""

    workspace: Workspace
    campaigns: list[Campaign]
    campaign: int
    board: Board | None
    view_state: str
    steps: Steps
    warnings: tuple[str, ...]


@dataclass
class Held:
    """The workspace of one opening. Jobs ask for it when they run: after one was abandoned it is another object."""

    workspace: Workspace


@dataclass(frozen=True)
class InView:
    """Which campaign (0: none) of which opening of a workspace is in view: row ids mean nothing anywhere else."""

    opening: int
    campaign: int


def look_at(workspace: Workspace, campaign: int, progress: Progress) -> Seen:
    """What is to be shown of a workspace: this campaign, or the newest where there is none of this number."""
    known = campaign_tables.campaigns(workspace)
    shown = campaign if any(one.id == campaign for one in known) else (known[0].id if known else 0)
    board = build.build_board(workspace, shown, progress) if shown else None
    return Seen(
        workspace,
        known,
        shown,
        board,
        campaigns.view_state(workspace, shown),
        steps.steps(workspace),
        tuple(workspace.warnings()),
    )


def nothing_open() -> Trouble:
    """What is said where something is asked of no workspace."""
    return Trouble(tr("No workspace is open."), "", tr("Open one, or make a campaign."))
