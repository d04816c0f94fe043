"""The parts of the assessing page: one line a criterion, and the side that explains the current one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from core.campaign.assessing import CriterionView, Said, who
from core.i18n import decimal, tr, trn
from core.stature.confidence import degrees
from core.stature.notes import warnings
from gui.parts import theme
from gui.parts.card import Card
from gui.parts.controls import INK, QUIET, WORSE, Elided, label, small
from gui.parts.days import age_words
from gui.parts.level_bar import LevelBar
from gui.parts.named import named
from gui.parts.note_line import NoteLine
from gui.parts.theme import BODY, HEADING, MEDIUM, REGULAR, SMALL, STRONG


class Line(QWidget):
    """One criterion: its name, the assessor's own level, the beginning of the note. The current one is tinted."""

    def __init__(self, row: CriterionView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"assess_{row.key}")
        self.setAccessibleName(row.name)
        self.bar = LevelBar(f"assess_level_{row.key}", row.name, row.anchors, self)
        self.setFocusProxy(self.bar)
        self.name = label(f"assess_name_{row.key}", row.name, weight=MEDIUM)
        self.below = Elided(f"assess_below_{row.key}", SMALL, role=QUIET)
        self.words = label(f"assess_words_{row.key}", weight=STRONG)
        self.words.setMinimumWidth(round(theme.scaled(self, 92)))
        self.current = False
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 9, 10, 9)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(1)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self.below, 1, 0)
        grid.addWidget(self.bar, 0, 1, 2, 1)
        grid.addWidget(self.words, 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)

    def show_row(self, row: CriterionView) -> None:
        """Shows what the assessor has said."""
        self.bar.anchors = row.anchors
        self.name.setText(row.name)
        self.show_level(row.own.level if row.own else None, row.own is not None)
        self.below.setText(row.note or below_words(row))

    def show_level(self, level: float | None, rated: bool) -> None:
        """Shows a level at once, before it is kept."""
        self.bar.show_level(level, None)
        self.words.setText(self.bar.words() if rated else tr("not rated"))
        self.words.setForegroundRole(INK if rated else QUIET)

    def set_current(self, current: bool) -> None:
        """Sets the line off from the others."""
        self.current = current
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.current:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colours(self).tint)
            painter.drawRoundedRect(QRectF(self.rect()), theme.RADIUS, theme.RADIUS)
            painter.end()


def below_words(row: CriterionView) -> str:
    """What stands under a criterion's name where there is no note."""
    if row.hidden:
        return trn("{n} other has rated: shown once you have", "{n} others have rated: shown once you have", row.hidden)
    if row.unsupported:
        return tr("no evidence yet: E adds some")
    if row.own is not None and row.own.market:
        return tr("for this market only")
    return trn("{n} piece of evidence", "{n} pieces of evidence", row.evidence) if row.evidence else ""


