"""One edit in the worker: the action, whether the file has it, and what is to be shown after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from core.errors import Cancelled, Trouble
from core.model import Progress, no_progress
from core.workspace.changed import Changed
from gui.desk.faults import StoredNevertheless
from gui.desk.seen import Held, Seen, look_at

if TYPE_CHECKING:
    from core.workspace.store import Workspace

Result = TypeVar("Result")


@dataclass(frozen=True)
class Done(Generic[Result]):
    """What came of an edit: the action's result, what it changed, and what is to be seen now, or else why that could
    not be looked at."""

    result: Result
    what: Changed
    seen: Seen | None
    unseen: Exception | None = None


@dataclass
class Edit(Generic[Result]):
    """An action on the workspace held, asked for in a campaign. ``stored``: the file has something of it, whatever
    failed afterwards."""

    held: Held
    campaign: int
    action: Callable[[Workspace, Progress], object]
    stored: bool = False

    def run(self, progress: Progress) -> Done[Result]:
        """Runs the action and looks at what there is now. Raises what the action raises; a bug that comes after
        something was stored is the cause of a ``StoredNevertheless``."""
        workspace = self.held.workspace
        before = workspace.commits
        try:
            found = self.action(workspace, progress)
        except (Trouble, Cancelled):
            self.stored = workspace.commits != before
            raise
        except Exception as error:
            self.stored = workspace.commits != before
            if self.stored:
                raise StoredNevertheless from error
            raise
        self.stored = True
        result, what = found if isinstance(found, tuple) else (None, found)
        return self._look_after(cast("Result", result), what)

    def _look_after(self, result: Result, what: Changed) -> Done[Result]:
        """Done is done: too late to cancel, and what cannot be shown of it is no reason to call it undone."""
        try:
            return Done(result, what, look_at(self.held.workspace, self.campaign, no_progress))
        except Trouble as trouble:
            return Done(result, what, None, trouble)
        except Exception as error:  # noqa: BLE001 - it is handed to the window's thread whole
            unseen = StoredNevertheless()
            unseen.__cause__ = error
            return Done(result, what, None, unseen)
