"""An import as a user sees it: the page of files, and the ways to it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from core.importing.matching import Kind
from core.model import to_date
from gui.parts.controls import Button
from gui.people.importing.changes import ChangesView
from gui.people.importing.compare import CompareView
from gui.people.importing.import_page import COLUMNS, RESULT, WORK
from gui.people.importing.import_page import ImportPage as ImportView
from gui.people.importing.missing import MissingDialog
from gui.people.place import PeoplePlace
from tests.gui.pages.events import press
from tests.gui.pages.past_imports import ComparePage, IssuesPage, MissingWordsPage
from tests.gui.pages.proposals import ChangesPage, PairsPage
from tests.gui.pages.window import WindowPage

PAGES = {WORK: "work", COLUMNS: "columns", RESULT: "result"}
FIRST_DATA_ROW, SURE_ROW = 2, 1


class ImportPage:
    """The import, in the place of the people."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.place = window, people_place(window)
        view = self.place.importing
        assert view is not None
        self.view = view

    @property
    def page(self) -> str:
        """What it shows: work, columns or result."""
        return PAGES[self.view.state]

    @property
    def is_open(self) -> bool:
        """Whether it is in sight."""
        return self.place.importing is self.view and self.view.isVisible()

    @property
    def waits(self) -> bool:
        """Whether it can be come back to from the people."""
        return self.place.importing is self.view and not self.view.isVisible()

    @property
    def title(self) -> str:
        return self.place.title.text()

    @property
    def summary(self) -> str:
        """What the page says under its title."""
        return self.place.sentence.text()

    @property
    def step(self) -> str:
        """The words of the blue button."""
        return self.place.blue.text()

    @property
    def fault(self) -> str:
        return self.view.fault.text()

    # --- going on ------------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Presses the blue button, and waits for what comes of it."""
        self.place.blue.click()
        self.window.settle()

    def can_go_on(self) -> bool:
        return self.place.blue.isVisible()

    def import_all(self, files: int = 1) -> ImportPage:
        """Through to the result; ``files``: how many of them ask something, and so are looked at one by one."""
        for _ in range(files):
            self.go_on()
        assert self.page == "result"
        return self

    def start_and_cancel(self) -> None:
        """Begins the import and thinks better of it at once."""

        def both() -> None:
            self.place.blue.click()
            self.place.cancel.click()

        self.window.after(both)

    def cancel(self) -> None:
        self.place.cancel.click()

    def close(self) -> None:
        """Done with it, or given up."""
        self.go_on() if self.page == "result" else self.cancel()

    def go_back(self) -> None:
        """Back to the people; the files wait."""
        self.place.back.click()

    def resume(self) -> None:
        """Goes on with the files that wait."""
        assert self.waits
        self.place.blue.click()

    # --- what was found ------------------------------------------------------------------------------------------

    def causes(self) -> list[tuple[str, str, str]]:
        """Count, words and examples of each cause, in order."""
        panel, found = self.view.causes, []
        for row in range(len(panel.findChildren(QLabel, QRegularExpression("cause_[0-9]+_count")))):
            parts = (panel.findChild(QLabel, f"cause_{row}_{part}") for part in ("count", "words", "examples"))
            count, words, examples = (part.text() for part in parts if part is not None)
            found.append((count, words, examples))
        return found

    def show_cause(self, row: int) -> IssuesPage:
        """The rows of a cause."""
        button = self.view.causes.findChild(Button, f"cause_{row}_show")
        assert button is not None
        self.window.after(button.click)
        return IssuesPage(self.window, self.view.issues)

    # --- columns -------------------------------------------------------------------------------------------------

    def fields(self) -> list[str]:
        """What every column shown is taken for."""
        return [combo.currentData() for combo in self.view.columns.fields]

    def uses(self) -> dict[int, str]:
        """Column -> field, of the columns that are taken for something."""
        return {use.column: use.field for use in self.view.read.files[0].prepared.draft.mapping.uses}

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
        self.view.columns.fields[column].choose(field)

    def search_field(self, column: int, text: str) -> list[str]:
        """The fields that the list of a column offers for a text; the list is closed again."""
        box = self.view.columns.fields[column]
        box.showPopup()
        assert box.picker is not None
        box.picker.search.setText(text)
        found = box.picker.fields()
        box.picker.close()
        return found

    def more_columns(self) -> str:
        return self.view.page.more.text()

    # --- how the file is read ------------------------------------------------------------------------------------

    @property
    def file(self) -> str:
        """The name of the file in view."""
        return self.view.bar.file.currentText()

    def files(self) -> list[str]:
        return [seen.prepared.draft.file for seen in self.view.read.files]

    def sheets(self) -> list[str]:
        combo = self.view.bar.sheet
        return [combo.itemData(at) for at in range(combo.count())]

    def read_as(self, **choices: str) -> None:
        """Takes another ``sheet``, ``encoding`` or ``delimiter``."""
        for name, value in choices.items():
            self.window.after(lambda name=name, value=value: self.pick_reading(name, value))

    def pick_reading(self, name: str, value: str) -> None:
        """The same for one of them, without waiting for it."""
        combo = {"sheet": self.view.bar.sheet, "encoding": self.view.bar.encoding}.get(name, self.view.bar.delimiter)
        combo.setCurrentIndex(combo.findData(value))

    def offers_encoding(self) -> bool:
        return self.view.bar.encoding.isVisible()

    def delimiter(self) -> str:
        return str(self.view.bar.delimiter.currentData())

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
        found = [to_date(day) for day in self.view.read.files[0].prepared.draft.clean.day.tolist()]
        return [day.isoformat() if day else "" for day in found]

    def audience(self) -> list[float]:
        """The first two audiences as they are understood."""
        found = self.view.read.files[0].prepared.draft.clean.metrics["audience"].tolist()
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
        return self.view.causes.missing.text()

    def open_words(self) -> MissingWordsPage:
        self.window.after(self.view.causes.words.click)
        return MissingWordsPage(self.window, self.window.dialog(MissingDialog))

    @property
    def issues(self) -> IssuesPage:
        """All rows that have an issue."""
        self.window.after(self.view.causes.all.click)
        return IssuesPage(self.window, self.view.issues)

    # --- the result ----------------------------------------------------------------------------------------------

    def rows(self) -> tuple[int, int]:
        """How many rows of the first file were read, and imported."""
        return self.view.results[0].rows_read, self.view.results[0].rows_imported

    def export_issues(self) -> None:
        self.window.after(self.view.result_page.export.click)

    def compare(self) -> ComparePage:
        self.window.after(self.view.result_page.compare.click)
        return ComparePage(self.window.dialog(CompareView))

    def changes(self) -> ChangesPage:
        self.window.after(self.view.result_page.changes.click)
        self.window.settle()
        return ChangesPage(self.window, self.window.dialog(ChangesView))

    @property
    def pairs(self) -> PairsPage:
        return PairsPage(self.window, self.view.duplicates)

    # --- keyboard ------------------------------------------------------------------------------------------------

    def press_escape(self) -> None:
        """Presses Escape on what has the keyboard in the place."""
        self.view.window().activateWindow()
        QTest.qWaitForWindowActive(self.view.window())
        focused = QApplication.focusWidget()
        press(focused if focused is not None and self.place.isAncestorOf(focused) else self.view, Qt.Key.Key_Escape)
        self.window.settle()

    def press_enter(self) -> None:
        """Presses Enter on what has the keyboard."""
        QTest.keyClick(QApplication.focusWidget() or self.view, Qt.Key.Key_Return)
        self.window.settle()

    def tab_to(self, name: str) -> QWidget:
        """Presses Tab until the focus stands on a widget whose name begins so."""
        self.view.window().activateWindow()
        QTest.qWaitForWindowActive(self.view.window())
        for _ in range(80):
            focused = QApplication.focusWidget()
            if focused is not None and focused.objectName().startswith(name):
                return focused
            QTest.keyClick(focused or self.view, Qt.Key.Key_Tab)
        raise AssertionError(f"the keyboard does not reach {name}")

    def press_on(self, name: str, key: Qt.Key) -> None:
        """Tabs to a widget and presses a key on it."""
        widget = self.tab_to(name)
        self.window.after(lambda: QTest.keyClick(widget, key))


def people_place(window: WindowPage) -> PeoplePlace:
    """The place of the people, in view."""
    place = window.window.stack.shown
    assert isinstance(place, PeoplePlace)
    return place


def open_import(window: WindowPage, *sources: Path, kind: Kind = "candidates") -> ImportPage:
    """The page of some files, once they are read."""
    window.after(lambda: window.window.rooms.files.import_paths(sources, kind))
    window.settle()
    return ImportPage(window)


def start_import(window: WindowPage, *sources: Path) -> ImportPage:
    """The page as soon as it is open, while it is still reading."""
    window.window.rooms.files.import_paths(sources)
    window.qtbot.waitUntil(lambda: any(one.isVisible() for one in window.window.findChildren(ImportView)))
    return ImportPage(window)


def paste_text(window: WindowPage, text: str) -> ImportPage:
    """The page of a table that was pasted."""
    window.after(lambda: window.window.rooms.imports.begin([text], "candidates"))
    window.settle()
    return ImportPage(window)


def paste_clipboard(window: WindowPage, text: str) -> ImportPage:
    """The same by way of the clipboard and the menu."""
    QGuiApplication.clipboard().setText(text)
    window.after(lambda: window.trigger("files.paste"))
    window.settle()
    return ImportPage(window)
