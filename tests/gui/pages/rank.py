"""The live views of the ranking as a user sees them: table, weight, map."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu

from gui.rank.map.view import MapView
from gui.rank.table.view import RankingView
from gui.rank.weight.weight_bar import WeightBar
from tests.gui.pages.events import NONE, click, drag, press, wheel


class RankingPage:
    """The ranked table as a user sees it."""

    def __init__(self, view: RankingView) -> None:
        self.view = view

    def names(self) -> list[str]:
        """The names in sight, from the top."""
        return self.column("name")

    def column(self, key: str) -> list[str]:
        """The texts of a column in sight."""
        model, first = self.view.model(), self.view.rowAt(0)
        if first < 0:
            return []
        first += self.view.rowViewportPosition(first) < 0  # a row cut at the top does not count
        rows = range(first, min(first + self.view.rows_in_sight(), model.rowCount()))
        return [model.index(row, model.column(key)).data() for row in rows]

    def count(self) -> int:
        """How many rows there are to be scrolled through."""
        return self.view.model().rowCount()

    def cell(self, row: int, key: str) -> str:
        """The text of a cell, in sight or not."""
        model = self.view.model()
        return str(model.index(row, model.column(key)).data())

    def heading(self, key: str) -> str:
        model = self.view.model()
        return str(model.headerData(model.column(key), Qt.Orientation.Horizontal))

    def row_of(self, candidate: int) -> int:
        """Where a candidate (its row on the board) stands in the table."""
        return self.view.place_of(candidate)

    def first_row(self) -> int:
        """The row at the top of what is in sight."""
        return self.view.rowAt(0)

    def row_height(self) -> int:
        return self.view.verticalHeader().defaultSectionSize()

    def picture(self) -> QImage:
        """The rows as they are painted."""
        return self.view.viewport().grab().toImage()

    def choose_in_columns_menu(self, menu: str, at: int | str) -> list[str]:
        """Chooses an entry of a part of the columns' menu, by its place or its words; says what stood there.

        ``left_menu`` and ``right_menu`` move a column, ``orders_menu`` reads the list by one.
        """
        shown = self.view.columns.menu()
        part = shown.findChild(QMenu, menu)
        assert isinstance(part, QMenu)
        words = [action.text() for action in part.actions()]
        part.actions()[words.index(at) if isinstance(at, str) else at].trigger()
        shown.deleteLater()
        return words

    def tip(self, row: int) -> str:
        """The tooltip of a row."""
        return str(self.view.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole))

    def line(self) -> int | None:
        """How many rows in sight stand above the invitation line."""
        after = self.view.live.line_after()
        return None if after is None else after - self.view.rowAt(0)

    def click(self, row: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Clicks a row, counted from the top of what is in sight."""
        height = self.view.verticalHeader().defaultSectionSize()
        click(self.view.viewport(), QPointF(120, height * row + height / 2), modifiers)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        press(self.view, key, modifiers=modifiers)

    def scroll(self, place: int) -> None:
        self.view.verticalScrollBar().setValue(place)

    def read_by(self, key: str) -> None:
        """Clicks a heading."""
        self.view.columns.read_by(self.view.model().column(key))

    def shown_columns(self) -> list[str]:
        """The keys of the columns from left to right."""
        header, columns = self.view.columns, self.view.model().columns
        order = (header.logicalIndex(place) for place in range(len(columns)))
        return [columns[i].key for i in order if not header.isSectionHidden(i)]


class WeightPage:
    """The slider, its number and its curve."""

    def __init__(self, bar: WeightBar) -> None:
        self.bar = bar

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "") -> None:
        press(self.bar, key, text, modifiers)

    def drag_to(self, weight: float) -> None:
        """Drags the handle from where it is to a weight (thousandths)."""
        y = self.bar.height() * 0.66
        drag(self.bar, QPointF(self.bar.x_of(self.bar.value()), y), QPointF(self.bar.x_of(weight), y))

    def wheel(self, notches: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
        wheel(self.bar, QPointF(100, 60), notches, modifiers)

    def type(self, text: str) -> None:
        """Types a number under the handle and presses Enter."""
        self.bar.number.selectAll()
        for letter in text:
            press(self.bar.number, Qt.Key.Key_unknown, text=letter)
        press(self.bar.number, Qt.Key.Key_Return)

    @property
    def number(self) -> str:
        return str(self.bar.number.text())

    @property
    def share(self) -> str:
        """What the weight makes, as it is read out."""
        return str(self.bar.accessibleDescription())

    def click_equal_say(self) -> None:
        """Clicks on the link below the groove."""
        click(self.bar.equal_say, QPointF(self.bar.equal_say.rect().center()))

    def click_mark(self) -> None:
        """Clicks on the mark of equal say, two pixels beside it."""
        x = self.bar.x_of(self.bar.live.spread.equal_weight)
        click(self.bar, QPointF(x + 2, self.bar.height() * 62 / 114))


class MapPage:
    """The map as a user points at it."""

    def __init__(self, view: MapView) -> None:
        self.view = view

    def at(self, index: int) -> QPointF:
        """Where a candidate is on the screen."""
        candidates = self.view.live.board.candidates
        return self.view.plane().point(candidates.score.value[index], candidates.credibility.value[index])

    def click(self, index: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
        click(self.view, self.at(index), modifiers)

    def lasso(self, *corners: tuple[float, float]) -> None:
        """Draws around a part of the plane, corners as (score, credibility) in points."""
        path = [self.view.plane().point(100 * score, 100 * credibility) for score, credibility in corners]
        drag(self.view, *path)
