"""Shortlists as a user sees them: frozen, printed, compared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QTreeWidget

from core.shortlist.comparison import Change, Comparison
from gui.lists.comparison_view import ComparisonView
from gui.lists.frozen_lists import ShortlistView
from gui.lists.output_settings import FileSettings, ReportSettings
from gui.lists.print_view import PrintView
from gui.lists.slope_chart import SlopeChart
from tests.gui.pages.events import click, press
from tests.gui.pages.forms import FormPage
from tests.gui.pages.window import WindowPage


def freeze(window: WindowPage, signer: str) -> None:
    """Freezes the list and has it signed."""
    window.trigger("shortlist.freeze")
    FormPage(window).fill(freeze_signer=signer).agree()


class ShortlistPage:
    """The frozen shortlists."""

    def __init__(self, window: WindowPage, view: ShortlistView | None = None) -> None:
        self.window, self.view = window, view or window.open_screen("shortlist.show", ShortlistView)

    @property
    def state(self) -> str:
        return self.view.state.text()

    def cards(self) -> list[str]:
        """The draft and the versions, as they are read out."""
        items = (self.view.lists.item(row) for row in range(self.view.lists.count()))
        return [str(item.data(Qt.ItemDataRole.AccessibleTextRole)) for item in items]

    def signers(self) -> list[str]:
        """Who signed the versions off, the newest first."""
        return [] if self.view.known is None else [version.signed_by for version in self.view.known.frozen]

    def names(self) -> list[str]:
        """The names on the list chosen."""
        return _column(self.view.names, 1)

    def choose(self, row: int) -> None:
        """Chooses the draft (0) or a version."""
        self.view.lists.setCurrentRow(row)

    def can_leave(self) -> bool:
        """Whether the list chosen can be exported and printed."""
        return all(button.isEnabled() for button in self.view.outputs)

    def write(self, name: str) -> None:
        """Presses one of the ways out, such as ``list_pdf``."""
        button = next(one for one in self.view.outputs if one.objectName() == name)
        self.window.after(button.click)
        self.window.settle()

    def show_pages(self) -> PrintPage:
        self.write("list_print")
        shown = next(one for one in self.window.window.findChildren(PrintView) if one.isVisible())
        return PrintPage(self.window, shown)

    def close(self) -> None:
        """Goes back to the ranking."""
        self.window.go("rank")


class PrintPage:
    """The pages of a list."""

    def __init__(self, window: WindowPage, view: PrintView | None = None) -> None:
        self.window, self.view = window, view or window.open_screen("outputs.preview", PrintView)

    def count(self) -> int:
        return len(self.view.pages)

    def picture(self, page: int) -> QImage:
        return self.view.pages[page].grab().toImage()

    def print_to(self, path: Path) -> None:
        """Prints into a PDF."""
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        self.window.after(lambda: self.view.print_to(printer))

    def close(self) -> None:
        self.view.reject()


class ComparisonPage:
    """Two lists side by side."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.open_screen("shortlist.compare", ComparisonView)

    @property
    def counts(self) -> str:
        return self.view.counts.text()

    @property
    def facts(self) -> str:
        return self.view.facts.text()

    @property
    def why(self) -> str:
        return self.view.why.text()

    @property
    def comparison(self) -> Comparison:
        assert self.view.comparison is not None
        return self.view.comparison

    def recompute(self) -> None:
        self.window.after(self.view.recompute.click)

    def choose(self, side: str, words: str) -> None:
        """Takes another list on one side, ``before`` or ``after``, by its words."""
        field = self._side(side)
        field.setCurrentIndex(field.findText(words))
        self.window.after(lambda: field.activated.emit(field.currentIndex()))

    def weight(self, side: str) -> float | None:
        """The weight typed on a side, in percent; None where none is asked for."""
        number = self.view.weights[self._side(side)]
        return None if number.isHidden() else number.value()

    def type_weight(self, side: str, percent: float) -> None:
        self.window.after(lambda: self.view.weights[self._side(side)].setValue(percent))

    def point_at(self, change: Change) -> None:
        self.view.chart.choose(change)

    def close(self) -> None:
        self.view.reject()

    def _side(self, side: str) -> QComboBox:
        return {"before": self.view.before, "after": self.view.after}[side]


class SlopePage:
    """The slope chart alone."""

    def __init__(self, chart: SlopeChart) -> None:
        self.chart = chart
        self.chosen: list[Change] = []
        chart.chosen.connect(self.chosen.append)

    def click_row(self, row: int, right: bool = False) -> None:
        """Clicks a name of the left or the right side."""
        click(self.chart, QPointF(self.chart.width() - 60 if right else 60, self.chart.row_y(row)))

    def press_down(self, times: int) -> None:
        for _ in range(times):
            press(self.chart, Qt.Key.Key_Down)

    def picture(self) -> QImage:
        return self.chart.grab().toImage()


class FileSettingsPage(FormPage):
    """The form of the exported files."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.open_screen("outputs.form", FileSettings)

    def tick_columns(self, titles: Sequence[str]) -> None:
        """Only these columns go out."""
        listed = self.view.columns
        for row in range(listed.count()):
            item = listed.item(row)
            item.setCheckState(Qt.CheckState.Checked if item.text() in titles else Qt.CheckState.Unchecked)


class ReportSettingsPage(FormPage):
    """The look of the report."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.open_screen("outputs.report_settings", ReportSettings)

    def take_logo(self, path: Path) -> None:
        self.view.take_logo(path)

    def logo(self) -> tuple[bytes | None, str]:
        """The image, and what the button says of it."""
        return self.view.image, self.view.logo.text()


def differ(one: QColor, other: QColor) -> bool:
    """Whether two colours can be told apart."""
    return sum(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True)) > 20


def _column(tree: QTreeWidget, column: int) -> list[str]:
    items = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return [item.text(column) for item in items if item is not None]
