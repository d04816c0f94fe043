"""The columns of the ranked table as data: title, how to read, how to show, how to sort, width."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.campaign.board import Board
from core.campaign.fields.catalogue import field_of, fields_in
from core.campaign.fields.field import Field
from core.campaign.fields.units import RANK, STATES, Day, Number, Text, YesNo, state_word
from core.i18n import decimal, integer, tr
from core.model import HUNDREDTHS, Texts
from core.ranking.total import ranks, totals
from core.stature.rubric import spoken
from gui.desk.live import Numbers
from gui.rank.table import marks
from gui.rank.table.marks import Marks
from gui.rank.table.rows import Rows

Read = Callable[[Rows], list[str]]
Values = Callable[[Board], Numbers]
SPELLED_OUT = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


@dataclass(frozen=True)
class Column:
    """``read`` gives the texts of rows in sight; ``show`` names the way they are painted (see ``cells``).

    ``title`` gives the heading, with the number of seats, and ``called`` a name where that is only a sign. ``values``
    is what to sort by for reading, descending first unless ``ascending``, NaN where unknown. A filter reads the
    column's ``texts``, ``marks``, ``moving`` (by weight) or ``values``, in ``unit``s; of an ``online`` column nobody
    is lost who is off line by choice. A ``dated`` column holds days, to sort by only.
    """

    key: str
    title: Callable[[int], str]
    read: Read
    show: str = "quiet"
    width: int = 90
    right: bool = False
    shown: bool = False
    values: Values | None = None
    ascending: bool = False
    called: str = ""
    texts: Callable[[Board], Texts] | None = None
    marks: Marks | None = None
    moving: Callable[[Board, int], Numbers] | None = None
    unit: float = 1
    online: bool = False
    dated: bool = False

    @property
    def filtered(self) -> bool:
        """Whether a filter can read this column."""
        if self.texts or self.marks or self.moving:
            return True
        return self.values is not None and not self.dated

    def named(self, seats: int) -> str:
        """The column's name in words."""
        return tr(self.called) if self.called else self.title(seats)


@dataclass(frozen=True)
class Look:
    """How the table shows a field: by which painter (``cells``), how wide in pixels, and whether from the start.

    ``read`` where its unit's own words do not do; ``sign`` for a heading that is only a sign; ``title`` for one that
    names the number of seats.
    """

    show: str = "quiet"
    width: int = 90
    shown: bool = False
    read: Read | None = None
    sign: str | None = None
    title: Callable[[int], str] | None = None
    ascending: bool = False


def columns(board: Board | None) -> list[Column]:
    """The columns of a board: what every ranking has, then the parts of its score model and its rubric."""
    whole = [_make_column(one) for one in fields_in("table") if not one.parts and one.key not in STATURE]
    placed = {column.key: column for column in (*whole, BARS, POSSIBLE)}
    base = [placed[key] for key in ORDER] + [column for column in whole if column.key not in ORDER]
    if board is None:
        return base
    stature = [_make_column(field_of(key)) for key in STATURE] if len(board.stated) else []
    return [*base, *stature, *_list_parts(board)]


def _make_column(one: Field) -> Column:
    """The column of a field: what the catalogue knows of it, and its look."""
    key, unit = one.name_in("table"), one.unit
    look = LOOKS.get(key, Look(width=108, ascending=True) if one.texts else Look())
    # What moves with the weight is in the order of the ranking already; what is several words has no order.
    ordered = one.read is None and isinstance(unit, Number | Text | Day | YesNo)
    return Column(
        key,
        look.title or (lambda seats: tr(one.title) if look.sign is None else look.sign),
        look.read or (lambda rows: unit.to_words(one.values_of(rows))),
        look.show,
        look.width,
        right=isinstance(unit, Number | Day),
        shown=look.shown,
        values=(lambda board: _to_sortable(one, board)) if ordered else None,
        ascending=look.ascending,
        called="" if look.sign is None else one.title,
        texts=one.texts,
        marks=MARKS.get(key),
        moving=MOVING.get(key),
        unit=unit.parts if isinstance(unit, Number) else 1,
        online=one.online,
        dated=isinstance(unit, Day),
    )


def _to_sortable(one: Field, board: Board) -> Numbers:
    """A field of the whole board as numbers to sort and filter by, NaN where unknown."""
    values = one.values_on(board, np.arange(len(board)))
    if one.texts:
        return _alphabetical_order(values)
    numbers: Numbers = one.unit.sortable(values) if isinstance(one.unit, Number) else values
    return numbers


def _list_parts(board: Board) -> list[Column]:
    """The parts of the score model, then the criteria of the rubric."""
    components, levels = field_of("components"), field_of("levels")
    return [
        *(_make_part(components, key, key, COMPONENTS.get(key, key)) for key in board.components),
        *(_make_part(levels, key, f"level {key}", criterion_title(board, key)) for key in board.levels),
    ]


def _make_part(one: Field, part: str, key: str, title: str) -> Column:
    unit = one.unit
    assert isinstance(unit, Number), one.key

    def values(board: Board) -> Numbers:
        found: Numbers = unit.sortable(one.values_on(board, np.arange(len(board)))[part])
        return found

    return Column(
        key,
        lambda seats: tr(title),
        lambda rows: unit.to_words(one.values_of(rows)[part]),
        right=True,
        values=values,
        unit=unit.parts,
        online=one.online,
    )


def criterion_title(board: Board, key: str) -> str:
    """The name of a criterion as the agency's rubric has it."""
    return spoken(board.criteria[key]) if key in board.criteria else CRITERIA.get(key, key)


