"""The workspace in view is checked by itself: after a crash and once a week, while nobody waits for it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from gui.desk.actions import checking
from gui.desk.session import Session

AFTER_OPENING_MS = 10_000
"""What was opened is to be seen, and its list prepared, before it is checked."""
EVERY_MS = 6 * 60 * 60 * 1000
"""How often it is looked whether a check is due: a window may stay open for weeks."""
CHECK = "check"
"""The kind of job that checks."""


class WorkChecks(QObject):
    """Listens to the session. Damage is told as trouble is; a check that finds nothing says nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.check)
        session.opened.connect(lambda path: self.timer.start(AFTER_OPENING_MS))

    def check(self) -> None:
        """Checks the workspace in view where that is due."""
        self.timer.start(EVERY_MS)
        self.session.run_behind(CHECK, checking.check_by_itself, datetime.now().astimezone().date())
