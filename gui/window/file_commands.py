"""File: workspaces, campaigns, imports, settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.i18n import tr
from core.model import Campaign
from gui.desk import messages
from gui.desk.commands import Commands
from gui.window.campaign_dialog import CampaignDialog
from gui.window.settings_dialog import SettingsDialog

ENDING = ".entregent"


class Files(Commands):
    """The File menu."""

    def new_workspace(self) -> None:
        """A new file, then its first campaign."""
        path = messages.ask_save_file(self.window, tr("New workspace"), tr("Invitations") + ENDING, workspaces())
        if path is not None:
            self.session.open(path, self._first_campaign)

    def open(self) -> None:
        """Another workspace."""
        chosen = messages.ask_open_files(self.window, tr("Open a workspace"), workspaces())
        if chosen:
            self.open_path(chosen[0])

    def open_path(self, path: Path) -> None:
        """A workspace whose file is known."""
        if path != self.session.path:
            self.session.open(path)

    def sample(self) -> None:
        """The fictional campaign."""
        self.window.sample_wanted.emit()

    def new_campaign(self) -> None:
        """A campaign in the workspace that is open; without one, a workspace first."""
        if self.session.path is None:
            self.new_workspace()
            return
        form = CampaignDialog(self.window)
        form.accepted.connect(lambda: self._start(form))
        form.open()

    def campaign_settings(self) -> None:
        """The choices of the campaign in view."""
        board = self.session.board
        if board is not None:
            form = CampaignDialog(self.window, self._as_kept(board.campaign))
            form.accepted.connect(lambda: self._change(form))
            form.open()

    def import_files(self, kind: str = "candidates") -> None:
        """Files of candidates, histories or levels."""
        self.import_paths(messages.ask_open_files(self.window, tr("Import files"), messages.candidate_files()), kind)

    def import_paths(self, paths: Sequence[Path], kind: str = "candidates") -> None:
        """Files that were chosen or dropped. A dropped workspace is opened."""
        if len(paths) == 1 and paths[0].suffix == ENDING:
            self.open_path(paths[0])
        elif paths:
            self._with_campaign(lambda: self._wizard(paths, kind))

    def paste(self) -> None:
        """A table from the clipboard."""
        from PySide6.QtGui import QGuiApplication

        text = QGuiApplication.clipboard().text()
        if not text.strip():
            messages.inform(
                self.window, tr("There is no table to paste."), tr("Copy some rows, headings included, and try again.")
            )
            return
        self._with_campaign(lambda: self._wizard([text], "candidates"))

    def settings(self) -> None:
        """Language, appearance, name."""
        form = SettingsDialog(self.window, self.kept)
        form.accepted.connect(form.keep)
        form.accepted.connect(self.window.look_changed)
        form.open()

    def quit(self) -> None:
        """Closes the window; everything is kept already."""
        self.window.close()

    def _wizard(self, sources: Sequence[Path | str], kind: str) -> None:
        self.window.run("imports.wizard", sources, kind)

    def _with_campaign(self, then: Any) -> None:
        """Runs something that needs a campaign; where there is none it is made first."""
        if self.session.board is not None:
            then()
            return
        form = CampaignDialog(self.window)
        form.accepted.connect(lambda: self._start(form, then))
        if self.session.path is not None:
            form.open()
            return
        path = messages.ask_save_file(self.window, tr("New workspace"), tr("Invitations") + ENDING, workspaces())
        if path is not None:
            self.session.open(path, form.open)

    def _first_campaign(self) -> None:
        if self.session.board is None:
            self.new_campaign()

    def _start(self, form: CampaignDialog, then: Any = None) -> None:
        values = form.values()

        def work(workspace: Any, progress: Any) -> Any:
            from core.campaign import actions as campaigns
            from core.workspace.changed import changed

            made = campaigns.start_campaign(workspace, Campaign(0, **values))
            return made.id, changed(tr("New campaign"), "campaign")

        def shown(number: int) -> None:
            self.session.choose(number, then or (lambda: None))

        self.session.act(work, shown)

    def _change(self, form: CampaignDialog) -> None:
        values, campaign = form.values(), self.campaign

        def work(workspace: Any, progress: Any) -> Any:
            from core.campaign import actions as campaigns

            return campaigns.change_campaign(workspace, campaign, **values)

        self.session.act(work)

    def _as_kept(self, shown: Campaign) -> Campaign:
        """The campaign as it is kept: the board fills in the date of the data."""
        return next((c for c in self.session.campaigns if c.id == shown.id), shown)


def workspaces() -> str:
    """The filter line for workspaces."""
    return f"{tr('Entregent workspaces')} (*{ENDING})"
