"""The open workspace and campaign as the window holds them: actions run in the worker, views hear what changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import Trouble
from core.model import Progress, no_progress
from core.workspace.changed import Changed
from gui.desk.jobs import Jobs, Work

if TYPE_CHECKING:
    from core.campaign.board import Board
    from core.model import Campaign

Action = Callable[[Any, Progress], Any]
IN_A_ROW_S = 2.0
"""Moves of the weight that follow each other within so many seconds are one step."""


class Session(QObject):
    """One workspace, one campaign in view.

    ``opened`` (path) once a workspace is there; ``board_changed`` (Board, or None while there is no campaign) after
    every change that can move the ranking; ``changed`` (Changed, Steps) after every edit, for panels and the Edit
    menu; ``troubled`` (Trouble). The workspace itself is touched in the worker's thread only.
    """

    opened = Signal(object)
    board_changed = Signal(object)
    changed = Signal(object, object)
    troubled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = Jobs(self)
        self.campaign = 0
        self.campaigns: list[Campaign] = []
        self.path: Path | None = None
        self.board: Board | None = None
        self.reading = ""
        self._workspace: Any = None
        self._weight_step: str | None = None
        self._weight_saved = 0.0

    def open(self, path: Path, then: Callable[[], None] = lambda: None, prepare: Action | None = None) -> None:
        """Opens a workspace (made if it is not there) and shows its newest campaign.

        ``prepare`` fills one that has no campaign yet. Trouble leaves the one that was open as it is.
        """

        def work(progress: Progress) -> tuple[Any, int]:
            from core.campaign import actions as campaign_actions
            from core.workspace.store import open_workspace

            workspace = open_workspace(path)
            try:
                if prepare is not None and not campaign_actions.all_campaigns(workspace):
                    prepare(workspace, progress)
                known = campaign_actions.all_campaigns(workspace)
            except BaseException:
                workspace.close()
                raise
            return workspace, known[0].id if known else 0

        def done(answer: tuple[Any, int]) -> None:
            self._release()
            self._workspace, self.campaign = answer
            self.path, self._weight_step = path, None
            self.opened.emit(path)
            self.refresh(then)

        self.jobs.run(work, done, self.troubled.emit)

    def act(
        self,
        action: Action,
        then: Callable[[Any], None] = lambda result: None,
        *,
        failed: Callable[[Trouble], None] | None = None,
        cancelled: Callable[[], None] = lambda: None,
    ) -> None:
        """Runs an action, then shows what changed. The action gives a Changed, or a pair (result, Changed)."""

        def work(progress: Progress) -> tuple[Any, Changed, Any]:
            answer = action(self._workspace, progress)
            result, what = answer if isinstance(answer, tuple) else (None, answer)
            return result, what, self._look(no_progress)  # done is done: too late to cancel

        def done(answer: tuple[Any, Changed, Any]) -> None:
            result, what, seen = answer
            self._show(what, seen)
            then(result)

        self.jobs.run(work, done, failed or self.troubled.emit, cancelled=cancelled)

    def save_weight(self, weight: int) -> None:
        """Keeps the weight the slider came to rest at. Moves in a row are one step: undo goes back to before them.

        The board stays as it is, since nothing on it depends on the weight.
        """
        if self.board is None or self.board.campaign.weight == weight:
            return
        campaign = self.campaign
        in_a_row = time.monotonic() - self._weight_saved < IN_A_ROW_S
        self._weight_saved = time.monotonic()

        def work(progress: Progress) -> Any:
            from core.campaign import actions as campaign_actions
            from core.workspace import actions as workspace_actions

            if in_a_row and workspace_actions.steps(self._workspace).undo == self._weight_step:
                workspace_actions.undo(self._workspace)
            what = campaign_actions.change_campaign(self._workspace, campaign, weight=weight)
            self._weight_step = what.step
            return what, workspace_actions.steps(self._workspace)

        def done(answer: Any) -> None:
            if self.board is not None and self.campaign == campaign:
                self.board = replace(self.board, campaign=replace(self.board.campaign, weight=weight))
            self.changed.emit(*answer)

        self.jobs.run(work, done, self.troubled.emit, quiet=True)

    def keep_reading(self, text: str) -> None:
        """Keeps how the table of this campaign is read, to be found in ``reading`` when it is opened again."""
        if self.board is None or text == self.reading:
            return
        campaign, self.reading = self.campaign, text

        def work(progress: Progress) -> None:
            from core.campaign import actions as campaign_actions

            campaign_actions.save_view_state(self._workspace, campaign, text)

        self.jobs.run(work, lambda nothing: None, self.troubled.emit, quiet=True)

    def ask(
        self,
        question: Action,
        then: Callable[[Any], None],
        *,
        kind: str = "",
        failed: Callable[[Trouble], None] | None = None,
        cancelled: Callable[[], None] = lambda: None,
    ) -> None:
        """Runs something that changes nothing and hands over its answer; a newer question of a kind wins."""
        self.jobs.run(
            lambda progress: question(self._workspace, progress),
            then,
            failed or self.troubled.emit,
            cancelled=cancelled,
            kind=kind,
            quiet=bool(kind),
        )

    def compute(self, kind: str, work: Work, then: Callable[[Any], None]) -> None:
        """Runs something that needs no workspace, quietly; a newer work of a kind wins."""
        self.jobs.run(work, then, self.troubled.emit, kind=kind, quiet=True)

    def choose(self, campaign: int, then: Callable[[], None] = lambda: None) -> None:
        """Shows another campaign of this workspace."""
        self.campaign = campaign
        self.refresh(then)

    def refresh(self, then: Callable[[], None] = lambda: None) -> None:
        """Builds the board anew and tells the views."""

        def done(seen: Any) -> None:
            self._show(Changed(frozenset()), seen)
            then()

        self.jobs.run(self._look, done, self.troubled.emit, kind="refresh")

    def close(self) -> None:
        """Closes the workspace in its thread and ends the thread."""
        # Edits still in the queue need the workspace; it goes when they are done.
        workspace = self._workspace
        self.jobs.close(workspace.close if workspace is not None else lambda: None)
        self._workspace = None

    def _look(self, progress: Progress) -> Any:
        """The campaigns, the board of the one in view (the newest when it is gone), how it is read, and the steps."""
        from core.campaign import actions as campaign_actions
        from core.campaign import build
        from core.workspace import actions as workspace_actions

        known = campaign_actions.all_campaigns(self._workspace)
        shown = self.campaign if any(c.id == self.campaign for c in known) else (known[0].id if known else 0)
        board = build.build_board(self._workspace, shown, progress) if shown else None
        reading = campaign_actions.view_state(self._workspace, shown)
        return known, shown, board, reading, workspace_actions.steps(self._workspace)

    def _show(self, what: Changed, seen: Any) -> None:
        self.campaigns, self.campaign, self.board, self.reading, steps = seen
        self.board_changed.emit(self.board)
        self.changed.emit(what, steps)
        if self.board is not None:
            self.jobs.run(self._prepare, lambda nothing: None, self.troubled.emit, kind="prepare", quiet=True)

    def _prepare(self, progress: Progress) -> None:
        """Once the list is there: what would make opening it slow is kept in the workspace."""
        from core.campaign import build

        if self._workspace is not None and self.campaign:
            build.store_prepared(self._workspace, self.campaign)

    def _release(self) -> None:
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            self.jobs.run(lambda progress: workspace.close(), lambda nothing: None, self.troubled.emit, quiet=True)
