"""One worker thread that owns the workspace: long work shows progress, can be cancelled, and answers in order."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import cache, partial
from inspect import signature
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import Cancelled, Trouble
from core.model import Progress
from gui.parts.memory import give_back

Result = TypeVar("Result")
Work = Callable[[Progress], Result]
SHOWN_AFTER_MS = 500
SWITCH_S = 0.001
"""How soon the worker gives way to the window; by default Python waits for five times as long."""
LEAST_BETWEEN_S = 0.05
PATIENCE_MS = 10_000
"""How long a job that was cancelled may go on before it can be abandoned."""
MOST_LETTERS = 200
"""Letters of what is said of the work: it may name a column, whose heading may be of any length."""


class Answer(Generic[Result]):
    """What is to follow once the worker has answered; all of it in the window's thread.

    What follows is said right after the question, before any answer can come; an answer that came at once waits.
    """

    def __init__(self, failed: Callable[[Trouble], object] = lambda trouble: None) -> None:
        self._then: Callable[[Result], object] = lambda result: None
        self._failed = failed
        self._stopped: Callable[[], object] = lambda: None

    def then(self, follow: Callable[[Result], object]) -> Answer[Result]:
        """What to do with the answer."""
        self._then = follow
        return self

    def failed(self, follow: Callable[[Trouble], object]) -> Answer[Result]:
        """What to do with trouble, instead of showing it."""
        self._failed = follow
        return self

    def stopped(self, follow: Callable[[], object]) -> Answer[Result]:
        """What to do when the work was cancelled."""
        self._stopped = follow
        return self

    def give(self, result: Result) -> None:
        """Hands the answer over."""
        self._then(result)

    def fail(self, trouble: Trouble) -> None:
        """Hands trouble over."""
        self._failed(trouble)

    def stop(self) -> None:
        """Says that there will be no answer."""
        self._stopped()


class Job:
    """One piece of work and its answer. ``kind``: a newer job of the same kind makes this one's answer void. An
    ``edit`` that waits is not cancelled with the work before it: it was asked for, and stops only by itself. A job in
    the ``background`` lets those that wait go first whenever it tells of its progress."""

    def __init__(self, work: Work[Any], kind: str, quiet: bool, edit: bool, background: bool) -> None:
        self.work, self.kind, self.quiet, self.edit, self.background = work, kind, quiet, edit, background
        self.answer: Answer[Any] = Answer()
        self.cancelled = threading.Event()


class Worker:
    """One thread that does what is put in its queue, in order, until ``end`` or ``leave``."""

    def __init__(self) -> None:
        self._queue: deque[Callable[[], None] | None] = deque()
        self._filled = threading.Condition()
        self._left = False
        # A daemon: a job that hangs must not hold up the end of the program.
        self._thread = threading.Thread(target=self._work_through, name="workspace", daemon=True)
        self._thread.start()

    def put(self, task: Callable[[], None]) -> None:
        """Adds a task to the end of the queue."""
        with self._filled:
            self._queue.append(task)
            self._filled.notify()

    def do_next(self, unless: threading.Event) -> bool:
        """Does what waits at the head of the queue, in the worker's own thread, from within a task. False where
        nothing waits, or ``unless`` is set: whoever puts a task in the queue after setting it finds it set here."""
        if not self._queue or unless.is_set() or self._queue[0] is None:
            return False
        task = self._queue.popleft()
        if task is not None:
            task()
        return True

    def end(self) -> None:
        """Does what is in the queue, and then waits for the thread's end."""
        with self._filled:
            self._queue.append(None)
            self._filled.notify()
        self._thread.join()

    def leave(self) -> list[Callable[[], None]]:
        """Gives up on the task under way: the thread ends if that ever does. Returns the tasks that wait."""
        with self._filled:
            self._left = True
            waiting = [task for task in self._queue if task is not None]
            self._queue.clear()
        return waiting

    def _work_through(self) -> None:
        while not self._left:
            with self._filled:
                self._filled.wait_for(lambda: self._queue)
                task = self._queue.popleft()
            if task is None:
                return
            task()


