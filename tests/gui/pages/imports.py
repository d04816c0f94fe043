"""An import as a user sees it: the wizard, and the ways to it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from core.importing.matching import Kind
from core.model import to_date
from gui.people.importing.changes import ChangesView
from gui.people.importing.compare import CompareView
from gui.people.importing.missing import MissingDialog
from gui.people.importing.wizard import CHECK, COLUMNS, RESULT, WORK, ImportWizard
from tests.gui.pages.events import press
from tests.gui.pages.past_imports import ComparePage, IssuesPage, MissingWordsPage
from tests.gui.pages.proposals import ChangesPage, PairsPage
from tests.gui.pages.window import WindowPage

PAGES = {WORK: "work", COLUMNS: "columns", CHECK: "check", RESULT: "result"}
FIRST_DATA_ROW, SURE_ROW = 2, 1
Screen = TypeVar("Screen", bound=QDialog)


class ImportPage:
    """The import wizard."""

    def __init__(self, window: WindowPage, view: ImportWizard) -> None:
        self.window, self.view = window, view

    @property
    def page(self) -> str:
        """Which of its pages is shown: work, columns, check or result."""
        return PAGES[self.view.pages.currentIndex()]

    @property
    def is_open(self) -> bool:
        return self.view.isVisible()

    @property
    def title(self) -> str:
        return self.view.title.text()

    @property
    def summary(self) -> str:
        """What the page says under its title."""
        return self.view.text.text()

    @property
    def fault(self) -> str:
        return self.view.fault.text()

    # --- going on ------------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """To the next page, once its list is there."""
        self.view.next.click()
        self.window.settle()

    def can_go_on(self) -> bool:
        return self.view.next.isVisible()

    def import_all(self, files: int = 1) -> ImportPage:
        """Through to the result; ``files``: how many of them ask something, and so are looked at one by one."""
        for _ in range(files + 1):
            self.go_on()
        assert self.page == "result"
        return self

    def start_and_cancel(self) -> None:
        """Begins the import and thinks better of it at once."""

        def both() -> None:
            self.view.next.click()
            self.view.cancel.click()

        self.window.after(both)

    def cancel(self) -> None:
        self.view.cancel.click()

    def close(self) -> None:
        self.view.accept() if self.page == "result" else self.view.reject()

    # --- columns -------------------------------------------------------------------------------------------------

    def fields(self) -> list[str]:
        """What every column shown is taken for."""
        return [combo.currentData() for combo in self.view.columns.fields]

    def uses(self) -> dict[int, str]:
        """Column -> field, of the columns that are taken for something."""
        return {use.column: use.field for use in self.view.files[0].prepared.draft.mapping.uses}

    def shown_columns(self) -> list[int]:
        return list(self.view.columns.shown)

    def headings(self) -> list[str]:
        table = self.view.columns
        items = (table.horizontalHeaderItem(column) for column in range(table.columnCount()))
        return [item.text() for item in items if item is not None]

    def how_sure(self, column: int) -> str:
        """What stands between a column's field and its cells."""
        return self._cell(SURE_ROW, column)

    def cell(self, row: int, column: int) -> str:
        """A cell of the file's first rows."""
        return self._cell(FIRST_DATA_ROW + row, column)

    def _cell(self, row: int, column: int) -> str:
        item = self.view.columns.item(row, column)
        assert item is not None
        return item.text()

    def choose_field(self, column: int, field: str) -> None:
        """Takes a column for something else; "" leaves it out."""
        self.window.after(lambda: self.pick_field(column, field))

    def pick_field(self, column: int, field: str) -> None:
        """The same, without waiting for it."""
        combo = self.view.columns.fields[column]
        combo.setCurrentIndex(combo.findData(field))

    def more_columns(self) -> str:
        return self.view.page.more.text()

    # --- how the file is read ------------------------------------------------------------------------------------

    @property
    def file(self) -> str:
        """The name of the file in view."""
        return self.view.page.bar.file.currentText()

    def files(self) -> list[str]:
        return [seen.prepared.draft.file for seen in self.view.files]

    def sheets(self) -> list[str]:
        combo = self.view.page.bar.sheet
        return [combo.itemData(at) for at in range(combo.count())]

    def read_as(self, **choices: str) -> None:
        """Takes another ``sheet``, ``encoding`` or ``delimiter``."""
        for name, value in choices.items():
            self.window.after(lambda name=name, value=value: self.pick_reading(name, value))

    def pick_reading(self, name: str, value: str) -> None:
        """The same for one of them, without waiting for it."""
        combo = {"sheet": self.view.page.bar.sheet, "encoding": self.view.page.bar.encoding}.get(
            name, self.view.page.bar.delimiter
        )
        combo.setCurrentIndex(combo.findData(value))

    def offers_encoding(self) -> bool:
        return self.view.page.bar.encoding.isVisible()

    def delimiter(self) -> str:
        return str(self.view.page.bar.delimiter.currentData())

    # --- questions -----------------------------------------------------------------------------------------------

    def answers(self, column: int, value: str = "") -> list[str]:
        """The two ways in which a column, or one value of it, can be read."""
        return [button.text() for button in self.view.page.questions.groups[column, value].buttons()]

    def answer(self, column: int, value: str = "") -> int:
        """Which of the two is in force; -1 for none."""
        return self.view.page.questions.groups[column, value].checkedId()

    def choose_answer(self, column: int, answer: int, value: str = "") -> None:
        self.window.after(self.view.page.questions.groups[column, value].button(answer).click)

    def days(self) -> list[str]:
        """The days of the rows as they are understood, "" for none."""
        found = [to_date(day) for day in self.view.files[0].prepared.draft.clean.day.tolist()]
        return [day.isoformat() if day else "" for day in found]

    def audience(self) -> list[float]:
        """The first two audiences as they are understood."""
        found = self.view.files[0].prepared.draft.clean.metrics["audience"].tolist()
        return list(found[:2])

    # --- saved mappings, words, issues ---------------------------------------------------------------------------

    def save_mapping(self) -> None:
        self.window.after(self.view.page.save.click)

    def saved_mapping(self) -> str:
        """What is said of the saved mapping it was read by; nothing where it was read without."""
        return self.view.page.saved.text() if self.view.page.saved.isVisible() else ""

    def drop_mapping(self) -> None:
        assert self.view.page.drop.isVisible()
        self.window.after(self.view.page.drop.click)

    def unknown_words(self) -> str:
        """What is said of the texts treated as unknown."""
        return self.view.check.missing.text()

    def open_words(self) -> MissingWordsPage:
        self.window.after(self.view.check.words.click)
        return MissingWordsPage(self.window, _shown(self.view, MissingDialog))

    @property
    def issues(self) -> IssuesPage:
        return IssuesPage(self.window, self.view.issues)

    # --- the result ----------------------------------------------------------------------------------------------

    def rows(self) -> tuple[int, int]:
        """How many rows of the first file were read, and imported."""
        return self.view.results[0].rows_read, self.view.results[0].rows_imported

    def export_issues(self) -> None:
        self.window.after(self.view.result_page.export.click)

    def compare(self) -> ComparePage:
        self.window.after(self.view.result_page.compare.click)
        return ComparePage(_shown(self.view, CompareView))

    def changes(self) -> ChangesPage:
        self.window.after(self.view.result_page.changes.click)
        self.window.settle()
        return ChangesPage(self.window, _shown(self.view, ChangesView))

    @property
    def pairs(self) -> PairsPage:
        return PairsPage(self.window, self.view.duplicates)

    # --- keyboard ------------------------------------------------------------------------------------------------

    def press_escape(self) -> None:
        press(self.view, Qt.Key.Key_Escape)
        self.window.settle()

    def press_enter(self) -> None:
        QTest.keyClick(self.view, Qt.Key.Key_Return)
        self.window.settle()

    def tab_to(self, name: str) -> QWidget:
        """Presses Tab until the focus stands on a widget whose name begins so."""
        self.view.activateWindow()
        for _ in range(60):
            focused = QApplication.focusWidget()
            if focused is not None and focused.objectName().startswith(name):
                return focused
            QTest.keyClick(focused or self.view, Qt.Key.Key_Tab)
        raise AssertionError(f"the keyboard does not reach {name}")

    def press_on(self, name: str, key: Qt.Key) -> None:
        """Tabs to a widget and presses a key on it."""
        widget = self.tab_to(name)
        self.window.after(lambda: QTest.keyClick(widget, key))


