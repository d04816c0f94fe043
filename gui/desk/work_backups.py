"""Backups by themselves, put back when they are asked for; one after half an hour of work.

The clock runs only while something has changed since the last one.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from core.model import Progress
from core.workspace.changed import Changed
from gui.desk.actions import automatic, rights, store
from gui.desk.jobs import Answer
from gui.desk.seen import nothing_open
from gui.desk.session import Session

if TYPE_CHECKING:
    from core.workspace.automatic import Occasion

EVERY_MS = 30 * 60 * 1000
BACKUP = "backup"
"""The kind of job that makes a backup by itself."""


def back_up(session: Session, occasion: Occasion) -> None:
    """Makes a backup by itself in the background; trouble is told, and nothing waits for it."""
    session.run_behind(BACKUP, automatic.back_up_by_itself, occasion, datetime.now().astimezone())


def restore(session: Session, backup: Path) -> Answer[int]:
    """Puts a backup in the place of the workspace in view, which is kept beside it, and shows it; answers how many
    people were erased again. Trouble leaves the one in view as it was."""
    answer: Answer[int] = Answer(session.troubled.emit)
    held, path = session.held, session.path
    if held is None or path is None:
        answer.fail(nothing_open())
        return answer

    def put_back(progress: Progress) -> int:
        held.workspace.close()
        try:
            return rights.restore_backup(backup, path)
        finally:
            held.workspace = store.open_workspace(path)
            held.workspace.backup_folder = session.backup_folder(path)

    def show(again: int) -> None:
        session.refresh().then(lambda nothing: answer.give(again))

    session.jobs.drop_behind()
    session.jobs.run(put_back, edit=True).then(show).failed(answer.fail).stopped(answer.stop)
    return answer


class WorkBackups(QObject):
    """Listens to the session; ``timer`` runs from the first edit after a backup, and not while nothing changes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(lambda: back_up(session, "work"))
        session.changed.connect(self._note_change)
        session.opened.connect(lambda path: self.timer.stop())

    def _note_change(self, what: Changed) -> None:
        if what.step and not self.timer.isActive():
            self.timer.start()
