"""How the window is left while something is still being written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.desk import messages
from gui.desk.session import Session


def leave_after_work(window: QWidget, session: Session) -> None:
    """Asks whether what is under way is to be finished or stopped, and closes the window after it; what does not stop
    is abandoned."""
    jobs, how = session.jobs, messages.ask_how_to_close(window)
    if how == "stay":
        return
    if how == "stop":
        jobs.stuck.connect(session.abandon, Qt.ConnectionType.SingleShotConnection)
        jobs.cancel()
    if jobs.editing:
        jobs.idle.connect(window.close, Qt.ConnectionType.SingleShotConnection)
    else:
        window.close()
