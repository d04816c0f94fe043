from __future__ import annotations

from PySide6.QtCore import Qt

from core.workspace.changed import Changed
from gui.desk.commands import Commands


class Edit(Commands):
    """The Edit menu."""

    def undo(self) -> None:
        """Takes the last step back."""
        self._step("undo")

    def redo(self) -> None:
        """Does it again."""
        self._step("redo")

    def find(self) -> None:
        """Puts the keyboard in the search field."""
        self.window.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.window.search.field.selectAll()

    def _step(self, name: str) -> None:
        def work(workspace: object, progress: object) -> Changed:
            from core.workspace import actions as steps

            return getattr(steps, name)(workspace)

        self.session.act(work)
