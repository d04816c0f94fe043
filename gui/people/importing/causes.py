"""What was found in files, by cause: how many rows each concerns, the first of them, and a way to see them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.i18n import integer, tr, trn
from core.importing.causes import Cause, group_issues
from core.importing.preview import FileIssue, Preview
from gui.parts import theme
from gui.parts.card import Card
from gui.parts.controls import QUIET, WORSE, Button, Elided, label, small
from gui.parts.named import named
from gui.parts.plain import plain_tip
from gui.parts.theme import CARD_TITLE, MEDIUM, STRONG
from gui.people.importing.issues import Compute

MOST_CAUSES, MOST_WORDS = 40, 6
"""Causes shown one under another, and texts named of those treated as unknown."""
BAR, GAP = 10, 2


@dataclass(frozen=True)
class Shares:
    """Where the rows of files go: to people known, to new ones, nowhere."""

    known: int
    new: int
    out: int


NOTHING = Shares(0, 0, 0)


class CausesPanel(Card):
    """``wanted`` (reason, "" for all): its rows are to be seen; ``words_wanted``: the words for "not known" are."""

    wanted = Signal(str)
    words_wanted = Signal()

    def __init__(self, compute: Compute) -> None:
        super().__init__("causes")
        self.setAccessibleName(tr("What was found"))
        self._compute = compute
        self.title = label(
            "causes_title", tr("What was found, rarest first"), size=CARD_TITLE, weight=STRONG, wrap=True
        )
        self.bar = ShareBar()
        self.shares = small("causes_shares", wrap=True)
        self.clean = label("causes_clean", tr("Every row can be imported as it stands."), role=QUIET, wrap=True)
        self.area = named(QScrollArea(), "causes_scroll")
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(tr("What was found"))
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self._causes = named(QWidget(), "causes_list")
        self.missing = small("import_missing", wrap=True)
        self.words = Button("import_missing_words", tr("Words for “not known”…"), "link")
        self.all = Button("causes_all", tr("All rows…"), "link")
        for button in (self.words, self.all):
            button.setAccessibleName(button.text())
        self.words.clicked.connect(self.words_wanted)
        self.all.clicked.connect(lambda: self.wanted.emit(""))
        self._lay_out()

    def _lay_out(self) -> None:
        self.contents.setContentsMargins(16, 14, 6, 12)
        scrolled = named(QWidget(), "causes_scrolled")
        scrolled.setAccessibleName(self.accessibleName())
        self._column = QVBoxLayout(scrolled)
        self._column.setContentsMargins(0, 0, 10, 0)
        self._column.setSpacing(8)
        links = QHBoxLayout()
        links.addWidget(self.words)
        links.addStretch()
        links.addWidget(self.all)
        for part in (self.title, self.bar, self.shares, self.clean, self._causes, self.missing):
            self._column.addWidget(part)
        self._column.addLayout(links)
        self._column.addStretch()
        self.area.setWidget(scrolled)
        scrolled.setAutoFillBackground(False)
        self.contents.addWidget(self.area, 1)

    def show_shares(self, shares: Shares) -> None:
        """Shows where the rows go."""
        self.bar.show_shares(shares)
        self.bar.setVisible(shares != NOTHING)
        words = [
            trn("{n} person known", "{n} people known", shares.known),
            trn("{n} new", "{n} new", shares.new),
            trn("{n} row left out", "{n} rows left out", shares.out),
        ]
        self.shares.setText(" · ".join(words))

    def show_issues(self, issues: Sequence[FileIssue], clean: str) -> None:
        """Shows the causes of issues, or says that there are none; they are gathered in the worker."""
        self.clean.setText(clean)
        self.clean.setVisible(not issues)
        self.all.setVisible(bool(issues))
        self._compute("causes", lambda progress: group_issues(issues, progress), self._show_causes)

    def show_missing(self, files: Sequence[Preview]) -> None:
        """Says which texts were treated as unknown."""
        self.missing.setText(missing_words(files))

    def _show_causes(self, causes: Sequence[Cause]) -> None:
        shown = named(QWidget(), "causes_list")
        shown.setAccessibleName(self.accessibleName())
        grid = QGridLayout(shown)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, cause in enumerate(causes[:MOST_CAUSES]):
            self._add_cause(grid, row, cause)
        self._column.replaceWidget(self._causes, shown)
        self._causes.deleteLater()
        self._causes = shown

    def _add_cause(self, grid: QGridLayout, row: int, cause: Cause) -> None:
        top = Qt.AlignmentFlag.AlignTop
        role = WORSE if cause.refused else QUIET
        count = label(f"cause_{row}_count", integer(cause.count), weight=STRONG, role=role)
        grid.addWidget(count, row, 0, top | Qt.AlignmentFlag.AlignRight)
        text = QVBoxLayout()
        text.setSpacing(1)
        words = label(f"cause_{row}_words", cause_words(cause), weight=MEDIUM, wrap=True)
        examples = Elided(f"cause_{row}_examples", theme.SMALL, role=QUIET)
        examples.setText(example_words(cause))
        examples.setToolTip(plain_tip(examples.text()))
        text.addWidget(words)
        text.addWidget(examples)
        grid.addLayout(text, row, 1)
        show = Button(f"cause_{row}_show", tr("Show"), "link")
        show.setAccessibleName(f"{tr('Show')}: {cause_words(cause)}")
        show.clicked.connect(partial(self._emit_wanted, cause.reason))
        grid.addWidget(show, row, 2, top)

    def _emit_wanted(self, reason: str, checked: bool = False) -> None:
        self.wanted.emit(reason)


class ShareBar(QWidget):
    """Three pieces as wide as their shares, with a gap between; the words beside say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("causes_bar")
        self.setAccessibleName(tr("Where the rows go"))
        self._shares = NOTHING
        self.setFixedHeight(round(theme.scaled(self, BAR)))

    def show_shares(self, shares: Shares) -> None:
        """Shows other shares."""
        self._shares = shares
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        c, parts = theme.colours(self), self._shares
        whole = max(1, parts.known + parts.new + parts.out)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        left = 0.0
        for count, colour in ((parts.known, c.outside), (parts.new, c.inside), (parts.out, c.worse)):
            if count:
                wide = max(4.0, self.width() * count / whole)
                painter.setBrush(colour)
                painter.drawRoundedRect(QRectF(left, 0, wide - GAP, self.height()), 2, 2)
                left += wide
        painter.end()