class Side(Card):
    """The current criterion: what its levels mean, the note, what was said elsewhere.

    ``written`` (text) once a note is finished; ``market_only`` (bool) when the levels given next count there only;
    ``doubted`` (key) when another degree of confidence is chosen for the criterion.
    """

    written = Signal(str)
    market_only = Signal(bool)
    doubted = Signal(str)

    def __init__(self, market: str) -> None:
        super().__init__("assess_side")
        self.setAccessibleName(tr("The current criterion"))
        self.title = label("assess_title", size=HEADING, weight=STRONG, wrap=True)
        self.anchors = [label(f"assess_anchor_{level}", wrap=True) for level in range(5)]
        self.numbers = [label(f"assess_number_{level}", str(level)) for level in range(5)]
        self.note = NoteLine("assess_note", "", self)
        theme.dress(self.note, BODY)
        self.note.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.warning = small("assess_warning", role=WORSE, wrap=True)
        self.said = small("assess_said", wrap=True)
        self.market = named(QCheckBox(), "assess_market")
        self.market.setText(tr("For the market “{market}” only (M)", market=market))
        self.market.setAccessibleName(self.market.text())
        self.market.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.market.setVisible(bool(market))
        self.sure = named(QComboBox(), "assess_sure")
        self.sure.setAccessibleName(tr("How sure"))
        self.sure.view().setObjectName("assess_sure_list")
        self.sure.view().setAccessibleName(tr("How sure"))
        self.sure.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for degree in degrees():
            self.sure.addItem(degree.name, degree.key)
        self.sure.activated.connect(lambda at: self.doubted.emit(self.confidence))
        self.note.written.connect(self.written)
        self.note.textChanged.connect(self._show_warnings)
        self.market.toggled.connect(self.market_only)
        self._lay_out()

    def _lay_out(self) -> None:
        inner = named(QWidget(), "assess_inner")
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.setSpacing(6)
        lines.addWidget(self.title)
        lines.addSpacing(2)
        described = QGridLayout()
        described.setHorizontalSpacing(10)
        described.setVerticalSpacing(5)
        described.setColumnStretch(1, 1)
        for level, anchor in enumerate(self.anchors):
            described.addWidget(self.numbers[level], level, 0, Qt.AlignmentFlag.AlignTop)
            described.addWidget(anchor, level, 1)
        lines.addLayout(described)
        lines.addSpacing(10)
        lines.addWidget(small("assess_note_title", tr("Note (N)")))
        lines.addWidget(self.note)
        lines.addWidget(small("assess_sure_title", tr("How sure (S)")))
        for widget in (self.sure, self.warning, self.market, self.said):
            lines.addWidget(widget)
        lines.addStretch()
        inner.setAutoFillBackground(False)
        scroll = named(QScrollArea(), "assess_scroll")
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(tr("The current criterion"))
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        around = QVBoxLayout()
        around.setContentsMargins(18, 14, 12, 14)
        around.addWidget(scroll)
        self.contents.addLayout(around)

    def show_row(self, row: CriterionView) -> None:
        """Shows another criterion, or the same one anew."""
        self.title.setText(row.name)
        self.note.setAccessibleName(tr("Note on {criterion}", criterion=row.name))
        self.note.show_note(row.note)
        self.show_level(row.anchors, row.own.level if row.own else None)
        self.sure.setCurrentIndex(max(0, self.sure.findData(row.own.confidence if row.own else "")))
        self.said.setText("\n".join(said_words(row)))
        self.said.setVisible(bool(self.said.text()))
        self._show_warnings()

    @property
    def confidence(self) -> str:
        """How sure the assessor is of the criterion, as a key."""
        return str(self.sure.currentData())

    def turn_sure(self) -> None:
        """The next degree of confidence."""
        self.sure.setCurrentIndex((self.sure.currentIndex() + 1) % self.sure.count())
        self.doubted.emit(self.confidence)

    def show_level(self, anchors: Sequence[str], level: float | None) -> None:
        """Sets the description of the level given off from the others."""
        for number, (line, text) in enumerate(zip(self.anchors, anchors, strict=True)):
            here = level is not None and round(level) == number
            line.setText(text)
            for part in (self.numbers[number], line):
                part.setForegroundRole(INK if here or level is None else QUIET)
                theme.dress(part, BODY, STRONG if here else REGULAR)

    def _show_warnings(self) -> None:
        self.warning.setText("\n".join(found.words() for found in warnings(self.note.text())[:2]))
        self.warning.setVisible(bool(self.warning.text()))


def said_words(row: CriterionView) -> list[str]:
    """What others said, once it may be seen, and what was noted in other campaigns."""
    lines = [tr("Others: {said}", said="; ".join(one_words(said) for said in row.others))] if row.others else []
    if row.hidden:
        once = tr("What the others gave is shown once you have given a level.")
        lines.append(tr("What the others gave is shown once you have rated every criterion.") if row.blind else once)
    return lines + [
        tr("Noted for “{campaign}”, {age}: {note}", campaign=said.campaign, age=age_words(said.age), note=said.note)
        for said in row.earlier[:3]
    ]


def one_words(said: Said) -> str:
    """One assessor's word: ``Bea 3, “chairs the jury”``."""
    level = tr("unknown") if said.level is None else decimal(said.level, 0 if float(said.level).is_integer() else 1)
    return f"{who(said.assessor)} {level}" + (", " + tr("“{note}”", note=said.note) if said.note else "")
