"""The accessibility tree of every place and of every dialog the menus open: no control is without a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.settings import ASSESSOR
from gui.window import places
from tests.gui.pages.dialogs import answer_nothing, open_dialogs
from tests.gui.pages.window import WindowPage

R = QAccessible.Role
SILENT = {
    R.Client, R.Pane, R.LayeredPane, R.Border, R.Separator, R.ScrollBar, R.Splitter, R.Grip, R.Indicator, R.Whitespace,
    R.NoRole, R.Grouping, R.PageTabList, R.StatusBar, R.Cell, R.ColumnHeader, R.RowHeader, R.StaticText, R.TitleBar,
    R.ListItem, R.TreeItem, R.Row, R.Column,
}  # fmt: skip
"""Roles that hold others, or that are a text themselves and may be blank."""
FEW = 40
"""So many children of one table or list are looked at."""


def unnamed(widget: QWidget) -> list[str]:
    """The controls in sight below a widget that have no name, by role and place."""
    top = QAccessible.queryAccessibleInterface(widget)
    return [] if top is None else list(_find_unnamed(top, widget.objectName()))


def _find_unnamed(one: QAccessibleInterface, where: str) -> Iterator[str]:
    for at in range(min(one.childCount(), FEW)):
        child = one.child(at)
        if child is None or child.state().invisible:
            continue
        name, shown = child.text(QAccessible.Text.Name), child.object()
        here = shown.objectName() if shown is not None else ""
        if not name.strip() and child.role() not in SILENT:
            yield f"{child.role().name} {here} in {where}"
        yield from _find_unnamed(child, here or where)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowPage]:
    """The sample with somebody selected; questions are answered with nothing."""
    answer_nothing(monkeypatch)
    made = WindowPage(qtbot, tmp_path)
    made.program.settings.put(ASSESSOR, "Anne")
    made.open_sample()
    made.settle()
    made.after(lambda: made.live.select(3))
    yield made
    made.close()


def test_no_control_of_a_place_is_without_a_name(page: WindowPage) -> None:
    for key in places.KEYS:
        page.go(key)
        assert (key, unnamed(page.window)) == (key, [])
    page.go("rank")
    for cutoff in (False, True):
        page.rank.open_rules(cutoff)
        assert unnamed(page.window) == []


def test_no_control_of_a_dialog_is_without_a_name(page: WindowPage) -> None:
    seen, found = set(), []
    for name, dialog in open_dialogs(page):
        seen.add(dialog.objectName())
        found += [f"{name}: {what}" for what in unnamed(dialog)]
        if not dialog.accessibleName():
            found.append(f"{name}: the dialog itself")
    assert not found, found
    assert len(seen) > 18, seen
