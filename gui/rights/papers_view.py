"""What is shown before it leaves: a person's whole file, and the protocol of an erasure; saved as PDF or JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.i18n import tr
from gui.parts.controls import QUIET, WORSE, Button, label
from gui.parts.named import named
from gui.parts.page import Page

SIZE = (760, 640)


class TextView(Page):
    """Lines to read, with buttons to save them: (name, text, step)."""

    def __init__(
        self,
        parent: QWidget,
        key: str,
        title: str,
        lines: Sequence[str],
        saving: Sequence[tuple[str, str, Callable[[], None]]],
    ) -> None:
        super().__init__(parent, key, title, SIZE)
        self.text = named(QPlainTextEdit("\n".join(lines)), f"{key}_text")
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        self.text.setTabChangesFocus(True)
        self.lead = label(f"{key}_lead", role=QUIET, wrap=True)
        buttons = []
        for name, words, step in saving:
            button = Button(name, words)
            button.clicked.connect(lambda checked=False, do=step: do())
            buttons.append(button)
        self.lay_out(self.lead, self.text, grow={self.text}, buttons=buttons)

    def say(self, words: str, bad: bool = False) -> None:
        """One sentence above the lines; ``bad``: it is trouble."""
        self.lead.setForegroundRole(WORSE if bad else QUIET)
        self.lead.setText(words)


def held_lines(held: Mapping[str, Any]) -> list[str]:
    """A person's whole file as lines: where each datum comes from, then each table row by row."""
    from core.rights.papers import table_title

    lines = [tr("Where each datum comes from").upper()]
    for one in held.get("sources", []):
        where = f"{one['source']}{tr(', row {row}', row=one['row']) if one['row'] else ''}"
        lines.append(" · ".join(filter(None, (f"{one['what']}{tr(': ')}{one['value']}", where, one["day"] or ""))))
    for table, rows in held.items():
        if table != "sources":
            lines += ["", table_title(table).upper(), *map(_row_line, rows)]
    return lines


def _row_line(row: Mapping[str, Any]) -> str:
    shown = ((name, value) for name, value in row.items() if value not in (None, "", [], {}))
    words = ((name, tr("attached") if name == "file" and len(str(value)) > 200 else value) for name, value in shown)
    return "; ".join(f"{name}{tr(': ')}{value}" for name, value in words)