def open_import(window: WindowPage, *sources: Path, kind: Kind = "candidates") -> ImportPage:
    """The wizard on some files, once they are read."""
    window.after(lambda: window.window.rooms.files.import_paths(sources, kind))
    return ImportPage(window, window.dialog(ImportWizard))


def start_import(window: WindowPage, *sources: Path) -> ImportPage:
    """The wizard as soon as it is open, while it is still reading."""
    window.window.rooms.files.import_paths(sources)
    window.qtbot.waitUntil(lambda: any(one.isVisible() for one in window.window.findChildren(ImportWizard)))
    return ImportPage(window, window.dialog(ImportWizard))


def paste_text(window: WindowPage, text: str) -> ImportPage:
    """The wizard on a table that was pasted."""
    window.after(lambda: window.window.rooms.imports.wizard([text], "candidates"))
    return ImportPage(window, window.dialog(ImportWizard))


def paste_clipboard(window: WindowPage, text: str) -> ImportPage:
    """The same by way of the clipboard and the menu."""
    QGuiApplication.clipboard().setText(text)
    window.after(lambda: window.trigger("files.paste"))
    return ImportPage(window, window.dialog(ImportWizard))


def _shown(parent: QWidget, kind: type[Screen]) -> Screen:
    return next(one for one in parent.findChildren(kind) if one.isVisible())
