"""One worker thread that owns the workspace: long work shows progress, can be cancelled, and answers in order."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
    ``edit`` that waits is not cancelled with the work before it: it was asked for, and stops only by itself."""

    def __init__(self, work: Work[Any], kind: str, quiet: bool, edit: bool) -> None:
        self.work, self.kind, self.quiet, self.edit = work, kind, quiet, edit
        self.answer: Answer[Any] = Answer()
        self.cancelled = threading.Event()


class Jobs(QObject):
    """Runs jobs one after another in one thread of their own.

    ``progressed`` (done, total, words) comes while a job runs that is not quiet; ``long`` turns True half a second
    after the first such job began and False when the last one has ended. What is raised that is neither ``Trouble``
    nor ``Cancelled`` is a bug: it is passed to ``crashed`` and nothing hides it.
    """

    progressed = Signal(int, int, str)
    long = Signal(bool)
    idle = Signal()
    crashed = Signal(object)
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_S)
        self._pool = ThreadPoolExecutor(1, "workspace")
        self._waiting: list[Job] = []
        self._closed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_AFTER_MS)
        self._timer.timeout.connect(lambda: self.long.emit(True))
        self._ended.connect(self._finish)

    @property
    def busy(self) -> bool:
        """True while a job runs or waits."""
        return bool(self._waiting)

    def run(self, work: Work[Result], *, kind: str = "", quiet: bool = False, edit: bool = False) -> Answer[Result]:
        """Puts a job in the queue; its answer comes in the window's thread. After ``close`` nothing is taken."""
        job = Job(work, kind, quiet, edit)
        if self._closed:
            return job.answer
        if kind:
            self.drop(kind)
        self._waiting.append(job)
        if not quiet and not self._timer.isActive():
            self._timer.start()
        self._pool.submit(self._work, job)
        return job.answer

    def drop(self, kind: str) -> None:
        """Cancels the jobs of a kind: their answers would be late."""
        for job in self._waiting:
            if job.kind == kind:
                job.cancelled.set()

    def cancel(self) -> None:
        """Cancels every job a user is waiting for."""
        for job in self._waiting:
            if not job.quiet:
                job.cancelled.set()

    def close(self, last: Callable[[], None]) -> None:
        """Drops questions, lets edits come to their end, does one last thing in the thread, and waits for it."""
        self._closed = True
        for job in self._waiting:
            if job.kind:
                job.cancelled.set()
        self._pool.submit(last).result()
        self._pool.shutdown(wait=True)

    def _work(self, job: Job) -> None:
        result: object = None
        error: BaseException | None = None
        try:
            if job.cancelled.is_set() and not job.edit:
                raise Cancelled
            result = job.work(self._progress(job))
        except BaseException as raised:  # noqa: BLE001 - it is handed to the window's thread whole
            error = raised
        self._ended.emit(job, result, error)
        give_back()

    def _progress(self, job: Job) -> Progress:
        last = 0.0

        def tell(done: int, total: int, words: str) -> None:
            nonlocal last
            if job.cancelled.is_set():
                raise Cancelled
            now = time.monotonic()
            if not job.quiet and now - last >= LEAST_BETWEEN_S:
                last = now
                self.progressed.emit(done, total, words[:MOST_LETTERS])

        return tell

    @Slot(object, object, object)
    def _finish(self, job: Job, result: object, error: BaseException | None) -> None:
        self._waiting.remove(job)
        if all(other.quiet for other in self._waiting):
            self._timer.stop()
            self.long.emit(False)
        try:
            self._answer(job, result, error)
        finally:
            if not self._waiting:
                self.idle.emit()

    def _answer(self, job: Job, result: object, error: BaseException | None) -> None:
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


def with_progress(action: Callable[..., Result], progress: Progress) -> Callable[..., Result]:
    """The action with this progress, where it takes any."""
    return partial(action, progress=progress) if _takes_progress(action) else action


@cache
def _takes_progress(action: Callable[..., object]) -> bool:
    return "progress" in signature(action).parameters