class Jobs(QObject):
    """Runs jobs one after another in one thread of their own.

    ``progressed`` (done, total, words) comes while a job runs that is not quiet; ``long`` turns True half a second
    after the first such job began and False when the last one has ended. ``stuck`` (Job) when a job has not answered to
    ``cancel`` for ten seconds: it may be abandoned. What is raised that is neither ``Trouble``
    nor ``Cancelled`` is a bug: it is passed to ``crashed`` and nothing hides it.
    """

    progressed = Signal(int, int, str)
    long = Signal(bool)
    stuck = Signal(object)
    idle = Signal()
    crashed = Signal(object)
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_S)
        self._worker = Worker()
        self._waiting: list[Job] = []
        self._running: Job | None = None
        self._closed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_AFTER_MS)
        self._timer.timeout.connect(lambda: self.long.emit(True))
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._say_stuck)
        self._awaited: Job | None = None
        self._ended.connect(self._finish_job)

    @property
    def busy(self) -> bool:
        """True while a job runs or waits."""
        return bool(self._waiting)

    @property
    def editing(self) -> bool:
        """True while an edit that a user is waiting for runs or waits."""
        return any(job.edit and not job.quiet for job in self._waiting)

    def run(
        self,
        work: Work[Result],
        *,
        kind: str = "",
        quiet: bool = False,
        edit: bool = False,
        background: bool = False,
    ) -> Answer[Result]:
        """Puts a job in the queue; its answer comes in the window's thread. After ``close`` nothing is taken."""
        job = Job(work, kind, quiet, edit, background)
        if self._closed:
            return job.answer
        if kind:
            self.drop(kind)
        self._waiting.append(job)
        if not quiet and not self._timer.isActive():
            self._timer.start()
        self._worker.put(lambda: self._do_job(job))
        return job.answer

    def drop(self, kind: str) -> None:
        """Cancels the jobs of a kind: their answers would be late."""
        for job in self._waiting:
            if job.kind == kind:
                job.cancelled.set()

    def drop_behind(self) -> None:
        """Cancels the jobs in the background: what they look at goes away."""
        for job in self._waiting:
            if job.background:
                job.cancelled.set()

    def cancel(self) -> None:
        """Cancels every job a user is waiting for."""
        for job in self._waiting:
            if not job.quiet:
                job.cancelled.set()
        self._awaited = self._running
        self._patience.start()

    def abandon(self, first: Callable[[], None]) -> None:
        """Gives up on the job under way; what waits is done by another thread, after ``first``."""
        job, self._running = self._running, None
        waiting = self._worker.leave()
        self._worker = Worker()
        for task in (first, *waiting):
            self._worker.put(task)
        if job is not None:
            self._finish_job(job, None, Cancelled())

    def close(self, last: Callable[[], None]) -> None:
        """Drops questions, lets edits come to their end, does one last thing in the thread, and waits for it."""
        self._closed = True
        for job in self._waiting:
            if job.kind:
                job.cancelled.set()
        self._worker.put(last)
        self._worker.end()

    def _say_stuck(self) -> None:
        job = self._awaited
        if job is not None and job is self._running and job.cancelled.is_set():
            self.stuck.emit(job)

    def _do_job(self, job: Job) -> None:
        outer, self._running = self._running, job
        result: object = None
        error: BaseException | None = None
        try:
            if job.cancelled.is_set() and not job.edit:
                raise Cancelled
            result = job.work(self._make_progress(job))
        except BaseException as raised:  # noqa: BLE001 - it is handed to the window's thread whole
            error = find_trouble(raised)
        if self._running is job:
            self._running = outer
        self._ended.emit(job, result, error)
        give_back()

    def _make_progress(self, job: Job) -> Progress:
        last, worker = 0.0, self._worker

        def tell(done: int, total: int, words: str) -> None:
            nonlocal last
            while job.background and worker.do_next(unless=job.cancelled):
                pass
            if job.cancelled.is_set():
                raise Cancelled
            now = time.monotonic()
            if not job.quiet and now - last >= LEAST_BETWEEN_S:
                last = now
                self.progressed.emit(done, total, words[:MOST_LETTERS])

        return tell

    @Slot(object, object, object)
    def _finish_job(self, job: Job, result: object, error: BaseException | None) -> None:
        if job not in self._waiting:  # it was abandoned, and has ended after all
            return
        self._waiting.remove(job)
        if all(other.quiet for other in self._waiting):
            self._timer.stop()
            self._patience.stop()
            self.long.emit(False)
        try:
            self._deliver_answer(job, result, error)
        finally:
            if not self._waiting:
                self.idle.emit()

    def _deliver_answer(self, job: Job, result: object, error: BaseException | None) -> None:
        if isinstance(error, Trouble):
            job.answer.fail(error)
        elif isinstance(error, Cancelled):
            job.answer.stop()
        elif error is not None:
            self.crashed.emit(error)
            job.answer.stop()  # or a page would wait for it for ever
        elif job.kind and job.cancelled.is_set():
            # A newer job of the kind has taken its place: the answer would be late.
            job.answer.stop()
        else:
            job.answer.give(result)


def find_trouble(error: BaseException) -> BaseException:
    """The trouble where a disk or the file is at fault, which is no bug; else the error itself."""
    from core.workspace.troubles import trouble_of

    return trouble_of(error, "") or error


def with_progress(action: Callable[..., Result], progress: Progress) -> Callable[..., Result]:
    """The action with this progress, where it takes any."""
    return partial(action, progress=progress) if _takes_progress(action) else action


@cache
def _takes_progress(action: Callable[..., object]) -> bool:
    return "progress" in signature(action).parameters
