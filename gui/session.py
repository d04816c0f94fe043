"""The open workspace and campaign as the window holds them: actions run in the worker, views hear what changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.actions import building
from core.actions import campaigns, files
from core.actions.board import Board
from core.actions.changed import Changed
from core.errors import Trouble
from core.model import Progress
from gui.jobs import Jobs

Action = Callable[[Any, Progress], Any]


class Session(QObject):
    """One workspace, one campaign in view.

    ``opened`` (path) once a workspace is there; ``board_changed`` (Board) after every change that can move the
    ranking; ``changed`` (Changed, Steps) after every edit, for panels and the Edit menu; ``troubled`` (Trouble).
    The workspace itself is touched in the worker's thread only.
    """

    opened = Signal(object)
    board_changed = Signal(object)
    changed = Signal(object, object)
    troubled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = Jobs(self)
        self.campaign = 0
        self.path: Path | None = None
        self.board: Board | None = None
        self._workspace: Any = None

    def open(self, path: Path, then: Callable[[], None] = lambda: None) -> None:
        """Opens a workspace (made if it is not there) and shows its newest campaign."""

        def work(progress: Progress) -> tuple[Any, int]:
            workspace = files.open_workspace(path)
            known = campaigns.all_campaigns(workspace)
            return workspace, known[0].id if known else 0

        def done(answer: tuple[Any, int]) -> None:
            self._release()
            self._workspace, self.campaign = answer
            self.path = path
            self.opened.emit(path)
            self.refresh(then)

        self.jobs.run(work, done, self.troubled.emit)

    def act(self, action: Action, then: Callable[[Any], None] = lambda result: None) -> None:
        """Runs an action, then shows what changed. The action gives a Changed, or a pair (result, Changed)."""
        campaign = self.campaign

        def work(progress: Progress) -> tuple[Any, Changed, Any, Board | None]:
            answer = action(self._workspace, progress)
            result, what = answer if isinstance(answer, tuple) else (None, answer)
            board = building.build(self._workspace, campaign, progress) if campaign else None
            return result, what, campaigns.steps(self._workspace), board

        def done(answer: tuple[Any, Changed, Any, Board | None]) -> None:
            result, what, steps, board = answer
            self._show(board)
            self.changed.emit(what, steps)
            then(result)

        self.jobs.run(work, done, self.troubled.emit)

    def ask(
        self,
        question: Action,
        then: Callable[[Any], None],
        *,
        kind: str = "",
        failed: Callable[[Trouble], None] | None = None,
    ) -> None:
        """Runs something that changes nothing and hands over its answer; a newer question of a kind wins."""
        self.jobs.run(
            lambda progress: question(self._workspace, progress),
            then,
            failed or self.troubled.emit,
            kind=kind,
            quiet=bool(kind),
        )

    def choose(self, campaign: int) -> None:
        """Shows another campaign of this workspace."""
        self.campaign = campaign
        self.refresh()

    def refresh(self, then: Callable[[], None] = lambda: None) -> None:
        """Builds the board anew and tells the views."""
        campaign = self.campaign

        def work(progress: Progress) -> tuple[Board | None, Any]:
            board = building.build(self._workspace, campaign, progress) if campaign else None
            return board, campaigns.steps(self._workspace)

        def done(answer: tuple[Board | None, Any]) -> None:
            board, steps = answer
            self._show(board)
            self.changed.emit(Changed(frozenset()), steps)
            then()

        self.jobs.run(work, done, self.troubled.emit, kind="refresh")

    def close(self) -> None:
        """Closes the workspace in its thread and ends the thread."""
        workspace, self._workspace = self._workspace, None
        self.jobs.close(workspace.close if workspace is not None else lambda: None)

    def _release(self) -> None:
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            self.jobs.run(lambda progress: workspace.close(), lambda nothing: None, self.troubled.emit, quiet=True)

    def _show(self, board: Board | None) -> None:
        if board is not None:
            self.board = board
            self.board_changed.emit(board)
