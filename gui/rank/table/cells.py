"""Paints the rows in sight, one column at a time: a frame sets each font and colour a few times, not once a cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QStaticText, QTransform
from PySide6.QtWidgets import QWidget

from core.campaign.fields.units import STATES, TOTAL_PARTS, state_word
from core.i18n import integer, tr
from core.model import APART, EXCLUDED, HUNDREDTHS, PINNED, WEIGHT_PARTS
from gui.parts import theme
from gui.parts.theme import Colours
from gui.rank.table.columns import Column, change_text
from gui.rank.table.rows import Rows

PAD = 8
ROW_HEIGHT = 33
BAR_HEIGHT = 15
GAP = 2
"""Between the two parts of a bar, whose colours alone differ too little."""
STRIP_HEIGHT = 8
LEAST_WHISKER = 4 * TOTAL_PARTS
"""Bounds closer than four points are not drawn: they say little, and every row would bear them."""

NO_BRUSH = Qt.BrushStyle.NoBrush
NO_PEN = Qt.PenStyle.NoPen
KEPT_TEXTS = 8192
LONGEST = 500
"""Letters of a text that are laid out: a spreadsheet cell may hold 32,767, which takes half a second."""


class Cut(NamedTuple):
    """A text ready to be painted, and its measures in pixels."""

    text: QStaticText
    width: float
    height: float


class Kit:
    """The fonts, pens and brushes of one look, made once and not at every frame."""

    def __init__(self, widget: QWidget) -> None:
        self.colours: Colours = theme.colours(widget)
        self.unit = theme.scaled(widget, 1.0)
        self.body = theme.font_of(widget, theme.BODY)
        self.name = theme.font_of(widget, 13.5, theme.MEDIUM)
        self.strong = theme.font_of(widget, theme.BODY, theme.STRONG, figures=True)
        self.small = theme.font_of(widget, theme.SMALL)
        self.tiny = theme.font_of(widget, theme.TINY, figures=True)
        self.tiny_word = theme.font_of(widget, theme.TINY)
        self.figures = theme.font_of(widget, theme.SMALL, figures=True)
        self.pill = theme.font_of(widget, 11.5, theme.STRONG)
        self.whisker = QPen(self.colours.ink, 1.2 * self.unit)
        self.mark = QPen(self.colours.accent_text, 1.5 * self.unit)
        self.score, self.credibility = QBrush(self.colours.score), QBrush(self.colours.credibility)
        self.score_hatched = QBrush(self.colours.score, Qt.BrushStyle.BDiagPattern)
        self.credibility_hatched = QBrush(self.colours.credibility, Qt.BrushStyle.BDiagPattern)
        self._metrics: dict[int, QFontMetricsF] = {}
        self._cut: dict[tuple[int, str, int], Cut] = {}

    def cut(self, font: QFont, text: str, width: int) -> Cut:
        """The text laid out in one of this kit's fonts and cut to a width, remembered: moves show much the same."""
        key = (id(font), text, width)
        found = self._cut.get(key)
        if found is None:
            if len(self._cut) > KEPT_TEXTS:
                self._cut.clear()
            found = self._cut[key] = self._lay_out(font, text, width)
        return found

    def _lay_out(self, font: QFont, text: str, width: int) -> Cut:
        metrics = self.metrics(font)
        text = text[:LONGEST]
        across = metrics.horizontalAdvance(text)
        if across > width:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            across = metrics.horizontalAdvance(text)
        laid = QStaticText(text)
        laid.setTextFormat(Qt.TextFormat.PlainText)
        laid.prepare(QTransform(), font)
        return Cut(laid, across, metrics.height())

    def metrics(self, font: QFont) -> QFontMetricsF:
        """The measures of one of this kit's fonts."""
        found = self._metrics.get(id(font))
        if found is None:
            found = self._metrics[id(font)] = QFontMetricsF(font)
        return found


