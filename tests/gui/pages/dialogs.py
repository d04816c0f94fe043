"""Every dialog that the menus open, one after the other, as somebody meets them who tries everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialog, QMenu

from gui.desk import messages
from gui.window.menus import Entry
from tests.gui.pages.window import WindowPage


def answer_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions of the system, such as for a file, are answered with nothing."""
    for name in (name for name in dir(messages) if name.startswith(("ask_", "show_"))):
        nothing = [] if name == "ask_open_files" else None
        monkeypatch.setattr(messages, name, lambda *values, nothing=nothing, **named: nothing)


def open_dialogs(page: WindowPage) -> Iterator[tuple[str, QDialog]]:
    """The name of each command that asks for more ("…"), and the dialog it opens; closed once it was looked at."""
    asked = [
        entry for menu in page.window.menus for entry in menu.entries if isinstance(entry, Entry) and "…" in entry.text
    ]
    for entry in asked:
        action = page.action(entry.name.replace("_", ".", 1))
        if not action.isEnabled():
            continue
        action.trigger()
        page.settle()
        for dialog in [one for one in page.window.findChildren(QDialog) if one.isVisible()]:
            yield entry.name, dialog
            dialog.reject()
        for menu in page.window.findChildren(QMenu):
            menu.hide()
