"""The assessing page as a user sees it, on a small workspace."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.assess.assess_view import AssessView
from tests.gui.pages.events import press
from tests.gui.pages.window import WindowPage

DAY = date(2026, 3, 12)


class AssessPage:
    """The assessing page as an assessor uses it: keys only."""

    def __init__(self, page: WindowPage) -> None:
        self.page = page
        page.after(lambda: page.trigger("assessing.start"))
        page.settle()
        self.view: AssessView = page.dialog(AssessView)

    @property
    def person(self) -> int:
        assert self.view.shown is not None
        return self.view.shown.person.id

    @property
    def criterion(self) -> str:
        return self.view._current

    def type(self, *keys: str) -> None:
        """Keys, each on what has the keyboard, and what they start awaited."""
        for key in keys:
            self.hit(key)
        self.page.settle()

    def hit(self, key: str) -> None:
        """One key, nothing awaited."""
        named = {"Enter": Qt.Key.Key_Return, "Up": Qt.Key.Key_Up, "Down": Qt.Key.Key_Down}
        target: QWidget = self.view.lines[self.criterion].bar
        press(self.view if key == "Enter" else target, named.get(key, Qt.Key.Key_unknown), "" if key in named else key)

    def words(self) -> list[str]:
        return [line.words.text() for line in self.view.lines.values()]

    @property
    def queued(self) -> int:
        return int(self.view.counter.text().split()[0].replace(",", ""))

    def close(self) -> None:
        self.page.after(self.view.reject)


def ask(page: WindowPage, question: Any) -> Any:
    """An answer out of the workspace."""
    heard: list[Any] = []
    page.after(lambda: page.program.session.ask(question).then(heard.append))
    return heard[0]


def levels(page: WindowPage, person: int, who: str = "Anne") -> dict[str, object]:
    from core.stature import tables as stature_tables

    said = ask(page, lambda workspace: stature_tables.assessments(workspace, person))
    return {one.criterion: one.level for one in said if one.assessor == who and one.kind == "level"}


def lone_notes(page: WindowPage, person: int, who: str = "Anne") -> dict[str, str]:
    """Criterion -> the note that an assessor wrote without a level."""
    from core.stature import tables as stature_tables

    said = ask(page, lambda workspace: stature_tables.assessments(workspace, person))
    return {one.criterion: one.note for one in said if one.assessor == who and one.kind == "note"}
