"""File: workspaces, campaigns, imports, settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from core.i18n import tr
from core.model import Campaign
from core.settings import RECENT
from gui.desk import messages
from gui.desk.actions import campaigns, stretching
from gui.desk.commands import Commands
from gui.desk.desk import Desk
from gui.window.campaign_dialog import CampaignDialog
from gui.window.settings_dialog import SettingsDialog

if TYPE_CHECKING:
    from core.importing.matching import Kind

ENDING = ".entregent"


class Files(Commands):
    """The File menu. ``show_wizard`` (sources, kind) imports; the other two are for the program around the window."""

    def __init__(
        self,
        desk: Desk,
        show_wizard: Callable[[Sequence[Path | str], Kind], None],
        open_sample: Callable[[], None],
        change_look: Callable[[], None],
    ) -> None:
        super().__init__(desk)
        self._show_wizard, self._open_sample, self._change_look = show_wizard, open_sample, change_look

    def new_workspace(self) -> None:
        """A new file, then its first campaign."""
        path = self._ask_new_path()
        if path is not None:
            self.session.open(path).then(lambda nothing: self._ask_first_campaign())

    def open(self) -> None:
        """Another workspace."""
        chosen = messages.ask_open_files(self.desk.parent_widget, tr("Open a workspace"), workspaces())
        if chosen:
            self.open_path(chosen[0])

    def open_path(self, path: Path) -> None:
        """A workspace whose file is known."""
        if path != self.session.path:
            self.session.open(path)

    def recent(self) -> list[Path]:
        """The workspaces opened lately that are still there."""
        return [Path(path) for path in self.settings.get(RECENT) if Path(path).exists()]

    def sample(self) -> None:
        """The fictional campaign."""
        self._open_sample()

    def new_campaign(self) -> None:
        """A campaign in the workspace that is open; without one, a workspace first."""
        if self.session.path is None:
            self.new_workspace()
        else:
            self._ask_campaign(lambda nothing: None)

    def campaign_settings(self) -> None:
        """The choices of the campaign in view."""
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
            self._with_campaign(lambda nothing: self._show_wizard(paths, kind))

    def paste(self) -> None:
        """A table from the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._with_campaign(lambda nothing: self._show_wizard([text], "candidates"))
        else:
            title, remedy = tr("There is no table to paste."), tr("Copy some rows, headings included, and try again.")
            messages.inform(self.desk.parent_widget, title, remedy)

    def settings_form(self) -> None:
        """Language, appearance, name."""
        form = SettingsDialog(self.desk.parent_widget, self.settings)
        form.accepted.connect(form.keep)
        form.accepted.connect(lambda: self._change_look())
        form.open()

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
        """Runs something that needs a campaign; where there is none it is made first."""
        if self.session.board is not None:
            then(None)
        elif self.session.path is not None:
            self._ask_campaign(then)
        else:
            path = self._ask_new_path()
            if path is not None:
                self.session.open(path).then(lambda nothing: self._ask_campaign(then))

    def _ask_first_campaign(self) -> None:
        if self.session.board is None:
            self._ask_campaign(lambda nothing: None)

    def _ask_campaign(self, then: Callable[[None], object]) -> None:
        """Asks for a new campaign; once it is in view, ``then``."""
        form = CampaignDialog(self.desk.parent_widget)

        def start() -> None:
            made = self.session.act(campaigns.start_campaign, Campaign(0, **form.values()))
            made.then(lambda number: self.session.choose(number).then(then))

        form.accepted.connect(start)
        form.open()

    def _stored_campaign(self, shown: Campaign) -> Campaign:
        """The campaign as it is stored: the board fills in the date of the data."""
        return next((c for c in self.session.campaigns if c.id == shown.id), shown)


def workspaces() -> str:
    """The filter line for workspaces."""
    return f"{tr('Entregent workspaces')} (*{ENDING})"
