"""An import beside the one before: who is new, who is gone, and whose audience changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.i18n import day, decimal, integer, tr
from core.importing.actions import Compared
from gui.parts.controls import QUIET, Tabs, label
from gui.parts.long_list import LongList
from gui.parts.named import named
from gui.parts.page import Page
from gui.people.importing.fields import name_of

SIZE = (820, 580)


class CompareView(Page):
    """Three lists, one behind another."""

    def __init__(self, parent: QWidget, compared: Compared) -> None:
        super().__init__(parent, "compare", tr("What the import changed"), SIZE)
        self.tabs, self.pages = Tabs("compare_tabs"), named(QStackedWidget(), "compare_pages")
        self.tabs.setAccessibleName(tr("Lists"))
        self.new = LongList("compare_new", tr("New"), (tr("Name"),), (1,), name_cells)
        self.gone = LongList("compare_gone", tr("Gone"), (tr("Name"),), (1,), name_cells)
        headings = (tr("Name"), tr("Network"), tr("Audience before"), tr("Audience now"), tr("Difference"))
        self.changed = LongList("compare_changed", tr("Changed"), headings, (4, 2, 3, 3, 2), changed_cells, (2, 3, 4))
        self.empty = label("compare_empty", tr("Nobody."), role=QUIET)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lists = (self.new, self.gone, self.changed)
        self.new.show_items(compared.new)
        self.gone.show_items(compared.gone)
        self.changed.show_items(compared.changed)
        self._add_pages()
        self.lay_out(
            label("compare_text", beside(compared), role=QUIET, wrap=True), self.tabs, self.pages, grow=(self.pages,)
        )
        self.tabs.currentChanged.connect(self._turn_to)
        self._turn_to(0)

    def _add_pages(self) -> None:
        for page in self._lists:
            self.tabs.addTab(f"{page.accessibleName()} ({integer(len(page.items))})")
            self.pages.addWidget(page)
        self.pages.addWidget(self.empty)

    def _turn_to(self, at: int) -> None:
        page = self._lists[at]
        self.pages.setCurrentWidget(page if page.items else self.empty)


def name_cells(name: str) -> Sequence[str]:
    """The one cell of somebody who is new or gone."""
    return (name,)


def beside(compared: Compared) -> str:
    """``list-2026-04.csv (2 Apr 2026) beside list-2026-03.csv (1 Apr 2026)``."""
    later, earlier = (
        f"{batch.file} ({day(batch.day, 'medium')})" if batch.day else batch.file
        for batch in (compared.later, compared.earlier)
    )
    return tr("{later} beside {earlier}", later=later, earlier=earlier)


def changed_cells(change: tuple[str, str, float | None, float | None]) -> Sequence[str]:
    """One changed audience in columns."""
    name, channel, before, now = change
    grown = "" if before is None or now is None else _signed_words(now - before)
    return name, name_of(channel), _count_words(before), _count_words(now), grown


def _count_words(value: float | None) -> str:
    return "–" if value is None else decimal(value, 0)


def _signed_words(value: float) -> str:
    return ("+" if value > 0 else "") + decimal(value, 0)
