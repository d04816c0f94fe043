"""What the user is asked where another program has changed or replaced the file."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.errors import Trouble
from core.i18n import tr
from gui.desk import messages, outside
from gui.desk.session import Session
from gui.window.file_commands import free_path


def settle_change(window: QWidget, session: Session, trouble: Trouble) -> None:
    """Asks what is to become of it, and does that."""
    path, opening = session.path, session.in_view.opening
    how = messages.ask_after_change(window, trouble)
    if session.in_view.opening != opening or path is None or how == "later":
        session.refusals.settle(opening)
    elif how == "look":
        outside.look_again(session)
    else:
        outside.save_beside(session, free_path(path.parent, tr("{name} (mine)", name=path.stem)))
