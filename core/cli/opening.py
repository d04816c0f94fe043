"""The workspace and the campaign a command is about."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from core.campaign import tables as campaign_tables
from core.errors import Trouble
from core.i18n import tr
from core.model import Campaign
from core.settings import Settings
from core.workspace import automatic
from core.workspace.store import Workspace, open_workspace


@contextmanager
def opened(args: Namespace, new: bool = False) -> Iterator[Workspace]:
    """The workspace named; one that is not there is made only for an import, and goes again if that fails."""
    fresh = not args.workspace.exists()
    if fresh and not new:
        raise Trouble(tr("There is no such workspace."), str(args.workspace), tr("Import files into it first."))
    workspace = open_workspace(args.workspace)
    workspace.backup_folder = automatic.chosen_folder(Settings(), args.workspace)
    for line in workspace.warnings():
        print(line, file=sys.stderr)
    try:
        yield workspace
    except BaseException:
        workspace.close()
        if fresh:
            args.workspace.unlink(missing_ok=True)
        raise
    for line in workspace.warnings() if workspace.backup_trouble is not None else ():
        print(line, file=sys.stderr)
    workspace.close()


def campaign_of(workspace: Workspace, args: Namespace) -> Campaign:
    """The campaign asked for by its id or by its place, the first made being 1; the newest unless one was.

    Trouble when there is no such campaign.
    """
    known = campaign_tables.campaigns(workspace)
    numbered = list(zip(range(len(known), 0, -1), known, strict=True))
    for place, campaign in numbered:
        if args.campaign in (0, place, campaign.id):
            return campaign
    numbers = ", ".join(f"{place} ({campaign.name})" for place, campaign in numbered)
    raise Trouble(
        tr("There is no such campaign."), str(args.workspace), tr("There are: {names}.", names=numbers or "–")
    )
