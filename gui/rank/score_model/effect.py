"""What a draft of a score model would do to the list: how many names change, and who moves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.campaign.what_if import Effect, Mover
from core.i18n import decimal, integer, tr, trn
from gui.parts import theme
from gui.parts.controls import label, small
from gui.parts.named import named
from gui.parts.theme import HEADING, STRONG

ARROW = "\u00a0→\u00a0"
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class EffectPanel(QWidget):
    """The effect in a headline, a sentence, and a list of names."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("score_effect")
        self.setAccessibleName(tr("What would change"))
        self.headline = label("effect_headline", tr("Working out the effect…"), size=HEADING, weight=STRONG, wrap=True)
        self.more = small("effect_more", wrap=True)
        titles = ["", tr("Candidate"), tr("Rank"), tr("Score"), tr("4-week pause")]
        self.names = plain_table("effect_names", tr("Candidates, who moves first"), titles, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.headline)
        column.addWidget(self.more)
        column.addSpacing(4)
        column.addWidget(self.names, 1)

    def show_effect(self, effect: Effect) -> None:
        """Shows what would change."""
        self.headline.setText(headline(effect))
        self.more.setText(more(effect))
        self.names.clear()
        for mover in effect.movers:
            self._add_mover(mover)

    def _add_mover(self, mover: Mover) -> None:
        item = QTreeWidgetItem(
            self.names,
            [seat_word(mover), mover.name, ranks(mover), pair(*mover.score), costs(*mover.pause)],
        )
        c = theme.colours(self)
        if seat_word(mover):
            item.setForeground(0, c.better if mover.is_in else c.worse)
            item.setFont(0, theme.font_of(self, theme.SMALL, STRONG))
        for place in (2, 3, 4):
            item.setTextAlignment(place, RIGHT)
            item.setFont(place, theme.font_of(self, theme.BODY, figures=True))


def plain_table(name: str, title: str, headings: list[str], stretch: int) -> QTreeWidget:
    """A quiet list of rows to read; the column ``stretch`` takes what room is left."""
    table = named(QTreeWidget(), name)
    table.setAccessibleName(title)
    table.setHeaderLabels(headings)
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setFrameShape(QTreeWidget.Shape.NoFrame)
    table.setStyleSheet(quiet(table))
    header = table.header()
    header.setObjectName(f"{name}_header")
    header.setAccessibleName(tr("Columns"))
    header.setStretchLastSection(False)
    for column in range(len(headings)):
        mode = QHeaderView.ResizeMode.Stretch if column == stretch else QHeaderView.ResizeMode.ResizeToContents
        header.setSectionResizeMode(column, mode)
        if column > stretch:
            table.headerItem().setTextAlignment(column, RIGHT)
    return table


def quiet(table: QTreeWidget) -> str:
    """Room around the words, and a heading without boxes."""
    c, side = theme.colours(table), round(theme.scaled(table, 6))
    return f"""
        QTreeWidget {{ background: transparent; }}
        QTreeWidget::item {{ padding: {side // 2}px {side}px; }}
        QHeaderView::section {{ background: transparent; color: {c.quiet.name()}; border: none;
            border-bottom: 1px solid {c.edge.name()}; padding: {side // 2}px {side}px; }}
    """


def headline(effect: Effect) -> str:
    """How many of the names change."""
    if not effect.changed:
        return trn("The same {n} name", "The same {n} names", effect.seats)
    return trn("{n} name would change", "{n} names would change", effect.changed)


def more(effect: Effect) -> str:
    """Ranks and the cost of a pause."""
    words = [
        tr("{moved} of {people} candidates at another rank", moved=integer(effect.moved), people=integer(effect.people))
    ]
    now, then = effect.pause
    if now is not None and then is not None:
        words.append(tr("median cost of a four-week pause {costs}", costs=costs(now, then)))
    return " · ".join(words)


def seat_word(mover: Mover) -> str:
    """``in`` or ``out`` where a seat is won or lost."""
    if mover.was_in == mover.is_in:
        return ""
    return tr("in") if mover.is_in else tr("out")


def ranks(mover: Mover) -> str:
    """``12 → 9``, or one number where nothing moves."""
    now, then = (integer(rank) if rank else "–" for rank in mover.rank)
    return now if now == then else ARROW.join((now, then))


def pair(now: float | None, then: float | None) -> str:
    """``61.2 → 58.0``, or one number where nothing moves."""
    texts = ["–" if value is None else decimal(value) for value in (now, then)]
    return texts[0] if texts[0] == texts[1] else ARROW.join(texts)


def costs(now: float | None, then: float | None) -> str:
    """What a pause takes away: ``−29.1 → −12.0``."""
    return pair(None if now is None else -now, None if then is None else -then)