@dataclass
class Cells:
    """One column of the rows in sight: where it stands, and what is known of its rows."""

    painter: QPainter
    kit: Kit
    column: Column
    rows: Rows
    texts: Callable[[], list[str]]
    x: int
    width: int
    tops: list[int]
    height: int
    weight: int

    @cached_property
    def left(self) -> int:
        return self.x + round(PAD * self.kit.unit)

    @cached_property
    def room(self) -> int:
        return self.width - 2 * round(PAD * self.kit.unit)

    def text(self, row: int, text: str, font: QFont, right: bool = False) -> None:
        """One text in its cell; the painter has this font already."""
        if text:
            cut = self.kit.cut(font, text, self.room)
            x = self.left + self.room - cut.width if right else self.left
            self.painter.drawStaticText(self._find_text_start(x, row, cut), cut.text)

    def text_at(self, x: float, row: int, text: str, font: QFont) -> None:
        """One text from a place on, as far as the column goes."""
        room = round(self.x + self.width - x)
        if text and room > 0:
            cut = self.kit.cut(font, text, room)
            self.painter.drawStaticText(self._find_text_start(x, row, cut), cut.text)

    def _find_text_start(self, x: float, row: int, cut: Cut) -> QPointF:
        """The top left of a text; whole pixels keep letters crisp."""
        return QPointF(round(x), round(self.tops[row] + (self.height - cut.height) / 2))

    def competes(self, row: int) -> bool:
        return self.rows.rank[row] > 0

    def middle(self, row: int) -> float:
        return self.tops[row] + self.height / 2


def paint(cells: Cells) -> None:
    """Paints a column the way it asks to be shown."""
    PAINTERS[cells.column.show](cells)


def _paint_quiet(cells: Cells) -> None:
    font = cells.kit.figures if cells.column.right else cells.kit.small
    cells.painter.setFont(font)
    cells.painter.setPen(cells.kit.colours.quiet)
    for row, text in enumerate(cells.texts()):
        cells.text(row, text, font, cells.column.right)


def _paint_total(cells: Cells) -> None:
    cells.painter.setFont(cells.kit.strong)
    cells.painter.setPen(cells.kit.colours.ink)
    texts = cells.texts()
    for row in range(len(texts)):
        if cells.competes(row):
            cells.text(row, texts[row], cells.kit.strong, right=True)


def _paint_rank(cells: Cells) -> None:
    """The rank, the reserve's quieter; ``=`` before a shared one."""
    painter, kit, rows = cells.painter, cells.kit, cells.rows
    painter.setFont(kit.strong)
    for held, colour in ((True, kit.colours.ink), (False, kit.colours.quiet)):
        painter.setPen(colour)
        for row in range(len(rows)):
            if cells.competes(row) and rows.is_in[row] == held:
                cells.text(row, integer(rows.rank[row]), kit.strong, right=True)
    painter.setFont(kit.small)
    for row in range(len(rows)):
        if rows.tied[row]:
            across = kit.metrics(kit.strong).horizontalAdvance(integer(rows.rank[row]))
            x = cells.left + cells.room - across - 11 * kit.unit
            cells.text_at(x, row, "=", kit.small)
        elif not cells.competes(row):
            cells.text(row, "–", kit.small, right=True)


def _paint_change(cells: Cells) -> None:
    painter, kit = cells.painter, cells.kit
    painter.setFont(kit.tiny)
    for sign, colour in ((1, kit.colours.better), (-1, kit.colours.worse)):
        painter.setPen(colour)
        for row, change in enumerate(cells.rows.change):
            if change * sign > 0:
                cells.text(row, change_text(change), kit.tiny, right=True)


def _paint_name(cells: Cells) -> None:
    """The name with its signs: a pin after the pinned, a stroke through the excluded."""
    painter, kit, rows = cells.painter, cells.kit, cells.rows
    painter.setFont(kit.name)
    for row, name in enumerate(rows.names):
        painter.setPen(kit.colours.ink if cells.competes(row) else kit.colours.quiet)
        cells.text(row, name or "—", kit.name)
        if rows.state[row] == EXCLUDED:
            y = cells.middle(row)
            painter.drawLine(QPointF(cells.left, y), QPointF(_after_name(cells, row), y))
        elif rows.state[row] == PINNED:
            _paint_pin(cells, row)


