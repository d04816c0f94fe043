"""The open workspace and campaign as the window holds them: actions run in the worker, views hear what changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, overload

from PySide6.QtCore import QObject, Signal

from core.errors import Trouble
from core.i18n import tr
from core.model import Progress, no_progress
from core.workspace.changed import Changed, Steps
from gui.desk.actions import build, campaigns, steps, store
from gui.desk.jobs import Answer, Jobs, Work, with_progress

if TYPE_CHECKING:
    from core.campaign.board import Board
    from core.model import Campaign
    from core.workspace.store import Workspace

P = ParamSpec("P")
Result = TypeVar("Result")
Fill = Callable[["Workspace", Progress], object]
IN_A_ROW_S = 2.0
"""Moves of the weight that follow each other within so many seconds are one step."""


@dataclass(frozen=True)
class Seen:
    """What the worker saw of a workspace: its campaigns, the one in view (0: none) with its board and how its table
    was left, and the names of the steps that undo and redo would act on."""

    workspace: Workspace
    campaigns: list[Campaign]
    campaign: int
    board: Board | None
    view_state: str
    steps: Steps


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
        self.view_state = ""
        self._workspace: Workspace | None = None
        self._weight_step: str | None = None
        self._weight_saved = 0.0

    def open(self, path: Path, fill: Fill | None = None) -> Answer[None]:
        """Opens a workspace (made if it is not there) and shows its newest campaign; answers once that is in view.

        ``fill`` is for a workspace that has no campaign yet. Trouble, also with the board, leaves the one that was
        open in view and in use.
        """

        def open_and_look(progress: Progress) -> Seen:
            workspace = store.open_workspace(path)
            try:
                if fill is not None and not campaigns.all_campaigns(workspace):
                    fill(workspace, progress)
                return _look(workspace, 0, progress)
            except BaseException:
                workspace.close()
                raise

        answer: Answer[None] = Answer(self.troubled.emit)

        def show(seen: Seen) -> None:
            self._release()
            self._workspace, self.path, self._weight_step = seen.workspace, path, None
            self.opened.emit(path)
            self._show(Changed(frozenset()), seen)
            answer.give(None)

        self.jobs.run(open_and_look).then(show).failed(answer.fail).stopped(answer.stop)
        return answer

    @overload
    def act(
        self, action: Callable[Concatenate[Workspace, P], Changed], *values: P.args, **named: P.kwargs
    ) -> Answer[None]: ...

    @overload
    def act(
        self, action: Callable[Concatenate[Workspace, P], tuple[Result, Changed]], *values: P.args, **named: P.kwargs
    ) -> Answer[Result]: ...

    def act(self, action, *values, **named):  # type: ignore[no-untyped-def]
        """Runs an action on the workspace in view now, shows what changed, and answers with the action's result.

        ``act(campaigns.exclude, campaign, person, reason)``; an action that takes ``progress`` is given it. Whatever
        is opened meanwhile, the edit is made in the workspace for which it was asked, or not at all.
        """
        workspace, campaign = self._workspace, self.campaign
        answer: Answer[Any] = Answer(self.troubled.emit)
        if workspace is None:
            answer.fail(_nothing_open())
            return answer

        def edit(progress: Progress) -> tuple[object, Changed, Seen]:
            found = with_progress(action, progress)(workspace, *values, **named)
            result, what = found if isinstance(found, tuple) else (None, found)
            return result, what, _look(workspace, campaign, no_progress)  # done is done: too late to cancel

        def show(done: tuple[object, Changed, Seen]) -> None:
            result, what, seen = done
            if workspace is self._workspace:
                self._show(what, seen)
            answer.give(result)

        self.jobs.run(edit).then(show).failed(answer.fail).stopped(answer.stop)
        return answer

    def ask(
        self, question: Callable[Concatenate[Workspace, P], Result], *values: P.args, **named: P.kwargs
    ) -> Answer[Result]:
        """Runs something that changes nothing the views show, and answers with what it returns."""
        return self._ask("", question, *values, **named)

    def ask_latest(
        self, kind: str, question: Callable[Concatenate[Workspace, P], Result], *values: P.args, **named: P.kwargs
    ) -> Answer[Result]:
        """``ask`` without a word of progress; a newer question of a kind makes an older one's answer void."""
        return self._ask(kind, question, *values, **named)

    def _ask(
        self, kind: str, question: Callable[Concatenate[Workspace, P], Result], *values: P.args, **named: P.kwargs
    ) -> Answer[Result]:
        workspace = self._workspace
        if workspace is None:
            answer: Answer[Result] = Answer(self.troubled.emit)
            answer.fail(_nothing_open())
            return answer

        def look(progress: Progress) -> Result:
            return with_progress(question, progress)(workspace, *values, **named)

        return self.jobs.run(look, kind=kind, quiet=bool(kind)).failed(self.troubled.emit)

    def compute(self, kind: str, work: Work[Result], then: Callable[[Result], object]) -> None:
        """Runs something that needs no workspace, quietly; a newer work of a kind wins."""
        self.jobs.run(work, kind=kind, quiet=True).then(then).failed(self.troubled.emit)

    def save_weight(self, weight: int) -> None:
        """Keeps the weight the slider came to rest at. Moves in a row are one step: undo goes back to before them.

        The board stays as it is, since nothing on it depends on the weight.
        """
        workspace, campaign = self._workspace, self.campaign
        if workspace is None or self.board is None or self.board.campaign.weight == weight:
            return
        in_a_row = time.monotonic() - self._weight_saved < IN_A_ROW_S
        self._weight_saved = time.monotonic()

        def save(progress: Progress) -> tuple[Changed, Steps]:
            if in_a_row and steps.steps(workspace).undo == self._weight_step:
                steps.undo(workspace)
            what = campaigns.change_campaign(workspace, campaign, weight=weight)
            self._weight_step = what.step
            return what, steps.steps(workspace)

        def show(done: tuple[Changed, Steps]) -> None:
            if workspace is not self._workspace:
                return
            if self.board is not None and self.campaign == campaign:
                self.board = replace(self.board, campaign=replace(self.board.campaign, weight=weight))
            self.changed.emit(*done)

        self.jobs.run(save, quiet=True).then(show).failed(self.troubled.emit)

    def save_view_state(self, text: str) -> None:
        """Keeps how the table of this campaign was left, to be found in ``view_state`` when it is opened again."""
        workspace, campaign = self._workspace, self.campaign
        if workspace is None or self.board is None or text == self.view_state:
            return
        self.view_state = text

        def save(progress: Progress) -> None:
            campaigns.save_view_state(workspace, campaign, text)

        self.jobs.run(save, quiet=True).failed(self.troubled.emit)

    def choose(self, campaign: int) -> Answer[None]:
        """Shows another campaign of this workspace."""
        self.campaign = campaign
        return self.refresh()

    def refresh(self) -> Answer[None]:
        """Builds the board anew and tells the views."""
        workspace, campaign = self._workspace, self.campaign
        answer: Answer[None] = Answer(self.troubled.emit)
        if workspace is None:
            return answer

        def show(seen: Seen) -> None:
            if workspace is self._workspace:
                self._show(Changed(frozenset()), seen)
                answer.give(None)

        look = self.jobs.run(lambda progress: _look(workspace, campaign, progress), kind="refresh")
        look.then(show).failed(answer.fail).stopped(answer.stop)
        return answer

    def close(self) -> None:
        """Closes the workspace in its thread and ends the thread."""
        # Edits still in the queue need the workspace; it goes when they are done.
        workspace = self._workspace
        self.jobs.close(workspace.close if workspace is not None else lambda: None)
        self._workspace = None

    def _show(self, what: Changed, seen: Seen) -> None:
        self.campaigns, self.campaign, self.board = seen.campaigns, seen.campaign, seen.board
        self.view_state = seen.view_state
        self.board_changed.emit(self.board)
        self.changed.emit(what, seen.steps)
        if self.board is not None:
            workspace, campaign = seen.workspace, seen.campaign
            # Once the list is there: what would make opening it slow is stored in the workspace.
            self.jobs.run(
                lambda progress: build.store_prepared(workspace, campaign), kind="prepare", quiet=True
            ).failed(self.troubled.emit)

    def _release(self) -> None:
        """Closes the workspace in use, after the edits that still wait for it."""
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            self.jobs.drop("prepare")
            self.jobs.run(lambda progress: workspace.close(), quiet=True).failed(self.troubled.emit)


def _look(workspace: Workspace, campaign: int, progress: Progress) -> Seen:
    """What is to be shown of a workspace: this campaign, or the newest where there is none of this number."""
    known = campaigns.all_campaigns(workspace)
    shown = campaign if any(one.id == campaign for one in known) else (known[0].id if known else 0)
    board = build.build_board(workspace, shown, progress) if shown else None
    return Seen(workspace, known, shown, board, campaigns.view_state(workspace, shown), steps.steps(workspace))


def _nothing_open() -> Trouble:
    return Trouble(tr("No workspace is open."), "", tr("Open one, or make a campaign."))
