"""Assessing as a user sees it: one person after another, differences, lists beyond the score, the rubric."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from core.stature import tables as stature_tables
from core.workspace.store import Workspace
from gui.assess.assess_view import AssessView
from gui.assess.lists_view import ListsView
from gui.assess.review_view import ReviewView
from gui.assess.rubric_dialog import RubricDialog
from tests.gui.pages.events import press
from tests.gui.pages.window import WindowPage

Result = TypeVar("Result")
KEYS = {"Enter": Qt.Key.Key_Return, "Up": Qt.Key.Key_Up, "Down": Qt.Key.Key_Down}


class AssessPage:
    """The assessing page as an assessor uses it: keys only."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.open_screen("assessing.start", AssessView)

    @property
    def person(self) -> int:
        """The id of the person in view."""
        assert self.view.shown is not None
        return self.view.shown.person.id

    @property
    def criterion(self) -> str:
        """The key of the current criterion."""
        return self.view.current

    def criteria(self) -> list[str]:
        return list(self.view.lines)

    def type(self, *keys: str) -> None:
        """Keys, each on what has the keyboard, and what they start awaited."""
        for key in keys:
            self.hit(key)
        self.window.settle()

    def hit(self, key: str) -> None:
        """One key, nothing awaited."""
        target: QWidget = self.view if key == "Enter" else self.view.lines[self.criterion].bar
        press(target, KEYS.get(key, Qt.Key.Key_unknown), "" if key in KEYS else key)

    def words(self) -> list[str]:
        """What stands beside each criterion."""
        return [line.words.text() for line in self.view.lines.values()]

    @property
    def queued(self) -> int:
        """How many are still worth assessing."""
        return int(self.view.counter.text().split()[0].replace(",", ""))

    def explained(self) -> tuple[str, list[str]]:
        """The name and the level descriptions of the criterion that is explained."""
        side = self.view.side
        return side.title.text(), [anchor.text() for anchor in side.anchors]

    def described(self, criterion: str) -> tuple[str, list[str]]:
        """The name and the level descriptions that a criterion has."""
        line = self.view.lines[criterion]
        return line.name.text(), list(line.bar.anchors)

    @property
    def note(self) -> str:
        return self.view.side.note.text()

    def write_note(self, text: str) -> None:
        """Types a note and leaves its field."""
        note = self.view.side.note
        note.setText(text)
        self.window.after(note.editingFinished.emit)
        self.window.settle()

    def warning(self, note: str) -> str:
        """What is said of a note while it is typed."""
        self.view.side.note.setText(note)
        return self.view.side.warning.text()

    @property
    def said(self) -> str:
        """What others said of the current criterion."""
        return self.view.side.said.text()

    def undo(self) -> None:
        self._do(self.view.undo)

    def redo(self) -> None:
        self._do(self.view.redo)

    def go_back(self) -> None:
        """To the person before."""
        self._do(self.view.show_previous)

    def look_again(self) -> None:
        """Reads the person in view anew."""
        self._do(lambda: self.view.show_again(self.person))

    def close(self) -> None:
        """Goes back to the ranking."""
        self.window.go("rank")

    def _do(self, act: Callable[[], object]) -> None:
        self.window.after(act)
        self.window.settle()