def _after_name(cells: Cells, row: int) -> float:
    return cells.left + cells.kit.cut(cells.kit.name, cells.rows.names[row] or "—", cells.room).width


def _paint_pin(cells: Cells, row: int) -> None:
    unit, y = cells.kit.unit, cells.middle(row)
    x = min(_after_name(cells, row) + 8 * unit, cells.x + cells.width - 8 * unit)
    painter = cells.painter
    painter.setPen(QPen(cells.kit.colours.accent_text, 1.4 * unit))
    painter.setBrush(cells.kit.colours.accent_text)
    painter.drawEllipse(QPointF(x, y - 2.5 * unit), 2.6 * unit, 2.6 * unit)
    painter.drawLine(QPointF(x, y), QPointF(x, y + 5 * unit))
    painter.setBrush(NO_BRUSH)


def _paint_bars(cells: Cells) -> None:
    """(1-w)·S in blue, then w·C in ochre; hatched where a median stands in; whiskers where the total may lie."""
    painter, kit, rows = cells.painter, cells.kit, cells.rows
    scale = (cells.room - 10 * kit.unit) / (100 * HUNDREDTHS * WEIGHT_PARTS)
    height = BAR_HEIGHT * kit.unit
    score_part, credibility_part = WEIGHT_PARTS - cells.weight, cells.weight
    for row in range(len(rows)):
        if not cells.competes(row):
            continue
        y = cells.middle(row) - height / 2
        split = rows.score[row] * score_part * scale
        end = split + rows.credibility[row] * credibility_part * scale
        part = QRectF(cells.left, y, split, height)
        if rows.offline[row]:
            paint_outline(painter, part, kit)
        else:
            paint_bar(painter, part, kit.score if rows.score_known[row] else kit.score_hatched)
        sure = rows.credibility_known[row]
        box = QRectF(cells.left + split + GAP, y, end - split - GAP, height)
        paint_bar(painter, box, kit.credibility if sure else kit.credibility_hatched)
    painter.setBrush(NO_BRUSH)
    _paint_whiskers(cells, scale)
    _paint_words(cells, scale)


def paint_bar(painter: QPainter, box: QRectF, brush: QBrush) -> None:
    """One part of a bar; a hatched one is outlined."""
    if box.width() <= 0:
        return
    hatched = brush.style() != Qt.BrushStyle.SolidPattern
    painter.setPen(QPen(brush.color(), 1) if hatched else NO_PEN)
    painter.setBrush(brush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if hatched else box, 2, 2)


def paint_outline(painter: QPainter, box: QRectF, kit: Kit) -> None:
    """The part of somebody on no network: what stands in for a score, and no score."""
    if box.width() > 0:
        painter.setPen(QPen(kit.score.color(), 1))
        painter.setBrush(NO_BRUSH)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


def _paint_whiskers(cells: Cells, scale: float) -> None:
    painter, rows, half = cells.painter, cells.rows, 4.5 * cells.kit.unit
    painter.setPen(cells.kit.whisker)
    for row, (low, high) in enumerate(zip(rows.low, rows.high, strict=True)):
        if cells.competes(row) and high - low >= LEAST_WHISKER:
            a, b, y = cells.left + low * scale, cells.left + high * scale, cells.middle(row)
            painter.drawLine(QPointF(a, y), QPointF(b, y))
            painter.drawLine(QPointF(a, y - half), QPointF(a, y + half))
            painter.drawLine(QPointF(b, y - half), QPointF(b, y + half))


