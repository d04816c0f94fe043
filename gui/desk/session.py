"""The open workspace and campaign as the window holds them: actions run in the worker, views hear what changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, overload

from PySide6.QtCore import QObject, Signal

from core.errors import Trouble
from core.model import Progress
from core.workspace.changed import Changed, Steps
from core.workspace.refused import ChangedOutside, Gone
from gui.desk.actions import campaign_tables, campaigns, online, steps, store
from gui.desk.edit import Done, Edit
from gui.desk.jobs import Answer, Jobs, Work, with_progress
from gui.desk.refusals import Refusals
from gui.desk.seen import Held, InView, Seen, look_at, nothing_open

if TYPE_CHECKING:
    from core.campaign.board import Board
    from core.model import Campaign
    from core.workspace.store import Workspace

P = ParamSpec("P")
Result = TypeVar("Result")
Fill = Callable[["Workspace", Progress], object]
Opener = Callable[[Progress], "Workspace"]
IN_A_ROW_S = 2.0
"""Moves of the weight that follow each other within so many seconds are one step."""


class Session(QObject):
    """One workspace, one campaign in view.

    ``leaving`` while another one is about to come into view: what is still under the user's hand belongs to the old
    one. ``opened`` (path) once a workspace is there; ``board_changed`` (Board, or None while there is no campaign)
    after every change that can move the ranking; ``changed`` (Changed, Steps) after every edit, for panels and the
    Edit menu; ``weight_saved`` (thousandths); ``troubled`` (Trouble); ``warned`` (text) when there
    is something else than before that whoever has the file open should know. ``refusals`` takes what is refused since
    another program changed the file. The workspace itself is touched in the
    worker's thread only.

    What is asked or edited belongs to what was in view at that moment. Whatever has come into view meanwhile, an edit
    is made where it was asked for or not at all, and its answer is given only while that is still in view.
    """

    leaving = Signal()
    opened = Signal(object)
    board_changed = Signal(object)
    changed = Signal(object, object)
    weight_saved = Signal(int)
    troubled = Signal(object)
    warned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = Jobs(self)
        self.campaign = 0
        self.campaigns: list[Campaign] = []
        self.path: Path | None = None
        self.board: Board | None = None
        self.view_state = ""
        self.steps = Steps("", "")
        self.when_free: Callable[[Callable[[], None]], None] = lambda switch: switch()
        """Runs a switch as soon as nothing is open that belongs to what is in view now: the window knows."""
        self.backup_folder: Callable[[Path], Path | None] = lambda path: None
        """Where backups by themselves of a workspace go; None where none are made."""
        self._held: Held | None = None
        self._warnings: tuple[str, ...] = ()
        self.refusals = Refusals(self)
        self._opening = 0
        self._coming: Seen | None = None
        self._chosen: int | None = None
        self._weight_step: str | None = None
        self._weight_saved = 0.0

    def open(self, path: Path, fill: Fill | None = None, opener: Opener | None = None) -> Answer[None]:
        """Opens a workspace (made if it is not there) and shows its newest campaign; answers once that is in view.

        ``fill`` is for a workspace that has no campaign yet. Trouble, also with the board, leaves the one that was
        open in view and in use. ``opener`` opens it otherwise, as what was in view: the campaign stays.
        """
        campaign = 0 if opener is None else self.campaign

        def open_and_look(progress: Progress) -> Seen:
            workspace = store.open_workspace(path) if opener is None else opener(progress)
            workspace.backup_folder = self.backup_folder(path)
            try:
                if fill is not None and not campaign_tables.campaigns(workspace):
                    fill(workspace, progress)
                return look_at(workspace, campaign, progress)
            except BaseException:
                workspace.close()
                raise

        answer: Answer[None] = Answer(self.troubled.emit)

        def switch(seen: Seen) -> None:
            if seen is self._coming:  # nothing else was opened while it waited
                self._coming = None
                self._come_into_view(path, seen)
                answer.give(None)

        def wait(seen: Seen) -> None:
            self._drop_coming()
            self._coming = seen
            self.when_free(lambda: switch(seen))

        self.jobs.run(open_and_look).then(wait).failed(answer.fail).stopped(answer.stop)
        return answer

    @property
    def held(self) -> Held | None:
        """The workspace in view, for the worker's thread only."""
        return self._held

    @property
    def in_view(self) -> InView:
        """What is in view now."""
        return InView(self._opening, self.campaign)

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

        ``act(campaigns.exclude, campaign, person, reason)``; an action that takes ``progress`` is given it.
        """
        held, asked_in = self._held, self.in_view
        answer: Answer[Any] = Answer(self.troubled.emit)
        if held is None:
            answer.fail(nothing_open())
            return answer

        edit: Edit[Any] = Edit(
            held,
            asked_in.campaign,
            lambda workspace, progress: with_progress(action, progress)(workspace, *values, **named),
        )

        def show(done: Done[Any]) -> None:
            if asked_in != self.in_view:
                self._look_again(asked_in)
                answer.stop()
            elif done.seen is not None:
                self._show_seen(done.what, done.seen)
                answer.give(done.result)
            else:
                self._tell_unseen(done)
                answer.give(done.result)

        def end() -> None:
            if edit.stored:
                self._look_again(asked_in)

        def fail(trouble: Trouble) -> None:
            end()
            if isinstance(trouble, ChangedOutside):
                self.refusals.take(asked_in.opening, trouble, lambda: self.act(action, *values, **named))
                answer.stop()
            else:
                answer.fail(trouble)

        def stop() -> None:
            end()
            answer.stop()

        self.jobs.run(edit.run, edit=True).then(show).failed(fail).stopped(stop)
        return answer

    def ask(
        self, question: Callable[Concatenate[Workspace, P], Result], *values: P.args, **named: P.kwargs
    ) -> Answer[Result]:
        """Runs something that changes nothing the views show, and answers with what it returns."""
        return self._ask_worker("", question, *values, **named)

    def ask_latest(
        self, kind: str, question: Callable[Concatenate[Workspace, P], Result], *values: P.args, **named: P.kwargs
    ) -> Answer[Result]:
        """``ask`` without a word of progress; a newer question of a kind makes an older one's answer void."""
        return self._ask_worker(kind, question, *values, **named)

    def _ask_worker(
        self, kind: str, question: Callable[Concatenate[Workspace, P], Result], *values: P.args, **named: P.kwargs
    ) -> Answer[Result]:
        held, asked_in = self._held, self.in_view
        answer: Answer[Result] = Answer(self.troubled.emit)
        if held is None:
            answer.fail(nothing_open())
            return answer

        def look(progress: Progress) -> Result:
            return with_progress(question, progress)(held.workspace, *values, **named)

        def give(result: Result) -> None:
            if asked_in == self.in_view:
                answer.give(result)
            else:
                answer.stop()

        def fail(trouble: Trouble) -> None:
            # What was asked about went with an edit that was still to be shown: the views look again by themselves.
            answer.stop() if isinstance(trouble, Gone) else answer.fail(trouble)

        self.jobs.run(look, kind=kind, quiet=bool(kind)).then(give).failed(fail).stopped(answer.stop)
        return answer

    def compute(self, kind: str, work: Work[Result], then: Callable[[Result], object]) -> None:
        """Runs something that needs no workspace, quietly; a newer work of a kind wins."""
        self.jobs.run(work, kind=kind, quiet=True).then(then).failed(self.troubled.emit)

    def save_weight(self, weight: int) -> None:
        """Keeps the weight the slider came to rest at. Moves in a row are one step: undo goes back to before them.

        The board stays as it is, since nothing on it depends on the weight.
        """
        held, asked_in = self._held, self.in_view
        if held is None or self.board is None or self.board.campaign.weight == weight:
            return
        in_a_row = time.monotonic() - self._weight_saved < IN_A_ROW_S
        self._weight_saved = time.monotonic()

        def save(progress: Progress) -> tuple[Changed, Steps]:
            workspace = held.workspace
            if in_a_row and steps.steps(workspace).undo == self._weight_step:
                steps.undo(workspace)
            what = campaigns.change_campaign(workspace, asked_in.campaign, weight=weight)
            self._weight_step = what.step
            return what, steps.steps(workspace)

        def show(done: tuple[Changed, Steps]) -> None:
            if asked_in != self.in_view:
                return
            if self.board is not None:
                self.board = replace(self.board, campaign=replace(self.board.campaign, weight=weight))
            self.steps = done[1]
            self.weight_saved.emit(weight)
            self.changed.emit(*done)

        self.jobs.run(save, quiet=True).then(show).failed(partial(self._tell_trouble, self._opening))

    def save_view_state(self, text: str) -> None:
        """Keeps how the table of this campaign was left, to be found in ``view_state`` when it is opened again."""
        held, campaign = self._held, self.campaign
        if held is None or self.board is None or text == self.view_state:
            return
        self.view_state = text

        def save(progress: Progress) -> None:
            campaigns.save_view_state(held.workspace, campaign, text)

        self.jobs.run(save, quiet=True).failed(partial(self._tell_trouble, self._opening))

    def choose(self, campaign: int) -> Answer[None]:
        """Shows another campaign of this workspace; the one in view stays until its board is there."""
        self._chosen = campaign
        return self.refresh()

    def refresh(self) -> Answer[None]:
        """Builds the board anew, or that of the campaign last chosen, and tells the views."""
        held, asked_in = self._held, self.in_view
        campaign = asked_in.campaign if self._chosen is None else self._chosen
        answer: Answer[None] = Answer(self.troubled.emit)
        if held is None:
            return answer

        def switch(seen: Seen) -> None:
            if asked_in != self.in_view:
                answer.stop()
                return
            if seen.campaign != asked_in.campaign:
                self.leaving.emit()
            self._chosen = None
            self._show_seen(Changed(frozenset()), seen)
            answer.give(None)

        def wait(seen: Seen) -> None:
            if seen.campaign == self.campaign:
                switch(seen)
            else:
                self.when_free(lambda: switch(seen))

        def give_up(trouble: Trouble) -> None:
            self._chosen = None
            answer.fail(trouble)

        look = self.jobs.run(lambda progress: look_at(held.workspace, campaign, progress), kind="refresh")
        look.then(wait).failed(give_up).stopped(answer.stop)
        return answer

    def abandon(self) -> None:
        """Gives up on a job that hangs: the workspace is opened anew beside it, and what that job had not finished is
        taken back. Edits that wait behind it are made."""
        held, asked_in = self._held, self.in_view

        def take_over() -> None:
            if held is not None:
                held.workspace = held.workspace.taken_over()

        self.jobs.abandon(take_over)
        self._look_again(asked_in)

    def heed_backup_settings(self) -> None:
        """Takes up what was chosen anew of where backups go."""
        if self._held is not None and self.path is not None:
            self._held.workspace.backup_folder = self.backup_folder(self.path)

    def run_behind(
        self, kind: str, question: Callable[Concatenate[Workspace, P], object], *values: P.args, **named: P.kwargs
    ) -> None:
        """Runs something that lets all else go first whenever it tells of its progress; trouble is told."""
        held = self._held
        if held is not None:
            self.jobs.run(
                lambda progress: with_progress(question, progress)(held.workspace, *values, **named),
                kind=kind,
                quiet=True,
                background=True,
            ).failed(self.troubled.emit)

    def close(self) -> None:
        """Closes the workspace in its thread and ends the thread."""
        # Edits still in the queue need the workspace; it goes when they are done.
        self.jobs.drop_behind()
        self._drop_coming()
        held, self._held = self._held, None
        self.jobs.close(held.workspace.close if held is not None else lambda: None)

    def _come_into_view(self, path: Path, seen: Seen) -> None:
        self.leaving.emit()
        self._release_workspace()
        self._held, self.path, self._weight_step, self._chosen = Held(seen.workspace), path, None, None
        self._opening += 1
        self.opened.emit(path)
        self._show_seen(Changed(frozenset()), seen)

    def _look_again(self, asked_in: InView) -> None:
        """After an edit of another campaign of this workspace: it may concern the one in view."""
        if asked_in.opening == self._opening:
            self.refresh()

    def _tell_trouble(self, opening: int, trouble: Trouble) -> None:
        """Trouble with what the window wrote by itself in an opening."""
        if not isinstance(trouble, ChangedOutside):
            self.troubled.emit(trouble)
        elif opening == self._opening:
            self.refusals.take(opening, trouble)

    def _tell_unseen(self, done: Done[Any]) -> None:
        """An edit is stored and could not be shown: says so, and what of it is known all the same."""
        if isinstance(done.unseen, Trouble):
            self.troubled.emit(done.unseen)
        else:
            self.jobs.crashed.emit(done.unseen)

        def tell(now: Steps) -> None:
            self.steps = now
            self.changed.emit(done.what, now)

        self.ask(steps.steps).then(tell)

    def _show_seen(self, what: Changed, seen: Seen) -> None:
        self.campaigns, self.campaign, self.board = seen.campaigns, seen.campaign, seen.board
        self.view_state, self.steps = seen.view_state, seen.steps
        self.board_changed.emit(self.board)
        self.changed.emit(what, seen.steps)
        if seen.warnings != self._warnings:
            self._warnings = seen.warnings
            self.warned.emit(" ".join(seen.warnings))
        if self.board is not None:
            workspace, campaign = seen.workspace, seen.campaign
            # Once the list is there: what would make opening it slow is stored in the workspace.
            self.jobs.run(
                lambda progress: online.store_prepared(workspace, campaign), kind="prepare", quiet=True
            ).failed(partial(self._tell_trouble, self._opening))

    def _drop_coming(self) -> None:
        """Closes a workspace that waited to come into view."""
        coming, self._coming = self._coming, None
        if coming is not None:
            self.jobs.run(lambda progress: coming.workspace.close(), quiet=True).failed(self.troubled.emit)

    def _release_workspace(self) -> None:
        """Closes the workspace in use, after the edits that still wait for it."""
        held, self._held = self._held, None
        if held is not None:
            self.jobs.drop("prepare")
            self.jobs.drop_behind()
            self.jobs.run(lambda progress: held.workspace.close(), quiet=True).failed(self.troubled.emit)