class ReviewPage:
    """Differences between assessors, and how far they agree."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.open_screen("assessing.review", ReviewView)

    def differences(self) -> list[list[str]]:
        """Name, criterion, market and levels of each."""
        return _rows(self.view.queue)

    def agreement(self) -> list[list[str]]:
        return _rows(self.view.agreement)

    def choose(self, name: str) -> None:
        """Takes the first difference on somebody in hand."""
        _choose(self.view.queue, [row[0] for row in self.differences()].index(name))

    @property
    def said(self) -> str:
        return self.view.said.text()

    @property
    def fault(self) -> str:
        return self.view.fault.text()

    def give(self, level: int | None = None, reason: str | None = None) -> None:
        """Gives the level it is settled at, or the reason."""
        if level is not None:
            self.view.bar.chosen.emit(level)
        if reason is not None:
            self.view.reason.setText(reason)

    def settle_without_level(self) -> str:
        """Presses the button where it will not do, and says why."""
        self.view.settle.click()
        return self.fault

    def settle(self) -> None:
        self.window.after(self.view.settle.click)
        self.window.settle()

    def close(self) -> None:
        self.view.reject()


class BeyondPage:
    """The lists that a score alone would never show."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.open_screen("assessing.lists", ListsView)

    @property
    def words(self) -> str:
        return self.view.words.text()

    def overlooked(self) -> list[list[str]]:
        return _rows(self.view.overlooked)

    def unknown(self) -> list[list[str]]:
        """Whom no network knows."""
        return _rows(self.view.unknown)

    def show_unknown(self, row: int) -> None:
        """Turns to them, and chooses one."""
        self.view.tabs.setCurrentIndex(2)
        _choose(self.view.unknown, row)

    @property
    def person(self) -> int | None:
        return self.view.person

    def can_invite(self) -> bool:
        return self.view.invite.isEnabled()

    def can_show(self) -> bool:
        return self.view.show_button.isEnabled()

    def invite(self) -> None:
        self.window.after(self.view.invite.click)
        self.window.settle()

    def show_chosen(self) -> None:
        self.window.after(self.view.show_button.click)

    def close(self) -> None:
        self.view.reject()


class RubricPage:
    """The rubric's editor."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.open_screen("assessing.rubric", RubricDialog)

    def choose(self, row: int) -> None:
        self.view.criteria.setCurrentRow(row)

    def weigh(self, weight: int) -> None:
        self.view.weight.setValue(weight)

    def name(self, **names: str) -> None:
        """Names the criterion chosen, ``en=`` and ``fr=``."""
        for lang, text in names.items():
            self.view.names[lang].setText(text)
            self.view.names[lang].textEdited.emit(text)

    def add(self) -> None:
        self.view.add.click()

    def effect(self) -> str:
        """What the draft would change."""
        self.window.after(self.view.ask_effect)
        return self.view.effect.text()

    def refusal(self) -> str:
        """Why the draft is not fit."""
        self.view.ask_effect()
        return self.view.fault.text()

    def can_save(self) -> bool:
        return self.view.keep.isEnabled()

    def save(self) -> None:
        self.window.after(self.view.keep.click)
        self.window.settle()

    def versions(self) -> Sequence[str]:
        return [self.view.version.itemText(at) for at in range(self.view.version.count())]

    def start_from(self, at: int) -> None:
        self.view.version.activated.emit(at)


def ask(window: WindowPage, question: Callable[[Workspace], Result]) -> Result:
    """An answer out of the workspace, or an edit made behind the window's back."""
    heard: list[Result] = []
    window.after(lambda: window.program.session.ask(question).then(heard.append))
    return heard[0]


def levels(window: WindowPage, person: int, who: str = "Anne") -> dict[str, float | None]:
    """What an assessor gave somebody, by criterion."""
    said = ask(window, lambda workspace: stature_tables.assessments(workspace, person))
    return {one.criterion: one.level for one in said if one.assessor == who and one.kind == "level"}


def lone_notes(window: WindowPage, person: int, who: str = "Anne") -> dict[str, str]:
    """Criterion -> the note that an assessor wrote without a level."""
    said = ask(window, lambda workspace: stature_tables.assessments(workspace, person))
    return {one.criterion: one.note for one in said if one.assessor == who and one.kind == "note"}


def _items(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    found = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return [item for item in found if item is not None]


def _rows(tree: QTreeWidget) -> list[list[str]]:
    return [[item.text(column) for column in range(tree.columnCount())] for item in _items(tree)]


def _choose(tree: QTreeWidget, row: int) -> None:
    tree.setCurrentItem(_items(tree)[row])