def _paint_words(cells: Cells, scale: float) -> None:
    """Absent by choice is said in words, never as a score of 0; so is why somebody does not compete, or a rule."""
    painter, kit, rows = cells.painter, cells.kit, cells.rows
    painter.setFont(kit.tiny_word)
    painter.setPen(kit.colours.quiet)
    inside = _say_off_line(cells, scale)
    painter.setFont(kit.small)
    for row, off in enumerate(rows.offline):
        if not cells.competes(row):
            cells.text_at(cells.left, row, aside_words(rows, row), kit.small)
            continue
        said = [tr("off line")] if off and row not in inside else []
        if rows.by_rule[row]:
            said.append(rule_word(rows.by_rule[row]))
        x = cells.left + round(max(rows.high[row], rows.total[row]) * scale + PAD * kit.unit)
        words = ", ".join(said)
        if words and kit.metrics(kit.small).horizontalAdvance(words) <= cells.x + cells.width - x:
            cells.text_at(x, row, words, kit.small)  # a word that would be cut is left to the outline and the tip


def _say_off_line(cells: Cells, scale: float) -> set[int]:
    """Says it within the outline that stands for the score, where it has the room; the rows where it had."""
    kit, rows, words = cells.kit, cells.rows, tr("off line")
    wide = kit.metrics(kit.tiny_word).horizontalAdvance(words) + 8 * kit.unit
    inside = set()
    for row, off in enumerate(rows.offline):
        if off and cells.competes(row) and rows.score[row] * (WEIGHT_PARTS - cells.weight) * scale >= wide:
            cells.text_at(cells.left + 4 * kit.unit, row, words, kit.tiny_word)
            inside.add(row)
    return inside


def aside_words(rows: Rows, row: int) -> str:
    """Why a candidate does not compete, with the ranks it could have once all is known; empty if it competes."""
    if rows.rank[row]:
        return ""
    words = state_word(STATES[rows.state[row]])
    if rows.state[row] != APART:
        return words
    best, worst = rows.possible[row]
    if best == worst:
        return tr("{why}: rank {best}", why=words, best=integer(best))
    return tr("{why}: rank {best} to {worst}", why=words, best=integer(best), worst=integer(worst))


def rule_word(by_rule: int) -> str:
    """What the rules of the list did to somebody, as short as a cell asks; the tip says it in full."""
    return {1: tr("+ rule"), -1: tr("− rule")}.get(by_rule, "")


def _paint_strip(cells: Cells) -> None:
    """The weights from 0 to 100 % with those marked for which a seat is held, and the weight of now."""
    painter, kit, rows, c = cells.painter, cells.kit, cells.rows, cells.kit.colours
    height, width = STRIP_HEIGHT * kit.unit, float(cells.room)
    competing = [row for row in range(len(rows)) if cells.competes(row)]
    painter.setPen(NO_PEN)
    painter.setBrush(c.track)
    for row in competing:
        painter.drawRoundedRect(QRectF(cells.left, cells.middle(row) - height / 2, width, height), 4, 4)
    for held, colour in ((True, c.inside), (False, c.outside)):
        painter.setBrush(colour)
        for row in competing:
            if rows.is_in[row] == held:
                _paint_spans(cells, row, width, height)
    painter.setBrush(NO_BRUSH)
    painter.setPen(kit.mark)
    x = cells.left + width * cells.weight / WEIGHT_PARTS
    half = 7 * kit.unit
    for row in competing:
        painter.drawLine(QPointF(x, cells.middle(row) - half), QPointF(x, cells.middle(row) + half))


def _paint_spans(cells: Cells, row: int, width: float, height: float) -> None:
    for a, b in cells.rows.intervals[row] or ():
        box = QRectF(cells.left + a * width, cells.middle(row) - height / 2, max(2.0, (b - a) * width), height)
        radius = min(4.0, box.width() / 2)
        cells.painter.drawRoundedRect(box, radius, radius)


PAINTERS: dict[str, Callable[[Cells], None]] = {
    "quiet": _paint_quiet,
    "total": _paint_total,
    "rank": _paint_rank,
    "change": _paint_change,
    "name": _paint_name,
    "bars": _paint_bars,
    "strip": _paint_strip,
}


def triangle(x: float, y: float, size: float, up: bool) -> QPolygonF:
    """A small arrow head around a point."""
    tip = -size if up else size
    return QPolygonF([QPointF(x - size, y - tip / 2), QPointF(x + size, y - tip / 2), QPointF(x, y + tip / 2)])
