"""The fields of a score model: weights and spread, the anchors of each scale, the half-life with its pause table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.i18n import current, decimal, percent, tr, trn
from core.scoring.explain import part_name
from core.scoring.model import COMPONENTS, SCALES, Scale, ScoreModel
from core.scoring.smoothing import PAUSE_DAYS, pause_table
from gui.parts import theme
from gui.parts.controls import INK, LINK, QUIET, label, small, steps
from gui.parts.named import named
from gui.parts.theme import STRONG

HALF_LIVES = (7, 14, 30, 60, 90)
Field = TypeVar("Field", QSpinBox, QDoubleSpinBox)
CHECK_ACTIVITY, CHECK_DAYS = 70.0, 21
LONGEST_HALF_LIFE_DAYS = 365


class Page(QWidget):
    """One page of the editor. ``edited`` when the user has changed something; ``draft`` then holds it."""

    edited = Signal()

    def __init__(self, name: str, title: str, text: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.draft: ScoreModel | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 14, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(small(f"{name}_text", text, wrap=True))

    def show_draft(self, draft: ScoreModel) -> None:
        """Shows a draft; nothing counts as edited by it."""
        self.draft = draft
        self._fill_page(draft)

    def _fill_page(self, draft: ScoreModel) -> None:
        raise NotImplementedError

    def _change_draft(self, **changes: object) -> None:
        if self.draft is not None:
            self.draft = replace(self.draft, **changes)  # type: ignore[arg-type]
            self.edited.emit()


class WeightsPage(Page):
    """How much each component weighs, and how far a missing one may lie from the mean of the others."""

    def __init__(self) -> None:
        text = tr("A missing component takes the mean of the others; the spread is how far it may lie from it.")
        super().__init__("score_weights", tr("Weights"), text)
        grid = _make_grid()
        for column, title in ((1, tr("Weight")), (2, tr("Share")), (3, tr("Spread"))):
            grid.addWidget(small(f"score_heading_{column}", title), 0, column)
        self.weights, self.spreads, self.shares = {}, {}, {}
        for row, name in enumerate(COMPONENTS, start=1):
            title = part_name(name)
            self.weights[name] = whole_number(f"weight_{name}", f"{tr('Weight')}{tr(': ')}{title}", 0, 1000)
            self.spreads[name] = number(f"spread_{name}", f"{tr('Spread')}{tr(': ')}{title}", 0, 100)
            self.shares[name] = label(f"share_{name}", role=QUIET)
            self.weights[name].valueChanged.connect(self._take_change)
            self.spreads[name].valueChanged.connect(self._take_change)
            grid.addWidget(label(f"score_component_{name}", title), row, 0)
            for column, field in enumerate((self.weights[name], self.shares[name], self.spreads[name]), start=1):
                grid.addWidget(field, row, column)
        grid.setColumnStretch(0, 1)
        self.column.addLayout(grid)
        self.column.addStretch()

    def _fill_page(self, draft: ScoreModel) -> None:
        for name in COMPONENTS:
            set_quietly(self.weights[name], draft.weights[name])
            set_quietly(self.spreads[name], draft.spread[name])
        self._show_shares()

    def _show_shares(self) -> None:
        total = sum(field.value() for field in self.weights.values())
        for name, field in self.weights.items():
            self.shares[name].setText(percent(100 * field.value() / total, 1) if total else "–")

    def _take_change(self) -> None:
        self._show_shares()
        self._change_draft(
            weights={name: field.value() for name, field in self.weights.items()},
            spread={name: field.value() for name, field in self.spreads.items()},
        )


class AnchorsPage(Page):
    """What a measured value is worth, scale by scale: the points between two anchors lie on a straight line."""

    def __init__(self) -> None:
        text = tr(
            "What a value is worth in points. Between two anchors the points rise evenly, for each tenfold value."
        )
        super().__init__("score_anchors", tr("Anchors"), text)
        self.scales = named(QComboBox(), "anchor_scale")
        self.scales.setAccessibleName(tr("Scale"))
        self.scales.view().setObjectName("anchor_scale_list")
        self.scales.view().setAccessibleName(tr("Scale"))
        for key in SCALES:
            self.scales.addItem(scale_name(key), key)
        self.scales.currentIndexChanged.connect(self._show_scale)
        self.curve = Curve()
        self.values: list[QDoubleSpinBox] = []
        self.points: list[QDoubleSpinBox] = []
        self.table = named(QWidget(), "anchor_table")
        self.table.setAccessibleName(tr("Anchors"))
        self.source = small("anchor_source", wrap=True)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(16)
        self.beside.addWidget(self.table, 0, Qt.AlignmentFlag.AlignTop)
        self.beside.addWidget(self.curve, 1)
        self.column.addWidget(self.scales)
        self.column.addLayout(self.beside)
        self.column.addWidget(self.source)
        self.column.addStretch()

    @property
    def scale(self) -> str:
        """The scale in view."""
        return str(self.scales.currentData())

    def _fill_page(self, draft: ScoreModel) -> None:
        self._show_scale()

    def _show_scale(self) -> None:
        if self.draft is None:
            return
        scale = self.draft.scales[self.scale]
        self._make_rows(len(scale.anchors), scale.axis)
        for (x, y), value, points in zip(scale.anchors, self.values, self.points, strict=True):
            set_quietly(value, value_of(scale, x))
            set_quietly(points, y)
        self.curve.show_scale(scale)
        self.source.setText(scale.source)

    def _make_rows(self, count: int, axis: str) -> None:
        """As many pairs of fields as there are anchors; the first stands at 0."""
        fresh = named(QWidget(), "anchor_table")
        fresh.setAccessibleName(tr("Anchors"))
        grid = _make_grid(fresh)
        grid.setVerticalSpacing(4)
        heading = tr("Percent") if axis == "percent" else tr("Value")
        for column, title in enumerate((heading, tr("Points"))):
            grid.addWidget(small(f"anchor_heading_{column}", title), 0, column)
        top = 100 if axis == "percent" else 1e12
        pairs = [(f"{heading} {row}", f"{tr('Points')} {row}") for row in range(1, count + 1)]
        self.values = [number(f"anchor_value_{i}", title, 0, top, 0) for i, (title, _) in enumerate(pairs)]
        self.points = [number(f"anchor_points_{i}", title, 0, 100) for i, (_, title) in enumerate(pairs)]
        for row, (value, points) in enumerate(zip(self.values, self.points, strict=True), start=1):
            value.setEnabled(row > 1)
            value.setGroupSeparatorShown(True)
            value.valueChanged.connect(self._take_change)
            points.valueChanged.connect(self._take_change)
            grid.addWidget(value, row, 0)
            grid.addWidget(points, row, 1)
        self.beside.replaceWidget(self.table, fresh)
        self.table.deleteLater()
        self.table = fresh

    def _take_change(self) -> None:
        if self.draft is None:
            return
        before = self.draft.scales[self.scale]
        anchors = tuple(
            (x if value.value() == value_of(before, x) else place_of(before, value.value()), points.value())
            for (x, _), value, points in zip(before.anchors, self.values, self.points, strict=True)
        )
        after = replace(before, anchors=anchors)
        self.curve.show_scale(after)
        self._change_draft(scales={**self.draft.scales, self.scale: after})


class Curve(QWidget):
    """A scale as a line from its first anchor to its last."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("anchor_curve")
        self.setAccessibleName(tr("Points by value"))
        self.scale: Scale | None = None

    def sizeHint(self) -> QSize:
        return QSize(160, 200)

    def show_scale(self, scale: Scale) -> None:
        """Shows a scale."""
        self.scale = scale
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.scale is None:
            return
        c, painter = theme.colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(6, 8, -6, -8)
        painter.setPen(QPen(c.edge, 1))
        for points in (0, 50, 100):
            y = box.bottom() - box.height() * points / 100
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        widest = max(1e-9, self.scale.anchors[-1][0])
        spots = [
            QPointF(box.left() + box.width() * x / widest, box.bottom() - box.height() * y / 100)
            for x, y in self.scale.anchors
        ]
        painter.setPen(QPen(c.score, 2))
        painter.drawPolyline(QPolygonF(spots))
        painter.setBrush(c.score)
        painter.setPen(Qt.PenStyle.NoPen)
        for spot in spots:
            painter.drawEllipse(spot, 3, 3)
        painter.end()


