"""The accessibility tree of every place and of every dialog the menus open: no control is without a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.settings import ASSESSOR
from gui.desk import messages
from gui.window import places
from gui.window.menus import Entry
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
ELSEWHERE = {"files_quit", "files_close", "help_about_qt", "files_sample", "edit_undo", "edit_redo", "view_full_screen"}
"""Commands that end or change what is being looked at."""


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


def _dialogs(page: WindowPage) -> list[QDialog]:
    return [one for one in page.window.findChildren(QDialog) if one.isVisible()]


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowPage]:
    """The sample with somebody selected; questions are answered with nothing."""
    for name in (name for name in dir(messages) if name.startswith(("ask_", "show_"))):
        nothing = [] if name == "ask_open_files" else None
        monkeypatch.setattr(messages, name, lambda *values, nothing=nothing, **named: nothing)
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
    asked = [
        entry
        for menu in page.window.menus
        for entry in menu.entries
        if isinstance(entry, Entry) and "…" in entry.text and entry.name not in ELSEWHERE
    ]
    seen, found = set(), []
    for entry in asked:
        action = page.action(entry.name.replace("_", ".", 1))
        if not action.isEnabled():
            continue
        action.trigger()
        page.settle()
        for dialog in _dialogs(page):
            seen.add(dialog.objectName())
            found += [f"{entry.name}: {what}" for what in unnamed(dialog)]
            if not dialog.accessibleName():
                found.append(f"{entry.name}: the dialog itself")
            dialog.reject()
        for menu in page.window.findChildren(QMenu):
            menu.hide()
    assert not found, found
    assert len(seen) > 18, seen
