"""The command ``table``: one of the workspace's tables as a file for other programs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from core.campaign import frame
from core.cli.opening import campaign_of, opened
from core.frame_files import check_ending, write_frame
from core.workspace.store import Workspace

if TYPE_CHECKING:
    from pandas import DataFrame


def _invitations_frame(workspace: Workspace, campaign: int) -> DataFrame:
    """The room of invitations is loaded for its own table only: a tenth of the time of any other."""
    from core.invitations.frame import invitations_frame

    return invitations_frame(workspace, campaign)


OF_CAMPAIGN: Mapping[str, Callable[[Workspace, int], DataFrame]] = {
    "ranking": frame.ranking_frame_of,
    "observations": frame.observations_frame,
    "levels": frame.levels_frame,
    "invitations": _invitations_frame,
}
OF_IMPORTS: Mapping[str, Callable[[Workspace], Any]] = {
    "issues": frame.issues_frame,
    "comparison": frame.comparison_frame,
}


def table(args: Namespace) -> None:
    """Writes one table, whole or not at all. Usage for an ending no table can be written by."""
    check_ending(args.to)
    with opened(args) as workspace:
        if args.name in OF_IMPORTS:
            found = OF_IMPORTS[args.name](workspace)
        else:
            found = OF_CAMPAIGN[args.name](workspace, campaign_of(workspace, args).id)
        write_frame(found, args.to)
