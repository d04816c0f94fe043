"""The empty state: what to do first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.i18n import tr
from gui.parts.card import Card
from gui.parts.controls import QUIET, Button, label, small
from gui.parts.named import named
from gui.parts.plain import plain_tip
from gui.parts.theme import STRONG, TITLE
from gui.window.file_commands import Files

WIDTH = 520


class Welcome(QWidget):
    """Shown while there is no campaign."""

    def __init__(self, files: Files) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self.setAccessibleName(tr("Welcome"))
        self._files = files
        self.card = Card("welcome_card")
        self.card.setAccessibleName(tr("Welcome"))
        self.card.setFixedWidth(WIDTH)
        self._recent: QWidget | None = None
        inside = QVBoxLayout()
        inside.setContentsMargins(40, 36, 40, 36)
        inside.setSpacing(10)
        self.card.contents.addLayout(inside)
        inside.addWidget(label("welcome_title", tr("Whom do you invite?"), size=TITLE, weight=STRONG))
        inside.addWidget(label("welcome_text", _promise(), role=QUIET, wrap=True))
        inside.addSpacing(10)
        for name, text, command, voice in _first_steps(files):
            button = Button(name, text, voice)
            button.setAccessibleName(text)
            button.clicked.connect(lambda checked=False, command=command: command())
            inside.addWidget(button)
        inside.addSpacing(6)
        inside.addWidget(small("welcome_drop", tr("Or drop files of candidates on this window."), wrap=True))
        self._inside = inside
        layout = QVBoxLayout(self)
        layout.addWidget(self.card, alignment=Qt.AlignmentFlag.AlignCenter)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """The workspaces opened lately, one link each."""
        if self._recent is not None:
            self._recent.deleteLater()
        self._recent = named(QWidget(), "recent")
        self._recent.setAccessibleName(tr("Opened lately"))
        lines = QVBoxLayout(self._recent)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.setSpacing(2)
        if paths:
            lines.addWidget(small("recent_title", tr("Opened lately")))
        for place, path in enumerate(paths):
            lines.addWidget(self._make_link(place, path))
        self._inside.addWidget(self._recent)

    def _make_link(self, place: int, path: Path) -> Button:
        link = Button(f"recent_{place}", path.stem.replace("&", "&&"), "link")
        link.setAccessibleName(path.stem)
        link.setToolTip(plain_tip(str(path)))
        link.clicked.connect(lambda: self._files.open_path(path))
        return link


def _promise() -> str:
    return tr(
        "Put the online score and the standing off line side by side, move one slider, and see what each choice costs."
    )


def _first_steps(files: Files) -> Sequence[tuple[str, str, Callable[[], None], str]]:
    return (
        ("welcome_new", tr("New campaign…"), files.new_campaign, "primary"),
        ("welcome_open", tr("Open a workspace…"), files.open, "plain"),
        ("welcome_sample", tr("Look at the sample campaign"), files.sample, "plain"),
    )
