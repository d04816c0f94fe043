"""The dossier of the selected candidate as a user sees it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.gui.pages.events import press
from tests.gui.pages.window import WindowPage


class StaturePage:
    """The Stature tab: a row a criterion, and what is said around them."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.window.dossier.stature

    def words(self, criterion: str) -> str:
        """What stands beside a criterion: ``3 of 4``, ``unknown``, ``hidden``."""
        return self.view.rows[criterion].words.text()

    def hint(self, criterion: str) -> str:
        """What stands under it."""
        return self.view.rows[criterion].doubt.text()

    def level(self, criterion: str) -> tuple[float | None, int | None]:
        """The level that counts, and one's own."""
        bar = self.view.rows[criterion].bar
        return bar.level, bar.own

    def type(self, criterion: str, key: str) -> None:
        """A key on a criterion."""
        self.window.after(lambda: press(self.view.rows[criterion].bar, Qt.Key.Key_unknown, key))

    @property
    def credibility(self) -> str:
        """Credibility with its bounds; nothing where it is not shown."""
        return self.view.credibility.text() if self.view.credibility.isVisible() else ""

    @property
    def others_shown(self) -> bool | None:
        """Whether what others said is shown; None where there is nothing to hide."""
        return self.view.others.isChecked() if self.view.others.isVisible() else None

    def toggle_others(self) -> None:
        self.window.after(lambda: self.window.trigger("stature.others"))

    def asks_for_name(self) -> bool:
        return self.view.name.isVisible()

    def give_name(self) -> None:
        self.view.name.click()
