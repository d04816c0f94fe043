"""A backup after half an hour of work: the clock runs only while something has changed since the last one."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from core.workspace.changed import Changed
from gui.desk.session import Session

EVERY_MS = 30 * 60 * 1000


class WorkBackups(QObject):
    """Listens to the session; ``timer`` runs from the first edit after a backup, and not while nothing changes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(lambda: session.back_up("work"))
        session.changed.connect(self._note_change)
        session.opened.connect(lambda path: self.timer.stop())

    def _note_change(self, what: Changed) -> None:
        if what.step and not self.timer.isActive():
            self.timer.start()
