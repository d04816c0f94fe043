"""Why an edit is refused where nobody did anything wrong: what it is about is gone, or the file is another."""

from __future__ import annotations

from pathlib import Path

from core.errors import Trouble
from core.i18n import tr


class Gone(Trouble, KeyError):
    """What is meant by its id is not there any more: an edit took it away after it was shown."""

    def __init__(self) -> None:
        super().__init__(tr("What this is about is no longer there."), "", tr("Nothing was stored. Look again."))


class ChangedOutside(Trouble):
    """Another program has written to the file of a workspace, or put another in its place."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("Another program has changed or replaced this workspace."),
            path.name,
            tr("Open it again to see what is there now, or save a copy of yours beside it first."),
        )
