"""The Score tab: speed and cruise, the components, and the parts in words that add up to the score."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.campaign.dossier import Dossier
from core.i18n import day as day_words
from core.i18n import decimal, tr, trn
from core.model import to_date
from gui.parts import theme
from gui.parts.controls import INK, QUIET, Button, Elided, Rule, label, small
from gui.parts.named import named
from gui.parts.theme import STRONG

NAMES = {"reach": "Reach", "amplification": "Amplification", "network": "Network"}


class PointsBar(QWidget):
    """A bar of 0 to 100 points; dotted where nothing is known."""

    def __init__(self, name: str, title: str, points: float | None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.points = points
        known = tr("unknown") if points is None else decimal(points)
        self.setAccessibleName(f"{title}{tr(': ')}{known}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, round(theme.scaled(self, 14)))

    def paintEvent(self, event: QPaintEvent) -> None:
        c, one = theme.colours(self), theme.scaled(self, 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, (self.height() - 8 * one) / 2, self.width(), 8 * one)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.track)
        painter.drawRoundedRect(box, 3, 3)
        if self.points is not None:
            painter.setBrush(c.score)
            painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width() * self.points / 100, box.height()), 3, 3)
        painter.end()


class ScoreTab(QScrollArea):
    """Built anew for each candidate: there are a dozen lines. ``flags_wanted`` asks for the evidence of the flags."""

    flags_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("score_tab")
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Score"))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self._similar: QVBoxLayout | None = None

    def show_dossier(self, dossier: Dossier) -> None:
        """Shows the score of a candidate."""
        inner = named(QWidget(), "score_lines")
        inner.setAccessibleName(tr("Score"))
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 10, 8, 8)
        lines.setSpacing(8)
        lines.addWidget(label("score_headline", headline(dossier), weight=STRONG, wrap=True))
        lines.addWidget(small("score_more", more(dossier), wrap=True))
        if dossier.components:
            lines.addLayout(_lay_out_components(dossier))
        if dossier.parts:
            lines.addWidget(Rule("score_rule"))
            lines.addLayout(_lay_out_parts(dossier))
        for text in remarks(dossier):
            lines.addWidget(small(f"score_remark_{lines.count()}", text, wrap=True))
        if dossier.flagged:
            show = Button("score_flags", tr("Show the evidence of the flags"), "link")
            show.setAccessibleName(show.text())
            show.clicked.connect(self.flags_wanted)
            lines.addWidget(show, alignment=Qt.AlignmentFlag.AlignLeft)
        self._similar = QVBoxLayout()
        self._similar.setSpacing(8)
        lines.addLayout(self._similar)
        lines.addStretch()
        self.setWidget(inner)
        inner.setAutoFillBackground(False)

    def show_similar(self, sentences: Sequence[str]) -> None:
        """Adds how the candidate's accounts stand among similar ones, which is worked out after the rest."""
        if self._similar is None or self._similar.count():
            return
        for number, text in enumerate(sentences):
            self._similar.addWidget(small(f"score_similar_{number}", text, wrap=True))


def headline(dossier: Dossier) -> str:
    """The score and its bounds."""
    if dossier.person.offline:
        return tr("Off line by choice: there is no speed to measure.")
    if dossier.score is None:
        return tr("No score: an audience or reactions are needed. Until then the middle score of this campaign counts.")
    if dossier.score_low == dossier.score_high:
        return tr("Score {score}", score=decimal(dossier.score))
    low, high = decimal(dossier.score_low), decimal(dossier.score_high)
    return tr("Score {score}, between {low} and {high}", score=decimal(dossier.score), low=low, high=high)


def more(dossier: Dossier) -> str:
    """Speed, cruise, age of the data, and what silence would cost."""
    found = []
    if dossier.speed is not None and dossier.cruise is not None:
        found.append(tr("speed {speed}", speed=decimal(dossier.speed)))
        found.append(tr("value at cruise {cruise}", cruise=decimal(dossier.cruise)))
    if dossier.age_days:
        found.append(trn("last seen {n} day before", "last seen {n} days before", dossier.age_days))
    if dossier.pause_cost:
        found.append(tr("a four-week pause would cost {points} points", points=decimal(dossier.pause_cost)))
    return " · ".join(found)


def remarks(dossier: Dossier) -> list[str]:
    """What would change the score, what other tools say, what was left out, and what deserves a second look."""
    found = []
    if dossier.changes:
        found.append(
            tr("To gain five points, any one of these is enough: {changes}.", changes=" · ".join(dossier.changes))
        )
    for other in dossier.external:
        words = tr("{name}: {value} of {top}.", name=other.name, value=decimal(other.value), top=decimal(other.top, 0))
        found.append(words + " " + tr("This campaign ranks by it.") if other.in_use else words)
    for first, last in dossier.history.absences:
        days = [day_words(to_date(day), "medium") for day in (first, last)]
        found.append(tr("Absent from {first} to {last}: left out of the score.", first=days[0], last=days[1]))
    return found + [words for key, words in zip(dossier.flags, dossier.flag_words, strict=True) if key != "no_score"]


def _lay_out_components(dossier: Dossier) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(5)
    for row, (key, points) in enumerate(dossier.components.items()):
        title = tr(NAMES.get(key, key))
        grid.addWidget(label(f"component_{key}", title), row, 0)
        grid.addWidget(PointsBar(f"component_bar_{key}", title, points), row, 1)
        value = label(f"component_value_{key}", tr("unknown") if points is None else decimal(points), weight=STRONG)
        value.setForegroundRole(QUIET if points is None else INK)
        grid.addWidget(value, row, 2, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(1, 1)
    return grid


def _lay_out_parts(dossier: Dossier) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    for row, part in enumerate(dossier.parts):
        points = label(f"part_points_{row}", signed(part.points), weight=STRONG)
        words = Elided(f"part_words_{row}", theme.SMALL, role=QUIET)
        words.setText(part.words)
        words.setToolTip("")
        grid.addWidget(points, row, 0, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(label(f"part_name_{row}", part.name), row, 1)
        grid.addWidget(words, row, 2)
    total = len(dossier.parts)
    grid.addWidget(label("parts_total", decimal(sum(p.points for p in dossier.parts)), weight=STRONG), total, 0)
    grid.addWidget(label("parts_total_name", tr("Score"), weight=STRONG), total, 1)
    grid.setColumnStretch(2, 1)
    return grid


def signed(points: float) -> str:
    """``+3.2`` or ``−1.0``."""
    return ("+" if points >= 0 else "") + decimal(points)
