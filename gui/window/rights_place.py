"""Rights: what the people in the workspace may ask for."""

from __future__ import annotations

from core.i18n import tr
from gui.parts.place import Place


class RightsPlace(Place):
    """Says by which commands people are told, shown what is held, and erased."""

    def __init__(self) -> None:
        super().__init__("rights", tr("Rights"))
        self.say_next(tr("The command “person” tells people, shows what is held on them, and erases them."))
        self.content.addStretch()