class HalfLifePage(Page):
    """How fast what was seen fades: a slider, and what is left after a pause."""

    def __init__(self) -> None:
        text = tr("After one half-life of silence half of the score is left: a long one forgives a holiday.")
        super().__init__("score_half_life", tr("Half-life"), text)
        self.slider = named(QSlider(Qt.Orientation.Horizontal), "half_life_slider")
        self.slider.setRange(1, LONGEST_HALF_LIFE_DAYS)
        self.slider.setAccessibleName(tr("Half-life in days"))
        self.slider.setPageStep(7)
        self.days = number("half_life_days", tr("Half-life in days"), 1, 36_525)
        self.slider.valueChanged.connect(lambda days: self.days.setValue(days))
        self.days.valueChanged.connect(self._take_change)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.slider, 1)
        row.addWidget(self.days)
        row.addWidget(label("half_life_unit", tr("days"), role=QUIET))
        self.column.addLayout(row)
        self.column.addSpacing(6)
        words = trn(
            "What {n} silent day leaves of an activity of 70",
            "What {n} silent days leave of an activity of 70",
            CHECK_DAYS,
        )
        self.column.addWidget(label("pause_heading", words, weight=STRONG, wrap=True))
        self.table = _make_grid()
        self.column.addLayout(self.table)
        self.pause = small("pause_words", wrap=True)
        self.column.addWidget(self.pause)
        self.column.addStretch()
        for column, title in enumerate((tr("half-life"), tr("left"))):
            self.table.addWidget(small(f"pause_title_{column}", title), column, 0)
        self.cells = [(label(f"pause_days_{i}"), label(f"pause_left_{i}")) for i in range(len(HALF_LIVES) + 1)]
        for i, cells in enumerate(self.cells):
            for line, cell in enumerate(cells):
                self.table.addWidget(cell, line, i + 1, Qt.AlignmentFlag.AlignRight)

    def _fill_page(self, draft: ScoreModel) -> None:
        set_quietly(self.days, draft.half_life)
        self._follow_days(draft.half_life)

    def _take_change(self, days: float) -> None:
        self._follow_days(days)
        self._change_draft(half_life=days)

    def _follow_days(self, days: float) -> None:
        set_quietly(self.slider, min(LONGEST_HALF_LIFE_DAYS, round(days)))
        shown = sorted({*map(float, HALF_LIVES), days})
        table = [*pause_table(CHECK_ACTIVITY, CHECK_DAYS, shown)]
        for i, (over, under) in enumerate(self.cells):
            there = i < len(table)
            over.setText(_days_text(table[i][0]) if there else "")
            under.setText(decimal(table[i][1], 2) if there else "")
            chosen = there and table[i][0] == days
            for cell in (over, under):
                cell.setFont(theme.font_of(self, theme.BODY, STRONG if chosen else theme.REGULAR, figures=True))
                cell.setForegroundRole(LINK if chosen else INK)
        share = 100 * (1 - 2 ** (-PAUSE_DAYS / days))
        self.pause.setText(
            tr(
                "Four weeks of silence cost everyone {share} of the score; the list shows what that is for each.",
                share=percent(share, 1),
            )
        )


