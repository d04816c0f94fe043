"""File: workspaces, campaigns, imports, settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication

from core.files import safe_name
from core.i18n import tr
from core.model import Campaign, CampaignValues
from core.settings import RECENT
from gui.desk import messages
from gui.desk.actions import campaigns, stretching
from gui.desk.commands import Commands
from gui.desk.desk import Desk
from gui.window.backups_dialog import BackupsDialog
from gui.window.settings_dialog import SettingsDialog

if TYPE_CHECKING:
    from core.importing.matching import Kind

ENDING = ".entregent"
DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation
UNFIT, MOST_LETTERS = '\\/:*?"<>|', 80
"""Signs that no name of a file may hold on every system, and how long its name may be."""


class Files(Commands):
    """The File menu. ``begin_import`` (sources, kind) imports; ``open_sample`` and ``change_look`` are
    for the program around the window; ``begin_new`` puts the keyboard where a new campaign is named."""

    def __init__(
        self,
        desk: Desk,
        begin_import: Callable[[Sequence[Path | str], Kind], None],
        open_sample: Callable[[], None],
        change_look: Callable[[], None],
        begin_new: Callable[[], object],
    ) -> None:
        super().__init__(desk)
        self._begin_import, self._open_sample, self._change_look = begin_import, open_sample, change_look
        self._begin_new = begin_new
        self._waiting: Callable[[None], object] | None = None
        self.sample_path: Path | None = None
        """Where the fictional campaign is kept: nothing else goes into that file."""

    def new_workspace(self) -> None:
        """A new file, then its first campaign."""
        path = self._ask_new_path()
        if path is not None:
            self.session.open(path).then(lambda nothing: self.new_campaign())

    def open(self) -> None:
        """Another workspace."""
        chosen = messages.ask_open_files(self.desk.parent_widget, tr("Open a workspace"), workspaces())
        if chosen:
            self.open_path(chosen[0])

    def open_path(self, path: Path) -> None:
        """A workspace whose file is known."""
        if path != self.session.path:
            self.session.open(path)

    @property
    def folder(self) -> Path:
        """Where workspaces are made by themselves: in the user's documents."""
        return Path(QStandardPaths.writableLocation(DOCUMENTS)) / "Entregent"

    def recent(self) -> list[Path]:
        """The workspaces opened lately that are still there."""
        return [Path(path) for path in self.settings.get(RECENT) if Path(path).exists()]

    def sample(self) -> None:
        """The fictional campaign."""
        self._open_sample()

    def new_campaign(self) -> None:
        """The page on which a campaign is named."""
        self.desk.go("campaign")
        self._begin_new()

    def create(self, values: CampaignValues) -> None:
        """A campaign in the workspace that is open; without one, or beside the sample, in a file of its own."""
        campaign, then = Campaign(0, **values), self._take_waiting()
        if self._has_own_file():
            path = free_path(self.folder, campaign.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            self.session.open(path).then(lambda nothing: self._start_campaign(campaign, then))
        else:
            self._start_campaign(campaign, then)

    def ask_details(self, values: CampaignValues, then: Callable[[], object]) -> None:
        """Asks for all the choices of a new campaign, beginning with what was typed."""
        from gui.window.campaign_dialog import CampaignDialog

        form = CampaignDialog(self.desk.parent_widget, replace(Campaign(0, ""), **values), new=True)
        form.accepted.connect(lambda: self.create(form.values()))
        form.accepted.connect(lambda: then())
        form.open()

    def where_stored(self, name: str) -> str:
        """Where a campaign of this name will be kept, in words."""
        if self._has_own_file():
            return tr("Kept as {file}", file=free_path(self.folder, name or tr("Campaign")).name)
        return tr("Kept in the workspace that is open, beside its other campaigns.")

    @property
    def has_waiting(self) -> bool:
        """Whether files wait for a campaign that they can go into."""
        return self._waiting is not None

    def campaign_settings(self) -> None:
        """The choices of the campaign in view."""
        from gui.window.campaign_dialog import CampaignDialog

        board, campaign = self.session.board, self.campaign
        if board is not None:
            form = CampaignDialog(self.desk.parent_widget, self._stored_campaign(board.campaign))
            form.accepted.connect(lambda: self.session.act(stretching.change_settings, campaign, **form.values()))
            form.open()

    def import_files(self) -> None:
        """Files of candidates or histories."""
        self._ask_files("candidates")

    def import_levels(self) -> None:
        """Files of levels and notes."""
        self._ask_files("stature")

    def import_paths(self, paths: Sequence[Path], kind: Kind = "candidates") -> None:
        """Files that were chosen or dropped. A dropped workspace is opened."""
        if len(paths) == 1 and paths[0].suffix == ENDING:
            self.open_path(paths[0])
        elif paths:
            self._with_campaign(lambda nothing: self._begin_import(paths, kind))

    def paste(self) -> None:
        """A table from the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._with_campaign(lambda nothing: self._begin_import([text], "candidates"))
        else:
            title, remedy = tr("There is no table to paste."), tr("Copy some rows, headings included, and try again.")
            messages.inform(self.desk.parent_widget, title, remedy)

    def settings_form(self) -> None:
        """Language, appearance, name."""
        form = SettingsDialog(self.desk.parent_widget, self.settings)
        form.accepted.connect(form.keep)
        form.accepted.connect(self.session.heed_backup_settings)
        form.accepted.connect(lambda: self._change_look())
        form.open()

    def backups(self) -> None:
        """The backups of the workspace, and the way back to one."""
        BackupsDialog(self.desk.parent_widget, self.session).open()

    def quit(self) -> None:
        """Closes the window; everything is kept already."""
        self.desk.parent_widget.close()

    def _ask_files(self, kind: Kind) -> None:
        title = tr("Import files")
        self.import_paths(messages.ask_open_files(self.desk.parent_widget, title, messages.candidate_files()), kind)

    def _ask_new_path(self) -> Path | None:
        suggestion = tr("Invitations") + ENDING
        return messages.ask_save_file(self.desk.parent_widget, tr("New workspace"), suggestion, workspaces())

    def _with_campaign(self, then: Callable[[None], object]) -> None:
        """Runs something that needs a campaign; where there is none it is named first."""
        if self.session.board is not None:
            then(None)
        else:
            self._waiting = then
            self.desk.go("campaign")
            self.desk.say(tr("Name the campaign that this is for; then it goes on."))

    def _take_waiting(self) -> Callable[[None], object]:
        waiting, self._waiting = self._waiting, None
        return waiting or (lambda nothing: None)

    def _start_campaign(self, campaign: Campaign, then: Callable[[None], object]) -> None:
        made = self.session.act(campaigns.start_campaign, campaign)
        made.then(lambda number: self.session.choose(number).then(then))

    def _has_own_file(self) -> bool:
        return self.session.path is None or self.session.path == self.sample_path

    def _stored_campaign(self, shown: Campaign) -> Campaign:
        """The campaign as it is stored: the board fills in the date of the data."""
        return next((c for c in self.session.campaigns if c.id == shown.id), shown)


def free_path(folder: Path, name: str) -> Path:
    """A file in this folder for a workspace of this name, which is not there yet."""
    stem = "".join(" " if letter in UNFIT or not letter.isprintable() else letter for letter in name)
    stem = safe_name(" ".join(stem.split()).strip(". ")[:MOST_LETTERS] or "Entregent")
    paths = chain([folder / f"{stem}{ENDING}"], (folder / f"{stem} {n}{ENDING}" for n in count(2)))
    return next(path for path in paths if not path.exists())


def workspaces() -> str:
    """The filter line for workspaces."""
    return f"{tr('Entregent workspaces')} (*{ENDING})"