def cause_words(cause: Cause) -> str:
    """What is the matter, and whether rows stayed out for it."""
    return tr("Left out: {reason}", reason=tr(cause.reason)) if cause.refused else tr(cause.reason)


def example_words(cause: Cause) -> str:
    """Where it stands and what stood there: ``row 2: “n.c.”, row 7: “-”``."""
    return ", ".join(_example_of(issue.row, issue.raw) for _, issue in cause.first) + (
        "…" if cause.count > len(cause.first) else ""
    )


def _example_of(row: int, raw: str) -> str:
    text = " ".join(raw[:80].split())[:40]
    where = tr("row {row}", row=integer(row)) if row else tr("file")
    return tr("{where}: “{text}”", where=where, text=text) if text else where


def missing_words(files: Sequence[Preview]) -> str:
    """``Treated as unknown: “n.c.” 12 ×, “-” 4 ×``."""
    counts: Counter[str] = Counter()
    for seen in files:
        counts.update(dict(seen.missing))
    if not counts:
        return tr("No text was treated as unknown.")
    texts = [
        tr("“{word}” {n} ×", word=" ".join(word[:40].split()), n=integer(n))
        for word, n in counts.most_common(MOST_WORDS)
    ]
    return tr("Treated as unknown: {words}", words=", ".join(texts) + ("…" if len(counts) > MOST_WORDS else ""))