def scale_name(key: str) -> str:
    """The name of a scale."""
    names = {
        "audience": tr("Audience"),
        "reactions": tr("Reactions per post"),
        "listed": tr("Lists"),
        "inbound_links": tr("Inbound links"),
        "audience_quality": tr("Audience quality"),
    }
    return names[key]


def value_of(scale: Scale, x: float) -> float:
    """The value an anchor stands at, as it is shown: whole."""
    return float(round(10.0**x - 1.0)) if scale.axis == "log10" else float(round(x))


def place_of(scale: Scale, value: float) -> float:
    """The anchor's place on the scale's axis."""
    return math.log10(1.0 + value) if scale.axis == "log10" else value


def number(name: str, title: str, low: float, high: float, places: int = 1) -> QDoubleSpinBox:
    """A field for a number, written the reader's way."""
    field = named(QDoubleSpinBox(), name)
    field.setDecimals(places)
    field.setRange(low, high)
    return _dress_field(field, title)


def whole_number(name: str, title: str, low: int, high: int) -> QSpinBox:
    """A field for a whole number."""
    field = steps(name)
    field.setRange(low, high)
    return _dress_field(field, title)


def set_quietly(field: QSpinBox | QDoubleSpinBox | QSlider, value: float) -> None:
    """Sets a value that the user has not given."""
    field.blockSignals(True)
    if isinstance(field, QDoubleSpinBox):
        field.setValue(value)
    else:
        field.setValue(round(value))
    field.blockSignals(False)


def _dress_field(field: Field, title: str) -> Field:
    field.setAccessibleName(title)
    field.setLocale(QLocale(current()))
    field.setMinimumHeight(round(theme.scaled(field, 26)))
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    return field


def _make_grid(owner: QWidget | None = None) -> QGridLayout:
    grid = QGridLayout(owner) if owner is not None else QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(8)
    return grid


def _days_text(days: float) -> str:
    return decimal(days, 0 if days == round(days) else 1)


def pages() -> Sequence[Page]:
    """The pages of the editor, in the order of the tabs."""
    return (WeightsPage(), AnchorsPage(), HalfLifePage())
