"""The versions of a campaign's list: the draft as it stands and the frozen ones, and what leaves of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path

from core.errors import Trouble
from core.files import is_same_file
from core.i18n import day, time_words, tr
from core.model import Progress, no_progress
from core.shortlist import outputs, seal, tables
from core.shortlist.outputs import Wanted
from core.shortlist.printing import current_list, export_with_choices
from core.shortlist.snapshot import Snapshot
from core.shortlist.verify import Verified, verify_lists
from core.workspace.store import Workspace

DRAFT = 0
"""The number of a list that nobody has frozen: the list as it stands."""


@dataclass(frozen=True)
class Version:
    """A frozen list: ``id`` in the workspace, ``number`` among those of its campaign (the first is 1). ``name`` is what
    it is called by now."""

    id: int
    number: int
    name: str
    signed_by: str
    signed_on: date | None
    snapshot: Snapshot
    seal: Verified

    @property
    def when(self) -> str:
        """The day it was signed, with the time of day where it is known."""
        at = self.snapshot.signed_at
        clock = time_words(time.fromisoformat(at)) if at else ""
        return ", ".join(filter(None, (day(self.signed_on, "medium"), clock)))

    def words(self) -> str:
        """Which version it is and who signed it, in one line."""
        signed = tr("signed by {name}", name=self.signed_by) if self.signed_by else ""
        return ", ".join(filter(None, (tr("version {n}", n=self.number), signed, self.when)))


@dataclass(frozen=True)
class Versions:
    """``draft`` is the list as it stands, ``frozen`` the versions, the newest first; ``moved`` how many names the
    draft has beyond the newest version."""

    draft: Snapshot
    frozen: tuple[Version, ...]
    moved: int


def list_versions(workspace: Workspace, campaign: int, progress: Progress = no_progress) -> Versions:
    """The draft and every version of a campaign's list, each with its seal checked."""
    draft, frozen = current_list(workspace, campaign, progress), _frozen_versions(workspace, campaign)
    before = {entry.id for entry in frozen[0].snapshot.entries if entry.is_in} if frozen else set()
    moved = sum(entry.is_in and entry.id not in before for entry in draft.entries) if frozen else 0
    return Versions(draft, frozen, moved)


def find_version(workspace: Workspace, campaign: int, wanted: int | None) -> Version | None:
    """The version of this id; the newest where none was chosen or it is gone; None for the draft, or without any."""
    frozen = () if wanted == DRAFT else _frozen_versions(workspace, campaign)
    return next((one for one in frozen if one.id == wanted), frozen[0] if frozen else None)


def export_version(
    workspace: Workspace, campaign: int, version: Version | None, wanted: Wanted, progress: Progress = no_progress
) -> Sequence[Path]:
    """Writes files of a version as it was frozen, or of the draft (None), in the form stored for the campaign.

    Trouble where the seal of the version is broken: nothing leaves that is not what was signed.
    """
    if version is None:
        return export_with_choices(workspace, campaign, wanted, progress)
    if not version.seal.valid:
        what = "; ".join(version.seal.changed)
        raise Trouble(tr("The seal of this list is broken: it does not leave."), what, tr("Freeze the list anew."))
    for path in wanted.paths:
        if is_same_file(path, workspace.path):
            raise Trouble(tr("This output is the workspace."), str(path), tr("Choose another name."))
    how = outputs.output_choices(workspace, campaign)
    outputs.write_snapshot(version.snapshot, replace(wanted, choices=how), progress)
    return wanted.paths


def _frozen_versions(workspace: Workspace, campaign: int) -> tuple[Version, ...]:
    kept = tables.shortlists(workspace, campaign)
    checked = {one.id: one for one in verify_lists(workspace, [campaign])} if kept else {}
    return tuple(
        Version(
            one.id,
            len(kept) - at,
            one.title,
            one.signed_by,
            one.signed_on,
            seal.from_json(one.data, one.name).snapshot,
            checked[one.id],
        )
        for at, one in enumerate(kept)
    )
