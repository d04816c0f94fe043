"""One worker thread that owns the workspace: long work shows progress, can be cancelled, and answers in order."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import Cancelled, Trouble
from core.model import Progress
from gui.parts.memory import give_back

Work = Callable[[Progress], Any]
SHOWN_AFTER_MS = 500
SWITCH_S = 0.001
"""How soon the worker gives way to the window; by default Python waits for five times as long."""
LEAST_BETWEEN = 0.05
LONGEST = 200
"""Letters of what is said of the work: it may name a column, whose heading may be of any length."""


@dataclass
class Job:
    """One piece of work and what follows it. ``kind``: a newer job of the same kind makes this one's answer void."""

    work: Work
    done: Callable[[Any], None]
    failed: Callable[[Trouble], None]
    stopped: Callable[[], None]
    kind: str
    quiet: bool
    cancelled: threading.Event


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
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._timer.timeout.connect(lambda: self.long.emit(True))
        self._ended.connect(self._finish)

    @property
    def busy(self) -> bool:
        """True while a job runs or waits."""
        return bool(self._waiting)

    def run(
        self,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[Trouble], None],
        *,
        cancelled: Callable[[], None] = lambda: None,
        kind: str = "",
        quiet: bool = False,
    ) -> None:
        """Puts a job in the queue; ``done``, ``failed`` or ``cancelled`` is called in the window's thread.

        After ``close`` nothing is taken any more.
        """
        if self._closed:
            return
        if kind:
            self.drop(kind)
        job = Job(work, done, failed, cancelled, kind, quiet, threading.Event())
        self._waiting.append(job)
        if not quiet and not self._timer.isActive():
            self._timer.start()
        self._pool.submit(self._work, job)

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
        result: Any = None
        error: BaseException | None = None
        try:
            if job.cancelled.is_set():
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
            if not job.quiet and now - last >= LEAST_BETWEEN:
                last = now
                self.progressed.emit(done, total, words[:LONGEST])

        return tell

    @Slot(object, object, object)
    def _finish(self, job: Job, result: Any, error: BaseException | None) -> None:
        self._waiting.remove(job)
        if all(other.quiet for other in self._waiting):
            self._timer.stop()
            self.long.emit(False)
        try:
            self._answer(job, result, error)
        finally:
            if not self._waiting:
                self.idle.emit()

    def _answer(self, job: Job, result: Any, error: BaseException | None) -> None:
        if isinstance(error, Trouble):
            job.failed(error)
        elif isinstance(error, Cancelled):
            job.stopped()
        elif error is not None:
            self.crashed.emit(error)
        elif job.kind and job.cancelled.is_set():
            # A newer job of the kind has taken its place: the answer would be late.
            job.stopped()
        else:
            job.done(result)
