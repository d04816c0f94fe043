"""Which candidates the table shows: one condition a column, as data, and the form that asks for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from core.campaign.board import Board
from core.errors import Trouble
from core.folding import fold
from core.i18n import current, decimal, tr
from core.model import BoolArray, CodedTexts, PackedTexts, Texts
from gui.desk.live import Numbers
from gui.parts.form import Form
from gui.rank.table.columns import Column

MOST_CHOICES = 2000
"""A longer list of texts to choose from is of no use."""


@dataclass(frozen=True)
class Filter:
    """What a column has to say of a candidate to be shown.

    ``text`` is what its text holds, or is (``whole``), or the mark it bears; its number lies from ``low`` to ``high``
    (None: no such bound).
    """

    column: str
    text: str = ""
    whole: bool = False
    low: float | None = None
    high: float | None = None

    def __bool__(self) -> bool:
        return bool(self.text) or self.low is not None or self.high is not None

    def read(self, column: Column, board: Board, weight: int) -> BoolArray:
        """Who is shown (n,) at a weight. Who is off line by choice is never lost to a filter on the score."""
        if column.marks:
            return column.marks.borne(board, self.text, np.arange(len(board)))
        if column.texts:
            return _find_saying(column.texts(board), fold(self.text), self.whole)
        shown = self._find_within(_numbers_of(column, board, weight), column.unit)
        return shown | board.candidates.offline if column.online else shown

    def words(self, column: Column, seats: int) -> str:
        """``Market: Mobility``, ``Online score ≥ 60``, ``Audience 1,000 – 5,000``."""
        name = column.named(seats)
        if column.marks:
            return column.marks.word(self.text)
        if column.texts:
            return f"{name}{tr(': ')}{self.text if self.whole else tr('contains “{text}”', text=self.text)}"
        if self.low is None or self.high is None:
            return f"{name} ≤ {number_text(self.high)}" if self.low is None else f"{name} ≥ {number_text(self.low)}"
        return f"{name} {number_text(self.low)} – {number_text(self.high)}"

    def as_data(self) -> dict[str, object]:
        """As plain data to be remembered."""
        return asdict(self)

    def _find_within(self, values: Numbers, unit: float) -> BoolArray:
        shown = ~np.isnan(values)  # what is not known lies nowhere
        if self.low is not None:
            shown &= values >= self.low * unit
        if self.high is not None:
            shown &= values <= self.high * unit
        found: BoolArray = shown
        return found


def _numbers_of(column: Column, board: Board, weight: int) -> Numbers:
    """The numbers (n,) that a column is filtered by, in its own unit, NaN where unknown."""
    if column.moving is not None:
        return column.moving(board, weight)
    assert column.values is not None, column.key
    return column.values(board)


def _find_saying(texts: Texts, sought: str, whole: bool) -> BoolArray:
    """Whose text holds this one, or is it, alone or among several parted by semicolons; case and accents apart."""

    def says(text: str) -> bool:
        plain = text.casefold() if text.isascii() else fold(text)
        return sought in (part.strip() for part in plain.split(";")) if whole else sought in plain

    if isinstance(texts, CodedTexts):
        found: BoolArray = _find_saying(texts.words, sought, whole)[texts.codes]
        return found
    return np.fromiter((says(text) for text in texts.take(range(len(texts)))), np.bool_, len(texts))


def number_text(number: float | None) -> str:
    """A bound as it is shown and typed: as many decimals as it has."""
    if number is None:
        return ""
    return decimal(number, 0 if number == int(number) else 1 if round(number * 10) == number * 10 else 2)


def number_of(text: str) -> float | None:
    """A bound as it was typed; None for none. Trouble for what is no number."""
    plain = "".join(text.split()).replace("−", "-")
    plain = plain.replace(",", ".") if current() == "fr" else plain.replace(",", "")
    try:
        return float(plain) if plain else None
    except ValueError as error:
        raise Trouble(tr("“{text}” is not a number.", text=text.strip()), "", "") from error


class FilterDialog(Form):
    """Asks for a condition on one of the columns. ``chosen()`` is it; one that asks nothing takes the column's away."""

    def __init__(
        self, parent: QWidget, board: Board, columns: Sequence[Column], held: dict[str, Filter], column: str
    ) -> None:
        text = tr("Ranks, seats and the invitation line stay those of the whole list.")
        super().__init__("filter_dialog", tr("Show only…").rstrip("…"), tr("Show"), parent, text)
        self._board, self._held = board, held
        self._columns = {each.key: each for each in columns if each.filtered}
        names = [(key, each.named(board.campaign.seats)) for key, each in self._columns.items()]
        self.column = self.choice("filter_column", tr("Column"), names, column)
        ways = [(True, tr("is")), (False, tr("contains"))]
        self.way = self.choice("filter_way", tr("Its text"), ways, True)
        self.text = self.choice("filter_text", tr("Which one"), [], "")
        self.low = self.line("filter_low", tr("At least"), hint=tr("no bound"))
        self.high = self.line("filter_high", tr("At most"), hint=tr("no bound"))
        self.column.currentIndexChanged.connect(lambda place: self._offer_fields())
        self._offer_fields()

    def chosen(self) -> Filter:
        """The condition as it stands in the form."""
        column = self._current_column()
        if column.marks:
            return Filter(column.key, self.text.currentData() or "")
        if column.texts:
            return Filter(column.key, self.text.currentText().strip(), bool(self.way.currentData()))
        low, high = number_of(self.low.text()), number_of(self.high.text())
        return Filter(column.key, low=low, high=high)

    def check(self) -> None:
        column = self._current_column()
        for field in () if column.marks or column.texts else (self.low, self.high):
            with self.about(field):
                number_of(field.text())

    def _current_column(self) -> Column:
        return self._columns[self.column.currentData()]

    def _offer_fields(self) -> None:
        """The fields that fit the column, filled with the condition in force on it."""
        column = self._current_column()
        held = self._held.get(column.key, Filter(column.key, whole=_has_few(column, self._board)))
        by_text, by_mark = column.texts is not None, column.marks is not None
        self.fields.setRowVisible(self.way, by_text)
        self.fields.setRowVisible(self.text, by_text or by_mark)
        for field in (self.low, self.high):
            self.fields.setRowVisible(field, not (by_text or by_mark))
        self.way.setCurrentIndex(self.way.findData(held.whole))
        self._fill_choices(self.text, column, held.text)
        self.low.setText(number_text(held.low))
        self.high.setText(number_text(held.high))
        first = self.text if by_text or by_mark else self.low
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_choices(self, field: QComboBox, column: Column, held: str) -> None:
        field.setEditable(column.marks is None)
        field.clear()
        field.addItem("" if column.marks is None else tr("any"), "")
        for value, word in _list_choices(column, self._board):
            field.addItem(word, value)
        if column.marks is None:
            line = field.lineEdit()
            if line is not None:
                line.setPlaceholderText(tr("any"))
                line.setAccessibleName(field.accessibleName())
            field.setCurrentText(held)
        else:
            field.setCurrentIndex(max(0, field.findData(held)))


def _list_choices(column: Column, board: Board) -> list[tuple[str, str]]:
    """What a column may be asked for, where that is known: values and their words."""
    if column.marks:
        return [(name, column.marks.word(name)) for name in column.marks.names(board)]
    if not column.texts or not _has_few(column, board):
        return []
    texts = column.texts(board)
    words = (
        texts.words.take(range(len(texts.words))) if isinstance(texts, CodedTexts) else texts.take(range(len(texts)))
    )
    parts = {part.strip() for word in words for part in word.split(";") if part.strip()}
    return [(part, part) for part in sorted(parts, key=fold)]


def _has_few(column: Column, board: Board) -> bool:
    """Whether a column of texts repeats a few, so that one is better chosen than typed."""
    texts = column.texts(board) if column.texts else None
    return not isinstance(texts, PackedTexts) and len(getattr(texts, "words", texts or ())) <= MOST_CHOICES