def _known_words(rows: Rows) -> list[str]:
    known = field_of("criteria_known").values_of(rows).tolist()
    return [tr("{n} of {all}", n=n, all=len(rows.board.levels)) if n else "" for n in known]


COMPONENTS = {"reach": "Reach", "amplification": "Amplification", "network": "Network"}
CRITERIA = {
    "profession": "Profession",
    "network": "Off-line network",
    "standing": "Professional stature",
    "peers": "Credit among peers",
}


def rank_text(rank: int, tied: bool, state: int) -> str:
    """``12``, ``12 =`` for a tie, or the word for why there is no rank."""
    if rank:
        return f"{integer(rank)} =" if tied else integer(rank)
    return state_word(STATES[state])


def change_text(change: int) -> str:
    """The rank gained or lost against score alone."""
    return "" if not change else f"{'▲' if change > 0 else '▼'} {integer(abs(change))}"


def _rank_words(rows: Rows) -> list[str]:
    return [rank_text(*row) for row in zip(rows.rank, rows.tied, rows.state, strict=True)]


def _change_words(rows: Rows) -> list[str]:
    return [change_text(change) for change in rows.change]


def _score_words(rows: Rows) -> list[str]:
    known = zip(rows.score, rows.score_known, rows.offline, strict=True)
    return [tr("off line") if off else _side_words(value, sure) for value, sure, off in known]


def _credibility_words(rows: Rows) -> list[str]:
    return [_side_words(value, sure) for value, sure in zip(rows.credibility, rows.credibility_known, strict=True)]


def _side_words(value: int, known: bool) -> str:
    text = decimal(value / HUNDREDTHS)
    return text if known else tr("{value} provisional", value=text)


def _bar_words(rows: Rows) -> list[str]:
    pairs = zip(_score_words(rows), _credibility_words(rows), strict=True)
    return [tr("score {score}, credibility {credibility}", score=s, credibility=c) for s, c in pairs]


def _interval_words(rows: Rows) -> list[str]:
    return [intervals_text(found) for found in rows.intervals]


def intervals_text(found: list[tuple[float, float]] | None) -> str:
    """The weights for which a seat is held, in percent; empty while they are not known."""
    if found is None:
        return ""
    if not found:
        return tr("never")
    return ", ".join(f"{decimal(100 * a, 1)} – {decimal(100 * b, 1)}\u00a0%" for a, b in found)


def _possible_words(rows: Rows) -> list[str]:
    return [possible_text(*ranks) for ranks in rows.possible]


def possible_text(best: int, worst: int) -> str:
    """The ranks somebody could have within what is not known: ``12 – 180``; one where nothing is open."""
    if not best:
        return ""
    return integer(best) if best == worst else f"{integer(best)} – {integer(worst)}"


def _ranks_at(board: Board, weight: int) -> Numbers:
    found: Numbers = RANK.sortable(ranks(board.candidates, weight).rank)
    return found


def _changes_at(board: Board, weight: int) -> Numbers:
    alone: Numbers = RANK.sortable(board.rank_by_score)
    return alone - _ranks_at(board, weight)


def _totals_at(board: Board, weight: int) -> Numbers:
    return totals(board.candidates.score.value, board.candidates.credibility.value, weight)


def alphabetical(text: str) -> str:
    """A key that puts É beside E in both languages; a collator's keys took ten times as long to compare."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(SPELLED_OUT))
    return "".join(c for c in plain if not unicodedata.combining(c)) if not plain.isascii() else plain


def _alphabetical_order(texts: list[str]) -> Numbers:
    """The place of each text (n,) in the alphabet of all of them; equal texts share one."""
    place = {text: i for i, text in enumerate(sorted(set(texts), key=alphabetical))}
    return np.array([place[text] for text in texts], np.int32)


LOOKS: Mapping[str, Look] = {
    "rank": Look("rank", 46, True, _rank_words, sign="#"),
    "change": Look("change", 46, True, _change_words, sign=""),
    "name": Look("name", 200, True, lambda rows: rows.names, ascending=True),
    "market": Look(width=108, shown=True, ascending=True),
    "total": Look("total", 58, True),
    "strip": Look(
        "strip", 126, True, _interval_words, title=lambda seats: tr("In the {seats} for", seats=integer(seats))
    ),
    "score": Look(read=_score_words),
    "credibility": Look(read=_credibility_words),
    "rank_by_score": Look(ascending=True),
    "organisation": Look(width=140, ascending=True),
    "state": Look(width=140, read=marks.reader(marks.STATE)),
    "flags": Look(width=140, read=marks.reader(marks.FLAGS)),
    "criteria_known": Look(read=_known_words),
}
"""What is not plain about a field in the table; a field that is not named here is shown in its unit's own words."""

MARKS = {"state": marks.STATE, "flags": marks.FLAGS}
MOVING: Mapping[str, Callable[[Board, int], Numbers]] = {"rank": _ranks_at, "change": _changes_at, "total": _totals_at}

BARS = Column("bars", lambda seats: tr("Score + credibility"), _bar_words, "bars", 224, shown=True)
POSSIBLE = Column("possible", lambda seats: tr("Possible ranks"), _possible_words, width=118, right=True)
"""Two pictures of several fields at once."""

STATURE = ("criteria_known", "stated")
"""How much is known of each candidate off line, and how old it is: only where anything was assessed."""

ORDER = (
    "rank", "change", "name", "market", "total", "bars", "strip", "score", "credibility", "rank_by_score", "possible",
    "audience", "speed", "cruise", "age", "state", "flags", "organisation", "country", "language", "key",
)  # fmt: skip
"""Where the columns stand in a new window; a field that is not named here stands behind them."""
