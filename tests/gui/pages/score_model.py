"""The score model's dialog as a user sees it, over a session of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from gui.desk.session import Session
from gui.parts.form import Form
from gui.rank.score_model.model_dialog import ScoreModelDialog

PATIENCE_MS = 30_000


class ScorePage:
    """Weights, anchors and half-life of the model, what a draft would change, and other tools' scores."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.session = Session()
        self.troubles: list[object] = []
        self.session.jobs.crashed.connect(self.troubles.append)
        self.session.troubled.connect(self.troubles.append)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.after(lambda: self.session.open(path))
        self.open()

    def open(self) -> None:
        """Opens the dialog, or opens it again."""
        self.dialog = ScoreModelDialog(self.window, self.session)
        self.after(self.dialog.open)

    def close(self) -> None:
        self.dialog.close()
        self.session.close()

    def after(self, act: Callable[[], object]) -> None:
        """Does something and waits for the worker, and for the effect that follows when the user pauses."""
        act()
        self.qtbot.waitUntil(lambda: not self._busy(), timeout=PATIENCE_MS)
        assert not self.troubles

    def _busy(self) -> bool:
        timers = self.window.findChildren(QTimer)
        return self.session.jobs.busy or any(timer.isActive() and timer.isSingleShot() for timer in timers)

    # --- the draft -----------------------------------------------------------------------------------------------

    def weigh(self, **weights: int) -> None:
        fields = self.dialog.pages[0].weights
        self.after(lambda: [fields[name].setValue(weight) for name, weight in weights.items()])

    def weight(self, name: str) -> int:
        return int(self.dialog.pages[0].weights[name].value())

    def press_return_on(self, name: str) -> None:
        QTest.keyClick(self.dialog.pages[0].weights[name], Qt.Key.Key_Return)

    def fade(self, days: float) -> None:
        self.after(lambda: self.dialog.pages[2].days.setValue(days))

    @property
    def half_life(self) -> float:
        return self.dialog.pages[2].days.value()

    def fading(self) -> list[tuple[str, str]]:
        """What is left of a score for each half-life that is shown."""
        return [(over.text(), under.text()) for over, under in self.dialog.pages[2].cells]

    def anchors(self) -> list[float]:
        """The counts at which the scale in view is anchored."""
        return [field.value() for field in self.dialog.pages[1].values]

    def move_anchor(self, row: int, points: float) -> None:
        self.after(lambda: self.dialog.pages[1].points[row].setValue(points))

    def choose_scale(self, at: int) -> None:
        self.dialog.pages[1].scales.setCurrentIndex(at)

    def reset(self) -> None:
        self.after(self.dialog.reset.click)

    def apply(self) -> None:
        self.after(self.dialog.agree.click)

    def save_copy(self, name: str) -> None:
        self.dialog.copy.click()
        form = self.dialog.findChild(QWidget, "score_copy_dialog")
        assert isinstance(form, Form)
        field = form.findChild(QWidget, "score_copy_name")
        field.setText(name)
        self.after(form.agree.click)

    @property
    def offers(self) -> set[str]:
        """What can be done now: ``reset``, ``apply``, ``copy``."""
        buttons = {"reset": self.dialog.reset, "apply": self.dialog.agree, "copy": self.dialog.copy}
        return {name for name, button in buttons.items() if button.isEnabled()}

    @property
    def apply_words(self) -> str:
        return self.dialog.agree.text()

    @property
    def applied(self) -> bool:
        return self.dialog.result() == 1

    # --- what is shown -------------------------------------------------------------------------------------------

    @property
    def headline(self) -> str:
        """What the draft would change, in a sentence."""
        return self.dialog.effect.headline.text()

    @property
    def fault(self) -> str:
        return self.dialog.fault.text()

    @property
    def note(self) -> str:
        return self.dialog.note.text()

    @property
    def model(self) -> str:
        """The name of the model the draft began from."""
        return self.dialog.origin.model.name

    def rows(self) -> list[list[str]]:
        """In or out, name, and what moves, of everybody shown."""
        return _rows(self.dialog.effect.names)

    @property
    def choices(self) -> list[str]:
        """The models there are."""
        return [self.dialog.choice.itemText(at) for at in range(self.dialog.choice.count())]

    def other_scores(self) -> list[list[str]]:
        """The scores of other tools: name, scale, how many people, how it agrees."""
        return _rows(self.dialog.external.table)

    def compared(self) -> int:
        """How many people are set beside each other by both scores."""
        return self.dialog.external.pairs.topLevelItemCount()

    def choose_source(self, at: int) -> None:
        self.after(lambda: self.dialog.external.source.setCurrentIndex(at))


def _rows(tree: QTreeWidget) -> list[list[str]]:
    items = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return [[item.text(column) for column in range(tree.columnCount())] for item in items if item is not None]
