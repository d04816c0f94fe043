"""Past imports as a user sees them: their issues, two of them side by side, saved mappings, words for "not known"."""

from __future__ import annotations

from gui.parts.long_list import LongList
from gui.people.importing.compare import CompareView
from gui.people.importing.issues import IssuesList
from gui.people.importing.mappings import MappingsView
from gui.people.importing.missing import MissingDialog
from gui.people.importing.past import ImportsView
from tests.gui.pages.window import WindowPage


class IssuesPage:
    """A list of issues with its two filters."""

    def __init__(self, window: WindowPage, view: IssuesList) -> None:
        self.window, self.view = window, view

    def rows(self) -> list[list[str]]:
        """The rows in columns: file, row, field, raw text, reason."""
        return [self.view.list.cells(row) for row in range(len(self.view.list.items))]

    def reasons(self) -> list[str]:
        return [self.view.reason.itemText(at) for at in range(self.view.reason.count())]

    def choose_reason(self, at: int) -> None:
        self.window.after(lambda: self.view.reason.setCurrentIndex(at)) if at else self.view.reason.setCurrentIndex(0)

    def search(self, text: str) -> None:
        self.window.after(lambda: self.view.text.setText(text))


class ComparePage:
    """An import beside the one before."""

    def __init__(self, view: CompareView) -> None:
        self.view = view

    def tabs(self) -> list[str]:
        return [self.view.tabs.tabText(at) for at in range(self.view.tabs.count())]

    def first_rows(self) -> list[list[str]]:
        """The first row of each list: new, gone, changed."""
        return [shown.cells(0) for shown in (self.view.new, self.view.gone, self.view.changed)]

    def close(self) -> None:
        self.view.reject()


class PastImportsPage:
    """The imports of the workspace."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.open_screen("imports.past", ImportsView)

    def files(self) -> list[str]:
        return [batch.file for batch in self.view.list.items]

    def figures(self, row: int) -> list[str]:
        """Rows read, imported and refused."""
        return self.view.list.cells(row)[3:6]

    def content(self, row: int) -> str:
        return self.view.list.cells(row)[2]

    def choose(self, row: int) -> None:
        self.window.after(lambda: self.view.list.selectRow(row))

    @property
    def issues(self) -> IssuesPage:
        return IssuesPage(self.window, self.view.issues)

    def can_compare(self) -> bool:
        return self.view.compare.isEnabled()

    def revert(self) -> None:
        self.window.after(self.view.revert.click)
        self.window.settle()

    def close(self) -> None:
        self.view.reject()


class MappingsPage:
    """The saved mappings."""

    def __init__(self, window: WindowPage) -> None:
        self.window, self.view = window, window.open_screen("imports.mappings", MappingsView)

    def names(self) -> list[str]:
        return [name for (name,) in list_rows(self.view.list)]

    def columns(self) -> list[list[str]]:
        """Column and field of the mapping chosen."""
        return list_rows(self.view.columns)

    def rename(self) -> None:
        self.window.after(self.view.rename.click)
        self.window.settle()

    def delete(self) -> None:
        self.window.after(self.view.delete.click)
        self.window.settle()

    def can_delete(self) -> bool:
        return self.view.delete.isEnabled()

    def close(self) -> None:
        self.view.reject()


class MissingWordsPage:
    """The words for "not known"."""

    def __init__(self, window: WindowPage, view: MissingDialog | None = None) -> None:
        self.window, self.view = window, view or window.open_screen("imports.words", MissingDialog)

    def words(self) -> list[str]:
        return self.view.words()

    def write(self, *words: str) -> None:
        self.view.field.setPlainText("\n".join(words))

    def take_usual(self) -> None:
        self.view.usual.click()

    def agree(self) -> None:
        self.view.agree.click()
        self.window.settle()

    @property
    def fault(self) -> str:
        return self.view.fault.text()

    def close(self) -> None:
        self.view.reject()


def list_rows(shown: LongList) -> list[list[str]]:
    return [shown.cells(row) for row in range(len(shown.items))]
