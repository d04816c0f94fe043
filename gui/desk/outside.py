"""A file that another program has changed or replaced: looked at again, or what was in view saved beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import Trouble
from core.i18n import trn
from core.model import Progress
from gui.desk.actions import backup, store
from gui.desk.session import Opener, Session

if TYPE_CHECKING:
    from core.workspace.store import Workspace


def look_again(session: Session) -> None:
    """Shows the file as it is now; what was refused is not made, and that is said."""
    held, path, opening = session.held, session.path, session.in_view.opening

    def say_dropped(nothing: None) -> None:
        count = len(session.refusals.settle(opening))
        said = trn(
            "{n} edit was not made: the file had changed.", "{n} edits were not made: the file had changed.", count
        )
        session.warned.emit(said)

    if held is not None and path is not None:
        _open(session, path, lambda progress: held.workspace.opened_anew(), say_dropped)


def save_beside(session: Session, beside: Path) -> None:
    """Saves what was in view in another file, shows that, and makes there what was refused. The file that was changed
    stays as it is."""
    held, opening = session.held, session.in_view.opening

    def copy_and_open(progress: Progress) -> Workspace:
        assert held is not None
        backup.back_up(held.workspace, beside, progress)
        return store.open_workspace(beside)

    def make_refused(nothing: None) -> None:
        for again in session.refusals.settle(opening):
            again()

    if held is not None:
        _open(session, beside, copy_and_open, make_refused)


def _open(session: Session, path: Path, opener: Opener, then: Callable[[None], object]) -> None:
    """Until it is in view, what is refused meanwhile is gathered too."""

    opening = session.in_view.opening

    def fail(trouble: Trouble) -> None:
        session.refusals.settle(opening)
        session.troubled.emit(trouble)

    opened = session.open(path, opener=opener).then(then)
    opened.failed(fail).stopped(lambda: session.refusals.settle(opening))
